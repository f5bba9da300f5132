"""Learns what the encoder's projections add to the tagger in careful mode: one linear layer on frozen features."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch

from mentions.corpora import Named
from mentions.learn import COUNT, Chain, padded, rows_of, tags_of
from musnad.encoder.network import Encoder
from musnad.vocabulary.sight import Sight

Seen = tuple[np.ndarray, np.ndarray, np.ndarray]  # rows of features, tags, projections: all by token


def seen(texts: Sequence[Named], sight: Sight, encoder: Encoder) -> list[Seen]:
    """The lines of the texts with what the encoder says of their tokens."""
    found: list[Seen] = []
    for named in texts:
        tokens, rows = rows_of(named, sight)
        tags = tags_of(named, tokens)
        projected = encoder.advise(named.text).tokens_projected().astype(np.float16)
        first = 0
        for number, form in enumerate([*tokens.forms, "\n"]):
            if form == "\n":
                if number > first and (tags[first:number] >= 0).all():
                    found.append((rows[first:number].astype(np.int32), tags[first:number], projected[first:number]))
                first = number + 1
    return found


def learn_head(chain: Chain, lines: Sequence[Seen], epochs: int = 3, decay: float = 1e-4) -> np.ndarray:
    """The head ``[projection + 1, tag]``, the last row the bias; it learns where the chain, half blinded, errs."""
    torch.manual_seed(1)
    random.seed(1)
    size = lines[0][2].shape[1]
    head = torch.nn.Linear(size, COUNT)
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.zeros_(head.bias)
    for parameter in chain.parameters():
        parameter.requires_grad_(False)
    optimizer = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=decay)
    order = list(range(len(lines)))
    for epoch in range(epochs):
        random.shuffle(order)
        total = 0.0
        batches = [order[first : first + 32] for first in range(0, len(order), 32)]
        for batch in batches:
            rows, tags, mask = padded([((lines[n][0], lines[n][1]), 1.0) for n in batch], (0.4, 0.85))
            projected = np.zeros((len(batch), rows.shape[1], size), np.float32)
            for number, line in enumerate(batch):
                projected[number, : len(lines[line][2])] = lines[line][2]
            with torch.no_grad():
                scores = chain.table(rows).sum(2)
            loss = chain.likelihood(scores + head(torch.from_numpy(projected)), tags, mask)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"head, epoch {epoch + 1}: {total / len(batches):.4f}", flush=True)
    weight = torch.cat([head.weight.detach().T, head.bias.detach()[None]])
    return (weight - weight[:, :1]).numpy()
