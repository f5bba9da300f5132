"""The dossier of one article in the terminal, and statements as a table.

Nothing is invented: every passage shown is a slice of the article's text, with its place as
``line:start–end`` (the line counted from 1, the offsets in code points of ``text``). In the dossier no
passage is shortened; in the table whole words are left out and an ellipsis says so. Quotation marks around
direct speech are those of the article, where it has them next to the passage.

How article text is made fit for a terminal (controls, direction, wrapping) is said in ``musnad.screen``.
In every line words of the interface stand first, or between two pieces of Arabic, so that the parts of a
line keep their order also where a plain copy is displayed by a program that reorders lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from musnad.model import Act, Article, Carrier, Chain, Extraction, Form, SourceKind, Span, Statement
from musnad.pack import packs
from musnad.screen import Direction, harmless, right_to_left, shorten, wrap

# Sign, word, style. What is no plain assertion must be told apart without colour too.
_ACTS = {
    Act.ASSERT: ("•", "asserts", "default"),
    Act.CONFIRM: ("✓", "confirms", "green"),
    Act.DENY: ("✗", "denies", "bold red"),
    Act.NONCOMMITTAL: ("±", "neither confirms nor denies", "bold yellow"),
    Act.DECLINE: ("⊘", "declines to comment", "bold yellow"),
    Act.SILENT: ("○", "does not answer", "bold yellow"),
    Act.ACCUSE: ("»", "accuses", "magenta"),
    Act.WARN: ("!", "warns", "magenta"),
    Act.PLEDGE: ("+", "pledges", "cyan"),
    Act.URGE: ("↑", "urges", "cyan"),
    Act.ASK: ("?", "asks", "cyan"),
}
_FORMS = {Form.DIRECT: "direct quotation", Form.MIXED: "partly quoted", Form.INDIRECT: "indirect"}
_SHORT_ACTS = {Act.NONCOMMITTAL: "noncommittal", Act.DECLINE: "declines", Act.SILENT: "silent"}
_NOBODY = "nobody stated"
_NO_OUTLET = "outlet not stated"
# Opening and closing quotation marks; a straight mark is both.
_OPENING, _CLOSING = "\"'“‘«„‹", "\"'”’»“›"
_LABEL = 14  # cells before the chain and before the place of a part
_UNNAMED_MARK = " (?)"
_LEAST = 40  # the narrowest screen that is laid out; a narrower one wraps as it can


@dataclass(frozen=True, slots=True)
class _Screen:
    """A console with the ways of putting article text on it.

    Isolates are written only to a terminal that can be expected to understand them.
    """

    console: Console
    direction: Direction

    @classmethod
    def of(cls, console: Console) -> _Screen:
        return cls(console, Direction(console.is_terminal and not console.is_dumb_terminal))

    @property
    def width(self) -> int:
        return max(self.console.width, _LEAST)

    def line(self, *pieces: tuple[str, str]) -> None:
        """Writes one line of (text, style) pieces: nothing is parsed, wrapped or cut."""
        text = Text(no_wrap=True, overflow="ignore", end="\n")
        for words, style in pieces:
            text.append(words, style=style)
        self.console.print(text, soft_wrap=True)

    def blank(self) -> None:
        self.line(("", ""))

    def passage(self, text: str, style: str, lead: str, indent: int) -> None:
        """Writes article text after ``lead``; further lines begin under the first, ``indent`` cells in."""
        rtl = right_to_left(text)
        for number, line in enumerate(wrap(text, self.width - indent)):
            before = lead.ljust(indent) if number == 0 else " " * indent
            self.line((before, "dim"), (self.direction.isolate(line, rtl=rtl), style))

    def name(self, text: str) -> str:
        """A name or another short piece of article text within a line of the interface."""
        return self.direction.isolate(" ".join(harmless(text).split()))


def render_article(extraction: Extraction, *, console: Console) -> None:
    """Writes the dossier of one article: its head, then its statements grouped by source.

    The source with most statements comes first (then the one that speaks first), statements of nobody in
    particular last. Within a source the statements keep the order of the text.
    """
    screen = _Screen.of(console)
    groups = _by_source(extraction.statements)
    _head(extraction, groups, screen)
    chains = {chain.statement_id: chain for chain in extraction.chains}
    for group in groups:
        screen.blank()
        _source(group, screen)
        for statement in group:
            screen.blank()
            _statement(statement, extraction.article, chains.get(statement.id), screen)


def render_table(extractions: Iterable[Extraction], *, console: Console) -> None:
    """Writes one row for each statement, under a line for each article: place, source, act, content."""
    screen = _Screen.of(console)
    unnamed = False
    for number, extraction in enumerate(extractions):
        if number:
            screen.blank()
        article, statements = extraction.article, extraction.statements
        screen.line((f"{_found(extraction)} in ", "dim"), (screen.name(article.id), "bold"))
        if article.title:
            screen.passage(article.title, "", "", 0)
        for statement in statements:
            _row(statement, article, screen)
            unnamed = unnamed or statement.kind is SourceKind.UNNAMED
    if unnamed:
        screen.blank()
        screen.line((f"{_UNNAMED_MARK.strip()} the article does not name the source", "yellow"))


def _head(extraction: Extraction, groups: Sequence[Sequence[Statement]], screen: _Screen) -> None:
    article = extraction.article
    screen.passage(article.title or article.id, "bold", "", 0)
    for label, value in (
        ("outlet", article.outlet),
        ("published", _published(article)),
        ("language", article.language),
        ("address", article.url),
        ("read from", article.source),
    ):
        if value:
            screen.passage(value, "", f"  {label}", _LABEL)
    named = [group for group in groups if group[0].name is not None]
    unnamed = sum(group[0].kind is SourceKind.UNNAMED for group in named)
    counts = [f"  {_found(extraction)}"]
    if groups:
        counts.append(f" from {_count(len(named), 'source')}")
    if unnamed:
        counts.append(f", {unnamed} unnamed")
    screen.line(("".join(counts), "bold"))


def _published(article: Article) -> str | None:
    """The article's date, with where it was found unless it was given."""
    if article.published and article.published_from not in (None, "metadata"):
        return f"{article.published} (from the {article.published_from})"
    return article.published


