"""Articles → stories, and which text derives from which.

The work is done in ``musnad.stories``: ``profile`` (article → weighed words), ``index`` (who is like whom, as articles
arrive), ``group`` (neighbours → stories), ``copies`` with ``passages`` (which text derives from which).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from musnad.model import Article, Clustering, Copy, Story
from musnad.pack import Pack
from musnad.stories.copies import copies, nearest
from musnad.stories.index import StoryIndex
from musnad.stories.profile import profile


def cluster(
    articles: Iterable[Article], packs: Mapping[str, Pack], names: Mapping[str, Iterable[str]] | None = None
) -> Clustering:
    """The stories of a set of articles, earliest first, and what derives from what; the same in any order.

    Every article is in exactly one story, which may hold it alone. ``packs`` are by language. ``names`` gives, by the
    id of an article, the ids of the entities that it names, which count between articles in one language. Of two
    articles with one id the first counts.
    """
    given = names or {}
    known: dict[str, Article] = {}
    index = StoryIndex()
    for article in articles:
        if known.setdefault(article.id, article) is article:
            pack = packs.get(article.language)
            index.add(profile(article, pack.stories if pack else None, given.get(article.id, ())))
    stories: list[Story] = []
    derived: list[Copy] = []
    for article_ids in index.stories():
        members = [known[article_id] for article_id in article_ids]
        found = copies(members, packs) if len(members) > 1 else ()
        stories.append(story(members, found))
        derived += found
    return Clustering(tuple(stories), tuple(derived))


def story(members: list[Article], found: Iterable[Copy] = ()) -> Story:
    """The story of some articles, earliest first; its title is the headline of the first that has one.

    Of all that was ``found`` each copy is given one original, the text that it shares most with.
    """
    title = next((article.title for article in members if article.title), "")
    return Story(story_id(members[0].id), title, tuple(article.id for article in members), nearest(found))


def story_id(founder_id: str) -> str:
    """The id of the story that an article founds.

    A story is founded by its earliest article. Where stories merge, or an earlier article arrives late, the older
    founder gives the id; an id given before still names an article, and leads to the story that now holds it.

    >>> story_id("a1-0000")
    's1-f1ba0cd9b517e112'
    """
    return "s1-" + hashlib.sha256(founder_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
