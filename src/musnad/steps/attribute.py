"""Article + quoted spans → statements: source, cue and content spans, with their labels."""

from __future__ import annotations

from musnad.grammar.compose import Draft, draft_statements
from musnad.grammar.scores import Advice, Scores
from musnad.grammar.sharing import in_own_words, quoted_by, share_contents, told_in_words
from musnad.grammar.view import look
from musnad.grammar.widening import widen
from musnad.model import Article, Scope, Span, Statement
from musnad.pack import Pack
from musnad.vocabulary.weights import widened


def attribute(
    article: Article,
    quoted: tuple[Span, ...],
    pack: Pack,
    advice: Advice | None = None,
    scope: Scope = Scope.COMMUNICATION,
) -> tuple[Statement, ...]:
    """The statements of an article in the order of their cues; none where the pack cannot attribute.

    The pack decides alone without ``advice``. ``scope`` ``ATTRIBUTION`` finds beliefs and intentions too, and draws the
    borders of cues and sources as corpora of attribution do; a pack that has not learned it finds what is communicated.

    ``name`` is the source as written (None where it is not), ``within`` is not yet filled in: that is the
    work of ``trace``.
    """
    if pack.cues is None or pack.sources is None or pack.weights is None:
        return ()
    view = look(article, quoted, pack)
    wide = scope is Scope.ATTRIBUTION and pack.is_wide
    scores = Scores(widened(pack.weights) if wide else pack.weights, advice, wide)
    drafts = tuple(draft_statements(view, pack.cues, pack.sources, scores))
    if wide:
        drafts = tuple(widen(view, pack.cues, drafts))
    if pack.cues.own_words:
        drafts = tuple(in_own_words(view, pack.cues, drafts))
    if pack.cues.source_first:
        drafts = tuple(share_contents(view, pack.cues, drafts if wide else told_in_words(view, drafts)))
        drafts = drafts if wide else tuple(quoted_by(view, pack.cues, drafts))
    return tuple(_statement(number, draft, article.text) for number, draft in enumerate(drafts, start=1))


def _statement(number: int, draft: Draft, text: str) -> Statement:
    return Statement(
        id=f"s{number}",
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        kind=draft.kind,
        name=draft.source[0].of(text) if draft.source else None,
        act=draft.act,
        form=draft.form,
        said_at=draft.circumstances.said_at,
        venue=draft.circumstances.venue,
        addressee=draft.circumstances.addressee,
        anonymity=draft.circumstances.anonymity,
    )
