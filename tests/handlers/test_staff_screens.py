"""Screens about the office's people, in an office with many of them and with long names."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.accounts.shown import listing
from handlers.callbacks import brief
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.staff.data import ROLES, letters_of, roles_in
from handlers.staff.errands import JoiningShown
from handlers.staff.inviting import joining, passed_on
from handlers.staff.pages import fitting, mark, more_of, paged
from handlers.staff.showing import SCREENS, drawn
from handlers.staff.sight import Sight
from handlers.texts import texts_for
from handlers.turn import Reply
from tests.workflow.office import OFFICE
from workflow.office import Account, Department, Office, Person
from workflow.staffing.joining import Invited, Pending
from workflow.words import PersonId, Role

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TEXTS = texts_for("ru")
LONG = "Очень длинное название <отдела> & его части " * 2
UNITS = tuple(Department(f"unit-{n:02}-{'x' * 30}", f"{n} {LONG}", (LONG,) * 20, (LONG,) * 20) for n in range(40))
PEOPLE = tuple(
    Person(
        PersonId(4_000_000_000 + n),
        f"person-{n}",
        f"{n} {LONG}",
        frozenset(ROLES),
        UNITS[n % 3].key,
        substitutes=tuple(f"person-{other}" for other in range(20) if other != n),
    )
    for n in range(120)
)
ADMIN = replace(PEOPLE[0], address="1")
HUGE: Office = replace(
    OFFICE,
    name=LONG,
    departments=UNITS,
    people=(ADMIN, *PEOPLE[1:]),
    accounts=tuple(Account("vk", LONG, f"https://vk.com/page{n}?{'q' * 200}") for n in range(40)),
)


def sight(key: str = "", page: int = 0, reader: Person = ADMIN) -> Sight:
    return Sight(HUGE, reader, NOW, TEXTS, key, page)


def fits(reply: Reply) -> None:
    """It is one message with at most eight buttons, each of at most 64 bytes."""
    buttons = [button for row in reply.rows for button in row]
    assert shown_size(reply.text) <= LONGEST_TEXT
    assert len(buttons) <= 8
    assert all(len(button.data.encode()) <= 64 for button in buttons)
    assert all(button.text for button in buttons)


@pytest.mark.parametrize("page", [0, 1, 30])
@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_every_screen_fits(screen: str, page: int) -> None:
    """Whatever the office is like, every screen is one message with eight buttons at most."""
    keys = {"unit": brief(UNITS[0].key), "edit": brief(UNITS[0].key), "invite": letters_of(frozenset(ROLES))}
    keys |= {"place": "e", "home": "", "units": "", "office": ""}
    shown = drawn(screen, sight(keys.get(screen, str(PEOPLE[1].id)), page))
    assert shown
    fits(shown)


def test_invitations_fit() -> None:
    """So do the invitations that wait, the one to be passed on, and the accounts."""
    pending = tuple(
        Pending(n, tuple(ROLES), UNITS[0].key, PEOPLE[1].id, None, timedelta(days=n % 7)) for n in range(60)
    )
    fits(joining(sight(), JoiningShown(pending, PEOPLE[:30])))
    made = Invited("w" * 32, 1, tuple(ROLES), UNITS[0].key, PEOPLE[1].id)
    shown = passed_on(made, "otklik_test_bot", sight())
    fits(shown)
    assert shown.secret
    assert f"https://t.me/otklik_test_bot?start=join_{'w' * 32}" in shown.text
    fits(listing(HUGE, TEXTS, changes=True, page=2))


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_who_may_not_look(screen: str) -> None:
    """An executor sees no screen; a coordinator sees the lists, and no button that changes anything."""
    executor = replace(PEOPLE[1], roles=frozenset({Role.EXECUTOR}))
    key = brief(UNITS[0].key) if screen in ("unit", "edit") else str(PEOPLE[1].id)
    assert drawn(screen, sight(key, reader=executor)) is None
    coordinator = replace(PEOPLE[1], roles=frozenset({Role.COORDINATOR}))
    office = replace(HUGE, people=(ADMIN, coordinator, *PEOPLE[2:]))
    shown = drawn(screen, replace(sight(key, reader=coordinator), office=office))
    data = [button.data for row in shown.rows for button in row] if shown else []
    assert all(one.startswith("qg:") for one in data)


def test_pages() -> None:
    """All buttons come into view, page after page, and after the last page the first."""
    buttons = [sight().go(str(number), "home") for number in range(20)]
    seen: list[str] = []
    page = 0
    for _ in range(4):
        shown = paged(buttons, 6, page, more_of("home", "", TEXTS))
        assert len(shown) <= 6
        seen += [one.text for one in shown[:-1]]
        page = int(shown[-1].data.rpartition(":")[2])
    assert seen == [str(number) for number in range(20)]
    assert page == 0
    assert paged(buttons[:6], 6, 3, more_of("home", "", TEXTS)) == buttons[:6]


def test_lines_and_marks() -> None:
    """What does not fit is counted; equal values have equal marks; roles come back from their letters."""
    assert fitting(["а" * 10] * 5, TEXTS, 33) == ["а" * 10] * 3 + ["и ещё 2"]
    assert mark(["a", "b"]) == mark(["a", "b"]) != mark(["b", "a"])
    assert mark(None) != mark("")
    assert roles_in(letters_of(frozenset(ROLES))) == frozenset(ROLES) == set(Role) - {Role.CITIZEN}
