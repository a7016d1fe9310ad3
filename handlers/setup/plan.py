"""What has been answered so far, and which question stands; kept in the conversation, so that nothing is lost."""

from typing import Any

from workflow.calendar.schedule import WEEKDAYS
from workflow.model import Model
from workflow.words import Role

FRIDAY = 4


class Hours(Model):
    """The office's week as people say it: the same hours every day, and an earlier end on Fridays.

    Times are "09:00"; `lunch` is empty where there is none. `days` are weekdays, Monday is 0.
    """

    start: str = "09:00"
    end: str = "18:00"
    lunch: tuple[str, ...] = ("13:00", "14:00")
    friday: str = "17:00"
    days: tuple[int, ...] = (0, 1, 2, 3, 4)

    def week(self) -> dict[str, list[str]]:
        """The same as an office file says it."""
        return {WEEKDAYS[day]: self._day(self.friday if day == FRIDAY else self.end) for day in sorted(self.days)}

    def _day(self, end: str) -> list[str]:
        if not self.lunch or self.lunch[0] >= end:
            return [f"{self.start}-{end}"]
        before, after = self.lunch
        return [f"{self.start}-{before}", *([f"{after}-{end}"] if after < end else [])]


class Unit(Model):
    """A department that is to be made."""

    key: str
    name: str
    topics: tuple[str, ...] = ()
    common: bool = False


class Plan(Model):
    """A set-up under way: `ticket` is the invitation it goes by, `at` the question that stands.

    `number` is new with every question that is asked, so that the buttons of earlier ones are known by it. `back` are
    the questions before it. `unit` is the key of the department whose topics are asked for.
    """

    ticket: int
    at: str = "name"
    number: int = 1
    page: int = 0
    back: tuple[str, ...] = ()
    name: str = ""
    found: tuple[str, ...] = ()
    region: str = ""
    zone: str = ""
    procedure: str = ""
    hours: Hours = Hours()
    units: tuple[Unit, ...] = ()
    unit: str = ""
    locale: str = "ru"
    roles: tuple[Role, ...] = ()

    def on(self, question: str, **answers: Any) -> "Plan":
        """The next question, with these answers given."""
        back = (*self.back, self.at)
        return self._with(answers, at=question, number=self.number + 1, page=0, back=back)

    def stay(self, **answers: Any) -> "Plan":
        """The same question, with something marked or another page shown."""
        return self._with(answers)

    def again(self, **answers: Any) -> "Plan":
        """The same question asked anew below, with something added by words."""
        return self._with(answers, number=self.number + 1)

    def returns(self, **answers: Any) -> "Plan":
        """The question before this one; the first one stays where it is."""
        at, back = (self.back[-1], self.back[:-1]) if self.back else (self.at, ())
        return self._with(answers, at=at, number=self.number + 1, page=0, back=back)

    def edited(self) -> Unit | None:
        """The department whose topics are asked for."""
        return next((one for one in self.units if one.key == self.unit), None)

    def _with(self, answers: dict[str, Any], **moved: Any) -> "Plan":
        return self.model_copy(update={**answers, **moved})
