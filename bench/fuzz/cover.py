"""Coverage-guided fuzzing with atheris (extra: fuzz). Give a target, then libFuzzer's own options.

    python bench/fuzz/cover.py read CORPUS -max_total_time=3600
    python bench/fuzz/cover.py quote|attribute|pack -max_total_time=3600
    python bench/fuzz/cover.py seeds CORPUS           what read begins with: pages, WARCs, archives, feeds, messages
    python bench/fuzz/cover.py reached CORPUS         which lines of reading the inputs of a folder reach (coverage)

An input that raises is written to crash-…; make a test of it.
"""

from __future__ import annotations

import ast
import logging
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
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

HERE = Path(__file__).parent
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


# What pages are made of, for those that the bytes put together; the sites in it do not exist.
MARKUP = [
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "<div class=a>",
    "</div>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<a href=/news/1>",
    "<a href=https://e.org/2/>",
    "</a>",
    "<ul>",
    "<li>",
    "</ul>",
    "<article>",
    "</article>",
    "<section>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<span itemprop=headline>",
    "<span itemprop=datePublished content=2021-03-05>",
    "</span>",
    "<time datetime=2021-03-05T10:00>",
    "</time>",
    "<meta property=og:title content='",
    "<meta property=og:site_name content='",
    "<meta name=date content='",
    "'>",
    "<title>",
    "</title>",
    "<link rel=canonical href='",
    "<script type=application/ld+json>",
    '{"@graph":[',
    '{"@type":"NewsArticle","headline":"',
    '","datePublished":"2021-03-05","publisher":{"@id":"#o","name":"',
    '"}]}',
    "</script>",
    "<footer>",
    "&copy; 2021",
    "5/3/2021",
    "15 رجب 1442",
    "تعليقات",
    "اقرأ أيضا",
    " | ",
    "<blockquote>",
    "<svg>",
    "<!--",
    "-->",
]
LINES = [
    "قال المسؤول إن الجسر سيفتح يوم الأحد أمام المارة، وأضاف أن العمل انتهى قبل موعده.",
    "The harbour master said on Friday that the ferry sailed again, and thanked the crews for their work.",
]


@cache
def vocabulary() -> list[str]:
    """The words of our own made-up articles beside those above."""
    articles = (HERE.parent / "pages" / "articles.yml").read_text(encoding="utf-8")
    return sorted({*WORDS, *re.findall(r"\w{2,}", articles)})


def text_of(data: bytes, pieces: list[str] | None = None) -> str:
    """A text of words that matter, chosen by the bytes, with raw characters between."""
    given = atheris.FuzzedDataProvider(data)
    known = vocabulary() if pieces is None else pieces
    parts = []
    while given.remaining_bytes() > 1 and len(parts) < 300:
        if given.ConsumeIntInRange(0, 3):
            parts.append(known[given.ConsumeIntInRange(0, len(known) - 1)])
        else:
            parts.append(given.ConsumeUnicodeNoSurrogates(4))
    return " ".join(parts).replace("\x00", " ")


def one_read(data: bytes) -> None:
    """Bytes as they are; those that begin with 1 choose the pieces of a page. The last byte says whether it was fetched."""
    fetched = bool(data[-1:]) and data[-1] % 2 == 1
    place = Place("input", "input", "https://e.org/2021/03/05/a", "utf-8") if fetched else Place("input", "input")
    if data[:1] == b"\x01":
        data = ("<html>" + text_of(data[1:], [*MARKUP, *WORDS, *LINES])).encode("utf-8")
    for item in unpacked(BytesIO(data), place):
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


def write_seeds(folder: Path) -> None:
    """Writes what the other fuzzing begins with, and bytes that choose pieces of pages."""
    from mutate import seeds  # noqa: PLC0415 it loads the tests, which the targets do not need

    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    given = [raw for raws in seeds().values() for raw in raws]
    given += [b"\x01" + bytes(chance.randrange(256) for _ in range(400)) for _ in range(40)]
    given += [
        '{"id": "a", "text": "قال إن"}\n[]\n'.encode(),
        "title,text\nأ,قال إن\n".encode(),
        "قال إن".encode("cp1256"),
    ]
    for number, raw in enumerate(given):
        (folder / f"seed-{number}").write_bytes(raw)


def reached(folder: Path) -> None:
    """Prints how many of the lines in functions of each module of reading the inputs of a folder reach."""
    import coverage  # noqa: PLC0415 needed for this alone

    watch = coverage.Coverage(
        include=["*/musnad/pages/*", "*/musnad/reading/*", "*/musnad/steps/read.py"], data_file=None
    )
    watch.start()
    for path in sorted(folder.iterdir()):
        one_read(path.read_bytes())
    watch.stop()
    sums = [0, 0]
    for name in sorted(watch.get_data().measured_files()):
        _, lines, _, missing, _ = watch.analysis2(name)
        inside = within_functions(Path(name)) & set(lines)
        missed = inside & set(missing)
        sums = [sums[0] + len(inside), sums[1] + len(missed)]
        told = ", ".join(map(str, sorted(missed)[:12]))
        print(f"{'/'.join(Path(name).parts[-2:]):26} {1 - len(missed) / max(1, len(inside)):4.0%}  {told}")
    print(f"{'all':26} {1 - sums[1] / sums[0]:4.0%} of {sums[0]:,} lines")


def within_functions(path: Path) -> set[int]:
    """The lines of a module that run when its functions do, not when it is imported."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            found.update(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
    return found


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("seeds", "reached"):
        sys.exit((write_seeds if sys.argv[1] == "seeds" else reached)(Path(sys.argv[2])))
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
