"""Random offices, as their files say them."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from workflow.calendar.schedule import WEEKDAYS
from workflow.office_file import OfficeFile
from workflow.words import Role

_KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True)
_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
_DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat)
_MAIL = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.org", fullmatch=True)
_IDS = st.integers(1, 2**52)


@st.composite
def _spans(draw: st.DrawFn) -> list[str]:
    ends = sorted(draw(st.lists(st.integers(0, 24 * 60), min_size=2, max_size=6, unique=True)))
    faces = [f"{minute // 60:02}:{minute % 60:02}" for minute in ends[: len(ends) // 2 * 2]]
    return [f"{start}-{end}" for start, end in zip(faces[::2], faces[1::2], strict=True)]


@st.composite
def _schedules(draw: st.DrawFn) -> dict[str, Any]:
    week = draw(st.dictionaries(st.sampled_from(WEEKDAYS), _spans(), max_size=7))
    days = draw(st.lists(_DAYS, unique=True, max_size=6))
    half = draw(st.integers(0, len(days)))
    return {**week, "days_off": days[:half], "working_days": days[half:]}


@st.composite
def _people(draw: st.DrawFn, units: list[str]) -> list[dict[str, Any]]:
    keys = draw(st.lists(_KEYS, min_size=1, max_size=5, unique=True))
    ids = draw(st.lists(_IDS, min_size=len(keys), max_size=len(keys), unique=True))
    return [
        {
            "key": key,
            "name": draw(_TEXTS),
            "roles": draw(st.lists(st.sampled_from(list(Role)), min_size=1, max_size=4, unique=True)),
            **draw(st.sampled_from([{}, {"telegram_id": number}])),
            **draw(st.sampled_from([{}, *({"department": unit} for unit in units)])),
            **draw(st.one_of(st.just({}), st.fixed_dictionaries({"email": _MAIL}))),
            "substitutes": draw(st.lists(st.sampled_from(keys), unique=True).map(lambda some, me=key: _but(me, some))),
        }
        for key, number in zip(keys, ids, strict=True)
    ]


@st.composite
def office_files(draw: st.DrawFn, parent: str = "") -> OfficeFile:
    """A whole office; `parent` is the key of the one that may stand above it."""
    units = draw(st.lists(_KEYS, max_size=4, unique=True))
    links = draw(
        st.lists(st.from_regex(r"https://[a-z]{1,9}\.org/[a-z]{1,9}", fullmatch=True), max_size=2, unique=True)
    )
    optional = {
        "group_chat": st.integers(-(2**40), -1),
        "group_topic": st.integers(1, 2**31 - 1),
        "bare_hours": st.sampled_from(["working", "clock"]),
        "day_off_deadlines": st.sampled_from(["next", "keep", "previous"]),
        "parent": st.just(parent),
        "confirm_joining": st.booleans(),
        "locale": st.sampled_from(["ru", "en"]),
    }
    office = {
        "key": "own",
        "name": draw(_TEXTS),
        "procedures": draw(st.lists(_TEXTS, min_size=1, max_size=2)),
        "zone": draw(st.sampled_from(["Asia/Kamchatka", "Europe/Moscow"])),
        **draw(st.fixed_dictionaries({}, optional=optional)),
    }
    return OfficeFile.model_validate(
        {
            "office": office,
            "schedule": draw(_schedules()),
            "department": [
                {"key": key, "name": draw(_TEXTS), "topics": draw(_lists()), "places": draw(_lists())} for key in units
            ],
            "account": [{"network": "vk", "name": draw(_TEXTS), "link": link} for link in links],
            "person": draw(_people(units)),
        }
    )


def _lists() -> st.SearchStrategy[list[str]]:
    return st.lists(_TEXTS, max_size=3)


def _but(key: str, some: list[str]) -> list[str]:
    return [one for one in some if one != key]
