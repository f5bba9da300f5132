"""Text as the steps see it: folded forms, tokens with their places, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text import fold, tokenize

# What articles are made of, and what they should not be made of: letters of several scripts, diacritics, tatweel,
# marks of direction, presentation forms, digits, line breaks, control characters; never half a surrogate pair.
LETTERS = st.sampled_from("ابتثحسصعغفقلمنهويىةءأإآؤئٱیک" + "ABcdéßİΣς" + "ﻻﺳﻼﷲﷺﹰﱟ")
MARKS = st.sampled_from(
    "\u00ad\u061c\u2060\ufe0f\u064b\u064e\u0651\u0652\u0670\u0640\u200b\u200c\u200e\u200f\u202b\u202c\u2067\u2069\ufeff"
)
SIGNS = st.sampled_from(".,:;!?؟،؛…«»“”‘’\"'()[]-–—/_%@# \t\n\r\x00\x1f\u00a0\u2028")
DIGITS = st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩²½")
ANYTHING = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(st.one_of(LETTERS, LETTERS, MARKS, SIGNS, DIGITS, ANYTHING), max_size=120)


def sentences(text: str) -> list[str]:
    """The sentences of a text, line breaks shown as such."""
    tokens = tokenize(text)
    return [text[tokens.starts[first] : tokens.ends[last - 1]] for first, last in tokens.sentences]


# --- fold ---


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أكَّدَت", "اكدت"),
        ("إنّ", "ان"),
        ("آخرون", "اخرون"),
        ("ٱلشمس", "الشمس"),
        ("مستشفى", "مستشفي"),
        ("الحكومة", "الحكومه"),
        ("کلیة", "كليه"),
        ("العـــربية", "العربيه"),
        ("هٰذا", "هذا"),
        ("\u200fقال\u200e", "قال"),
        ("\u2067قال\u2069", "قال"),
        ("\u061cقا\u00adل\u2060", "قال"),
        ("❤\ufe0f", "❤"),
        ("\ufeffقال", "قال"),
        ("ﻗﺎﻝ", "قال"),
        ("ﺍﻹﻋﻼﻡ", "الاعلام"),
        ("ﷲ", "الله"),
        ("Lamira’s PORT", "lamira's port"),
        ("مسؤول", "مسؤول"),
        ("", ""),
    ],
)
def test_fold_gives_the_form_that_is_looked_up(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_any_character_twice_is_folding_it_once() -> None:
    characters = map(chr, [*range(0xD800), *range(0xE000, 0x1F000)])
    assert [hex(ord(one)) for one in characters if fold(fold(one)) != fold(one)] == []


# --- tokens ---


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قال: 3.5%", ["قال", ":", "3.5", "%"]),
        ("بلغ ٣٫٥ ثم 1,200", ["بلغ", "٣٫٥", "ثم", "1,200"]),
        ("سنة 2031.", ["سنه", "2031", "."]),
        ("قُـتِلَ", ["قتل"]),
        ("\u200fقال\u200f", ["قال"]),
        ("لـ«رؤى»", ["ل", "«", "رؤي", "»"]),
        ('لـ"رؤى"', ["ل", '"', "رؤي", '"']),
        ("Smith's plan", ["smith's", "plan"]),
        ("انتظر...", ["انتظر", "..."]),
        ("#ميناء_لاميرا", ["#", "ميناء", "_", "لاميرا"]),
        ("سطر\nآخر", ["سطر", "\n", "اخر"]),
        ("بي.بي", ["بي", ".", "بي"]),
        ("ـــ", ["ـــ"]),
        ("ﹰ", ["ﹰ"]),
        ("\x00", ["\x00"]),
        (" \t\u00a0", []),
        ("", []),
    ],
)
def test_tokens(text: str, forms: list[str]) -> None:
    assert tokenize(text).forms == forms


def test_a_token_keeps_the_marks_inside_it() -> None:
    text = "و\u200fقَـالَ نديم"
    tokens = tokenize(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "و\u200fقَـالَ",
        "نديم",
    ]


@given(TEXTS)
def test_tokens_stand_in_order_and_hold_all_that_can_be_seen(text: str) -> None:
    tokens = tokenize(text)
    assert len(tokens) == len(tokens.starts) == len(tokens.ends) == len(tokens.forms)
    position = 0
    for start, end, form in zip(tokens.starts, tokens.ends, tokens.forms, strict=True):
        assert position <= start < end <= len(text)
        assert form == (fold(text[start:end]) or text[start:end])
        between = text[position:start]
        assert all(one.isspace() or fold(one) == "" for one in between)
        position = end
    assert all(one.isspace() or fold(one) == "" for one in text[position:])


@given(TEXTS)
def test_sentences_share_out_all_tokens(text: str) -> None:
    tokens = tokenize(text)
    position = 0
    for first, last in tokens.sentences:
        assert first == position < last
        assert "\n" not in tokens.forms[first : last - 1]
        position = last
    assert position == len(tokens)


@given(TEXTS, st.integers(0, 130))
def test_tokens_are_found_by_place(text: str, offset: int) -> None:
    tokens = tokenize(text)
    assert tokens.first_from(offset) == sum(start < offset for start in tokens.starts)
    assert tokens.first_after(offset) == sum(start <= offset for start in tokens.starts)


# --- sentences ---


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("غادر الوفد. ثم عاد.", ["غادر الوفد.", "ثم عاد."]),
        ("لماذا؟ لا ندري!", ["لماذا؟", "لا ندري!"]),
        ("حقا؟! نعم.", ["حقا؟!", "نعم."]),
        ("سطر أول\nسطر ثان", ["سطر أول\n", "سطر ثان"]),
        # initials and signs written with stops
        ("قال أ. ب. نديم إن النهر هادئ. ثم غادر.", ["قال أ. ب. نديم إن النهر هادئ.", "ثم غادر."]),
        ("قال د. سمير نوار ذلك.", ["قال د. سمير نوار ذلك."]),
        ("أفادت أ.ف.ب بذلك. ثم عادت.", ["أفادت أ.ف.ب بذلك.", "ثم عادت."]),
        ("وقال T. Varn ذلك.", ["وقال T. Varn ذلك."]),
        ("انتهى عند الحرف ب.", ["انتهى عند الحرف ب."]),
        ("أفادت بي.\u200fبي بذلك. ثم عادت.", ["أفادت بي.\u200fبي بذلك.", "ثم عادت."]),
        # stops inside numbers and addresses
        ("ارتفع السعر 3.5 في المئة. ثم هبط.", ["ارتفع السعر 3.5 في المئة.", "ثم هبط."]),
        ("زوروا www.lamira.example اليوم. شكرا.", ["زوروا www.lamira.example اليوم.", "شكرا."]),
        ("غادر في 2031. ثم عاد.", ["غادر في 2031.", "ثم عاد."]),
        # quotations
        ("قال: «انتهى الأمر.» ثم غادر.", ["قال: «انتهى الأمر.»", "ثم غادر."]),
        ("قال: «انتهى الأمر.\u200f» ثم غادر.", ["قال: «انتهى الأمر.\u200f»", "ثم غادر."]),
        ("قال «انتهى الأمر». ثم غادر.", ["قال «انتهى الأمر».", "ثم غادر."]),
        ('سأل: "لماذا؟" ومضى.', ['سأل: "لماذا؟"', "ومضى."]),
        ("قال (نعم.) ومضى.", ["قال (نعم.)", "ومضى."]),
        ("", []),
    ],
)
def test_sentences(text: str, split: list[str]) -> None:
    assert sentences(text) == split


def test_an_empty_line_is_a_sentence_of_its_own() -> None:
    assert sentences("أول.\n\nثان.") == ["أول.", "\n", "\n", "ثان."]
