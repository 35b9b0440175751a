"""OpenAI's embeddings through the real client, against a local server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import numpy as np
import pytest

from bot.embeddings.openai_embedder import OpenAIEmbedder
from bot.errors import Unavailable


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        texts = body["input"]
        rows = [{"object": "embedding", "index": i, "embedding": [3.0, 4.0 * len(t), 0.0]} for i, t in enumerate(texts)]
        status = 401 if body["model"] == "forbidden" else 200
        if body["model"] == "short":
            rows = rows[:-1]
        reply = json.dumps({"object": "list", "data": rows[::-1], "model": body["model"], "usage": {}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def address() -> Iterator[str]:
    Server.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_vectors_have_length_one_and_keep_the_order(address: str) -> None:
    embedder = OpenAIEmbedder("text-embedding-3-small", api_key="k", base_url=address)
    texts = ["a" * (i % 7 + 1) for i in range(300)]
    vectors = embedder.embed(texts)
    assert vectors.shape == (300, 3)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    expected = np.array([[3.0, 4.0 * len(t), 0.0] for t in texts])
    np.testing.assert_allclose(vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-6)
    assert len(Server.asked) == 3
    assert embedder.dim == 3
    assert embedder.model == "openai/text-embedding-3-small"
    assert embedder.embed([]).shape == (0, 3)


@pytest.mark.parametrize("model", ["forbidden", "short"])
def test_a_server_that_fails_is_one_sentence(address: str, model: str) -> None:
    with pytest.raises(Unavailable, match=model):
        OpenAIEmbedder(model, api_key="k", base_url=address).embed(["a", "b"])
