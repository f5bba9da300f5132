"""The hand-made table of letters and small words of names (``letters.yml``), read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from musnad.errors import PackError
from musnad.vocabulary.node import Node, read_node

PLACE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The small words of names in one script, folded.

    ``servants``, ``sons``, ``parents`` and ``articles`` belong to the word behind them; ``likened`` are articles
    before a letter that they end with; ``suffixes`` behind a name and ``titles`` before it say nothing of it.
    """

    articles: frozenset[str]
    likened: frozenset[str]
    servants: frozenset[str]
    sons: frozenset[str]
    parents: frozenset[str]
    suffixes: frozenset[str]
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Letters:
    """What is known by hand of the letters of names.

    ``plain`` maps code points of both scripts to the letters they count as; ``spelled_out`` the names of Latin letters
    in Arabic to those letters; ``families`` are sets of Arabic letters with the cost of taking one for another;
    ``native`` are the letters of Arabic words alone; ``foreign`` are Arabic units, the Latin ones that may stand for
    them, and the cost; ``near`` puts one letter for those that sound like it; ``sounds`` tells the sounds that a letter
    (or two) may be, as a string of their signs, with a space if it may be silent.
    """

    plain: dict[int, str]
    article: str
    latin: SmallWords
    arabic: SmallWords
    spelled_out: dict[str, str]
    families: tuple[tuple[str, float], ...]
    native: frozenset[str]
    foreign: tuple[tuple[str, tuple[str, ...], float], ...]
    near: dict[int, str]
    sounds: dict[str, str]


@cache
def letters() -> Letters:
    """The bundled table. Raises ``PackError`` naming every fault with its line."""
    return read_letters(PLACE / "letters.yml")


def read_letters(path: Path) -> Letters:
    """Reads and checks a table of letters. Raises ``PackError`` naming every fault with its line."""
    faults: list[str] = []
    root = read_node(path, path.name, faults).fields(
        required=("latin", "arabic", "families", "native", "foreign", "near", "sounds", "silent")
    )
    common = ("plain", "servants", "sons", "parents", "suffixes", "titles")
    latin = root["latin"].fields(required=(*common, "articles", "likened")) if "latin" in root else {}
    arabic = root["arabic"].fields(required=(*common, "article", "hamza", "letters")) if "arabic" in root else {}
    tables = [fields.get(name) for fields, name in ((latin, "plain"), (arabic, "plain"), (arabic, "hamza"))]
    plain = {key: value.plain() for table in tables if table for key, value in table.pairs()}
    families = tuple(_family(item) for item in root["families"].items()) if "families" in root else ()
    foreign = tuple(_foreign(item) for item in root["foreign"].items()) if "foreign" in root else ()
    faults.extend(f"{path.name}: {key!r} is more than one letter" for key in plain if len(key) != 1)
    codes = {ord(key): value for key, value in plain.items() if len(key) == 1}
    found = Letters(
        plain=codes,
        article=arabic["article"].text() if "article" in arabic else "",
        latin=_small_words(latin, codes),
        arabic=_small_words(arabic, codes),
        spelled_out={key.translate(codes): value.text() for key, value in arabic["letters"].pairs()}
        if "letters" in arabic
        else {},
        families=families,
        native=frozenset(root["native"].texts() if "native" in root else ()),
        foreign=foreign,
        near={ord(key): value.text() for key, value in root["near"].pairs() if len(key) == 1} if "near" in root else {},
        sounds=_sounds(root),
    )
    if faults:
        raise PackError(faults)
    return found


def _small_words(fields: dict[str, Node], plain: dict[int, str]) -> SmallWords:
    def words(name: str) -> frozenset[str]:
        if name not in fields:
            return frozenset()
        node = fields[name]
        listed = node.texts() if node.is_list() else node.text().split()
        return frozenset(word.translate(plain) for word in listed)

    articles = frozenset({fields["article"].text()}) if "article" in fields else words("articles")
    return SmallWords(
        articles=articles,
        likened=words("likened"),
        servants=words("servants"),
        sons=words("sons"),
        parents=words("parents"),
        suffixes=words("suffixes"),
        titles=words("titles"),
    )


def _family(node: Node) -> tuple[str, float]:
    fields = node.fields(required=("letters", "cost"))
    return "".join(fields["letters"].texts()) if "letters" in fields else "", _cost(fields)


def _foreign(node: Node) -> tuple[str, tuple[str, ...], float]:
    fields = node.fields(required=("arabic", "latin", "cost"))
    latin = fields["latin"].texts() if "latin" in fields else ()
    return fields["arabic"].text() if "arabic" in fields else "", latin, _cost(fields)


def _cost(fields: dict[str, Node]) -> float:
    try:
        return float(fields["cost"].text()) if "cost" in fields else 0.0
    except ValueError:
        fields["cost"].fault("the cost is no number")
        return 0.0


def _sounds(root: dict[str, Node]) -> dict[str, str]:
    """The signs of the sounds that each letter may be."""
    found: dict[str, str] = {}
    for sign, node in root["sounds"].pairs() if "sounds" in root else ():
        fields = node.fields(required=("arabic", "latin"))
        for letter in (letter for field in fields.values() for letter in field.texts()):
            found[letter] = found.get(letter, "") + sign
    for letter in root["silent"].texts() if "silent" in root else ():
        found[letter] = found.get(letter, "") + " "
    return found
