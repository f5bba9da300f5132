"""The quality gate: measures the pipeline on gold files and holds the figures against ``floors.toml``.

    python bench/gate.py                          check; fails if a figure lies under its floor
    python bench/gate.py --update [GOLD…]         raise floors to half a point under what is measured now
    python bench/gate.py --lower REASON [GOLD…]   lower floors too; REASON must stand in CHANGELOG.md

GOLD is a path below the data folder, such as ``gold/ar_dev.jsonl.xz``, in one word with the options of
``musnad eval`` behind it where they are not the usual ones (``"gold/ar_dev.jsonl.xz --mode fast"``, ``--scope
attribution``), or ``stories`` with a set of the bundled annotation (``"stories test --given"``): what ``musnad eval
--claims`` finds there. Without one, all that have floors are measured. The data
folder is $MUSNAD_DATA, else ``../shared/data`` beside this checkout; where it is missing the gate says that it was
skipped, and passes.

A floor is pinned to the SHA-256 digest of its gold file: figures on another file say nothing about it. A
floor that is lower than the committed one passes only if a line of CHANGELOG.md names the measure, whoever
lowered it and however.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import story_gold
from folder import data_folder
from musnad.dossiers.annotated import How, evaluate_claims
from musnad.errors import MusnadError
from musnad.evaluate import evaluate_files
from musnad.model import Scope
from musnad.pipeline import Mode

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "bench" / "floors.toml"
CHANGELOG = ROOT / "CHANGELOG.md"
MARGIN = 0.5  # points between a measured figure and its new floor: what a harmless change may cost

STORIES = "stories"  # the name under which floors of claims stand, with a set and options behind it
LABELS = ("kind accuracy", "act accuracy", "form accuracy", "name F1", "chain F1")

Floors = dict[str, dict[str, str | float]]


class RefusedError(Exception):
    """Why the gate does not pass, one reason a line."""


def place(name: str, data: Path) -> tuple[Path, Mode, Scope]:
    """The gold file that a name of floors means, and the mode and the scope in which it is read."""
    file, *options = name.split()
    given = dict(zip(options[::2], options[1::2], strict=True))
    return data / file, Mode(given.get("--mode", Mode.CAREFUL)), Scope(given.get("--scope", Scope.COMMUNICATION))


def figures(gold: Path, mode: Mode = Mode.CAREFUL, scope: Scope = Scope.COMMUNICATION) -> dict[str, float]:
    """What the pipeline reaches on a gold file now: F1 and accuracies in percent, by measure."""
    found: dict[str, float] = {}
    for name, value in evaluate_files(gold, mode=mode, scope=scope).report.as_dict().items():
        if isinstance(value, dict):
            found[f"{name} F1"] = value["f1"]
        elif isinstance(value, float):
            found[name] = value
    return found


def exists(name: str, data: Path) -> bool:
    """Whether what a name of floors means is at hand: the gold file, or the texts of the annotated stories."""
    return (data / "saudinewsnet").is_dir() if is_stories(name) else place(name, data)[0].exists()


def is_stories(name: str) -> bool:
    """Whether a name of floors means annotated stories."""
    return name.split(maxsplit=1)[0] == STORIES


def digest_of(name: str, data: Path) -> str:
    """The digest of the gold file, or of all annotation of the set of stories."""
    if not is_stories(name):
        return digest(place(name, data)[0])
    chosen = story_gold.stories(name.split()[1])
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


def measured(name: str, data: Path) -> dict[str, float]:
    """What is reached now under a name of floors; higher is better in all of it."""
    return story_figures(name, data) if is_stories(name) else annotated(figures(*place(name, data)))


def story_figures(name: str, data: Path) -> dict[str, float]:
    """Figures of claims, conflicts and origins on a set of the bundled annotation."""
    _, wanted, *options = name.split()
    with tempfile.TemporaryDirectory() as folder:
        chosen, out = story_gold.stories(wanted), Path(folder)
        story_gold.write(out, chosen, story_gold.Texts(data))
        how = How(Mode.FAST if "fast" in options else Mode.CAREFUL, given="--given" in options)
        told = evaluate_claims(out / "statements.jsonl", [out / f"{each}.json" for each in chosen], None, how).as_dict()
    found = {f"{part} F1": told[part]["f1"] for part in ("same claim", "conflict", "derived")}
    found["origins overlap"] = told["origins overlap"]
    return {**found, "no false corroboration": round(100 - told["false corroboration"], 1)}


def annotated(found: dict[str, float]) -> dict[str, float]:
    """The figures without those of labels, where a gold file has none: a floor of 0 could not be missed."""
    if found.get("kind accuracy", 1.0):
        return found
    return {measure: reached for measure, reached in found.items() if measure not in LABELS}


def digest(path: Path) -> str:
    """The SHA-256 digest of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(floors: Floors, data: Path) -> None:
    """Prints each figure beside its floor. Raises ``RefusedError`` if one lies below."""
    faults = []
    for name, floor in floors.items():
        if not exists(name, data):
            print(f"{name}: skipped: not in {data}")
            continue
        if digest_of(name, data) != floor["sha256"]:
            faults.append(f"{name}: is not the file that the floors were measured on; measure with --update")
            continue
        now = measured(name, data)
        for measure, least in floor.items():
            if measure == "sha256":
                continue
            reached = now.get(measure, 0.0)
            print(f"{name}: {measure:>18} {reached:5.1f}  floor {least:5.1f}")
            if reached < float(least):
                faults.append(f"{name}: {measure} is {reached}, under its floor of {least}")
    if faults:
        raise RefusedError("\n".join(faults))


