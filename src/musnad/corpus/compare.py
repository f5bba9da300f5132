"""Which articles are alike: those of a stretch of days are compared in one task, by words where they are too many.

Two articles are compared if they share weighty words and lie within ``STORY_DAYS_MAX`` days. Each is at home in its own
stretch of so many days, and a guest in the next one, since two that are compared lie in one stretch or in neighbouring
ones. A task holds the articles of a stretch and its guests, and looks each up among those of its days, word by word,
as ``stories.index`` does: what is compared grows with the articles of six days, whatever the corpus holds. Where a
stretch has more than ``MEETING_ARTICLES_MAX``, its words are divided among so many tasks that none has more, and
an article goes to those alone that have one of its words. Those without a date meet all, in a stretch of their own.
"""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import ceil, floor

from musnad.config import across as config
from musnad.corpus.boxes import Row
from musnad.corpus.parts import put_edge
from musnad.corpus.task import Task
from musnad.stories.likeness import likelihood
from musnad.stories.packed import packed_numbers, packed_terms, read_numbers, read_terms
from musnad.stories.profile import Profile

UNDATED = "-"
_Word = tuple[str, int]
"""Under what articles meet: a language (empty for what languages share), a number."""


def stretch_of(day: float | None) -> str:
    """The stretch of days in which an article is at home.

    >>> stretch_of(7.5), stretch_of(None)
    ('2', '-')
    """
    return UNDATED if day is None else str(floor(day / config.STORY_DAYS_MAX))


def divided(counts: Mapping[str, int], most: int) -> dict[str, int]:
    """Among how many tasks the words of a stretch are divided; left out are stretches of at most ``most`` articles.

    ``counts`` are the articles at home in each stretch; with their guests they are counted here. An article has some
    24 words, which may all fall to different tasks, so that each holds few articles only if there are many more tasks.

    >>> divided({"1": 5, "2": 6, "9": 10}, 10)
    {'2': 27}
    """
    held = Counter(counts)
    for stretch, count in counts.items():
        held[UNDATED if stretch == UNDATED else str(int(stretch) + 1)] += count if stretch != UNDATED else 0
    if UNDATED in counts:
        held[UNDATED] = sum(counts.values())
    return {
        stretch: ceil(config.STORY_KEYS_COUNT * count / most) for stretch, count in sorted(held.items()) if count > most
    }


def put_profile(task: Task, one: Profile) -> None:
    """Puts a profile where those are that it may be like, once for each task: ``profiles`` rows."""
    given = task.order.given
    own = stretch_of(one.day)
    places = [(own, True)]
    if one.day is not None:
        places += [(str(int(own) + 1), False), *([(UNDATED, False)] if given["undated"] else [])]
    numbers = [*one.keys, *(one.keys_abroad if len(given["languages"]) > 1 else ())]
    by_bucket: dict[int, list[Row]] = defaultdict(list)
    for stretch, is_home in places:
        count = given["divided"].get(stretch, 1)
        for part in sorted({number % count for number in numbers}):
            by_bucket[_bucket(stretch, part, task.order.count)].append([stretch, part, count, is_home])
    packed = [base64.b64encode(each).decode() for each in (packed_terms(one), packed_numbers(one.names))]
    for bucket, there in sorted(by_bucket.items()):
        task.box.put_in("profiles", bucket, [there, one.article_id, one.language, one.outlet, one.day, *packed])


def _bucket(stretch: str, part: int, count: int) -> int:
    """Stretches that follow on each other go to different tasks."""
    return part % count if stretch == UNDATED else (int(stretch) + part) % count


