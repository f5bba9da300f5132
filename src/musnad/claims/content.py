"""Contents of statements: each what can be claimed by itself, with all that it is compared by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from musnad.claims.quantity import HAPPENINGS, Quantity
from musnad.claims.times import When
from musnad.config.across import FIGURE_WORDS_MAX
from musnad.model import Act, Span, Statement

_ROOT_LEAST = 2  # letters of a root that two stems do not share by chance are more than these

EntityOf = Callable[[str, int], str | None]
"""The entity of an article's mention by the article's id and the mention's number; None if it has none."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement says, or a part of it that can be claimed by itself.

    ``text`` is the spans as they stand, ``told`` as a claim is shown, without particles at the beginning and what goes
    on at the end. ``stems`` come with their rarity, ``roots`` leads from a stem to its root where it has one.
    ``names`` are entities, ``places`` those that are places where something happens, ``times`` those that have a
    value; ``is_negated`` says that the content as a whole says that something is not so. ``roles``, ``poles`` and
    ``spots`` are told in ``musnad.claims.slots``. ``spoken`` are stems of the speaker's name alone, ``named`` those of
    names in the text. ``is_count`` says that it tells little more than how many were killed, hurt and so on. ``shown``
    leads from stems and places to words as the article writes them. ``weight`` is the rarities of all its words
    together, ``own_weight`` without those of the speaker's name alone, ``stems_of`` leads from a root to its stems,
    last in the alphabet first. ``abroad`` leads from what words share with those of other languages (meanings, sounds
    of names) to the stem that bears it and the stem's share in it, 0 to 1. ``is_figure`` says that it is short and
    holds a number, so that the number is what it tells; ``apart`` are the stems that are names, of the speaker or in
    the text.
    """

    spans: tuple[Span, ...]
    text: str
    told: str
    stems: Mapping[str, float]
    roots: Mapping[str, str]
    quantities: tuple[Quantity, ...]
    names: frozenset[str]
    places: frozenset[str]
    times: tuple[When, ...]
    is_negated: bool
    roles: Mapping[str, tuple[str, ...]]
    poles: Mapping[int, tuple[bool, str]]
    spots: Mapping[str, str]
    spoken: frozenset[str]
    is_count: bool
    named: frozenset[str]
    shown: Mapping[str, str]
    abroad: Mapping[str, tuple[str, float]]
    weight: float = field(init=False, compare=False)
    own_weight: float = field(init=False, compare=False)
    stems_of: Mapping[str, tuple[str, ...]] = field(init=False, compare=False)
    is_figure: bool = field(init=False, compare=False)
    apart: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Works out what each of many comparisons asks for."""
        stems_of: dict[str, tuple[str, ...]] = {}
        for stem in sorted(self.roots, reverse=True):
            root = self.roots[stem]
            if len(root) > _ROOT_LEAST:
                stems_of[root] = (*stems_of.get(root, ()), stem)
        short = len(self.stems) - len(self.spoken) <= FIGURE_WORDS_MAX
        figures = (each for each in self.quantities if not each.is_part and each.counted not in HAPPENINGS)
        object.__setattr__(self, "is_figure", short and any(figures))
        object.__setattr__(self, "apart", self.named | self.spoken)
        object.__setattr__(self, "weight", sum(self.stems.values()))
        spoken = sum(self.stems[stem] for stem in sorted(self.spoken))
        object.__setattr__(self, "own_weight", self.weight - spoken)
        object.__setattr__(self, "stems_of", stems_of)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement made ready: who says what where, its contents in text order.

    ``key`` is ``article/statement``; ``speaker`` the entity of its source or the stems of its name, empty for nobody.
    ``follows`` are keys of nested statements that say all that this one hands on; it has no contents then.
    ``points_back`` says that the content names nothing but what was said before, ``target`` is the key of the statement
    that it points to, empty before it is found or if there is none. ``rejects`` says that it calls something wrong,
    ``updates`` that it tells of a change since an earlier report.
    """

    key: str
    article_id: str
    language: str
    order: tuple[str, str, int]
    statement: Statement
    speaker: str
    contents: tuple[Content, ...]
    follows: tuple[str, ...]
    points_back: bool
    rejects: bool
    updates: bool
    target: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One content of one statement, or one quantity in it, by itself; ``quantity`` is None for the content."""

    said: Said
    number: int
    content: Content
    quantity: Quantity | None = None

    @property
    def against(self) -> bool:
        """Whether the statement says that the content is not so."""
        if self.said.statement.act is Act.DENY:
            return True
        return self.quantity is None and (self.content.is_negated != self.said.rejects)

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Articles by publication, then statements and contents in text order."""
        return (*self.said.order, self.number)
