"""Offices and callings (``roles.yml``): what the title beside a name says of its bearer."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.text import fold, tokenize
from musnad.vocabulary.node import Node

_LEAST = 4  # letters of a word that an article may stand before


@dataclass(frozen=True)
class RoleWords:
    """The words of titles, folded, without the article.

    ``offices`` leads from the words of a title to the office, which is called the same in every pack, and its calling.
    ``passing`` are words that make it no other office, ``generations`` those behind the name of a father or a son.
    ``apart`` holds pairs of callings, each in order, that one person rarely has at a time.
    """

    offices: dict[tuple[str, ...], tuple[str, str]]
    passing: frozenset[str]
    generations: frozenset[str]
    apart: frozenset[tuple[str, str]]
    article: str

    def bare(self, form: str) -> str:
        """A folded word without the article written onto it; the form itself if next to nothing would be left."""
        return _bare(form, self.article)

    @classmethod
    def read(cls, node: Node) -> RoleWords | None:
        """Reads ``roles.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        fields = node.fields(required=("callings",), optional=("article", "generations", "passing", "apart"))
        article = fold(fields["article"].text()) if "article" in fields else ""
        offices: dict[tuple[str, ...], tuple[str, str]] = {}
        callings = set()
        for calling, listed in fields["callings"].pairs() if "callings" in fields else ():
            callings.add(calling)
            for office, words in listed.pairs():
                for item in words.items():
                    key = tuple(_bare(form, article) for form in tokenize(item.text()).forms)
                    if key in offices:
                        item.fault(f"{' '.join(key)!r} is listed twice")
                    offices[key] = (office, calling)
        return cls(
            offices=offices,
            passing=_folded(fields, "passing"),
            generations=_folded(fields, "generations"),
            apart=_apart(fields.get("apart"), callings),
            article=article,
        )


def _bare(form: str, article: str) -> str:
    return form[len(article) :] if article and form.startswith(article) and len(form) > _LEAST else form


def _folded(fields: dict[str, Node], name: str) -> frozenset[str]:
    return frozenset(map(fold, fields[name].texts())) if name in fields else frozenset()


def _apart(node: Node | None, callings: set[str]) -> frozenset[tuple[str, str]]:
    found = set()
    for item in node.items() if node else []:
        one, *others = sorted(item.texts()) or [""]
        if len(others) != 1 or not {one, *others} <= callings:
            item.fault("expected two callings that are listed above")
        else:
            found.add((one, others[0]))
    return frozenset(found)