def compare(task: Task) -> None:
    """Compares the articles that meet: ``likely`` rows by the smaller id, ``alike`` edges that could hold a story."""
    held: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for places, *values in task.take("profiles"):
        for stretch, part, count, is_home in places:
            held[stretch, part, count].append([is_home, *values])
    counts: Counter[str] = Counter()
    most = 0
    for stretch, part, count in sorted(held):
        meeting = _Meeting(part, count, are_abroad=len(task.order.given["languages"]) > 1)
        for one, other in meeting.pairs(held.pop((stretch, part, count))):
            counts["compared"] += 1
            _note(task, *sorted((one, other), key=lambda each: each.article_id))
        counts["pairs"] += meeting.met_count
        most = max(most, *map(len, meeting.posted.values()), 0)
    task.facts |= {"most": most, **counts}


def _note(task: Task, one: Profile, other: Profile) -> None:
    likely = likelihood(one, other)
    if likely >= config.STORY_EDGE_MIN:
        task.put("likely", one.article_id, [one.article_id, other.article_id, likely])
    if likely >= config.STORY_COHESION_MIN:
        put_edge(task, "alike", one.article_id, other.article_id)


class _Meeting:
    """The articles of one stretch, or what of them meets under one part of its words, in the order of time."""

    def __init__(self, part: int, count: int, *, are_abroad: bool) -> None:
        self.part, self.count, self.are_abroad = part, count, are_abroad
        self.posted: dict[_Word, list[int]] = defaultdict(list)
        self.met_count = 0
        self._seen: dict[int, Profile] = {}

    def pairs(self, rows: list[Row]) -> Iterator[tuple[Profile, Profile]]:
        """The pairs to be compared, of which one at least is at home: each pair in one stretch and part only.

        What no later article can meet is let go.
        """
        rows.sort(key=lambda row: (_day(row), row[1]))
        days, gone = [_day(row) for row in rows], 0
        for place, row in enumerate(rows):
            one = _profile(row)
            self._seen[place] = one
            if row[0]:
                first = 0 if one.day is None else bisect_left(days, one.day - config.STORY_DAYS_MAX)
                while gone < first:
                    del self._seen[gone]
                    gone += 1
                yield from ((self._seen[other], one) for other in self._fellows(one, first))
            for word in self._words(one):
                self.posted[word].append(place)

    def _words(self, one: Profile) -> Iterator[_Word]:
        """The words of this part under which an article is looked up, those of its language and those of all."""
        yield from ((one.language, number) for number in one.keys if number % self.count == self.part)
        if self.are_abroad:
            yield from (("", number) for number in one.keys_abroad if number % self.count == self.part)

    def _fellows(self, one: Profile, first: int) -> list[int]:
        """The places, from the first on, of earlier articles that share enough and meet in this part."""
        shares: dict[str, Counter[int]] = defaultdict(Counter)
        for word in self._words(one):
            places = self.posted.get(word, ())
            met = places[bisect_left(places, first) :]
            self.met_count += len(met)
            shares[word[0]].update(met)
        found = {place for place, count in shares[one.language].items() if self._is_enough(one, place, count)}
        found |= {place for place, count in shares[""].items() if self._is_enough_abroad(one, place, count)}
        return sorted(found)

    def _is_enough(self, one: Profile, place: int, count: int) -> bool:
        if self.count == 1:
            return count >= config.STORY_KEYS_SHARED_MIN
        common = set(one.keys) & set(self._seen[place].keys)
        return len(common) >= config.STORY_KEYS_SHARED_MIN and min(common) % self.count == self.part

    def _is_enough_abroad(self, one: Profile, place: int, count: int) -> bool:
        other = self._seen[place]
        if other.language == one.language:
            return False
        if self.count == 1:
            return count >= config.STORY_ABROAD_SHARED_MIN
        common = set(one.keys_abroad) & set(other.keys_abroad)
        return len(common) >= config.STORY_ABROAD_SHARED_MIN and min(common) % self.count == self.part


def _day(row: Row) -> float:
    return float("inf") if row[4] is None else row[4]


def _profile(row: Row) -> Profile:
    _, article_id, language, outlet, day, packed, names = row
    terms, head, title, abroad = read_terms(base64.b64decode(packed))
    named = read_numbers(base64.b64decode(names))
    return Profile(article_id, language, outlet, day, terms, head, title, abroad, named)
