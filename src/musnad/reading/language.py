"""Text → language code: by letters where they decide, else by a language model limited to likely ones."""

from __future__ import annotations

import re

from musnad import config
from musnad.pack import packs

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Peh, tcheh, jeh, gaf; keheh, farsi yeh; and of Urdu tteh, ddal, rreh, noon ghunna, the hehs, yeh barree.
_FOREIGN = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u0688\u0691\u06ba\u06c1\u06be\u06d2]")
_LATIN_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "tr", "id", "pl", "sv", "ro")
_ARABIC_SCRIPT_LANGUAGES = ("ar", "fa", "ur")


def language(text: str) -> str:
    """The language of a text as an ISO 639 code (``ar``, ``en``, ``fa``); ``und`` if it has no letters.

    Looks at the beginning of the text. Arabic script with hardly a Persian or Urdu letter is Arabic; with
    more of them the model decides between Arabic, Persian and Urdu, so other languages in that script
    (Kurdish, Pashto) come out as one of the three. Latin script is decided by the model between a dozen
    languages, any other script between all it knows. A text half in Arabic script and half in another
    counts as Arabic script. A few words in Latin script may be told wrongly.

    >>> language("قالت الوزارة إن المحادثات ستستأنف")
    'ar'
    >>> language("The ministry said that talks would resume next week.")
    'en'
    """
    sample = text[: config.LANGUAGE_SAMPLE_CHARS]
    arabic = sum(map(len, _ARABIC.findall(sample)))
    words = [] if arabic * 2 >= len(sample) else _LATIN.findall(sample)
    latin = sum(map(len, words))
    # Signs and spaces only add to the whole: with half of that in letters of one script, half of the letters are.
    most = max(arabic, latin) * 2 >= len(sample)
    total = len(sample) if most else sum(map(len, _LETTERS.findall(sample)))
    if not total:
        return "und"
    if arabic * 2 >= total:
        if len(_FOREIGN.findall(sample)) <= arabic * config.FOREIGN_LETTERS_SHARE_MAX:
            return "ar"
        return _classify(_only(_ARABIC, sample), _ARABIC_SCRIPT_LANGUAGES)
    if most or latin * 2 >= total:
        return _classify(" ".join(words), (*packs(), *_LATIN_LANGUAGES))
    return _classify(sample, ())


def _only(script: re.Pattern[str], sample: str) -> str:
    """The words of one script."""
    return " ".join(script.findall(sample))


def _classify(sample: str, languages: tuple[str, ...]) -> str:
    """The most likely of the languages by the model; of all it knows if none is given.

    Imported here: it costs a fifth of a second, and Arabic in its own letters never needs it.
    """
    from py3langid import rank  # type: ignore[import-untyped]  # noqa: PLC0415

    return next(
        str(code) for code, _ in rank(sample[: config.LANGUAGE_MODEL_CHARS]) if not languages or code in languages
    )
