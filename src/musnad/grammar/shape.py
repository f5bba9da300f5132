"""What was chosen for one cue: where its content and its source stand."""

from __future__ import annotations

from typing import NamedTuple

from musnad.grammar.frame import Place
from musnad.grammar.sources import Seat


class Shape(NamedTuple):
    """Where content and source of a cue stand, in tokens; ``score`` is a log-probability."""

    score: float
    place: Place
    end: int
    seat: Seat
    seat_end: int
