"""Unlabelled Arabic articles as the model in training reads them: more to learn from, of more outlets.

An encoder that learns what grammar and encoder found together takes over from the grammar what it lacks, and sees
names, spellings and house styles of which no article was annotated.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

from examples import Gold
from musnad.contract import to_line
from musnad.encoder.network import Encoder
from musnad.model import Extraction
from musnad.pack import packs
from musnad.steps.attribute import attribute
from musnad.steps.quote import quote
from musnad.steps.read import read_text
from musnad.steps.trace import trace

# How many articles of each set are taken.
COUNTS = {
    "hespress_jazeera_lines.jsonl.xz": 350,
    "saudinewsnet": 350,
    "armpro.jsonl.xz": 500,
    "wikinews_ar.jsonl.xz": 150,
}
_SHORTEST, _LONGEST = 300, 4000  # code points of an article
_LINE = 60  # code points from which a line tells which article it is from
_PER_FILE = 40  # articles of one day of SaudiNewsNet at most
_STATEMENTS = 2  # at least, for an article to teach anything


def silver_articles(data: Path, encoder: Encoder, gold: Iterable[Gold]) -> list[Gold]:
    """Articles that share no line with annotated ones, with what is found in them, in the form of gold entries."""
    known = {line for entry in gold for line in _lines(entry["text"])}
    dice, found = Random(5), []
    for name, most in COUNTS.items():
        texts = [text for text in _texts(data / name, dice) if _SHORTEST < len(text) < _LONGEST]
        dice.shuffle(texts)
        entries = (
            _read(f"{name}{number}", text, encoder) for number, text in enumerate(texts) if not _lines(text) & known
        )
        found += [entry for entry, _ in zip(filter(None, entries), range(most), strict=False)]
    return found


def _read(name: str, text: str, encoder: Encoder) -> Gold | None:
    """One article as a gold entry; None if too little is found in it."""
    article, pack = read_text(text, id=name, source="-", language="ar"), packs()["ar"]
    advice = encoder.advise(article.text)
    statements, chains = trace(article, attribute(article, quote(article, pack), pack, advice), pack, advice)
    if len(statements) < _STATEMENTS:
        return None
    entry: Gold = json.loads(to_line(Extraction(article, statements, chains)))
    return {**entry, "lang": entry["language"]}


def _lines(text: str) -> set[str]:
    return {line.strip()[:_LINE] for line in text.split("\n") if len(line) > _LINE}


def _texts(path: Path, dice: Random) -> Iterator[str]:
    """The texts of a set, headline first."""
    if path.is_dir():
        for part in sorted(path.glob("*.zip")):
            with ZipFile(part) as archive:
                for name in archive.namelist():
                    articles = json.loads(archive.read(name).decode("utf-8-sig")) if name.endswith(".json") else []
                    for each in dice.sample(articles, min(len(articles), _PER_FILE)):
                        yield f"{each['title']}\n{each['content']}"
        return
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            text = each.get("text") or each.get("content") or ""
            yield f"{each['title']}\n{text}" if each.get("title") else text
