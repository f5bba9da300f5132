"""The borders that corpora of attribution draw, where they differ from those of a statement.

There a cue holds the adverbs before it and the preposition that links it to its content ("has also called for"), and a
verb that goes on with the source of the one before it has that source written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from musnad.grammar.compose import Draft
from musnad.grammar.view import View
from musnad.model import SourceKind, Span
from musnad.vocabulary.cues import CueWords


def widen(view: View, words: CueWords, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts of an article with cues and sources as corpora of attribution mark them."""
    before: Draft | None = None
    for draft in drafts:
        cue = (*draft.cue[:-1], _linked(view, words, draft, draft.cue[-1]))
        wide = replace(draft, cue=(_with_adverbs(view, words, cue[0]), *cue[1:]))
        if before is not None and _goes_on(view, before, wide):
            wide = replace(wide, source=before.source, kind=before.kind)
        yield wide
        before = wide


def _with_adverbs(view: View, words: CueWords, cue: Span) -> Span:
    number = view.tokens.first_from(cue.start)
    while number > 0 and (view.classes[number - 1] == "manner" or view.forms[number - 1] in words.chains.adverbs):
        number -= 1
    return Span(view.tokens.starts[number], cue.end)


def _linked(view: View, words: CueWords, draft: Draft, cue: Span) -> Span:
    """The cue with the prepositions that alone stand between it and its content."""
    first, last = view.tokens.first_from(cue.end), view.tokens.first_from(draft.content[0].start)
    if not 0 < last - first <= 2 or any(view.classes[number] != "preposition" for number in range(first, last)):
        return cue
    return Span(cue.start, view.tokens.ends[last - 1])


def _goes_on(view: View, before: Draft, draft: Draft) -> bool:
    """Whether a draft without a source goes on with that of the one before it in its sentence."""
    if draft.source or not before.source or draft.kind is SourceKind.IMPLICIT:
        return False
    first, last = view.tokens.first_from(before.cue[0].start), view.tokens.first_from(draft.cue[0].start)
    return view.sentence[first] == view.sentence[last]
