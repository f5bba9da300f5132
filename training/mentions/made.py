"""Training texts of free licences: our annotations of NTREX and Wikinews, and our own sentences filled with names."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from examples import load
from mentions.corpora import Named
from musnad.pack import Pack
from musnad.text import fold, tokenize
from musnad.vocabulary.entities import EntityWords

_HERE = Path(__file__).parent
_BODIES: dict[str, list[str]] = yaml.safe_load((_HERE / "bodies_ar.yml").read_text(encoding="utf-8"))
_SORTS = {"P": "person", "G": "organisation", "L": "place"}


def annotated(texts: list[str], listing: Path, entities: EntityWords) -> list[Named]:
    """The texts that a listing has names for, with every occurrence of them."""
    found = []
    for line in listing.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        numbers, _, rest = line.partition(" ")
        first, _, last = numbers.partition("-")
        names: dict[tuple[str, ...], str] = {}
        for part in rest.split(" | "):
            sort, _, given = part.partition(": ")
            for name in given.split("; "):
                names[tuple(tokenize(name).forms)] = _SORTS[sort.strip()]
        for number in range(int(first), int(last or first) + 1):
            found.append(Named(texts[number], list(occurrences(texts[number], names, entities))))
    return found


def occurrences(text: str, names: dict[tuple[str, ...], str], entities: EntityWords) -> Iterator[tuple[int, int, str]]:
    """Where names stand in a text, also behind particles; longer ones first."""
    tokens = tokenize(text)
    forms, number = tokens.forms, 0
    sizes = sorted({len(name) for name in names}, reverse=True)
    while number < len(forms):
        step = 1
        for size in sizes:
            tail = tuple(forms[number + 1 : number + size])
            sort = next(
                (names[rest, *tail] for _, rest in entities.peels(forms[number]) if (rest, *tail) in names), None
            )
            if sort and len(tail) == size - 1:
                yield tokens.starts[number], tokens.ends[number + size - 1], sort
                step = size
                break
        number += step


def filled(pack: Pack, people: Path, copies: int, seed: int = 1) -> list[Named]:
    """Our own sentences, each several times, with other names every time."""
    chosen = random.Random(seed)
    lines = [
        line
        for line in (_HERE / "sentences_ar.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    lists = fillings(pack, people)
    return [fill(line, lists, chosen) for line in lines for _ in range(copies)]


def fillings(pack: Pack, people: Path) -> dict[str, list[str]]:
    """What stands in for each letter of the sentences."""
    if pack.entities is None:
        raise ValueError("the pack has no entities")
    full = [person["arabic"] for person in load(people)]
    full = [name for name in full if re.fullmatch("[\u0621-\u064a ]+", name) and 1 < len(name.split()) < 6]
    known = [each for entries in pack.entities.known.values() for each in entries if each.written > "\u0600"]
    countries = {fold(name) for name in pack.entities.countries}
    outlets = [each.written for each in known if each.type == "outlet"]
    bodies = [each.written for each in known if each.type == "organisation"]
    places = [each for each in known if each.type == "place"]
    return {
        "P": full,
        "p": [name.split()[-1] for name in full if len(name.split()[-1]) > 2],
        "C": [each.written for each in places if each.sure and fold(each.written) in countries],
        "L": [each.written for each in places if not each.sure][:2500],
        "R": [each.written for each in places if each.sure],
        "G": bodies,
        "U": outlets,
        "N": [f"ال{word}" for word in pack.entities.nationalities],
        "heads": sorted(word for word, kind in pack.entities.kinds.items() if kind == "heads"),
    }


def fill(line: str, lists: dict[str, list[str]], chosen: random.Random) -> Named:
    """One sentence with names in it."""
    text, names = "", []
    sorts = {
        "P": "person",
        "p": "person",
        "C": "place",
        "L": "place",
        "R": "place",
        "G": "organisation",
        "U": "organisation",
    }
    for part in re.split(r"(\{\w\})", line):
        letter = part[1:2] if part.startswith("{") else ""
        if not letter:
            text += part
            continue
        name = made_body(lists, chosen) if letter == "G" and chosen.random() < 0.6 else chosen.choice(lists[letter])
        if chosen.random() < 0.3:
            name = careless(name, chosen)
        if text.endswith("ل") and name.startswith("ال"):
            name = "ل" + name[2:]
        start = len(text) - (text[-1:] in "ولبفك" and not text.endswith(" ") and text != "")
        text += name
        if letter in sorts:
            names.append((start, len(text), sorts[letter]))
    return Named(text, names)


def made_body(lists: dict[str, list[str]], chosen: random.Random) -> str:
    """An organisation that does not exist: a head and what usually follows one."""
    shape = chosen.choice(_BODIES["shapes"])
    filled_in = re.sub(r"\{(\w+)\}", lambda match: chosen.choice(_BODIES.get(match[1]) or lists[match[1]]), shape)
    return " ".join(filled_in.split())


def careless(name: str, chosen: random.Random) -> str:
    """A name as it is often typed: hamza left out, other final letters."""
    if chosen.random() < 0.5:
        name = re.sub("[أإآ]", "ا", name)
    if chosen.random() < 0.3:
        name = re.sub("ي\\b", "ى", name) if chosen.random() < 0.5 else re.sub("ى\\b", "ي", name)
    return name
