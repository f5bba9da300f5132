"""Coverage-guided fuzzing with atheris (extra: fuzz). Give a target, then libFuzzer's own options.

    python bench/fuzz/cover.py read -max_total_time=3600
    python bench/fuzz/cover.py quote|attribute|pack -max_total_time=3600

An input that raises is written to crash-…; make a test of it.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import atheris

logging.disable(logging.CRITICAL)

with atheris.instrument_imports(include=["musnad"]):
    from musnad.errors import PackError
    from musnad.model import Article
    from musnad.pack import PACKS, load_pack, packs
    from musnad.reading.received import Received
    from musnad.reading.unpacking import Place, unpacked
    from musnad.steps.attribute import attribute
    from musnad.steps.quote import quote
    from musnad.steps.read import read_received, read_text

WORDS = [
    "قال",
    "أضاف",
    "نفى",
    "أن",
    "إن",
    '«“”»"',
    "'",
    ":",
    "،",
    ".",
    "\n",
    "وفقا",
    "ل",
    "نقلا",
    "عن",
    "مسؤول",
    "الوزير",
    "سالم",
    "مراد",
    "لم",
    "يرد",
    "على",
    "طلب",
    "للتعليق",
    "said",
    "denied",
    "that",
    "by",
    "according",
    "to",
    "the",
    "minister",
    "told",
    "“",
    "”",
    "’",
    "he",
    "she",
    "officials",
    "(",
    ")",
    "-",
    "–",
    "2021",
    "\u200f",
    "ـ",
    "ً",
]

VALUES = [
    "",
    "[]",
    "{}",
    "[[]]",
    "{a: }",
    "- x",
    "- [x, y]",
    "null",
    "1",
    "[1, 2]",
    "{a: {b: c}}",
    "|",
    "&a [*a]",
    "!!int x",
    "...",
]


def text_of(data: bytes) -> str:
    """A text of words that matter, chosen by the bytes, with raw characters between."""
    given = atheris.FuzzedDataProvider(data)
    parts = []
    while given.remaining_bytes() > 1 and len(parts) < 300:
        if given.ConsumeBool():
            parts.append(WORDS[given.ConsumeIntInRange(0, len(WORDS) - 1)])
        else:
            parts.append(given.ConsumeUnicodeNoSurrogates(4))
    return " ".join(parts).replace("\x00", " ")


def one_read(data: bytes) -> None:
    for item in unpacked(BytesIO(data), Place("input", "input")):
        found = read_received(item) if isinstance(item, Received) else item
        if isinstance(found, Article):
            assert all(zone.span.of(found.text).strip() for zone in found.zones)


def article_of(data: bytes) -> Article:
    return read_text(text_of(data), id="a", source="-")


def one_quote(data: bytes) -> None:
    article = article_of(data)
    for pack in packs().values():
        quote(article, pack)


def one_attribute(data: bytes) -> None:
    article = article_of(data)
    pack = packs().get(article.language) or packs()["ar"]
    for statement in attribute(article, quote(article, pack), pack):
        for span in (*statement.source, *statement.cue, *statement.content):
            assert span.of(article.text)


def one_pack(data: bytes) -> None:
    """A pack whose one file is made of the bytes: either it loads or every fault is told."""
    given = atheris.FuzzedDataProvider(data)
    names = sorted(path.name for path in (PACKS / "en").glob("*.yml"))
    name = names[given.ConsumeIntInRange(0, len(names) - 1)]
    lines = (PACKS / "en" / name).read_text(encoding="utf-8").splitlines()[:120]
    for _ in range(given.ConsumeIntInRange(1, 4)):
        at = given.ConsumeIntInRange(0, len(lines) - 1)
        key = lines[at].partition(":")[0]
        piece = VALUES[given.ConsumeIntInRange(0, len(VALUES) - 1)] + given.ConsumeUnicodeNoSurrogates(6)
        lines[at : at + given.ConsumeIntInRange(0, 2)] = [f"{key}: {piece}" if given.ConsumeBool() else piece]
    content = "\n".join(lines).encode("utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "xx")
        folder.mkdir()
        shutil.copy(PACKS / "en" / "pack.toml", folder)
        (folder / name).write_bytes(content)
        try:
            load_pack(folder)
        except PackError as error:
            assert error.faults


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": one_read,
    "quote": one_quote,
    "attribute": one_attribute,
    "pack": one_pack,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
