"""The whole flow over many articles: which stages follow on which, and what of them is done already.

Stages run one after another, the tasks of one side by side on an engine. What a task leaves depends on its order and
its inputs alone; a note tells that it is done, so that a run that was broken off goes on where it was. The manifest
says of which inputs, versions and settings the folder is: another run does not mix with it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import ceil
from typing import Any, Protocol

from musnad import __version__
from musnad.config import corpus as config
from musnad.corpus import articles, names, parts, stories
from musnad.corpus.alone import alone
from musnad.corpus.compare import UNDATED, compare, divided
from musnad.corpus.inputs import Piece, Reading, packed_pieces, pieces_of
from musnad.corpus.manifest import FORMAT, Note, lost_files, manifest_in, write_manifest
from musnad.corpus.place import Place, absolute
from musnad.corpus.task import Order, Task, note_name, order_of
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.incoming import reader_version
from musnad.pack import check_packs, packs
from musnad.per_article import versions_for
from musnad.pipeline import Mode

_HERE = LocalEngine()


class Engine(Protocol):
    """What runs tasks side by side."""

    def map(self, function: Callable[[str], str], items: Iterable[str]) -> Iterator[str]:
        """The answers to items, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Stage:
    """What the tasks of a stage do, from which channels, and the tables that each of them writes.

    Those without channels work for long on each row; the others are quick where little was put there.
    """

    work: Callable[[Task], None]
    channels: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


