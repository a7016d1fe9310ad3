"""Why the office was not changed, in words: what happened, that nothing changed, what to do."""

from handlers.safe import short
from handlers.staff.sight import Sight
from workflow.staffing.refusals import StaffRefusal, StaffWhy

_MOST_NAMES = 5
_NAME = 30


def refused_text(refusal: StaffRefusal, sight: Sight) -> str:
    """Plain text, fit for a tap's answer (200 characters)."""
    texts = sight.texts
    if refusal.at is not None and refusal.why in _QUICKER:
        return _quicker(refusal, sight)
    if refusal.why is StaffWhy.OPEN_CARDS:
        cards = _names([f"№ {name}" for name in refusal.names])
        return texts.say(
            "Открытые карточки останутся без исполнителя: {cards}. Ничего не изменилось: передайте их или завершите.",
            cards=cards,
        )
    if refusal.why is StaffWhy.NOT_EMPTY:
        names = _names(refusal.names)
        return texts.say("В отделе есть люди: {names}. Ничего не изменилось: сначала переведите их.", names=names)
    if refusal.why is StaffWhy.BAD_VALUE and "department" in refusal.names:
        return texts.say("Этой роли нужен отдел. Ничего не изменилось: сначала выберите отдел.")
    return _plainly(sight).get(refusal.why, _plainly(sight)[StaffWhy.BAD_VALUE])


_QUICKER = frozenset({StaffWhy.STALE, StaffWhy.THERE_ALREADY, StaffWhy.NO_SUCH})


def _quicker(refusal: StaffRefusal, sight: Sight) -> str:
    """Somebody did it, or something else, before."""
    texts, office = sight.texts, sight.office
    person = office.person(refusal.by)
    at = refusal.at or sight.now
    when = texts.when(at, sight.now, office.timetable.zone)
    who = short(person.name, _NAME) if person else texts.say("другой администратор")
    return texts.say("Уже изменили до вас: {who}, {when}. Ничего не изменилось.", who=who, when=when)


def _plainly(sight: Sight) -> dict[StaffWhy, str]:
    texts = sight.texts
    return {
        StaffWhy.NOT_YOURS: texts.say("Это меняет только администратор. Ничего не изменилось."),
        StaffWhy.NO_SUCH: texts.say("Этого уже нет. Ничего не изменилось."),
        StaffWhy.STALE: texts.say("Это уже изменил кто-то другой. Ваша правка не внесена, посмотрите, как сейчас."),
        StaffWhy.BAD_VALUE: texts.say("Такое значение не подходит. Ничего не изменилось: откройте список заново."),
        StaffWhy.THERE_ALREADY: texts.say("Такое уже есть. Ничего не изменилось."),
        StaffWhy.LAST_ADMINISTRATOR: texts.say(
            "Это последний администратор. Ничего не изменилось: сначала назначьте другого."
        ),
        StaffWhy.BAD_SUBSTITUTE: texts.say("Замещать может только другой сотрудник. Ничего не изменилось."),
    }


def _names(names: list[str] | tuple[str, ...]) -> str:
    shown = ", ".join(short(name, _NAME) for name in names[:_MOST_NAMES])
    return shown + ("…" if len(names) > _MOST_NAMES else "")
