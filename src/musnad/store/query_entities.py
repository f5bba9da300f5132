"""Every query about entities: those that a name or an id means, and what the store holds of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, and_, case, func, select

from musnad.config import LINK_SCORE
from musnad.errors import InputError
from musnad.linking.keys import node_keys
from musnad.linking.parts import Node
from musnad.linking.usual import UsualNames, usual_names
from musnad.linking.within import folded
from musnad.model import Entity, Judgement, MentionType, Relation
from musnad.names import compare
from musnad.names.keys import skeletons
from musnad.names.words import words_of
from musnad.pack import packs
from musnad.store.query_links import EVIDENCE, NAME, PERSON, about, load_standings, pieces, sharing
from musnad.store.schema import articles, spans, statements
from musnad.store.schema_links import entities, judgements, locals_, nodes, traits

_ID = "e1_"
_SEARCH_SCORE = 0.3  # a surname in another script is shown from this likeness on, the best first
_LISTED_MAX = 8  # candidates shown where a name may mean several
TYPES = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.OUTLET, MentionType.PLACE, MentionType.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a name may mean: ``score`` 0 to 1, and its nodes that bear the name."""

    entity_id: str
    score: float
    node_ids: tuple[str, ...]
    article_count: int


@dataclass(frozen=True, slots=True)
class Said:
    """One statement whose source is an entity: where, when (as the article says it), and its content."""

    article_id: str
    statement_id: str
    published: str | None
    outlet: str | None
    act: str
    content: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement about nodes of an entity, with the names of its sides and whether a person made it."""

    judgement: Judgement
    left_name: str
    right_name: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a store holds of one entity; ``names`` and ``roles`` with how often each was seen, most often first.

    ``name`` is the full name that is seen most often. ``names`` are triples of spelling, language and count.
    ``node_ids`` are its nodes but for surnames alone, of which there are ``alone_count``. ``wikidata_id`` and its
    reason are None where no index of the user's has it.
    """

    id: str
    type: MentionType
    name: str
    names: tuple[tuple[str, str, int], ...]
    roles: tuple[tuple[str, int], ...]
    article_count: int
    statement_count: int
    node_ids: tuple[str, ...]
    alone_count: int
    wikidata_id: str | None
    wikidata_reason: str | None
    said: tuple[Said, ...]
    judged: tuple[Judged, ...]


@cache
def _usual() -> UsualNames:
    return usual_names(packs().values())


def matches(connection: Connection, name: str) -> list[Match]:
    """The entities that an id, the beginning of one, or a name in any spelling may mean; best first, empty if none."""
    if name.startswith(_ID):
        query = select(nodes.c.id).where(nodes.c.id.startswith(name, autoescape=True)).limit(_LISTED_MAX + 1)
        scores = dict.fromkeys(connection.execute(query).scalars(), 1.0)
    else:
        scores = _scores(connection, name)
    bearing: dict[str, dict[str, float]] = defaultdict(dict)
    for piece in pieces(scores):
        for row in connection.execute(select(nodes.c.id, nodes.c.entity_id).where(nodes.c.id.in_(piece))):
            bearing[row.entity_id][row.id] = scores[row.id]
    counts = _article_counts(connection, bearing)
    found = [
        Match(entity_id, max(each.values()), tuple(sorted(each)), counts[entity_id])
        for entity_id, each in bearing.items()
    ]
    return sorted(found, key=lambda match: (-match.score, -match.article_count, match.entity_id))


def _scores(connection: Connection, name: str) -> dict[str, float]:
    """How well each node that may bear a name fits it: 1 for the same letters, else the likeness of the names."""
    form = folded(name)
    scores = dict.fromkeys(sharing(connection, "form", [form]).get(form, ()), 1.0)
    sort, key, is_listed = _usual().key_of(name, MentionType.PERSON)
    if is_listed:
        scores[Node(sort, key, key).id] = 1.0
    keys = {each for sort in TYPES for each in node_keys(Node(sort, name, form))}
    others = {node_id for each in sharing(connection, "key", keys).values() for node_id in each} - set(scores)
    for node_id, standing in load_standings(connection, others).items():
        score = compare(name, standing.node.name).score
        if score >= LINK_SCORE:
            scores[node_id] = min(score, 0.99)
    if " " not in form:
        scores = _by_surname(connection, name) | scores
    return scores


