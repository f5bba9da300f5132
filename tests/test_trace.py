"""Chains and names, and what holds for the statements of any article, however it is typed."""

import random
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.model import Act, Article, Carrier, Extraction, Form, SourceKind, Span, Statement
from musnad.pack import packs
from musnad.pipeline import Mode, extract
from musnad.steps.read import read_text
from musnad.steps.trace import trace

# --- chains ---


def statement(number: int, text: str, **parts: Any) -> Statement:
    """A statement whose parts are given as written in the text, the first time after ``since``."""

    def spans(part: str) -> tuple[Span, ...]:
        written = parts.get(part)
        if not written:
            return ()
        start = text.index(written, text.index(parts.get("since", "")))
        return (Span(start, start + len(written)),)

    source = spans("source")
    return Statement(
        id=f"s{number}",
        source=source,
        cue=spans("cue"),
        content=spans("content"),
        kind=parts.get("kind", SourceKind.PERSON),
        name=source[0].of(text) if source else None,
        act=Act.ASSERT,
        form=Form.INDIRECT,
    )


def article(text: str, outlet: str | None = None) -> Article:
    return Article(id="a", source="-", language="ar", text=text, outlet=outlet)


def test_a_chain_goes_from_the_outlet_to_the_origin() -> None:
    text = "ذكرت صحيفة صوت الساحل أن نديم رافع قال إن الشركة أكدت أن المخازن فارغة."
    of = article(text, "موقع ضفاف")
    content = text[text.index("أن نديم") : -1]
    found = (
        statement(1, text, cue="ذكرت", source="صحيفة صوت الساحل", content=content, kind=SourceKind.OUTLET),
        statement(2, text, cue="قال", source="نديم رافع", content="إن الشركة أكدت أن المخازن فارغة"),
        statement(3, text, cue="أكدت", source="الشركة", content="أن المخازن فارغة", kind=SourceKind.ORGANISATION),
    )
    traced, chains = trace(of, found, packs()["ar"])
    assert [each.within for each in traced] == [None, "s1", "s2"]
    assert [chain.statement_id for chain in chains] == ["s1", "s2", "s3"]
    assert chains[2].carriers == (
        Carrier(SourceKind.OUTLET, "موقع ضفاف", None),
        Carrier(SourceKind.OUTLET, "صحيفة صوت الساحل", "s1"),
        Carrier(SourceKind.PERSON, "نديم رافع", "s2"),
        Carrier(SourceKind.ORGANISATION, "الشركة", "s3"),
    )
    assert [len(chain.carriers) for chain in chains] == [2, 3, 4]


def test_a_source_within_its_own_statement_stands_once_in_the_chain() -> None:
    text = "ذكرت الوزارة أن المخازن فارغة لأن الوزارة أكدت أن السفن تأخرت."
    of = article(text, "موقع ضفاف")
    content = text[text.index("أن المخازن") : -1]
    found = (
        statement(1, text, cue="ذكرت", source="الوزارة", content=content, kind=SourceKind.ORGANISATION),
        statement(2, text, cue="أكدت", source="الوزارة", content="أن السفن تأخرت", kind=SourceKind.ORGANISATION),
    )
    traced, chains = trace(of, found, packs()["ar"])
    assert traced[1].within == "s1"
    assert [(carrier.name, carrier.statement_id) for carrier in chains[1].carriers] == [
        ("موقع ضفاف", None),
        ("الوزارة", "s2"),
    ]


def test_an_outlet_that_nobody_states_is_still_the_first_carrier() -> None:
    text = "قال نديم رافع إن النهر هادئ."
    (traced,), (chain,) = trace(
        article(text),
        (statement(1, text, cue="قال", source="نديم رافع", content="إن النهر هادئ"),),
        packs()["ar"],
    )
    assert traced.within is None
    assert chain.carriers == (
        Carrier(SourceKind.OUTLET, None, None),
        Carrier(SourceKind.PERSON, "نديم رافع", "s1"),
    )


