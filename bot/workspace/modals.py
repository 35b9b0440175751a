"""Modals and Homes: a stack of at most three views a person, hashes that tell stale updates, one Home a person."""

import hashlib
import json
from collections.abc import Callable

from bot.workspace.blockkit.walk import with_ids
from bot.workspace.feed import Feed
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import World
from bot.workspace.triggers import Triggers

MAX_STACK = 3
_AUTHORED = (
    "type", "title", "submit", "close", "blocks", "callback_id", "private_metadata", "external_id",
    "notify_on_close", "clear_on_close", "submit_disabled",
)  # fmt: skip


class Modals:
    """`stacks` holds the open views of each person, the one on top last; `homes` the published ones."""

    def __init__(self, world: World, feed: Feed, triggers: Triggers, check: Callable[[Json], None]) -> None:
        self.stacks: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self._world = world
        self._feed = feed
        self._triggers = triggers
        self._check = check

    def open(self, trigger_id: str, authored: Json) -> Json:
        self._accept(authored, "modal")
        trigger = self._triggers.spend(trigger_id)
        if trigger.view_id is not None and self._find(trigger.view_id) is not None:
            return self._push(trigger.user_id, authored)
        view = self._build(authored)
        view["root_view_id"] = view["id"]
        self.stacks[trigger.user_id] = [view]
        self._feed.tell(trigger.user_id, {"type": "view_opened", "view": view})
        return view

    def push(self, trigger_id: str, authored: Json) -> Json:
        self._accept(authored, "modal")
        trigger = self._triggers.spend(trigger_id)
        if trigger.view_id is None:
            raise SlackRefusal("not_found")
        return self._push(trigger.user_id, authored)

    def update(self, authored: Json, *, view_id: str | None, external_id: str | None, view_hash: str | None) -> Json:
        found = self._find(view_id) if view_id else self._find_external(external_id or "")
        if found is None:
            raise SlackRefusal("not_found")
        user_id, view = found
        kind = str(view["type"])
        self._accept(authored, kind, replacing=view)
        if view_hash is not None and view_hash != view["hash"]:
            raise SlackRefusal("hash_conflict")
        return self.replace(user_id, view, authored)

    def publish(self, user_id: str, authored: Json, *, view_hash: str | None) -> Json:
        self._accept(authored, "home")
        self._world.user(user_id)
        current = self.homes.get(user_id)
        if view_hash is not None and (current is None or view_hash != current["hash"]):
            raise SlackRefusal("hash_conflict")
        if current is None:
            current = self._build(authored)
            current["root_view_id"] = current["id"]
            self.homes[user_id] = current
        else:
            self._write(current, authored)
        self._feed.tell(user_id, {"type": "home", "view": current})
        return current

    def replace(self, user_id: str, view: Json, authored: Json) -> Json:
        """Puts new content into an open view; a new hash."""
        self._write(view, authored)
        news = "home" if view["type"] == "home" else "view_updated"
        self._feed.tell(user_id, {"type": news, "view": view})
        return view

    def push_onto(self, user_id: str, authored: Json) -> Json:
        self._accept(authored, "modal")
        return self._push(user_id, authored)

    def check_authored(self, authored: Json, replacing: Json) -> None:
        self._accept(authored, "modal", replacing=replacing)

    def top(self, user_id: str) -> Json | None:
        stack = self.stacks.get(user_id)
        return stack[-1] if stack else None

    def of(self, user_id: str, view_id: str) -> Json:
        """The person's open view (or Home) of this id. Refuses with `not_found`."""
        home = self.homes.get(user_id)
        if home is not None and home["id"] == view_id:
            return home
        for view in self.stacks.get(user_id, ()):
            if view["id"] == view_id:
                return view
        raise SlackRefusal("not_found")

    def close(self, user_id: str, view: Json) -> None:
        """Takes one view off; what lies below it shows again."""
        stack = self.stacks.get(user_id, [])
        if view in stack:
            stack.remove(view)
        self._feed.tell(user_id, {"type": "view_closed", "view_id": view["id"]})
        if stack:
            self._feed.tell(user_id, {"type": "view_updated", "view": stack[-1]})

    def clear(self, user_id: str) -> list[Json]:
        """Closes the whole stack; the views that were in it, the top one first."""
        closed = list(reversed(self.stacks.pop(user_id, [])))
        for view in closed:
            self._feed.tell(user_id, {"type": "view_closed", "view_id": view["id"]})
        return closed

    def _push(self, user_id: str, authored: Json) -> Json:
        stack = self.stacks.setdefault(user_id, [])
        if not stack:
            raise SlackRefusal("not_found")
        if len(stack) >= MAX_STACK:
            raise SlackRefusal("push_limit_reached")
        view = self._build(authored)
        view["root_view_id"] = stack[0]["id"]
        view["previous_view_id"] = stack[-1]["id"]
        stack.append(view)
        self._feed.tell(user_id, {"type": "view_pushed", "view": view})
        return view

    def _accept(self, authored: Json, kind: str, replacing: Json | None = None) -> None:
        self._check(authored)
        if authored.get("type") != kind:
            pointer = "[ERROR] must be a valid enum value [json-pointer:/view/type]"
            raise SlackRefusal("invalid_arguments", response_metadata={"messages": [pointer]})
        external_id = authored.get("external_id")
        taken = self._find_external(str(external_id)) if external_id else None
        if taken is not None and taken[1] is not replacing:
            raise SlackRefusal("duplicate_external_id")

    def _build(self, authored: Json) -> Json:
        app = self._world.app
        view: Json = {
            "id": self._world.ids.next("V"),
            "team_id": self._world.team_id,
            "app_id": app.id,
            "app_installed_team_id": self._world.team_id,
            "bot_id": app.bot_id,
            "previous_view_id": None,
            "state": {"values": {}},
        }
        self._write(view, authored)
        return view

    def _write(self, view: Json, authored: Json) -> None:
        for key in _AUTHORED:
            view[key] = authored.get(key)
        view["blocks"] = with_ids(authored["blocks"], self._world.ids.next)
        for key in ("callback_id", "private_metadata", "external_id"):
            view[key] = view[key] or ""
        for key in ("notify_on_close", "clear_on_close"):
            view[key] = bool(view[key])
        content = json.dumps([view["blocks"], view["id"], self._world.ids.next("h")], sort_keys=True)
        view["hash"] = f"{self._world.last_ts[0]}.{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    def _find(self, view_id: str) -> tuple[str, Json] | None:
        for user_id, stack in [*self.stacks.items(), *((u, [h]) for u, h in self.homes.items())]:
            for view in stack:
                if view["id"] == view_id:
                    return user_id, view
        return None

    def _find_external(self, external_id: str) -> tuple[str, Json] | None:
        for user_id, stack in [*self.stacks.items(), *((u, [h]) for u, h in self.homes.items())]:
            for view in stack:
                if external_id and view["external_id"] == external_id:
                    return user_id, view
        return None
