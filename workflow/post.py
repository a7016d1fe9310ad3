"""What a citizen wrote and what an executor answers: text with media, whatever messenger carries it."""

from datetime import datetime

from workflow.model import Model
from workflow.words import DraftKind, MediaKind, PersonId


class Media(Model):
    """One attachment.

    `ref` is what the messenger gives to send it again; nobody but that messenger's folder reads it.
    """

    kind: MediaKind
    ref: str
    name: str = ""


class Part(Model):
    """One message of a post or of a draft.

    `key` is the message's own identity in its messenger, so that an edit finds the part it changes.
    """

    key: str = ""
    text: str = ""
    media: tuple[Media, ...] = ()


class Post(Model):
    """A citizen's message as it was forwarded: where from, who wrote it, what it says.

    `author` is empty where the messenger hides it. `posted_at` is UTC. `chat` and `message` are the messenger's own
    address of the original, empty where it is not known; nobody but that messenger's folder reads them.
    """

    network: str = ""
    source: str = ""
    author: str = ""
    link: str = ""
    chat: str = ""
    message: str = ""
    place: str = ""
    posted_at: datetime | None = None
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """All that was written, part after part."""
        return joined(self.parts)

    @property
    def media(self) -> tuple[Media, ...]:
        """All attachments, part after part."""
        return attached(self.parts)


class Draft(Model):
    """A text proposed for publication, one version of it."""

    kind: DraftKind
    by: PersonId
    at: datetime
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The text that will be published, to the letter."""
        return joined(self.parts)

    @property
    def media(self) -> tuple[Media, ...]:
        """What will be published with it."""
        return attached(self.parts)


def joined(parts: tuple[Part, ...]) -> str:
    """Texts of the parts, one under another, without empty ones."""
    return "\n".join(part.text for part in parts if part.text)


def attached(parts: tuple[Part, ...]) -> tuple[Media, ...]:
    """Attachments of the parts, in their order."""
    return tuple(media for part in parts for media in part.media)


def with_part(parts: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    """Add the part, or put it in the place of the one with the same key."""
    if part.key and any(known.key == part.key for known in parts):
        return tuple(part if known.key == part.key else known for known in parts)
    return (*parts, part)


MOST_IN_ALBUM = 10
"""Attachments that a messenger shows together."""

_TOGETHER = {MediaKind.PHOTO: "pictures", MediaKind.VIDEO: "pictures"}


def bundles(media: tuple[Media, ...]) -> tuple[tuple[Media, ...], ...]:
    """Attachments in groups that can be shown together: ten at most, pictures apart from documents."""
    found: list[list[Media]] = []
    for one in media:
        if found and len(found[-1]) < MOST_IN_ALBUM and _family(found[-1][-1]) == _family(one) is not None:
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(tuple(bundle) for bundle in found)


def _family(media: Media) -> str | None:
    """What the attachment can share an album with; an animation always goes alone."""
    if media.kind is MediaKind.ANIMATION:
        return None
    return _TOGETHER.get(media.kind, media.kind)
