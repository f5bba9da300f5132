"""Fits the head that tells the kind of a source from its words, on the states of a network that is trained."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from encoder.network import Network, pool
from encoder.samples import WINDOW, padded, sample_windows
from encoder.targets import Lesson
from musnad.encoder.pieces import Pieces

STEPS, RATE, STRENGTH = 200, 3e-3, 1e-2


def fit_kinds(network: Network, lessons: list[Lesson], pieces: Pieces) -> float:
    """Fits the head in place; gives the share of sources whose kind it then tells right.

    A multinomial logistic regression over the state of the source's first token and the mean over all of them,
    each standardised, with an L2 prior (``STRENGTH``); the standardisation is folded into the weights.
    """
    states, kinds = _sources(network, lessons, pieces)
    middle, spread = states.mean(0), states.std(0) + 1e-6
    seen = (states - middle) / spread
    torch.manual_seed(0)
    linear = torch.nn.Linear(states.shape[1], network.sizes.kinds)
    optimiser = torch.optim.AdamW(linear.parameters(), lr=RATE, weight_decay=0.0)
    for _ in range(STEPS):
        loss = functional.cross_entropy(linear(seen), kinds) + STRENGTH * linear.weight.pow(2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        weight = linear.weight / spread
        first, mean = weight.chunk(2, 1)
        network.heads.kind_first.weight.copy_(first)
        network.heads.kind_mean.weight.copy_(mean)
        network.heads.kind_first.bias.copy_(linear.bias - weight @ middle)
        right = (linear(seen).argmax(1) == kinds).float().mean()
    return float(right)


@torch.no_grad()
def _sources(network: Network, lessons: list[Lesson], pieces: Pieces) -> tuple[Tensor, Tensor]:
    """States ``[source, 2 * width]`` of every source in sight of its cue, and its kind."""
    network.eval()
    states, kinds = [], []
    for lesson in lessons:
        for window, sample in sample_windows(lesson, pieces, WINDOW):
            rows, lengths = padded([sample], pieces.begin_id)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tokens = pool(network.states(rows, lengths)[0, 1:].float(), torch.tensor(sample.sizes))
            for target in sample.targets:
                own = window.own_first <= target.cue + window.first < window.own_last
                if own and min(target.seat, target.kind) >= 0 and target.seat_end >= target.seat:
                    inside = tokens[target.seat : target.seat_end + 1]
                    states.append(torch.cat([inside[0], inside.mean(0)]))
                    kinds.append(target.kind)
    return torch.stack(states), torch.tensor(kinds)
