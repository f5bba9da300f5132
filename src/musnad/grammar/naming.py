"""Who speaks: one name for one source in an article, through short forms, descriptions and dropped subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.config import ADVICE_NEAREST
from musnad.grammar.people import (
    Mention,
    alike,
    dropped_subject,
    mention_of,
    personal,
    resolve,
    surname,
    thing_alone,
)
from musnad.grammar.scores import Advice
from musnad.grammar.speaker import Speaker, describe, of_office, without_name, words_of
from musnad.model import SourceKind, Statement
from musnad.text import DROPPED, behind, fold
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.inflection import Reading
from musnad.vocabulary.sources import SourceWords

_NAMED = (SourceKind.PERSON, SourceKind.OFFICE, SourceKind.UNNAMED)
_LOOK_BACK = 8  # statements among which the speaker of a dropped subject is looked for


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
    people = {speaker.name for speaker in linked if speaker is not None and speaker.kind is SourceKind.PERSON}
    for number, statement in enumerate(statements):
        speaker = linked[number]
        if speaker is not None:
            if speaker is speakers[number] and people == {speaker.name}:
                speaker = of_office(
                    speaker, _written(text, statement, sources), (text, statement.source[0].start), sources
                )
            named.append(_known_as(statement, speaker.name, speaker.kind))
        elif statement.kind is SourceKind.IMPLICIT:
            named.append(_known_as(statement, None, statement.kind))
        else:
            found = _antecedent(statement, named, genders, advice)
            linked[number] = linked[found] if found >= 0 else None
            if found < 0:
                named.append(_known_as(statement, None, SourceKind.IMPLICIT))
            else:
                named.append(_known_as(statement, named[found].name, named[found].kind))
    return named


def _known_as(statement: Statement, name: str | None, kind: SourceKind) -> Statement:
    """The statement with the name and kind of its source; itself where it has them."""
    if statement.name == name and statement.kind is kind:
        return statement
    return replace(statement, name=name, kind=kind)


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
            found = mentions[target]
            if found is not None and found.nameless:
                speaker = without_name(speaker, phrases[target], text, sources)
            named.append(_known_as(statement, speaker.name, speaker.kind))
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
    return next(
        (
            other
            for n, other in reversed(known)
            if n < number and other.kind in _NAMED and _may_be(speaker, other, sources)
        ),
        None,
    )


def _may_be(speaker: Speaker, other: Speaker, sources: SourceWords) -> bool:
    """Whether a description can mean somebody: one with a name, or described by the same noun, where capitals tell."""
    return not sources.cased or other.named or other.head == speaker.head


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
        for _, _, form in words_of(span.of(text)):
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
