"""Names in a language that writes them with capitals: runs of capitalised words, and what tells their type."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from musnad.mentions.found import Found, Page, disjoint
from musnad.mentions.lookup import Hit
from musnad.model import MentionType

_LINKS = ("of", "for", "and", "the", "&", "on", "in", "to")  # between the parts of a name of an organisation
_FUNCTION = frozenset(
    (
        "preposition",
        "conjunction",
        "relative",
        "what",
        "pronoun",
        "possessive",
        "determiner",
        "auxiliary",
        "number",
        "time",
        "manner",
    )
)
_TITLE = frozenset(("role", "honorific"))


def cased_names(page: Page, headlines: list[tuple[int, int]]) -> list[Found]:
    """The names of a page, sorted and disjoint; ``headlines`` are token ranges where capitals may mean nothing.

    First the known names, then runs of capitalised words between them. A run is typed by what it is headed by, what
    stands before it, and the given names in it; one that nothing tells the type of is no name. In a headline full of
    capitals only names count that stand elsewhere, too.
    """
    found = [Found(hit.first, hit.last, hit.known.type) for hit in page.hits if hit.known.sure]
    shouting = {number for first, last in headlines if _shouts(page, first, last) for number in range(first, last)}
    later = []
    for first, last in _runs(page):
        if first in shouting:
            later.append((first, last))
            continue
        found += _named(page, first, last)
    found = disjoint(found)
    told = {tuple(page.forms[name.first : name.last]): name.type for name in found if name.first not in shouting}
    found += [each for first, last in later for each in _told(page, first, last, told)]
    return disjoint(found)


def _capital(page: Page, number: int) -> bool:
    return page.text[page.tokens.starts[number]].isupper()


def _shouts(page: Page, first: int, last: int) -> bool:
    words = [number for number in range(first, last) if page.forms[number][0].isalpha()]
    return len(words) > 3 and sum(_capital(page, number) for number in words) > 0.6 * len(words)


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised words of one line, with initials, hyphens and the small words inside of names."""
    number, count = 0, len(page.forms)
    openings = {first for first, _ in page.tokens.sentences}
    while number < count:
        if not _begins(page, number, openings):
            number += 1
            continue
        last = number + 1
        while last < count:
            step = _step(page, last, count)
            if not step:
                break
            last += step
        yield number, last
        number = last


def _after_mark(page: Page, number: int) -> bool:
    return number > 0 and page.forms[number - 1] in (
        "\u201c",
        '"',
        "\u2018",
        ":",
        "-",
        "\u2014",
        "\n",
        "\u2022",
        "(",
        "'",
    )


def _begins(page: Page, number: int, openings: set[int]) -> bool:
    form = page.forms[number]
    if not _capital(page, number) or not form[0].isalpha():
        return False
    kind = page.kind(number).rpartition("+")[2]
    if form in page.sources.articles or page.entities.kinds.get(form) == "common" or kind in _FUNCTION:
        return False
    if len(form) == 1 and not (number + 1 < len(page.forms) and page.forms[number + 1] == "."):
        return False
    opening = number in openings or _after_mark(page, number)
    if opening and form not in page.entities.names and form not in page.entities.known:
        follows = number + 1 < len(page.forms) and page.is_word(number + 1) and _capital(page, number + 1)
        return follows or _elsewhere(page, number, openings)
    return True


def _elsewhere(page: Page, number: int, openings: set[int]) -> bool:
    """Whether a word that opens a sentence stands with a capital inside one, and nowhere without."""
    form, capital, other = page.forms[number], False, -1
    for _ in range(page.forms.count(form)):
        other = page.forms.index(form, other + 1)
        if other != number:
            if not _capital(page, other):
                return False
            capital = capital or (other not in openings and not _after_mark(page, other))
    return capital


def _step(page: Page, number: int, count: int) -> int:
    """How many tokens from ``number`` go on with a run; 0 if it ends."""
    form = page.forms[number]
    near = page.tokens.starts[number] == page.tokens.ends[number - 1]
    possessed = page.forms[number - 1] != page.tokens.forms[number - 1]
    if possessed:
        return 0
    if page.is_word(number):
        if form[0].isalpha() and _capital(page, number):
            return 0 if page.entities.kinds.get(form) == "common" and not near else 1
        upper = number + 1 < count and page.is_word(number + 1) and _capital(page, number + 1)
        return 2 if form in page.entities.inside and upper else 0
    following = number + 1 < count and page.forms[number + 1][0].isalpha() and _capital(page, number + 1)
    if form == "." and near and len(page.forms[number - 1]) <= 2 and following:
        return 2 if page.sources.classify(page.forms[number - 1]) != "honorific" else 1
    if form in "-\u2010\u2011&" and following and page.tokens.starts[number + 1] == page.tokens.ends[number] and near:
        return 2
    return 2 if form == "&" and following else 0


