"""Checksums (CRC-32) of the ends and stretches of many words at once, without cutting them out.

CRC-32 is affine: of texts of one length the checksum is the exclusive or of what each letter adds where it stands. So
what a letter adds is looked up by its distance from the end, and one pass gives the checksums of all ends of a word.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

import numpy as np

Array = np.ndarray

LETTERS_MAX = 40  # of a word; what follows counts for nothing
_BLOCK = 0x600  # where the letters of the second half of our alphabet begin: Arabic
OTHER = 127  # the code of a letter that is in neither half
CODES = 384
_FAR = 2 * LETTERS_MAX + 4  # bytes that may follow a letter


OPENING, CLOSING = "^", "$"


def code_of(letter: str) -> int:
    """The code of a letter; 0 is no letter."""
    return int(_codes()[min(ord(letter), 0x700)])


def letter_of(code: int) -> str:
    """The letter of a code."""
    return chr(code) if code < 128 else chr(code - 128 + _BLOCK)


@cache
def _codes() -> Array:
    """Codes by code point."""
    found = np.full(0x701, OTHER, np.intp)
    found[:128] = np.arange(128)
    found[_BLOCK:0x700] = np.arange(128, CODES)
    return found


@cache
def widths() -> Array:
    """The bytes that a letter takes (UTF-8), by code."""
    found = np.full(CODES, 2, np.intp)
    found[:OTHER] = 1
    found[0] = 0
    return found


@cache
def empty() -> Array:
    """The checksum of as many zero bytes as the index says."""
    return np.array([crc32(bytes(count)) for count in range(_FAR + 3)], np.uint32)


@cache
def added() -> Array:
    """What a letter adds: flat, by bytes behind it times the number of codes, plus its code."""
    found = np.zeros((_FAR + 1, CODES), np.uint32)
    for code in range(1, CODES):
        data = letter_of(code).encode() if code != OTHER else bytes(2)
        for far in range(_FAR + 1):
            found[far, code] = crc32(data + bytes(far)) ^ crc32(bytes(len(data) + far))
    return found.ravel()


def letters_of(words: list[str]) -> tuple[Array, Array]:
    """Codes ``[word, place]``, set to the right, and the number of letters of each word."""
    words = [word[:LETTERS_MAX] for word in words]
    sizes = np.array([len(word) for word in words], np.intp)
    flat = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    width = int(sizes.max(initial=0))
    found = np.zeros((len(words), width), np.intp)
    found[np.arange(width) >= (width - sizes)[:, None]] = _codes().take(np.minimum(flat, 0x700))
    return found, sizes


def ends(letters: Array) -> Array:
    """The checksums of what begins at each place of each word ``[word, place + 1]``, the last one of nothing."""
    count, width = letters.shape
    size = widths().take(letters)
    behind = np.zeros((count, width + 1), np.intp)  # bytes from a place to the end
    behind[:, :-1] = size[:, ::-1].cumsum(axis=1)[:, ::-1]
    more = added().take(behind[:, 1:] * CODES + letters)
    found = np.zeros((count, width + 1), np.uint32)
    found[:, :-1] = np.bitwise_xor.accumulate(more[:, ::-1], axis=1)[:, ::-1]
    found ^= empty().take(behind)
    return found


@cache
def _inside() -> tuple[Array, Array]:
    """What a letter adds with so many bytes behind it: 0, 2, 4, 6; and 1, 3, 5, where the closing sign follows.

    The opening sign is a byte shorter than a letter, which changes what the whole length adds.
    """
    table, nothing, opening = added().reshape(-1, CODES), empty(), code_of(OPENING)
    even, odd = table[[0, 2, 4, 6]], table[[1, 3, 5]]
    for place in (1, 2, 3):
        even[place, opening] ^= nothing[2 * place + 2] ^ nothing[2 * place + 1]
    for place in (0, 1, 2):
        odd[place, opening] ^= nothing[2 * place + 3] ^ nothing[2 * place + 2]
    return even, odd


def stretches(letters: Array) -> tuple[Array, Array]:
    """The checksums of the stretches of two to four letters of marked words, and the place where each one begins.

    ``letters`` ``[word, place]`` are set to the right, ``OPENING`` before and ``CLOSING`` behind each word; all others
    are taken to have two bytes, as letters of Arabic have.
    """
    even, odd = _inside()
    nothing, parts, width = empty(), even.take(letters, axis=1), letters.shape[1]
    end = np.full(len(letters), even[0, code_of(CLOSING)])
    found, begins = [], []
    for size in range(2, min(width, 4) + 1):
        sums = parts[size - 1, :, : width + 1 - size] ^ nothing[2 * size]
        for place in range(1, size):
            sums ^= parts[size - 1 - place, :, place : place + width + 1 - size]
        end = end ^ odd[size - 2].take(letters[:, -size])
        sums[:, -1] = end ^ nothing[2 * size - 1]
        found.append(sums)
        begins.append(np.arange(width + 1 - size))
    return np.concatenate(found, axis=1), np.concatenate(begins)
