"""What a source phrase says of the source: the name in it, the words it is known by, whether it may point back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from musnad.grammar.people import name_range, tokens_of
from musnad.model import SourceKind
from musnad.vocabulary.sources import SourceWords

_PAUSE = re.compile(r"[,\u060c;\u061b(\[\u2013\u2014]")
_QUOTES = tuple('"\u201c\u201d\u00ab\u00bb')
_OFFICE = 3  # words at most of a role with its office: "the president of the town", in Arabic two
_NAMED_WITHIN = 6  # words behind a role among which its holder's name stands
_SURNAMES = ("def", "name")
_TITLES_END = ("organisation", "def", "place", "nationality")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as written: its name (as the article spells it), the words it is known by, and its kind.

    ``bare`` are all its folded words without the article, ``core`` those of the name itself, ``definite``
    whether it may point back to somebody named before, ``named`` whether capitals show it to be a personal name,
    ``head`` the noun that a phrase ends with in a language where it does.
    """

    name: str
    core: frozenset[str]
    bare: frozenset[str]
    kind: SourceKind
    definite: bool
    named: bool = False
    head: str = ""


def describe(phrase: str, kind: SourceKind, sources: SourceWords) -> Speaker:
    """What a source phrase says of the source."""
    found = [word for word in words_of(phrase) if word[2] not in sources.same or sources.cased]
    named = (0, 0)
    forms = [form for _, _, form in found]
    classes = [sources.classify(form) for form in forms]
    segments = _segments(found, [match.start() for match in _PAUSE.finditer(phrase)])
    first, last = segments[0] if segments else (0, 0)
    if kind is SourceKind.PERSON:
        named = name_range(phrase, sources) if sources.cased else (0, 0)
        first, last = named if named[1] else _personal(segments, forms, classes, sources)
    name = phrase[found[first][0] : _closed(phrase, found[last - 1][1])] if last > first else phrase
    if kind is not SourceKind.PERSON and phrase.endswith(")") and phrase.count("(") == 1:
        name = phrase
    bare = [_bare(form, sources) for form in forms]
    core = frozenset(bare[first:last]) or frozenset(bare)
    article = bool(forms) and (forms[0].startswith(sources.article) or forms[0] in sources.articles)
    head = _head(forms, classes, segments) if sources.cased else ""
    bare_role = bool(head) and classes[0] != "determiner" and sources.classify(head) == "role"  # as headlines have it
    definite = bool(forms) and (article or bare_role or kind is SourceKind.PERSON)
    if sources.articles:
        core, bare = core - sources.articles or core, [form for form in bare if form not in sources.articles]
    return Speaker(name, core, frozenset(bare), kind, definite, named=named[1] > 0, head=head)


def without_name(speaker: Speaker, phrase: str, text: str, sources: SourceWords) -> Speaker:
    """A human being of whom the article tells no name: the holder of an office ("the mayor"), else somebody unnamed.

    ``phrase`` is the description. Whoever may be named elsewhere ("Mayor Radin") stays a person.
    """
    forms = [form for _, _, form in words_of(phrase)]
    classes = [sources.classify(form) for form in forms]
    if speaker.kind not in (SourceKind.PERSON, SourceKind.OFFICE) or not forms or not sources.cased:
        return speaker
    single = classes[0] in ("determiner", "number") and forms[0] not in sources.articles
    if single and not any(letter.isupper() for letter in phrase[1:]):
        return replace(speaker, kind=SourceKind.UNNAMED, name=phrase)
    headline = sources.classify(speaker.head) == "role" and not any(letter.isupper() for letter in phrase[1:])
    described = headline or classes[0] in ("determiner", "possessive") or forms[0] in sources.articles
    if speaker.kind is SourceKind.OFFICE or not described or _named(speaker.head, text):
        return speaker
    kind = SourceKind.OFFICE if sources.classify(speaker.head) == "role" else SourceKind.UNNAMED
    return replace(speaker, kind=kind, name=phrase)


