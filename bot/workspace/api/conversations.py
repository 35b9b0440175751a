"""conversations.*: lists and membership of channels. History lives in `history.py`."""

from bot.workspace.api.call import Call, Method, invalid_arguments, page_of
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel

_KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_FAMILY_OF_TYPE = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def channel_json(call: Call, channel: Channel, *, with_count: bool = False) -> Json:
    world = call.w.world
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_channel": False,
            "is_group": False,
            "is_mpim": False,
            "is_archived": False,
            "is_private": True,
            "is_org_shared": False,
            "user": channel.user,
            "is_user_deleted": False,
        }
    info: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": world.app_is_in(channel),
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "shared_team_ids": [world.team_id, *channel.connected_team_ids],
        "connected_team_ids": list(channel.connected_team_ids),
        "internal_team_ids": [],
        "context_team_id": world.team_id,
        "conversation_host_id": world.team_id,
        "previous_names": list(channel.previous_names),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
    if with_count:
        info["num_members"] = len(channel.members)
    return info


def _types(call: Call) -> list[str]:
    types = call.args.words("types") or ["public_channel"]
    for name in types:
        if name not in _KIND_OF_TYPE:
            raise SlackRefusal("invalid_types")
        call.need_scope(f"{_FAMILY_OF_TYPE[name]}:read")
    return types


def _listed(call: Call, *, only_of: str | None = None) -> list[Json]:
    """Channels of the asked types that the app may know of; with `only_of` those this person is in."""
    kinds = {_KIND_OF_TYPE[t] for t in _types(call)}
    no_archived = call.args.flag("exclude_archived")
    world = call.w.world
    result = []
    for channel in world.channels.values():
        if channel.kind not in kinds or (no_archived and channel.is_archived):
            continue
        if channel.kind != "channel" and not world.app_is_in(channel):
            continue
        if only_of is None or only_of in channel.members:
            result.append(channel_json(call, channel, with_count=True))
    return result


def _list(call: Call) -> Json:
    page, metadata = page_of(call, _listed(call), default=100)
    return {"channels": page, "response_metadata": metadata}


def _of_user(call: Call) -> Json:
    user_id = call.args.text("user", call.w.world.app.user_id)
    call.w.world.user(user_id)
    page, metadata = page_of(call, _listed(call, only_of=user_id), default=100)
    return {"channels": page, "response_metadata": metadata}


def _info(call: Call) -> Json:
    channel = call.visible_channel()
    call.need_channel_scope(channel, "read")
    return {"channel": channel_json(call, channel, with_count=call.args.flag("include_num_members"))}


def _members(call: Call) -> Json:
    channel = call.visible_channel()
    call.need_channel_scope(channel, "read")
    page, metadata = page_of(call, [{"id": m} for m in channel.members], default=100)
    return {"members": [m["id"] for m in page], "response_metadata": metadata}


def _join(call: Call) -> Json:
    channel = call.visible_channel()
    if channel.kind != "channel":
        raise SlackRefusal("method_not_supported_for_channel_type")
    joined = call.w.channels.join(channel, call.w.world.app.user_id)
    extra = {} if joined else {"warning": "already_in_channel"}
    metadata = {} if joined else {"response_metadata": {"warnings": ["already_in_channel"]}}
    return {"channel": channel_json(call, channel), **extra, **metadata}


def _leave(call: Call) -> Json:
    channel = call.visible_channel()
    if channel.is_im:
        raise SlackRefusal("method_not_supported_for_channel_type")
    left = call.w.channels.leave(channel, call.w.world.app.user_id)
    return {} if left else {"not_in_channel": True}


def _invite(call: Call) -> Json:
    channel = call.joined_channel()
    for user_id in call.args.words("users"):
        call.w.world.user(user_id)
        if user_id == call.w.world.app.user_id:
            raise SlackRefusal("cant_invite_self")
        if not call.w.channels.join(channel, user_id, inviter=call.w.world.app.user_id):
            raise SlackRefusal("already_in_channel")
    return {"channel": channel_json(call, channel)}


def _open(call: Call) -> Json:
    world = call.w.world
    if call.args.has("channel"):
        channel = call.visible_channel()
        return {"channel": channel_json(call, channel) if call.args.flag("return_im") else {"id": channel.id}}
    users = call.args.words("users")
    if not users:
        raise invalid_arguments("missing required field: users")
    people = [world.user(u) for u in users]
    if any(p.is_deleted for p in people):
        raise SlackRefusal("user_disabled")
    if any(p.is_bot for p in people):
        raise SlackRefusal("cannot_dm_bot")
    if len(users) > 1:
        return {"channel": {"id": _group_dm(call, users).id}}
    existed = any(c.is_im and c.user == users[0] for c in world.channels.values())
    channel = world.dm_with(users[0], call.w.clock.timestamp())
    known = {"no_op": True, "already_open": True} if existed else {}
    return {**known, "channel": channel_json(call, channel) if call.args.flag("return_im") else {"id": channel.id}}


def _group_dm(call: Call, users: list[str]) -> Channel:
    world = call.w.world
    members = [world.app.user_id, *users]
    for channel in world.channels.values():
        if channel.is_mpim and set(channel.members) == set(members):
            return channel
    name = "mpdm-" + "--".join(world.users[m].name for m in members) + "-1"
    made = Channel(
        world.ids.next("C"), name, int(call.w.clock.timestamp()), is_private=True, is_mpim=True, members=members
    )
    world.channels[made.id] = made
    return made


METHODS = {
    "conversations.list": Method(_list, Rate.TIER_2),
    "users.conversations": Method(_of_user, Rate.TIER_2),
    "conversations.info": Method(_info, Rate.TIER_3),
    "conversations.members": Method(_members, Rate.TIER_4),
    "conversations.join": Method(_join, Rate.TIER_3, ("channels:join",)),
    "conversations.leave": Method(_leave, Rate.TIER_3, ("channels:manage", "groups:write", "im:write", "mpim:write")),
    "conversations.invite": Method(
        _invite, Rate.TIER_3, ("channels:manage", "channels:write.invites", "groups:write", "groups:write.invites")
    ),
    "conversations.open": Method(_open, Rate.TIER_3, ("im:write", "mpim:write", "channels:manage", "groups:write")),
}
