"""Who is meant in a language that writes pronouns and marks names with capitals: "he", "the senator", "Ms. Radin"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from musnad.model import SourceKind, Statement
from musnad.text import Tokens, tokenize
from musnad.vocabulary.sources import SourceWords

_NAMED = ("lat", "name", "place")  # classes of words that, with a capital, can be part of a personal name
_HUMAN = (SourceKind.PERSON, SourceKind.OFFICE, SourceKind.UNNAMED)
_SINGLE = (SourceKind.PERSON, SourceKind.OFFICE)
_THINGS = (SourceKind.ORGANISATION, SourceKind.OUTLET, SourceKind.DOCUMENT)
_APART = frozenset(",;(")  # marks between the parts of a phrase
_SELF, _PLURAL, _THING = "self", "p", "o"


_LOOK_BACK = 6  # earlier sources among which somebody named is preferred to somebody nearer


class Mention(NamedTuple):
    """A source as it stands: whom a pronoun points to (``m``, ``f``, ``p``, ``o``, ``self``; empty: no pronoun),
    whether its words tell a woman or a man, whether it is a description without a name, whether with an article."""

    pronoun: str
    gender: str
    nameless: bool
    article: bool


@lru_cache(maxsize=4096)
def tokens_of(phrase: str) -> Tokens:
    """The tokens of a short phrase, remembered, since an article repeats its sources."""
    return tokenize(phrase)


def mention_of(phrase: str, sources: SourceWords) -> Mention:
    """What a source phrase tells of whom it means."""
    forms = [form for form in tokens_of(phrase).forms if form[0].isalnum()]
    pronoun = ""
    if len(forms) == 1 and sources.classify(forms[0]) in ("pronoun", "possessive"):
        pronoun = sources.people.get(forms[0], "")
    genders = [sources.people[form] for form in forms if sources.people.get(form) in ("m", "f")]
    nameless = not name_range(phrase, sources)[1]
    article = bool(forms) and forms[0] in sources.articles
    return Mention(pronoun, genders[0] if genders else "", nameless, article)


def name_range(phrase: str, sources: SourceWords) -> tuple[int, int]:
    """The range of words (marks not counted) that are the personal name in a phrase; an empty one if there is none.

    The last run of capitalised words in no other class, in the first part of the phrase that has one. Where other words
    follow it there, and a later part is nothing but a name, it is that: "the Radin party's chief whip, Omar Deeb".
    """
    best, ending, number = (0, 0), False, 0
    for part in _parts(phrase):
        begin, run, found = number, 0, (0, 0)
        for place, (start, form) in enumerate(part):
            if not form[0].isalnum():
                run = run if form in ".-'" else 0
                continue
            named = _is_name(part, place, sources)
            run = run + 1 if phrase[start].isupper() and named else 0
            number += 1
            if run:
                found = (number - run, number)
        if best[1] and not ending and found == (begin, number) and number - begin > 1:
            return found
        if found[1] and not best[1]:
            best, ending = found, found[1] == number
    return best


def _is_name(part: Sequence[tuple[int, str]], place: int, sources: SourceWords) -> bool:
    """Whether a capitalised word can be part of a personal name; so can an outlet's before a surname: "Petra Vogel"."""
    kind = sources.classify(part[place][1])
    if kind != "outlet" or place + 2 != len(part):
        return kind in _NAMED
    return sources.classify(part[-1][1]) == "lat"


def _parts(phrase: str) -> list[list[tuple[int, str]]]:
    """Beginnings and folded forms of the tokens between commas, semicolons and opening brackets."""
    tokens = tokens_of(phrase)
    parts: list[list[tuple[int, str]]] = [[]]
    for start, form in zip(tokens.starts, tokens.forms, strict=True):
        if form in _APART:
            parts.append([])
        else:
            parts[-1].append((start, form))
    return parts


def personal(phrase: str, sources: SourceWords) -> bool:
    """Whether a phrase names somebody in full: two words of a name at its end or before a mark."""
    first, last = name_range(phrase, sources)
    words = [span for span in tokens_of(phrase).words() if span[2][0].isalnum()]
    return last - first >= 2 and (last == len(words) or phrase[words[last - 1][1]] in ",(")


