"""Chooses the pieces of the base model that news in Arabic and English needs: an eighth of them.

A piece stays if it occurs in our texts (``LEAST`` times), or is a single character of the scripts that they are
written in. Only counts are taken from the texts.
"""

from __future__ import annotations

import json
import lzma
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from encoder.base import Base
from musnad.encoder.pieces import SPACE, Pieces
from musnad.text import tokenize

LEAST = 1


def whole(base: Base) -> Pieces:
    """All pieces of the base model."""
    special = {"<s>", "<pad>", "</s>", "<unk>", "<mask>"}
    numbers = {piece: number for number, piece in enumerate(base.pieces) if piece not in special}
    return Pieces(numbers, base.scores, base.unknown, base.begin, base.end)


def prune(base: Base, data: Path) -> list[int]:
    """The numbers of the pieces that stay, special ones first."""
    pieces = whole(base)
    words: Counter[tuple[str, bool]] = Counter()
    for text in _texts(data):
        words.update(_words(text))
    counts: Counter[int] = Counter()
    for (surface, spaced), count in words.items():
        for number in pieces.of(surface, spaced):
            counts[number] += count
    special = [base.begin, base.end, base.unknown]
    kept = [n for n in range(len(base.pieces)) if counts[n] >= LEAST]
    single = [n for piece, n in pieces.numbers.items() if _single(piece)]
    return special + sorted({*kept, *single} - set(special))


def _single(piece: str) -> bool:
    """Whether a piece is one character of our scripts, a digit or a mark, with or without a space before it."""
    letter = piece.removeprefix(SPACE) or SPACE
    if len(letter) != 1:
        return False
    if not letter.isalpha():
        return ord(letter) < 0x2600 and unicodedata.category(letter)[0] in "PNSZ"
    return ord(letter) < 0x250 or (0x600 <= ord(letter) < 0x700)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    tokens, before = tokenize(text), 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        yield text[start:end], start > before or start == 0 or text[start - 1] == "\n"
        before = end


def _texts(data: Path) -> Iterator[str]:
    """Every text under the data folder that is not annotated."""
    for path in sorted(data.glob("saudinewsnet/*.zip")):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield from _strings(json.loads(archive.read(name).decode("utf-8-sig")))
    for place in ("hespress_jazeera.jsonl.xz", "armpro.jsonl.xz", "wikinews_ar.jsonl.xz", "ntrex", "polnear"):
        path = data / place
        for file in sorted(path.glob("*.jsonl.xz")) if path.is_dir() else [path]:
            with lzma.open(file, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield from _strings(json.loads(line))


def _strings(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        for part in entry:
            yield from _strings(part)
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _strings(part)