def _by_surname(connection: Connection, name: str) -> dict[str, float]:
    """The nodes whose full name ends with a spelling of this word, and how well that fits; half of it counts."""
    endings = {each for word in words_of(name)[:1] for each in skeletons(word.core) if each}
    found = {node_id for each in sharing(connection, "tail", endings).values() for node_id in each}
    scores = {}
    for node_id, standing in load_standings(connection, found).items():
        last = words_of(standing.node.name)[-1]
        score = 1.0 if last.core == words_of(name)[0].core else compare(name, last.form).score
        if score >= _SEARCH_SCORE:
            scores[node_id] = score / 2
    return scores


def _article_counts(connection: Connection, ids: Iterable[str]) -> Counter[str]:
    """In how many articles each entity stands; two names of one article count twice."""
    counts: Counter[str] = Counter()
    for piece in pieces(ids):
        query = select(nodes.c.entity_id, func.sum(nodes.c.article_count)).where(nodes.c.entity_id.in_(piece))
        counts.update({row[0]: row[1] for row in connection.execute(query.group_by(nodes.c.entity_id))})
    return counts


def pick(connection: Connection, name: str) -> Match:
    """The one entity that a name or an id means. Raises ``InputError`` if there is none, or list those there are."""
    found = matches(connection, name)
    best = [match for match in found if match.score == found[0].score]
    if not best:
        raise InputError(f"{name}: nobody and nothing of that name in the store", f"Search with: musnad who {name!r}")
    if len(best) == 1:
        return best[0]
    listed = "\n".join(
        f"  {each.entity_id}  {usual_name(connection, each.entity_id)}  ({each.article_count:,} articles)"
        for each in best[:_LISTED_MAX]
    )
    more = "\n  …" if len(best) > _LISTED_MAX else ""
    raise InputError(f"{name} may mean several; name one by its id:\n{listed}{more}")


def members(connection: Connection, entity_id: str) -> list[str]:
    """The nodes of an entity but for surnames alone, sorted; of a surname alone, itself."""
    query = select(nodes.c.id).where(nodes.c.entity_id == entity_id, (~nodes.c.alone) | (nodes.c.id == entity_id))
    return sorted(connection.execute(query).scalars())


def spelled(connection: Connection, ids: Iterable[str], kind: str = "spelling") -> list[tuple[str, str, int]]:
    """The spellings (or roles) of nodes together: written form, language and count, most often first."""
    counts: Counter[tuple[str, str]] = Counter()
    for piece in pieces(ids):
        query = select(traits.c.value, traits.c.language, traits.c["count"])
        for value, language, count in connection.execute(
            query.where(traits.c.node_id.in_(piece), traits.c.kind == kind)
        ):
            counts[value, language] += count
    return sorted(((*key, count) for key, count in counts.items()), key=lambda each: (-each[2], each[0], each[1]))


def load_entities(connection: Connection, ids: Iterable[str]) -> dict[str, Entity]:
    """Entities by id, with their spellings, most often first; those that are not stored are left out."""
    found: dict[str, Entity] = {}
    for piece in pieces(ids):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        types: dict[str, str] = {}
        own = select(nodes.c.entity_id, nodes.c.id, nodes.c.type).where(nodes.c.entity_id.in_(piece))
        for entity_id, node_id, sort in connection.execute(own):
            if node_id == entity_id or entity_id not in types:
                types[entity_id] = sort
        query = (
            select(nodes.c.entity_id, traits.c.value, traits.c["count"])
            .join(traits, traits.c.node_id == nodes.c.id)
            .where(nodes.c.entity_id.in_(piece), traits.c.kind == "spelling")
        )
        for entity_id, value, count in connection.execute(query):
            counts[entity_id][value] += count
        for entity_id in sorted(types):
            own_counts = counts[entity_id]
            names = tuple(sorted(own_counts, key=lambda name: (-own_counts[name], name)))
            found[entity_id] = Entity(entity_id, MentionType(types[entity_id]), names)
    return found


