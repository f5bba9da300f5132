"""A story as linked data: its claims in the shape of schema.org's ClaimReview, its chains as W3C PROV.

ClaimReview asks for a rating. We do not rate: ``reviewRating`` is left out, and what is given in its place are
appearances, denials and the interval of origins. PROV follows the ontology PROV-O: an article derives from the one that
it copies; each hand's account of a statement derives from that of the hand before it, and is attributed to the hand.
"""

from __future__ import annotations

from typing import Any

from musnad.model import Claim
from musnad.store.query_dossier import DossierRows
from musnad.store.query_pages import Held
from musnad.web.pages.parts import shown

_SPACE = "urn:musnad:"
PROV = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "label": "rdfs:label",
    "value": "prov:value",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "generatedAtTime": "prov:generatedAtTime",
}


def claim_reviews(rows: DossierRows) -> dict[str, Any]:
    """The claims of a story, each with the articles in which it appears."""
    return {"@context": "https://schema.org", "@graph": [_review(claim, rows) for claim in rows.claims]}


def _review(claim: Claim, rows: DossierRows) -> dict[str, Any]:
    telling, denying = (_articles(keys, rows) for keys in (claim.support, claim.deny))
    item: dict[str, Any] = {"@type": "Claim", "text": claim.text, "appearance": telling}
    if telling:
        item["firstAppearance"] = telling[0]
    return {
        "@type": "ClaimReview",
        "@id": _SPACE + claim.id,
        "claimReviewed": claim.text,
        "author": {"@type": "SoftwareApplication", "name": "Musnad"},
        "itemReviewed": item,
        "additionalProperty": [
            _property("originMinCount", claim.origin_min_count),
            _property("originMaxCount", claim.origin_max_count),
            _property("originReasons", "; ".join(claim.reasons)),
            _property("deniedIn", [each["@id"] for each in denying]),
        ],
    }


def _property(name: str, value: Any) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": name, "value": value}


def _articles(keys: tuple[str, ...], rows: DossierRows) -> list[dict[str, Any]]:
    ids = {key.partition("/")[0] for key in keys}
    return [_article(held) for key, held in rows.held.items() if key in ids]


def _article(held: Held) -> dict[str, Any]:
    article = held.article
    told = {
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": article.published,
        "url": article.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
    }
    return {"@type": "NewsArticle", "@id": _SPACE + held.id} | {name: value for name, value in told.items() if value}


def provenance(rows: DossierRows) -> dict[str, Any]:
    """The chains of a story's statements, and which article derives from which."""
    graph: dict[str, dict[str, Any]] = {}
    for held in rows.held.values():
        article: dict[str, Any] = {
            "@id": _SPACE + held.id,
            "@type": "prov:Entity",
            "label": held.article.title or held.id,
        }
        if held.article.outlet:
            article["wasAttributedTo"] = _agent(graph, held.article.outlet, "outlet")
        if held.article.published:
            article["generatedAtTime"] = held.article.published
        if held.id in rows.copy_of:
            article["wasDerivedFrom"] = _SPACE + rows.copy_of[held.id][0]
        graph[article["@id"]] = article
        for statement in held.extraction.statements:
            _account(graph, held, shown(held, statement))
    return {"@context": PROV, "@graph": list(graph.values())}


def _account(graph: dict[str, dict[str, Any]], held: Held, said: Any) -> None:
    """The accounts of one statement, that of the outlet first."""
    names = [f"{_SPACE}{said.key}#hand{number}" for number, _ in enumerate(said.chain)]
    for number, hand in enumerate(said.chain):
        account: dict[str, Any] = {"@id": names[number], "@type": "prov:Entity"}
        if not number:
            account |= {"value": said.content, "wasQuotedFrom": _SPACE + held.id}
        if number + 1 < len(names):
            account["wasDerivedFrom"] = names[number + 1]
        place = f"{said.article.id}/{hand.statement_id}" if hand.kind in ("unnamed", "implicit") else ""
        account["wasAttributedTo"] = _agent(graph, hand.name or "source not stated", hand.kind, hand.entity_id or place)
        graph[account["@id"]] = account


def _agent(graph: dict[str, dict[str, Any]], name: str, kind: str, key: str = "") -> str:
    """The address of an agent; an unnamed one is another in each statement."""
    found = f"{_SPACE}agent:{key or name}"
    sort = (
        "prov:Person"
        if kind == "person"
        else "prov:Organization"
        if kind in ("outlet", "organisation")
        else "prov:Agent"
    )
    graph.setdefault(found, {"@id": found, "@type": sort, "label": name})
    return found
