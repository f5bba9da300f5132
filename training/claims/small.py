"""The small made-up stories of ``tests/cases/story_claims*.yml``, as annotated stories: articles, statements, pairs.

Those at odd places are for tuning, those at even places are kept apart.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from musnad.dossiers.annotated import Record, Told, extraction

CASES = Path(__file__).resolve().parents[2] / "tests" / "cases"
TABLES = ("story_claims.yml", "story_claims_more.yml")
CUES = {
    "ar": {"deny": "نفى", "accuse": "اتهم", "confirm": "أكد", "pledge": "تعهد", "assert": "قال"},
    "en": {"deny": "denied", "accuse": "accused", "confirm": "confirmed", "pledge": "promised", "assert": "said"},
}
NOBODY = "-"


def small_stories(kept_apart: bool, table: str = TABLES[0]) -> list[Told]:
    """One half of the stories of a table; their gold names no article twice, and every statement is judged."""
    cases = yaml.safe_load((CASES / table).read_text(encoding="utf-8"))
    return [told(case) for number, case in enumerate(cases) if bool(number % 2) is kept_apart]


def told(case: dict[str, Any]) -> Told:
    """One story, its articles written out from the rows of the table.

    >>> made = told({"story": "x", "day": "2031-01-02", "a": ["person | هدى الحلبي | assert | إن المصنع أغلق"]})
    >>> made.articles[0]["text"], made.articles[0]["statements"][0]["content"]
    ('قال هدى الحلبي إن المصنع أغلق. ', [{'start': 15, 'end': 29}])
    >>> row = "person | Jon Varga | deny | the plan"
    >>> made = told({"story": "x", "day": "2031-01-02", "english": ["a"], "a": [row]})
    >>> made.articles[0]["text"]
    'Jon Varga denied the plan. '
    """
    names = [name for name in "abcdef" if name in case]
    records = [_article(case, name) for name in names]
    same = [group.split() for group in case.get("same", [])]
    claims: list[Record] = [
        {"id": f"k{number}", "support": list(map(_key, group))} for number, group in enumerate(same)
    ]
    for number, row in enumerate(case.get("conflict", [])):
        one, other, about = row.split()
        pair = [_key(one), _key(other)]
        against = {"deny": [pair[1]]} if about == "deny" else {"conflict": [{"between": pair, "about": about}]}
        claims.append({"id": f"d{number}", "support": [pair[0]], **against})
    gold = {"story": case["story"], "articles": names, "claims": claims, "complete": True}
    return Told(case["story"], gold, records, [extraction(record) for record in records])


def pairs(claims: list[Record]) -> tuple[set[tuple[str, ...]], dict[tuple[str, ...], str]]:
    """Pairs of statements that support one claim, and those in conflict with what about; as the referee counts."""
    same: set[tuple[str, ...]] = set()
    conflict: dict[tuple[str, ...], str] = {}
    for claim in claims:
        same |= set(combinations(sorted(set(claim["support"])), 2))
        for one in claim["support"]:
            for other in (*claim.get("deny", ()), *claim.get("contradict", ())):
                if one != other:
                    conflict[tuple(sorted((one, other)))] = "deny"
        for each in (*claim.get("conflict", ()), *claim.get("conflicts", ())):
            conflict[tuple(sorted(each["between"]))] = each["about"]
    return same, conflict


def _key(short: str) -> str:
    return f"{short[0]}/s{short[1:]}"


def _article(case: dict[str, Any], name: str) -> Record:
    language = "en" if name in case.get("english", ()) else "ar"
    text, statements = "", []
    for number, row in enumerate(case[name], 1):
        kind, source, act, content = (part.strip() for part in row.split("|"))
        cue = CUES[language][act]
        order = (("source", source), ("cue", cue)) if language == "en" else (("cue", cue), ("source", source))
        spans: dict[str, list[dict[str, int]]] = {"source": []}
        for part, words in (*order, ("content", content)):
            if words != NOBODY:
                spans[part] = [{"start": len(text), "end": len(text) + len(words)}]
                text += words + " "
        text = text[:-1] + ". "
        statements.append(
            {"id": f"s{number}", "kind": kind, "act": act, "form": "indirect", "within": None}
            | {"name": None if source == NOBODY else source}
            | spans
        )
    published = str(case.get("days", {}).get(name, case["day"]))
    return {
        "id": name, "language": language, "outlet": f"outlet {name}", "published": published, "text": text,
        "statements": statements,
    }  # fmt: skip
