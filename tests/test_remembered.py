"""What is remembered of words is what would be found again, and bounded."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.vocabulary.remembered import Remembered

WORDS = st.lists(st.sampled_from(["قال", "أكد", "نفى", "said", "told", "added", "denied"]))


@given(WORDS, st.integers(2, 6))
def test_it_gives_what_the_function_finds(words: list[str], most: int) -> None:
    remembered = Remembered(len, most)
    assert [remembered[word] for word in words] == list(map(len, words))
    assert len(remembered) <= max(1, most // 2)


@given(WORDS)
def test_a_word_that_is_asked_for_again_and_again_is_found_once(words: list[str]) -> None:
    found: list[str] = []

    def find(word: str) -> int:
        found.append(word)
        return len(word)

    remembered = Remembered(find, 4)
    for word in words:
        assert (remembered[word], remembered["ذكر"]) == (len(word), 3)
    assert found.count("ذكر") <= 1
