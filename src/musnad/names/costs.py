"""What was learned about the spelling of names (``costs.json``): gains of letters, known words, weights."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from math import log
from pathlib import Path

from musnad.errors import PackError
from musnad.names.letters import letters
from musnad.names.spelling import Units

PLACE = Path(__file__).parent / "costs.json"


@dataclass(frozen=True)
class Costs:
    """What ``training/names_costs.py`` learned from people whose names Wikidata gives in both scripts.

    ``across``, ``latin`` and ``arabic`` are gains of letters between and within the scripts, with what
    ``letters.yml`` adds; ``learned`` are those across the scripts without it; ``spelled`` counts for a
    word of either script the words of the other that spelled it; ``borne`` is how often each word was seen among
    ``people`` people; ``weights`` are those of the two decisions, by the name of a feature.
    """

    across: Units
    learned: dict[str, dict[str, float]]
    latin: Units
    arabic: Units
    spelled: dict[str, dict[str, int]]
    borne: dict[str, int]
    people: int
    weights: dict[str, dict[str, float]]

    def table(self, kind: str) -> Units:
        """The gains of letters ``"across"`` the scripts or within ``"arabic"`` or ``"latin"``."""
        return self.across if kind == "across" else self.latin if kind == "latin" else self.arabic

    def rarity(self, form: str) -> float:
        """How much it says that two names share this word: minus the log of the share of people who bear it."""
        return log(self.people / (self.borne.get(form, 0) + 0.5))


@cache
def costs() -> Costs:
    """The bundled costs. Raises ``PackError`` if the file is broken."""
    try:
        found = json.loads(PLACE.read_text(encoding="utf-8"))
        spelled: dict[str, dict[str, int]] = {}
        borne: Counter[str] = Counter()
        for one, others in found["spelled"].items():
            spelled[one] = others
            for other, count in others.items():
                spelled.setdefault(other, {})[one] = count
                borne[one] += count
                borne[other] += count
        gains = found["gains"]
        return Costs(
            across=Units(_with_foreign(gains["across"])),
            learned=found["gains"]["across"],
            latin=Units(gains["latin"]),
            arabic=Units(_with_families(gains["arabic"])),
            spelled=spelled,
            borne=dict(borne),
            people=found["people"],
            weights=found.get("weights", {}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError([f"{PLACE.name}: {error!r}; training/names_costs.py makes it anew"]) from error


def _with_families(gains: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Gains of Arabic letters such that a letter of a family costs no more than its table says."""
    own = {letter: others[letter] for letter, others in gains.items() if len(letter) == 1 and letter in others}
    usual = sorted(own.values())[len(own) // 2] if own else 0.0
    for family, cost in letters().families:
        for one, other in permutations(family, 2):
            least = min(own.get(one, usual), own.get(other, usual)) - cost
            table = gains.setdefault(one, {})
            table[other] = max(table.get(other, least), least)
    return gains


def _with_foreign(gains: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Gains across the scripts such that a foreign sound costs no more than its table says."""
    gains = {unit: dict(others) for unit, others in gains.items()}
    best = {unit: max(others.values()) for unit, others in gains.items()}
    usual = sorted(best.values())[len(best) // 2] if best else 0.0
    for unit, others, cost in letters().foreign:
        most = sum(best.get(letter, usual) for letter in unit)
        table = gains.setdefault(unit, {})
        for other in others:
            table[other] = max(table.get(other, most - cost), most - cost)
    return gains
