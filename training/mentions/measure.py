"""Entity-level figures of a tagger alone, for choosing between its settings."""

from __future__ import annotations

from collections.abc import Sequence

from mentions.corpora import Named
from musnad.encoder.network import Encoder
from musnad.mentions.lookup import find_known
from musnad.text import tokenize
from musnad.vocabulary.sight import Sight, lexicon_codes
from musnad.vocabulary.tagger import Tagger


def measure(
    texts: Sequence[Named], sight: Sight, tagger: Tagger, encoder: Encoder | None = None
) -> dict[str, list[int]]:
    """Right, found and wanted names by type."""
    counts = {sort: [0, 0, 0] for sort in ("person", "organisation", "place")}
    for named in texts:
        tokens = tokenize(named.text)
        known = find_known(named.text, tokens, tokens.forms, sight.entities)
        codes = lexicon_codes(len(tokens), [(hit.first, hit.last, hit.known) for hit in known])
        extra = None
        if encoder is not None and tagger.head is not None:
            extra = encoder.advise(named.text).tokens_projected() @ tagger.head[:-1] + tagger.head[-1]
        scores = tagger.scores(sight, sight.numbers(tokens.forms), codes, extra)
        breaks = [number for number, form in enumerate(tokens.forms) if form == "\n"]
        found = {
            (tokens.starts[first], tokens.ends[last - 1], sort) for first, last, sort in tagger.tag(scores, breaks)
        }
        wanted = {
            (tokens.starts[tokens.first_after(start) - 1], tokens.ends[tokens.first_from(end) - 1], sort)
            for start, end, sort in named.names
        }
        for sort, count in counts.items():
            one, other = {each for each in found if each[2] == sort}, {each for each in wanted if each[2] == sort}
            count[0] += len(one & other)
            count[1] += len(one)
            count[2] += len(other)
    return counts


def show(title: str, counts: dict[str, list[int]]) -> None:
    """Prints precision, recall and F1 by type and for all."""
    rows = {**counts, "all": [sum(each) for each in zip(*counts.values(), strict=True)]}
    parts = []
    for sort, (right, found, wanted) in rows.items():
        precision, recall = 100 * right / max(found, 1), 100 * right / max(wanted, 1)
        parts.append(f"{sort} {2 * right * 100 / max(found + wanted, 1):.1f} ({precision:.0f}/{recall:.0f})")
    print(title, " · ".join(parts), flush=True)
