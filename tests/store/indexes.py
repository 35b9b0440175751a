"""A small library of embedded passages, and every way of searching it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from bot.domain.audience import PUBLIC
from store.index.chroma import ChromaIndex
from store.index.exact import ExactIndex
from store.index.port import Shelf, Vector
from store.passages import MESSAGE, NewPassage
from store.unit_of_work import Store
from tests.databases import TEAM

MODEL = "test/model:1"
DIM = 64
OPEN, SECRET = Shelf(MESSAGE, PUBLIC), Shelf(MESSAGE, "G1")
CANARY = "xylophonecanary"


def vector_of(text: str) -> Vector:
    """The same text has the same vector."""
    found = np.random.default_rng(list(text.encode())).normal(size=DIM).astype(np.float16).astype(np.float32)
    return found / np.linalg.norm(found)


async def lay(store: Store, texts: Iterable[str], shelf: Shelf = OPEN) -> list[int]:
    """Stores and embeds one passage a text; the owner of each is its text. Returns their ids."""
    async with store.write(TEAM) as uow:
        new = [NewPassage(MESSAGE, text, shelf.audience, f"{text} {CANARY}", 0, 1) for text in texts]
        await uow.passages.replace(MESSAGE, [], new)
        waiting = await uow.passages.pending(MODEL, 100_000)
        vectors = {p.text_hash: vector_of(p.text.removesuffix(f" {CANARY}")) for p in waiting}
        await uow.passages.keep_vectors(vectors, MODEL)
        await uow.passages.mark_embedded([p.id for p in waiting], MODEL)
        await uow.commit()
    return [p.id for p in waiting]


async def take_out(store: Store, texts: list[str]) -> None:
    async with store.write(TEAM) as uow:
        await uow.passages.remove(MESSAGE, texts)
        await uow.commit()


def exact(store: Store) -> ExactIndex:
    return ExactIndex(store, TEAM, MODEL)


def chroma(store: Store, *, folder: Path | None = None, url: str | None = None) -> ChromaIndex:
    return ChromaIndex(store, TEAM, MODEL, exact(store), folder=folder, url=url)


@contextmanager
def server(folder: Path, port: int | None = None) -> Iterator[str]:
    """A real Chroma server on a free port; yields its address."""
    port = port or free_port()
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with (folder.parent / f"{folder.name}.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            chromadb.HttpClient(host="127.0.0.1", port=port, settings=Settings(anonymized_telemetry=False))
        except ValueError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
