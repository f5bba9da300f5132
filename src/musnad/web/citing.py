"""A statement as a citation to paste elsewhere: plain text, with the chain and where it was read."""

from __future__ import annotations

from musnad.web.pages.parts import Shown
from musnad.web.words import Words

_MARKS = {"rtl": ("«", "»"), "ltr": ("“", "”")}


def citation(said: Shown, address: str, words: Words) -> str:
    """Content, source, chain, article and address on three lines; only the content is the article's own sentence.

    A direct quotation that brings its own marks keeps them, and gets no second pair.
    """
    opening, closing = _MARKS["rtl" if said.article.rtl else "ltr"]
    content = said.content if said.content[:1] in '«“"„' else f"{opening}{said.content}{closing}"
    hands = [hand.name or words.text("source.nobody") for hand in reversed(said.chain)]
    chain = " ← ".join(hands) if said.article.rtl else " → ".join(hands)
    article = words.text("site.comma").join(
        each for each in (said.article.outlet, said.article.title, said.article.published) if each
    )
    speaker = said.speaker.name or words.text("source.nobody")
    first = f"{content} — {speaker} ({words.text(f'act.{said.act}')})"
    return "\n".join(each for each in (first, chain if len(hands) > 2 else "", f"{article}. {address}") if each)
