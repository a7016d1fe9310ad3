"""Media: from a parameter of a call (an upload, a file_id, a link) to what a message holds."""

from dataclasses import dataclass

from sandbox.chats.files import Files, Stored
from sandbox.rules import images
from sandbox.settings import Settings
from sandbox.words import ApiError, Json, bad

TOO_LARGE = ApiError(413, "Request Entity Too Large")
EXTRA = {
    "video": ("duration", "width", "height"),
    "audio": ("duration", "performer", "title"),
    "voice": ("duration",),
    "animation": ("duration", "width", "height"),
    "sticker": ("emoji",),
}
DEFAULTS: dict[str, Json] = {
    "video": {"duration": 0, "width": 640, "height": 360},
    "audio": {"duration": 0},
    "voice": {"duration": 0},
    "video_note": {"duration": 0, "length": 240},
    "animation": {"duration": 0, "width": 320, "height": 240},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
}
NAMED = {"document", "video", "audio", "animation"}


@dataclass(frozen=True)
class Upload:
    """A file part of a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Source:
    """Where the media of one call may come from."""

    files: Files
    settings: Settings
    bot: int
    uploads: dict[str, Upload]

    def stored(self, kind: str, value: str) -> Stored:
        """Return the file which a parameter means; raise ApiError where it cannot be sent."""
        if value.startswith("attach://"):
            return self._uploaded(kind, value.removeprefix("attach://"))
        if value.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        return self.files.wanted(self.bot, value, kind)

    def _uploaded(self, kind: str, name: str) -> Stored:
        upload = self.uploads.get(name)
        if upload is None:
            raise bad(f"file attached to the parameter {name} is not found in the request")
        if not upload.content:
            raise bad("file must be non-empty")
        self._fits(kind, upload)
        return self.files.add(kind, upload.content, upload.name, upload.mime)

    def _fits(self, kind: str, upload: Upload) -> None:
        size = len(upload.content)
        if size > self.settings.upload_limit:
            raise TOO_LARGE
        if kind == "photo" and size > self.settings.photo_limit:
            raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is "
                      f"{self.settings.photo_limit} bytes")  # fmt: skip
        if kind == "photo" and not images.is_image(upload.content):
            raise bad("IMAGE_PROCESS_FAILED")
        if kind == "photo" and not images.fits(upload.content):
            raise bad("PHOTO_INVALID_DIMENSIONS")

    def content(self, kind: str, value: str, params: Json) -> Json:
        """Return the media as it stands in a message."""
        return {kind: described(self.files, self.stored(kind, value), params)}


def described(files: Files, stored: Stored, params: Json) -> Json | list[Json]:
    """Return the description of a file as its kind has it, without ids that belong to one bot."""
    base: Json = {"file_unique_id": stored.key, "file_size": stored.size}
    if stored.kind == "photo":
        return photo_sizes(files, stored)
    given = {name: params[name] for name in EXTRA.get(stored.kind, ()) if name in params}
    named: Json = {"file_name": stored.name} if stored.kind in NAMED and stored.name else {}
    mime: Json = {} if stored.kind == "sticker" else {"mime_type": stored.mime}
    return {**DEFAULTS.get(stored.kind, {}), **given, **named, **mime, **base}


def photo_sizes(files: Files, stored: Stored) -> list[Json]:
    """Return a photo as the server does: a small copy first, the photo itself last."""
    width, height = images.size(stored.content)
    scale = 90 / max(width, height, 90)
    small = thumbnail(files, stored)
    return [
        {"file_unique_id": small.key, "file_size": small.size, "width": max(1, round(width * scale)),
         "height": max(1, round(height * scale))},
        {"file_unique_id": stored.key, "file_size": stored.size, "width": width, "height": height},
    ]  # fmt: skip


def thumbnail(files: Files, stored: Stored) -> Stored:
    """Return the small copy of a photo: really another file, so that a bot which takes it is found out."""
    key = f"{stored.key}s"
    if key not in files.by_key:
        path = stored.path.replace("/file_", "/thumb_")
        files.by_key[key] = Stored(key, "photo", images.TINY_JPEG, "", "image/jpeg", len(images.TINY_JPEG), path)
    return files.by_key[key]
