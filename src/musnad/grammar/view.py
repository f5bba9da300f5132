"""An article prepared for the grammar: tokens with their classes, readings, quotation and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from musnad.model import Article, Span, ZoneKind
from musnad.pack import Pack
from musnad.text import Tokens, article_tokens
from musnad.vocabulary.inflection import Reading

NEWLINE = "\n"
_CLOSING = 2  # characters behind a word at which the bracket it stands in may close: "(Fla.)"
_HYPHENS = frozenset("-\u2010\u2011")
PAUSES = frozenset(",\u060c;\u061b")
_BORDERS = (("$", "$"), ("$", "$"), ("$", "$"), ("^", "^"))
_VERBS, _TITLES = frozenset(("auxiliary", "relative")), frozenset(("role", "honorific", "organisation"))
_TURNS = frozenset(("relative", "what"))


@dataclass(frozen=True, slots=True)
class View:
    """Parallel lists over the tokens of one article.

    ``classes`` are word classes (``SourceWords.classify``), ``words`` the tokens' forms with their classes, ``$`` three
    times behind the last one and ``^`` at the very end, so that whoever asks for the neighbours of a token by number
    meets a border and not the other end; ``readings`` is what each token can report,
    ``quoted`` the number of the quotation a token stands in (0: none), ``sentence`` the number of its
    sentence. ``ranges`` are the sentences' token ranges, ``quotations`` the token ranges of the quotations
    (number 1 first), ``headline`` the token range of the title (empty range: none),
    ``silent`` the tokens of lines that report nothing, ``article`` the definite article of the language,
    ``possessives`` the endings that make a word a possessor.
    ``counts`` are running totals by what is counted, one longer than the tokens; ``senses`` tells of nouns what sort
    of thing they name.
    """

    text: str
    tokens: Tokens
    forms: list[str]
    classes: list[str]
    words: list[tuple[str, str]]
    readings: list[tuple[Reading, ...]]
    quoted: list[int]
    sentence: list[int]
    ranges: list[tuple[int, int]]
    quotations: list[tuple[int, int]]
    headline: tuple[int, int]
    silent: frozenset[int]
    article: str
    possessives: tuple[str, ...]
    counts: dict[str, list[int]]
    senses: Mapping[str, str]

    def count(self, what: str, first: int, last: int) -> int:
        """How many tokens from ``first`` up to ``last`` are pauses, colons, complementizers … (``COUNTED``)."""
        totals = self.counts[what]
        return totals[last] - totals[first] if last > first else 0

    def line_end(self, number: int) -> int:
        """The number of the first token after the line in which a token stands."""
        try:
            return self.forms.index(NEWLINE, number)
        except ValueError:
            return len(self.forms)

    def line_start(self, number: int) -> int:
        """The number of the first token of the line in which a token stands."""
        while number > 0 and self.forms[number - 1] != NEWLINE:
            number -= 1
        return number

    def span(self, first: int, last: int) -> Span | None:
        """What the tokens ``first`` up to but not including ``last`` cover, outer marks left out.

        A bracket that a word in it is behind is closed in it, too: "Sen. Ann Ray (Maine)".
        """
        while first < last and not self.is_word(first):
            first += 1
        while last > first and not self.is_word(last - 1):
            last -= 1
        if first >= last:
            return None
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        if "(" in self.forms[first:last] and self.text.count("(", start, end) > self.text.count(")", start, end):
            end = self.text.find(")", end, end + _CLOSING) + 1 or end
        return Span(start, end)

    def lines(self, first: int, last: int) -> tuple[Span, ...]:
        """What the tokens ``first`` up to ``last`` cover, a span for each line with words in it."""
        spans = []
        while first < last:
            end = min(self.line_end(first), last)
            span = self.span(first, end)
            if span is not None:
                spans.append(self.balanced(span, first, end))
            first = end + 1
        return tuple(spans)

    def balanced(self, span: Span, first: int, last: int) -> Span:
        """The span with the mark right behind it that closes a quotation opened inside it."""
        quoted = self.quoted[last - 1] if self.is_word(last - 1) else 0
        following = self.tokens.first_from(span.end)
        opened = quoted and self.quotations[quoted - 1][0] > first and self.quotations[quoted - 1][1] == following
        closes = following < len(self.forms) and self.tokens.starts[following] == span.end
        if opened and closes and self.forms[following] != NEWLINE and not self.is_word(following):
            return Span(span.start, self.tokens.ends[following])
        return span

    def last_word(self, first: int, end: int) -> int:
        """The last word before the token ``end`` and after ``first``; ``first`` if there is none."""
        number = end - 1
        while number > first and not self.is_word(number):
            number -= 1
        return number

    def parts(self, number: int) -> bool:
        """Whether a token is a mark that parts words: no hyphen within one ("a 34-year-old"), no stop behind "Sen."."""
        if self.is_word(number) or number + 1 >= len(self.forms):
            return not self.is_word(number)
        form, starts, ends = self.forms[number], self.tokens.starts, self.tokens.ends
        if form == ".":
            return self.sentence[number] != self.sentence[number + 1]
        within = number > 0 and ends[number - 1] == starts[number] and ends[number] == starts[number + 1]
        return form not in _HYPHENS or not within

    def is_word(self, number: int) -> bool:
        """Whether a token is a word or a number, not a mark or a line break."""
        return self.forms[number][0].isalnum()


def look(article: Article, quoted: tuple[Span, ...], pack: Pack) -> View:
    """The view of an article; the pack must have cues and sources."""
    if pack.cues is None or pack.sources is None:
        raise ValueError(f"the {pack.language} pack has no cues or no sources")
    tokens = article_tokens(article.text, pack.sources.abbreviations)
    forms = pack.sources.joined(tokens.forms)
    sentence = [0] * len(tokens)
    for number, (first, last) in enumerate(tokens.sentences):
        sentence[first:last] = [number] * (last - first)
    inside = [0] * len(tokens)
    quotations = []
    for number, span in enumerate(quoted, start=1):
        first, last = tokens.first_from(span.start), tokens.first_from(span.end)
        quotations.append((first, last))
        inside[first:last] = [number] * (last - first)
    classes = list(map(pack.sources.classes.__getitem__, forms))
    if pack.sources.cased:
        capital, text = pack.sources.capital, article.text
        classes = [
            capital(kind) if text[start].isupper() else kind for start, kind in zip(tokens.starts, classes, strict=True)
        ]
    return View(
        text=article.text,
        tokens=tokens,
        forms=forms,
        classes=classes,
        words=[*zip(forms, classes, strict=True), *_BORDERS],
        readings=list(map(pack.cues.readings_by_form.__getitem__, forms)),
        quoted=inside,
        sentence=sentence,
        ranges=tokens.sentences,
        quotations=quotations,
        headline=_headline(article, tokens),
        silent=_silent(article, tokens),
        article=pack.sources.article,
        possessives=pack.sources.possessives,
        counts=_counts(forms, classes, inside, pack),
        senses=pack.senses,
    )


def _counts(forms: list[str], classes: list[str], quoted: list[int], pack: Pack) -> dict[str, list[int]]:
    cues, sources = pack.cues, pack.sources
    if cues is None or sources is None:
        return {}
    counted = {
        "pause": map(PAUSES.__contains__, forms),
        "colon": map(":".__eq__, forms),
        "that": map(cues.complementizers.__contains__, forms),
        "quote": (now > 0 and now != before for now, before in zip(quoted, [0, *quoted], strict=False)),
        "verb": map(_VERBS.__contains__, classes),
        "title": map(_TITLES.__contains__, classes),
        "relative": map("relative".__eq__, classes),
        "turn": map(_TURNS.__contains__, classes),
        "anonymity": map(sources.anonymity.__contains__, forms),
        "withheld": map(sources.withheld.__contains__, forms),
    }
    return {name: list(accumulate(found, initial=0)) for name, found in counted.items()}


def _headline(article: Article, tokens: Tokens) -> tuple[int, int]:
    for zone in article.zones:
        if zone.kind is ZoneKind.TITLE:
            return tokens.first_from(zone.span.start), tokens.first_from(zone.span.end)
    return 0, 0


def _silent(article: Article, tokens: Tokens) -> frozenset[int]:
    """Tokens of lines that report nothing: datelines, credits, boilerplate, the outlet's own name."""
    silent: set[int] = set()
    for zone in article.zones:
        if zone.kind not in (ZoneKind.TITLE, ZoneKind.BODY):
            silent.update(range(tokens.first_from(zone.span.start), tokens.first_from(zone.span.end)))
    return frozenset(silent)
