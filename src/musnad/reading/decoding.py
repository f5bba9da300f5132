"""Bytes → text, or the reason why not. The encoding is found out, never guessed into nonsense."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from musnad import config

# How files that hold no text begin.
_BINARY = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"SQLite format 3\x00": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*")
# What news in Arabic or Latin script is written with: ASCII, Latin letters, Arabic, typographic signs.
_EXPECTED = re.compile(
    r"[\t\n\r -~\u00a0-\u024f\u0600-\u06ff\u0750-\u077f\u2000-\u206f\u20a0-\u20cf\ufb50-\ufdff\ufe70-\ufeff]"
)
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
# The commonest letters: alef (with hamza), lam, yeh, meem, waw, noon, reh, teh, beh, heh, teh marbuta, ain.
_COMMON_LETTER = re.compile(r"[\u0623\u0625\u0627\u0644\u064a\u0645\u0648\u0646\u0631\u062a\u0628\u0647\u0629\u0639]")
# Two scripts in one word, or a sign where only a letter can be: what a wrong decoding leaves behind.
_MIXED_WORD = re.compile(
    r"[A-Za-z\u00c0-\u024f][\u0620-\u064a]|[\u0620-\u064a][A-Za-z\u00c0-\u024f]"
    r"|[^\W\d_][\u00a2-\u00aa\u00ac-\u00b9\u00bc-\u00bf\u00d7\u00f7\u0192\u02c6\u201a\u201c\u201e\u2020\u2021\u2030\u2039\u203a\u20ac\u2122][^\W\d_]"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Why bytes are not taken as text, and what to do about it: a sentence for the user."""

    reason: str


def decode(raw: bytes) -> str | Undecodable:
    """The text of a file with LF line ends and without byte-order mark; else why it has none.

    Known: UTF-8, UTF-16 and UTF-32 (the last with a mark), Windows-1256. Nothing but the mark and the
    line ends is changed. Bytes that are not sound UTF-8 are read as Windows-1256 only if Arabic or Latin
    words come out; a file that is UTF-8 but for some bytes is refused with the place of the first.

    >>> decode("قال المسؤول إن الاجتماع انتهى".encode("cp1256"))
    'قال المسؤول إن الاجتماع انتهى'
    >>> decode("said\\r\\nso".encode("utf-16"))
    'said\\nso'
    """
    kind = next((kind for start, kind in _BINARY.items() if raw.startswith(start)), None)
    if kind is not None:
        return Undecodable(f"it is {kind}, not a text file; save its text as a .txt file in UTF-8")
    found = _decoded(raw)
    if isinstance(found, Undecodable):
        return found
    fault = text_fault(found)
    if fault is not None:
        return Undecodable(fault)
    return unix_lines(found)


def unix_lines(text: str) -> str:
    """The text with CRLF and lone CR turned into LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def text_fault(text: str) -> str | None:
    """Why a decoded text cannot be an article: it is blank, or holds NUL or half a character; else None."""
    if _BLANK.fullmatch(text):
        return "it has no text; give a file with the article in it"
    if "\x00" in text:
        at = text.index("\x00")
        return f"it holds a NUL character at position {at}, so it is not plain text; save it as UTF-8"
    match = _SURROGATE.search(text)
    if match is not None:
        return f"it holds half of a character (a lone surrogate) at position {match.start()}; export it again"
    return None


def _decoded(raw: bytes) -> str | Undecodable:
    """The text by the byte-order mark, else by what the bytes look like."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding, len(mark))
    if _CONTROL.search(raw):
        return _wide(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(raw):
            return _broken(error.start)
        return _windows(raw, error.start)


def _strictly(raw: bytes, encoding: str, offset: int) -> str | Undecodable:
    """The text in the encoding that the byte-order mark names."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        return _broken(offset + error.start, name)


def _broken(at: int, name: str = "UTF-8") -> Undecodable:
    """That a file is damaged at one byte, counted from 0."""
    return Undecodable(f"its {name} is broken at byte {at}; fetch or export the file again")


def _wide(raw: bytes) -> str | Undecodable:
    """The text of bytes with control characters: UTF-16 without a mark, or UTF-8 with a stray one."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _is_expected(text):
            return text
    if b"\x00" in raw:
        at = raw.index(b"\x00")
        return Undecodable(f"it is binary (a NUL at byte {at}), not a text file; save its text as UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(raw):
            return _broken(error.start)
        return Undecodable("it is binary, not a text file; save its text as UTF-8")
    sample = raw[: config.TEXT_SAMPLE_CHARS]
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        return Undecodable("it is binary (mostly control characters), not a text file; save its text as UTF-8")
    return text


def _nearly_utf8(raw: bytes) -> bool:
    """Whether most stretches of bytes above 127 are sound UTF-8, as in a damaged file."""
    runs = [match.group() for match, _ in zip(_HIGH.finditer(raw), range(2_000), strict=False)]
    sound = sum(_is_utf8(run) for run in runs)
    return sound > 0 and sound >= len(runs) * config.MULTIBYTE_SHARE_MIN


def _is_utf8(run: bytes) -> bool:
    """Whether these bytes are sound UTF-8."""
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _windows(raw: bytes, at: int) -> str | Undecodable:
    """The text in Windows-1256 if it reads as text; ``at`` is the first byte that is not UTF-8."""
    text = raw.decode("cp1256")
    if _is_plausible(text):
        return text
    return Undecodable(
        f"its encoding is unknown: not UTF-8 (byte {at}), not UTF-16, and no words come out as Windows-1256; "
        "save it as UTF-8"
    )


def _is_expected(text: str) -> bool:
    """Whether nearly all characters are ones that news in Arabic or Latin script is written with."""
    sample = text[: config.TEXT_SAMPLE_CHARS]
    return len(_EXPECTED.findall(sample)) >= 0.98 * len(sample)


def _is_plausible(text: str) -> bool:
    """Whether a decoding gave news text: expected characters, words of one script, the usual letters."""
    sample = text[: config.TEXT_SAMPLE_CHARS]
    if not _is_expected(text):
        return False
    words = _WORD.findall(sample)
    if not words or len(_MIXED_WORD.findall(sample)) * 25 > len(words):
        return False
    arabic = len(_ARABIC_LETTER.findall(sample))
    latin = sum(map(len, words)) - arabic
    if arabic < latin:
        return sum(char.isascii() and char.isalpha() for char in sample) >= 0.6 * latin
    if arabic < config.LETTERS_COUNT_MIN:
        return True
    return len(_COMMON_LETTER.findall(sample)) >= config.COMMON_LETTERS_SHARE_MIN * arabic
