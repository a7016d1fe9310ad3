"""Reading an office file: every fault is named at once, with its key and the mend."""

import pytest

from workflow.calendar import DEFAULT_SCHEDULE
from workflow.office_file import BadOfficeError, parse_office
from workflow.words import Role

GOOD = """
[office]
key = "lesnoe"
name = "Администрация"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"

[[department]]
key = "roads"
name = "Дороги"
topics = ["снег"]

[[person]]
key = "vera"
name = "Вера"
telegram_id = 101
roles = ["curator", "head"]

[[person]]
key = "petr"
name = "Пётр"
roles = ["executor"]
department = "roads"
email = "petr@example.org"
"""

OPTIONS = """
locale = "en"
group_chat = -1001000000001
group_topic = 12
bare_hours = "clock"
day_off_deadlines = "keep"

[schedule]
mon = ["08:00-12:00"]
days_off = ["2026-06-09"]
working_days = ["2026-06-13"]
"""


def faults(text: str, **more: list[str]) -> list[str]:
    with pytest.raises(BadOfficeError) as caught:
        parse_office(text, "lesnoe.toml", **more)
    assert all(line.startswith("lesnoe.toml: ") for line in str(caught.value).splitlines())
    return caught.value.faults


def test_defaults() -> None:
    """A file with only what is needed has the default week, Russian, and no group."""
    file = parse_office(GOOD)
    assert (file.office.locale, file.office.group, file.office.bare_hours) == ("ru", None, None)
    assert file.timetable.week == DEFAULT_SCHEDULE.week
    vera, petr = file.person
    assert (vera.address, vera.roles) == ("101", (Role.CURATOR, Role.HEAD))
    assert (petr.address, petr.department, petr.email) == (None, "roads", "petr@example.org")


def test_every_option() -> None:
    """Every option of the format is read."""
    file = parse_office(GOOD.replace('zone = "Asia/Kamchatka"', 'zone = "Asia/Kamchatka"' + OPTIONS))
    assert (file.office.locale, file.office.group, file.office.group_topic) == ("en", "-1001000000001", 12)
    assert (file.office.bare_hours, file.office.day_off_deadlines) == ("clock", "keep")
    assert file.timetable.week == ((("08:00", "12:00"),), (), (), (), (), (), ())
    assert [day.isoformat() for day in file.timetable.days_off] == ["2026-06-09"]
    assert [day.isoformat() for day in file.timetable.working_days] == ["2026-06-13"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "Вера"', 'name = "Вера"\nphone = "1"', "person 'vera', phone: unknown key; take it out or mend"),
        ('name = "Вера"', "", "person 'vera', name: missing; add it"),
        ('name = "Вера"', 'name = ""', "person 'vera', name: must not be empty"),
        ('name = "Вера"', "name = 5", "person 'vera', name: must be text in quotes"),
        ('"curator", ', '"curater", ', "person 'vera', roles, no. 1: 'curater' is not known; write one of 'curator'"),
        ('["executor"]', "[]", "person 'petr', roles: must not be empty; add at least one"),
        ('["executor"]', '"executor"', "person 'petr', roles: must be a list"),
        ("101", '"101"', "person 'vera', telegram_id: must be a whole number"),
        ("101", "-5", "person 'vera', telegram_id:"),
        (
            'department = "roads"',
            'department = "road"',
            "person 'petr', department: there is no 'road'; there are: ro",
        ),
        ('key = "petr"', 'key = "vera"', "person, key: 'vera' stands twice"),
        ('name = "Пётр"', 'name = "Пётр"\ntelegram_id = 101', "person, telegram_id: '101' stands twice"),
        ('key = "petr"', 'key = "Пётр"', "person 'Пётр', key: 'Пётр' has not the right form"),
        ("petr@", "petr", "person 'petr', email: 'petrexample.org' has not the right form"),
        ("Asia/Kamchatka", "Asia/Kamchatca", "office, zone: 'Asia/Kamchatca' is not known; write an IANA name"),
        ("Asia/Kamchatka", "../x", "office, zone: '../x' is not known; write an IANA name"),
        ('["sobolevo"]', '["soboleva"]', "office, procedures: there is no 'soboleva'; there are: petrov, sobolevo"),
        ('["sobolevo"]', "[]", "office, procedures: must not be empty"),
        ("[[department]]", "bare_hours = 4\n[[department]]", "office, bare_hours: 4 is not known; write one of"),
        ("[[department]]", '[schedule]\nmon = ["9-25"]\n[[department]]', "schedule.mon:"),
        ("[[department]]", '[schedule]\nmonday = ["09:00-13:00"]\n[[department]]', "schedule.monday: no such weekday"),
        ("[[department]]", '[schedule]\ndays_off = ["9 June"]\n[[department]]', "schedule.days_off:"),
        ("[office]", "[ofice]", "office: missing; add it"),
        ('roles = ["executor"]', 'roles = ["executor"]\nsubstitutes = ["petr"]', "person 'petr', substitutes: nobody"),
        (
            'roles = ["executor"]',
            'roles = ["executor"]\nsubstitutes = ["vra"]',
            "person 'petr', substitutes: there is no",
        ),
        ("[[person]]", "[[persons]]", "persons: unknown key"),
        ("[office]", "[office", "not TOML:"),
    ],
)
def test_fault(old: str, new: str, fault: str) -> None:
    """Each fault is named with the place, what is wrong, and how to mend it."""
    assert old in GOOD
    assert any(line.startswith(fault) for line in faults(GOOD.replace(old, new), procedures=["sobolevo", "petrov"]))


def test_all_faults_at_once() -> None:
    """Faults of every kind in one file are all told, each once."""
    bad = GOOD.replace('"executor"', '"executer"').replace("Asia/Kamchatka", "Mars").replace("101", "true")
    bad = bad.replace("[[department]]", '[schedule]\nfri = ["18:00-09:00"]\ndays_off = 5\n[[department]]', 1)
    found = faults(bad)
    assert [line.partition(":")[0] for line in found] == [
        "person 'vera', telegram_id",
        "person 'petr', roles, no. 1",
        "office, zone",
        "schedule.fri",
        "schedule.days_off",
    ]


def test_no_people() -> None:
    """An office without people is refused."""
    assert faults(GOOD[: GOOD.index("[[person]]")]) == ["person: missing; add it"]
