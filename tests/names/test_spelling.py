"""The alignment of letters: fast, and no other than the one that looks at everything."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.names.alike import SURELY, form_odds, word_odds
from musnad.names.costs import costs
from musnad.names.keys import may_be_alike, may_be_alike_joined
from musnad.names.spelling import END, NOTHING
from musnad.names.words import words_of

ARABIC = st.text(alphabet="ابتحخدرسشصعغفقكلمنهوي", min_size=1, max_size=9)
LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
WORDS = st.one_of(ARABIC, LATIN)
LEAST = st.floats(-25, 25)
UNSEEN, BEAM = -8.0, 9.0
CLOSE = 1e-6


def plain_gain(kind: str, one: str, other: str) -> float:
    """The best alignment, cell by cell, as the costs were learned with: what falls behind by ``BEAM`` is given up."""
    gains = costs().table(kind).gains
    one, other = one + END, other + END
    rows = [[NOTHING] * (len(other) + 1) for _ in range(len(one) + 1)]
    rows[0][0] = 0.0
    for number, row in enumerate(rows):
        least = max(row) - BEAM
        for place, letter in enumerate(other):
            if row[place] > least:
                row[place + 1] = max(row[place + 1], row[place] + gains.get("", {}).get(letter, UNSEEN))
        for place, value in enumerate(row):
            if number == len(one) or value < least:
                continue
            dropped = gains.get(one[number], {}).get("", UNSEEN)
            rows[number + 1][place] = max(rows[number + 1][place], value + dropped)
            for end in range(number + 1, min(number + 3, len(one)) + 1):
                table = gains.get(one[number:end], {})
                for end_too in range(place + 1, min(place + 3, len(other)) + 1):
                    gain = table.get(other[place:end_too])
                    if gain:
                        rows[end][end_too] = max(rows[end][end_too], value + gain)
    return rows[-1][-1]


@given(ARABIC, LATIN, LEAST)
def test_gain_across_scripts(one: str, other: str, least: float) -> None:
    full, table = plain_gain("across", one, other), costs().across
    assert table.gain(one, other) == full
    found = table.gain(one, other, least)
    assert abs(found - full) < CLOSE if full >= least + CLOSE else found < least + CLOSE


@given(st.sampled_from(["arabic", "latin"]), st.data())
def test_gain_within_a_script(kind: str, data: st.DataObject) -> None:
    words = ARABIC if kind == "arabic" else LATIN
    one, other, table = data.draw(words), data.draw(words), costs().table(kind)
    assert table.gain(one, other) == plain_gain(kind, one, other)
    assert abs(table.own_gain(one) - plain_gain(kind, one, one)) < CLOSE


@given(WORDS, WORDS, LEAST)
def test_odds_are_exact_from_the_least(one: str, other: str, least: float) -> None:
    found, exact = form_odds(one, other, least), form_odds(one, other)
    assert -SURELY <= exact <= SURELY
    assert found == exact or (found < least + CLOSE and exact < least + CLOSE)


@given(st.sampled_from(["الشرايبي", "بن سالم", "el-Mourad", "Murad", "مراد"]), WORDS, LEAST)
def test_odds_of_words_with_an_article(one: str, other: str, least: float) -> None:
    ours, theirs = words_of(one)[0], words_of(other)[0]
    found, exact = word_odds(ours, theirs, least), word_odds(ours, theirs)
    assert found == exact or (found < least + CLOSE and exact < least + CLOSE)


@given(WORDS, WORDS, WORDS)
def test_joined_words_share_as_many_sounds(one: str, following: str, other: str) -> None:
    assert may_be_alike_joined(one, following, other) == may_be_alike(one + following, other)
