"""PolNeAR's attributions as statements after our own guidelines: more English to learn from.

PolNeAR marks beliefs and intentions too, sets other borders, and nests nothing. What its annotators marked is kept
where the cue is a word that reports; borders are moved to where our guidelines set them; what stands inside the
content of another statement is taken from the program's own reading. What remains in doubt is ``unclear``: nothing
is learned from it.

    python training/converted.py POLNEAR.jsonl.xz OUT.jsonl [--apart GOLD.jsonl.xz]…

writes the articles of a file in that form, those of each GOLD left out. Counted on ``en_train``, whose articles are
annotated both ways, 275 of the 279 attributions that are statements are kept, and 310 in all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from examples import Gold, article_of, load, without
from musnad.contract import to_json
from musnad.grammar.cues import Unit, find_units
from musnad.grammar.view import View, look
from musnad.pack import Pack, packs
from musnad.pipeline import extract
from musnad.steps.quote import quote

Spans = list[dict[str, Any]]
# Classes of words that may do something else than report: kept only where the program reads a statement, too.
DOUBTFUL = frozenset({"think", "noun", "feel", "show", "media", "will"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_LEADS = frozenset({"for", "on", "to", "about", "of", "against", "at", "over", "with", "as", "into", "toward", "from"})
_BEFORE = "\"'“”‘’ \t\u00a0\n"
_AFTER = _BEFORE + ".,;:"
_ADDRESSED = frozenset({"urge", "tell"})  # acts or classes whose addressee stands before the content


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("attributed", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--apart", type=Path, action="append", default=[], help="a file of articles to leave out")
    options = parser.parse_args()
    attributed = without(load(options.attributed), (entry for path in options.apart for entry in load(path)))
    with options.out.open("w", encoding="utf-8") as out:
        for entry in converted_articles(attributed):
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")


def converted_articles(attributed: Iterable[Gold]) -> Iterator[Gold]:
    """The articles of PolNeAR with statements in place of attributions, as careful mode helps to read them."""
    for entry in attributed:
        yield converted(entry, to_json(extract(article_of(entry))), packs()[entry["lang"]])


def converted(attributed: Gold, read: Gold, pack: Pack) -> Gold:
    """The entry of an article of PolNeAR with statements in place of attributions.

    ``read`` is the same article as the program reads it (its JSON). ``unclear`` of the result are the cues about which
    nothing is known.
    """
    article = article_of({"zones": [], **attributed})
    view = look(article, quote(article, pack), pack)
    units = {unit.main: unit for unit in find_units(view, pack.cues)}
    found, unclear, used = [], [], set()
    for attribution in attributed["statements"]:
        tokens = _tokens(view, attribution["cue"])
        unit = next((units[n] for n in tokens if n in units), None)
        twin = next((s for s in read["statements"] if _meet(s["cue"], attribution["cue"])), None)
        if twin is not None:
            used.add(twin["id"])
        if unit is None or (unit.group in DOUBTFUL and twin is None):
            unclear += attribution["cue"] if unit or twin else []
            continue
        statement = _statement(view, attribution, unit, twin)
        if statement["content"]:
            found.append(statement)
    contents = [span for statement in found for span in statement["content"]]
    for twin in read["statements"]:
        if twin["id"] in used or any(_meet(twin["cue"], s["cue"]) for s in found):
            continue
        if any(c["start"] <= twin["cue"][0]["start"] and twin["cue"][-1]["end"] <= c["end"] for c in contents):
            found.append(twin)
        else:
            unclear += twin["cue"]
    found.sort(key=lambda statement: statement["cue"][0]["start"])
    for number, statement in enumerate(found):
        statement["id"] = f"s{number}"
    return {**attributed, "statements": found, "zones": read["zones"], "unclear": unclear}


def _statement(view: View, attribution: Gold, unit: Unit, twin: Gold | None) -> Gold:
    cue = view.span(unit.first, unit.last) or view.span(unit.main, unit.main + 1)
    statement = {
        "cue": [{"start": cue.start, "end": cue.end}] if cue else attribution["cue"],
        "source": _source(view, attribution, unit, twin),
        "content": _content(view, attribution, unit, twin),
        "within": None,
    }
    if twin is not None:
        statement |= {key: twin[key] for key in ("act", "form")}
        if _meet(statement["source"], twin["source"]) or not (twin["source"] or statement["source"]):
            statement |= {key: twin[key] for key in ("kind", "name")}
    return statement


def _content(view: View, attribution: Gold, unit: Unit, twin: Gold | None) -> Spans:
    spans = [span for each in attribution["content"] if (span := _trimmed(view.text, each))]
    if not spans:
        return []
    first = _tokens(view, spans[:1])
    start = first[0]
    lead = _tokens(view, attribution["cue"])[-1]
    if lead >= unit.last and view.forms[lead] in _LEADS and start == lead + 1:
        spans[0]["start"] = view.tokens.starts[lead]
    elif twin is not None and twin["content"] and unit.reading is not None:
        other = twin["content"][0]["start"]
        addressed = unit.reading.act.value in _ADDRESSED or unit.group in _ADDRESSED
        inside = spans[0]["start"] < other < spans[0]["end"]
        if inside and addressed and twin["addressee"]:
            spans[0]["start"] = other
    return spans


def _source(view: View, attribution: Gold, unit: Unit, twin: Gold | None) -> Spans:
    spans = attribution["source"][:1]
    if not spans:
        return twin["source"] if twin else []
    tokens = _tokens(view, spans)
    carried = unit.shape == "participle" or view.classes[unit.begin - 1] == "conjunction"
    if carried and tokens[0] < unit.first and (twin is None or not twin["source"]):
        return []
    if twin is not None and twin["source"]:
        other = twin["source"][0]
        if view.forms[tokens[0]] in _RELATIVE or (
            other["start"] <= spans[0]["start"] and spans[0]["end"] <= other["end"]
        ):
            return twin["source"]
    for n in tokens[1:]:
        if view.forms[n] in _RELATIVE:
            spans = [{"start": spans[0]["start"], "end": view.tokens.ends[n - 1]}]
            break
    span = _trimmed(view.text, spans[0])
    for ending in view.possessives:
        if span and view.text[span["start"] : span["end"]].endswith(ending):
            span["end"] -= len(ending)
    return [span] if span else []


def _trimmed(text: str, span: dict[str, Any]) -> dict[str, int] | None:
    """The span without quotation marks at its edges and punctuation at its end."""
    start, end = span["start"], span["end"]
    while start < end and text[start] in _BEFORE:
        start += 1
    while end > start and text[end - 1] in _AFTER:
        end -= 1
    return {"start": start, "end": end} if start < end else None


def _tokens(view: View, spans: Spans) -> list[int]:
    return [
        n
        for n, (start, end) in enumerate(zip(view.tokens.starts, view.tokens.ends, strict=True))
        if any(s["start"] < end and start < s["end"] for s in spans)
    ]


def _meet(one: Spans, other: Spans) -> bool:
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one for b in other)


if __name__ == "__main__":
    main()
