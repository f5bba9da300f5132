"""The whole flow over the bundled example: from files to statements and chains."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from musnad.model import Article, Chain, Extraction, Span, Statement, ZoneKind
from musnad.pipeline import extract
from musnad.steps.read import read

EXAMPLES = Path(__file__).parents[1] / "examples"
FACTS = yaml.safe_load((Path(__file__).parent / "cases" / "examples.yml").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in EXAMPLES.glob("*.txt"))


@cache
def extracted(file: str) -> Extraction:
    (article,) = read(EXAMPLES / file)
    assert isinstance(article, Article)
    return extract(article)


def test_the_story_is_told_by_six_reports() -> None:
    assert [name[:2] for name in FILES] == ["ar"] * 4 + ["en"] * 2
    assert {fact["file"] for fact in FACTS} <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_read_as_what_it_is(file: str) -> None:
    article = extracted(file).article
    assert article.language == file[:2]
    assert article.outlet and article.title
    assert ZoneKind.BODY in {zone.kind for zone in article.zones}


@pytest.mark.parametrize("file", FILES)
def test_only_headline_and_body_report_and_every_statement_has_its_chain(file: str) -> None:
    found = extracted(file)
    silent = [zone for zone in found.article.zones if zone.kind not in (ZoneKind.TITLE, ZoneKind.BODY)]
    assert found.statements
    for statement in found.statements:
        assert not [zone for zone in silent for span in statement.cue if zone.span.meets(span)]
    assert [chain.statement_id for chain in found.chains] == [statement.id for statement in found.statements]
    assert {chain.carriers[0].name for chain in found.chains} == {found.article.outlet}


def holds(text: str, spans: tuple[Span, ...], words: str) -> bool:
    return words in " ".join(span.of(text) for span in spans)


def matches(fact: dict[str, Any], statement: Statement, chain: Chain, text: str) -> bool:
    """Whether a statement is the one a fact speaks of, with all that the fact says of it."""
    names = [carrier.name or "" for carrier in chain.carriers]
    wanted = fact.get("chain", names)
    return (
        " ".join(span.of(text) for span in statement.cue) == fact["cue"]
        and holds(text, statement.content, fact["content"])
        and holds(text, statement.source, fact.get("source", ""))
        and bool(statement.source) == ("source" in fact)
        and statement.act == fact["act"]
        and fact.get("kind") in (None, statement.kind)
        and fact.get("form") in (None, statement.form)
        and holds(text, statement.anonymity, fact.get("anonymity", ""))
        and len(names) == len(wanted)
        and all(part in name for part, name in zip(wanted, names, strict=True))
    )


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(
            fact,
            id=f"{fact['file'][:4]}: {fact['fact']}",
            marks=[pytest.mark.xfail(reason=fact["xfail"], strict=True)] if "xfail" in fact else [],
        )
        for fact in FACTS
    ],
)
def test_a_fact_of_the_story_is_found(fact: dict[str, Any]) -> None:
    found = extracted(fact["file"])
    text = found.article.text
    assert [
        statement
        for statement, chain in zip(found.statements, found.chains, strict=True)
        if matches(fact, statement, chain, text)
    ]


def test_a_copy_reports_what_its_original_reports() -> None:
    original, copy = (
        {tuple(span.of(found.article.text) for span in statement.content) for statement in found.statements}
        for found in (extracted("ar-1-strait-agency.txt"), extracted("ar-2-ashria-wire-copy.txt"))
    )
    assert len(original & copy) >= 0.8 * len(copy)


def test_a_language_without_a_pack_has_no_statements() -> None:
    article = Article(id="a", source="-", language="xx", text="قال نديم رافع إن النهر هادئ.")
    assert extract(article) == Extraction(article, (), ())
