"""Gold for what happens across articles: finds the texts of ``bench/stories`` and writes them out for the referee.

    python bench/story_gold.py OUT [--set train|test] [--byline] [--echo]
    python bench/story_gold.py --counts

``bench/stories/*.json`` holds spans and labels alone, no text: the articles are those of SaudiNewsNet, found in
``saudinewsnet/*.zip`` of the data folder ($MUSNAD_DATA, else ``../shared/data`` beside this checkout) by file and
index, and refused if their SHA-256 digest differs. An article's text is its title, a line break, its content.
Written into the folder OUT:

    statements.jsonl   the articles with their statements, in the form of the extraction gold
    articles.jsonl     the same articles without statements: what ``musnad extract`` or ``musnad add`` reads
    NAME.json          each story: which articles are one event, copies, claims, conflicts, independent origins
    dossiers.json      with --echo: the gold written as a prediction, which a referee must give full marks

--set takes the five stories for tuning or the five for measuring alone. --byline puts the byline of an article,
where it has one, on a line of its own under the title, and moves every span along.

--counts prints what was annotated, and how often outlets would be counted for origins: the share of claims with
one origin that two outlets or more carry. It needs no texts.

What the annotation means and its doubtful cases: ``docs/story-gold.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from folder import data_folder

STORIES = Path(__file__).resolve().parent / "stories"
PARTS = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")
LABELS = ("id", "within", "kind", "act", "form")
AGAINST = ("deny", "noncommittal", "silent")

Record = dict[str, Any]


class MissingTextError(Exception):
    """A text of the annotation that the data folder does not hold, and what to do about it."""


def stories(wanted: str | None = None) -> dict[str, Record]:
    """The annotated stories by name, without texts; those of one set if it is given."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.json"))}
    return {name: story for name, story in found.items() if wanted in (None, story["set"])}


