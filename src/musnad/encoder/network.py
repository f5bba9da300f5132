"""Loads the network and runs it: one pass for an article, on one core, without a framework.

A model is a folder: ``encoder.onnx`` (pieces → one projection per piece), ``heads.npz`` (what combines
projections of cues and tokens), ``pieces.json`` (pieces, their scores, sizes). ``training/encoder`` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from musnad.encoder.advice import Advice, Parts
from musnad.encoder.pieces import NEWLINE, Pieces, cut
from musnad.encoder.windows import find_windows
from musnad.errors import MusnadError
from musnad.text import tokenize

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parent / "model"


@cache
def bundled() -> Encoder:
    """The model that comes with Musnad. Raises ``MusnadError`` where it cannot run."""
    return Encoder.load(MODEL)


class Encoder:
    """A loaded model. One may serve many articles, and several threads.

    ``version`` is a digest of the network, ``languages`` are the codes of those it was trained on.
    """

    def __init__(self, session: Any, about: dict[str, Any], heads: dict[str, np.ndarray]) -> None:
        self._session, self._heads = session, heads
        self.version: str = about["version"]
        self.languages: frozenset[str] = frozenset(about["languages"])
        self.decisions: list[str] = about["decisions"]
        self.act_count: int = about["labels"]["act"]
        self.kind_count: int = about["labels"]["kind"]
        self.parts = Parts(**{name: slice(first, last) for name, (first, last) in about["parts"].items()})
        self._window: int = about["window"]
        self._near: int = about["near"]
        names = about["pieces"]
        self.pieces = Pieces(
            {name: number for number, name in enumerate(names) if number > about["unknown_id"]},
            about["scores"],
            about["unknown_id"],
            about["begin_id"],
            about["break_id"],
        )

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """The model in a folder. Raises ``MusnadError`` where it, or what it runs on, is missing or broken."""
        try:
            import numpy as np  # noqa: PLC0415 only careful mode pays for loading these
            import onnxruntime as ort  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415
        except ImportError as error:
            raise MusnadError(
                f"careful mode needs onnxruntime and numpy ({error}): install them, or use --mode fast"
            ) from error
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = ort.InferenceSession(
                (folder / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
            with np.load(folder / "heads.npz") as stored:
                heads = {name: stored[name].astype(np.float32) for name in stored.files}
            about = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        except Exception as error:
            raise MusnadError(
                f"the model of careful mode in {folder} cannot be loaded ({error}): "
                "install Musnad anew, or use --mode fast"
            ) from error
        return cls(session, about, heads)

    def advise(self, text: str, *, wide: bool = False) -> Advice:
        """What the encoder says about the text of an article; ``wide``: about attributions, not statements alone."""
        tokens = tokenize(text)
        found = cut(self.pieces, text, tokens)
        breaks = {number + 1 for number, form in enumerate(tokens.forms) if form == NEWLINE} | {len(tokens)}
        windows = find_windows([len(token) for token in found], tokens.sentences, breaks, self._window)
        projections = [self._project(found[each.first : each.last]) for each in windows]
        return Advice(self, tokens, (windows, projections), wide=wide)

    def _project(self, tokens: Sequence[Sequence[int]]) -> np.ndarray:
        """The projection of each token of a window: the mean of its pieces'."""
        import numpy as np  # noqa: PLC0415

        row = [self.pieces.begin_id, *(number for token in tokens for number in token)]
        (projected,) = self._session.run(None, {"pieces": np.array(row, np.int64)})
        sizes = np.array([len(token) for token in tokens])
        firsts = np.cumsum(sizes) - sizes + 1  # behind the piece that begins every window
        totals: np.ndarray = projected[firsts]
        for place in range(1, int(sizes.max())):  # most tokens have one piece: ten times as fast as add.reduceat
            longer = np.flatnonzero(sizes > place)
            totals[longer] += projected[firsts[longer] + place]
        totals /= sizes[:, None].astype(np.float32)
        return totals

    def point(self, projection: np.ndarray, cue: int, *, wide: bool) -> np.ndarray:
        """Scores ``[token, decision]`` of a window's tokens for the cue at one of them."""
        import numpy as np  # noqa: PLC0415

        parts, heads = self.parts, self._heads
        here = projection[cue] + heads["attribution"] if wide else projection[cue]
        nearby = heads["distance"][self._distances(len(projection), cue)]
        hidden = np.maximum(projection[:, parts.to_token] + nearby + here[parts.from_cue], 0)
        count = len(self.decisions)
        left = here[parts.left].reshape(count, -1)
        right = projection[:, parts.right].reshape(len(projection), count, -1)
        scores: np.ndarray = hidden @ heads["score"].T + np.einsum("tdr,dr->td", right, left) * left.shape[1] ** -0.5
        return scores

    def _distances(self, count: int, cue: int) -> np.ndarray:
        """The class of the distance from a cue to each token, as ``distance_class`` in training tells them."""
        import numpy as np  # noqa: PLC0415

        near, far = self._near, len(self._heads["distance"]) // 2
        difference = np.arange(count) - cue
        size = np.abs(difference)
        doubled = near + 1 + (np.log2(np.maximum(size, near + 1) / (near + 1)) * 2).astype(np.int64)
        side = np.where(size <= near, size, np.minimum(doubled, far))
        classes: np.ndarray = far + np.where(difference < 0, -side, side)
        return classes
