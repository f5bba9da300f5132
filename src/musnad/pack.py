"""Loads a language pack: a folder of words and rules, checked as a whole before anything is read with it.

A pack is ``pack.toml`` (language and name) and one YAML file per room of vocabulary; what each may hold is
said in ``musnad.vocabulary``. A fault names its file and line, and all faults of a pack are reported
together in one ``PackError``.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from musnad.errors import PackError
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.dates import DateWords
from musnad.vocabulary.entities import EntityWords
from musnad.vocabulary.letters import Letters, read_letters
from musnad.vocabulary.meanings import read_meanings
from musnad.vocabulary.node import Node, read_node
from musnad.vocabulary.pages import PageWords
from musnad.vocabulary.quotes import QuoteMarks
from musnad.vocabulary.rarity import Rarity, read_rarity
from musnad.vocabulary.roles import RoleWords
from musnad.vocabulary.senses import read_senses
from musnad.vocabulary.sight import Sight, sight_of
from musnad.vocabulary.sources import SourceWords
from musnad.vocabulary.stories import StoryWords, read_commonness
from musnad.vocabulary.tagger import Tagger, Taggers
from musnad.vocabulary.weights import WIDE, Stored, Weights, read_weights
from musnad.vocabulary.zones import ZoneWords

PACKS = Path(__file__).parent / "packs"
_WEIGHTS = "weights.json"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pack:
    """The vocabulary of one language.

    ``version`` names the exact words and weights: the language, a dash, and a digest of the pack's files.
    """

    language: str
    name: str
    version: str
    zones: ZoneWords
    quotes: QuoteMarks | None
    cues: CueWords | None
    sources: SourceWords | None
    weights: Weights | None
    dates: DateWords | None = None
    entities: EntityWords | None = None
    roles: RoleWords | None = None
    letters: Letters | None = None
    sight: Sight | None = None
    taggers: Mapping[str, Tagger] = field(default_factory=dict)
    stories: StoryWords | None = None
    claims: ClaimWords | None = None
    rarity: Rarity | None = None
    pages: PageWords = field(default_factory=PageWords)
    senses: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """Whether the pack has learned attributions, beliefs and intentions included."""
        return self.weights is not None and "cue" + WIDE in self.weights


@cache
def packs() -> dict[str, Pack]:
    """The bundled packs by language code. Raises ``PackError`` if one is broken.

    Weights are read, and broken ones found, when their language is first asked for; ``check_packs`` finds them at once.
    """
    return {pack.language: pack for pack in (load_pack(folder, check_weights=False) for folder in _folders())}


def check_packs() -> None:
    """Checks the bundled packs, weights included. Raises ``PackError`` naming every fault."""
    faults: list[str] = []
    try:
        packs()
    except PackError as error:
        faults += error.faults
    for folder in _folders():
        read_weights(folder / _WEIGHTS, f"{folder.name}/{_WEIGHTS}", faults)
        Taggers(folder).check(faults)
    if faults:
        raise PackError(faults)


def _folders() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/pack.toml"))


def load_pack(folder: Path, *, check_weights: bool = True) -> Pack:
    """Reads and checks one pack. Raises ``PackError`` naming every fault with file and line.

    Its weights are read later; here they are only checked, and not even that if the caller has it done elsewhere.
    """
    faults: list[str] = []

    def room(name: str) -> Node:
        return read_node(folder / name, f"{folder.name}/{name}", faults)

    def sound(read: Callable[..., T], node: Node, *given: object) -> T:
        """What a reader gives. Told faults leave empty values behind, over which it may stop: then nothing."""
        before = len(faults)
        try:
            return read(node, *given)
        except RecursionError:
            node.fault("it is nested too deep, or a part of it holds itself (&name, *name)")
        except (IndexError, KeyError, ValueError):
            if len(faults) == before:
                raise
        return cast("T", None)  # a pack with faults is given to nobody

    about = _about(folder, faults)
    taggers = Taggers(folder)
    if check_weights:
        read_weights(folder / _WEIGHTS, f"{folder.name}/{_WEIGHTS}", faults)
        taggers.check(faults)
    sources = sound(SourceWords.read, room("sources.yml"), room("names.yml"))
    people = room("people.yml" if (folder / "people.yml").is_file() else "names.yml")
    entities = sound(EntityWords.read, room("entities.yml"), room("places.yml"), people, room("sources.yml"))
    letters = read_letters(folder / "words.npz", f"{folder.name}/words.npz", faults)
    pack = Pack(
        language=about.get("language", ""),
        name=about.get("name", ""),
        version=f"{about.get('language', '')}-{_digest(folder)}",
        zones=sound(ZoneWords.read, room("zones.yml")),
        quotes=sound(QuoteMarks.read, room("quotes.yml")),
        cues=sound(CueWords.read, room("cues.yml")),
        sources=sources,
        entities=entities,
        roles=sound(RoleWords.read, room("roles.yml")),
        letters=letters,
        sight=sight_of(entities, sources, letters),
        taggers=taggers,
        dates=sound(DateWords.read, room("dates.yml")),
        weights=_weights(folder),
        stories=sound(
            StoryWords.read,
            room("stories.yml"),
            read_commonness(folder / "stories.npz", f"{folder.name}/stories.npz", faults),
            read_meanings(folder / "meanings.npz", f"{folder.name}/meanings.npz", faults),
        ),
        claims=sound(ClaimWords.read, room("claims.yml")),
        pages=sound(PageWords.read, room("pages.yml")),
        senses=sound(read_senses, room("senses.yml")),
        rarity=read_rarity(folder / "rarity.npz", f"{folder.name}/rarity.npz", faults),
    )
    if faults:
        raise PackError(faults)
    return pack


def _weights(folder: Path) -> Weights | None:
    """The weights of a pack, read when they are asked for; None where it has none."""
    path = folder / _WEIGHTS
    return Stored(path, f"{folder.name}/{_WEIGHTS}") if path.is_file() else None


def _about(folder: Path, faults: list[str]) -> dict[str, str]:
    """The fields of ``pack.toml``."""
    path, place = folder / "pack.toml", f"{folder.name}/pack.toml"
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{place}:1: cannot be read: {error}")
        return {}
    for name in ("language", "name"):
        if not isinstance(about.get(name), str) or not about[name]:
            faults.append(f"{place}:1: {name!r} is missing")
    return {name: str(value) for name, value in about.items()}


def _digest(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of the pack."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
