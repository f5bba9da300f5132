"""The claims of a story as its page shows them: voices, denials, answers, conflicts side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musnad.claims.pointing import is_only_denied
from musnad.model import Claim, Conflict
from musnad.store.query_dossier import DossierRows
from musnad.web.contrast import Fragment, contrast
from musnad.web.pages.parts import ArticleLink, Shown, article_link, shown
from musnad.web.picture import Picture


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that supports a claim; ``copy_of`` is the article that its own derives from.

    ``is_same`` says that the claim holds a statement of that article in the very same words.
    """

    said: Shown
    copy_of: ArticleLink | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: its value, the passage with the differing words, and who else says it."""

    value: str
    said: Shown
    fragments: tuple[Fragment, ...]
    also: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """Two values that cannot both be right; ``id`` is its anchor on the page."""

    id: str
    about: str
    left: Side
    right: Side
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim: its text stands in the statement with the key ``text_key``.

    ``is_only_denied`` says that all voices deny what the text says. ``outlet_count`` counts outlets, copies included;
    ``conflicts`` are ids of the page's conflicts. ``picture`` is None where the chains are as good as a line of text.
    """

    id: str
    text: str
    text_key: str
    is_only_denied: bool
    origin_min_count: int
    origin_max_count: int
    reasons: tuple[str, ...]
    outlet_count: int
    article_count: int
    voices: tuple[Voice, ...]
    denials: tuple[Shown, ...]
    answers: tuple[Shown, ...]
    conflicts: tuple[str, ...]
    picture: Picture | None = None


class Teller:
    """Makes statements of one story into what pages show, each once."""

    def __init__(self, rows: DossierRows) -> None:
        self.rows = rows
        self.order = {key: number for number, key in enumerate(rows.held)}
        self.links = {key: article_link(key, held.article) for key, held in rows.held.items()}
        self.statements = {
            f"{key}/{statement.id}": statement
            for key, held in rows.held.items()
            for statement in held.extraction.statements
        }
        self._shown: dict[str, Shown | None] = {}

    def shown(self, key: str) -> Shown | None:
        """The statement with this key; None where its article has been read anew and has it no more."""
        if key not in self._shown:
            article_id, statement = key.partition("/")[0], self.statements.get(key)
            self._shown[key] = (
                shown(self.rows.held[article_id], statement, self.links[article_id]) if statement else None
            )
        return self._shown[key]

    def several(self, keys: Iterable[str]) -> tuple[Shown, ...]:
        """The statements that are there, in the order in which their articles appeared."""
        found = [each for each in map(self.shown, keys) if each is not None]
        return tuple(sorted(found, key=lambda each: (self.order[each.article.id], each.statement_id)))

    def voice(self, said: Shown, support: Iterable[Shown]) -> Voice:
        """A supporting statement, with the article that its own is a copy of."""
        original = self.rows.copy_of.get(said.article.id, ("", 0.0))[0]
        is_same = any(each.article.id == original and each.content == said.content for each in support)
        return Voice(said, self.links.get(original), is_same)


def claims_shown(teller: Teller, conflicts: Sequence[ConflictShown]) -> list[ClaimShown]:
    """The claims of a story, the weightiest first.

    Weight is the number of outlets that tell it, then the least number of origins behind it, then the order in which
    the claims were first told.
    """
    owners: dict[str, list[str]] = defaultdict(list)
    for conflict in conflicts:
        for side in (conflict.left, conflict.right):
            for said in (side.said, *side.also):
                owners[said.key].append(conflict.id)
    found = [_claim(teller, claim, owners) for claim in teller.rows.claims]
    return sorted(filter(None, found), key=lambda claim: (-claim.outlet_count, -claim.origin_min_count))


def _claim(teller: Teller, claim: Claim, owners: dict[str, list[str]]) -> ClaimShown | None:
    support = teller.several(claim.support)
    told = support or teller.several((*claim.deny, *claim.comment))
    if not told:
        return None
    standing = next((each for each in told if each.content.startswith(claim.text[:40].strip())), told[0])
    return ClaimShown(
        id=claim.id,
        text=claim.text,
        text_key=standing.key,
        is_only_denied=is_only_denied(claim, teller.statements),
        origin_min_count=claim.origin_min_count,
        origin_max_count=claim.origin_max_count,
        reasons=claim.reasons,
        outlet_count=len({each.article.outlet or each.article.id for each in support}),
        article_count=len({each.article.id for each in support}),
        voices=tuple(teller.voice(each, support) for each in support),
        denials=teller.several(claim.deny),
        answers=teller.several(claim.comment),
        conflicts=tuple(dict.fromkeys(each for key in claim.support for each in owners.get(key, ()))),
    )


def conflicts_shown(teller: Teller) -> list[ConflictShown]:
    """The conflicts of a story, one for each pair of values; most voices first."""
    pairs: dict[tuple[str, str, str], list[Conflict]] = defaultdict(list)
    for conflict in teller.rows.conflicts:
        one, other = sorted(conflict.values)
        pairs[conflict.about, one, other].append(conflict)
    found = []
    for (about, one, other), group in pairs.items():
        keys: dict[str, list[str]] = {one: [], other: []}
        for conflict in group:
            keys[conflict.values[0]].append(conflict.left_key)
            keys[conflict.values[1]].append(conflict.right_key)
        sides = [teller.several(dict.fromkeys(keys[value])) for value in (one, other)]
        if all(sides):
            found.append((about, (one, other), sides, group[0].reason))
    found.sort(key=lambda each: -len(each[2][0]) - len(each[2][1]))
    return [_conflict(f"conflict-{number}", *each) for number, each in enumerate(found, 1)]


def _conflict(
    anchor: str, about: str, values: tuple[str, str], sides: list[tuple[Shown, ...]], reason: str
) -> ConflictShown:
    first, second = (side[0] for side in sides)
    marked = contrast(first.content, second.content, values)
    # What was told first stands first.
    left = Side(values[0], first, marked[0], tuple(each for each in sides[0] if each is not first))
    right = Side(values[1], second, marked[1], tuple(each for each in sides[1] if each is not second))
    if (right.said.article.published or "~") < (left.said.article.published or "~"):
        left, right = right, left
    return ConflictShown(anchor, about, left, right, reason)