def _found(extraction: Extraction) -> str:
    """How many statements there are; tells an article without any from one that cannot be read yet."""
    if extraction.statements:
        return _count(len(extraction.statements), "statement")
    pack = packs().get(extraction.article.language)
    if pack is None or pack.cues is None:
        return f"no statements ({harmless(extraction.article.language)} is not read yet)"
    return "no statement found"


def _by_source(statements: Sequence[Statement]) -> list[list[Statement]]:
    groups: dict[str | None, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.name, []).append(statement)
    return sorted(groups.values(), key=lambda group: (group[0].name is None, -len(group)))


def _source(group: Sequence[Statement], screen: _Screen) -> None:
    first = group[0]
    style = "yellow" if first.kind is SourceKind.UNNAMED else ""
    kind = "" if first.name is None else f"{first.kind.value}, "
    name = _NOBODY if first.name is None else screen.name(first.name)
    lead = (("■ ", "bold"), (kind, style), (f"{_count(len(group), 'statement')}: ", "dim"))
    screen.line(*lead, (name, "bold underline"))


def _statement(statement: Statement, article: Article, chain: Chain | None, screen: _Screen) -> None:
    sign, word, style = _ACTS[statement.act]
    spans = [_quoted(span, statement.form, article.text) for span in statement.content]
    places = " + ".join(_place(span, article.text) for span in statement.content or statement.cue)
    screen.line(("  ", ""), (f"{sign} {word}", style), (f"  {_FORMS[statement.form]}  {places}", "dim"))
    for span in spans:
        screen.passage(span.of(article.text), "", "", 4)
    if chain is not None:
        _chain(chain, article, screen)
    for label, parts in (
        ("source", statement.source),
        ("cue", statement.cue),
        ("when", statement.said_at),
        ("where", statement.venue),
        ("to", statement.addressee),
        ("anonymity", statement.anonymity),
    ):
        for span in parts:
            lead = f"    {label.ljust(_LABEL - 4)}{_place(span, article.text).ljust(15)} "
            style = "yellow" if label == "anonymity" else ""
            screen.passage(span.of(article.text), style, lead, len(lead))
    if not statement.source and statement.name:
        screen.line((f"    {'source'.ljust(_LABEL - 4)}not written in this passage", "dim"))


