"""Amounts of a rule in words: working hours, calendar days."""

from handlers.texts import Texts
from workflow.due import Unit


def amount_of(number: int, unit: Unit, texts: Texts) -> str:
    """So many of the unit; none for rules that count nothing."""
    match unit:
        case Unit.WORKING_MINUTES:
            return texts.many("{n} рабочая минута", "{n} рабочих минут", number)
        case Unit.WORKING_HOURS:
            return texts.many("{n} рабочий час", "{n} рабочих часов", number)
        case Unit.WORKING_DAYS:
            return texts.many("{n} рабочий день", "{n} рабочих дней", number)
        case Unit.CALENDAR_DAYS:
            return texts.many("{n} календарный день", "{n} календарных дней", number)
        case Unit.MINUTES | Unit.CLOCK_MINUTES:
            return texts.many("{n} минута", "{n} минут", number)
        case Unit.HOURS | Unit.CLOCK_HOURS:
            return texts.many("{n} час", "{n} часов", number)
    return ""
