"""auth, team, users, bots, emoji, and the socket's address."""

from bot.workspace.api.call import Call, Method, page_of
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import User


def user_json(call: Call, user: User) -> Json:
    """A user as `users.info` shows one; the e-mail needs its scope, and is not shown of other companies' people."""
    world = call.w.world
    profile: Json = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": user.team_id,
    }
    if user.email and not user.is_external and "users:read.email" in call.w.manifest.scopes:
        profile["email"] = user.email
    if user.is_app:
        profile |= {"bot_id": world.app.bot_id, "api_app_id": world.app.id}
    shares = any(user.id in c.members and world.app_is_in(c) for c in world.channels.values() if not c.is_im)
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.is_deleted,
        "color": user.colour.removeprefix("#"),
        "tz": call.w.zone.key,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": user.is_external and not shares,
        "is_email_confirmed": bool(user.email),
        "updated": 0,
    }


def _auth_test(call: Call) -> Json:
    world = call.w.world
    return {
        "url": world.url,
        "team": world.name,
        "user": world.users[world.app.user_id].name,
        "team_id": world.team_id,
        "user_id": world.app.user_id,
        "bot_id": world.app.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(call: Call) -> Json:
    address = call.w.world.address.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={call.w.sockets.mint_ticket()}&app_id={call.w.world.app.id}"}


def _team_info(call: Call) -> Json:
    world = call.w.world
    wanted = call.args.text("team", world.team_id)
    connected = {t for c in world.channels.values() for t in c.connected_team_ids}
    if wanted == world.team_id:
        team = {"id": world.team_id, "name": world.name, "domain": world.domain, "url": world.url, "icon": {}}
        return {"team": {**team, "email_domain": ""}}
    if wanted in connected:
        return {"team": {"id": wanted, "name": wanted.lower(), "domain": wanted.lower(), "icon": {}}}
    raise SlackRefusal("team_not_found")


def _users_info(call: Call) -> Json:
    return {"user": user_json(call, call.w.world.user(call.args.needed("user")))}


def _users_list(call: Call) -> Json:
    members = [user_json(call, u) for u in call.w.world.users.values() if not u.is_external]
    page, metadata = page_of(call, members, default=1000)
    return {"members": page, "cache_ts": int(call.w.clock.timestamp()), "response_metadata": metadata}


def _lookup_by_email(call: Call) -> Json:
    email = call.args.needed("email").lower()
    for user in call.w.world.users.values():
        if user.email.lower() == email and not user.is_external:
            return {"user": user_json(call, user)}
    raise SlackRefusal("users_not_found")


def _profile_get(call: Call) -> Json:
    return {"profile": user_json(call, call.w.world.user(call.args.needed("user")))["profile"]}


def _bots_info(call: Call) -> Json:
    world = call.w.world
    bot_id = call.args.needed("bot")
    if bot_id == world.app.bot_id:
        bot = {"id": bot_id, "name": world.app.name, "app_id": world.app.id, "user_id": world.app.user_id}
    elif bot_id in world.integrations:
        bot = {"id": bot_id, "name": world.integrations[bot_id]}
    else:
        raise SlackRefusal("bot_not_found")
    return {"bot": {**bot, "deleted": False, "updated": 0, "icons": {}}}


def _emoji_list(call: Call) -> Json:
    return {"emoji": {"simple_smile": "alias:slightly_smiling_face"}, "cache_ts": call.w.world.last_ts[0]}


METHODS = {
    "auth.test": Method(_auth_test, Rate.SPECIAL),
    "apps.connections.open": Method(_connections_open, Rate.TIER_1, app_token=True),
    "team.info": Method(_team_info, Rate.TIER_3, ("team:read",)),
    "users.info": Method(_users_info, Rate.TIER_4, ("users:read",)),
    "users.list": Method(_users_list, Rate.TIER_2, ("users:read",)),
    "users.lookupByEmail": Method(_lookup_by_email, Rate.TIER_3, ("users:read.email",)),
    "users.profile.get": Method(_profile_get, Rate.TIER_4, ("users.profile:read",)),
    "bots.info": Method(_bots_info, Rate.TIER_3, ("users:read",)),
    "emoji.list": Method(_emoji_list, Rate.TIER_2, ("emoji:read",)),
}

