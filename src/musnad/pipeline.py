"""The whole flow on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from musnad.claims.content import EntityOf
from musnad.claims.likeness import Embedder
from musnad.encoder.network import Encoder, bundled
from musnad.errors import MusnadError
from musnad.model import Alignment, Article, Extraction, Scope
from musnad.origins.ends import End, SpeakerOf, ends_of
from musnad.pack import packs
from musnad.steps.align import align
from musnad.steps.attribute import attribute
from musnad.steps.date import date
from musnad.steps.mention import mention
from musnad.steps.quote import quote
from musnad.steps.trace import trace
from musnad.steps.weigh import weigh


class Mode(StrEnum):
    """How statements are found: by grammar and encoder together, or by the grammar alone, six times as fast."""

    CAREFUL = "careful"
    FAST = "fast"


OWN = ""
"""The name of the tagger that a pack finds mentions with unless told otherwise."""


def extract(
    article: Article,
    mode: Mode | str = Mode.CAREFUL,
    scope: Scope | str = Scope.COMMUNICATION,
    tagger: str = OWN,
) -> Extraction:
    """What one article reports: its statements in text order, their chains, the names in it, and its times.

    ``scope`` ``attribution`` takes beliefs and intentions too, where the pack has learned them. An article in a
    language without a pack has none of them, and no statements where its pack cannot attribute yet. Raises
    ``ValueError`` on another mode or scope, and ``MusnadError`` where careful mode cannot run, or for a ``tagger``
    that no pack has.
    """
    scope = Scope(scope)
    pack = packs().get(article.language)
    check_tagger(tagger)
    encoder = encoder_for(Mode(mode))
    if pack is None:
        return Extraction(article, (), ())
    advice = None
    if encoder and article.language in encoder.languages:
        advice = encoder.advise(article.text, wide=scope is Scope.ATTRIBUTION and pack.is_wide)
    statements = attribute(article, quote(article, pack), pack, advice, scope)
    statements, chains = trace(article, statements, pack, advice)
    projected = advice.tokens_projected() if advice else None
    mentions = mention(article, pack, statements, projected, tagger)
    return Extraction(article, statements, chains, mentions, date(article, pack))


def claims_of(
    story: Sequence[Extraction],
    derived: Iterable[tuple[str, str]],
    entity_of: EntityOf,
    speaker_of: SpeakerOf,
    embedder: Embedder | None = None,
) -> Alignment:
    """What the articles of one story claim, each claim with its origins; the same in whatever order the articles
    come.

    ``derived`` are pairs of article ids (copy, original); ``entity_of`` and ``speaker_of`` say who mentions and
    sources are.
    """
    found = align(story, packs(), entity_of, embedder)
    ends = ends_in(story, speaker_of)
    pairs = sorted(derived)
    return replace(found, claims=tuple(weigh(claim, ends, pairs, found.groupings) for claim in found.claims))


def ends_in(story: Iterable[Extraction], speaker_of: SpeakerOf) -> dict[str, End]:
    """The ends of the chains of all statements of some articles, by ``article/statement``."""
    ends: dict[str, End] = {}
    for extraction in story:
        ends.update(ends_of(extraction, speaker_of, packs().get(extraction.article.language)))
    return ends


def check_tagger(tagger: str) -> None:
    """Raises ``MusnadError``, which names those that there are, for a tagger that no pack has."""
    known = {name for each in packs().values() for name in each.taggers} | {OWN}
    if tagger not in known:
        raise MusnadError(f"there is no tagger {tagger!r}; there is: {', '.join(sorted(known - {OWN})) or 'none'}")


def encoder_for(mode: Mode) -> Encoder | None:
    """The encoder that a mode uses, loaded once in a process. Raises ``MusnadError`` where it cannot run."""
    return bundled() if mode is Mode.CAREFUL else None
