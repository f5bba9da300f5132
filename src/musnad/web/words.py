"""The words of the interface, by language: catalogues in ``words/``, checked as a whole when they are read.

A word is a text, or one text for each plural form that the language has. ``{name}`` stands for a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

from musnad.errors import MusnadError

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("ar", "en")
"""The languages of the interface; the first is used where a browser asks for neither."""

_ISOLATE, _END = "\u2068", "\u2069"
_FIELD = re.compile(r"{(\w+)}")
_FORMS = {"ar": ("zero", "one", "two", "few", "many", "other"), "en": ("one", "other")}

Entry = str | dict[str, str]


class WordsError(MusnadError):
    """A catalogue of the interface that is broken; names every fault."""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of the interface in one language; ``reasons`` turn sentences of the program into it."""

    language: str
    direction: str
    entries: Mapping[str, Entry]
    months: tuple[str, ...]
    reasons: tuple[tuple[re.Pattern[str], str], ...] = ()
    _plain: dict[str, Markup] = field(default_factory=dict, repr=False)

    def form(self, key: str, values: Mapping[str, object]) -> str:
        """The text of a key, in the plural form that the value ``n`` asks for. Raises ``KeyError`` without the key."""
        entry = self.entries[key]
        if isinstance(entry, str):
            return entry
        number = values["n"]
        return entry[plural(self.language, number if isinstance(number, int) else 0)]

    def html(self, key: str, **values: object) -> Markup:
        """The text of a key as HTML, each value in an isolate of its own.

        >>> str(words_of("en").html("count.articles", n=2))
        '<bdi>2</bdi> articles'
        >>> "<bdi>&lt;b&gt;</bdi>" in words_of("ar").html("search.results", query="<b>")
        True
        """
        if not values:
            if key not in self._plain:
                self._plain[key] = escape(self.form(key, values))
            return self._plain[key]
        return Markup(_FIELD.sub(lambda found: _isolated(values[found[1]]), str(escape(self.form(key, values)))))

    def text(self, key: str, **values: object) -> str:
        """The text of a key for an attribute, each value between isolating marks.

        >>> words_of("en").text("nav.stories")
        'Stories'
        """
        return _FIELD.sub(
            lambda found: f"{_ISOLATE}{shown(values[found[1]])}{_END}",
            self.form(key, values),
        )

    def reason(self, sentence: str) -> Markup:
        """A sentence of the program in this language; as it stands where no pattern fits.

        >>> str(words_of("en").reason("2 articles carry one text: one origin"))
        '2 articles carry one text: one origin'
        """
        parts = [self._part(part) for part in sentence.split("; ")]
        return Markup("; " if self.language == "en" else self.entries["reason.joint"]).join(parts)

    def _part(self, part: str) -> Markup:
        told = self.told(part)
        if told is not None:
            return told
        return escape(part) if self.language == "en" else Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(part)

    def told(self, part: str) -> Markup | None:
        """What the first pattern that fits makes of a sentence or value of the program; None where none does.

        >>> str(words_of("ar").told("at most 48")), words_of("ar").told("لامارا")
        ('<bdi>48</bdi> على الأكثر', None)
        """
        for pattern, told in self.reasons:
            found = pattern.fullmatch(part)
            if found:
                values = {name: self._value(name, value or "") for name, value in found.groupdict().items()}
                return Markup(escape(told)).format_map(values)
        return None

    def _value(self, name: str, value: str) -> Markup:
        """A value in a sentence: names in isolates of their own, a kind of thing that is counted in this language."""
        if name.startswith("counted"):
            entry = self.entries.get(f"counted.{value}", value)
            return Markup("{}").format(entry) if isinstance(entry, str) else Markup("")
        listed, _, more = value.partition(" and ") if value.endswith(" more") else (value, "", "")
        names = [Markup("<bdi>{}</bdi>").format(each) for each in listed.split(", ")]
        if more:
            names.append(self.html("site.more", n=int(more.removesuffix(" more"))))
        return Markup(escape(self.text("site.comma"))).join(names)


def plural(language: str, number: int) -> str:
    """The plural form of a number in a language, as CLDR names it.

    >>> [plural("ar", number) for number in (0, 1, 2, 3, 11, 100, 103)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'few']
    >>> plural("en", 1), plural("en", 0)
    ('one', 'other')
    """
    if language == "en":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return _FORMS["ar"][number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def shown(value: object) -> str:
    """A value as text: numbers with their thousands marked."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def _isolated(value: object) -> str:
    return str(value) if isinstance(value, Markup) else f"<bdi>{escape(shown(value))}</bdi>"


@cache
def words_of(language: str) -> Words:
    """The catalogue of a language. Raises ``WordsError`` naming its faults."""
    path = FOLDER / f"{language}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    for room, words in content["words"].items():
        for name, entry in words.items():
            key = f"{room}.{name}"
            entries[key] = entry
            if isinstance(entry, dict) and tuple(entry) != _FORMS[language]:
                faults.append(f"{path.name}: {key}: expected the plural forms {', '.join(_FORMS[language])}")
            elif not isinstance(entry, str | dict):
                faults.append(f"{path.name}: {key}: expected a text")
    if len(content["months"]) != 12:
        faults.append(f"{path.name}: months: expected twelve")
    if faults:
        raise WordsError("\n".join(faults))
    reasons = tuple((re.compile(pattern), told) for pattern, told in content.get("reasons", {}).items())
    return Words(language, content["direction"], entries, tuple(content["months"]), reasons)
