"""Stored stories as dossiers: articles under the names that a reader knows, so far as these mean one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from musnad.dossiers.build import Dossier
from musnad.model import Claim, Conflict, Entity, Grouping, Story
from musnad.store.query_stories import StoredStory


def dossier_from(stored: StoredStory, entities: tuple[Entity, ...], names: Mapping[str, str]) -> Dossier:
    """The dossier of a stored story; ``names`` leads from stored article ids to those that are shown."""

    def key(statement: str) -> str:
        article, _, local = statement.rpartition("/")
        return f"{names[article]}/{local}"

    def claim(each: Claim) -> Claim:
        support, deny, comment = (tuple(map(key, keys)) for keys in (each.support, each.deny, each.comment))
        return replace(each, support=support, deny=deny, comment=comment)

    def conflict(each: Conflict) -> Conflict:
        return replace(each, left_key=key(each.left_key), right_key=key(each.right_key))

    def grouping(each: Grouping) -> Grouping:
        return replace(each, left_key=key(each.left_key), right_key=key(each.right_key))

    story = stored.story
    return Dossier(
        Story(
            story.id,
            story.title,
            tuple(names[each] for each in story.article_ids),
            tuple((names[one], names[other]) for one, other in story.derived),
        ),
        tuple(
            replace(each, article=replace(each.article, id=names[article_id]))
            for article_id, each in stored.extractions.items()
        ),
        replace(
            stored.alignment,
            claims=tuple(map(claim, stored.alignment.claims)),
            conflicts=tuple(map(conflict, stored.alignment.conflicts)),
            groupings=tuple(map(grouping, stored.alignment.groupings)),
        ),
        entities,
    )


def names_shown(labels: Mapping[str, str], repeated: frozenset[str]) -> dict[str, str]:
    """The name of each article by its stored id: its label, or the id where other articles bear the label, too.

    >>> names_shown({"a1_x": "ap", "a1_y": "nyt"}, frozenset({"nyt"}))
    {'a1_x': 'ap', 'a1_y': 'a1_y'}
    """
    return {key: key if label in repeated else label for key, label in labels.items()}


def named(stored: StoredStory) -> set[str]:
    """The ids of the entities that a story's articles name."""
    return {
        mention.entity_id
        for each in stored.extractions.values()
        for mention in each.mentions
        if mention.entity_id is not None
    }