def update(floors: Floors, data: Path, names: list[str], reason: str | None) -> Floors:
    """The floors after measuring; lower than before only with a reason. Raises ``RefusedError`` without."""
    if reason is not None and (not reason.strip() or reason not in CHANGELOG.read_text(encoding="utf-8")):
        raise RefusedError(f"the reason does not stand in {CHANGELOG.name}: {reason}")
    faults, result = [], dict(floors)
    for name in names or list(floors):
        old = floors.get(name, {})
        if not exists(name, data):
            raise RefusedError(f"{name}: not in {data}")
        new: dict[str, str | float] = {"sha256": digest_of(name, data)}
        for measure, reached in measured(name, data).items():
            least = max(0.0, round(reached - MARGIN, 1))
            before = float(old.get(measure, 0.0))
            if reached < before and reason is None:
                faults.append(f"{name}: {measure} is {reached}, under its floor of {before}; see --lower")
            new[measure] = least if reached < before else max(least, before)
        result[name] = new
    if faults:
        raise RefusedError("\n".join(faults))
    return result


def check_lowered(floors: Floors, committed: Floors) -> None:
    """Raises ``RefusedError`` if a floor lies under the committed one and no changelog line says so.

    A floor that is gone counts as lowered to 0.
    """
    lines = CHANGELOG.read_text(encoding="utf-8").splitlines()
    faults = []
    for name, old in committed.items():
        for measure, before in old.items():
            if measure == "sha256" or float(floors.get(name, {}).get(measure, 0.0)) >= float(before):
                continue
            file = Path(name.split()[0]).name
            if not any(measure in line and file in line for line in lines):
                faults.append(
                    f"{name}: the floor of {measure} was {before} and is lower now: "
                    f"say so in {CHANGELOG.name}, in a line with {measure!r} and {file!r}"
                )
    if faults:
        raise RefusedError("\n".join(faults))


def committed_floors() -> Floors:
    """The floors of the last commit; empty if there are none, or this is no git checkout."""
    command = ["git", "-C", str(ROOT), "show", "HEAD:bench/floors.toml"]
    try:
        shown = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return tomllib.loads(shown.stdout.decode("utf-8"))


def write(floors: Floors) -> None:
    """Puts the floors into their file, under its own first lines."""
    head = [line for line in FLOORS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = list(head)
    for name, floor in floors.items():
        lines += ["", f'["{name}"]', f'sha256 = "{floor["sha256"]}"']
        lines += [f'"{measure}" = {least}' for measure, least in floor.items() if measure != "sha256"]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Runs the command; 0 if the gate passes or has nothing to measure, 1 if it refuses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", metavar="GOLD", help="a path below the data folder")
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured now")
    parser.add_argument("--lower", metavar="REASON", help="lower floors; REASON must stand in CHANGELOG.md")
    options = parser.parse_args()
    data = data_folder()
    floors: Floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    try:
        if not (options.update or options.lower):
            check_lowered(floors, committed_floors())
        if not data.is_dir():
            print(f"quality gate: skipped: no gold data at {data} (set MUSNAD_DATA)")
        elif options.update or options.lower:
            raised = update(floors, data, options.gold, options.lower)
            check_lowered(raised, committed_floors())
            write(raised)
            print(f"quality gate: wrote {FLOORS.relative_to(ROOT)}")
        elif not floors:
            print("quality gate: no floors yet; set them with --update GOLD")
        else:
            check({name: floors[name] for name in options.gold or floors if name in floors}, data)
            print("quality gate: passed")
    except (RefusedError, MusnadError) as error:
        print(f"quality gate: refused:\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
