"""Trains the network on annotated articles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import torch
from network import POINTERS, Network, pool
from noise import disturb
from targets import NONE, Lesson, Target
from torch import Tensor
from torch.nn import functional

from musnad.pieces import NEWLINE, Pieces, Window, find_windows

WINDOW = 256
_ABSENT = -1e4


@dataclass(frozen=True)
class Plan:
    """How to train: rates are per step, ``batch`` is pieces with padding, ``noisy`` the share of disturbed articles."""

    epochs: int = 8
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    decay: float = 0.01
    batch: int = 1600
    noisy: float = 0.5
    label_weight: float = 0.3
    seed: int = 7


@dataclass(frozen=True)
class Sample:
    """One window of a lesson: pieces, how many each token has, what may be pointed at, and its targets from 0."""

    pieces: list[int]
    sizes: list[int]
    words: list[bool]
    targets: list[Target]
    unclear: list[int]


def sample_windows(lesson: Lesson, pieces: Pieces, most: int) -> Iterator[tuple[Window, Sample]]:
    """The windows of a lesson with the targets whose cues stand in them (borders outside are ``None``-like: -2)."""
    found = [pieces.of(word, space) for word, space in zip(lesson.surfaces, lesson.spaced, strict=True)]
    breaks = {n + 1 for n, word in enumerate(lesson.surfaces) if word == NEWLINE} | {len(found)}
    for window in find_windows([len(p) for p in found], lesson.sentences, breaks, most):
        inside = found[window.first : window.last]
        yield (
            window,
            Sample(
                [number for token in inside for number in token],
                [len(token) for token in inside],
                lesson.words[window.first : window.last],
                [_moved(t, window) for t in lesson.targets if window.first <= t.cue < window.last],
                [n - window.first for n in lesson.unclear if window.first <= n < window.last],
            ),
        )


def _moved(target: Target, window: Window) -> Target:
    def place(number: int) -> int:
        if number == NONE:
            return NONE
        return number - window.first if window.first <= number < window.last else NONE - 1

    borders = (place(n) for n in (target.cue, target.start, target.end, target.seat, target.seat_end))
    return Target(*borders, target.act, target.kind, target.form)


def window_loss(network: Network, states: Tensor, sample: Sample, label_weight: float) -> Tensor:
    """The summed loss of one window, from the states of its pieces."""
    tokens = pool(states, torch.tensor(sample.sizes))
    cues = torch.tensor([t.cue for t in sample.targets], dtype=torch.long)
    logits, pointers, nobody, labels = network.heads(tokens, cues)
    wanted = torch.zeros(len(tokens))
    wanted[cues] = 1.0
    clear = torch.ones(len(tokens))
    clear[sample.unclear] = 0.0
    loss = functional.binary_cross_entropy_with_logits(logits.float(), wanted, clear, reduction="sum")
    if not sample.targets:
        return loss
    absent = torch.where(torch.tensor(sample.words), 0.0, _ABSENT)
    for number, name in enumerate(POINTERS):
        scores = pointers[number].float() + absent
        right = torch.tensor([getattr(t, name) for t in sample.targets])
        if name == "seat":
            scores = torch.cat([scores, nobody.float()[:, None]], 1)
            right = torch.where(right == NONE, len(tokens), right)
        right = right.clamp(min=-1)
        loss = loss + functional.cross_entropy(scores, right, ignore_index=-1, reduction="sum")
    return loss + label_weight * _label_loss(network, labels.float(), sample.targets)


def _label_loss(network: Network, labels: Tensor, targets: list[Target]) -> Tensor:
    sizes = network.sizes
    parts = labels.split([sizes.acts, sizes.kinds, sizes.forms], 1)
    loss = torch.zeros(())
    for part, name in zip(parts, ("act", "kind", "form"), strict=True):
        right = torch.tensor([getattr(t, name) for t in targets])
        loss = loss + functional.cross_entropy(part, right, ignore_index=NONE, reduction="sum")
    return loss


def batches(samples: list[Sample], most: int, chance: Random) -> list[list[Sample]]:
    """Windows of like length together, at most ``most`` pieces with their padding."""
    chance.shuffle(samples)
    found: list[list[Sample]] = []
    for first in range(0, len(samples), 64):
        group: list[Sample] = []
        for sample in sorted(samples[first : first + 64], key=lambda s: len(s.pieces)):
            if group and (len(group) + 1) * (len(sample.pieces) + 1) > most:
                found.append(group)
                group = []
            group.append(sample)
        found.append(group)
    chance.shuffle(found)
    return found


def padded(samples: list[Sample], begin: int) -> tuple[Tensor, Tensor]:
    """Pieces ``[batch, length]`` with the begin mark first, and lengths."""
    lengths = [len(sample.pieces) + 1 for sample in samples]
    rows = [[begin, *s.pieces] + [begin] * (max(lengths) - len(s.pieces) - 1) for s in samples]
    return torch.tensor(rows), torch.tensor(lengths)


def train(network: Network, lessons: list[Lesson], pieces: Pieces, plan: Plan) -> Iterator[tuple[int, float]]:
    """Trains the network in place; yields the number of each epoch and its mean loss per batch."""
    chance = Random(plan.seed)  # noqa: S311
    torch.manual_seed(plan.seed)
    network.body.word.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.body.parameters() if p.requires_grad], "lr": plan.rate},
            {"params": list(network.heads.parameters()), "lr": plan.head_rate},
        ],
        weight_decay=plan.decay,
    )
    steps = plan.epochs * len(batches(_epoch(lessons, pieces, plan, Random(0)), plan.batch, Random(0)))  # noqa: S311
    warm = max(1, int(plan.warmup * steps))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    for epoch in range(plan.epochs):
        network.train()
        total, began, count = 0.0, time.perf_counter(), 0
        for group in batches(_epoch(lessons, pieces, plan, chance), plan.batch, chance):
            loss = _batch_loss(network, group, pieces.begin_id, plan.label_weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.perf_counter() - began:.0f} s", flush=True)
        yield epoch + 1, total / count


def _epoch(lessons: list[Lesson], pieces: Pieces, plan: Plan, chance: Random) -> list[Sample]:
    samples = []
    for lesson in lessons:
        seen = disturb(lesson, chance) if chance.random() < plan.noisy else lesson
        most = chance.randint(WINDOW * 5 // 8, WINDOW + WINDOW // 8)
        samples += [sample for _, sample in sample_windows(seen, pieces, most)]
    return samples


def _batch_loss(network: Network, group: list[Sample], begin: int, label_weight: float) -> Tensor:
    """The loss of a batch per statement in it."""
    rows, lengths = padded(group, begin)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(rows, lengths)
        losses = [
            window_loss(network, states[number, 1 : int(lengths[number])].float(), sample, label_weight)
            for number, sample in enumerate(group)
        ]
    count = sum(len(sample.targets) for sample in group)
    return torch.stack(losses).sum() / max(count, 4)
