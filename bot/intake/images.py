"""Whether Telegram would take a picture as a photo, as far as its first bytes tell."""

LARGEST_PHOTO = 10 * 1024 * 1024
LONGEST_SIDES = 10_000
STEEPEST = 20
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def fits_as_photo(content: bytes) -> bool:
    """Whether it is small enough, in bytes and in pixels, and no strip. What cannot be measured may try its luck."""
    if len(content) > LARGEST_PHOTO:
        return False
    width, height = size_of(content) or (1, 1)
    return 0 < width + height <= LONGEST_SIDES and max(width, height) <= STEEPEST * min(width, height)


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None where they cannot be read."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return _jpeg(content) if content.startswith(b"\xff\xd8") else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """From the frame header; segments before it are stepped over."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        if content[place + 1] in _FRAMES:
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(content[place + 5 : place + 7])
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None
