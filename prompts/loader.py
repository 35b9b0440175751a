"""Reads `name.vN.md`: YAML front matter, a `## System` part and a `## User` part."""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import frontmatter

from prompts.prompt import PLACEHOLDER, Prompt, PromptFault

FOLDER = Path(__file__).parent
_FILE = re.compile(r"^(?P<id>[a-z_]+)\.v(?P<version>[1-9]\d*)\.md$")
_PARTS = re.compile(r"\A\s*## System\n(?P<system>.*?)\n## User\n(?P<user>.*)\Z", re.S)
_KEYS = {"id", "version", "purpose", "variables", "max_tokens", "schema"}


@lru_cache(maxsize=64)
def load(id: str, version: int) -> Prompt:
    """The released prompt. Raises PromptFault where there is none or the file is wrong."""
    return read(FOLDER / f"{id}.v{version}.md")


def every_prompt() -> Iterator[Prompt]:
    """All prompts of the package, by name."""
    for path in sorted(FOLDER.glob("*.md")):
        yield read(path)


def read(path: Path) -> Prompt:
    """The prompt in one file, held strictly to its own declarations. Raises PromptFault."""
    named = _FILE.match(path.name)
    if named is None or not path.is_file():
        raise PromptFault(f"{path.name}: no such prompt (files are called name.vN.md)")
    raw = path.read_bytes()
    post = frontmatter.loads(raw.decode("utf-8"))
    meta, parts = post.metadata, _PARTS.match(post.content)
    if set(meta) != _KEYS:
        raise PromptFault(f"{path.name}: the front matter must hold exactly {sorted(_KEYS)}")
    if (meta["id"], meta["version"]) != (named["id"], int(named["version"])):
        raise PromptFault(f"{path.name}: id and version in the front matter differ from the file's name")
    if parts is None:
        raise PromptFault(f"{path.name}: needs a `## System` part followed by a `## User` part")
    variables, schema, limit = meta["variables"], meta["schema"], meta["max_tokens"]
    if not isinstance(variables, list) or not isinstance(schema, dict) or not isinstance(limit, int):
        raise PromptFault(f"{path.name}: variables must be a list, schema a mapping, max_tokens a number")
    system, user = parts["system"].strip(), parts["user"].strip()
    if PLACEHOLDER.search(system):
        raise PromptFault(f"{path.name}: variables belong into the user part, the system part is ours alone")
    used = set(PLACEHOLDER.findall(user))
    if used != set(variables) or len(variables) != len(used):
        raise PromptFault(f"{path.name}: declares {sorted(map(str, variables))} but uses {sorted(used)}")
    return Prompt(
        id=named["id"],
        version=int(named["version"]),
        purpose=str(meta["purpose"]),
        variables=frozenset(used),
        system=system,
        user=user,
        schema=schema,
        max_tokens=limit,
        sha256=hashlib.sha256(raw).hexdigest(),
    )
