"""Statements that share their content: "the paper quoted an official as saying …", "…, the agency said, citing …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from musnad.grammar.compose import Draft
from musnad.grammar.view import View
from musnad.model import SourceKind, Span
from musnad.text import fold
from musnad.vocabulary.cues import CueWords

_CARRYING = (SourceKind.OUTLET, SourceKind.DOCUMENT, SourceKind.PERSON)
_ISSUED = 6  # tokens of what is issued at most: "a strongly worded statement"


def share_contents(view: View, words: CueWords, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, those that hand one another's words on with the same content.

    A cue of a source that is handed on (``carried`` in the pack) either brings the content, and the verb before it
    whose content was taken to be its source has it too; or it stands behind a statement, and has that one's content.
    """
    found = list(drafts)
    for number, draft in enumerate(found):
        if fold(draft.cue[0].of(view.text)) not in words.carried or not draft.source:
            continue
        before = _beside(view, found, number, -1)
        after = _beside(view, found, number, 1)
        if after is not None and after.source and after.source[0].end <= draft.cue[0].start < after.cue[0].start:
            found[number] = replace(draft, content=after.content, form=after.form)
        elif before is not None and draft.source[0].start > draft.cue[0].start:
            found[number] = replace(draft, content=before.content, form=before.form)
        elif before is not None and before.content[0].start <= draft.source[0].end <= before.content[0].end + 1:
            found[number - 1] = replace(before, content=draft.content, form=draft.form)
    return found


def quoted_by(view: View, words: CueWords, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, "X, quoted by the agency, said …" being a statement of the agency with the content of that of X.

    So is "X was quoted by the agency as saying", and "according to X, quoted by the agency".
    """
    found = list(drafts)
    for number, draft in enumerate(found):
        last = view.tokens.first_from(draft.cue[-1].end)
        if view.forms[last - 1] not in words.quoted or last + 1 >= len(view.forms) or view.forms[last] != words.agent:
            continue
        end = last + 1
        while end < len(view.forms) and view.is_word(end) and view.forms[end] not in words.reported:
            end += 1
        agency = view.span(last + 1, end)
        first = view.tokens.first_from(draft.cue[0].start)
        spoken = (each for each in found if each is not draft and _named_before(view, each, first))
        speaker = next(spoken, None)
        if agency and speaker:
            known = draft.source and draft.source[0] == agency and draft.kind in _CARRYING
            kind = draft.kind if known else SourceKind.OUTLET
            found[number] = replace(draft, source=(agency,), content=speaker.content, form=speaker.form, kind=kind)
    return found


def _named_before(view: View, draft: Draft, number: int) -> bool:
    """Whether the source of a statement stands before a token, but for marks and an auxiliary."""
    if not draft.source:
        return False
    last = view.tokens.first_from(draft.source[-1].end)
    between = range(last, number)
    return last <= number and all(not view.is_word(n) or view.classes[n] == "auxiliary" for n in between)


def told_in_words(view: View, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, "issued a statement saying …" being one: the verb tells whose it is, the participle what is said."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        if before is not None and _puts_in_words(view, before, draft):
            found[-1] = replace(draft, source=before.source, kind=before.kind)
        else:
            found.append(draft)
    return found


def _puts_in_words(view: View, verb: Draft, participle: Draft) -> bool:
    """Whether a participle stands between a verb and its content, behind what was issued: a few words, no mark."""
    first = view.tokens.first_from(verb.cue[-1].end)
    last = view.tokens.first_from(participle.cue[0].start)
    if not (1 < last - first <= _ISSUED and verb.content and participle.content):
        return False
    if verb.content[0].start < participle.cue[0].end or verb.content[0].start != participle.content[0].start:
        return False
    readings = view.readings[last]
    plain = all(view.is_word(number) for number in range(first, last))
    return plain and any(reading.shape == "participle" for reading in readings)


def in_own_words(view: View, words: CueWords, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, what says that words are somebody's own ("as he put it", ``own_words`` in the pack) naming nobody.

    Behind a statement it is a second part of that one's cue; alone it is a cue without a source.
    """
    found = list(drafts)
    for first, last in _own_words(view, words):
        phrase = Span(view.tokens.starts[first], view.tokens.ends[last - 1])
        alone = [draft for draft in found if phrase.start <= draft.cue[0].start < phrase.end]
        found = [draft for draft in found if draft not in alone]
        before = next((number for number in reversed(range(len(found))) if _reaches(view, found[number], first)), -1)
        if before >= 0:
            content = tuple(part for span in found[before].content for part in _around(span, phrase, view))
            found[before] = replace(found[before], cue=(*found[before].cue, phrase), content=content)
        else:
            found += [replace(each, source=(), cue=(phrase,), kind=SourceKind.PERSON) for each in alone[:1]]
    return sorted(found, key=lambda draft: draft.cue[0].start)


def _own_words(view: View, words: CueWords) -> Iterator[tuple[int, int]]:
    """The token ranges of "in his words": a prepositional cue, then such a noun with a pronoun written onto it."""
    for number, form in enumerate(view.forms):
        for phrase in words.before_own_words if form in words.owned_words else ():
            first = number - len(phrase)
            joined = first >= 0 and words.unjoined(view.forms[first]) == phrase[0]
            if joined and tuple(view.forms[first + 1 : number]) == phrase[1:]:
                yield first, number + 1
                break


def _reaches(view: View, draft: Draft, number: int) -> bool:
    """Whether the content of a statement of the same sentence reaches a token, but for marks."""
    first = view.tokens.first_from(draft.cue[0].start)
    if not draft.content or first >= number or view.sentence[first] != view.sentence[number]:
        return False
    behind = view.tokens.first_from(draft.content[-1].end)
    return draft.content[0].start < view.tokens.starts[number] and not any(
        view.is_word(each) for each in range(behind, number)
    )


def _around(content: Span, phrase: Span, view: View) -> Iterator[Span]:
    """What of a span of content stands before a phrase and behind it, without the marks beside it."""
    if content.end <= phrase.start or content.start >= phrase.end:
        yield content
        return
    first, last = view.tokens.first_from(content.start), view.tokens.first_after(content.end - 1)
    parts = (first, view.tokens.first_from(phrase.start)), (view.tokens.first_from(phrase.end), last)
    for part in parts:
        yield from view.lines(*part)


def _beside(view: View, drafts: list[Draft], number: int, step: int) -> Draft | None:
    """The draft before or after one in its sentence."""
    other = number + step
    if not 0 <= other < len(drafts):
        return None
    first, last = (view.tokens.first_from(drafts[n].cue[0].start) for n in (number, other))
    return drafts[other] if view.sentence[first] == view.sentence[last] else None
