"""Set the scene: bots, users, chats, membership, topics, the clock and the limits."""

import random
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sandbox.chats.members import changed
from sandbox.chats.posting import Extras, post
from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.drive.acts import act, maybe, need, number, place
from sandbox.words import DriveError, Json


@act("bot")
def bot(world: World, body: Json) -> Json:
    """Make a bot, or change the profile of one; returns its user with the token and the count of waiting updates."""
    identity = number(body, "id", random.randrange(1_000_000, 9_999_999))
    profile = {name: value for name, value in body.items() if name not in {"id", "token"}}
    if identity in world.bots:
        world.bots[identity].user.update(profile)
        return shown_bot(world, identity)
    if identity in world.users:
        raise DriveError(f"{identity} is a person")
    world.add_bot(identity, body.get("token") or f"{identity}:sandbox-{random.getrandbits(80):020x}", **profile)
    return shown_bot(world, identity)


def shown_bot(world: World, identity: int) -> Json:
    """Return what the driving interface tells of a bot."""
    found = world.bots[identity]
    return {**found.user, "token": found.token, "pending": len(found.queue.pending)}


@act("bots", reads=True)
def bots(world: World, _: Json) -> Json:
    """List the bots."""
    return {"bots": [shown_bot(world, identity) for identity in world.bots]}


@act("user")
def user(world: World, body: Json) -> Json:
    """Make a person or change one; `deactivated` and `hides_forwards` are true or false."""
    identity = number(body, "id", random.randrange(10_000_000, 99_999_999))
    if identity in world.bots:
        raise DriveError(f"{identity} is a bot")
    known = world.users.setdefault(identity, {"id": identity, "is_bot": False, "first_name": f"User {identity}"})
    if body.get("deactivated"):
        world.deactivated.add(identity)
    known.update({name: value for name, value in body.items() if name not in {"id", "deactivated"} and value})
    return known


@act("chat")
def chat(world: World, body: Json) -> Json:
    """Make a group, supergroup (a forum with `is_forum`) or channel; `members` are ids, `admins` too."""
    kind = need(body, "type")
    if kind not in {"group", "supergroup", "channel"}:
        raise DriveError("type must be group, supergroup or channel")
    identity = number(body, "id", -random.randrange(1_000_000, 9_999_999) - (0 if kind == "group" else 10**12))
    if identity >= 0 or str(identity) in world.chats:
        raise DriveError(f"the id {identity} is taken or not below zero")
    made = Chat(identity, kind, str(body.get("title", "")), str(body.get("username", "")), bool(body.get("is_forum")))
    made.permissions = dict(body.get("permissions", {}))
    world.chats[made.key] = made
    enter(world, made, body)
    return {"id": identity, "type": kind, "title": made.title}


def enter(world: World, made: Chat, body: Json) -> None:
    """Let the first members in; bots learn of it as they do of any change of their membership."""
    admins = set(body.get("admins", []))
    everybody = [*dict.fromkeys([*body.get("members", []), *admins])]
    people = [one for one in everybody if one not in world.bots]
    for one in people:
        world.user(one)
        made.members[one] = {"status": "administrator" if one in admins else "member"}
    if people and not admins & set(people):
        made.members[people[0]] = {"status": "creator"}
    for one in (one for one in everybody if one in world.bots):
        changed(
            world, made, one, {"status": "administrator" if one in admins else "member"}, people[0] if people else one
        )


@act("member")
def member(world: World, body: Json) -> Json:
    """Change a membership: `status`, and rights as further fields of `rights`; `by` is who does it."""
    target = place(world, body)
    identity = number(body, "user")
    world.user(identity)
    status = str(body.get("status", "member"))
    if status not in {"creator", "administrator", "member", "restricted", "left", "kicked"} or target.private:
        raise DriveError(f"no such membership here: {status}")
    by = maybe(body, "by") or actor(world, target, identity)
    changed(world, target, identity, {"status": status, **body.get("rights", {})}, by)
    return {}


def actor(world: World, target: Chat, identity: int) -> int:
    """Return who changes a membership when nobody is named: people themselves, bots by somebody in the chat."""
    people = [one for one in target.members if one not in world.bots]
    ranked = sorted(people, key=target.admin, reverse=True)
    return ranked[0] if identity in world.bots and ranked else identity


@act("permissions")
def permissions(world: World, body: Json) -> Json:
    """Change what members of a chat may do by default."""
    target = world.chat(need(body, "chat"))
    target.permissions.update(need(body, "permissions"))
    return target.permissions


@act("topic")
def topic(world: World, body: Json) -> Json:
    """Open a topic in a forum; returns its number."""
    target = world.chat(need(body, "chat"))
    if not target.is_forum:
        raise DriveError(f"chat {target.id} is no forum")
    about = {"name": need(body, "name"), "icon_color": 7322096}
    opened = post(
        world, target, number(body, "user"), {"forum_topic_created": about}, Extras(thread=target.last_id + 1)
    )
    target.topics[opened.id] = about
    return {"thread": opened.id}


@act("close_topic")
def close_topic(world: World, body: Json) -> Json:
    """Close a topic of a forum; with `closed` false open it again."""
    target, thread = world.chat(need(body, "chat")), number(body, "thread")
    if thread not in target.topics:
        raise DriveError(f"there is no topic {thread}")
    closed = body.get("closed", True)
    target.closed_topics = [one for one in target.closed_topics if one != thread] + ([thread] if closed else [])
    news: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    post(world, target, number(body, "user"), news, Extras(thread=thread))
    return {}


@act("clock")
def clock(world: World, body: Json) -> Json:
    """Set the clock (`now`: ISO 8601 with offset, or Unix time; `speed`), or just read it."""
    now, speed = body.get("now"), body.get("speed")
    world.clock.set(None if now is None else moment(now), None if speed is None else float(speed))
    return {"now": world.clock.now(), "speed": world.clock.speed}


def moment(value: Any) -> float:
    """Return Unix time from a number or an ISO text with an offset."""
    try:
        return float(value)
    except ValueError:
        pass
    try:
        parsed = datetime.fromisoformat(str(value))
    except ValueError:
        raise DriveError(f"{value!r} is no moment") from None
    if parsed.tzinfo is None:
        raise DriveError(f"{value!r} has no offset from UTC")
    return parsed.timestamp()


@act("settings")
def settings(world: World, body: Json) -> Json:
    """Change limits; returns all of them."""
    names = {one.name for one in fields(world.settings)}
    for name, value in body.items():
        if name not in names:
            raise DriveError(f"there is no setting {name!r}; settings: {', '.join(sorted(names))}")
        setattr(world.settings, name, tuple(value) if isinstance(value, list) else value)
    return asdict(world.settings)
