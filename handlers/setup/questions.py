"""All questions of the set-up by their names."""

from collections.abc import Mapping

from handlers.setup.asking import Question
from handlers.setup.ending import Locale, Over, Roles, Summary
from handlers.setup.hours import END, FRIDAY_END, START, Days, HoursQuestion, Lunch
from handlers.setup.places import Found, Name, RegionQuestion, Zone
from handlers.setup.rules import ProcedureQuestion
from handlers.setup.units import Topics, TopicsOf, Units

_ALL: tuple[Question, ...] = (
    Name(),
    RegionQuestion(),
    Found(),
    Zone(),
    ProcedureQuestion(),
    HoursQuestion(),
    START,
    END,
    Lunch(),
    FRIDAY_END,
    Days(),
    Units(),
    Topics(),
    TopicsOf(),
    Locale(),
    Roles(),
    Summary(),
    Over(),
)

QUESTIONS: Mapping[str, Question] = {one.name: one for one in _ALL}
