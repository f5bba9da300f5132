"""Names what was found: kind of source, act, form."""

from __future__ import annotations

from musnad.grammar.cues import Unit
from musnad.grammar.view import View
from musnad.model import Act, Form, SourceKind, Span
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.sources import SourceWords


def kind_of(view: View, sources: SourceWords, unit: Unit, source: tuple[Span, ...]) -> SourceKind:
    """What sort of source speaks."""
    return SourceKind.PERSON


def act_of(view: View, words: CueWords, unit: Unit, content: tuple[Span, ...]) -> Act:
    """What the source does by communicating."""
    return unit.reading.act if unit.reading else Act.ASSERT


def form_of(view: View, content: tuple[Span, ...]) -> Form:
    """How much of the content stands inside quotation marks."""
    return Form.INDIRECT
