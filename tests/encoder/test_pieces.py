"""Tokens in pieces and windows: every token is decided once, and spelling that means nothing changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.encoder.pieces import SPACE, Pieces, cut, plain
from musnad.encoder.windows import find_windows
from musnad.text import tokenize

PIECES = Pieces(
    {f"{SPACE}a": 3, "b": 4, "c": 5, "bc": 6, f"{SPACE}ab": 7, SPACE: 8, '"': 9},
    [0.0, 0.0, 0.0, -1.0, -2.0, -2.0, -3.0, -1.5, -4.0, -2.0],
    unknown_id=2,
    begin_id=0,
    break_id=1,
)


def test_takes_the_likeliest_pieces() -> None:
    assert PIECES.of("abc", spaced=True) == (7, 5)  # -1.5 - 2.0, against -1.0 - 3.0
    assert PIECES.of("bc", spaced=False) == (6,)


def test_an_unknown_letter_is_one_piece_and_a_line_break_has_its_own() -> None:
    assert PIECES.of("bxb", spaced=False) == (4, 2, 4)
    assert PIECES.of("\n", spaced=True) == (1,)


def test_every_token_has_pieces() -> None:
    text = 'ab "c"\n\u0640 b'
    tokens = tokenize(text)
    assert [len(pieces) > 0 for pieces in cut(PIECES, text, tokens)] == [True] * len(tokens)


def test_quotation_marks_diacritics_and_digits_are_read_alike() -> None:
    assert {plain(mark) for mark in '\u201c\u201d\u00ab\u00bb"'} == {'"'}
    assert plain("قالَ") == "قال"
    assert plain("٢٠١٥") == "2015"


@given(
    st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=40), min_size=1, max_size=30),
    st.sets(st.integers(0, 400)),
    st.integers(24, 96),
)
def test_windows_decide_each_token_once_within_their_size(
    sentences: list[list[int]], lines: set[int], most: int
) -> None:
    sizes = [size for sentence in sentences for size in sentence]
    ranges, place = [], 0
    for sentence in sentences:
        ranges.append((place, place + len(sentence)))
        place += len(sentence)
    breaks = {last for _, last in ranges if last in lines} | {len(sizes)}
    windows = find_windows(sizes, ranges, breaks, most)
    assert [n for w in windows for n in range(w.own_first, w.own_last)] == list(range(len(sizes)))
    for window in windows:
        assert window.first <= window.own_first <= window.own_last <= window.last
        assert sum(sizes[window.first : window.last]) <= most + 9
