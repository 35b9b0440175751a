"""Builds the quantised model once, into a cache folder, whoever asks first; later starts only load it."""

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from bot.embeddings.weights import WEIGHTS_SHA256, find_weights

GRAPH_VERSION = 1
"""Raise it when the graph or its quantisation changes: vectors of another version are not comparable."""


@dataclass(frozen=True)
class Artefact:
    """What is loaded at run time. Both files are complete once they have their names."""

    model: Path
    tokenizer: Path


def prepare(cache_dir: Path) -> Artefact:
    """The quantised model, built where it is missing (some seconds). Raises Unavailable without the weights."""
    stem = f"minilm-int8-v{GRAPH_VERSION}-{WEIGHTS_SHA256[:16]}"
    made = Artefact(cache_dir / f"{stem}.onnx", cache_dir / f"{stem}.tokenizer.json")
    if made.model.exists() and made.tokenizer.exists():
        return made
    cache_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(cache_dir / f"{stem}.lock"):
        if not (made.model.exists() and made.tokenizer.exists()):
            _build(made)
    return made


def _build(made: Artefact) -> None:
    weights = find_weights()
    with tempfile.TemporaryDirectory(dir=made.model.parent, prefix="building-") as folder:
        _quantise(weights.model, Path(folder))
        shutil.copyfile(weights.tokenizer, Path(folder) / "tokenizer.json")
        os.replace(Path(folder) / "tokenizer.json", made.tokenizer)
        os.replace(Path(folder) / "int8.onnx", made.model)


def _quantise(weights: Path, folder: Path) -> None:
    # Heavy imports that only the first start needs.
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from bot.embeddings.graph import build_graph

    logging.getLogger().addFilter(_not_the_hint)
    onnx.save(build_graph(load_file(weights)), str(folder / "fp32.onnx"))
    quantize_dynamic(
        folder / "fp32.onnx",
        folder / "int8.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,  # one scale a tensor costs .035 of cosine, one a channel .008, at the same speed
        reduce_range=True,  # 7 bits: processors without VNNI overflow on 8
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    logging.getLogger().removeFilter(_not_the_hint)


def _not_the_hint(record: logging.LogRecord) -> bool:
    """The quantiser advises a step that its own fused operators make needless."""
    return "pre-processing before quantization" not in record.getMessage()
