"""What the network is punished for: cues, pointers to borders and to earlier names, words of content, labels."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from encoder.network import ABSENCES, INSIDE, POINTERS, Network, pool
from encoder.samples import Sample
from encoder.targets import NONE, Target

_INSIDE_WEIGHT, _LABEL_WEIGHT = 0.15, 0.3  # of the loss of one word of content, of one label; a pointer counts 1
_IMPOSSIBLE = -1e4  # added to the score of what cannot be pointed at


def window_loss(network: Network, states: Tensor, sample: Sample) -> Tensor:
    """The summed loss of one window, from the states of its pieces."""
    tokens = pool(states, torch.tensor(sample.sizes))
    cues = torch.tensor([target.cue for target in sample.targets], dtype=torch.long)
    logits, pointers, absent, labels = network.heads(tokens, cues, sample.scope)
    loss = _cue_loss(logits.float(), sample)
    if not sample.targets:
        return loss
    impossible = torch.where(torch.tensor(sample.words), 0.0, _IMPOSSIBLE)
    for number, name in enumerate(POINTERS):
        scores = pointers[number].float()
        if name == INSIDE:
            loss = loss + _INSIDE_WEIGHT * _inside_loss(scores, sample)
            continue
        scores = scores + impossible
        right = torch.tensor([getattr(target, name) for target in sample.targets])
        if name in ABSENCES:
            scores = torch.cat([scores, absent[:, ABSENCES.index(name), None].float()], 1)
            right = torch.where(right == NONE, len(tokens), right)
        right = right.clamp(min=NONE)  # neither what is unknown nor what is not there
        loss = loss + functional.cross_entropy(scores, right, ignore_index=NONE, reduction="sum")
    return loss + _LABEL_WEIGHT * _label_loss(network, labels.float(), sample.targets)


def _cue_loss(logits: Tensor, sample: Sample) -> Tensor:
    wanted, clear = torch.zeros_like(logits), torch.ones_like(logits)
    wanted[[target.cue for target in sample.targets]] = 1.0
    clear[sample.unclear] = 0.0
    return functional.binary_cross_entropy_with_logits(logits, wanted, clear, reduction="sum")


def _inside_loss(scores: Tensor, sample: Sample) -> Tensor:
    wanted = torch.zeros_like(scores)
    for row, target in enumerate(sample.targets):
        for first, last in target.inside:
            wanted[row, first:last] = 1.0
    words = torch.tensor(sample.words).float().expand_as(scores)
    return functional.binary_cross_entropy_with_logits(scores, wanted, words, reduction="sum")


def _label_loss(network: Network, labels: Tensor, targets: list[Target]) -> Tensor:
    sizes = network.sizes
    parts = labels.split([sizes.acts, sizes.kinds, sizes.forms], 1)
    loss = torch.zeros(())
    for part, name in zip(parts, ("act", "kind", "form"), strict=True):
        right = torch.tensor([getattr(target, name) for target in targets])
        loss = loss + functional.cross_entropy(part, right, ignore_index=NONE, reduction="sum")
    return loss
