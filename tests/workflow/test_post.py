"""Posts and drafts made of several messages, and their attachments in albums."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.post import MOST_IN_ALBUM, Media, Part, Post, bundles, with_part
from workflow.words import MediaKind

LETTERS = {
    "p": MediaKind.PHOTO,
    "v": MediaKind.VIDEO,
    "d": MediaKind.DOCUMENT,
    "a": MediaKind.AUDIO,
    "g": MediaKind.ANIMATION,
}


def media(kinds: str) -> tuple[Media, ...]:
    """Attachments, a letter each."""
    return tuple(Media(kind=LETTERS[letter], ref=f"{letter}{index}") for index, letter in enumerate(kinds))


@pytest.mark.parametrize(
    ("kinds", "albums"),
    [
        ("", []),
        ("p", ["p"]),
        ("ppvp", ["ppvp"]),
        ("pd", ["p", "d"]),
        ("ddd", ["ddd"]),
        ("aad", ["aa", "d"]),
        ("gg", ["g", "g"]),
        ("pgp", ["p", "g", "p"]),
        ("pdp", ["p", "d", "p"]),
        ("p" * 10, ["p" * 10]),
        ("p" * 11, ["p" * 10, "p"]),
        ("v" * 21, ["v" * 10, "v" * 10, "v"]),
    ],
)
def test_attachments_are_shown_together_where_they_can_be(kinds: str, albums: list[str]) -> None:
    """Pictures and films go together, documents with documents, animations alone, ten at most, order kept."""
    assert ["".join(one.ref[0] for one in bundle) for bundle in bundles(media(kinds))] == albums


@given(st.text(alphabet="pvdag", max_size=40))
@settings(max_examples=100, deadline=None, database=None)
def test_nothing_is_lost_in_albums(kinds: str) -> None:
    """Albums together are all the attachments in their order, none empty and none too long."""
    found = bundles(media(kinds))
    assert tuple(one for bundle in found for one in bundle) == media(kinds)
    assert all(1 <= len(bundle) <= MOST_IN_ALBUM for bundle in found)


def test_a_part_takes_the_place_of_its_older_form() -> None:
    """A part with a known key replaces that one in its place; another, or one without a key, comes last."""
    parts = (Part(key="1", text="а"), Part(key="2", text="б"), Part(text="в"))
    assert with_part(parts, Part(key="1", text="г")) == (Part(key="1", text="г"), *parts[1:])
    assert with_part(parts, Part(key="3", text="г")) == (*parts, Part(key="3", text="г"))
    assert with_part(parts, Part(text="г")) == (*parts, Part(text="г"))


def test_a_post_reads_part_after_part() -> None:
    """Text and attachments of a post are those of its parts in order, without empty lines."""
    pictures = media("pv")
    post = Post(parts=(Part(text="а", media=pictures[:1]), Part(media=pictures[1:]), Part(text="б")))
    assert post.text == "а\nб"
    assert post.media == pictures
