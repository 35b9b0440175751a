"""ONNX Runtime reports to its maker as soon as it loads, unless it is told not to before."""

import os


def keep_onnxruntime_quiet() -> None:
    """Call it before `onnxruntime` is imported for the first time."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
