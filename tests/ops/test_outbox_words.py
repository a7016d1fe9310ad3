"""What `outbox list` calls a row: every kind that is ever put there has words of its own."""

import pytest

from bot.baring import BARE
from bot.clock import wall_now
from bot.commands.outbox_words import about
from bot.menus import MENU
from bot.repeats import REPEAT
from bot.turns import REPLY
from storage import mails
from storage.outbox import ONCE
from storage.outbox.mending import Left
from storage.vitals import ALERTS
from workflow.digest import DIGEST
from workflow.duty_notices import DUTY
from workflow.notice import NoticeKind
from workflow.staffing.news import STAFF

_KINDS = sorted({REPLY, REPEAT, MENU, BARE, ONCE, mails.KIND, DIGEST, DUTY, STAFF, *ALERTS, *map(str, NoticeKind)})


def left(kind: str) -> Left:
    return Left(7, "telegram:5", kind, "{}", "dead", None, None, None, None, 1, False, None, wall_now(), None)


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_of_row_has_words(kind: str) -> None:
    """Whoever reads the list need not know what a kind is called in the database."""
    assert about(left(kind)) != about(left("of a later version")).replace("of a later version", kind)


def test_an_alert_was_called_news_of_a_card() -> None:
    """It is about the bot itself; of a row that nobody knows nothing is claimed but its kind."""
    assert {about(left(kind)) for kind in ALERTS} == {
        "the bot's own trouble, told to an administrator",
        "the bot's own trouble, told in the chat of ALERTS_CHAT",
    }
    assert about(left("of a later version")) == "a message of a kind that is not known here (of a later version)"
