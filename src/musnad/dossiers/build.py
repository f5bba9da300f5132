"""Extractions of one story → its dossier: claims aligned and weighed, with the entities that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from musnad.claims.likeness import Embedder
from musnad.ids import digest
from musnad.linking.judge import apart_of
from musnad.linking.parts import Local
from musnad.linking.speakers import speaker_of
from musnad.linking.usual import UsualNames, usual_names
from musnad.linking.within import Context, within
from musnad.model import Alignment, Entity, Extraction, Story
from musnad.pack import packs
from musnad.pipeline import claims_of
from musnad.steps.link import Named, link
from musnad.stories.copies import copies, nearest


@dataclass(frozen=True, slots=True)
class Dossier:
    """What stands across the articles of one story; ``extractions`` carry the entities of their mentions."""

    story: Story
    extractions: tuple[Extraction, ...]
    alignment: Alignment
    entities: tuple[Entity, ...]


def dossier_of(
    extractions: Iterable[Extraction],
    derived: Iterable[tuple[str, str]] | None = None,
    embedder: Embedder | None = None,
) -> Dossier:
    """The dossier of articles that are taken for one story.

    ``derived`` are pairs of article ids (copy, original); if None, the texts themselves tell.

    Articles come in the order of publication, then by id, whatever order they are given in. Raises ``ValueError`` if
    two have one id.
    """
    ordered = sorted(extractions, key=lambda each: (each.article.published or "~", each.article.id))
    ids = [each.article.id for each in ordered]
    if len(set(ids)) < len(ids):
        raise ValueError("two articles have one id")
    if derived is None:
        found = copies([each.article for each in ordered], packs())
        every, shown = [(copy.copy_id, copy.original_id) for copy in found], nearest(found)
    else:
        every = sorted(derived)
        shown = tuple(every)
    linked = Linked.of(ordered)
    story = _story(ordered, shown)
    alignment = claims_of(ordered, every, linked.entity_of, linked.speaker_of, embedder)
    return Dossier(story, tuple(map(linked.marked, ordered)), alignment, linked.entities)


def _story(ordered: Sequence[Extraction], derived: tuple[tuple[str, str], ...]) -> Story:
    """The story of these articles, its title that of the earliest one that has any."""
    title = next((each.article.title for each in ordered if each.article.title), "")
    ids = tuple(each.article.id for each in ordered)
    return Story("s1_" + digest(*sorted(ids)), title, ids, derived)


@dataclass(frozen=True)
class Linked:
    """Who the mentions and sources of the articles are."""

    locals_of: dict[str, tuple[Local, ...]]
    extraction_of: dict[str, Extraction]
    entity_of_node: dict[str, str]
    entities: tuple[Entity, ...]

    @classmethod
    def of(cls, extractions: Sequence[Extraction]) -> Linked:
        """Links the mentions of these articles alone."""
        known = packs()
        locals_of = {
            each.article.id: within(
                each.article,
                each.mentions,
                Context(each.article.id, known.get(each.article.language), _usual()),
            )
            for each in extractions
        }
        linked = link(
            [Named(each.article.id, each.article.published or "", locals_of[each.article.id]) for each in extractions],
            apart_of(known.values()),
        )
        entities = tuple(linked.entities[key] for key in sorted(linked.entities))
        return cls(locals_of, {each.article.id: each for each in extractions}, linked.entity_of, entities)

    def entity_of(self, article_id: str, number: int) -> str | None:
        """The entity of a mention."""
        for local in self.locals_of[article_id]:
            if number in local.mentions:
                return self.entity_of_node.get(local.node.id)
        return None

    def speaker_of(self, article_id: str, statement_id: str) -> str | None:
        """The entity that makes a statement."""
        extraction, locals_ = self.extraction_of[article_id], self.locals_of[article_id]
        statement = next((each for each in extraction.statements if each.id == statement_id), None)
        number = speaker_of(statement, extraction.mentions, locals_) if statement else None
        node = next((each.node.id for each in locals_ if each.number == number), None)
        return self.entity_of_node.get(node) if node else None

    def marked(self, extraction: Extraction) -> Extraction:
        """The extraction, its mentions with their entities."""
        key = extraction.article.id
        return replace(
            extraction,
            mentions=tuple(
                replace(mention, entity_id=self.entity_of(key, number))
                for number, mention in enumerate(extraction.mentions)
            ),
        )


@cache
def _usual() -> UsualNames:
    return usual_names(packs().values())
