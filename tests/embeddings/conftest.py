from pathlib import Path

import pytest

from bot.embeddings.minilm import MiniLM
from bot.embeddings.weights import find_weights
from bot.errors import Unavailable


@pytest.fixture(scope="session")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    try:
        find_weights()
    except Unavailable as missing:
        pytest.skip(str(missing))
    folder: Path = tmp_path_factory.mktemp("models")
    return MiniLM(folder)
