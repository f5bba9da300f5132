"""Words that tell what a web page says of itself (``pages.yml``)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from musnad.vocabulary.node import Node


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words of pages around a report, and of tables of reports.

    ``published``, ``updated``: what stands before such a date. ``unnamed``: what sites are called that have given
    themselves no name. ``rights``: words around an outlet's name in a line of copyright. ``sections``: breadcrumbs and
    names of sections that are no outlets. ``feed``: what is added to a site's name in the title of its feed.
    ``comments``: headings over comments. ``makers``: before the name of who made a site's program or design.
    ``untitled``: what pages are called to which nobody gave a title, numbers left out.
    ``text``, ``title``, ``outlet``, ``url``, ``date``, ``id``, ``language``: names of columns.
    """

    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    feed: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    untitled: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    @classmethod
    def read(cls, node: Node) -> PageWords:
        """Reads ``pages.yml``; notes every unknown name and wrong type."""
        names = tuple(field.name for field in fields(cls))
        found = node.fields(optional=names)
        return cls(**{name: child.texts() for name, child in found.items() if name in names})
