"""A third language is a folder: a made-up one is read with no change to the code."""

from pathlib import Path

import pytest

from musnad.model import Article, Scope
from musnad.pack import Pack, load_pack
from musnad.steps.attribute import attribute
from musnad.steps.quote import quote
from musnad.steps.trace import trace


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(Path(__file__).parent / "packs" / "xx")


CASES = [
    ("la ministro diko ke pluva venas.", "la ministro", "diko", "ke pluva venas", "organisation assert indirect"),
    ("Rana haba ni diko ke pluva venas.", "Rana", "haba ni diko", "ke pluva venas", "person assert indirect"),
    ("la ministro neko ke pluva venas.", "la ministro", "neko", "ke pluva venas", "organisation deny indirect"),
    ("Rana diko <pluva venas>.", "Rana", "diko", "pluva venas", "person assert direct"),
    ("pluva venas, lau Rana.", "Rana", "lau", "pluva venas", "person assert indirect"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_made_up_language_is_read(pack: Pack, case: tuple[str, str, str, str, str]) -> None:
    text, source, cue, content, labels = case
    article = Article(id="a", source="-", language="xx", text=text)
    (found,), _ = trace(article, attribute(article, quote(article, pack), pack), pack)
    spans = [" ".join(span.of(text) for span in part) for part in (found.source, found.cue, found.content)]
    assert spans == [source, cue, content]
    assert f"{found.kind} {found.act} {found.form}" == labels


def test_a_pack_that_has_not_learned_beliefs_finds_what_is_communicated(pack: Pack) -> None:
    article = Article(id="a", source="-", language="xx", text=CASES[0][0])
    wide = attribute(article, (), pack, scope=Scope.ATTRIBUTION)
    assert wide == attribute(article, (), pack)
    assert len(wide) == 1
