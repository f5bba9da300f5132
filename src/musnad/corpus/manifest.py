"""The manifest of a run's folder: whose the folder is, and which files its tables are.

It is written when a run begins, with what all files depend on, and again when it is finished, with what each stage took
and left. A folder without one, or with one of somebody else's, is never written to.
"""

from __future__ import annotations

import json
from typing import Any

from musnad.corpus.place import Place
from musnad.errors import InputError

MANIFEST = "manifest.json"
FORMAT = 2
READ_FORMATS = (1, 2)
"""Those whose tables can be loaded; the first does not say which version of a page an article is."""
NAMED_COUNT = 3
_OURS = ("musnad", "format")
Note = dict[str, Any]


def manifest_in(place: Place, advice: str) -> Note | None:
    """The manifest of a run in a folder, None where there is none.

    Raises ``InputError`` where it is damaged, or of something else: then with ``advice``.
    """
    found = place.read(MANIFEST)
    if found is None:
        return None
    try:
        manifest = json.loads(found)
    except (ValueError, RecursionError) as error:
        raise _damaged(place, str(error)) from error
    if not isinstance(manifest, dict) or not all(name in manifest for name in _OURS):
        raise InputError(
            f"{place.url} holds files that are not of a run: its {MANIFEST} is of something else; {advice}"
        )
    if manifest["format"] in READ_FORMATS and manifest.get("finished") and not _is_whole(manifest):
        raise _damaged(place, "it does not say what the run left")
    return manifest


def write_manifest(place: Place, manifest: Note) -> None:
    """Writes the manifest in the place of the one before."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    place.write(MANIFEST, text.encode("utf-8", "backslashreplace"))


def files_of(manifest: Note) -> dict[str, int]:
    """The files of the tables of a run that is finished, with their sizes in bytes, by name."""
    return {name: size for stage in manifest["stages"].values() for name, size in sorted(stage["files"].items())}


def lost_files(place: Place, manifest: Note) -> list[str]:
    """Those of the files that are gone, or have another size than they were written with."""
    there = place.sizes()
    return sorted(name for name, size in files_of(manifest).items() if there.get(name) != size)


def some(names: list[str]) -> str:
    """The first of some names, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = len(names) - NAMED_COUNT
    return ", ".join(names[:NAMED_COUNT]) + (f" and {more} more" if more > 0 else "")


def _is_whole(manifest: Note) -> bool:
    """Whether the manifest of a run that is finished says all that it should."""
    stages = manifest.get("stages")
    return (
        isinstance(stages, dict)
        and all(isinstance(stage, dict) and isinstance(stage.get("files"), dict) for stage in stages.values())
        and isinstance(manifest.get("rows"), dict)
        and isinstance(manifest.get("known"), int)
    )


def _damaged(place: Place, why: str) -> InputError:
    return InputError(
        f"the {MANIFEST} in {place.url} is damaged ({why}); put it back from a copy, or give 'musnad run' a new folder"
    )
