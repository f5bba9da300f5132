"""Learns the weights of the tagger: a conditional random field over hashed features, in torch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from mentions.corpora import Named
from musnad.mentions.lookup import find_known
from musnad.pack import Pack
from musnad.text import Tokens, tokenize
from musnad.vocabulary.sight import (
    ALL,
    CORE,
    FORM,
    ROWS,
    STEM,
    TEMPLATES,
    Sight,
    described,
    feature_rows,
    lexicon_codes,
)
from musnad.vocabulary.tagger import TAGS

COUNT = len(TAGS)
# Features that know a word by itself are left out more often: an unseen word has none of them.
_LEXICAL = np.array([any(column in (FORM, STEM, CORE) for column, _ in each) for each in TEMPLATES])
_LINE_TOKENS = 120  # a longer line is cut where no name stands
Example = tuple[np.ndarray, np.ndarray]  # rows of features [token, feature], tags [token]


def sight_of(pack: Pack) -> Sight:
    """What describes the tokens of a pack's language."""
    if pack.entities is None or pack.sources is None or pack.letters is None:
        raise ValueError("the pack lacks entities, sources or words")
    return Sight(pack.entities, pack.sources, pack.letters)


def rows_of(named: Named, sight: Sight) -> tuple[Tokens, np.ndarray]:
    """The tokens of a text and the rows of their features, as the step sees them."""
    tokens = tokenize(named.text)
    known = find_known(named.text, tokens, tokens.forms, sight.entities)
    codes = lexicon_codes(len(tokens), [(hit.first, hit.last, hit.known) for hit in known])
    around = described(sight, sight.numbers(tokens.forms), codes)
    return tokens, feature_rows(around, np.arange(len(tokens)), ALL).T


def tags_of(named: Named, tokens: Tokens) -> np.ndarray:
    """The tag of each token; -1 for one that is not to be learned from."""
    tags = np.zeros(len(tokens), np.int64)
    for start, end, sort in named.names:
        first, last = tokens.first_after(start) - 1, tokens.first_from(end)
        if sort == "skip":
            tags[first:last] = -1
        else:
            number = TAGS.index(f"B-{sort}")
            tags[first:last] = number + 1
            tags[first] = number
    return tags


def examples_of(texts: Sequence[Named], sight: Sight) -> list[Example]:
    """One example per line of the texts."""
    found: list[Example] = []
    for named in texts:
        tokens, rows = rows_of(named, sight)
        tags = tags_of(named, tokens)
        first = 0
        for number, form in enumerate([*tokens.forms, "\n"]):
            if form == "\n" or (number - first >= _LINE_TOKENS and number < len(tags) and tags[number] <= 0):
                if number > first and not (tags[first:number] < 0).all():
                    found.append((rows[first:number].astype(np.int32), np.maximum(tags[first:number], 0)))
                first = number + (form == "\n")
    return found


class Chain(torch.nn.Module):
    """The model while it learns: an embedding per row, and moves between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.table = torch.nn.Embedding(ROWS + 1, COUNT, padding_idx=ROWS)
        torch.nn.init.zeros_(self.table.weight)
        self.moves = torch.nn.Parameter(torch.zeros(COUNT, COUNT))
        barred = torch.zeros(COUNT, COUNT)
        for tag in range(2, COUNT, 2):
            for before in range(COUNT):
                barred[before, tag] = 0.0 if before in (tag, tag - 1) else -1e4
        self.register_buffer("barred", barred)

    def loss(self, rows: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The negative log-likelihood of the tags, mean over tokens; shapes [line, token(, feature)]."""
        return self.likelihood(self.table(rows).sum(2), tags, mask)

    def likelihood(self, scores: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The same for given scores ``[line, token, tag]``."""
        moves = self.moves + self.barred
        gold = scores.gather(2, tags[..., None])[..., 0]
        gold = (
            gold[:, 0] + moves[0, tags[:, 0]] + ((gold[:, 1:] + moves[tags[:, :-1], tags[:, 1:]]) * mask[:, 1:]).sum(1)
        )
        last = mask.sum(1).long() - 1
        gold = gold + moves[tags.gather(1, last[:, None])[:, 0], 0]
        alpha = scores[:, 0] + moves[0]
        for place in range(1, tags.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves[None], 1) + scores[:, place]
            alpha = torch.where(mask[:, place, None] > 0, step, alpha)
        return (torch.logsumexp(alpha + moves[:, 0], 1) - gold).sum() / mask.sum()


def learn(examples: Sequence[tuple[Example, float]], epochs: int, decay: float, dropout: tuple[float, float]) -> Chain:
    """A model that has learned from examples, each with a weight."""
    torch.manual_seed(1)
    random.seed(1)
    torch.set_num_threads(1)  # two that wait for one another are slower than one where cores are shared
    chain = Chain()
    optimizer = torch.optim.Adagrad(chain.parameters(), lr=0.08)
    order = list(range(len(examples)))
    for epoch in range(epochs):
        random.shuffle(order)
        for group in optimizer.param_groups:
            group["lr"] = 0.08 * (1 - epoch / epochs) + 0.01
        chunks = [
            sorted(order[first : first + 2048], key=lambda n: len(examples[n][0][1]))
            for first in range(0, len(order), 2048)
        ]
        batches = [chunk[first : first + 48] for chunk in chunks for first in range(0, len(chunk), 48)]
        random.shuffle(batches)
        total = 0.0
        for batch in batches:
            rows, tags, mask = padded([examples[number] for number in batch], dropout)
            loss = chain.loss(rows, tags, mask) + decay * chain.table.weight.pow(2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: {total / len(batches):.4f}", flush=True)
    return chain


def padded(
    batch: Sequence[tuple[Example, float]], dropout: tuple[float, float]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows, tags and weights of lines of unlike length; some features are left out so that none is relied on alone."""
    longest = max(len(tags) for (_, tags), _ in batch)
    width = batch[0][0][0].shape[1]
    rows = np.full((len(batch), longest, width), ROWS, np.int64)
    tags = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.float32)
    for number, ((each, tagged), _) in enumerate(batch):
        rows[number, : len(tagged)] = each
        tags[number, : len(tagged)] = tagged
        mask[number, : len(tagged)] = 1
    chance = np.random.default_rng(random.randrange(1 << 30)).random(rows.shape, dtype=np.float32)
    rows[chance < np.where(_LEXICAL, dropout[1], dropout[0]).astype(np.float32)] = ROWS
    return torch.from_numpy(rows), torch.from_numpy(tags), torch.from_numpy(mask)


def write(chain: Chain, path: Path, head: np.ndarray | None = None, least: float = 0.04) -> None:
    """Writes the weights: rows none of whose weights reach ``least`` are left out, the others take 8 bits each."""
    table = chain.table.weight.detach().numpy()[:ROWS]
    table = table - table[:, :1]
    kept = np.flatnonzero(np.abs(table).max(1) >= least)
    scale = float(np.abs(table).max()) / 127
    values = np.round(table[kept] / scale).astype(np.int8)
    moves = chain.moves.detach().numpy().astype(np.float32)
    more = {} if head is None else {"head": head.astype(np.float16)}
    np.savez_compressed(
        path, numbers=kept.astype(np.uint32), values=values, scale=np.float32(scale), moves=moves, **more
    )
    print(path, len(kept), "rows", path.stat().st_size, "bytes")
