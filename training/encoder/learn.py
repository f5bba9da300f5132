"""Trains the network on lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor

from encoder.losses import window_loss
from encoder.network import Network
from encoder.noise import disturb
from encoder.samples import WINDOW, Sample, batches, padded, sample_windows
from encoder.targets import Lesson
from musnad.encoder.pieces import Pieces

_LEAST_STATEMENTS = 4  # a batch with fewer counts as one with so many


@dataclass(frozen=True)
class Plan:
    """How to train: rates are per step, ``batch`` is pieces with padding, ``noisy`` the share of disturbed articles.

    The rate rises for the share ``warmup`` of the steps, and then falls to the share ``floor`` of itself.
    """

    epochs: int
    batch: int = 1600
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    floor: float = 0.0
    decay: float = 0.01
    noisy: float = 0.5
    seed: int = 7


def train(
    network: Network, choose: Callable[[Random], list[Lesson]], pieces: Pieces, plan: Plan
) -> Iterator[tuple[int, float]]:
    """Trains the network in place on what ``choose`` gives for each epoch; yields its number and mean loss."""
    chance = Random(plan.seed)
    torch.manual_seed(plan.seed)
    network.body.word.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.body.parameters() if p.requires_grad], "lr": plan.rate},
            {"params": list(network.heads.parameters()), "lr": plan.head_rate},
        ],
        weight_decay=plan.decay,
    )
    steps = plan.epochs * len(batches(_epoch(choose(Random(0)), pieces, plan, Random(0)), plan.batch, Random(0)))
    warm = max(1, int(plan.warmup * steps))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(plan.floor, (steps - step) / max(1, steps - warm)))
    )
    for epoch in range(plan.epochs):
        network.train()
        total, count = 0.0, 0
        for group in batches(_epoch(choose(chance), pieces, plan, chance), plan.batch, chance):
            loss = _batch_loss(network, group, pieces.begin_id)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total, count = total + float(loss.detach()), count + 1
        yield epoch + 1, total / count


def _epoch(lessons: list[Lesson], pieces: Pieces, plan: Plan, chance: Random) -> list[Sample]:
    samples = []
    for lesson in lessons:
        seen = disturb(lesson, chance) if chance.random() < plan.noisy else lesson
        most = chance.randint(WINDOW * 5 // 8, WINDOW + WINDOW // 8)
        samples += [sample for _, sample in sample_windows(seen, pieces, most)]
    return samples


def _batch_loss(network: Network, group: list[Sample], begin: int) -> Tensor:
    """The loss of a batch per statement in it."""
    rows, lengths = padded(group, begin)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(rows, lengths)
        losses = [
            window_loss(network, states[number, 1 : int(lengths[number])].float(), sample)
            for number, sample in enumerate(group)
        ]
    count = sum(len(sample.targets) for sample in group)
    return torch.stack(losses).sum() / max(count, _LEAST_STATEMENTS)
