"""Articles compared by stretch of days, in one task or divided among many: the pairs that an index of all finds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

from musnad.corpus.compare import UNDATED, compare, divided, put_profile, stretch_of
from musnad.corpus.task import Order, Task
from musnad.pipeline import Mode
from musnad.stories.index import StoryIndex
from musnad.stories.profile import Profile

WEIGHTS = st.lists(st.integers(0, 8), min_size=1, max_size=5, unique=True)


@st.composite
def profiles(draw: st.DrawFn) -> list[Profile]:
    found = []
    for number in range(draw(st.integers(2, 14))):
        words = draw(WEIGHTS)
        vector = {word: len(words) ** -0.5 for word in words}
        day = draw(st.one_of(st.none(), st.integers(0, 48).map(lambda hours: hours / 4)))
        meanings = draw(st.lists(st.integers(0, 7), max_size=7, unique=True))
        abroad = {meaning: len(meanings) ** -0.5 for meaning in meanings}
        language = draw(st.sampled_from(["ar", "ar", "en"]))
        found.append(Profile(f"a{number}", language, None, day, vector, vector, vector, abroad, frozenset()))
    return found


def likely(found: list[Profile], out: Path, count: int, most: int) -> list[tuple[str, str, int]]:
    """The likenesses that the tasks of ``compare`` find, as often as they find them."""
    stretches = Counter(stretch_of(each.day) for each in found)
    about = {
        "languages": sorted({each.language for each in found}),
        "undated": UNDATED in stretches,
        "divided": divided(stretches, most),
    }
    for bucket in range(count):
        task = Task(Order(str(out), "describe", bucket, count, Mode.FAST.value, about))
        for each in found[bucket::count]:
            put_profile(task, each)
        task.done()
    for bucket in range(count):
        task = Task(Order(str(out), "compare", bucket, count, Mode.FAST.value, about))
        compare(task)
        task.done()
    task = Task(Order(str(out), "read", 0, count, Mode.FAST.value))
    return sorted((one, other, like) for bucket in range(count) for one, other, like in task.take("likely", bucket))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=profiles(), count=st.integers(1, 4), most=st.sampled_from([1, 3, 100]))
def test_each_pair_is_compared_once_as_an_index_of_all_compares_it(
    tmp_path_factory: pytest.TempPathFactory, found: list[Profile], count: int, most: int
) -> None:
    index = StoryIndex()
    expected = [
        (*sorted((each.article_id, other)), like)
        for each in sorted(found, key=lambda one: one.rank)
        for other, like in index.add(each)
    ]
    assert likely(found, tmp_path_factory.mktemp("run"), count, most) == sorted(expected)
