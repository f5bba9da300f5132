"""The chains behind a claim as a drawing: outlets at the top, hands between, origins at the bottom.

Positions are worked out here and drawn by a template as SVG. What surely is one (the same entity, the same named
source) is one box. An unnamed source is a box of its own for each article, drawn with a broken line: nobody can tell
two of them together. A copy has no chain of its own: a broken line leads from it to the article that it copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from musnad.config.page import PAGE_PICTURE_HANDS
from musnad.text import fold
from musnad.web.pages.parts import Hand, Shown

BOX_WIDTH, BOX_HEIGHT, GAP, RISE, HEAD, FOOT = 148, 62, 20, 58, 44, 8
LINE_CHARS, LINES_MAX = 19, 2
"""A box is as wide as some twenty letters; a longer name is cut, and whole in the box's title."""


@dataclass(frozen=True, slots=True)
class Box:
    """An outlet, a hand or an origin, its middle at ``x``, its upper edge at ``y``; ``look`` says how it is drawn."""

    x: float
    y: float
    lines: tuple[str, ...]
    name: str | None
    kind: str
    look: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A path of SVG: from whom a hand has it, or from a copy to its original."""

    path: str
    tip: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of a given size in pixels; ``left_out_count`` outlets did not fit into it."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out_count: int
    depth: int


@dataclass(slots=True)
class _Node:
    name: str | None
    kind: str
    look: str
    link: str | None
    rank: int
    x: float = 0.0
    above: list[str] = field(default_factory=list)


def picture_of(told: Sequence[tuple[Shown, str | None]], *, mirrored: bool) -> Picture | None:
    """The drawing of statements with their chains, each with the id of the article that its own is a copy of.

    ``mirrored`` puts what comes first on the right, as readers of Arabic expect. None where there is nothing to see:
    one outlet that has it from one source.
    """
    first_of: dict[str, Shown] = {}
    original_of: dict[str, str] = {}
    for said, original in told:
        first_of.setdefault(_outlet_key(said), said)
        if original is not None:
            original_of[_outlet_key(said)] = original
    by_article = {said.article.id: _outlet_key(said) for said, _ in told}
    copies = {key: by_article[article] for key, article in original_of.items() if by_article.get(article, key) != key}
    drawn = _ordered(list(first_of), copies)[:PAGE_PICTURE_HANDS]
    chains = [said for said, _ in told if _outlet_key(said) in drawn and _outlet_key(said) not in copies]
    nodes = _nodes(chains, [first_of[key] for key in drawn], set(copies))
    if len(nodes) < 3:
        return None
    depth = _place(nodes, drawn)
    return _drawn(nodes, {key: value for key, value in copies.items() if value in drawn and key in drawn}, depth,
                  (mirrored, len(first_of) - len(drawn)))  # fmt: skip


def _outlet_key(said: Shown) -> str:
    return "outlet:" + fold(said.article.outlet or said.article.id)


def _ordered(keys: list[str], copies: dict[str, str]) -> list[str]:
    """The outlets in the order given, each followed by those that copy it."""
    found: list[str] = []
    for key in keys:
        if key not in copies:
            found += [key, *(each for each in keys if copies.get(each) == key)]
    return list(dict.fromkeys([*found, *keys]))


def _nodes(chains: Sequence[Shown], outlets: Sequence[Shown], copying: set[str]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for said in outlets:
        key = _outlet_key(said)
        look = "outlet copy" if key in copying else "outlet"
        nodes[key] = _Node(said.article.outlet or None, "outlet", look, f"/articles/{said.key}", 0)
    for said in chains:
        above = _outlet_key(said)
        for rank, hand in enumerate(said.chain[1:], 1):
            key = _hand_key(hand, said)
            if key == above:
                continue
            node = nodes.setdefault(key, _Node(hand.name, hand.kind, _look(hand), _link(hand, said), rank))
            node.rank = max(node.rank, rank)
            if above not in node.above and nodes[above].rank < node.rank:
                node.above.append(above)
            above = key
    hands = {above for node in nodes.values() for above in node.above}
    lowest = max(node.rank for node in nodes.values())
    for key, node in nodes.items():
        if node.rank and key not in hands:
            node.rank, node.look = lowest, f"{node.look} origin"
    return nodes


def _hand_key(hand: Hand, said: Shown) -> str:
    if hand.name is None or hand.kind == "unnamed":
        return f"unnamed:{said.article.id}:{fold(hand.name or '')}"
    return f"entity:{hand.entity_id}" if hand.entity_id else f"name:{fold(hand.name)}"


def _look(hand: Hand) -> str:
    if hand.name is None:
        return "nobody"
    return hand.kind if hand.kind in ("unnamed", "document", "outlet") else "named"


def _link(hand: Hand, said: Shown) -> str:
    if hand.entity_id and hand.kind != "unnamed":
        return f"/sources/{hand.entity_id}"
    return f"/articles/{said.article.id}/{hand.statement_id or said.statement_id}"


def _place(nodes: dict[str, _Node], drawn: Sequence[str]) -> int:
    """Gives every node its x: outlets in a row, the others below the middle of what they carry; gives the depth."""
    step = BOX_WIDTH + GAP
    for number, key in enumerate(drawn):
        nodes[key].x = number * step
    ranks: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes.values():
        ranks[node.rank].append(node)
    for rank in sorted(ranks)[1:]:
        row = ranks[rank]
        for node in row:
            node.x = sum(nodes[key].x for key in node.above) / max(1, len(node.above))
        row.sort(key=lambda node: node.x)
        wished = sum(node.x for node in row) / len(row)
        for before, node in pairwise(row):
            node.x = max(node.x, before.x + step)
        shift = wished - sum(node.x for node in row) / len(row)
        for node in row:
            node.x += shift
    left = min(node.x for node in nodes.values())
    for node in nodes.values():
        node.x += BOX_WIDTH / 2 - left + GAP
    rows = {rank: number for number, rank in enumerate(sorted(ranks))}
    for node in nodes.values():
        node.rank = rows[node.rank]
    return len(rows)


def _drawn(nodes: dict[str, _Node], copies: dict[str, str], depth: int, how: tuple[bool, int]) -> Picture:
    mirrored, left_out = how
    width = max(node.x for node in nodes.values()) + BOX_WIDTH / 2 + GAP
    if mirrored:
        for node in nodes.values():
            node.x = width - node.x
    head = HEAD if copies else GAP
    boxes = tuple(
        Box(node.x, _top(node.rank, head), tuple(_wrapped(node.name or "")), node.name, node.kind, node.look, node.link)
        for node in nodes.values()
    )
    lines = [_down(nodes[above], node, head) for node in nodes.values() for above in node.above] + [
        _over(nodes[copy], nodes[original], head) for copy, original in copies.items()
    ]
    return Picture(round(width), round(_top(depth - 1, head) + BOX_HEIGHT + FOOT), boxes, tuple(lines), left_out, depth)


def _top(rank: int, head: int) -> float:
    return head + rank * (BOX_HEIGHT + RISE)


def _down(above: _Node, below: _Node, head: int) -> Line:
    """From the lower box up to the one that has it from there."""
    start, end = _top(above.rank, head) + BOX_HEIGHT, _top(below.rank, head)
    middle = (start + end) / 2
    path = (
        f"M{below.x:.0f} {end:.0f}C{below.x:.0f} {middle:.0f} {above.x:.0f} {middle:.0f} {above.x:.0f} {start + 7:.0f}"
    )
    return Line(path, f"M{above.x - 5:.0f} {start + 9:.0f}h10l-5 -9z", is_copy=False)


def _over(copy: _Node, original: _Node, head: int) -> Line:
    """From a copy over the row of outlets to its original."""
    side = 22 if original.x > copy.x else -22
    end = original.x - side
    path = f"M{copy.x:.0f} {head}C{copy.x:.0f} 6 {end:.0f} 6 {end:.0f} {head - 7}"
    return Line(path, f"M{end - 5:.0f} {head - 9}h10l-5 9z", is_copy=True)


def _wrapped(name: str) -> list[str]:
    """A name in as many lines as a box has, the last one cut if it is longer."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LINE_CHARS or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line if len(line) <= LINE_CHARS + 2 else line[: LINE_CHARS + 1] + "…" for line in lines[:LINES_MAX]]
    if len(lines) > LINES_MAX:
        kept[-1] = kept[-1].rstrip("…")[:LINE_CHARS] + "…"
    return kept


def link_back(picture: Picture, prefix: str) -> Picture:
    """The drawing with its links led through another address, or without any where ``prefix`` is empty."""
    boxes = tuple(replace(box, link=f"{prefix}{box.link}" if prefix and box.link else None) for box in picture.boxes)
    return replace(picture, boxes=boxes)
