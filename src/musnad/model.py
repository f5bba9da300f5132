"""The nine concepts, and the few words they are described with. Frozen, slotted; imports nothing of ours.

Every offset counts Unicode code points of one article's ``text``; every span is half-open ``[start, end)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ZoneKind(StrEnum):
    """What a line of an article is for."""

    TITLE = "title"
    OUTLET = "outlet"
    DATELINE = "dateline"
    BODY = "body"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


class SourceKind(StrEnum):
    """What sort of source speaks in a statement."""

    PERSON = "person"
    UNNAMED = "unnamed"
    OFFICE = "office"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    DOCUMENT = "document"
    IMPLICIT = "implicit"


class Act(StrEnum):
    """What the source does by communicating, taken from the cue."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    DENY = "deny"
    NONCOMMITTAL = "noncommittal"
    DECLINE = "decline"
    SILENT = "silent"
    ACCUSE = "accuse"
    WARN = "warn"
    PLEDGE = "pledge"
    URGE = "urge"
    ASK = "ask"


class Form(StrEnum):
    """How much of the content stands inside quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Scope(StrEnum):
    """What counts as a statement: only what is communicated, or beliefs and intentions as well."""

    COMMUNICATION = "communication"
    ATTRIBUTION = "attribution"


class MentionType(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OUTLET = "outlet"
    DOCUMENT = "document"
    TIME = "time"


class Relation(StrEnum):
    """What a judgement says of its two sides."""

    SAME = "same"
    DIFFERENT = "different"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` of code points in one article's text; never empty.

    >>> Span(3, 7).of("قال مسؤول")
    ' مسؤ'
    >>> Span(0, 4).of("said Smith")
    'said'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers in ``text``."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Zone:
    """One stretch of lines of an article that serve the same purpose."""

    span: Span
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Article:
    """One report as published.

    ``text`` is never altered after reading. ``zones`` are in order, do not overlap, and cover every line
    that is not blank. ``outlet``, ``title`` and ``published`` are None when nothing says them;
    ``published`` is ISO 8601 with the precision that was found, and ``published_from`` says where: given as
    ``metadata``, else in the ``dateline``, else in the ``url``, else a ``guess`` from what a page shows.
    ``source`` is the path or address read.
    """

    id: str
    source: str
    language: str
    text: str
    zones: tuple[Zone, ...] = ()
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    published_from: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One passage in which an article reports that somebody communicated something.

    ``source`` is empty where the source is not written (dropped subject) and ``name`` None where nobody is
    stated (``kind`` implicit). ``cue`` and ``content`` hold one span or several, in text order.
    ``within`` is the id of the statement whose content carries this one. Ids are unique in the article.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: SourceKind
    name: str | None
    act: Act
    form: Form
    within: str | None = None
    said_at: tuple[Span, ...] = ()
    venue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    anonymity: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """One hand through which a statement passed: the article's outlet, or the source of a statement.

    ``statement_id`` is None for the outlet itself, ``name`` None for an outlet or source that nobody states.
    """

    kind: SourceKind
    name: str | None
    statement_id: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """The ordered carriers of one statement, outlet first, origin last; at least two."""

    statement_id: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a person, organisation, place, outlet, document, or time.

    ``entity_id`` is None until linked. ``role`` is the title beside a person's name.

    For a time ``value`` is ISO 8601 with reduced precision or TIMEX3 and ``grain`` its unit: minute, hour, part of day,
    day, week, weekend, month, season, quarter, half, year, decade or century; that of its ends for a range.
    ``against`` says what it was resolved against, the article's date or another calendar; None if it needs neither.
    ``reason`` says why it cannot be resolved: then ``grain`` is None, and ``value`` is None or one of ``PAST_REF``,
    ``PRESENT_REF``, ``FUTURE_REF``.
    """

    span: Span
    type: MentionType
    name: str
    entity_id: str | None = None
    value: str | None = None
    grain: str | None = None
    role: Span | None = None
    against: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what mentions in many articles, spellings and scripts refer to."""

    id: str
    type: MentionType
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One revocable decision about two things; merging never rewrites what was merged.

    ``score`` runs from 0 to 1. ``author`` is the program's version or a person. ``withdrawn_at`` is None
    while the judgement stands.
    """

    left_id: str
    right_id: str
    relation: Relation
    score: float
    reason: str
    author: str
    decided_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that report the same event; ``derived`` pairs read (copy, original), one for each copy."""

    id: str
    title: str
    article_ids: tuple[str, ...]
    derived: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """Why one text of a story derives from another, or both from a third: a result, not a concept of its own.

    ``score`` is the larger of the two shares of words outside quotations that stand in shared passages, 0 to 1.
    ``passages`` are pairs of spans, in the text of the copy and in that of the original, in the order of the copy;
    the words of the two are equal once folded.
    """

    copy_id: str
    original_id: str
    score: float
    passages: tuple[tuple[Span, Span], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Clustering:
    """The stories of some articles, earliest first, and what derives from what: a result, not a concept of its own."""

    stories: tuple[Story, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What several statements of a story assert, with the interval of independent origins behind it."""

    id: str
    text: str
    support: tuple[str, ...]
    deny: tuple[str, ...]
    comment: tuple[str, ...]
    origin_min_count: int
    origin_max_count: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a judgement of conflict between two statements is about: a result, not a concept of its own.

    ``left_key`` and ``right_key`` are ``article/statement``, smaller first, and ``values`` what each of them says
    there. ``about`` is ``number``, ``date``, ``place``, ``actor``, ``polarity`` or ``cause``.
    """

    left_key: str
    right_key: str
    about: str
    values: tuple[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Why two statements of one story are in one claim, or one comments on the other: a result, not a concept."""

    left_key: str
    right_key: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The claims of a story in the order in which they were first told, and why they are what they are.

    Until they are weighed, the claims have no origins. ``conflicts`` stand between statements.
    """

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the per-article half of the flow finds in one article: a result, not a concept of its own."""

    article: Article
    statements: tuple[Statement, ...]
    chains: tuple[Chain, ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not become an article: where it stood, which step refused it, and why.

    ``source`` is a path, or a path with a line number (``feed.jsonl:17``).
    """

    source: str
    step: str
    reason: str
