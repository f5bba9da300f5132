"""The dossier of a story in the terminal: claims by how many articles tell them, with conflicts and origins.

Every passage is a slice of an article. As in the dossier of one article, words of the interface stand first in a line
or between two pieces of article text, so that a line keeps its order also where a program reorders it.
"""

from __future__ import annotations

from collections.abc import Iterator

from musnad.dossiers.build import Dossier
from musnad.dossiers.contract import conflicts_of
from musnad.model import Claim, Conflict
from musnad.screen import Direction, harmless, wrap

_WIDTH = 14  # of the labels


def dossier_lines(dossier: Dossier, direction: Direction, width: int = 80) -> Iterator[str]:
    """The lines of a story's dossier: what most articles tell first, then what only one has."""
    lines = _Lines(dossier, direction, max(width, 40))
    yield from lines.head()
    several = [claim for claim in dossier.alignment.claims if lines.is_told_by_several(claim)]
    alone = [claim for claim in dossier.alignment.claims if not lines.is_told_by_several(claim)]
    for claim in sorted(several, key=lambda claim: -len(claim.support)):
        yield from ("", *lines.claim(claim))
    if alone:
        yield from ("", f"{len(alone)} that one article alone has, and nobody answers")
    for claim in alone:
        yield from lines.short(claim)


class _Lines:
    """What the lines of one dossier need."""

    def __init__(self, dossier: Dossier, direction: Direction, width: int) -> None:
        self.dossier, self.direction, self.width = dossier, direction, width
        self.statements = {
            f"{each.article.id}/{statement.id}": (each.article, statement)
            for each in dossier.extractions
            for statement in each.statements
        }

    def is_told_by_several(self, claim: Claim) -> bool:
        """Whether more than one article tells of it, or anyone denies it, comments on it or says otherwise."""
        articles = {key.rpartition("/")[0] for key in claim.support}
        return len(articles) > 1 or bool(claim.deny or claim.comment or self.conflicts(claim))

    def conflicts(self, claim: Claim) -> list[Conflict]:
        return conflicts_of(claim, self.dossier.alignment.conflicts)

    def head(self) -> Iterator[str]:
        story, claims = self.dossier.story, self.dossier.alignment.claims
        outlets = {each.article.outlet or each.article.id for each in self.dossier.extractions}
        counts = [(len(story.article_ids), "article"), (len(outlets), "outlet"), (len(claims), "claim")]
        counts.append((len(self.dossier.alignment.conflicts), "conflict"))
        yield ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts)
        if story.title:
            yield from (self.direction.isolate(line) for line in wrap(story.title, self.width))

    def claim(self, claim: Claim) -> Iterator[str]:
        yield from self._passage("CLAIM", claim.text)
        yield from self._labelled("origins", f"{_interval(claim)} of {_articles(claim)}")
        for reason in claim.reasons:
            yield from self._labelled("", reason)
        for label, keys in (("says", claim.support), ("DENIES", claim.deny), ("comments", claim.comment)):
            for key in keys:
                yield self._who(label, key)
        for conflict in self.conflicts(claim):
            yield from self._conflict(conflict)

    def short(self, claim: Claim) -> Iterator[str]:
        yield from self._passage("·", claim.text)
        for key in (*claim.support, *claim.deny):
            yield self._who("", key)

    def _passage(self, label: str, text: str) -> Iterator[str]:
        lines = wrap(text, self.width - _WIDTH) or [""]
        for number, line in enumerate(lines):
            yield f"{(label if number == 0 else '').ljust(_WIDTH)}{self.direction.isolate(line)}"

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        for number, line in enumerate(wrap(text, self.width - _WIDTH)):
            yield f"{(label if number == 0 else '').ljust(_WIDTH)}{line}"

    def _who(self, label: str, key: str) -> str:
        found = self.statements.get(key)
        if found is None:
            return f"{label.ljust(_WIDTH)}{key}"
        article, statement = found
        name = self.direction.isolate(harmless(statement.name or "nobody stated"))
        outlet = self.direction.isolate(harmless(article.outlet or article.id))
        return f"{label.ljust(_WIDTH)}{name} · {statement.act.value} · {outlet} · {harmless(key)}"

    def _conflict(self, conflict: Conflict) -> Iterator[str]:
        one, other = (self.direction.isolate(harmless(value)) for value in conflict.values)
        sides = f"{harmless(conflict.left_key)} {one} | {harmless(conflict.right_key)} {other}"
        yield f"{('≠ ' + conflict.about).ljust(_WIDTH)}{sides}"
        yield from self._labelled("", conflict.reason)


def _interval(claim: Claim) -> str:
    low, high = claim.origin_min_count, claim.origin_max_count
    return str(low) if low == high else f"{low}–{high}"


def _articles(claim: Claim) -> str:
    count = len({key.rpartition("/")[0] for key in claim.support})
    return f"{count} article{'' if count == 1 else 's'}"