def surname(phrase: str, sources: SourceWords) -> str:
    """The last word of the personal name in a phrase that has one."""
    words = [span for span in tokens_of(phrase).words() if span[2][0].isalnum()]
    start, end, _ = words[name_range(phrase, sources)[1] - 1]
    return phrase[start:end]


def alike(short: str, full: str) -> bool:
    """Whether two names can be one: the same last word, and first ones of which one begins like the other.

    >>> alike("Sam Radin", "Samuel B. Radin"), alike("Sam Radin", "Salma Radin")
    (True, False)
    """
    one, other = short.lower().split(), full.lower().split()
    if one[-1] != other[-1] or len(one) < 2 or len(other) < 2:
        return False
    shorter, longer = sorted((one[0].rstrip("."), other[0].rstrip(".")), key=len)
    return longer.startswith(shorter)


def resolve(
    number: int, mentions: Sequence[Mention | None], speakers: Sequence[int], statements: Sequence[Statement]
) -> int:
    """The number of the statement whose source a pronoun or a nameless description means; -1 if nobody is found.

    ``speakers`` gives for each statement before this one the number of the statement that its source was resolved to
    (itself for a source that needs no resolving, -1 where there is none).
    """
    mention = mentions[number]
    if mention is None:
        return -1
    if mention.pronoun == _SELF:
        return _self(number, speakers, statements)
    here = _position(statements[number])
    before = sorted(
        (n for n, each in enumerate(statements) if _position(each) < here), key=lambda n: -_position(statements[n])
    )
    targets = [speakers[n] for n in before if n < len(speakers) and speakers[n] >= 0]
    fitting = [target for target in targets if _fits(mention, mentions[target], statements[target].kind)]
    named = [target for target in fitting[:_LOOK_BACK] if statements[target].kind is SourceKind.PERSON]
    if mention.pronoun not in (_PLURAL, _THING) and named and fitting[0] != targets[0]:
        return named[0]
    return fitting[0] if fitting else -1


def thing_alone(statement: Statement, mention: Mention | None) -> bool:
    """Whether the source is an "it" that was taken for a human being, and means nobody who was found."""
    return mention is not None and mention.pronoun == _THING and statement.kind in _HUMAN


def _position(statement: Statement) -> int:
    return statement.source[0].start if statement.source else statement.cue[0].start


def _self(number: int, speakers: Sequence[int], statements: Sequence[Statement]) -> int:
    """Whoever speaks the quotation in which "I" stands."""
    within = statements[number].within
    for other, statement in enumerate(statements):
        if statement.id == within and other < len(speakers):
            return speakers[other]
    return -1


def _fits(mention: Mention, other: Mention | None, kind: SourceKind) -> bool:
    if other is None or other.pronoun:
        return False
    if mention.pronoun == _THING:
        return kind in _THINGS
    if mention.pronoun == _PLURAL:
        return kind is SourceKind.UNNAMED or kind is SourceKind.ORGANISATION
    if kind not in _HUMAN or (not mention.pronoun and kind is not SourceKind.PERSON):
        return False
    gender = mention.pronoun or mention.gender
    return not gender or not other.gender or gender == other.gender


def dropped_subject(number: int, text: str, statements: Sequence[Statement]) -> int:
    """The number of the statement whose source goes on with, or comes before, a verb without one; -1 if none does.

    The nearest one before it in its sentence and on its level, else the next one of its sentence.
    """
    here = statements[number]
    order: list[int] = [*range(number - 1, -1, -1), *range(number + 1, len(statements))]
    for other in order:
        there = statements[other]
        first, last = sorted((here.cue[0].start, there.cue[0].start))
        if "\n" in text[first:last] or there.within != here.within or not there.source:
            continue
        if other > number and any(mark in text[first:last] for mark in (". ", "? ", "! ")):
            continue
        return other
    return -1