def test_statements_in_each_other_form_no_circle() -> None:
    text = "قال نديم رافع وأكدت لينا ساري."
    traced, chains = trace(
        article(text),
        (
            statement(1, text, cue="قال", source="نديم رافع", content="وأكدت لينا ساري"),
            statement(2, text, cue="أكدت", source="لينا ساري", content="قال نديم رافع"),
        ),
        packs()["ar"],
    )
    assert sorted(each.within is None for each in traced) == [False, True]
    assert sorted(len(chain.carriers) for chain in chains) == [2, 3]


def test_quoted_from_goes_inside_the_statement_beside_it() -> None:
    text = "ذكرت صحيفة صوت الساحل، نقلا عن مسؤولين، أن الوفد غادر."
    traced, _ = trace(
        article(text),
        (
            statement(1, text, cue="ذكرت", source="صحيفة صوت الساحل", content="أن الوفد غادر", kind=SourceKind.OUTLET),
            statement(2, text, cue="نقلا عن", source="مسؤولين", content="أن الوفد غادر", kind=SourceKind.UNNAMED),
        ),
        packs()["ar"],
    )
    assert [each.within for each in traced] == [None, "s1"]


def test_a_dropped_subject_is_whoever_spoke_and_a_surname_is_its_bearer() -> None:
    text = "قال نديم رافع إن النهر هادئ. وأضاف أن السد آمن. وأكد رافع أن الجسر مغلق."
    traced, _ = trace(
        article(text),
        (
            statement(1, text, cue="قال", source="نديم رافع", content="إن النهر هادئ"),
            statement(2, text, cue="وأضاف", content="أن السد آمن"),
            statement(3, text, since="وأكد", cue="وأكد", source="رافع", content="أن الجسر مغلق"),
        ),
        packs()["ar"],
    )
    assert [each.name for each in traced] == ["نديم رافع"] * 3


def test_nothing_said_has_no_chain() -> None:
    assert trace(article("غادرت السفينة."), (), packs()["ar"]) == ((), ())


# --- any article ---

SENTENCES = [
    "قال وزير الزراعة نديم رافع يوم السبت إن موسم القمح تأخر أسبوعين.",
    "وأضاف أن المخزون «يكفي حتى الربيع»، مشيرا إلى أن الأسعار لن ترتفع.",
    "«لم نسمع أي إنذار»، قالت لينا ساري، «ثم جاء الماء من كل جهة».",
    "وذكرت صحيفة صوت الساحل، نقلا عن مسؤولين لم تسمهم، أن الرسالة وصلت متأخرة.",
    "ونقلت وكالة أنباء المضيق عن المتحدث باسم البلدية يوسف درباس قوله إن الجسر سيغلق.",
    "ونفى درباس أن يكون الجسر قد أهمل، ورفض التعليق على التقرير.",
    "ولم يرد مكتب رئيس الوزراء على طلب للتعليق.",
    'وقال مسؤول أمني كبير، تحدث شريطة عدم ذكر اسمه، إن "الخطر قريب".',
    "وحذرت هيئة الأرصاد من عواصف شديدة، وفقا لمسؤول سلواني أطلعه مسؤول أجنبي على التقرير.",
    "وجاء في الرسالة أن الخطر «مسألة أيام لا أسابيع»، بحسب المصدر نفسه.",
    "وتساءل سمير نوار: «أين ذهبت أموال الصيانة؟ ومن وقع العقود؟».",
    "وقيل إن السفينة غادرت ليلا.",
    "غادرت السفينة الميناء فجر الاثنين بعد أن فرغت حمولتها.",
    "وزارة الصحة: 27 مصابا في الميناء",
    "",
]
QUOTES = ["«»", "“”", '""', "”“", "()", "‘’", "‹›"]
BLANKS = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", " \u200f"])
PARTS = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")


def carelessly(text: str, rng: random.Random) -> str:
    """The text as people type it: hamza and dots left out here and there."""
    swaps = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ي": "ى", "ؤ": "و"}
    return "".join(swaps[one] if one in swaps and rng.random() < 0.5 else one for one in text)


def vocalised(text: str, rng: random.Random) -> str:
    """The text with diacritics and tatweel strewn over it."""
    marks = "\u064e\u064f\u0650\u0651\u0652\u064b\u0640"
    return "".join(one + (rng.choice(marks) if "ء" <= one <= "ي" and rng.random() < 0.3 else "") for one in text)


