"""The mentions of one article → its locals: who and what they refer to, as far as the article itself says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from musnad.linking.keys import clues_of
from musnad.linking.parts import Local, Node
from musnad.linking.short import fits, is_form_of
from musnad.linking.titles import title_of
from musnad.linking.usual import UsualNames
from musnad.model import Article, Mention, MentionType
from musnad.names.words import words_of
from musnad.pack import Pack
from musnad.text import fold, forms_of


@dataclass(slots=True)
class _Group:
    """Mentions that refer to one: their numbers; ``name`` is the fullest of theirs."""

    name: str
    numbers: list[int] = field(default_factory=list)
    is_doubtful: bool = False


@dataclass(frozen=True)
class Context:
    """What tells the locals of an article: its stored id, the pack of its language, the usual names of all packs."""

    article_id: str
    pack: Pack | None
    usual: UsualNames


def within(article: Article, mentions: tuple[Mention, ...], context: Context) -> tuple[Local, ...]:
    """The locals of an article in the order of their first mentions; every mention but times is in one.

    A surname or short form joins the one full name of the article that it fits; one that fits several stays by itself,
    and no other article can explain it.
    """
    people = [number for number, each in enumerate(mentions) if each.type is MentionType.PERSON]
    others = [number for number, each in enumerate(mentions) if each.type not in (MentionType.PERSON, MentionType.TIME)]
    made: list[tuple[_Group, Node]] = []
    for group in _people(mentions, people):
        made.append((group, _person(group, article, mentions, context)))
    made += _things(mentions, others, context)
    made.sort(key=lambda each: min(each[0].numbers))
    return tuple(
        _local(number, group, node, (article, mentions, context)) for number, (group, node) in enumerate(made, 1)
    )


def _people(mentions: tuple[Mention, ...], numbers: list[int]) -> list[_Group]:
    """Full names gathered by likeness, then short forms put to them."""
    groups: list[_Group] = []
    short: list[int] = []
    for number in numbers:
        name = mentions[number].name
        if len(words_of(name)) < 2:
            short.append(number)
            continue
        _put(groups, name, number, is_form_of)
    full = list(groups)
    for number in short:
        name = mentions[number].name
        found = fits(name, [group.name for group in full])
        if len(found) == 1:
            full[found[0]].numbers.append(number)
        else:
            group = _put(groups, name, number, _same_word)
            group.is_doubtful = group.is_doubtful or bool(found)
    return groups


def _put(groups: list[_Group], name: str, number: int, is_one: Callable[[str, str], bool]) -> _Group:
    """Adds a mention to the one group whose name it is a form of, else to a new one."""
    own = [group for group in groups if words_of(group.name) == words_of(name) and _mark(group.name) == _mark(name)]
    found = own or [group for group in groups if is_one(name, group.name) and _mark(group.name) == _mark(name)]
    if len(found) != 1:
        groups.append(_Group(name, [number]))
        return groups[-1]
    found[0].numbers.append(number)
    if len(words_of(name)) > len(words_of(found[0].name)):
        found[0].name = name
    return found[0]


def _same_word(one: str, other: str) -> bool:
    return words_of(one) == words_of(other)


def _mark(name: str) -> str:
    """The last word of a name, if names count it for nothing: a father's or a son's."""
    last = fold(name.rsplit(maxsplit=1)[-1]) if name.split() else ""
    return "" if any(word.form.endswith(last.strip(".")) for word in words_of(name)[-1:]) else last.strip(".")


def _person(group: _Group, article: Article, mentions: tuple[Mention, ...], context: Context) -> Node:
    """The node of a person: by the full name with its calling; a surname alone by its article."""
    words = words_of(group.name)
    key = " ".join("|".join((word.form, *map(str, word.skips))) for word in words) or fold(group.name)
    pack = context.pack
    calling = _calling(group, article, mentions, pack)
    mark = _mark(group.name)
    generation = mark if pack is not None and pack.roles is not None and mark in pack.roles.generations else ""
    if len(words) < 2:
        return Node(MentionType.PERSON, group.name, f"{key} in {context.article_id}", "", generation, alone=True)
    return Node(MentionType.PERSON, group.name, key, calling, generation)


def _calling(group: _Group, article: Article, mentions: tuple[Mention, ...], pack: Pack | None) -> str:
    """The calling that the roles say; empty if they say none, several, or one that excludes no other."""
    if pack is None or pack.roles is None:
        return ""
    found = {title.calling for role in _roles(group, article, mentions) if (title := title_of(role, pack))}
    mattering = {calling for pair in pack.roles.apart for calling in pair}
    return found.pop() if len(found) == 1 and found <= mattering else ""


def _roles(group: _Group, article: Article, mentions: tuple[Mention, ...]) -> list[str]:
    """The roles beside the mentions of a group as written, with single spaces."""
    roles = (mentions[number].role for number in group.numbers)
    return [" ".join(role.of(article.text).split()) for role in roles if role is not None]


def _things(mentions: tuple[Mention, ...], numbers: Iterable[int], context: Context) -> list[tuple[_Group, Node]]:
    """Bodies, outlets, places and documents by their usual names, else by their own."""
    groups: dict[str, tuple[_Group, Node]] = {}
    for number in numbers:
        mention = mentions[number]
        sort, key, is_listed = context.usual.key_of(mention.name, mention.type)
        node = Node(sort, key if is_listed else mention.name, key)
        groups.setdefault(node.id, (_Group(mention.name), node))[0].numbers.append(number)
    return list(groups.values())


def _local(number: int, group: _Group, node: Node, found: tuple[Article, tuple[Mention, ...], Context]) -> Local:
    article, mentions, context = found
    roles = Counter(_roles(group, article, mentions))
    offices: set[str] = set()
    if context.pack is not None:
        titles = [title_of(role, context.pack) for role in roles]
        offices = {f"{title.office}/{title.at}" for title in titles if title and title.at}
    outlet = context.usual.key_of(article.outlet, MentionType.OUTLET)[1] if article.outlet else None
    clues = () if group.is_doubtful else clues_of(node, tuple(sorted(offices)), outlet, _day(article.published))
    return Local(
        number=number,
        node=node,
        mentions=tuple(sorted(group.numbers)),
        spellings=tuple(sorted(Counter(" ".join(mentions[each].name.split()) for each in group.numbers).items())),
        roles=tuple(sorted(roles.items())),
        offices=tuple(sorted(offices)),
        clues=clues,
    )


def _day(published: str | None) -> str | None:
    """The day of an ISO 8601 date; None where it says only a month or a year."""
    day = (published or "")[:10]
    parts = day.split("-")
    return day if len(day) == 10 and len(parts) == 3 and all(part.isdecimal() for part in parts) else None


def folded(name: str) -> str:
    """A spelling as it is looked up: its folded words.

    >>> folded("إيلون  ماسْك"), folded("Elon Musk")
    ('ايلون ماسك', 'elon musk')
    """
    return " ".join(form for form in forms_of(name) if form.strip())
