"""Files: their bytes, and the ids by which each bot knows them."""

import base64
import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sandbox.words import bad

PREFIX = {
    "photo": "AgACAgIAAxk", "document": "BQACAgIAAxk", "video": "BAACAgIAAxk", "audio": "CQACAgIAAxk",
    "voice": "AwACAgIAAxk", "sticker": "CAACAgIAAxk", "animation": "CgACAgIAAxk", "video_note": "DQACAgIAAxk",
}  # fmt: skip
FOLDER = {
    "photo": "photos", "document": "documents", "video": "videos", "audio": "music",
    "voice": "voice", "sticker": "stickers", "animation": "animations", "video_note": "video_notes",
}  # fmt: skip
SUFFIX = {"photo": ".jpg", "video": ".mp4", "voice": ".oga", "sticker": ".webp", "audio": ".mp3", "animation": ".mp4"}


@dataclass
class Stored:
    """A file on the server; `key` is its file_unique_id, the same for everybody."""

    key: str
    kind: str
    content: bytes
    name: str = ""
    mime: str = ""
    size: int = 0
    path: str = ""


@dataclass
class Files:
    """All files, and which id of which bot means which of them."""

    by_key: dict[str, Stored] = field(default_factory=dict)
    ids: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, kind: str, content: bytes, name: str = "", mime: str = "", size: int | None = None) -> Stored:
        """Keep a file; `size` lets a test pretend that it is larger than its bytes.

        The key is made of the content too: a browser that keeps a file of another life never shows it for this one.
        """
        number = len(self.by_key) + 1
        key = "AQAD" + token(f"{number}:{kind}:{hashlib.sha256(content).hexdigest()}", 9)
        suffix = PurePosixPath(name).suffix or SUFFIX.get(kind, "")
        path = f"{FOLDER[kind]}/file_{number}{suffix}"
        mime = mime or mimetypes.guess_type(path)[0] or "application/octet-stream"
        stored = Stored(key, kind, content, name, mime, len(content) if size is None else size, path)
        self.by_key[key] = stored
        return stored

    def id_for(self, bot: int, key: str) -> str:
        """Return the file_id by which this bot knows the file."""
        stored = self.by_key[key]
        file_id = PREFIX[stored.kind] + token(f"{bot}:{key}", 36)
        self.ids[file_id] = (bot, key)
        return file_id

    def known(self, bot: int, file_id: str) -> Stored | None:
        """Return the file behind an id, which is of use to its own bot alone."""
        owner, key = self.ids.get(file_id, (0, ""))
        return self.by_key[key] if owner == bot else None

    def wanted(self, bot: int, file_id: str, kind: str) -> Stored:
        """Return a file to be sent again as the same kind; raise ApiError 400 where it cannot be."""
        stored = self.known(bot, file_id)
        if stored is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if stored.kind != kind and {stored.kind, kind} != {"document", "animation"}:
            raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def by_path(self, path: str) -> Stored | None:
        """Return the file which getFile gave this path."""
        return next((stored for stored in self.by_key.values() if stored.path == path), None)


def token(seed: str, length: int) -> str:
    """Return a stable text of letters, digits, "-" and "_" that looks random."""
    digest = hashlib.sha256(seed.encode()).digest()
    digest += hashlib.sha256(digest).digest()
    return base64.urlsafe_b64encode(digest)[:length].decode()