def requoted(text: str, rng: random.Random) -> str:
    """The text with other quotation marks, some of them lost."""
    opening, closing = rng.choice(QUOTES)
    return re.sub("[«»]", lambda mark: rng.choice([opening if mark.group() == "«" else closing] * 4 + [""]), text)


def broken(text: str, rng: random.Random) -> str:
    """The text with some of its spaces turned into line breaks."""
    return "".join("\n" if one == " " and rng.random() < 0.1 else one for one in text)


def thinned(text: str, rng: random.Random) -> str:
    """The text with some characters lost."""
    return "".join(one for one in text if rng.random() > 0.05)


MUTATIONS = [carelessly, vocalised, requoted, broken, thinned]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Made-up articles: sentences in any order, joined and spoilt in any way."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
    text = "".join(sentence + draw(BLANKS) for sentence in sentences)
    rng = random.Random(draw(st.integers(0, 1_000_000)))
    for mutation in draw(st.lists(st.sampled_from(MUTATIONS), max_size=3)):
        text = mutation(text, rng)
    return arabic(text)


def arabic(text: str) -> Article:
    """The text as read, in Arabic whatever is left of it."""
    read = read_text(text, id="a", source="-")
    return Article("a", "-", "ar", read.text, read.zones, read.outlet, read.title)


def check(extraction: Extraction) -> None:
    """What holds for every extraction."""
    text, statements = extraction.article.text, extraction.statements
    ids = [each.id for each in statements]
    assert len(set(ids)) == len(ids)
    assert [chain.statement_id for chain in extraction.chains] == ids
    by_id = dict(zip(ids, statements, strict=True))
    for each, chain in zip(statements, extraction.chains, strict=True):
        assert each.cue and each.content
        for part in PARTS:
            spans = getattr(each, part)
            assert all(0 <= span.start < span.end <= len(text) for span in spans), part
            assert all(one.end <= other.start for one, other in pairwise(spans)), part
            assert all(span.of(text).strip() == span.of(text) for span in spans), part
        assert (each.name is None) == (each.kind is SourceKind.IMPLICIT)
        above = []
        outer = each.within
        while outer is not None:
            assert outer in by_id and outer != each.id and outer not in above
            above.append(outer)
            outer = by_id[outer].within
        through = [each.id, *above]
        named = [(by_id[key].kind, by_id[key].name) for key in through]
        once = [
            key
            for key, name, inner in zip(through, named, [None, *named], strict=False)
            if name != inner or not name[1]
        ]
        assert [carrier.statement_id for carrier in chain.carriers] == [None, *reversed(once)]
        for carrier in chain.carriers[1:]:
            assert (carrier.kind, carrier.name) == (
                by_id[str(carrier.statement_id)].kind,
                by_id[str(carrier.statement_id)].name,
            )


@settings(max_examples=150, deadline=None)
@given(articles())
def test_whatever_an_article_is_like_its_statements_are_sound(made: Article) -> None:
    found = extract(made, Mode.FAST)
    check(found)
    assert extract(made, Mode.FAST) == found


@settings(max_examples=25, deadline=None)
@given(articles())
def test_so_they_are_in_careful_mode(made: Article) -> None:
    check(extract(made, Mode.CAREFUL))


@settings(max_examples=150, deadline=None)
@given(st.text(st.one_of(st.sampled_from('قال إن وأضاف:«»"“”،.؟\n '), st.characters(exclude_categories=["Cs"]))))
def test_no_text_is_too_odd(text: str) -> None:
    check(extract(article(text), Mode.FAST))


@pytest.mark.parametrize(
    "text",
    ["", "\n", "قال", "قال قال قال", "قال:", ":", "نقلا عن", "وفقا ل", "«", "»", "«»" * 50, "قال «" * 30, "\x00", "ـ"],
)
def test_texts_of_next_to_nothing(text: str) -> None:
    for mode in Mode:
        check(extract(article(text), mode))


def test_what_was_found_does_not_depend_on_what_was_read_before() -> None:
    rng = random.Random(7)
    made = [arabic(" ".join(rng.sample(SENTENCES, 6))) for _ in range(6)]
    first = [extract(each) for each in made]
    assert [extract(each) for each in reversed(made)] == first[::-1]
