"""Publication by the bot itself, as it is read: addresses of originals, the pieces of an answer, what went wrong."""

from typing import Any

import pytest

from handlers.messages import address_in, post_of
from handlers.published import pieces, split
from handlers.safe import LONGEST_TEXT, size
from tests.handlers.test_messages import CHANNEL, brought, origin
from tests.workflow.story import PHOTO, draft
from workflow.post import Media
from workflow.words import DraftKind, MediaKind

ADDRESSES = {
    "https://t.me/c/1234567890/45": ("telegram:-1001234567890", "45"),
    "https://t.me/c/1234567890/7/45?single": ("telegram:-1001234567890", "45"),
    "https://t.me/Selo_Lesnoe/9": ("telegram:@selo_lesnoe", "9"),
    "https://telegram.me/s/selo_lesnoe/9": ("telegram:@selo_lesnoe", "9"),
    "https://t.me/selo_lesnoe/9?comment=4": ("", ""),
    "https://t.me/selo_lesnoe": ("", ""),
    "https://t.me/c/12": ("", ""),
    "https://example.com/selo/9": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize(("link", "told"), ADDRESSES.items())
def test_an_address_of_a_message(link: str, told: tuple[str, str]) -> None:
    """Chat and number are read from an address of a message; one of a comment, or of a chat alone, tells neither."""
    assert address_in(link) == told


def test_a_forward_of_a_channel_tells_the_original() -> None:
    """The channel's id and the number of its post are kept."""
    post = post_of(brought(text="Яма", forward_origin=origin("channel", chat=CHANNEL, message_id=34)))
    assert (post.chat, post.message) == ("telegram:-1005", "34")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "https://vk.com/wall-1_2 и https://t.me/c/1234567890/45"},
        {
            "text": "Как тут: https://t.me/c/1234567890/45",
            "forward_origin": origin("hidden_user", sender_user_name="Житель"),
        },
    ],
)
def test_an_address_that_is_not_the_posts_own_is_left(fields: dict[str, Any]) -> None:
    """A post of another network, or somebody's forwarded words, are not answered where an address in them leads."""
    post = post_of(brought(**fields))
    assert (post.chat, post.message) == ("", "")


def test_a_short_text_goes_with_its_pictures() -> None:
    """One message where one is enough; a long text follows its pictures."""
    (one,) = pieces(draft("Фонари <починим>", DraftKind.ANSWER, PHOTO))
    assert (one.text, one.media) == ("Фонари &lt;починим&gt;", (PHOTO,))
    first, second = pieces(draft("д" * 1025, DraftKind.ANSWER, PHOTO))
    assert (first.text, first.media, second.text, second.media) == ("", (PHOTO,), "д" * 1025, ())


def test_documents_and_pictures_go_apart() -> None:
    """What a messenger does not show together goes in albums of its own, and the text last."""
    paper = Media(kind=MediaKind.DOCUMENT, ref="act")
    assert [one.media for one in pieces(draft("Акт", DraftKind.ANSWER, PHOTO, paper))] == [(PHOTO,), (paper,), ()]


@pytest.mark.parametrize("text", ["😀" * 4096, "слово " * 1200, "а\n" * 3000, "короткий", "д" * 9000])
def test_a_text_is_split_without_losing_a_letter(text: str) -> None:
    """Every piece fits in a message, and together they say what was agreed."""
    found = split(text.strip())
    assert all(0 < size(one) <= LONGEST_TEXT for one in found)
    assert "".join("".join(found).split()) == "".join(text.split())
