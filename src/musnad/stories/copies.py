"""The articles of a story → which text derives from which, with the passages that show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from musnad.config import across as config
from musnad.model import Article, Copy, Span, ZoneKind
from musnad.pack import Pack
from musnad.stories.passages import Wording, shared, spans_of, wording
from musnad.stories.profile import day_of
from musnad.text import fold, tokenize


@dataclass(frozen=True, slots=True)
class _Text:
    """An article with its wording, the agencies that it credits by their names, and whether it is an agency's own."""

    article: Article
    wording: Wording
    credited: frozenset[str]
    is_wire: bool

    @property
    def order(self) -> tuple[bool, float, int, str]:
        """Originals before copies: agencies, then what was published first, then the fullest text."""
        day = day_of(self.article.published)
        slot = day // config.COPY_EARLIER_DAYS if day is not None else float("inf")
        return (not self.is_wire, slot, -len(self.wording.words), self.article.id)


def copies(articles: Sequence[Article], packs: Mapping[str, Pack]) -> tuple[Copy, ...]:
    """Every pair of articles of one story of which one text derives from the other or both from a third.

    Only articles that share runs of words are compared. One derives from the other if at least
    ``config.COPY_SHARE_MIN`` of either's words outside quotations stand in shared passages: two reporters may quote the
    same long declaration. The original is an agency's own text, else the outlet that the other credits, else what
    was published earlier, else the fuller text. In the order of the articles' ids.
    """
    texts = {article.id: _text(article, packs.get(article.language)) for article in articles}
    pairs = _sharing({each: text.wording for each, text in texts.items()})
    found = (_judged(texts[one], texts[other]) for one, other in pairs)
    return tuple(each for each in found if each is not None)


def nearest(found: Iterable[Copy]) -> tuple[tuple[str, str], ...]:
    """One pair (copy, original) for each copy: the text that it shares most with, of several the one with the first id.

    Of a text that many carry ``copies`` gives every pair, which is what counting origins needs; a reader is shown one.
    """
    chosen: dict[str, Copy] = {}
    for copy in sorted(found, key=lambda each: (-_shared_letters(each), each.original_id)):
        chosen.setdefault(copy.copy_id, copy)
    return tuple((key, chosen[key].original_id) for key in sorted(chosen))


def _shared_letters(copy: Copy) -> int:
    return sum(ours.end - ours.start for ours, _ in copy.passages)


def _text(article: Article, pack: Pack | None) -> _Text:
    marks = pack.quotes if pack else None
    signed = " ".join(
        zone.span.of(article.text) for zone in article.zones if zone.kind in (ZoneKind.DATELINE, ZoneKind.CREDIT)
    )
    words = wording(article, marks)
    signed = f" {_plain(signed)} {' '.join(words.words[: config.COPY_SIGNED_WORDS])} "
    agencies = pack.zones.agencies if pack else ()
    credited = {forms[0] for forms in agencies if any(f" {_plain(form)} " in signed for form in forms)}
    if pack and pack.stories:
        credited.update(wire for wire in pack.stories.wires if f" {_plain(wire)} " in signed)
    outlet = _plain(article.outlet or "")
    is_wire = bool(outlet) and any(outlet == _plain(form) for forms in agencies for form in forms)
    return _Text(article, words, frozenset(credited), is_wire)


@lru_cache(maxsize=4_096)  # the names of agencies are asked for again with every article
def _plain(text: str) -> str:
    """The folded words of a text, a space between them."""
    return " ".join(form for form in tokenize(fold(text)).forms if form[0].isalnum())


def _sharing(wordings: Mapping[str, Wording]) -> list[tuple[str, str]]:
    """The pairs of articles that share runs of words, smaller id first, in ascending order."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for article_id in sorted(wordings):
        for gram in set(wordings[article_id].grams()):
            holders[gram].append(article_id)
    counts: Counter[tuple[str, str]] = Counter()
    for held in holders.values():
        if len(held) > 1:
            counts.update(combinations(held, 2))
    return sorted(pair for pair, count in counts.items() if count >= config.COPY_GRAMS_MIN)


def _judged(one: _Text, other: _Text) -> Copy | None:
    """The verdict on two texts; None if neither derives from the other."""
    original, copied = sorted((one, other), key=lambda text: text.order)
    if _credits(original, copied.article) and not _credits(copied, original.article):
        original, copied = copied, original
    passages = shared(original.wording, copied.wording)
    first = _share(original.wording, {p.first + step for p in passages for step in range(p.count)})
    second = _share(copied.wording, {p.other_first + step for p in passages for step in range(p.count)})
    if max(first, second) < config.COPY_SHARE_MIN:
        return None
    pairs = (spans_of(passage, original.wording, copied.wording) for passage in passages)
    spans: tuple[tuple[Span, Span], ...] = tuple((theirs, ours) for ours, theirs in pairs)
    reason = _reason(original, copied, (first, second))
    return Copy(copied.article.id, original.article.id, max(first, second), spans, reason)


def _credits(text: _Text, article: Article) -> bool:
    """Whether a text says that it is the work of an article's outlet."""
    return article.outlet is not None and article.outlet in text.credited


def _share(words: Wording, covered: set[int]) -> float:
    """The share of the words outside quotations that shared passages cover; of all words where too few are outside."""
    outside = [number for number, quoted in enumerate(words.quoted) if not quoted]
    if len(outside) < config.COPY_OUTSIDE_WORDS_MIN:
        outside = list(range(len(words.words)))
    return len(covered.intersection(outside)) / len(outside) if outside else 0.0


def _reason(original: _Text, copied: _Text, shares: tuple[float, float]) -> str:
    """Why one text is held to derive from the other, in words."""
    parts = [f"{shares[1]:.0%} of its words outside quotations stand in the other, {shares[0]:.0%} the other way round"]
    if original.article.outlet is not None and original.article.outlet == copied.article.outlet:
        parts.append("both of one outlet")
    both = sorted(original.credited & copied.credited)
    if both:
        parts.append(f"both credit {', '.join(both)}")
    elif original.is_wire or _credits(copied, original.article):
        parts.append(f"the other is {original.article.outlet}")
    return "; ".join(parts)
