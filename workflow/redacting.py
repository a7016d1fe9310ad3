"""What is left of events when the words of people are taken out of them: who did what, and when."""

from functools import singledispatch
from typing import TypeVar

from workflow import events
from workflow.contributions import Contribution
from workflow.handed import Cause
from workflow.passed import Origin
from workflow.post import Draft, Part, Post

E = TypeVar("E", bound=events.Happening)


def redacted(event: E, instead: str) -> E:
    """The event without anybody's words, names, links and attachments; `instead` stands where words stood.

    What the office decided is left: steps, times, roles, people of the office by their numbers. Doing it twice
    changes nothing.
    """
    changes = _changes(event, instead)
    return event.model_copy(update=changes) if changes else event


def bare_part(part: Part, instead: str) -> Part:
    """A message without its text, its attachments, and the address that it has in its messenger."""
    return Part(text=_word(part.text, instead))


def bare_post(post: Post, instead: str) -> Post:
    """A post of which only the network and the time are left."""
    return Post(network=post.network, posted_at=post.posted_at, parts=_parts(post.parts, instead))


def bare_draft(draft: Draft, instead: str) -> Draft:
    """A draft of which only kind, author by his number, and time are left."""
    return draft.model_copy(update={"parts": _parts(draft.parts, instead)})


def bare_contribution(one: Contribution, instead: str) -> Contribution:
    """A part of a common answer without what was given."""
    return one.model_copy(update={"parts": _parts(one.parts, instead), "warned": _word(one.warned, instead)})


def _parts(parts: tuple[Part, ...], instead: str) -> tuple[Part, ...]:
    return tuple(bare_part(part, instead) for part in parts)


def _word(text: str, instead: str) -> str:
    """Where there was nothing there is nothing."""
    return instead if text else ""


def _origin(origin: Origin | None, instead: str) -> Origin | None:
    return origin.model_copy(update={"why": _word(origin.why, instead)}) if origin else None


@singledispatch
def _changes(event: events.Happening, instead: str) -> dict[str, object]:
    """Events that hold nothing but what the office decided."""
    return {}


@_changes.register
def _(event: events.Opened, instead: str) -> dict[str, object]:
    return {"post": bare_post(event.post, instead), "passed_from": _origin(event.passed_from, instead)}


@_changes.register
def _(event: events.PartAdded | events.PartChanged | events.DraftEdited, instead: str) -> dict[str, object]:
    return {"part": bare_part(event.part, instead)}


@_changes.register
def _(event: events.Passed, instead: str) -> dict[str, object]:
    return {"to": event.to.model_copy(update={"why": _word(event.to.why, instead)})}


@_changes.register
def _(event: events.PassEnded | events.PublicationFailed, instead: str) -> dict[str, object]:
    return {"why": _word(event.why, instead)}


@_changes.register
def _(event: events.PartGiven, instead: str) -> dict[str, object]:
    return {"parts": _parts(event.parts, instead)}


@_changes.register
def _(event: events.PartWarned, instead: str) -> dict[str, object]:
    return {"note": _word(event.note, instead)}


@_changes.register
def _(event: events.HandedOver, instead: str) -> dict[str, object]:
    """The kind of an absence is a word of the program; what somebody wrote himself is not."""
    return {} if event.cause in (Cause.ABSENCE, Cause.RETURN) else {"why": _word(event.why, instead)}


@_changes.register
def _(event: events.Moved, instead: str) -> dict[str, object]:
    draft = bare_draft(event.draft, instead) if event.draft else None
    return {"note": _word(event.note, instead), "draft": draft, "link": ""}
