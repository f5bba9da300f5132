"""An article with all that its contents are made from, each worked out once however many statements ask for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from musnad.claims.abroad import shares_abroad
from musnad.claims.content import EntityOf
from musnad.model import Extraction, Mention, Span
from musnad.pack import Pack
from musnad.text import Tokens, fold, tokenize
from musnad.vocabulary.claims import ClaimWords

_UNKNOWN = 8.0  # the rarity of a word where the pack has no table, in natural logarithms

Stems = tuple[dict[str, float], dict[str, str]]
"""Stems with their rarities, and the roots of those that have one."""


@dataclass(frozen=True)
class Page:
    """An article in tokens, and who is named where.

    ``in_names`` are the numbers of the tokens that stand in names, ``ends`` those with which a sentence begins but the
    first, and one behind the last.
    """

    extraction: Extraction
    tokens: Tokens
    words: ClaimWords
    pack: Pack
    entity_of: EntityOf
    in_names: frozenset[int]
    ends: frozenset[int]
    _starts: list[int]
    _order: list[int]
    _longest: int
    _names: dict[int, str] = field(default_factory=dict)
    _stems: dict[tuple[str, ...], Stems] = field(default_factory=dict)
    _abroad: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, extraction: Extraction, pack: Pack, words: ClaimWords, entity_of: EntityOf) -> Page:
        """The page of an article in the language of a pack."""
        abbreviations = pack.sources.abbreviations if pack.sources else frozenset[str]()
        tokens = tokenize(extraction.article.text, abbreviations)
        spans = [mention.span for mention in extraction.mentions]
        order = sorted(range(len(spans)), key=lambda number: spans[number].start)
        named = frozenset(number for span in spans for number in _touched(tokens, span))
        longest = max((span.end - span.start for span in spans), default=0)
        starts = [spans[number].start for number in order]
        ends = frozenset(last for _, last in tokens.sentences)
        return cls(extraction, tokens, words, pack, entity_of, named, ends, starts, order, longest)

    def rarity(self, stem: str) -> float:
        """How rare a stem is in the news, in natural logarithms."""
        return self.pack.rarity.of(stem) if self.pack.rarity else _UNKNOWN

    def named_in(self, spans: Sequence[Span]) -> Iterator[tuple[int, Mention]]:
        """The mentions that meet any of the spans, by number."""
        found = set()
        for span in spans:
            place = bisect_left(self._starts, span.start - self._longest)
            while place < len(self._starts) and self._starts[place] < span.end:
                if span.meets(self.extraction.mentions[self._order[place]].span):
                    found.add(self._order[place])
                place += 1
        for number in sorted(found):
            yield number, self.extraction.mentions[number]

    def times_in(self, spans: Sequence[Span]) -> list[Mention]:
        """The times that meet any of the spans, in the order of the article."""
        return [time for time in self.extraction.times if any(map(time.span.meets, spans))]

    def folded(self, number: int) -> str:
        """The folded name of a mention."""
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = fold(self.extraction.mentions[number].name)
        return found

    def stems(self, forms: Sequence[str]) -> Stems:
        """The stems of the telling ones among folded tokens; to be altered by nobody but who asks."""
        stems, roots = {}, {}
        for form in forms:
            found = self.words.telling(form)
            if found is not None:
                stem, root = found
                stems[stem] = self.rarity(stem)
                if root:
                    roots[stem] = root
        return stems, roots

    def abroad(self, forms: Sequence[str]) -> dict[str, tuple[str, float]]:
        """What the telling ones among folded tokens share with other languages: the stem of each and its share.

        Of several stems with one meaning the one with the largest share counts, of equal ones the first.
        """
        found: dict[str, tuple[str, float]] = {}
        for form in forms:
            told = self.words.telling(form)
            if told is not None and self.pack.stories is not None:
                if form not in self._abroad:
                    self._abroad[form] = shares_abroad(form, self.pack.stories)
                for key, share in self._abroad[form]:
                    if key not in found or share > found[key][1]:
                        found[key] = (told[0], share)
        return found

    def stems_of_name(self, forms: tuple[str, ...]) -> Stems:
        """The same of a name, remembered: a source makes several statements. Not to be altered."""
        found = self._stems.get(forms)
        if found is None:
            found = self._stems[forms] = self.stems(forms)
        return found


def _touched(tokens: Tokens, span: Span) -> Iterator[int]:
    """The numbers of the tokens that share a character with a span."""
    number = tokens.first_from(span.start)
    while number and tokens.ends[number - 1] > span.start:
        number -= 1
    while number < len(tokens) and tokens.starts[number] < span.end:
        if span.start < tokens.ends[number]:
            yield number
        number += 1