def of_office(speaker: Speaker, phrase: str, article: tuple[str, int], sources: SourceWords) -> Speaker:
    """The same where no capitals tell names: a role with nothing but its office behind it, named nowhere beside it.

    ``article`` is its text, and where in it the phrase begins.
    """
    text, start = article
    forms = [form for _, _, form in words_of(phrase)]
    classes = [sources.classify(form) for form in forms]
    if speaker.kind is not SourceKind.PERSON or not 1 <= len(forms) <= _OFFICE or classes[0] != "role":
        return speaker
    definite = forms[0].startswith(sources.article)
    fitting = ("nationality",) if definite else ("def", "organisation", "place", "nationality", "human")
    if not all(kind in fitting for kind in classes[1:]) or (len(forms) == 1 and not definite):
        return speaker
    bare, found = _bare(forms[0], sources), words_of(text)
    for number, (begin, end, form) in enumerate(found):
        if _bare(form, sources) == bare and not begin <= start < end:
            behind = [sources.classify(each) for _, _, each in found[number + 1 : number + 1 + _NAMED_WITHIN]]
            if "name" in behind or (definite and behind[:1] in (["w"], ["def"])):
                return speaker
    return replace(speaker, kind=SourceKind.OFFICE, name=phrase)


def _named(role: str, text: str) -> bool:
    """Whether a word stands before a capital somewhere: "Mayor Radin", "spokesman Elias Fordan"."""
    following = re.finditer(rf"\b{re.escape(role)}\s+(\w)", text, re.IGNORECASE)
    return any(match[1].isupper() for match in following)


def _closed(phrase: str, end: int) -> int:
    """Where a name ends with the mark that closes the quotation marks in it: 'the company "Nord"'."""
    marks = sum(phrase.count(mark, 0, end) for mark in _QUOTES)
    return end + 1 if marks % 2 and phrase[end : end + 1] in _QUOTES else end


def _head(forms: list[str], classes: list[str], segments: list[tuple[int, int]]) -> str:
    """The last word of a phrase before its first preposition, relative word or mark."""
    first, last = segments[0] if segments else (0, len(forms))
    stop = next((n for n in range(first + 1, last) if classes[n] in ("preposition", "relative")), last)
    return forms[stop - 1] if forms else ""


def words_of(phrase: str) -> list[tuple[int, int, str]]:
    """The words of a phrase: start, end, folded form."""
    tokens = tokens_of(phrase)
    return [word for word in zip(tokens.starts, tokens.ends, tokens.forms, strict=True) if word[2][0].isalnum()]


def _segments(found: list[tuple[int, int, str]], pauses: list[int]) -> list[tuple[int, int]]:
    """Ranges of words between commas, brackets and dashes."""
    ranges, first = [], 0
    for pause in [*pauses, 1 << 30]:
        last = first
        while last < len(found) and found[last][0] < pause:
            last += 1
        if last > first:
            ranges.append((first, last))
        first = last
    return ranges


def _personal(
    segments: list[tuple[int, int]], forms: list[str], classes: list[str], sources: SourceWords
) -> tuple[int, int]:
    """The range of words that are the personal name in a phrase of titles and a name.

    The first stretch that is nothing but a name, else the longest one that a stretch ends with.
    """
    best = (0, 0)
    if len(segments) > 1 and segments[0] == (0, 1) and classes[0] in _SURNAMES and classes[1] == "role":
        return segments[0]  # "al-Qaisi, the ministry's spokesman"
    for first, last in segments:
        start = last
        while start > first and _name_like(start - 1, first, last, (forms, classes, sources)):
            if classes[start - 1] == "def" and start < last and classes[start] != "def" and start - 1 > first:
                break  # an article ends the titles: the name begins behind it
            start -= 1
        if start == first and 2 <= last - first <= 5:
            return start, last
        if last - start > best[1] - best[0] and last - start <= 6:
            best = (start, last)
    return best if best[1] > best[0] else (segments[0] if segments else (0, 0))


def _name_like(number: int, first: int, last: int, words: tuple[list[str], list[str], SourceWords]) -> bool:
    """Whether a word can belong to a personal name: no title, no role, no adjective of nationality."""
    forms, classes, sources = words
    kind = classes[number]
    if forms[number] in sources.called:
        return False
    if kind in ("w", "lat", "name"):
        return True
    if kind == "def":
        return True
    if kind in ("honorific", "role") and number == last - 2 and not forms[number].startswith(sources.article):
        # "the ministry's spokesman Raed al-Qaisi": a rank without an article, behind a title, is a given name
        return number > first and classes[number + 1] in _SURNAMES and classes[number - 1] in _TITLES_END
    return (
        number > first
        and kind in ("place", "time", "organisation", "human", "role", "nationality")
        and number == last - 1
        and (forms[number].startswith(sources.article) and classes[number - 1] in ("w", "name"))
    )


def _bare(form: str, sources: SourceWords) -> str:
    article = sources.article
    return form[len(article) :] if form.startswith(article) and len(form) > len(article) + 1 else form
