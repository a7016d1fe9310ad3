"""Why an absence or a dismissal was not written down: what happened, that nothing changed, what to do."""

from handlers.absence.scene import View
from handlers.absence.words import day_words
from workflow.staffing.refusals import StaffRefusal, StaffWhy


def refused_text(refusal: StaffRefusal, view: View) -> str:
    """Plain text, fit for a tap's answer (200 characters)."""
    texts = view.texts
    if refusal.why is StaffWhy.AWAY_ALREADY and refusal.at:
        zone = view.office.timetable.zone
        day = day_words(texts.local(refusal.at, zone).date(), view.office, view.now, texts)
        return texts.say(
            "На эти дни уже есть отсутствие, с {day}. Ничего не изменилось: сначала отмените его в /absence.", day=day
        )
    words = {
        StaffWhy.NOT_YOURS: texts.say("Это решают сам сотрудник, его начальник и координатор. Ничего не изменилось."),
        StaffWhy.NO_SUCH: texts.say("Этого сотрудника здесь уже нет. Ничего не изменилось."),
        StaffWhy.BAD_DATES: texts.say("Такие даты не подходят. Ничего не изменилось: нажмите «Назад» и исправьте их."),
        StaffWhy.BAD_SUBSTITUTE: texts.say(
            "Этот сотрудник замещать не может. Ничего не изменилось: нажмите «Назад» и выберите другого."
        ),
        StaffWhy.NOT_AWAY: texts.say("Это отсутствие уже закончилось или отменено. Ничего не изменилось."),
        StaffWhy.LAST_ADMINISTRATOR: texts.say(
            "Это последний администратор. Ничего не изменилось: сначала назначьте другого."
        ),
    }
    return words.get(
        refusal.why, texts.say("Такое значение не подходит. Ничего не изменилось: откройте список заново.")
    )