def usual_name(connection: Connection, entity_id: str) -> str:
    """The spelling of an entity that is seen most often, of full names if it has one."""
    own = members(connection, entity_id)
    names = [name for name, _, _ in spelled(connection, own)]
    names += [each.node.name for each in load_standings(connection, own).values()]
    return next((name for name in names if len(words_of(name)) > 1), names[0] if names else entity_id)


def portrait(connection: Connection, entity_id: str, said_max: int) -> Portrait:
    """What the store holds of one entity, with its newest ``said_max`` statements."""
    own = members(connection, entity_id)
    known = load_standings(connection, own)
    alone = select(func.count()).where(nodes.c.entity_id == entity_id, nodes.c.alone, nodes.c.id != entity_id)
    listed = connection.execute(select(entities).where(entities.c.id == entity_id)).one_or_none()
    in_entity = and_(locals_.c.node_id == nodes.c.id, nodes.c.entity_id == entity_id)
    count = select(func.count(func.distinct(locals_.c.article_id))).select_from(locals_).join(nodes, in_entity)
    roles: Counter[str] = Counter()
    for role, _, times in spelled(connection, own, "role"):
        roles[role] += times
    founder = known[entity_id].node if entity_id in known else next(iter(known.values())).node
    return Portrait(
        id=entity_id,
        type=founder.type,
        name=usual_name(connection, entity_id),
        names=tuple(spelled(connection, own)),
        roles=tuple(roles.most_common()),
        article_count=connection.execute(count).scalar() or 0,
        statement_count=connection.execute(_speaking(entity_id, func.count())).scalar() or 0,
        node_ids=tuple(own),
        alone_count=connection.execute(alone).scalar() or 0,
        wikidata_id=listed.wikidata_id if listed else None,
        wikidata_reason=listed.reason if listed else None,
        said=tuple(_said(connection, entity_id, said_max)),
        judged=tuple(_judged(connection, own, entity_id)),
    )


def _speaking(entity_id: str, *columns: object):  # type: ignore[no-untyped-def]
    """The statements whose source is an entity."""
    return (
        select(*columns)  # type: ignore[call-overload]
        .select_from(nodes)
        .join(locals_, locals_.c.node_id == nodes.c.id)
        .join(
            statements,
            and_(statements.c.article_id == locals_.c.article_id, statements.c.local_number == locals_.c.number),
        )
        .where(nodes.c.entity_id == entity_id)
    )


def _said(connection: Connection, entity_id: str, said_max: int) -> list[Said]:
    columns = (statements.c.id, statements.c.act, articles.c.id.label("article_id"))
    told = (articles.c.published, articles.c.outlet, articles.c.text)
    query = (
        _speaking(entity_id, *columns, *told)
        .join(articles, articles.c.id == locals_.c.article_id)
        .order_by(case((articles.c.published.is_(None), ""), else_=articles.c.published).desc(), statements.c.id)
        .limit(said_max)
    )
    found = []
    for row in connection.execute(query):
        parts = select(spans).where(spans.c.statement_id == row.id, spans.c.role == "content")
        content = [
            row.text[each.start_offset : each.end_offset]
            for each in connection.execute(parts.order_by(spans.c.position))
        ]
        found.append(
            Said(row.article_id, row.id.partition("/")[2], row.published, row.outlet, row.act, " … ".join(content))
        )
    return found


def _judged(connection: Connection, own: list[str], entity_id: str) -> list[Judged]:
    """The judgements by which an entity is one, and those of persons about any of its nodes; these come first."""
    inside = set(own) | {entity_id}
    found = {
        row.id: row
        for row in about(connection, own, NAME, PERSON)
        if row.basis == PERSON or ({row.left_id, row.right_id} <= inside and row.score >= LINK_SCORE)
    }
    own_evidence = select(judgements).where(judgements.c.left_id == entity_id, judgements.c.basis == EVIDENCE)
    found.update((row.id, row) for row in connection.execute(own_evidence))
    rows = sorted(found.values(), key=lambda row: (row.basis != PERSON, -row.score, row.id))
    return [
        Judged(
            Judgement(
                row.left_id,
                row.right_id,
                Relation(row.relation),
                row.score,
                row.reason,
                row.author,
                row.decided_at,
            ),
            row.left_name,
            row.right_name,
            row.basis == PERSON,
        )
        for row in rows
    ]