STAGES = {
    "read": Stage(articles.read),
    "sift": Stage(articles.sift, ("arrived",)),
    "extract": Stage(articles.extract, (), ("received", "rejected")),
    "stand": Stage(names.stand, ("shown",)),
    "judge": Stage(names.judge_pairs, ("keys",)),
    "gather": Stage(names.gather, ("standing", "links"), ("judgements",)),
    "resolve": Stage(names.resolve_parts, ("members", "bonds")),
    "meet": Stage(names.meet, ("clues",)),
    "offer": Stage(names.offer, ("entity", "offers")),
    "explain": Stage(names.explain, ("entity", "standing", "locals"), ("judgements",)),
    "entities": Stage(names.tell, ("spelled",), ("entities",)),
    "describe": Stage(stories.describe, (), ("articles", "statements", "mentions", "locals")),
    "compare": Stage(compare, ("profiles",)),
    "place": Stage(stories.place, ("days", "likely")),
    "group": Stage(stories.group, ("fellows", "ties")),
    "send": Stage(stories.send, ("made",)),
    "tell": Stage(stories.tell, (), ("stories", "claims", "conflicts", "copies", "groupings")),
    "at-once": Stage(parts.at_once, ("near", "alike")),
    "large-star": Stage(parts.large_star, ("near", "alike")),
    "small-star": Stage(parts.small_star, ("near", "alike")),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is made; ``partitions`` None for as many as the inputs call for."""

    mode: Mode = Mode.CAREFUL
    reading: Reading = field(default_factory=Reading)
    partitions: int | None = None
    keep: bool = False
    edges_at_once: int = config.EDGES_AT_ONCE
    meeting_articles: int = config.MEETING_ARTICLES_MAX


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: rows of each table, and of each stage tasks, seconds, bytes and the most memory of one."""

    rows: dict[str, int]
    stages: dict[str, dict[str, Any]]
    known_count: int = 0
    was_done: bool = False


def perform(line: str) -> str:
    """Does one task; what a worker is sent. Gives its stage and number."""
    order = order_of(line)
    stage = STAGES[order.stage.partition(".")[0]]
    task = Task(order)
    stage.work(task)
    task.done(stage.tables)
    return f"{order.stage} {order.number}"


def run(
    inputs: Sequence[str], out: str, engine: Engine, settings: Settings, tell: Callable[[str], None] = lambda _: None
) -> Ran:
    """Runs the whole flow over inputs, and leaves its tables in the folder or URL ``out``.

    ``tell`` is told of each stage that is done. Raises ``InputError`` where the folder holds something else, or another
    run is at work in it, and ``MusnadError`` where a worker fails; the same call goes on from there.
    """
    check_packs()
    pieces = list(pieces_of(inputs))
    place = Place(absolute(out))
    count = settings.partitions or partitions_for(pieces)
    manifest = _manifest(pieces, count, settings)
    with alone(place):
        before = _before(place, manifest)
        if before.get("finished"):
            return _ran(before, was_done=True)
        write_manifest(place, manifest)
        flow = Flow(place, engine, settings, count, tell)
        flow.go(pieces)
        manifest |= {"finished": True, "rows": flow.rows, "stages": flow.stages, "known": flow.known_count}
        write_manifest(place, manifest)
        if not settings.keep:
            place.remove("_work")
        place.tidy()
        return _ran(manifest)


def partitions_for(pieces: Iterable[Piece]) -> int:
    """How many partitions inputs call for by their size."""
    size = sum(piece.plain_bytes for piece in pieces)
    return min(config.PARTITIONS_MAX, max(1, ceil(size / config.PARTITION_BYTES)))


def _manifest(pieces: Sequence[Piece], count: int, settings: Settings) -> Note:
    """What the files of a run depend on."""
    made_by = {language: list(versions_for(language, settings.mode)) for language in sorted(packs())}
    return {
        "format": FORMAT,
        "musnad": __version__,
        "reader": reader_version(),
        "packs": made_by,
        "mode": settings.mode.value,
        "partitions": count,
        "reading": json.loads(json.dumps(asdict(settings.reading))),
        "inputs": [{name: value for name, value in asdict(piece).items() if name != "at"} for piece in pieces],
    }


def _before(place: Place, manifest: Note) -> Note:
    """The manifest there, if it fits and its tables are whole. Raises ``InputError`` if it is of another run."""
    advice = "name a folder that is new or empty"
    before = manifest_in(place, advice)
    if before is None:
        if place.sizes():
            raise InputError(f"{place.url} holds files that are not of a run; {advice}")
        return {}
    differing = [name for name in manifest if before.get(name) != manifest[name]]
    if differing:
        raise InputError(
            f"{place.url} holds a run with other {', '.join(differing)}; name another folder, or remove this one"
        )
    if not before.get("finished") or not lost_files(place, before):
        return before
    place.remove("_work")
    return {}


def _ran(manifest: Note, *, was_done: bool = False) -> Ran:
    return Ran(manifest["rows"], manifest["stages"], manifest["known"], was_done)


class Flow:
    """One run under way."""

    def __init__(
        self, place: Place, engine: Engine, settings: Settings, count: int, tell: Callable[[str], None]
    ) -> None:
        self.place, self.engine, self.settings, self.count, self.tell = place, engine, settings, count, tell
        self.rows: dict[str, int] = {}
        self.stages: dict[str, dict[str, Any]] = {}
        self.known_count = 0
        self._put: Counter[str] = Counter()

    def go(self, pieces: Sequence[Piece]) -> None:
        """All stages, in their order."""
        reading = asdict(self.settings.reading)
        tasks = [{**reading, "pieces": values} for values in packed_pieces(pieces)]
        self._stage("read", tasks)
        self.known_count = sum(note["facts"]["known"] for note in self._stage("sift"))
        extracted = [note["facts"] for note in self._stage("extract")]
        self._stage("stand")
        parts_at = self._connect("near", self._stage("judge"))
        self._stage("gather", [{"parts": parts_at}] * self.count)
        for stage in ("resolve", "meet", "offer", "explain", "entities"):
            self._stage(stage)
        about = self._about(extracted)
        self._stage("describe", [about] * self.count)
        parts_at = self._connect("alike", self._stage("compare", [about] * self.count))
        self._stage("place", [{"parts": parts_at}] * self.count)
        for stage in ("group", "send", "tell"):
            self._stage(stage)

    def _about(self, extracted: Iterable[Note]) -> dict[str, Any]:
        """What decides where articles meet: their languages, and whether a stretch of days holds too many."""
        stretches: Counter[str] = Counter()
        languages: set[str] = set()
        for facts in extracted:
            stretches.update(facts["stretches"])
            languages.update(facts["languages"])
        divisions = divided(stretches, self.settings.meeting_articles)
        return {"languages": sorted(languages), "undated": UNDATED in stretches, "divided": divisions}

    def _connect(self, name: str, notes: Iterable[Note]) -> str:
        """Finds the parts that edges make: at once if there are few, else in rounds until no edge moves.

        Gives the channel in which each node has an edge to the smallest of its part.
        """
        if sum(note["put"].get(name, 0) for note in notes) <= 2 * self.settings.edges_at_once:
            self._stage(f"at-once.{name}", [{"from": name, "to": f"{name}-parts"}])
            return f"{name}-parts"
        channel, turn, moved = name, 0, 1
        while moved:
            turn += 1
            stars, after = f"{name}-stars-{turn}", f"{name}-round-{turn}"
            large = self._stage(f"large-star.{name}-{turn}", [{"from": channel, "to": stars}] * self.count)
            small = self._stage(f"small-star.{name}-{turn}", [{"from": stars, "to": after}] * self.count)
            moved = sum(note["facts"]["moved"] for note in (*large, *small))
            channel = after
        return channel

    def _stage(self, stage: str, given: Sequence[dict[str, Any]] | None = None) -> list[Note]:
        """Runs the tasks of a stage that are not done yet; gives the notes of all."""
        givens = [{}] * self.count if given is None else given
        done = self.place.sizes(f"_work/done/{stage}")
        orders = [
            Order(self.place.url, stage, number, self.count, self.settings.mode.value, dict(each))
            for number, each in enumerate(givens)
            if note_name(stage, number) not in done
        ]
        engine = _HERE if self._is_light(stage) else self.engine
        for _ in engine.map(perform, (order.packed() for order in orders)):
            pass
        notes = [self._note(stage, number) for number in range(len(givens))]
        self._sum_up(stage, notes)
        return notes

    def _is_light(self, stage: str) -> bool:
        """Whether a stage is done here before workers would have started."""
        channels = STAGES[stage.partition(".")[0]].channels
        return bool(channels) and sum(self._put[each] for each in channels) < config.LIGHT_BYTES

    def _note(self, stage: str, number: int) -> Note:
        found = self.place.read(note_name(stage, number))
        if found is None:
            raise InputError(f"{self.place.url}: the note of {stage} {number} is missing; run the same command again")
        return json.loads(found)  # type: ignore[no-any-return]

    def _sum_up(self, stage: str, notes: Sequence[Note]) -> None:
        for note in notes:
            for table, count in note["rows"].items():
                self.rows[table] = self.rows.get(table, 0) + count
            for name, size in note["moved"].items():
                self._put[name.split("/")[1]] += size
        self.stages[stage] = {
            "tasks": len(notes),
            "cpu_s": round(sum(note["cpu_s"] for note in notes), 3),
            "wall_s": round(sum(note["wall_s"] for note in notes), 3),
            "peak_bytes": max((note["peak_bytes"] for note in notes), default=0),
            "moved_bytes": sum(sum(note["moved"].values()) for note in notes),
            "written_bytes": sum(sum(note["files"].values()) for note in notes),
            "most": max((note["facts"].get("most", 0) for note in notes), default=0),
            "pairs": sum(note["facts"].get("pairs", 0) for note in notes),
            "compared": sum(note["facts"].get("compared", 0) for note in notes),
            "files": {name: size for note in notes for name, size in note["files"].items()},
        }
        self.tell(stage)