def _chain(chain: Chain, article: Article, screen: _Screen) -> None:
    """The carriers from left to right, outlet first, origin last; a long chain goes on under itself."""
    used = 0
    pieces: list[tuple[str, str]] = [("    chain".ljust(_LABEL), "dim")]
    for number, carrier in enumerate(chain.carriers):
        name, note = _carrier(carrier, article, screen)
        arrow = " ← " if number else ""
        size = cell_len(arrow + name + note)
        if number and used + size > screen.width - _LABEL:
            screen.line(*pieces)
            pieces, used, arrow = [(" " * _LABEL, "")], 0, "← "
        style = "yellow" if carrier.kind is SourceKind.UNNAMED else "dim"
        pieces += [(arrow, "dim"), (name, "bold" if carrier.name else "dim"), (note, style)]
        used += size
    screen.line(*pieces)


def _carrier(carrier: Carrier, article: Article, screen: _Screen) -> tuple[str, str]:
    """The name of a carrier, and its kind: a Latin word between two Arabic names keeps their order."""
    if carrier.name:
        return screen.name(carrier.name), f" ({carrier.kind.value})"
    if carrier.statement_id is not None:
        return _NOBODY, ""
    return (screen.name(article.outlet), " (outlet)") if article.outlet else (_NO_OUTLET, "")


def _row(statement: Statement, article: Article, screen: _Screen) -> None:
    """One row of the table; the act stands between the two Arabic columns and so keeps them apart."""
    text = article.text
    sign, word, style = _ACTS[statement.act]
    word = _SHORT_ACTS.get(statement.act, word)
    spans = [_quoted(span, statement.form, text) for span in statement.content]
    first = [*statement.content, *statement.cue][:1]
    place = _place(first[0], text) if first else ""
    room = screen.width - 16 - 2 - 15
    source_width = room * 2 // 5
    note = _UNNAMED_MARK if statement.kind is SourceKind.UNNAMED else ""
    source = shorten(statement.name or _NOBODY, source_width - len(note))
    padding = " " * (source_width - cell_len(source) - len(note))
    content = shorten(" … ".join(span.of(text) for span in spans), room - source_width)
    screen.line(
        (place.ljust(15) + " ", "dim"),
        (screen.direction.isolate(source), "bold" if statement.name else "dim"),
        (note, "yellow"),
        (f"{padding}  ", ""),
        (f"{sign} {word}".ljust(15), style),
        (screen.direction.isolate(content), ""),
    )


def _quoted(span: Span, form: Form, text: str) -> Span:
    """The span of direct speech with the article's quotation marks that stand right around it."""
    if form is not Form.DIRECT:
        return span
    start, end = span.start, span.end
    start -= text[max(start - 1, 0) : start] in tuple(_OPENING)
    end += text[end : end + 1] in tuple(_CLOSING)
    if end == span.end and text[end : end + 1] in (".", ",", "\u060c"):
        end += 2 * (text[end + 1 : end + 2] in tuple(_CLOSING))
    return Span(start, end)


def _place(span: Span, text: str) -> str:
    line = text.count("\n", 0, span.start) + 1
    return f"{line}:{span.start}–{span.end}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
