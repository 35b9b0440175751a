"""The network of all-MiniLM-L6-v2 as an ONNX graph: BERT of 6 layers, mean pooling and L2 norm inside.

Uses the fused operators of ONNX Runtime (domain `com.microsoft`), which is what makes it fast.
Inputs `ids` and `mask`: int32 (texts, tokens). Output `vectors`: float32 (texts, 384).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, DIM = 6, 12, 384
EPSILON = 1e-12
FUSED = "com.microsoft"

Weights = Mapping[str, NDArray[np.float32]]


def build_graph(weights: Weights) -> onnx.ModelProto:
    """`weights` by their names in the safetensors file."""
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: NDArray[np.generic]) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        outputs = [output, f"{output}_mask"] if kind == "EmbedLayerNormalization" else [output]
        nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return output

    def norm(prefix: str) -> list[str]:
        return [constant(f"{prefix}.{part}", weights[f"{prefix}.{part}"]) for part in ("weight", "bias")]

    def linear(prefix: str, value: str, output: str) -> str:
        return node("MatMul", [value, constant(f"{prefix}.w", weights[f"{prefix}.weight"].T)], output)

    tables = [
        constant(name, weights[f"embeddings.{name}_embeddings.weight"]) for name in ("word", "position", "token_type")
    ]
    node("Sub", ["ids", "ids"], "segments")
    embed_inputs = ["ids", "segments", *tables, *norm("embeddings.LayerNorm"), "mask"]
    hidden = node("EmbedLayerNormalization", embed_inputs, "embedded", FUSED, epsilon=EPSILON)
    for i in range(LAYERS):
        name = f"encoder.layer.{i}"
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        qkv = constant(f"{i}.qkv", np.concatenate([weights[f"{p}.weight"].T for p in parts], axis=1))
        bias = constant(f"{i}.qkv_bias", np.concatenate([weights[f"{p}.bias"] for p in parts]))
        seen = node("Attention", [hidden, qkv, bias, "embedded_mask"], f"{i}.attention", FUSED, num_heads=HEADS)
        out = f"{name}.attention.output"
        seen = linear(f"{out}.dense", seen, f"{i}.projected")
        attended = [seen, hidden, *norm(f"{out}.LayerNorm"), constant(f"{i}.b1", weights[f"{out}.dense.bias"])]
        hidden = node("SkipLayerNormalization", attended, f"{i}.attended", FUSED, epsilon=EPSILON)
        wide = linear(f"{name}.intermediate.dense", hidden, f"{i}.wide")
        wide_bias = constant(f"{i}.b2", weights[f"{name}.intermediate.dense.bias"])
        wide = node("BiasGelu", [wide, wide_bias], f"{i}.gelu", FUSED)
        out = f"{name}.output"
        narrow = linear(f"{out}.dense", wide, f"{i}.narrow")
        fed = [narrow, hidden, *norm(f"{out}.LayerNorm"), constant(f"{i}.b3", weights[f"{out}.dense.bias"])]
        hidden = node("SkipLayerNormalization", fed, f"{i}.out", FUSED, epsilon=EPSILON)

    node("Cast", ["mask"], "mask_f", to=TensorProto.FLOAT)
    node("Unsqueeze", ["mask_f", constant("last", np.array([2], np.int64))], "weight")
    node("Mul", [hidden, "weight"], "kept")
    node("ReduceSum", ["kept", constant("tokens", np.array([1], np.int64))], "summed", keepdims=0)
    node("LpNormalization", ["summed"], "vectors", axis=1, p=2)  # the mean's divisor falls out of the norm

    shape = ["texts", "tokens"]
    graph = helper.make_graph(
        nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", DIM])],
        constants,
    )
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=8)
