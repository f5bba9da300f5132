"""The articles of one story → what the store keeps of it: copies, claims with their origins, counts for lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from musnad.model import Alignment, Claim, Copy, Extraction, Story, ZoneKind
from musnad.pack import packs
from musnad.pipeline import claims_of
from musnad.steps.cluster import story
from musnad.stories.copies import copies
from musnad.stories.profile import day_of

_LEAD_LETTERS = 300  # of the earliest article's beginning, cut between words
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One story with its claims, and the articles that it was told from, earliest first."""

    story: Story
    extractions: tuple[Extraction, ...]
    copies: tuple[Copy, ...]
    alignment: Alignment

    @property
    def outlets(self) -> set[str]:
        """The outlets that tell the story; an article that names none counts as one of its own."""
        return {each.article.outlet or each.article.id for each in self.extractions}

    @property
    def main_claim(self) -> Claim | None:
        """The claim that most articles tell, of several the one with most statements, then the one told first."""
        claims = self.alignment.claims
        return max(claims, key=lambda claim: (len(articles_in(claim)), len(claim.support)), default=None)

    @property
    def published(self) -> list[tuple[datetime, str]]:
        """When its articles were published, in order, and how they say it; those that do not say so are left out."""
        given = (each.article.published for each in self.extractions)
        dated = ((day_of(published), published) for published in given if published)
        return sorted((_EPOCH + timedelta(days=day), published) for day, published in dated if day is not None)

    @property
    def conflict_count(self) -> int:
        """How many pairs of values differ, however many statements give them."""
        return len({(each.about, *sorted(each.values)) for each in self.alignment.conflicts})

    @property
    def lead(self) -> str:
        """The beginning of the earliest article's body, empty if it has none."""
        article = self.extractions[0].article
        body = next((zone.span.of(article.text) for zone in article.zones if zone.kind is ZoneKind.BODY), "")
        line = body.strip().partition("\n")[0]
        return line if len(line) <= _LEAD_LETTERS else line[:_LEAD_LETTERS].rpartition(" ")[0]


def told(extractions: Sequence[Extraction], speakers: Mapping[str, str]) -> Told:
    """A story of articles under their stored ids, earliest first; ``speakers`` leads from statements to entities."""
    articles = [each.article for each in extractions]
    found = copies(articles, packs()) if len(articles) > 1 else ()
    made = story(articles, found)
    mentions = {each.article.id: each.mentions for each in extractions}
    alignment = claims_of(
        extractions,
        [(copy.copy_id, copy.original_id) for copy in found],
        lambda article_id, number: mentions[article_id][number].entity_id,
        lambda article_id, statement_id: speakers.get(f"{article_id}/{statement_id}"),
    )
    return Told(made, tuple(extractions), found, alignment)


def articles_in(claim: Claim) -> set[str]:
    """The articles whose statements support a claim."""
    return {key.rpartition("/")[0] for key in claim.support}
