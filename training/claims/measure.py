"""Measures claims and conflicts on the small made-up stories, the stories for tuning, and the two reports.

    python -m training.claims.measure [DATA] [--errors] [--meaning]

From annotated statements, in F1 of pairs of statements (precision and recall behind it): *same claim* and *conflict*
as the referee counts them (``musnad.evaluate.claims``). Lines:

    small, tuning        the made-up stories at odd places of tests/cases/story_claims.yml
    small, kept apart    those at even places; nothing is tuned to them
    more, …              the same of tests/cases/story_claims_more.yml
    stories              the stories for tuning of bench/stories, one line for each and one for all
    … left out           the same, each with weights learned without it
    two reports          story_iran_us_2024, with weights learned without it

In the small stories every statement is judged; in the others, as the referee has it, those that stand in an annotated
pair.
DATA is the data folder ($MUSNAD_DATA, else ``../shared/data``); without it only the small stories are measured.
--errors lists pairs that are missed (-) or found wrongly (+) in the stories for tuning, never those kept apart.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from training.claims.fit import Examples, examples, fitted
from training.claims.small import TABLES, pairs, small_stories

from musnad.claims import odds
from musnad.claims.likeness import Embedder
from musnad.dossiers.annotated import Told, stories
from musnad.dossiers.build import dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.evaluate.claims import Paired

ROOT = Path(__file__).resolve().parents[2]
Found = tuple[Paired, Paired]


def measured(told: Told, everything: bool, embedder: Embedder | None, errors: bool) -> Found:
    """Same-claim pairs and conflicts of one story, annotated and found; statements of no pair count if asked for."""
    made = dossier_of(told.extractions, told.derived, embedder)
    same, conflict = pairs(told.gold["claims"])
    our_same, our_conflict = pairs(dossiers_json([made])["stories"][0]["claims"])
    judged = {key for pair in same | set(conflict) for key in pair}
    if not everything:
        our_same = {pair for pair in our_same if set(pair) <= judged}
        our_conflict = {pair: about for pair, about in our_conflict.items() if set(pair) <= judged}
    if errors:
        _list(told, (same, our_same), (conflict, our_conflict))
    return Paired(frozenset(same), frozenset(our_same)), Paired(frozenset(conflict), frozenset(our_conflict))


def _list(told: Told, same: tuple[set, set], conflict: tuple[dict, dict]) -> None:
    text = {
        f"{each.article.id}/{one.id}": f"[{one.act.value}] {one.name}: "
        + " … ".join(span.of(each.article.text) for span in one.content)
        for each in told.extractions
        for one in each.statements
    }
    seen: set[tuple[str, str]] = set()
    for name, gold, ours in (("same", *same), ("conflict", *conflict)):
        for sign, rows in (("-", set(gold) - set(ours)), ("+", set(ours) - set(gold))):
            for pair in sorted(rows):
                both = tuple(text[key] for key in pair)
                if both in seen:
                    continue
                seen.add(both)
                about = {**conflict[0], **conflict[1]}.get(pair, "") if name == "conflict" else ""
                print(f"  {sign}{name} {about} {told.name}: {pair}\n      {both[0][:230]}\n      {both[1][:230]}")


def line(name: str, found: Iterable[Found]) -> None:
    """Prints one line of figures."""
    every = list(found)
    told = []
    for number in (0, 1):
        gold = {(place, *pair) for place, each in enumerate(every) for pair in each[number].gold}
        ours = {(place, *pair) for place, each in enumerate(every) for pair in each[number].predicted}
        row = Paired(frozenset(gold), frozenset(ours)).as_dict()
        told.append(f"{row['f1']:5.1f} ({row['p']:5.1f} / {row['r']:5.1f})")
    print(f"{name:28} same claim {told[0]}   conflict {told[1]}")


def tuning_stories(data: Path, folder: Path) -> list[Told]:
    """The stories for tuning of ``bench/stories``."""
    sys.path.insert(0, str(ROOT / "bench"))
    import story_gold  # noqa: PLC0415 a script

    chosen = story_gold.stories("train")
    story_gold.write(folder, chosen, story_gold.Texts(data))
    return list(stories(folder / "statements.jsonl", [folder / f"{name}.json" for name in chosen]))


def two_reports(data: Path) -> list[Told]:
    """The two reports on Iran and the United States."""
    gold = data / "gold"
    return list(stories(gold / "ar_train.jsonl.xz", [gold / "story_iran_us_2024.json"]))


def left_out(told: Told, others: list[Examples], embedder: Embedder | None) -> Found:
    """The figures of a story with weights learned from the others."""
    kind = "with cosine" if embedder else "without cosine"
    names = [*odds.NAMES, "cosine"] if embedder else list(odds.NAMES)
    known = odds._weights()[kind]
    odds._weights()[kind] = dict(zip(names, map(float, fitted(others, names)), strict=True))
    try:
        return measured(told, False, embedder, False)
    finally:
        odds._weights()[kind] = known


def main() -> None:
    """Measures and prints."""
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    data = Path(given[0] if given else os.environ.get("MUSNAD_DATA") or ROOT.parent / "shared" / "data")
    embedder: Embedder | None = None
    if "--meaning" in sys.argv:
        from musnad.claims.meaning import SentenceEncoder  # noqa: PLC0415 an extra

        embedder = SentenceEncoder()
    errors = "--errors" in sys.argv
    line("small, tuning", [measured(each, True, embedder, errors) for each in small_stories(False)])
    line("small, kept apart", [measured(each, True, embedder, False) for each in small_stories(True)])
    line("more, tuning", [measured(each, True, embedder, errors) for each in small_stories(False, TABLES[1])])
    line("more, kept apart", [measured(each, True, embedder, False) for each in small_stories(True, TABLES[1])])
    if not data.is_dir():
        return
    with tempfile.TemporaryDirectory() as folder:
        tuning = tuning_stories(data, Path(folder))
    reports = two_reports(data)
    names = [*odds.NAMES, "cosine"] if embedder else list(odds.NAMES)
    learned = {each.name: examples(each, names, embedder) for each in (*tuning, *reports, *small_stories(False))}

    def without(told: Told) -> list[Examples]:
        return [each for name, each in learned.items() if name != told.name]

    found = {each.name: measured(each, False, embedder, errors) for each in tuning}
    for name, figures in found.items():
        line(f"  {name}", [figures])
    line("stories", found.values())
    line("stories, each left out", [left_out(each, without(each), embedder) for each in tuning])
    line("two reports", [measured(each, False, embedder, errors) for each in reports])
    line("two reports, left out", [left_out(each, without(each), embedder) for each in reports])


if __name__ == "__main__":
    main()