def _named(page: Page, first: int, last: int) -> list[Found]:
    """The names in a run: titles are left off its beginning, known names inside it stand for themselves."""
    while first < last and (not page.is_word(first) or _is_title(page, first)):
        first = max(first + 1, page.titles.get(first, 0))
    for begin, end in page.titles.items():
        first = max(first, end) if begin <= first < end else first
    hits = [hit for hit in _hits(page, first, last) if hit.known.sure]
    if first >= last or (hits and hits[0].first <= first and last <= hits[-1].last):
        return []
    first, last = _extended(page, first, last)
    kind = _type(page, first, last)
    if kind is MentionType.PERSON and hits:
        cuts = [first, *[hit.last for hit in hits]]
        start = max(cuts)
        return _named(page, start, last) if start < last else []
    return [Found(first, last, kind)] if kind else []


def _hits(page: Page, first: int, last: int) -> list[Hit]:
    """The known names that share a token with those from ``first`` up to ``last``."""
    begin = bisect_right(page.hits, first, key=attrgetter("last"))
    return page.hits[begin : bisect_left(page.hits, last, begin, key=attrgetter("first"))]


def _is_title(page: Page, number: int) -> bool:
    form, kind = page.forms[number], page.kind(number).rpartition("+")[2]
    return kind in _TITLE or kind == "nationality" or page.entities.kinds.get(form) == "title_words"


def _extended(page: Page, first: int, last: int) -> tuple[int, int]:
    """The run with "of" and what follows it, behind the head of an organisation's name."""
    head = any(_heads(page, number) for number in range(first, last))
    while head and last + 1 < len(page.forms) and page.forms[last] in ("of", "for", "on"):
        place = last + 1
        if page.forms[place] in page.sources.articles and place + 1 < len(page.forms):
            place += 1
        if not page.is_word(place) or not _capital(page, place):
            break
        last = place + 1
        while last < len(page.forms) and page.is_word(last) and _capital(page, last):
            last += 1
    return first, last


def _heads(page: Page, number: int) -> bool:
    return page.entities.kinds.get(page.forms[number]) == "heads"


def _type(page: Page, first: int, last: int) -> MentionType | None:  # noqa: PLR0911 one line per sign
    """What a run names; None where nothing tells."""
    words = [number for number in range(first, last) if page.is_word(number)]
    kinds = [page.entities.kinds.get(page.forms[number], "") for number in words]
    titled = _titled(page, first)
    if len(words) > 1 or not titled:
        if kinds[-1] == "outlet_heads" and len(words) > 1:
            return MentionType.OUTLET
        if "heads" in kinds and len(words) > 1:
            return MentionType.ORGANISATION
        if (kinds[-1] == "place_heads" or kinds[0] == "place_heads") and len(words) > 1:
            return MentionType.PLACE
    if titled:
        return MentionType.PERSON
    city = [hit for hit in _hits(page, first, last) if (hit.first, hit.last) == (first, last) and _is_place(hit)]
    given = page.forms[words[0]] in page.entities.names or page.sources.people.get(page.forms[words[0]]) in ("m", "f")
    if city and not (given and len(words) > 1):
        return MentionType.PLACE
    surface = page.text[page.tokens.starts[first] : page.tokens.ends[last - 1]]
    if len(words) == 1:
        acronym = surface.isupper() and 2 < len(surface) < 7 and page.kind(words[0]) == "lat"
        return MentionType.ORGANISATION if acronym else None
    if given and len(words) < 6:
        return MentionType.PERSON
    known = sum(page.forms[number] in page.entities.names for number in words)
    return MentionType.PERSON if known and len(words) < 5 and not any(kinds) else None


def _is_place(hit: Hit) -> bool:
    return hit.known.type is MentionType.PLACE


def _titled(page: Page, first: int) -> bool:
    """Whether a title stands right before a run."""
    number = first - 1
    if number > 0 and page.forms[number] == ".":
        number -= 1
    return number >= 0 and page.kind(number).rpartition("+")[2] in _TITLE


def _told(page: Page, first: int, last: int, told: dict[tuple[str, ...], MentionType]) -> Iterator[Found]:
    """The names inside a headline's run that stand elsewhere, too; longer ones first."""
    for size in range(last - first, 0, -1):
        for start in range(first, last - size + 1):
            kind = told.get(tuple(page.forms[start : start + size]))
            if kind:
                yield Found(start, start + size, kind)
