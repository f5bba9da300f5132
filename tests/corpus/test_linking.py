"""Linking as groups finds the entities that linking all at once finds: in the table and in made-up worlds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

from pyarrow import parquet

from linking_world import extraction_of, named_of, rows_for
from musnad.corpus.articles import Found
from musnad.corpus.boxes import bucket_of
from musnad.corpus.place import Place
from musnad.corpus.run import Flow, Settings
from musnad.corpus.task import Order, Task
from musnad.engine.local import LocalEngine
from musnad.linking.judge import apart_of
from musnad.pack import packs
from musnad.pipeline import Mode
from musnad.steps.link import link

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "link.yml").read_text(encoding="utf-8"))


def grouped(told: list[dict[str, Any]], out: Path, count: int, edges_at_once: int) -> dict[str, str]:
    """The entity of each node, found by the stages behind ``extract``."""
    rows = [rows_for(extraction_of(each, number)) for number, each in enumerate(told, 1)]
    for bucket in range(count):
        task = Task(Order(str(out), "extract", bucket, count, Mode.FAST.value))
        found = Found(task)
        for each in rows:
            if bucket_of(each.article["id"], count) == bucket:
                found.add(each)
        found.close()
        task.done()
    chosen = Settings(Mode.FAST, partitions=count, edges_at_once=edges_at_once)
    Flow(Place(str(out)), LocalEngine(), chosen, count, lambda _: None).go([])
    entities = [row for path in (out / "entities").glob("*.parquet") for row in parquet.read_table(path).to_pylist()]
    return {node: row["id"] for row in entities for node in row["node_ids"]}


def expected(told: list[dict[str, Any]]) -> dict[str, str]:
    named = [named_of(extraction_of(each, number)) for number, each in enumerate(told, 1)]
    return link(named, apart_of(packs().values())).entity_of


@pytest.mark.parametrize("case", [each for each in CASES if "decisions" not in each], ids=lambda each: each["case"])
def test_each_case_of_the_table(case: dict[str, Any], tmp_path: Path) -> None:
    assert grouped(case["articles"], tmp_path, 2, 0) == expected(case["articles"])


NAMES = [
    "سالم مراد", "سليم مراد", "سالم المراد", "Salem Murad", "Salim Mourad", "Selim Murat", "مراد", "Murad",
    "سالم بن علي مراد", "كريم مراد", "هدى الحلبي", "هدى حلبي", "Huda Halabi", "الحلبي",
]  # fmt: skip
ROLES = [None, "الرئيس", "وزير الخارجية", "Foreign Minister", "المدرب"]
DAYS = ["2031-03-04", "2031-03-05", "2031-04-01"]
PEOPLE = st.builds(
    lambda name, role: {"name": name, "role": role} if role else name, st.sampled_from(NAMES), st.sampled_from(ROLES)
)
ARTICLES = st.fixed_dictionaries(
    {"people": st.lists(PEOPLE, min_size=1, max_size=4)},
    optional={"outlet": st.sampled_from(["رويترز", "وكالة الفجر"]), "day": st.sampled_from(DAYS)},
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(ARTICLES, min_size=2, max_size=12), count=st.integers(1, 4), edges_at_once=st.sampled_from([0, 1000])
)
def test_made_up_worlds(
    tmp_path_factory: pytest.TempPathFactory, told: list[dict[str, Any]], count: int, edges_at_once: int
) -> None:
    assert grouped(told, tmp_path_factory.mktemp("world"), count, edges_at_once) == expected(told), json.dumps(told)
