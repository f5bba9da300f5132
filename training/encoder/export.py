"""A trained network → the folder that ``musnad.encoder`` reads: weights in 8 bits, no framework needed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from encoder.network import FAR, NEAR, POINTERS, Heads, Layer, Network
from encoder.samples import WINDOW

OPSET = 20


@dataclass
class Graph:
    """An ONNX graph in the making; weights of matrices are stored in ``bits`` bits (32: as they are)."""

    bits: int = 8
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, value: np.ndarray) -> str:
        """The name of a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], outputs: int = 1, **attributes: object) -> list[str]:
        """The names of the outputs of one more node."""
        names = [f"n{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names

    def one(self, operator: str, *inputs: str, **attributes: object) -> str:
        """The name of the only output of one more node."""
        return self.add(operator, list(inputs), **attributes)[0]

    def linear(self, name: str, weight: np.ndarray, bias: np.ndarray, bits: int | None = None) -> str:
        """``x W' + b``; in few bits the input is quantised as a whole, the weights by output (symmetric)."""
        bits = bits or self.bits
        if bits == 32:
            return self.one("Add", self.one("MatMul", name, self.constant(weight.T)), self.constant(bias))
        most = 2 ** (bits - 1) - 1
        scale = np.maximum(np.abs(weight).max(1), 1e-8).astype(np.float32) / most
        rounded = np.clip(np.round(weight / scale[:, None]), -most, most).astype(np.int8)
        small, by, zero = self.add("DynamicQuantizeLinear", [name], 3)
        product = self.one("MatMulInteger", small, self.constant(rounded.T), zero)
        scaled = self.one("Mul", by, self.constant(scale))
        product = self.one("Mul", self.one("Cast", product, to=TensorProto.FLOAT), scaled)
        return self.one("Add", product, self.constant(bias))

    def norm(self, name: str, module: object) -> str:
        """Layer normalisation."""
        weight, bias = self.constant(_array(module.weight)), self.constant(_array(module.bias))
        return self.one("LayerNormalization", name, weight, bias, axis=-1, epsilon=max(module.eps, 1e-12))


def _array(tensor: object) -> np.ndarray:
    return tensor.detach().cpu().numpy().astype(np.float32)


def export(
    network: Network, pieces: tuple[list[str], list[float]], languages: list[str], folder: Path, bits: int = 8
) -> int:
    """Writes the folder of a model with its pieces and scores; gives its size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    graph, (weight, bias, parts) = Graph(bits), _projection(network.heads)
    states = _embed(graph, network)
    for layer in network.body.layers:
        states = _layer(graph, layer, states)
    projected = graph.linear(states, weight, bias, bits=32 if bits == 32 else 8)
    _write_graph(graph, projected, len(bias), folder / "encoder.onnx")
    heads = network.heads
    np.savez(
        folder / "heads.npz",
        distance=_array(heads.distance.weight).astype(np.float16),
        score=_array(heads.score.weight).astype(np.float16),
        attribution=(weight @ _array(heads.scope)).astype(np.float32),
    )
    about = {
        "version": hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()[:12],
        "languages": languages,
        "decisions": list(POINTERS),
        "labels": {"act": network.sizes.acts, "kind": network.sizes.kinds, "form": network.sizes.forms},
        "parts": parts,
        "window": WINDOW,
        "near": NEAR,
        "begin_id": 0,
        "break_id": 1,
        "unknown_id": 2,
        "pieces": pieces[0],
        "scores": [round(score, 4) for score in pieces[1]],
    }
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    (folder / "pieces.json").write_text(text, encoding="utf-8")
    assert len(heads.distance.weight) == 2 * (NEAR + FAR) + 1  # noqa: S101
    return sum(path.stat().st_size for path in folder.iterdir())


def _projection(heads: Heads) -> tuple[np.ndarray, np.ndarray, dict[str, tuple[int, int]]]:
    """All linear maps of the heads as one, and which columns belong to which."""
    weights, biases, parts, first = [], [], {}, 0
    for name in ("cue", "nobody", "labels", "kind_first", "kind_mean", "from_cue", "to_token", "left", "right"):
        module = getattr(heads, name)
        weights.append(_array(module.weight))
        count = len(weights[-1])
        biases.append(np.zeros(count, np.float32) if module.bias is None else _array(module.bias))
        parts[name] = (first, first + count)
        first += count
    return np.concatenate(weights), np.concatenate(biases), parts


def _embed(graph: Graph, network: Network) -> str:
    """Pieces → states before the first layer; embeddings in 8 bits with a scale for each piece."""
    table = _array(network.body.word.weight)
    if graph.bits == 32:
        found = graph.one("Gather", graph.constant(table), "pieces")
    else:
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        rows = graph.one("Gather", graph.constant(np.round(table / scale).astype(np.int8)), "pieces")
        by = graph.one("Gather", graph.constant(scale.astype(np.float32)), "pieces")
        found = graph.one("Mul", graph.one("Cast", rows, to=TensorProto.FLOAT), by)
    positions = graph.constant(_array(network.body.position))
    length = graph.one("Shape", "pieces")
    zero = graph.constant(np.array([0], np.int64))
    here = graph.one("Slice", positions, zero, length, zero)
    whole = graph.norm(graph.one("Add", found, here), network.body.norm)
    return graph.one("Unsqueeze", whole, zero)


def _layer(graph: Graph, layer: Layer, states: str) -> str:
    """One layer, on states ``[1, length, width]``."""
    mixed = graph.linear(states, _array(layer.qkv.weight), _array(layer.qkv.bias))
    query, key, value = graph.add("Split", [mixed], 3, axis=-1, num_outputs=3)
    attended = graph.one("MultiHeadAttention", query, key, value, num_heads=layer.heads, domain="com.microsoft")
    out = graph.linear(attended, _array(layer.out.weight), _array(layer.out.bias))
    states = graph.norm(graph.one("Add", states, out), layer.norm)
    up = graph.one("Gelu", graph.linear(states, _array(layer.up.weight), _array(layer.up.bias)))
    down = graph.linear(up, _array(layer.down.weight), _array(layer.down.bias))
    return graph.norm(graph.one("Add", states, down), layer.last_norm)


def _write_graph(graph: Graph, projected: str, width: int, path: Path) -> None:
    axis = graph.constant(np.array([0], np.int64))
    graph.nodes.append(helper.make_node("Squeeze", [projected, axis], ["projections"]))
    body = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["length"])],
        [helper.make_tensor_value_info("projections", TensorProto.FLOAT, ["length", width])],
        graph.constants,
    )
    sets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(body, opset_imports=sets, ir_version=9)
    onnx.save(model, str(path))
