"""Line breaks and ANSI in what people write: one record is one line, and nothing steers the terminal that shows it."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import log, set_up
from bot.printable import visible
from tests.proof.counting import Tried

FORGERIES = [
    "name\n2026-03-04T10:00:00Z [info     ] all is well",
    'name\r\n{"event": "all is well", "level": "info"}',
    "\x1b[2J\x1b[1;31mred\x1b[0m",
    "\x9b31mred",
    "\x1b]0;title\x07",
    "one\u2028two\u2029three\x85four\x0bfive\x0csix\x1cseven",
    "back\x08\x08\x08\x7f",
    "\u202edrowssap\u202c \u2066hidden\u2069",
    "half \ud83d of a character",
    "nul \x00 byte",
]
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
forms = pytest.mark.parametrize("form", ["json", "console"])

pytestmark = pytest.mark.attack(16)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level
    structlog.reset_defaults()


def written(form: str, *texts: str) -> list[str]:
    """What comes of four records for each text: in the words, in a value, in an error, and from a library."""
    out = io.StringIO()
    set_up("INFO", form, [], out)
    for text in texts:
        log("bot.test").info(text)
        log("bot.test").info("told", office=text, more={"name": text})
        log("bot.test").error("failed", exc_info=OSError(text))
        logging.getLogger(f"library {text}").warning("url %s", text)
    whole = out.getvalue()
    whole.encode()
    assert not STEERS.search(whole)
    return whole.splitlines()


@forms
def test_a_forged_line_stays_within_its_record(form: str, tried: Tried) -> None:
    """Whatever stands in a text, each record is one line without a control character, and nothing is left out."""
    for text in FORGERIES:
        lines = written(form, text)
        tried.count(lost=max(0, 4 - len(lines)))
        assert len(lines) == 4, text


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_every_line_is_one_json_object(texts: list[str]) -> None:
    """LOG_FORMAT=json: any text at all gives lines that each parse, as many as there were records."""
    lines = written("json", *texts)
    assert len(lines) == 4 * len(texts)
    for line in lines:
        assert isinstance(json.loads(line)["event"], str)


def test_a_number_that_is_none_is_json_too() -> None:
    """NaN and infinity are no JSON: they are written as words."""
    out = io.StringIO()
    set_up("INFO", "json", [], out)
    log("bot.test").info("measured", a=float("nan"), b=float("inf"), c=1.5)

    def refuse(word: str) -> None:
        raise AssertionError(word)

    record = json.loads(out.getvalue(), parse_constant=refuse)
    assert (record["a"], record["b"], record["c"]) == ("nan", "inf", 1.5)


def test_a_record_that_cannot_be_written_is_told_in_one_line() -> None:
    """A library that logs wrongly makes one line, not a trace with all that it was given."""
    out = io.StringIO()
    set_up("INFO", "json", [], out)
    logging.getLogger("library").warning("%d", "words of a citizen")
    assert out.getvalue() == "a record of 'library' could not be written\n"


def test_what_is_not_steering_stays_as_it_is() -> None:
    """Letters of all scripts, joined emoji and signs are shown as they were written."""
    words = "Лесное, № 5 — «снег» 👩‍👩‍👧 é ½"
    assert visible(words) == words
