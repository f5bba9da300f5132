"""The network: the first layers of the base model, and heads that point from a cue to the borders of its statement."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder.base import Base

INSIDE = "inside"
ABSENCES = ("seat", "same")  # pointers that may point at nothing
POINTERS = ("start", "end", "seat", "seat_end", "same", INSIDE)
SCOPES = 2  # what was annotated: statements, attributions
NEAR, FAR = 8, 12  # distances told apart singly on each side, then by doubling in this many classes


@dataclass(frozen=True)
class Sizes:
    """The sizes of a network; ``pieces`` are the rows of its embeddings."""

    pieces: int
    layers: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    epsilon: float = 1e-12
    hidden: int = 192
    rank: int = 64
    acts: int = 11
    kinds: int = 6
    forms: int = 3


def distance_class(difference: Tensor) -> Tensor:
    """Classes 0 to ``2 * (NEAR + FAR)`` of signed distances in tokens; zero in the middle."""
    size = difference.abs()
    far = NEAR + 1 + (torch.log2(size.clamp(min=NEAR + 1).float() / (NEAR + 1)) * 2).long()
    side = torch.where(size <= NEAR, size, far.clamp(max=NEAR + FAR))
    return NEAR + FAR + torch.where(difference < 0, -side, side)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.heads = sizes.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=sizes.epsilon)
        self.up, self.down = nn.Linear(width, sizes.inner), nn.Linear(sizes.inner, width)
        self.last_norm = nn.LayerNorm(width, eps=sizes.epsilon)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States after the layer; ``mask`` is true where there is a piece."""
        batch, length, width = states.shape
        parts = self.qkv(states).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        states = self.norm(states + self.drop(self.out(mixed)))
        return self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Body(nn.Module):
    """Pieces → their states."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(sizes.pieces, sizes.width)
        self.position = nn.Parameter(torch.zeros(sizes.positions, sizes.width))
        self.norm = nn.LayerNorm(sizes.width, eps=sizes.epsilon)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """States ``[batch, length, width]`` of pieces ``[batch, length]``; ``mask`` is true where there is a piece."""
        states = self.word(pieces) + self.position[: pieces.shape[1]]
        states = self.drop(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        return states


class Heads(nn.Module):
    """States of tokens → cue logits, pointers from cues to tokens, labels of cues."""

    def __init__(self, sizes: Sizes, dropout: float = 0.2) -> None:
        super().__init__()
        width, count = sizes.width, len(POINTERS)
        self.rank, self.drop = sizes.rank, nn.Dropout(dropout)
        self.cue = nn.Linear(width, SCOPES)
        self.scope = nn.Parameter(torch.zeros(width))
        self.from_cue, self.to_token = (
            nn.Linear(width, sizes.hidden),
            nn.Linear(width, sizes.hidden, bias=False),
        )
        self.distance = nn.Embedding(2 * (NEAR + FAR) + 1, sizes.hidden)
        self.score = nn.Linear(sizes.hidden, count, bias=False)
        self.left = nn.Linear(width, count * sizes.rank)
        self.right = nn.Linear(width, count * sizes.rank, bias=False)
        self.nobody = nn.Linear(width, len(ABSENCES))
        self.labels = nn.Linear(width, sizes.acts + sizes.kinds + sizes.forms)
        self.kind_first = nn.Linear(width, sizes.kinds)
        self.kind_mean = nn.Linear(width, sizes.kinds, bias=False)

    def forward(self, states: Tensor, cues: Tensor, scope: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Of one window: cue logits ``[tokens]``, pointers ``[6, cues, tokens]``, nothing ``[cues, 2]``, labels.

        A scope other than 0 is told by adding its vector to the states of the cues.
        """
        states = self.drop(states)
        logits = self.cue(states)[:, scope]
        chosen = states[cues] + scope * self.scope
        difference = torch.arange(len(states)) - cues[:, None]
        mixed = self.from_cue(chosen)[:, None] + self.to_token(states)[None]
        hidden = functional.relu(mixed + self.distance(distance_class(difference)))
        near = self.score(self.drop(hidden)).permute(2, 0, 1)
        left = self.left(chosen).view(len(cues), len(POINTERS), self.rank).transpose(0, 1)
        right = self.right(states).view(len(states), len(POINTERS), self.rank).transpose(0, 1)
        pointers = near + left @ right.transpose(-1, -2) * self.rank**-0.5
        return logits, pointers, self.nobody(chosen), self.labels(chosen)

    def kind(self, states: Tensor, first: int, last: int) -> Tensor:
        """Log-odds ``[kinds]`` of a source that stands in the tokens ``first`` up to ``last`` of a window."""
        return self.kind_first(states[first]) + self.kind_mean(states[first:last].mean(0))


class Network(nn.Module):
    """Body and heads together."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.body, self.heads = Body(sizes), Heads(sizes)

    def states(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """The states of the pieces of a batch of windows, padded behind their ``lengths``."""
        inside = torch.arange(pieces.shape[1])[None] < lengths[:, None]
        return self.body(pieces, inside[:, None, None])


def from_base(base: Base, kept: list[int], layers: int) -> Network:
    """An untrained network on the first layers of the base model and the pieces that were kept."""
    network = Network(Sizes(len(kept), layers, base.width, base.heads, base.inner, base.positions, base.epsilon))
    tensors = {name: torch.from_numpy(np.array(value)) for name, value in base.tensors.items()}
    body = network.body
    with torch.no_grad():
        body.word.weight.copy_(tensors["emb.word"][kept])
        body.position.copy_(tensors["emb.pos"] + tensors["emb.type"][0])
        _fill(body.norm, tensors, "emb.ln")
        for number, layer in enumerate(body.layers):
            names = [f"l{number}.{part}" for part in "qkv"]
            layer.qkv.weight.copy_(torch.cat([tensors[f"{name}.w"] for name in names]))
            layer.qkv.bias.copy_(torch.cat([tensors[f"{name}.b"] for name in names]))
            for part, module in (
                ("ao", layer.out),
                ("aln", layer.norm),
                ("fi", layer.up),
                ("fo", layer.down),
            ):
                _fill(module, tensors, f"l{number}.{part}")
            _fill(layer.last_norm, tensors, f"l{number}.oln")
    return network


def _fill(module: nn.Module, tensors: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(tensors[f"{name}.w"])
    module.bias.copy_(tensors[f"{name}.b"])


def pool(states: Tensor, sizes: Tensor) -> Tensor:
    """The mean state of each token's pieces; ``states`` are those of one window without its begin mark."""
    owner = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
    total = torch.zeros(len(sizes), states.shape[1], dtype=states.dtype).index_add(0, owner, states)
    return total / sizes[:, None]


def save(network: Network, path: str) -> None:
    """Writes a trained network with its sizes."""
    torch.save({"sizes": asdict(network.sizes), "state": network.state_dict()}, path)


def restore(path: str) -> Network:
    """The network that was saved."""
    saved = torch.load(path, weights_only=True)
    network = Network(Sizes(**saved["sizes"]))
    network.load_state_dict(saved["state"])
    return network
