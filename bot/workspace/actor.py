"""One person of a local workspace, to act as in a test. See `driver.py` for how it reads."""

from typing import TYPE_CHECKING, Any

from bot.workspace.forms import chosen_value, inputs_of
from bot.workspace.interactions import find_buttons
from bot.workspace.lookup import channel_of, ts_of, words
from bot.workspace.parts import Parts
from bot.workspace.shapes import Json

if TYPE_CHECKING:
    from bot.workspace.driver import Driver


class Actor:
    """`id` and `name` are the person's. Refused actions raise `people.Refused` or `shapes.SlackRefusal`."""

    def __init__(self, parts: Parts, driver: "Driver", user_id: str) -> None:
        self._parts = parts
        self._driver = driver
        self.id = user_id
        self.name = parts.world.users[user_id].name

    # --- words ---

    async def post(
        self,
        channel: str,
        text: str,
        *,
        thread: str | Json | None = None,
        broadcast: bool = False,
        file: tuple[str, bytes] | None = None,
    ) -> str:
        """Types a message (`@handle`, `#channel` and links are understood); its ts."""
        thread_ts = None if thread is None else ts_of(thread)
        message = self._parts.people.post(
            self.id, self._channel(channel), text, thread_ts=thread_ts, broadcast=broadcast, file=file
        )
        return str(message["ts"])

    async def dm(self, text: str, *, thread: str | Json | None = None) -> str:
        """Writes to the app in the direct message with it; the ts. The channel is `@handle`."""
        return await self.post(f"@{self.name}", text, thread=thread)

    async def edit(self, channel: str, message: str | Json, text: str) -> None:
        self._parts.people.edit(self.id, self._channel(channel), ts_of(message), text)

    async def delete(self, channel: str, message: str | Json) -> None:
        self._parts.people.delete(self.id, self._channel(channel), ts_of(message))

    async def react(self, channel: str, message: str | Json, name: str) -> None:
        self._parts.people.react(self.id, self._channel(channel), ts_of(message), name)

    async def unreact(self, channel: str, message: str | Json, name: str) -> None:
        self._parts.people.react(self.id, self._channel(channel), ts_of(message), name, remove=True)

    async def join(self, channel: str) -> None:
        self._parts.people.join(self.id, self._channel(channel))

    async def open_home(self) -> Json | None:
        """Opens the app's Home; the view as it is at this moment (see also `home`)."""
        return self._parts.people.open_home(self.id)

    async def open_dm(self) -> str:
        """Opens the direct message with the app; the channel's id."""
        return self._parts.people.open_dm(self.id).id

    # --- commands, shortcuts, buttons, modals ---

    async def command(self, command: str, text: str = "", *, channel: str = "@", expect: str | None = None) -> Json:
        """A slash command, e.g. `command("/why", "...", channel="#support")`; `@` is the direct message with the app.

        With `expect`, waits for the private answer that has these words and gives it; without, gives what came with
        the ack (often nothing).
        """
        where = self._channel(f"@{self.name}" if channel == "@" else channel)
        before = {m["ts"] for m in self.ephemerals()}
        ack = await self._parts.interactions.command(self.id, where, command, text)
        if expect is None:
            return ack.payload or {}
        return await self.ephemeral(contains=expect, not_in=before)

    async def shortcut(self, callback_id: str, channel: str, message: str | Json, *, title: str = "") -> Json:
        """A message shortcut; the modal that opens (with these words in it, once it has them)."""
        before = self._top_id()
        await self._parts.interactions.message_shortcut(self.id, callback_id, self._channel(channel), ts_of(message))
        return await self.modal(contains=title, other_than=before)

    async def global_shortcut(self, callback_id: str) -> None:
        await self._parts.interactions.global_shortcut(self.id, callback_id)

    async def press(
        self,
        label: str,
        on: Json | None = None,
        *,
        value: Any = None,
        channel: str | None = None,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """Presses the button (or uses the menu) with this label or action_id on a message, or on the modal or Home.

        on: a message as `messages`, `ephemeral` or `message` gave it, or a view; default the open modal.
        value: for menus, what is chosen: an option by its words, a user id, a date.
        channel: where the message is, if it should not be looked up.
        typed: what stands in the modal's inputs by now, as for `submit`.
        """
        holder = on if on is not None else self._open_modal()
        action = _pressed(holder, label, value)
        if "hash" in holder:
            state = {"values": _filled(holder, typed or {})}
            await self._parts.interactions.press_in_view(self.id, holder["id"], action, state=state)
            return
        is_ephemeral = bool(holder.get("ephemeral"))
        where = str(holder["channel"]) if is_ephemeral else self._channel_with(holder, channel)
        await self._parts.interactions.press(self.id, where, holder["ts"], action, is_ephemeral=is_ephemeral)

    async def submit(self, values: dict[str, Any] | None = None, view: Json | None = None) -> Json:
        """Fills in and submits the open modal; `{"ok": true}`, `{"errors": ...}` or `{"view": ...}`.

        values: by the inputs' labels, block_ids or action_ids; text, an option's words, a date, a list of user ids.
        Inputs that are not named keep what they start with. AssertionError when there is no such input.
        """
        holder = view or self._open_modal()
        return await self._parts.interactions.submit(self.id, holder["id"], _filled(holder, values or {}))

    async def close(self, view: Json | None = None, *, clear: bool = False) -> None:
        await self._parts.interactions.close(self.id, (view or self._open_modal())["id"], is_cleared=clear)

    # --- what the person sees ---

    def ephemerals(self) -> list[Json]:
        return self._driver.ephemerals(self.id)

    async def ephemeral(self, *, contains: str = "", not_in: set[str] | None = None, seconds: float = 5.0) -> Json:
        """The newest whisper with these words, waited for; whispers with a ts in `not_in` count only when rewritten."""
        known = {m["ts"]: words(m) for m in self.ephemerals() if m["ts"] in (not_in or set())}

        def newest() -> Json | None:
            fitting = [m for m in self.ephemerals() if contains in words(m) and known.get(m["ts"]) != words(m)]
            return fitting[-1] if fitting else None

        return await self._driver.until_found(newest, seconds, lambda: f"a whisper with {contains!r}", self.ephemerals)

    async def modal(self, *, contains: str = "", other_than: str | None = None, seconds: float = 5.0) -> Json:
        """The modal on top that has these words, waited for."""

        def top() -> Json | None:
            view = self._parts.modals.top(self.id)
            fits = view is not None and view["id"] != other_than and contains in words(view)
            return view if fits else None

        return await self._driver.until_found(
            top, seconds, lambda: f"a modal with {contains!r}", lambda: self._parts.modals.stacks.get(self.id, [])
        )

    @property
    def open_modals(self) -> list[Json]:
        """The stack of views, the one on top last."""
        return list(self._parts.modals.stacks.get(self.id, []))

    @property
    def home(self) -> Json | None:
        """The Home as last published for this person."""
        return self._parts.modals.homes.get(self.id)

    async def home_with(self, contains: str = "", seconds: float = 5.0) -> Json:
        """Opens the Home and waits until it has these words."""
        await self.open_home()

        def home() -> Json | None:
            return self.home if self.home is not None and contains in words(self.home) else None

        return await self._driver.until_found(
            home, seconds, lambda: f"a Home with {contains!r}", lambda: [self.home] if self.home else []
        )

    def _channel(self, name: str) -> str:
        return channel_of(self._parts, name).id

    def _channel_with(self, message: Json, channel: str | None) -> str:
        if channel is not None:
            return self._channel(channel)
        for candidate in self._parts.world.channels.values():
            if message["ts"] in candidate.messages:
                return candidate.id
        raise AssertionError("the message is in no channel any more")

    def _top_id(self) -> str | None:
        view = self._parts.modals.top(self.id)
        return str(view["id"]) if view else None

    def _open_modal(self) -> Json:
        view = self._parts.modals.top(self.id)
        if view is None:
            raise AssertionError(f"{self.name} has no modal open")
        return view


def _filled(view: Json, values: dict[str, Any]) -> Json:
    """Plain values by label, block_id or action_id, as Slack's state."""
    given: Json = {}
    for name, value in values.items():
        block, element = _input(view, name)
        given.setdefault(block["block_id"], {})[element["action_id"]] = chosen_value(element, value)
    return given


def _pressed(holder: Json, label: str, value: Any) -> Json:
    """The action as a client sends it: the element with its block, and what was chosen."""
    for element in find_buttons(holder):
        if element["type"] == "feedback_buttons":
            for key in ("positive_button", "negative_button"):
                if label in (element[key]["text"]["text"], element[key]["value"]):
                    chosen = {"text": element[key]["text"], "value": element[key]["value"]}
                    return {k: element[k] for k in ("type", "action_id", "block_id")} | chosen
        if label not in (_label(element), element["action_id"]):
            continue
        return element if element["type"] == "button" else {**element, **chosen_value(element, value)}
    there = [f"{_label(e)!r} ({e['action_id']})" for e in find_buttons(holder)]
    raise AssertionError(f"there is no {label!r} to press; there are {', '.join(there) or 'no buttons'}")


def _label(element: Json) -> str:
    for key in ("text", "placeholder"):
        if isinstance(element.get(key), dict):
            return str(element[key]["text"])
    return ""


def _input(view: Json, name: str) -> tuple[Json, Json]:
    for block, element in inputs_of(view):
        label = block["label"]["text"] if "label" in block else ""
        if name in (label, block["block_id"], element["action_id"]):
            return block, element
    there = [b["label"]["text"] if "label" in b else b["block_id"] for b, _ in inputs_of(view)]
    raise AssertionError(f"the modal has no input {name!r}; there are {there}")
