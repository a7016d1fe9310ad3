"""The four origins of a forward, and the media which a person sends."""

import base64
from typing import Any

Json = dict[str, Any]


def _filled(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def user(name: str, *, id: int | None = None, username: str | None = None) -> Json:  # noqa: A002 - the API's word
    """A person who may be known by id."""
    return _filled(type="user", name=name, id=id, username=username)


def hidden(name: str) -> Json:
    """A person who hides the account in forwards: there is only a name."""
    return {"type": "hidden_user", "name": name}


def chat(title: str, *, id: int | None = None, username: str | None = None, signature: str | None = None) -> Json:  # noqa: A002 - the API's word
    """A group which writes in its own name."""
    return _filled(type="chat", title=title, id=id, username=username, signature=signature)


def channel(
    title: str,
    *,
    id: int | None = None,  # noqa: A002 - the API's word
    username: str | None = None,
    message_id: int | None = None,
    signature: str | None = None,
) -> Json:
    """A post of a channel."""
    return _filled(type="channel", title=title, id=id, username=username, message_id=message_id, signature=signature)


def media(kind: str, content: bytes | None = None, *, caption: str | None = None, **more: Any) -> Json:
    """A piece of media; without bytes the sandbox makes a small sample. `size` lets it seem larger than it is."""
    encoded = None if content is None else base64.b64encode(content).decode()
    return _filled(kind=kind, content=encoded, caption=caption, **more)


def photo(content: bytes | None = None, *, caption: str | None = None, **more: Any) -> Json:
    """A photo."""
    return media("photo", content, caption=caption, **more)


def video(content: bytes | None = None, *, caption: str | None = None, **more: Any) -> Json:
    """A video."""
    return media("video", content, caption=caption, **more)


def document(content: bytes | None = None, *, caption: str | None = None, **more: Any) -> Json:
    """A document; `name` and `mime` describe it."""
    return media("document", content, caption=caption, **more)
