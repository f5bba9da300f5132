"""The same report typed otherwise is read the same; and whatever is in a text, reading it goes well."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unicodedata import combining

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.evaluate import AnnotatedArticle, AnnotatedStatement, predict, score
from musnad.evaluate.mutate import MUTATIONS, mutated
from musnad.model import Article, Extraction
from musnad.pipeline import Mode, extract
from musnad.steps.read import read, read_text
from musnad.text import fold
from own_gold import own_gold

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("ar-*.txt"))
PARTS = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")
LARGEST_LOSS = 3.0  # points of all F1
GENERATED = 40  # articles, some 180 statements: one of them is half a point
# What the grammar cannot see: it looks words up in their folded form.
UNSEEN = (
    "diacritics added",
    "diacritics removed",
    "hamza of alef dropped",
    "heh for teh marbuta",
    "yeh for alef maqsura",
    "alef maqsura for yeh",
    "tatweel",
)


@cache
def articles(mode: Mode) -> tuple[AnnotatedArticle, ...]:
    """Generated articles as they are annotated, and the bundled examples as they are read unmutated."""
    examples = (article for path in EXAMPLES for article in read(path) if isinstance(article, Article))
    as_read = (predict(AnnotatedArticle(each.id, each.text, (), "ar"), mode=mode) for each in examples)
    return (*own_gold(GENERATED), *as_read)


def all_f1(gold: Sequence[AnnotatedArticle], mode: Mode) -> float:
    return score(gold, [predict(article, mode=mode) for article in gold]).found["all"].f1


@cache
def unmutated_f1(mode: Mode) -> float:
    return all_f1(articles(mode), mode)


@pytest.mark.parametrize("mode", Mode)
def test_the_articles_are_read_well_as_they_are(mode: Mode) -> None:
    assert unmutated_f1(mode) > 85


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("mode", Mode)
def test_a_mutation_costs_little(mode: Mode, name: str) -> None:
    changed = [mutated(article, name) for article in articles(mode)]
    assert all_f1(changed, mode) > unmutated_f1(mode) - LARGEST_LOSS


def looked_up(article: AnnotatedArticle) -> list[tuple[object, ...]]:
    """What is found in an article, as it is looked up: free of how it is typed."""

    def folded(statement: AnnotatedStatement) -> tuple[object, ...]:
        spans = [[fold(span.of(article.text)) for span in getattr(statement, part)] for part in PARTS[:3]]
        labels = statement.kind, statement.act, statement.form, statement.within
        return (*spans, *labels, statement.name and fold(statement.name))

    return list(map(folded, article.statements))


@pytest.mark.parametrize("name", UNSEEN)
def test_the_grammar_does_not_see_how_a_word_is_typed(name: str) -> None:
    for article in articles(Mode.FAST):
        before, after = (predict(each, mode=Mode.FAST) for each in (article, mutated(article, name)))
        assert looked_up(after) == looked_up(before)
        spans = [span for each in after.statements for part in PARTS[:3] for span in getattr(each, part)]
        assert not [span for span in spans if combining(after.text[span.start])], "a vowel belongs to its letter"


@pytest.mark.parametrize("name", MUTATIONS)
def test_spans_move_with_their_words(name: str) -> None:
    """Nothing but white space and marks comes in or goes, and letters are folded to the same."""

    def bare(text: str) -> str:
        return "".join(letter for letter in fold(text) if letter.isalnum())

    for article in own_gold(20):
        changed = mutated(article, name)
        assert bare(changed.text) == bare(article.text)
        assert mutated(article, name) == changed
        for old, new in zip(article.statements, changed.statements, strict=True):
            for part in PARTS[:3]:
                for before, after in zip(getattr(old, part), getattr(new, part), strict=True):
                    assert bare(after.of(changed.text)) == bare(before.of(article.text))


def test_each_mutation_changes_something() -> None:
    text = 'قالَت المصادر في الحي إنّ الأمر «انتهى» أمس، "حقا".\nوأضافت أن المبنى ‘سليم’. ولم ترد الوزارة على الأسئلة.'
    for name in MUTATIONS:
        variants = {mutated(AnnotatedArticle(f"a{number}", text, ()), name).text for number in range(20)}
        assert variants != {text}, name


# --- whatever a text holds ---

JUNK = st.one_of(
    st.text(st.characters(categories=["Cc", "Cf"]), min_size=1, max_size=6),
    st.text(
        st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2067\u2069\u061c\u00ad\ufeff"),
        min_size=1,
        max_size=9,
    ),
    st.text(st.characters(categories=["Mn", "Mc", "Me"]), min_size=1, max_size=6),
    st.text(st.sampled_from("“”«»‹›‘’″\"'()[]„"), min_size=1, max_size=9),
    st.text(st.sampled_from("😀👍🏽🏳️\u200d🌈🇸🇾"), min_size=1, max_size=4),
    st.text(
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC, exclude_categories=["Cn"]), min_size=1, max_size=4
    ),
    st.sampled_from(
        [
            ":",
            " : ",
            "\n",
            "\n\n\n",
            "\r",
            "\x00",
            "\u2028",
            "\t",
            ".",
            "...",
            "؟!",
            "ـ",
            "ل",
            "و",
            "1,2.3",
            "@x",
            "http://a.b/?c",
        ]
    ),
    st.sampled_from(["قال ", " إن ", " وفقا ل", " لم ", " عن ", "وأضاف: «", " نقلا عن ", " بحسب ما قال "]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A report of our own with junk in arbitrary places."""
    text = draw(st.sampled_from(own_gold(40))).text
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(JUNK) + text[place:]
    return text