class Texts:
    """The articles of SaudiNewsNet, each file of a day read once."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "saudinewsnet"
        self.days: dict[str, list[Record]] = {}

    def of(self, article: Record) -> tuple[str, str, str]:
        """Title, byline (empty where there is none) and content of an annotated article."""
        found = self.day(article["file"])[article["index"]]
        title, content = found["title"], found["content"]
        if hashlib.sha256(f"{title}\n{content}".encode()).hexdigest() != article["sha256"]:
            raise MissingTextError(
                f"{article['file']}, article {article['index']}: not the text that was annotated as {article['id']}; "
                "another release of SaudiNewsNet?"
            )
        return title, " ".join((found.get("author") or "").split()), content

    def day(self, file: str) -> list[Record]:
        """The articles of one day, in the order of the file."""
        if file not in self.days:
            path = self.folder / file
            if not path.is_file():
                raise MissingTextError(
                    f"{path} is missing: the texts of SaudiNewsNet are not part of this project; "
                    "set MUSNAD_DATA to the folder that holds saudinewsnet/*.zip"
                )
            with zipfile.ZipFile(path) as archive:
                name = next(each for each in archive.namelist() if each.endswith(".json"))
                self.days[file] = json.loads(archive.read(name).decode("utf-8"))
        return self.days[file]


def with_text(article: Record, texts: Texts, byline: bool) -> Record:
    """An article in the form of the extraction gold."""
    title, author, content = texts.of(article)
    inserted = f"{author}\n" if byline and author else ""
    body_start = len(title) + 1 + len(inserted)
    text = f"{title}\n{inserted}{content}"

    def moved(pair: Sequence[int]) -> tuple[int, int]:
        start, end = pair
        return (start, end) if start <= len(title) else (start + len(inserted), end + len(inserted))

    def spans(pairs: Iterable[Sequence[int]]) -> list[Record]:
        return [{"start": start, "end": end, "text": text[start:end]} for start, end in map(moved, pairs)]

    statements = [
        {label: each[label] for label in LABELS}
        | {"name": text[slice(*moved(each["name"]))] if each["name"] else None}
        | {part: spans(each.get(part, ())) for part in PARTS}
        for each in article["statements"]
    ]
    zones = [
        {"start": 0, "end": len(title), "zone": "title"},
        *([{"start": len(title) + 1, "end": body_start - 1, "zone": "dateline"}] if inserted else []),
        {"start": body_start, "end": len(text), "zone": "body"},
    ]
    return {
        "id": article["id"],
        "lang": "ar",
        "outlet": article["outlet"],
        "published": article["file"].removesuffix(".zip"),
        "text": text,
        "zones": zones,
        "statements": statements,
    }


def without_spans(story: Record) -> Record:
    """A story in the form of the referee: ids and claims, no article."""
    return {**story, "articles": story["same_event"]}


def as_dossier(story: Record) -> Record:
    """A story as a prediction would say it, in the contract of ``musnad dossier``."""
    claims = [
        {
            **{key: claim.get(key, []) for key in ("id", "support", "deny")},
            "conflicts": claim.get("conflict", []),
            "origins": story["origins"][claim["id"]],
        }
        for claim in story["claims"]
    ]
    return {"articles": story["same_event"], "derived": story["derived"], "claims": claims}


def write(out: Path, chosen: dict[str, Record], texts: Texts, byline: bool = False, echo: bool = False) -> int:
    """How many articles were written into the folder, which is made if it is not there."""
    articles = [with_text(article, texts, byline) for story in chosen.values() for article in story["articles"]]
    out.mkdir(parents=True, exist_ok=True)
    plain = [
        {key: article[key] for key in ("id", "outlet", "published", "text")} | {"language": "ar"}
        for article in articles
    ]
    for name, rows in (("statements.jsonl", articles), ("articles.jsonl", plain)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (out / name).write_text("".join(lines), encoding="utf-8")
    for name, story in chosen.items():
        (out / f"{name}.json").write_text(json.dumps(without_spans(story), indent=1), encoding="utf-8")
    if echo:
        dossiers = {"articles": articles, "stories": [as_dossier(story) for story in chosen.values()]}
        (out / "dossiers.json").write_text(json.dumps(dossiers, ensure_ascii=False), encoding="utf-8")
    return len(articles)


def carried_by(claim: Record, outlets: dict[str, str]) -> int:
    """How many outlets carry a claim."""
    return len({outlets[reference.split("/")[0]] for reference in claim["support"]})


def against(claim: Record) -> Iterator[str]:
    """What stands against a claim: a word for each denial, refusal and pair of statements in conflict."""
    for key in AGAINST:
        yield from [key] * len(claim.get(key, ()))
    yield from (pair["about"] for pair in claim.get("conflict", ()))


def counts(chosen: dict[str, Record]) -> Counter[str]:
    """What the stories hold, counted under the words that ``--counts`` prints."""
    found: Counter[str] = Counter()
    for story in chosen.values():
        outlets = {article["id"]: article["outlet"] for article in story["articles"]}
        found["articles"] += len(story["articles"])
        found["statements"] += sum(len(article["statements"]) for article in story["articles"])
        found["derived pairs"] += len(story["derived"])
        for claim in story["claims"]:
            one = story["origins"][claim["id"]]["max"] == 1
            found["claims"] += 1
            found["claims with two statements or more"] += len(claim["support"]) > 1
            found["claims with one origin"] += one
            found["… of these carried by two outlets or more"] += one and carried_by(claim, outlets) > 1
            found["claims of two outlets or more"] += carried_by(claim, outlets) > 1
            found["claims with a denial, refusal or conflict"] += any(True for _ in against(claim))
            found.update(f"pairs or statements against: {word}" for word in against(claim))
    return found


def show(table: dict[str, Counter[str]]) -> None:
    """Prints the counts, a column for each set, and the share that counting outlets would corroborate falsely."""
    width = max(len(row) for column in table.values() for row in column) + 2
    print(" " * width + "".join(f"{name:>8}" for name in table))
    for row in {row: None for column in table.values() for row in column}:
        print(f"{row:{width}}" + "".join(f"{column[row]:8}" for column in table.values()))
    shares = [
        100 * column["… of these carried by two outlets or more"] / column["claims with one origin"]
        for column in table.values()
    ]
    print(f"{'false corroboration by outlets, %':{width}}" + "".join(f"{share:8.1f}" for share in shares))


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the gold or prints its counts; 1 if a text is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path, help="the folder to write into")
    parser.add_argument("--set", choices=("train", "test"), help="only the stories for tuning, or for measuring")
    parser.add_argument("--byline", action="store_true", help="put the byline under the title")
    parser.add_argument("--echo", action="store_true", help="also write the gold as a prediction")
    parser.add_argument("--counts", action="store_true", help="print what was annotated")
    options = parser.parse_args(arguments)
    if options.counts:
        show({name: counts(stories(None if name == "all" else name)) for name in ("train", "test", "all")})
    elif options.out is None:
        parser.error("say the folder to write into, or --counts")
    else:
        try:
            number = write(options.out, stories(options.set), Texts(data_folder()), options.byline, options.echo)
        except MissingTextError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{number} articles in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
