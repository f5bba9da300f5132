"""Why two contents go together, in words that a reader accepts."""

from __future__ import annotations

from musnad.claims.content import Content
from musnad.claims.likeness import Shared
from musnad.claims.quantity import Quantity

_SHOWN = 4  # words


def reason_for(common: Shared, content: Content) -> str:
    """What two contents share, the most telling first: "same number of killed: 51; same time; same words: …"."""
    said = [
        f"same number of {content.shown.get(a.counted, a.counted) or 'things'}: {shown(a)}" for a, _ in common.agreeing
    ]
    if common.roles:
        said.append("same party")
    if common.times:
        said.append("same time")
    if common.words:
        said.append(f"same words: {', '.join(content.shown.get(stem, stem) for stem in common.words[:_SHOWN])}")
    elif common.weight:
        said.append("words of the same roots")
    if common.cosine is not None and not common.words:
        said.append("alike in meaning")
    return "; ".join(said) or "little in common"


def shown(quantity: Quantity) -> str:
    """A quantity as a reader writes it.

    >>> shown(Quantity(51, 51, 51, "killed", 0, 1)), shown(Quantity(12, float("inf"), 12, "killed", 0, 1))
    ('51', 'at least 12')
    """
    if quantity.low == quantity.high:
        return f"{quantity.low:,g}" if quantity.low < 1e6 else f"{quantity.low:,.0f}"
    if quantity.high == float("inf"):
        return f"at least {quantity.low:,.0f}"
    if not quantity.low:
        return f"at most {quantity.high:,.0f}"
    return f"{quantity.low:,.0f} to {quantity.high:,.0f}"
