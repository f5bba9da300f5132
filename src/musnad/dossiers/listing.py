"""A list of stories, and what changed in one, for the terminal and as JSON; words of the interface begin each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from musnad.screen import Direction, harmless, wrap
from musnad.store.query_changes import Change
from musnad.store.query_stories import StorySummary

_INDENT = 4
_WIDTH = 20  # of the labels of changes
_WORDS = {"support": "says so, too", "deny": "DENIES it", "comment": "comments on it"}


def story_lines(story: StorySummary, direction: Direction, width: int = 80) -> Iterator[str]:
    """The lines of one story in a list: id, date, counts; its title; the claim that most articles tell."""
    counts = [(story.article_count, "article"), (story.outlet_count, "outlet")]
    told = [f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in counts]
    if story.main_claim_id:
        told.append(f"origins {interval(story.origin_min_count, story.origin_max_count)}")
    if story.conflict_count:
        told.append(f"{story.conflict_count:,} conflict{'' if story.conflict_count == 1 else 's'}")
    if story.denied_count:
        told.append(f"{story.denied_count:,} denied")
    when = harmless(story.last_published or "no date").replace("T", " ")[:16]
    yield f"{story.id}  {when}  {', '.join(told)}"
    for line in wrap(story.title or story.lead, width - _INDENT):
        yield f"{' ' * _INDENT}{direction.isolate(line)}"


def story_json(story: StorySummary) -> dict[str, Any]:
    """The same as an object; times are ISO 8601 in UTC."""
    found = asdict(story)
    found["origins"] = {"min": found.pop("origin_min_count"), "max": found.pop("origin_max_count")}
    return {**found, "last_at": story.last_at.isoformat(), "changed_at": story.changed_at.isoformat()}


def interval(least: int, most: int) -> str:
    """An interval of origins.

    >>> interval(1, 1), interval(1, 3)
    ('1', '1–3')
    """
    return str(least) if least == most else f"{least}–{most}"


def change_lines(
    found: Iterable[Change], names: Mapping[str, str], direction: Direction, width: int = 80
) -> Iterator[str]:
    """The lines of what changed, in order of time; ``names`` leads from stored article ids to those that are shown."""
    for change in found:
        label = f"{change.at:%Y-%m-%d %H:%M}  "
        yield f"{label}{_told(change, names, direction)}"
        for line in wrap(change.text, width - _WIDTH) if change.kind != "conflict" else ():
            yield f"{' ' * _WIDTH}{direction.isolate(line)}"


def _told(change: Change, names: Mapping[str, str], direction: Direction) -> str:
    """What happened, in words that begin the line."""
    key = " | ".join(shown(part, names) for part in change.key.split())
    if change.kind == "article":
        word = {"new": "new article", "moved": "article of another story joined", "gone": "article left"}[change.what]
        return f"{word}: {key}"
    if change.kind == "conflict":
        sides = " | ".join(direction.isolate(harmless(value)) for value in (change.before, change.after))
        return f"{'conflict' if change.what == 'new' else 'no conflict any more'}: {sides} ({key}; {change.text})"
    if change.kind == "origins":
        return f"origins {change.before} → {change.after}"
    if change.kind == "claim":
        return f"new claim, origins {change.after}" if change.what == "new" else "claim gone"
    return f"{key} {'no longer ' if change.what == 'gone' else ''}{_WORDS[change.kind]}"


def shown(key: str, names: Mapping[str, str]) -> str:
    """An article, or a statement, under the name that is shown.

    >>> shown("a1_x/s3", {"a1_x": "ap"}), shown("a1_x", {"a1_x": "ap"})
    ('ap/s3', 'ap')
    """
    article, slash, statement = key.partition("/")
    return f"{harmless(names.get(article, article))}{slash}{statement}"


def change_json(change: Change, names: Mapping[str, str]) -> dict[str, Any]:
    """A change as an object; fields that say nothing are left out."""
    told = {name: value for name, value in asdict(change).items() if value and name not in ("at", "key")}
    keys = [shown(part, names) for part in change.key.split()]
    field = {"article": "article", "conflict": "between"}.get(change.kind, "statement")
    if keys:
        told[field] = keys if field == "between" else keys[0]
    return {"at": change.at.isoformat(), **told}
