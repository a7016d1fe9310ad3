"""The little that must be known of an image: whether it is one, and its width and height in pixels."""

import base64

TINY_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////"
    "////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
LONGEST_SIDES = 10_000
STEEPEST = 20
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def is_image(content: bytes) -> bool:
    """Tell whether the bytes begin as an image of a known kind."""
    return content.startswith(KINDS)


def size(content: bytes) -> tuple[int, int]:
    """Return width and height; 1280 by 960 where they cannot be read."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return jpeg(content) or (1280, 960)


def fits(content: bytes) -> bool:
    """Tell whether the server takes a photo of this size: both sides together, and how long and thin it is."""
    width, height = size(content)
    return width + height <= LONGEST_SIDES and max(width, height) <= STEEPEST * min(width, height)


def jpeg(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header of a JPEG."""
    place = 2
    while content.startswith(b"\xff\xd8") and place + 9 <= len(content) and content[place] == 0xFF:
        if content[place + 1] in FRAMES:
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(content[place + 5 : place + 7])
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None
