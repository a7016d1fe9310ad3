import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from pydantic import BaseModel, ValidationError

from bot.logs import fault, log, set_up

TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level
    structlog.reset_defaults()


class Named(BaseModel):
    name: int


def a_validation_error() -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Named.model_validate({"name": "Ivan Petrov"})
    return caught.value


@pytest.mark.attack(17)
@pytest.mark.parametrize("form", ["json", "console"])
def test_no_token_comes_through(form: str) -> None:
    """A token is scrubbed from events, values, errors, and from what libraries log."""
    out = io.StringIO()
    set_up("INFO", form, [TOKEN, "other-secret"], out)
    log("bot.test").warning(f"call of https://api/bot{TOKEN}/getMe", value=TOKEN, other={"x": "other-secret"})
    log("bot.test").error("failed", exc_info=OSError(f"cannot reach bot{TOKEN}"))
    logging.getLogger("somebody").warning("url %s", f"/bot{TOKEN}/")
    assert "AAE" not in out.getvalue()
    assert "other-secret" not in out.getvalue()
    assert out.getvalue().count("<token>") >= 5


@pytest.mark.attack(17)
def test_a_token_is_known_by_its_form() -> None:
    """A token that nobody named as a secret, another bot's for example, is scrubbed too."""
    out = io.StringIO()
    set_up("INFO", "json", [], out)
    log("bot.test").warning("call", url=f"https://api/bot{TOKEN}/getMe")
    assert "bot<token>/getMe" in out.getvalue()


@pytest.mark.attack(16)
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_record_is_one_line(form: str) -> None:
    """Errors too stand in one line, with their place."""
    out = io.StringIO()
    set_up("INFO", form, [], out)
    try:
        raise OSError("first\nsecond")
    except OSError as error:
        log("bot.test").error("failed", exc_info=error)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1
    assert "test_a_record_is_one_line" in lines[0]


def test_json_is_json() -> None:
    """Each line parses, and has the event, the level and the moment."""
    out = io.StringIO()
    set_up("INFO", "json", [], out)
    log("bot.test").info("hello", count=2)
    record = json.loads(out.getvalue())
    assert (record["event"], record["level"], record["count"]) == ("hello", "info", 2)
    assert record["timestamp"].endswith("Z")


def test_nobody_s_words_are_in_a_fault() -> None:
    """An error that repeats what it was given is told by its type and place alone."""
    assert fault(a_validation_error()) == "ValidationError at name"
    assert fault(ExceptionGroup("two", [a_validation_error(), OSError("x")])) == "ValidationError at name; OSError: x"


def test_quiet_levels_are_left_out() -> None:
    """Below the level nothing is written."""
    out = io.StringIO()
    set_up("WARNING", "json", [], out)
    log("bot.test").info("hello")
    assert not out.getvalue()
