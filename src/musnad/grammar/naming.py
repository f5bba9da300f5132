"""Who speaks: one name for one source in an article, through short forms, descriptions and dropped subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from musnad.config import ADVICE_NEAREST
from musnad.grammar.people import (
    Mention,
    alike,
    dropped_subject,
    mention_of,
    name_range,
    personal,
    resolve,
    surname,
    thing_alone,
    tokens_of,
)
from musnad.grammar.scores import Advice
from musnad.model import SourceKind, Statement
from musnad.text import DROPPED, behind, fold
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.inflection import Reading
from musnad.vocabulary.sources import SourceWords

_PAUSE = re.compile(r"[,\u060c;\u061b(\[\u2013\u2014]")
_NAMED = (SourceKind.PERSON, SourceKind.OFFICE, SourceKind.UNNAMED)
_LOOK_BACK = 8  # statements among which the speaker of a dropped subject is looked for


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


def name_speakers(
    text: str, statements: Sequence[Statement], vocabulary: tuple[CueWords, SourceWords], advice: Advice | None = None
) -> list[Statement]:
    """The statements with ``name`` and ``kind`` of whoever speaks, the same name each time the same source speaks.

    A statement without a written source takes the speaker of the nearest earlier statement that agrees with
    its cue, or of the one that the advice points at; one that has none, and one whose kind is already implicit,
    is implicit and has no name.
    """
    words, sources = vocabulary
    if sources.people:
        return _name_by_pointing(text, statements, sources)
    speakers = [
        describe(_written(text, statement, sources), statement.kind, sources) if statement.source else None
        for statement in statements
    ]
    linked = _link(speakers, sources)
    genders = [_gender(_cue_reading(text, statement, words), words) for statement in statements]
    named: list[Statement] = []
    for number, statement in enumerate(statements):
        speaker = linked[number]
        if speaker is not None:
            named.append(replace(statement, name=speaker.name, kind=speaker.kind))
        elif statement.kind is SourceKind.IMPLICIT:
            named.append(replace(statement, name=None))
        else:
            found = _antecedent(statement, named, genders, advice)
            linked[number] = linked[found] if found >= 0 else None
            if found < 0:
                named.append(replace(statement, name=None, kind=SourceKind.IMPLICIT))
            else:
                named.append(replace(statement, name=named[found].name, kind=named[found].kind))
    return named


def _name_by_pointing(text: str, statements: Sequence[Statement], sources: SourceWords) -> list[Statement]:
    """The same in a language that writes pronouns: first the names are linked, then whatever points to one of them."""
    phrases = [_written(text, each, sources) if each.source else "" for each in statements]
    mentions: list[Mention | None] = [mention_of(phrase, sources) if phrase else None for phrase in phrases]
    speakers: list[Speaker | None] = []
    in_full = {phrase for phrase, each in zip(phrases, statements, strict=True) if _in_full(phrase, each, sources)}
    surnames = {surname(phrase, sources) for phrase in in_full}
    for phrase, mention, statement in zip(phrases, mentions, statements, strict=True):
        kind = SourceKind.PERSON if phrase in in_full or phrase in surnames else statement.kind
        speakers.append(describe(phrase, kind, sources) if mention and not mention.pronoun else None)
    linked = _link(speakers, sources)
    for number, (speaker, mention) in enumerate(zip(linked, mentions, strict=True)):
        if speaker is not None and mention is not None:  # the fullest name tells most of whether it is a woman's
            known = mention_of(speaker.name, sources)
            gender, nameless = mention.gender or known.gender, mention.nameless and known.nameless
            mentions[number] = mention._replace(gender=gender, nameless=nameless)
    meant = _meant(text, statements, mentions, linked, sources)
    named = []
    for statement, target, mention in zip(statements, meant, mentions, strict=True):
        speaker = linked[target] if target >= 0 else None
        if speaker is not None:
            named.append(replace(statement, name=speaker.name, kind=speaker.kind))
        elif not statement.source:
            named.append(replace(statement, name=None, kind=SourceKind.IMPLICIT))
        elif thing_alone(statement, mention):
            named.append(replace(statement, kind=SourceKind.ORGANISATION))
        else:
            named.append(statement)
    return named


def _in_full(phrase: str, statement: Statement, sources: SourceWords) -> bool:
    return statement.kind in _NAMED and personal(phrase, sources)


def _meant(
    text: str,
    statements: Sequence[Statement],
    mentions: list[Mention | None],
    linked: list[Speaker | None],
    sources: SourceWords,
) -> list[int]:
    """For each statement the number of the one whose source it means, itself for a name; -1 where nobody is found."""
    meant = [
        number if speaker is not None and not _points(mentions[number], speaker, sources) else -1
        for number, speaker in enumerate(linked)
    ]
    for number, statement in enumerate(statements):
        speaker = linked[number]
        if statement.source and meant[number] < 0:
            found = resolve(number, mentions, meant, statements)
            meant[number] = found if found >= 0 or speaker is None else number
    for number, statement in enumerate(statements):
        if not statement.source and statement.kind is not SourceKind.IMPLICIT:
            found = dropped_subject(number, text, statements)
            earlier = (meant[n] for n in range(number - 1, -1, -1) if meant[n] >= 0)
            meant[number] = meant[found] if found >= 0 else next(earlier, -1)
    return meant


def _points(mention: Mention | None, speaker: Speaker, sources: SourceWords) -> bool:
    """Whether a source is a description of one person, without a name, that points to somebody named."""
    if mention is None or not mention.nameless or not speaker.definite:
        return False
    described = bool(speaker.core & sources.anaphors)
    return (speaker.kind is SourceKind.PERSON and (mention.article or described)) or (
        speaker.kind is SourceKind.OFFICE and mention.article and described
    )


def _written(text: str, statement: Statement, sources: SourceWords) -> str:
    """The source phrase, without the half of a doubled letter that a particle leaves of the article."""
    span, half = statement.source[0], sources.article_after_l[1:]
    rest = behind(text, span.start, len(half))
    before = span.start - 1
    while before > 0 and text[before] in DROPPED:
        before -= 1
    doubled = half and fold(text[max(before, 0) : rest]) == sources.article_after_l
    return text[rest : span.end] if doubled and rest < span.end else span.of(text)


def describe(phrase: str, kind: SourceKind, sources: SourceWords) -> Speaker:
    """What a source phrase says of the source."""
    found = [word for word in _words(phrase) if word[2] not in sources.same or sources.cased]
    named = (0, 0)
    forms = [form for _, _, form in found]
    classes = [sources.classify(form) for form in forms]
    segments = _segments(found, [match.start() for match in _PAUSE.finditer(phrase)])
    first, last = segments[0] if segments else (0, 0)
    if kind is SourceKind.PERSON:
        named = name_range(phrase, sources) if sources.cased else (0, 0)
        first, last = named if named[1] else _personal(segments, forms, classes, sources)
    name = phrase[found[first][0] : found[last - 1][1]] if last > first else phrase
    if kind is not SourceKind.PERSON and phrase.endswith(")") and phrase.count("(") == 1:
        name = phrase
    bare = [_bare(form, sources) for form in forms]
    core = frozenset(bare[first:last]) or frozenset(bare)
    article = bool(forms) and (forms[0].startswith(sources.article) or forms[0] in sources.articles)
    head = _head(forms, classes, segments) if sources.cased else ""
    in_headline = bool(head) and classes[0] != "determiner" and sources.classify(head) == "role"  # "minister says"
    definite = bool(forms) and (article or in_headline or kind is SourceKind.PERSON)
    if sources.articles:
        core, bare = core - sources.articles or core, [form for form in bare if form not in sources.articles]
    return Speaker(name, core, frozenset(bare), kind, definite, named=named[1] > 0, head=head)


def _head(forms: list[str], classes: list[str], segments: list[tuple[int, int]]) -> str:
    """The last word of a phrase before its first preposition, relative word or mark."""
    first, last = segments[0] if segments else (0, len(forms))
    stop = next((n for n in range(first + 1, last) if classes[n] in ("preposition", "relative")), last)
    return forms[stop - 1] if forms else ""


def _words(phrase: str) -> list[tuple[int, int, str]]:
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
    if kind in ("w", "lat", "name"):
        return True
    if kind == "def":
        return True
    return (
        number > first
        and kind in ("place", "time", "organisation", "human", "role")
        and number == last - 1
        and (forms[number].startswith(sources.article) and classes[number - 1] == "w")
    )


def _bare(form: str, sources: SourceWords) -> str:
    article = sources.article
    return form[len(article) :] if form.startswith(article) and len(form) > len(article) + 1 else form


def _link(speakers: list[Speaker | None], sources: SourceWords) -> list[Speaker | None]:
    """Each written source as the fullest form under which the article knows it."""
    known = [(number, speaker) for number, speaker in enumerate(speakers) if speaker is not None]
    fuller: dict[int, Speaker] = {}
    for number, speaker in known:
        found = _fuller(number, speaker, known) or _pointed(number, speaker, known, sources)
        if found is not None and found is not speaker:
            fuller[id(speaker)] = found
    return [None if speaker is None else _fullest(speaker, fuller) for speaker in speakers]


def _fullest(speaker: Speaker, fuller: dict[int, Speaker]) -> Speaker:
    """The end of the way from short forms to longer ones."""
    seen: set[int] = set()
    while id(speaker) in fuller and id(speaker) not in seen:
        seen.add(id(speaker))
        speaker = fuller[id(speaker)]
    return speaker


def _pointed(number: int, speaker: Speaker, known: list[tuple[int, Speaker]], sources: SourceWords) -> Speaker | None:
    """The human who spoke last, for a bare definite description such as "the speaker"."""
    if not speaker.definite or len(speaker.core) > 1 or not speaker.core <= sources.anaphors:
        return None
    return next((other for n, other in reversed(known) if n < number and other.kind in _NAMED), None)


def _fuller(number: int, speaker: Speaker, known: list[tuple[int, Speaker]]) -> Speaker | None:
    """The speaker that a shorter or equal form stands for: the nearest before it, else the first after."""
    before = [other for n, other in reversed(known) if n < number and _stands_for(speaker, other)]
    after = [other for n, other in known if n > number and _stands_for(speaker, other) and other.core != speaker.core]
    equal = next(
        (other for n, other in known if n < number and other.core == speaker.core and _alike(speaker, other)),
        None,
    )
    if equal is not None:
        return equal
    longer = [other for other in before if len(other.core) > len(speaker.core) or other.bare > speaker.bare]
    if longer:
        return longer[0]
    return after[0] if after and not before else None


def _alike(one: Speaker, other: Speaker) -> bool:
    """Whether two kinds of source can be one: people with people, bodies with bodies."""
    return (one.kind in _NAMED) == (other.kind in _NAMED)


def _stands_for(short: Speaker, full: Speaker) -> bool:
    """Whether a form can be short for another: all its words are among the other's."""
    if not _alike(short, full) or not short.core:
        return False
    if short.kind is SourceKind.PERSON and full.kind is SourceKind.PERSON and short.core <= full.core:
        return True
    if short.named:
        return full.named and alike(short.name, full.name)
    if short.head and not (full.head in full.core if full.named else full.head == short.head):
        return False
    return short.definite and short.core <= full.bare


