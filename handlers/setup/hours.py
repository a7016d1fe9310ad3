"""When the office works: the common week is shown, and each part of it can be changed."""

import re

from handlers.buttons import Button, Rows
from handlers.setup.asking import At, Question, button, paged
from handlers.setup.plan import Hours, Plan
from handlers.setup.week import day_name, face, time_in, week_line
from workflow.calendar import Schedule, ScheduleError

_PART = {"start": "start", "end": "end", "lunch": "lunch", "friday": "friday", "days": "days"}
_STARTS = ("08:00", "08:30", "09:00", "09:30", "10:00")
_ENDS = ("16:00", "17:00", "17:15", "17:30", "18:00", "19:00")
_FRIDAYS = ("15:30", "16:00", "16:15", "16:30", "17:00", "18:00")
_LUNCHES = ("12:00-13:00", "12:30-13:30", "13:00-14:00", "13:00-13:45", "13:00-13:30")


class HoursQuestion(Question):
    """The week as a whole."""

    name = "hours"

    def words(self, at: At) -> str:
        """Shows it, with the production calendar that comes on top."""
        week = week_line(at.plan.hours, at.texts)
        asked = at.texts.say("Рабочее время такое? Праздники и переносы бот знает сам.")
        return f"{asked}\n{week}"

    def told(self, at: At) -> str:
        """The week."""
        return at.texts.say("Рабочее время: {week}", week=week_line(at.plan.hours, at.texts))

    def rows(self, at: At) -> Rows:
        """It is so, or this part of it is another."""
        say = at.texts.say
        return (
            (button(at, "yes", say("Подходит"), "success"),),
            (button(at, "start", say("Начало")), button(at, "end", say("Конец"))),
            (button(at, "lunch", say("Обед")), button(at, "friday", say("Пятница"))),
            (button(at, "days", say("Выходные")),),
        )

    def tapped(self, value: str, at: At) -> Plan | None:
        """On to the departments, or to a part of the week."""
        return at.plan.on("units") if value == "yes" else at.plan.on(_PART[value]) if value in _PART else None


class Time(Question):
    """One time of the day: `field` of the week; the times offered, any other is written."""

    def __init__(self, name: str, times: tuple[str, ...]) -> None:
        self.name, self._times = name, times

    def words(self, at: At) -> str:
        """Asks for it."""
        say = at.texts.say
        asked = {
            "start": say("Во сколько начинается рабочий день?"),
            "end": say("Во сколько кончается рабочий день?"),
            "friday": say("Во сколько кончается пятница?"),
        }
        return say("{question} Другое время напишите, например 8:15.", question=asked[self.name])

    def told(self, at: At) -> str:
        """The week as it is with the answer."""
        return week_line(at.plan.hours, at.texts)

    def rows(self, at: At) -> Rows:
        """The times offered, two in a row."""
        times = [button(at, one.replace(":", ""), face(one)) for one in self._times]
        return tuple(tuple(times[index : index + 2]) for index in range(0, len(times), 2))

    def tapped(self, value: str, at: At) -> Plan | None:
        """One of the times offered."""
        found = next((one for one in self._times if one.replace(":", "") == value), None)
        changed = self._changed(found, at) if found else None
        return changed if isinstance(changed, Plan) else None

    def written(self, text: str, at: At) -> Plan | str:
        """Any time that leaves the week one that can be worked."""
        found = time_in(text)
        return self._changed(found, at) if found else at.texts.say("Напишите время так: 8:15.")

    def _changed(self, time: str, at: At) -> Plan | str:
        return _if_possible(at, at.plan.hours.model_copy(update={self.name: time}))


class Lunch(Question):
    """When lunch is, if there is any."""

    name = "lunch"

    def words(self, at: At) -> str:
        """Asks for it."""
        return at.texts.say("Когда обед? Другое время напишите так: 12:00–12:48.")

    def told(self, at: At) -> str:
        """The week as it is with the answer."""
        return week_line(at.plan.hours, at.texts)

    def rows(self, at: At) -> Rows:
        """The common ones, and none."""
        known = {str(index): _span(one) for index, one in enumerate(_LUNCHES)}
        return paged(at, {**known, "none": at.texts.say("Без обеда")})

    def tapped(self, value: str, at: At) -> Plan | None:
        """One of those offered, or none."""
        if value == "none":
            return _kept(_if_possible(at, at.plan.hours.model_copy(update={"lunch": ()})))
        if not value.isdecimal() or int(value) >= len(_LUNCHES):
            return None
        return _kept(self._changed(_LUNCHES[int(value)], at))

    def written(self, text: str, at: At) -> Plan | str:
        """From when till when."""
        return self._changed(text, at)

    def _changed(self, text: str, at: At) -> Plan | str:
        ends = [time_in(part) for part in re.split(r"\s*[-–—]\s*", text.strip())]
        if len(ends) != 2 or not all(ends) or str(ends[0]) >= str(ends[1]):
            return at.texts.say("Напишите обед так: 12:00–12:48.")
        return _if_possible(at, at.plan.hours.model_copy(update={"lunch": tuple(map(str, ends))}))


class Days(Question):
    """Which weekdays are worked."""

    name = "days"

    def words(self, at: At) -> str:
        """Asks for them."""
        return at.texts.say("В какие дни недели работает администрация? Отметьте рабочие.")

    def told(self, at: At) -> str:
        """The week as it is with the answer."""
        return week_line(at.plan.hours, at.texts)

    def rows(self, at: At) -> Rows:
        """A button for each weekday, and one to go on."""
        days = [self._day(at, day) for day in range(7)]
        return (tuple(days[:4]), tuple(days[4:]), (button(at, "done", at.texts.say("Готово"), "success"),))

    def tapped(self, value: str, at: At) -> Plan | None:
        """A day comes or goes; one at least is left."""
        if value == "done":
            return at.plan.returns()
        if value not in tuple("0123456"):
            return None
        days = set(at.plan.hours.days) ^ {int(value)}
        return at.plan.stay(hours=at.plan.hours.model_copy(update={"days": tuple(sorted(days))})) if days else at.plan

    def _day(self, at: At, day: int) -> Button:
        worked = day in at.plan.hours.days
        label = day_name(day, at.texts)
        return button(at, str(day), f"✓ {label}" if worked else label, "primary" if worked else "")


def _if_possible(at: At, hours: Hours) -> Plan | str:
    """Back to the week with this change, or what is wrong with it."""
    if not_possible(hours):
        return at.texts.say("Так не получится: начало, обед и конец дня должны идти по порядку.")
    return at.plan.returns(hours=hours)


def not_possible(hours: Hours) -> bool:
    """Whether nobody could work such a week: a day that ends before it begins, or lunch outside of it."""
    try:
        Schedule.parse(hours.week())
    except ScheduleError:
        return True
    return bool(hours.lunch) and not hours.start < hours.lunch[0] < hours.lunch[1] < hours.end


def _kept(changed: Plan | str) -> Plan | None:
    return changed if isinstance(changed, Plan) else None


def _span(span: str) -> str:
    return "–".join(map(face, span.split("-")))


START, END, FRIDAY_END = Time("start", _STARTS), Time("end", _ENDS), Time("friday", _FRIDAYS)
