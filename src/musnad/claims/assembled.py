"""Groups of parts made into claims: names, texts, denials, comments, conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from musnad.claims.content import Part, Said
from musnad.claims.likeness import shared
from musnad.claims.pairs import Pair
from musnad.claims.pointing import before, is_comment
from musnad.config.across import SAME_MATTER_SCORE
from musnad.ids import digest
from musnad.model import Act, Claim, Conflict, Grouping


@dataclass(slots=True)
class Draft:
    """A claim in the making: the parts that support it, and keys of statements."""

    parts: list[Part]
    deny: set[str] = field(default_factory=set)
    comment: set[str] = field(default_factory=set)
    followers: set[str] = field(default_factory=set)

    @property
    def support(self) -> set[str]:
        """The keys of the statements that support it."""
        return {part.said.key for part in self.parts} | self.followers


def drafted(parts: Sequence[Part], groups: Iterable[Sequence[int]]) -> list[Draft]:
    """The claims of groups of parts.

    Where some say that something is so and others that it is not, the first are denied by the others, who make a
    claim of their own if they are several. Groups with the same supporters are one claim.
    """
    drafts: dict[tuple[frozenset[str], frozenset[str]], Draft] = {}

    def add(members: list[Part], deny: set[str]) -> None:
        draft = drafts.setdefault((frozenset(part.said.key for part in members), frozenset(deny)), Draft([], deny))
        draft.parts += members

    for group in groups:
        members = [parts[number] for number in group]
        so = [part for part in members if not part.against]
        not_so = [part for part in members if part.against]
        deny = {part.said.key for part in not_so} - {part.said.key for part in so}
        if so:
            add(so, deny)
        if not_so and (not so or len(deny) > 1):
            add(not_so, set())
    return list(drafts.values())


def follow(story: Sequence[Said], drafts: Sequence[Draft]) -> None:
    """Puts statements that only hand on others to the claims that the nested ones support."""
    handed = {said.key: said.follows for said in story if said.follows}
    claims_of: dict[str, list[Draft]] = {}
    for draft in drafts:
        for key in {part.said.key for part in draft.parts}:
            claims_of.setdefault(key, []).append(draft)
    for key in handed:
        for last in _innermost(key, handed):
            for draft in claims_of.get(last, ()):
                draft.followers.add(key)


def _innermost(key: str, handed: Mapping[str, tuple[str, ...]]) -> list[str]:
    found, open_ = [], list(handed[key])
    while open_:
        each = open_.pop()
        if each in handed and each != key:
            open_ += handed[each]
        else:
            found.append(each)
    return found


def commented(story: Sequence[Said], drafts: Sequence[Draft]) -> list[Grouping]:
    """Puts refusals to confirm or to comment, and silence, to the claims that they answer; gives why."""
    why = []
    for said in story:
        if not is_comment(said):
            continue
        draft, reason = _likest(said, drafts), "about the same matter"
        if draft is None:
            earlier = before(said, story)
            draft = next((each for each in drafts if earlier and earlier.key in each.support), None)
            reason = "answers what stands right before it"
        if draft is not None:
            draft.comment.add(said.key)
            left, right = sorted((said.key, draft.parts[0].said.key))
            why.append(Grouping(left, right, SAME_MATTER_SCORE, reason))
    return why


def declined(story: Sequence[Said]) -> list[Draft]:
    """Claims that somebody would not answer: the refusals of one speaker in several articles."""
    refusals: dict[str, list[Said]] = {}
    for said in story:
        if is_comment(said) and said.speaker and said.contents:
            refusals.setdefault(said.speaker, []).append(said)
    return [
        Draft([Part(said, 0, said.contents[0]) for said in refusals[speaker]])
        for speaker in sorted(refusals)
        if len({said.article_id for said in refusals[speaker]}) > 1
    ]


def _likest(said: Said, drafts: Sequence[Draft]) -> Draft | None:
    best: tuple[float, Draft] | None = None
    for draft in drafts:
        for part in draft.parts:
            if part.quantity is not None or said.points_back:
                continue
            score = max((shared(content, part.content).holding for content in said.contents), default=0.0)
            if score >= SAME_MATTER_SCORE and (best is None or score > best[0]):
                best = (score, draft)
    return best[1] if best else None


def _standing(draft: Draft) -> Part:
    """The part whose words stand for a claim: the fullest in the language of most who tell it.

    The words are of somebody who says so, of those who deny it only where nobody does.
    """
    stating = [part for part in draft.parts if part.said.statement.act is not Act.DENY] or draft.parts
    languages = Counter(part.said.language for part in stating)
    most = max(languages.values())
    own = [part for part in stating if languages[part.said.language] == most]
    return max(own, key=lambda part: (round(part.content.weight, 6), [-ord(letter) for letter in part.said.key]))


def claim_of(draft: Draft) -> tuple[tuple[str, str, int, int], Claim]:
    """The claim of a draft, after the order of its first part, from whose article and place its id is made."""
    first = min(draft.parts, key=lambda part: part.order)
    text = _standing(draft).content.told
    if len({part.said.key for part in draft.parts}) == 1:
        contents = {part.number: part.content.told for part in draft.parts}
        text = " … ".join(contents[number] for number in sorted(contents))
    start = first.content.spans[0]
    what = "" if first.quantity is None else f"{first.quantity.counted} {first.quantity.low:g}"
    place = f"{first.content.spans[0].start}-{start.end}"
    identity = "c1_" + digest(first.said.key.rpartition("/")[0], place, what, "-" if first.against else "+")
    return first.order, Claim(
        id=identity,
        text=text,
        support=tuple(sorted(draft.support)),
        deny=tuple(sorted(draft.deny)),
        comment=tuple(sorted(draft.comment)),
        origin_min_count=0,
        origin_max_count=0,
        reasons=(),
    )


def with_own_ids(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each with an id of its own.

    Two statements may begin with one passage and yet claim two things: the second then counts on from the first.
    """
    seen: Counter[str] = Counter()
    found = []
    for claim in claims:
        count = seen[claim.id]
        seen[claim.id] += 1
        found.append(replace(claim, id="c1_" + digest(claim.id, str(count))) if count else claim)
    return found


def told_once(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that another tells in the same words for all of the same statements, or more of them.

    One sentence that gives two counts would else stand there twice.
    """
    by_text: dict[str, list[tuple[int, Claim]]] = {}
    for number, claim in enumerate(claims):
        by_text.setdefault(claim.text, []).append((number, claim))
    return [
        claim
        for number, claim in enumerate(claims)
        if not any(
            _within(claim, other) and (place < number or not _within(other, claim))
            for place, other in by_text[claim.text]
            if place != number
        )
    ]


def _within(one: Claim, other: Claim) -> bool:
    return (
        set(one.support) <= set(other.support)
        and set(one.deny) <= set(other.deny)
        and set(one.comment) <= set(other.comment)
    )


def conflicts_of(parts: Sequence[Part], pairs: Iterable[Pair]) -> list[Conflict]:
    """The conflicts of pairs of contents that differ."""
    found = []
    for pair in pairs:
        if pair.difference is None:
            continue
        left, right = parts[pair.left].said.key, parts[pair.right].said.key
        values = pair.difference.values
        if right < left:
            left, right, values = right, left, (values[1], values[0])
        found.append(Conflict(left, right, pair.difference.about, values, pair.difference.reason))
    return found
