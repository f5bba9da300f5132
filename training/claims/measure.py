"""Writes the dossiers of annotated stories, to be held against their annotation.

usage: python -m training.claims.measure OUT.json STATEMENTS.jsonl STORY.json… [--mode MODE] [--meaning] [--alone]

From gold statements, or with --mode careful or fast from what Musnad finds in the same texts. --alone leaves out which
text derives from which, as where no copies are known.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from training.claims.gold import stories

from musnad.claims.likeness import Embedder
from musnad.dossiers.build import dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.pipeline import extract


def main() -> None:
    """Writes OUT."""
    given = sys.argv[1:]
    mode = given.pop(given.index("--mode") + 1) if "--mode" in given else None
    embedder: Embedder | None = None
    if "--meaning" in given:
        from musnad.claims.meaning import SentenceEncoder  # noqa: PLC0415 an extra

        embedder = SentenceEncoder()
    out, statements, *files = (Path(each) for each in given if not each.startswith("--"))
    found = []
    for told in stories(statements, files):
        taken = [extract(each.article, mode) for each in told.extractions] if mode else told.extractions
        found.append(dossier_of(taken, [] if "--alone" in given else told.derived, embedder))
    out.write_text(json.dumps(dossiers_json(found), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
