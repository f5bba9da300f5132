"""The dossier of a story in the terminal: who reported when, claims with their chains, conflicts, who gave no answer.

Every passage is a slice of an article. As in the dossier of one article, words of the interface stand first in a line
or between two pieces of article text, so that a line keeps its order also where a program reorders it.
"""

from __future__ import annotations

from collections.abc import Iterator

from musnad.claims.pointing import COMMENTS, is_only_denied
from musnad.dossiers.build import Dossier
from musnad.dossiers.contract import conflicts_of
from musnad.model import Article, Chain, Claim, Conflict, Statement
from musnad.screen import Direction, harmless, shorten, wrap

_WIDTH = 14  # of the labels
_SIDES_MAX = 6  # statements shown on each side of a conflict
_HANDS_MAX = 60  # letters of a carrier's name


def dossier_lines(dossier: Dossier, direction: Direction, width: int = 80) -> Iterator[str]:
    """The lines of a story's dossier: when who reported, what several tell, conflicts, refusals, what only one has."""
    lines = _Lines(dossier, direction, max(width, 40))
    yield from lines.head()
    yield from ("", *lines.timeline())
    several = [claim for claim in dossier.alignment.claims if lines.is_told_by_several(claim)]
    alone = [claim for claim in dossier.alignment.claims if not lines.is_told_by_several(claim)]
    for claim in sorted(several, key=lambda claim: -len(claim.support)):
        yield from ("", *lines.claim(claim))
    for about, conflicts in lines.matters():
        yield from ("", *lines.differing(about, conflicts))
    unanswered = list(lines.unanswered())
    if unanswered:
        yield from ("", "asked, and gave no answer", *unanswered)
    for outlet, claims in lines.by_outlet(alone):
        yield from ("", f"{'only'.ljust(_WIDTH)}{lines.own(outlet)}: {len(claims)} that nobody else has or answers")
        for claim in claims:
            yield from lines.short(claim)


