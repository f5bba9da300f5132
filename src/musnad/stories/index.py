"""The articles seen so far, who is like whom, and the stories they make: grown one article at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from musnad.config import across as config
from musnad.stories.group import grouped
from musnad.stories.likeness import likelihood
from musnad.stories.profile import Profile

Place = tuple[float, str]
"""Where a profile stands in time, as ``Profile.rank`` tells it."""


Postings = dict[int, list[Place]]
"""Which articles a key leads to, in order of time."""


class StoryIndex:
    """Stories over a growing set of articles; what it holds depends on the set alone, not on the order of adding.

    An article is compared with those that share weighty words within ``config.STORY_DAYS_MAX`` days, undated ones with
    all that share them. Its cost follows from how many articles that window holds, not from how many are known.
    Groups are made anew only in the part of the graph of neighbours that new articles touch, when ``stories`` or
    ``story_of`` asks.
    """

    def __init__(self) -> None:
        self._profiles: dict[str, Profile] = {}
        self._keyed: Postings = defaultdict(list)
        self._sharing: Postings = defaultdict(list)
        self._edges: dict[str, dict[str, int]] = {}
        self._founder: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._touched: set[str] = set()

    def __len__(self) -> int:
        return len(self._profiles)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._profiles

    def add(self, profile: Profile) -> list[tuple[str, int]]:
        """Takes an article in and says its neighbours with their likelihoods; nothing happens if it is known.

        The neighbours are the rows to store, beside the profile, for ``restore``.
        """
        if profile.article_id in self._profiles:
            return []
        found = []
        for article_id in self._candidates(profile):
            likely = likelihood(profile, self._profiles[article_id])
            if likely >= config.STORY_EDGE_MIN:
                found.append((article_id, likely))
        self.restore(profile, found)
        self._touched.add(profile.article_id)
        return found

    def restore(self, profile: Profile, neighbours: Iterable[tuple[str, int]]) -> None:
        """Takes an article in whose neighbours among the known ones are known already; it is not grouped anew."""
        article_id = profile.article_id
        self._profiles[article_id] = profile
        for postings, keys in ((self._keyed, profile.keys), (self._sharing, profile.keys_abroad)):
            for key in keys:
                insort(postings[key], profile.rank)
        self._edges[article_id] = dict(neighbours)
        for other, likely in neighbours:
            self._edges[other][article_id] = likely
        self._touched.add(article_id)

    def stories(self) -> Iterator[tuple[str, ...]]:
        """The ids of the articles of each story, earliest first; the stories by their first article."""
        self._settle()
        founders = sorted(self._members, key=lambda each: self._profiles[each].rank)
        yield from (self._members[founder] for founder in founders)

    def story_of(self, article_id: str) -> tuple[str, ...]:
        """The ids of the articles of the story that holds this one, earliest first. Raises ``KeyError`` if unknown."""
        self._settle()
        return self._members[self._founder[article_id]]

    def largest_part(self) -> int:
        """How many articles the largest connected part of the graph of neighbours holds: the most that is regrouped."""
        left, largest = set(self._profiles), 0
        while left:
            part = self._part(left.pop())
            left -= part
            largest = max(largest, len(part))
        return largest

    def _candidates(self, profile: Profile) -> list[str]:
        """The articles that share enough keys within the window, in the order of their ids."""
        own: Counter[str] = Counter()
        for key in profile.keys:
            own.update(_near(self._keyed, key, profile.day))
        found = {
            each
            for each, count in own.items()
            if count >= config.STORY_KEYS_SHARED_MIN and self._profiles[each].language == profile.language
        }
        abroad: Counter[str] = Counter()
        for key in profile.keys_abroad:
            abroad.update(_near(self._sharing, key, profile.day))
        for each, count in abroad.items():
            if count >= config.STORY_ABROAD_SHARED_MIN and self._profiles[each].language != profile.language:
                found.add(each)
        return sorted(found)

    def _settle(self) -> None:
        """Groups anew every part of the graph that holds a touched article."""
        while self._touched:
            part = self._part(next(iter(self._touched)))
            self._touched -= part
            for founder in {self._founder.pop(each) for each in part if each in self._founder}:
                self._members.pop(founder, None)
            ranks = {each: self._profiles[each].rank[0] for each in part}
            for members in grouped(ranks, self._edges):
                self._members[members[0]] = members
                self._founder.update(dict.fromkeys(members, members[0]))

    def _part(self, article_id: str) -> set[str]:
        """All articles that neighbours of neighbours lead to, by edges that could hold two groups together.

        Only groups with such an edge between them have a mean that suffices, so that what is outside changes nothing.
        """
        part, ahead = {article_id}, [article_id]
        while ahead:
            for other, likely in self._edges[ahead.pop()].items():
                if likely >= config.STORY_COHESION_MIN and other not in part:
                    part.add(other)
                    ahead.append(other)
        return part


def _near(postings: Postings, key: int, day: float | None) -> list[str]:
    """The articles posted under a key, dated ones within the window alone."""
    places = postings.get(key)
    if not places:
        return []
    if day is None:
        return [article_id for _, article_id in places]
    first = bisect_left(places, (day - config.STORY_DAYS_MAX, ""))
    last = bisect_right(places, (day + config.STORY_DAYS_MAX, "\U0010ffff"))
    undated = bisect_left(places, (float("inf"), ""))
    return [article_id for _, article_id in (*places[first:last], *places[max(last, undated) :])]
