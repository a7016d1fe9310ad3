"""Departments and the office itself, as their administrator changes them."""

from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.safe import html, short
from handlers.staff.data import Drop
from handlers.staff.pages import more_of, paged, pairs
from handlers.staff.sight import Sight, put, write
from handlers.texts import LOCALES
from handlers.turn import Reply
from workflow.staffing.changes import Thing

_LABEL = 28
_IN_VIEW = 6
_LIST = 900


def units(sight: Sight) -> Reply | None:
    """The departments in their order."""
    texts = sight.texts
    if not sight.changes:
        return None
    found = [sight.go(short(unit.name, _LABEL), "edit", brief(unit.key)) for unit in sight.office.departments]
    shown = paged(found, _IN_VIEW, sight.page, more_of("units", "", texts))
    add = write(texts.say("Добавить отдел"), Thing.DEPARTMENT, "", "add")
    text = texts.say("Отделы. Выберите, что изменить.") if found else texts.say("Отделов пока нет.")
    return Reply(text=text, rows=(*pairs(shown), (add, *sight.back("home"))))


def edit(sight: Sight) -> Reply | None:
    """A department: its name, topics, places, its place in the list."""
    unit, texts = sight.unit, sight.texts
    if unit is None or not sight.changes:
        return None
    everywhere = texts.say("вся территория")
    lines = [
        f"<b>{html(unit.name)}</b>",
        texts.say("Темы: {topics}", topics=html(short(", ".join(unit.topics), _LIST)) or "—"),
        texts.say("Территория: {places}", places=html(short(", ".join(unit.places), _LIST)) or everywhere),
    ]
    what, key = Thing.DEPARTMENT, sight.key
    rows = (
        (write(texts.say("Название"), what, key, "name"), write(texts.say("Темы"), what, key, "topics")),
        (write(texts.say("Территория"), what, key, "places"),),
        (
            put(texts.say("Выше"), sight, what, unit, "order", "up"),
            put(texts.say("Ниже"), sight, what, unit, "order", "down"),
        ),
        (Button(text=texts.say("Удалить отдел"), data=Drop(unit=key).pack(), style="danger"), *sight.back("units")),
    )
    return Reply(text="\n".join(lines), rows=rows)


def office(sight: Sight) -> Reply | None:
    """What of the office itself is changed with a tap."""
    texts, here = sight.texts, sight.office
    if not sight.changes:
        return None
    confirms = texts.say("Новых сотрудников подтверждает администратор.")
    free = texts.say("Новые сотрудники входят по ссылке сразу.")
    switch = texts.say("Впускать сразу") if here.confirms else texts.say("Подтверждать новых")
    other = next(locale for locale in LOCALES if locale != here.locale)
    language = texts.say("Язык: {language}", language=LOCALES.get(here.locale, here.locale))
    rows = (
        (put(switch, sight, Thing.OFFICE, here, "confirms", "" if here.confirms else "1"),),
        (
            write(texts.say("Название"), Thing.OFFICE, "", "name"),
            put(texts.say("Язык: {language}", language=LOCALES[other]), sight, Thing.OFFICE, here, "locale", other),
        ),
        sight.back("home"),
    )
    return Reply(
        text="\n".join([f"<b>{html(here.name)}</b>", confirms if here.confirms else free, language]), rows=rows
    )
