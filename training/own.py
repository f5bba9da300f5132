"""Sentences of our own with slots → annotated articles for training, the same ones each time.

The slots are filled with made-up names, bodies and events, so that what is learned is the shape of a sentence and not
its words. Half of the family names are letters thrown together, since any article brings names that no list knows.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import yaml

from musnad.pack import PACKS, load_pack

_TAG = re.compile(r"<(/?)([SQCTVDA])(\d)>")
_ROLES = {
    "S": "source",
    "Q": "cue",
    "C": "content",
    "T": "said_at",
    "V": "venue",
    "D": "addressee",
    "A": "anonymity",
}
_FIRST = re.compile(r"^(?:<[^>]*>|[^\w<])*\w")  # a line up to its first letter; tags are upper case already
_SLOT = re.compile(r"\{(\w+)\}")


def own_articles(path: Path, *, count: int, seed: int = 7) -> list[dict[str, Any]]:
    """``count`` articles of a few sentences each, in the form of gold entries."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    language = path.stem.rpartition("_")[2]
    pack = load_pack(PACKS / language)
    names = sorted(word for word, kind in pack.sources.words.items() if kind == "name") if pack.sources else []
    cased = bool(pack.sources and pack.sources.cased)
    if cased:
        names = [name.capitalize() for name in names]
    dice = random.Random(seed)
    articles = []
    for number in range(count):
        lines = [_filled(dice.choice(data["sentences"]), data["slots"], names, dice) for _ in range(dice.randint(3, 6))]
        if cased:
            lines = [_FIRST.sub(lambda match: match.group().upper(), line, count=1) for line in lines]
        articles.append(_article(f"own{number}", language, lines))
    return articles


def _filled(sentence: str, slots: dict[str, list[str]], names: list[str], dice: random.Random) -> str:
    """The sentence with its slots filled, and those inside of what they were filled with."""

    def fill(match: re.Match[str]) -> str:
        slot = match.group(1)
        if slot in ("P", "p"):
            title = dice.choice(slots["title"]) if slot == "P" else ""
            given = dice.choice(names) + " " if slot == "P" else ""
            return title + given + _surname(names, dice)
        return dice.choice(slots[slot])

    while _SLOT.search(sentence):
        sentence = _SLOT.sub(fill, sentence)
    return sentence


def _surname(names: list[str], dice: random.Random) -> str:
    if dice.random() < 0.5:
        return dice.choice(names)
    letters = "".join(dice.choice(names))
    mixed = [dice.choice(dice.choice(names)) for _ in range(dice.randint(2, 3))]
    return letters[:3] + "".join(mixed).lower()


def _article(name: str, language: str, lines: list[str]) -> dict[str, Any]:
    """One article: the sentences as lines, tags taken out and noted as spans."""
    text, statements, zones = "", [], []
    for line in lines:
        tagged, _, labels = line.partition("#")
        start = len(text)
        plain, spans = _untagged(tagged.rstrip(), start)
        for number, label in enumerate(filter(None, map(str.strip, labels.split(";"))), start=1):
            kind, act, form = label.split()
            parts = {role: [s for r, n, s in spans if r == role and n == number] for role in _ROLES.values()}
            identity = {"id": f"s{len(statements) + 1}", "within": None, "name": None}
            statements.append({**identity, **parts, "kind": kind, "act": act, "form": form})
        zones.append({"start": start, "end": start + len(plain), "zone": "body"})
        text += plain + "\n"
    return {"id": name, "lang": language, "text": text, "zones": zones, "statements": statements}


def _untagged(line: str, offset: int) -> tuple[str, list[tuple[str, int, dict[str, int]]]]:
    plain, spans, opened, last = "", [], {}, 0
    for match in _TAG.finditer(line):
        plain += line[last : match.start()]
        last = match.end()
        key = (_ROLES[match.group(2)], int(match.group(3)))
        if match.group(1):
            spans.append((*key, {"start": opened.pop(key), "end": offset + len(plain)}))
        else:
            opened[key] = offset + len(plain)
    return plain + line[last:], spans
