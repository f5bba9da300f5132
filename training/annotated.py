"""Articles of our own with tags in their text (``articles/*.ann``) → the form of gold entries.

    python training/annotated.py FILE…     says how many articles and statements there are, and every fault

An article begins with ``# id: ID | lang: en | …``. Each of its lines stands under ``## N ZONE``, with tags as
``<S3>…</S3>`` (S source, Q cue, C content, T said at, V venue, D addressee, A anonymity); under it the labels of the
statements whose cue it holds: ``3: kind | name | act | form | in=M``. Tags may nest and cross, and end in their line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.model import Act, Form, SourceKind, ZoneKind

ROLES = {
    "S": "source",
    "Q": "cue",
    "C": "content",
    "T": "said_at",
    "V": "venue",
    "D": "addressee",
    "A": "anonymity",
}
_TAG = re.compile(r"<(/?)([SQCTVDA])(\d+)>")
_LABELS = re.compile(r"(\d+): (\S+) \| (.+?) \| (\S+) \| (\S+)(?: \| in=(\d+))?$")
_WITHOUT_CONTENT = (Act.SILENT, Act.DECLINE)
_OPEN, _CLOSE = '“"«', '”"»'
Span = dict[str, int]


class AnnotationError(Exception):
    """An annotated file that cannot be read as one."""


@dataclass
class Draft:
    """An article while its lines are read: its text so far, its zones, spans by tag and number, labels by number."""

    id: str
    language: str
    text: str = ""
    zones: list[dict[str, Any]] = field(default_factory=list)
    spans: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    labels: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def add_line(self, zone: str, line: str) -> None:
        """Adds a line of text, its tags taken out."""
        if self.text:
            self.text += "\n\n" if zone == ZoneKind.BODY else "\n"
        start, last, opened = len(self.text), 0, dict[tuple[str, int], int]()
        for match in _TAG.finditer(line):
            self.text += line[last : match.start()]
            last, key = match.end(), (match[2], int(match[3]))
            if not match[1]:
                opened[key] = len(self.text)
            elif key in opened:
                self.spans.setdefault(key, []).append({"start": opened.pop(key), "end": len(self.text)})
            else:
                raise AnnotationError(f"{match[0]} closes what is not open")
        if opened:
            raise AnnotationError(f"not closed: {opened}")
        self.text += line[last:]
        self.zones.append({"start": start, "end": len(self.text), "zone": ZoneKind(zone).value})

    def add_labels(self, line: str) -> None:
        """Adds the labels of one statement."""
        match = _LABELS.match(line)
        if not match or int(match[1]) in self.labels:
            raise AnnotationError(f"no labels of a statement of its own: {line}")
        SourceKind(match[2]), Act(match[4]), Form(match[5])
        self.labels[int(match[1])] = (match[2], match[3], match[4], match[5], match[6] or "")

    def entry(self) -> dict[str, Any]:
        """The article as a gold entry. Raises ``AnnotationError``."""
        statements = [self._statement(number) for number in sorted(self.labels)]
        if stray := {number for _, number in self.spans} - set(self.labels):
            raise AnnotationError(f"{self.id}: tags without labels: {sorted(stray)}")
        return {
            "id": self.id,
            "lang": self.language,
            "text": self.text,
            "zones": self.zones,
            "statements": statements,
        }

    def _statement(self, number: int) -> dict[str, Any]:
        kind, name, act, form, within = self.labels[number]
        parts = {role: self.spans.get((tag, number), []) for tag, role in ROLES.items()}
        if not parts["cue"] or (not parts["content"] and act not in _WITHOUT_CONTENT):
            raise AnnotationError(f"{self.id}: statement {number} has no cue or no content")
        if within and (int(within) not in self.labels or int(within) == number):
            raise AnnotationError(f"{self.id}: statement {number} stands in {within}")
        for span in (span for spans in parts.values() for span in spans):
            self._check(number, span, is_content=span in parts["content"])
        return {
            "id": f"s{number}",
            "kind": kind,
            "name": None if name == "-" else name,
            "act": act,
            "form": form,
            "within": f"s{within}" if within else None,
            **parts,
        }

    def _check(self, number: int, span: Span, *, is_content: bool) -> None:
        words = self.text[span["start"] : span["end"]]
        inner = words[1:-1]
        quoted = is_content and words[:1] in _OPEN and words[-1:] in _CLOSE and not set(inner) & set(_OPEN + _CLOSE)
        if not words or words != words.strip() or quoted:
            raise AnnotationError(f"{self.id}: the edge of a span of statement {number}: {words!r}")


def annotated(path: Path) -> list[dict[str, Any]]:
    """The articles of a file, or of all files of a folder. Raises ``AnnotationError`` with file and line."""
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    return [entry for file in files for entry in _articles(file)]


def _articles(path: Path) -> Iterator[dict[str, Any]]:
    drafts: list[Draft] = []
    zone = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if line.startswith("# id: "):
                named = dict(part.split(": ", 1) for part in line.removeprefix("# ").split(" | "))
                drafts.append(Draft(named["id"], named["lang"]))
            elif line.startswith("## "):
                zone = line.split()[-1]
            elif line.strip() and drafts:  # what stands before the first article says what the file is
                if zone:
                    drafts[-1].add_line(zone, line)
                else:
                    drafts[-1].add_labels(line)
                zone = ""
        except (AnnotationError, ValueError, KeyError) as error:
            raise AnnotationError(f"{path}:{number}: {error}") from error
    return (draft.entry() for draft in drafts)


if __name__ == "__main__":
    entries = [entry for name in sys.argv[1:] for entry in annotated(Path(name))]
    statements = [statement for entry in entries for statement in entry["statements"]]
    nested = sum(statement["within"] is not None for statement in statements)
    print(f"{len(entries)} articles, {len(statements)} statements, {nested} of them inside another")
