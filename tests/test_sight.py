"""What the tagger looks at and how it decides, held against the plain way of doing the same."""

from itertools import product
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.pack import packs
from musnad.text import tokenize
from musnad.vocabulary.checksums import CLOSING, LETTERS_MAX, OPENING, code_of, ends, letters_of, stretches
from musnad.vocabulary.described import CLASS, CORE, FORM, OFTEN, PERSON, PLACE, STEM
from musnad.vocabulary.letters import NGRAM_ROWS, ngram_rows
from musnad.vocabulary.sight import Sight
from musnad.vocabulary.tagger import TAGS, Tagger

ARABIC = st.text("ابتدرسفكلمنهويةإ", min_size=1, max_size=12)
MIXED = st.text("ابلوaz09", min_size=1, max_size=12)


def sight() -> Sight:
    found = packs()["ar"].sight
    assert found is not None
    return found


@settings(deadline=None)
@given(st.lists(ARABIC | MIXED, min_size=1, max_size=6))
def test_checksums_of_ends_are_those_of_the_texts(words: list[str]) -> None:
    codes, sizes = letters_of(words)
    found = ends(codes)
    for number, word in enumerate(words):
        for place in range(len(word) + 1):
            column = codes.shape[1] - int(sizes[number]) + place
            assert found[number, column] == crc32(word[place:].encode())


@settings(deadline=None)
@given(st.lists(ARABIC, min_size=1, max_size=6))
def test_checksums_of_stretches_are_those_of_the_texts(words: list[str]) -> None:
    codes, sizes = letters_of(words)
    marked = np.zeros((len(words), codes.shape[1] + 2), np.intp)
    marked[:, 1:-1] = codes
    marked[np.arange(len(words)), codes.shape[1] - sizes] = code_of(OPENING)
    marked[:, -1] = code_of(CLOSING)
    found, begins = stretches(marked)
    for number, word in enumerate(words):
        inside = marked[number, begins] > 0
        assert (found[number, inside] % NGRAM_ROWS).tolist() == ngram_rows(word)


@settings(deadline=None)
@given(st.lists(ARABIC | MIXED, min_size=1, max_size=8, unique=True))
def test_words_are_described_as_each_by_itself(words: list[str]) -> None:
    see = sight()
    numbers = see.numbers(words)
    rows = see.table[numbers]
    for word, row in zip(words, rows, strict=True):
        taken, stem = see.stem(word)
        assert row[FORM] == crc32(word.encode())
        assert row[STEM] == crc32(stem.encode())
        assert (taken, stem) in see.entities.peels(word) or (taken, stem) == (1, word[1:])
        article = see.entities.article
        core = stem[len(article) :] if stem.startswith(article) and len(stem) > len(article) + 1 else stem
        assert row[CORE] == crc32(core.encode())
        assert row[CLASS] == crc32(see.sources.classify(stem).encode())
        assert row[OFTEN] == see.letters.frequency(stem)
        if not word[0].isdigit() and not word[0].isascii():
            assert tuple(row[[PERSON, PLACE]].tolist()) == see.letters.likeness(stem)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_can_be_described(text: str) -> None:
    forms = tokenize(text).forms
    assert len(sight().numbers(forms)) == len(forms)
    assert sight().numbers(["س" * (LETTERS_MAX + 20)])[0] > 0


def test_numbers_do_not_depend_on_what_was_seen_before() -> None:
    pack = packs()["ar"]
    assert pack.entities and pack.sources and pack.letters
    one, other = (Sight(pack.entities, pack.sources, pack.letters) for _ in range(2))
    words = ["قال", "وزير", "سمير", "الرملاوي", "،", "2024", "Smith", "وللمدينة"]
    other.numbers(words[::-1])
    here, there = one.numbers(words), other.numbers(words)
    assert (one.table[here] == other.table[there]).all()


@pytest.mark.parametrize("seed", range(20))
def test_the_likeliest_tags_are_found(seed: int) -> None:
    """Against every sequence of tags that a stretch of three tokens and one of two can have."""
    chosen = np.random.default_rng(seed)
    moves = chosen.normal(0, 0.3, (len(TAGS), len(TAGS)))
    tagger = Tagger(np.zeros((1 << 17, len(TAGS)), np.int8), moves, 0.01)
    scores = chosen.normal(0, 1, (6, len(TAGS))).astype(np.float32)
    scores[3, 0] = 50.0  # no name: parts the two
    wanted = []
    for first, last in ((0, 3), (4, 6)):
        best = max(
            product(range(len(TAGS)), repeat=last - first), key=lambda tags: likelihood(scores[first:last], moves, tags)
        )
        wanted += [(first + number, tag) for number, tag in enumerate(best) if tag]
    found = [
        (number, TAGS.index(f"{'B' if number == first else 'I'}-{sort}"))
        for first, last, sort in tagger.tag(scores, [])
        for number in range(first, last)
    ]
    assert found == wanted


def likelihood(scores: np.ndarray, moves: np.ndarray, tags: tuple[int, ...]) -> float:
    total, before = 0.0, 0
    for number, tag in enumerate(tags):
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return -1e9
        total += float(scores[number, tag]) + float(moves[before, tag])
        before = tag
    return total + float(moves[before, 0])
