"""Other people's text: made harmless, cut without breaking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.safe import attribute, cut, html, plain, quote, short, shown_size, size


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>Глава</b>", "&lt;b&gt;Глава&lt;/b&gt;"),
        ("<b", "&lt;b"),
        ("A & B &amp; C", "A &amp; B &amp;amp; C"),
        ("\"кавычки\" и 'они'", "\"кавычки\" и 'они'"),
        ("\u202eьтадеп\u202c", "ьтадеп"),
        ("\u2067x\u2069\u200f\u061c", "x"),
        ("а\u200bб\u2060в\ufeffг\u00adд", "абвгд"),
        ("а\x00б\x07в\x1b[0m", "абв[0m"),
        ("строка\r\nдругая\rтретья\u2028четвёртая", "строка\nдругая\nтретья\nчетвёртая"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\ud83d", ""),
    ],
)
@pytest.mark.attack(10)
def test_text_is_shown_to_the_letter_and_does_nothing(text: str, shown: str) -> None:
    """Tags, entities and controls lose their power; emoji made of several characters stay whole."""
    assert html(text) == shown


@pytest.mark.attack(10)
def test_an_attribute_cannot_be_left() -> None:
    """Quotation marks in a link do not end it."""
    assert attribute("https://x.ru/\"onclick='") == "https://x.ru/&quot;onclick=&#x27;"


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("коротко", 7, "коротко"),
        ("слишком длинно", 8, "слишком…"),
        ("две\n\n строки", 20, "две строки"),
        ("😀😀😀", 4, "😀…"),
        ("😀😀😀", 6, "😀😀😀"),
        ("ab👨\u200d👩", 6, "ab👨…"),
        ("", 5, ""),
    ],
)
def test_short_is_one_line_of_a_length(text: str, length: int, shown: str) -> None:
    """A text is cut by what Telegram may count, never through the middle of a character."""
    assert short(text, length) == shown


@given(st.text(), st.integers(2, 40))
@pytest.mark.attack(11)
def test_a_cut_text_is_never_too_long(text: str, length: int) -> None:
    """Whatever comes, it fits, and nothing invisible is left in it."""
    assert size(cut(text, length)) <= length
    assert size(short(text, length)) <= length
    assert plain(cut(text, length)) == cut(text, length)


@given(st.text(alphabet="<>&;\"'ab😀\n", max_size=60))
@pytest.mark.attack(11)
def test_the_size_is_that_of_what_is_seen(text: str) -> None:
    """Entities and tags are counted as Telegram counts them: after parsing."""
    assert shown_size(f"<b>{html(text)}</b>") == size(plain(text))


def test_nothing_is_quoted_where_there_is_nothing() -> None:
    """An empty quotation is left out, and so is one without room."""
    assert quote("", 100) == quote(" \n\u200b", 100) == quote("текст", 0) == quote("текст", -5) == ""
    assert quote("<i>", 100) == "<blockquote expandable>&lt;i&gt;</blockquote>"
