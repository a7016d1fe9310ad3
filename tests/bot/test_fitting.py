from html import unescape

import pytest

from bot.fitting import LONGEST_CAPTION, fitting
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.turn import Reply
from workflow.post import Media
from workflow.words import MediaKind

PICTURE = Media(kind=MediaKind.PHOTO, ref="x")


@pytest.mark.parametrize(("media", "most"), [((), LONGEST_TEXT), ((PICTURE,), LONGEST_CAPTION)])
@pytest.mark.parametrize("letter", ["я", "&amp;", "🌨", "&lt;"])
def test_a_text_too_long_is_cut_within_its_longest_words(media: tuple[Media, ...], most: int, letter: str) -> None:
    """What is too long loses the end of its quotation; tags, first and last line stay, no letter is torn."""
    text = f"<b>№ 1</b>\n<blockquote expandable>{letter * 5000}</blockquote>\nдо 14:00"
    cut = fitting(Reply(text=text, media=media)).text
    assert most - 3 <= shown_size(cut) <= most
    assert cut.startswith(f"<b>№ 1</b>\n<blockquote expandable>{letter}")
    assert cut.endswith("…</blockquote>\nдо 14:00")
    assert set(unescape(cut).split(">", 3)[3].split("…")[0]) == {unescape(letter)}


def test_a_text_of_many_stretches_is_cut_too() -> None:
    """Where no stretch alone is long enough to be cut, several are."""
    cut = fitting(Reply(text="<b>яяяяяяяяяя</b>" * 500)).text
    assert shown_size(cut) <= LONGEST_TEXT
    assert cut.count("<b>") == cut.count("</b>") == 500


def test_what_fits_stays_as_it_is() -> None:
    """A text of just the longest size is left alone."""
    reply = Reply(text="я" * LONGEST_TEXT)
    assert fitting(reply) is reply