def _cue_reading(text: str, statement: Statement, words: CueWords) -> Reading | None:
    for span in statement.cue:
        for _, _, form in _words(span.of(text)):
            for reading in words.readings(form):
                return reading
    return None


def _antecedent(statement: Statement, named: list[Statement], genders: list[str], advice: Advice | None) -> int:
    """The number of the earlier statement whose speaker goes on speaking; -1 if there is none.

    A statement goes on with those of its own level (the same outer statement); only where there is none of
    them, with the speaker of the outer statement, then with whoever spoke last.
    """
    number, within = len(named), statement.within
    gender = genders[number]
    earlier = [n for n in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1) if named[n].name is not None]
    level = [n for n in earlier if named[n].within == within]
    outer = [n for n in earlier if named[n].id == within]
    candidates = level + outer or earlier
    agreeing = [n for n in earlier if not gender or genders[n] in ("", gender)]
    nearest = next((n for n in candidates if n in agreeing), candidates[0] if candidates else -1)
    if advice and agreeing:
        return _advised(statement, [named[n] for n in agreeing], agreeing, nearest, advice)
    return nearest


def _advised(statement: Statement, others: list[Statement], numbers: list[int], nearest: int, advice: Advice) -> int:
    """The one of some earlier statements at which the advice points, with a bonus for the nearest that agrees."""
    odds = advice.odds("same", _main(statement, advice), [_anchor(other, advice) for other in others])
    totals = [odd + ADVICE_NEAREST * (number == nearest) for odd, number in zip(odds, numbers, strict=True)]
    return numbers[totals.index(max(totals))]


def _main(statement: Statement, advice: Advice) -> int:
    """The main token of a statement's cue."""
    tokens = advice.tokens
    parts = [(tokens.first_after(span.start) - 1, tokens.first_from(span.end)) for span in statement.cue]
    return max((number for part in parts for number in range(*part)), key=advice.cue)


def _anchor(statement: Statement, advice: Advice) -> int:
    """The token that stands for a statement's source: its first word, or the cue where none is written."""
    if statement.source:
        return advice.tokens.first_after(statement.source[0].start) - 1
    return _main(statement, advice)


def _gender(reading: Reading | None, words: CueWords) -> str:
    """``f``, ``m`` or empty where the form does not show it."""
    if reading is None or reading.shape not in ("past", "present"):
        return ""
    return "f" if any(mark in reading.ending for mark in words.inflection.feminine) else "m"
