"""Commands, shortcuts, buttons and modals: asks the app, and does what its answer says."""

import re

from bot.workspace.blockkit.problems import Problems
from bot.workspace.blockkit.walk import elements_of
from bot.workspace.delivery import Ack, Delivery, Kind
from bot.workspace.forms import filled_state, problems_with
from bot.workspace.manifest import AppManifest
from bot.workspace.modals import Modals
from bot.workspace.payloads import Payloads
from bot.workspace.people import People, Refused
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import User, World
from bot.workspace.typed import to_slack_text
from bot.workspace.validation import view_problems

TROUBLE = "We had some trouble connecting. Try again?"


class Interactions:
    """Every method takes the acting person's id first, waits for the app's ack (3 s at most), and raises Refused with
    the sentence that Slack's client would show."""

    def __init__(
        self,
        world: World,
        manifest: AppManifest,
        people: People,
        payloads: Payloads,
        delivery: Delivery,
        modals: Modals,
        urls: ResponseUrls,
    ) -> None:
        self._world = world
        self._manifest = manifest
        self._people = people
        self._payloads = payloads
        self._delivery = delivery
        self._modals = modals
        self._urls = urls

    async def command(self, user_id: str, channel_id: str, command: str, typed: str) -> Ack:
        """A slash command. It cannot be used in a thread, and not by people of other companies."""
        user, channel = self._people.channel_for(user_id, channel_id)
        known = next((c for c in self._manifest.commands if c.command == command), None)
        if known is None or "commands" not in self._manifest.scopes:
            raise Refused(f"{command} is not a valid command.")
        self._own_people_only(user, command)
        text = to_slack_text(self._world, typed, with_names=True) if known.should_escape else typed
        ack = await self._delivery.ask(Kind.COMMAND, self._payloads.command(user, channel, command, text))
        if not ack.ok:
            word = "operation_timeout" if ack.reason == "http_timeout" else "dispatch_failed"
            raise Refused(f'{command} failed with the error "{word}"')
        if ack.payload and (ack.payload.get("text") or ack.payload.get("blocks")):
            self._urls.respond_to_command(channel.id, user.id, ack.payload)
        return ack

    async def message_shortcut(self, user_id: str, callback_id: str, channel_id: str, ts: str) -> None:
        user, channel = self._people.channel_for(user_id, channel_id)
        self._known_shortcut(callback_id, "message")
        self._own_people_only(user, callback_id)
        message = self._world.message(channel, ts)
        await self._ask(self._payloads.message_shortcut(user, channel, message, callback_id))

    async def global_shortcut(self, user_id: str, callback_id: str) -> None:
        user = self._world.user(user_id)
        self._known_shortcut(callback_id, "global")
        await self._ask(self._payloads.global_shortcut(user, callback_id))

    async def press(
        self,
        user_id: str,
        channel_id: str,
        ts: str,
        action: Json,
        *,
        state: Json | None = None,
        is_ephemeral: bool = False,
    ) -> None:
        """A button or menu of a message of the app's; `action` is the element, its `block_id` and what was chosen."""
        user, channel = self._people.channel_for(user_id, channel_id)
        message = self._whisper(user_id, ts) if is_ephemeral else self._world.message(channel, ts)
        if not self._world.is_own(message):
            raise Refused("This message is not the app's.")
        _must_hold(message, action)
        payload = self._payloads.message_action(user, channel, message, action, state or {}, is_ephemeral=is_ephemeral)
        await self._ask(payload)

    async def press_in_view(self, user_id: str, view_id: str, action: Json, *, state: Json | None = None) -> None:
        """The same in a modal or in the Home."""
        user = self._world.user(user_id)
        view = self._modals.of(user_id, view_id)
        _must_hold(view, action)
        shown = {**view, "state": filled_state(view, (state or {}).get("values", {}))}
        await self._ask(self._payloads.view_action(user, shown, action))

    async def submit(self, user_id: str, view_id: str, values: Json) -> Json:
        """Submits a modal; what the page shows: `{"ok": true}`, `{"errors": {...}}` or `{"view": ...}`.

        values: `{block_id: {action_id: state}}`; inputs not named keep their starting value.
        """
        user = self._world.user(user_id)
        view = self._modals.of(user_id, view_id)
        state = filled_state(view, values)
        if problems := problems_with(view, state):
            return {"errors": problems}
        ack = await self._delivery.ask(Kind.INTERACTIVE, self._payloads.submission(user, {**view, "state": state}))
        if not ack.ok:
            raise Refused(TROUBLE)
        return await self._after_submission(user, view, ack.payload or {})

    async def close(self, user_id: str, view_id: str, *, is_cleared: bool = False) -> None:
        """Closes a modal (`is_cleared`: the whole stack); the app hears of it where the view asked for that."""
        user = self._world.user(user_id)
        view = self._modals.of(user_id, view_id)
        if is_cleared or view["clear_on_close"]:
            await self._clear(user)
            return
        self._modals.close(user_id, view)
        if view["notify_on_close"]:
            await self._ask(self._payloads.closed(user, view, is_cleared=False))

    async def _after_submission(self, user: User, view: Json, answer: Json) -> Json:
        action = answer.get("response_action")
        if action is None:
            self._modals.close(user.id, view)
            return {"ok": True}
        if action == "clear":
            self._modals.clear(user.id)
            return {"ok": True}
        if action == "errors":
            return {"errors": _known_errors(view, answer.get("errors"))}
        authored = answer.get("view")
        if action not in ("update", "push") or not isinstance(authored, dict) or view_problems(authored).found:
            raise Refused(f"{TROUBLE} ({_first(view_problems(authored))})")
        try:
            if action == "push":
                return {"view": self._modals.push_onto(user.id, authored)}
            self._modals.check_authored(authored, view)
        except SlackRefusal as refusal:
            raise Refused(f"{TROUBLE} ({refusal.error})") from refusal
        return {"view": self._modals.replace(user.id, view, authored)}

    async def _clear(self, user: User) -> None:
        for view in self._modals.clear(user.id):
            if view["notify_on_close"]:
                await self._ask(self._payloads.closed(user, view, is_cleared=True))

    async def _ask(self, payload: Json) -> Ack:
        ack = await self._delivery.ask(Kind.INTERACTIVE, payload)
        if not ack.ok:
            raise Refused(TROUBLE)
        return ack

    def _whisper(self, user_id: str, ts: str) -> Json:
        for message in self._world.ephemerals.get(user_id, []):
            if message["ts"] == ts:
                return message
        raise SlackRefusal("message_not_found")

    def _known_shortcut(self, callback_id: str, kind: str) -> None:
        if not any(s.callback_id == callback_id and s.type == kind for s in self._manifest.shortcuts):
            raise Refused(f"There is no {kind} shortcut {callback_id}.")

    def _own_people_only(self, user: User, what: str) -> None:
        if user.is_external:
            raise Refused(f"{what} is not available to people of other companies.")


def _must_hold(holder: Json, action: Json) -> None:
    """The action's element has to be there: a page cannot press what is not shown."""
    for block, element in elements_of(holder.get("blocks")):
        if (block.get("block_id"), element["action_id"]) == (action.get("block_id"), action.get("action_id")):
            return
    raise Refused("This is no longer there.")


def _known_errors(view: Json, errors: object) -> Json:
    """Errors may only name input blocks that the view has; anything else is a failure to the person."""
    inputs = {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused(f"{TROUBLE} (errors for blocks that are no inputs of the view)")
    return dict(errors)


def _first(problems: Problems) -> str:
    return re.sub(r"\s+", " ", " at ".join(problems.found[0])) if problems.found else "unknown response_action"


def find_buttons(holder: Json) -> list[Json]:
    """Every element of a message or view that can be pressed, each with its `block_id`, in order of appearance."""
    return [{**element, "block_id": block.get("block_id")} for block, element in elements_of(holder.get("blocks"))]