def check(found: Extraction) -> None:
    text = found.article.text
    assert len(found.chains) == len(found.statements)
    ids = {statement.id for statement in found.statements}
    assert len(ids) == len(found.statements)
    for statement in found.statements:
        assert statement.cue and statement.content
        assert statement.within is None or statement.within in ids
        for part in PARTS:
            for span in getattr(statement, part):
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text).strip() == span.of(text) != ""


def as_read(text: str) -> Article:
    return read_text(text, id="a", source="-", language="ar")


@settings(max_examples=150, deadline=None)
@given(spoiled())
def test_junk_spoils_no_span(text: str) -> None:
    check(extract(as_read(text), Mode.FAST))


@settings(max_examples=40, deadline=None)
@given(spoiled())
def test_junk_spoils_no_span_in_careful_mode(text: str) -> None:
    check(extract(as_read(text), Mode.CAREFUL))


@settings(max_examples=40, deadline=None)
@given(spoiled(), st.sampled_from(list(MUTATIONS)))
def test_junk_and_a_mutation_together(text: str, name: str) -> None:
    check(extract(as_read(mutated(AnnotatedArticle("a", text, ()), name).text), Mode.FAST))


@settings(max_examples=40, deadline=None)
@given(st.lists(JUNK, max_size=40).map("".join))
def test_junk_alone_is_read(text: str) -> None:
    for mode in Mode:
        check(extract(as_read(text), mode))


LONG = {
    "a word": "قال" * 4_000,
    "a line": "وقال نديم رافع إن الجسر أغلق منذ شهر " * 100,
    "marks of opening": "«" * 1_000 + "قال نديم رافع إن الجسر أغلق",
    "marks by turns": '"قال" ' * 200,
    "brackets": "(" * 1_000 + "قال نديم رافع" + ")" * 1_000,
    "line breaks": "قال نديم رافع:\n" * 200,
    "marks on a letter": "قال" + "\u064b" * 10_000 + " نديم رافع إن الجسر أغلق",
    "colons": "قال: " * 200,
    "cues": "قال وأضاف " * 100,
    "emoji": "😀" * 2_000,
}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("name", LONG)
def test_what_is_very_long_is_read(name: str, mode: Mode) -> None:
    check(extract(as_read(LONG[name]), mode))
