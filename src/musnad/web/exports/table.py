"""The statements of a story as CSV, one a line."""

from __future__ import annotations

import csv
import io

from musnad.store.query_dossier import DossierRows
from musnad.web.pages.parts import shown

COLUMNS = ("statement", "article", "outlet", "published", "title", "source", "kind", "act", "form", "content", "chain",
           "copy_of", "claims", "relation")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula
_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else


def statements_csv(rows: DossierRows) -> str:
    """A line for each statement; the columns are ``COLUMNS``. ``chain`` goes from the outlet to the origin."""
    related: dict[str, list[tuple[str, str]]] = {}
    for claim in rows.claims:
        for relation, keys in (("support", claim.support), ("deny", claim.deny), ("comment", claim.comment)):
            for key in keys:
                related.setdefault(key, []).append((claim.id, relation))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for held in rows.held.values():
        for statement in held.extraction.statements:
            said = shown(held, statement)
            content = " … ".join(span.of(held.article.text) for span in statement.content)
            found = related.get(said.key, [])
            line = (said.key, held.id, held.article.outlet, held.article.published, held.article.title, statement.name,
                    statement.kind.value, statement.act.value, statement.form.value, content,
                    " <- ".join(hand.name or "?" for hand in said.chain), rows.copy_of.get(held.id, ("", 0))[0],
                    " ".join(claim for claim, _ in found), " ".join(relation for _, relation in found))  # fmt: skip
            writer.writerow([_cell(each) for each in line])
    return _BOM + out.getvalue()


def _cell(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _cell("=1+1"), _cell("قال"), _cell(None)
    ("'=1+1", 'قال', '')
    """
    value = value or ""
    return f"'{value}" if value.startswith(_FORMULA) else value