class _Lines:
    """What the lines of one dossier need."""

    def __init__(self, dossier: Dossier, direction: Direction, width: int) -> None:
        self.dossier, self.direction, self.width = dossier, direction, width
        self.statements: dict[str, tuple[Article, Statement]] = {}
        self.chains: dict[str, Chain] = {}
        for each in dossier.extractions:
            self.statements |= {f"{each.article.id}/{said.id}": (each.article, said) for said in each.statements}
            self.chains |= {f"{each.article.id}/{chain.statement_id}": chain for chain in each.chains}
        self.outlet_of = {each.article.id: each.article.outlet or each.article.id for each in dossier.extractions}

    def own(self, text: str) -> str:
        """A short piece of article text within a line of the interface."""
        return self.direction.isolate(" ".join(harmless(text).split()))

    def outlets(self, claim: Claim) -> set[str]:
        """The outlets that tell of a claim."""
        keys = {key.rpartition("/")[0] for key in (*claim.support, *claim.deny)}
        return {self.outlet_of.get(key, key) for key in keys}

    def is_told_by_several(self, claim: Claim) -> bool:
        """Whether more than one article tells of it, or anyone denies it, comments on it or says otherwise."""
        articles = {key.rpartition("/")[0] for key in claim.support}
        return len(articles) > 1 or bool(claim.deny or claim.comment or self.conflicts(claim))

    def conflicts(self, claim: Claim) -> list[Conflict]:
        return conflicts_of(claim, self.dossier.alignment.conflicts)

    def head(self) -> Iterator[str]:
        story, claims = self.dossier.story, self.dossier.alignment.claims
        counts = [(len(story.article_ids), "article"), (len(set(self.outlet_of.values())), "outlet")]
        counts += [(len(claims), "claim"), (len(list(self.matters())), "conflict")]
        yield ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts)
        if story.title:
            yield from (self.direction.isolate(line) for line in wrap(story.title, self.width))

    def timeline(self) -> Iterator[str]:
        """Who reported when, earliest first, and whose text it carries."""
        originals: dict[str, list[str]] = {}
        for copy, original in self.dossier.story.derived:
            originals.setdefault(copy, []).append(original)
        for each in self.dossier.extractions:
            article = each.article
            when = harmless(article.published or "no date").replace("T", " ")[:16].ljust(16)
            line = f"{when}  {self.own(self.outlet_of[article.id])} · {harmless(article.id)}"
            if article.id in originals:
                line += f" · text of {', '.join(map(harmless, sorted(originals[article.id])))}"
            yield line

    def claim(self, claim: Claim) -> Iterator[str]:
        yield from self._passage("CLAIM", claim.text)
        yield from self._labelled("origins", f"{_interval(claim)} of {_articles(claim)}")
        for reason in claim.reasons:
            yield from self._labelled("", reason)
        statements = {key: self.statements[key][1] for key in claim.support if key in self.statements}
        says = "DENIES" if is_only_denied(claim, statements) else "says"
        for label, keys in ((says, claim.support), ("DENIES", claim.deny), ("comments", claim.comment)):
            for key in keys:
                yield self._who(label, key)
        for conflict in self.conflicts(claim):
            yield from self._conflict(conflict)

    def short(self, claim: Claim) -> Iterator[str]:
        yield from self._passage("·", claim.text)
        for key in (*claim.support, *claim.deny):
            yield self._who("", key)

    def matters(self) -> Iterator[tuple[str, list[Conflict]]]:
        """The conflicts by what they are about and the two values, in the order of the first of each."""
        found: dict[tuple[str, ...], list[Conflict]] = {}
        for each in self.dossier.alignment.conflicts:
            found.setdefault((each.about, *sorted(each.values)), []).append(each)
        for key, conflicts in found.items():
            yield key[0], conflicts

    def differing(self, about: str, conflicts: list[Conflict]) -> Iterator[str]:
        """Two values side by side: who gives each, and the passage of the first."""
        yield from self._labelled(f"≠ {about}", conflicts[0].reason)
        sides: dict[str, list[str]] = {}
        for each in conflicts:
            for value, key in zip(each.values, (each.left_key, each.right_key), strict=True):
                keys = sides.setdefault(value, [])
                if key not in keys:
                    keys.append(key)
        for value, keys in sides.items():
            yield f"{''.ljust(_WIDTH)}{self.own(value)}: {len(keys)} statement{'' if len(keys) == 1 else 's'}"
            for key in keys[:_SIDES_MAX]:
                yield self._who("", key)
            if len(keys) > _SIDES_MAX:
                yield f"{''.ljust(_WIDTH)}… and {len(keys) - _SIDES_MAX} more"
            yield from self._passage("", self._said(keys[0]))

    def unanswered(self) -> Iterator[str]:
        """Who was asked and refused, kept silent, or neither confirmed nor denied."""
        for key, (_, statement) in self.statements.items():
            if statement.act in COMMENTS:
                yield self._who(statement.act.value, key)

    def by_outlet(self, claims: list[Claim]) -> Iterator[tuple[str, list[Claim]]]:
        """Claims by the outlet that alone has them, in the order of the claims."""
        found: dict[str, list[Claim]] = {}
        for claim in claims:
            for outlet in sorted(self.outlets(claim))[:1]:
                found.setdefault(outlet, []).append(claim)
        yield from found.items()

    def _said(self, key: str) -> str:
        found = self.statements.get(key)
        return " … ".join(span.of(found[0].text) for span in found[1].content) if found else ""

    def _passage(self, label: str, text: str) -> Iterator[str]:
        lines = wrap(text, self.width - _WIDTH) or [""]
        for number, line in enumerate(lines):
            yield f"{(label if number == 0 else '').ljust(_WIDTH)}{self.direction.isolate(line)}"

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        for number, line in enumerate(wrap(text, self.width - _WIDTH)):
            yield f"{(label if number == 0 else '').ljust(_WIDTH)}{line}"

    def _who(self, label: str, key: str) -> str:
        """The chain of a statement, outlet first: a Latin word behind each name keeps the order of Arabic ones."""
        found = self.statements.get(key)
        if found is None:
            return f"{label.ljust(_WIDTH)}{key}"
        article, statement = found
        outlet = self.own(shorten(self.outlet_of[article.id], _HANDS_MAX))
        hands = [f"{outlet} (outlet)"]
        chain = self.chains.get(key)
        carriers = chain.carriers[1:] if chain else ()
        for carrier in carriers:
            name = self.own(shorten(carrier.name, _HANDS_MAX)) if carrier.name else "nobody stated"
            hands.append(f"{name} ({carrier.kind.value})")
        if not carriers:
            hands.append(f"{self.own(statement.name or 'nobody stated')} ({statement.kind.value})")
        return f"{label.ljust(_WIDTH)}{' ← '.join(hands)} · {statement.act.value} · {harmless(key)}"

    def _conflict(self, conflict: Conflict) -> Iterator[str]:
        one, other = (self.direction.isolate(harmless(value)) for value in conflict.values)
        sides = f"{harmless(conflict.left_key)} {one} | {harmless(conflict.right_key)} {other}"
        yield f"{('≠ ' + conflict.about).ljust(_WIDTH)}{sides}"


def _interval(claim: Claim) -> str:
    low, high = claim.origin_min_count, claim.origin_max_count
    return str(low) if low == high else f"{low}–{high}"


def _articles(claim: Claim) -> str:
    count = len({key.rpartition("/")[0] for key in claim.support})
    return f"{count} article{'' if count == 1 else 's'}"
