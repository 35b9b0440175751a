"""Chroma's own client, as blocking calls over shelves. Whatever Chroma raises comes through."""

import re
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings

from store.index.port import Hit, Shelf, Vector

SPACE = {"hnsw": {"space": "cosine", "ef_search": 200}}


class ChromaCalls:
    """An embedded store in `folder`, or the server at `url`. Not connected before `connect`."""

    def __init__(self, team_id: str, model: str, *, folder: Path | None, url: str | None) -> None:
        self._team_id, self._model, self._folder, self._url = team_id, model, folder, url
        self._client: Any = None
        self._collections: dict[Shelf, Any] = {}

    def connect(self) -> None:
        options = Settings(anonymized_telemetry=False)
        if self._url is None:
            self._client = chromadb.PersistentClient(path=str(self._folder), settings=options)
            return
        address = urlsplit(self._url if "//" in self._url else f"http://{self._url}")
        secure = address.scheme == "https"
        self._client = chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if secure else 8000),
            ssl=secure,
            settings=options,
        )

    def close(self) -> None:
        client, self._client = self._client, None
        self._collections = {}
        if client is not None:
            client.close()

    def start_over(self) -> None:
        """An empty index; on a server, as far as it is ours."""
        try:
            self.close()
        finally:
            if self._folder is not None:
                _forget_system(str(self._folder))
                shutil.rmtree(self._folder, ignore_errors=True)
            self.connect()
        if self._url is not None:
            self.drop_others(())

    def query(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        """The nearest, best first; ties by id."""
        found = self._collection(shelf).query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return sorted(
            (Hit(int(i), 1.0 - float(d)) for i, d in pairs), key=lambda hit: (-hit.similarity, hit.passage_id)
        )

    def ids(self, shelf: Shelf) -> set[int]:
        return {int(i) for i in self._collection(shelf).get(include=[])["ids"]}

    def add(self, shelf: Shelf, ids: Sequence[int], vectors: Vector) -> None:
        """At most 5,461 at a time."""
        self._collection(shelf).upsert(ids=[str(i) for i in ids], embeddings=vectors)

    def delete(self, shelf: Shelf, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), 2000):
            self._collection(shelf).delete(ids=[str(i) for i in ids[start : start + 2000]])

    def drop(self, shelf: Shelf) -> None:
        self._collections.pop(shelf, None)
        self._connected().delete_collection(self._name(shelf))

    def drop_others(self, shelves: Collection[Shelf]) -> None:
        """Drops every collection of this workspace but those of `shelves`."""
        keep = {self._name(shelf) for shelf in shelves}
        for collection in self._connected().list_collections():
            if collection.name.startswith(f"{_sign(self._team_id)}.") and collection.name not in keep:
                self._connected().delete_collection(collection.name)
        self._collections = {shelf: held for shelf, held in self._collections.items() if shelf in shelves}

    def _collection(self, shelf: Shelf) -> Any:
        if shelf not in self._collections:
            self._collections[shelf] = self._connected().get_or_create_collection(
                self._name(shelf), configuration=SPACE, embedding_function=None
            )
        return self._collections[shelf]

    def _connected(self) -> Any:
        if self._client is None:
            raise RuntimeError("the index is not connected")
        return self._client

    def _name(self, shelf: Shelf) -> str:
        """Made of what Chroma takes in a name: 3 to 512 letters, digits and `._-`, a letter or digit at both ends."""
        parts = (self._team_id, shelf.owner_kind, shelf.audience, self._model)
        return ".".join(_sign(part) for part in parts)[:500].strip("._-")


def _forget_system(path: str) -> None:
    """Chroma remembers by its path what it has opened, also what it failed to open; other stores stay open."""
    SharedSystemClient._identifier_to_system.pop(path, None)
    SharedSystemClient._identifier_to_refcount.pop(path, None)


def _sign(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", word)
