"""Writes what is known of words by their letters and frequency (``words.npz`` of a pack).

    python training/mentions/words.py PEOPLE.jsonl.xz [--language ar]

Three things, all from free data. How often words are used: the ``wordfreq`` package (data CC BY-SA 4.0). How likely a
word is part of a person's or a place's name by its letters: logistic regression over stretches of two to four
letters, learned from the names of people in Wikidata (CC0), the gazetteer (GeoNames, CC BY 4.0), and
the commonest words.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import wordfreq

from examples import load
from musnad.pack import PACKS, load_pack
from musnad.text import fold, tokenize
from musnad.vocabulary.letters import FREQUENCY_STEPS, NGRAM_ROWS, ngram_rows, word_number

WORDS = 70_000
EPOCHS = 4


def main() -> None:
    """Counts, learns, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=Path)
    parser.add_argument("--language", default="ar")
    options = parser.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    used: dict[str, float] = {}
    for word in wordfreq.top_n_list(options.language, WORDS):
        form = fold(word)
        if form.isalpha() and not form.isascii():
            used[form] = max(used.get(form, 0.0), wordfreq.zipf_frequency(word, options.language))
    people: Counter[str] = Counter()
    for person in load(options.people):
        people.update(form for form in tokenize(person["arabic"]).forms if form.isalpha() and len(form) > 2)
    entities = load_pack(PACKS / options.language).entities
    places: set[str] = set()
    for known in entities.known.values() if entities else ():
        for each in known:
            if each.type == "place":
                places.update(form for form in each.forms if form.isalpha() and not form.isascii() and len(form) > 2)
    table = learn(people, places, used)
    numbers = {word_number(form): bucket(zipf) for form, zipf in sorted(used.items())}
    keys = np.array(sorted(numbers), np.uint32)
    steps = np.array([numbers[int(key)] for key in keys], np.uint8)
    np.savez_compressed(PACKS / options.language / "words.npz", keys=keys, steps=steps, ngrams=table)
    print(len(keys), "words;", len(people), "words of people;", len(places), "of places")


def bucket(zipf: float) -> int:
    """The step of a frequency, 1 to ``FREQUENCY_STEPS``."""
    return int(min(max((zipf - 2.0) / 0.6, 0), FREQUENCY_STEPS - 1)) + 1


def learn(people: Counter[str], places: set[str], used: dict[str, float]) -> np.ndarray:
    """Scores ``[stretch, class]`` of nothing, person, place as eighths in 8 bits."""
    data = [(form, 1, min(count, 5) ** 0.5) for form, count in people.items()]
    data += [(form, 2, 1.0) for form in places]
    data += [(form, 0, 1.0) for form in used if form not in places and people[form] < 3 and len(form) > 2]
    rows = [(ngram_rows(form), sort, weight) for form, sort, weight in data]
    embed = torch.nn.EmbeddingBag(NGRAM_ROWS, 3, mode="sum")
    torch.nn.init.zeros_(embed.weight)
    optimizer = torch.optim.Adagrad(embed.parameters(), lr=0.1)
    aside = rows[::20]
    train = [each for number, each in enumerate(rows) if number % 20]
    for _ in range(EPOCHS):
        random.shuffle(train)
        for first in range(0, len(train), 256):
            batch = train[first : first + 256]
            scores = score(embed, batch)
            loss = torch.nn.functional.cross_entropy(
                scores, torch.tensor([each[1] for each in batch]), reduction="none"
            )
            weights = torch.tensor([each[2] for each in batch])
            total = (loss * weights).mean() + 2e-6 * embed.weight.pow(2).sum()
            optimizer.zero_grad()
            total.backward()
            optimizer.step()
    with torch.no_grad():
        right = (score(embed, aside).argmax(1) == torch.tensor([each[1] for each in aside])).float().mean()
    print("aside:", float(right))
    return np.clip(np.round(embed.weight.detach().numpy() * 16), -127, 127).astype(np.int8)


def score(embed: torch.nn.EmbeddingBag, batch: list) -> torch.Tensor:
    """Scores of a batch of words."""
    flat = torch.tensor([row for each in batch for row in each[0]])
    offsets = torch.tensor(np.cumsum([0, *[len(each[0]) for each in batch[:-1]]]))
    return embed(flat, offsets)


if __name__ == "__main__":
    main()
