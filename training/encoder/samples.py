"""Lessons → windows of pieces with their targets, in batches of like length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import torch
from torch import Tensor

from encoder.targets import NONE, UNKNOWN, Lesson, Target
from musnad.encoder.pieces import NEWLINE, Pieces
from musnad.encoder.windows import Window, find_windows

WINDOW = 256


@dataclass(frozen=True)
class Sample:
    """One window of a lesson: pieces, how many each token has, what may be pointed at, and its targets from 0."""

    pieces: list[int]
    sizes: list[int]
    words: list[bool]
    targets: list[Target]
    unclear: list[int]
    scope: int


def sample_windows(lesson: Lesson, pieces: Pieces, most: int) -> Iterator[tuple[Window, Sample]]:
    """The windows of a lesson with the targets whose cues stand in them; borders outside are ``UNKNOWN``."""
    found = [pieces.of(word, space) for word, space in zip(lesson.surfaces, lesson.spaced, strict=True)]
    breaks = {n + 1 for n, word in enumerate(lesson.surfaces) if word == NEWLINE} | {len(found)}
    for window in find_windows([len(p) for p in found], lesson.sentences, breaks, most):
        inside = found[window.first : window.last]
        sample = Sample(
            pieces=[number for token in inside for number in token],
            sizes=[len(token) for token in inside],
            words=lesson.words[window.first : window.last],
            targets=[_moved(t, window) for t in lesson.targets if window.first <= t.cue < window.last],
            unclear=[n - window.first for n in lesson.unclear if window.first <= n < window.last],
            scope=lesson.scope,
        )
        yield window, sample


def _moved(target: Target, window: Window) -> Target:
    """The target with its tokens counted from the beginning of a window."""
    first, last = window.first, window.last

    def place(number: int) -> int:
        if number in (NONE, UNKNOWN):
            return number
        return number - first if first <= number < last else UNKNOWN

    def cut(number: int) -> int:
        return min(max(number, first), last) - first

    moved = {name: place(getattr(target, name)) for name in ("cue", "start", "end", "seat", "seat_end", "same")}
    return replace(target, **moved, inside=tuple((cut(begin), cut(end)) for begin, end in target.inside))


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
