"""What the actions that every procedure knows are called: on a button, and when they are done."""

from handlers.texts import Texts
from workflow.access import GIVE_PART, IMPORTANCE, KIND, REPEAT, SEPARATE, SHORTEN, SIGNIFICANT, WARN
from workflow.events import ANSWERED_BELOW, SHARED, WITHDRAWN


def button_words(action: str, texts: Texts) -> str:
    """What the button of a common action says; empty for any other."""
    return {**_of_the_way(texts), **_of_publication(texts), **_of_times(texts), **_beside(texts)}.get(action, "")


def _of_the_way(texts: Texts) -> dict[str, str]:
    return {
        "route": texts.say("Направить"),
        "assign": texts.say("Назначить исполнителя"),
        "accept": texts.say("Принять в работу"),
        "submit": texts.say("Отправить проект"),
        "return": texts.say("Вернуть куратору"),
        "return_up": texts.say("Вернуть региональному куратору"),
        "take_back": texts.say("Забрать карточку"),
        "insist": texts.say("Оставить исполнителю"),
        "approve": texts.say("Согласовать"),
        "send_back": texts.say("На доработку"),
        "hand_over": texts.say("Передать куратору"),
        "pass_on": texts.say("Передать на согласование"),
        "admit": texts.say("Принять сообщение"),
        "decline": texts.say("Отклонить"),
        "dismiss": texts.say("Не подлежит обработке"),
        "finish": texts.say("Завершить"),
        "reopen": texts.say("Вернуть в работу"),
    }


def _of_publication(texts: Texts) -> dict[str, str]:
    return {
        "publish": texts.say("Опубликовано"),
        "publish_own": texts.say("Опубликовано у себя"),
        "place": texts.say("Разместить ответ"),
        "dispatch": texts.say("Отправлено в региональный отдел"),
        "confirm": texts.say("Публикация подтверждена"),
    }


def _of_times(texts: Texts) -> dict[str, str]:
    return {
        "clarify": texts.say("Запросить уточнение"),
        "clarified": texts.say("Уточнение получено"),
        "extend": texts.say("Попросить продлить"),
        "grant": texts.say("Продлить срок"),
        "deny": texts.say("Не продлевать"),
        "give_date": texts.say("Назначить дату"),
        "sort_out": texts.say("Определить категорию"),
    }


def _beside(texts: Texts) -> dict[str, str]:
    return {
        "share": texts.say("Несколько исполнителей"),
        IMPORTANCE: texts.say("Важность"),
        SIGNIFICANT: texts.say("Значимое"),
        KIND: texts.say("Вид сообщения"),
        SHORTEN: texts.say("Сократить срок"),
        REPEAT: texts.say("Повтор?"),
        GIVE_PART: texts.say("Дать свою часть"),
        WARN: texts.say("Предупредить об опоздании"),
        SEPARATE: texts.say("Отвечать отдельно"),
    }


def done_words(action: str, texts: Texts) -> str:
    """What was done, as it follows «уже»; empty where the action is none of the common ones."""
    return {**_done_of_the_way(texts), **_done_with_the_answer(texts), **_done_with_times(texts)}.get(action, "")


def _done_of_the_way(texts: Texts) -> dict[str, str]:
    return {
        "open": texts.say("завели"),
        "route": texts.say("направили исполнителю"),
        "assign": texts.say("назначили исполнителя"),
        "accept": texts.say("приняли в работу"),
        "return": texts.say("вернули куратору"),
        "return_up": texts.say("вернули региональному куратору"),
        "take_back": texts.say("забрал куратор"),
        "insist": texts.say("оставили исполнителю"),
        "share": texts.say("поручили нескольким исполнителям"),
        "admit": texts.say("приняли к работе"),
        "decline": texts.say("отклонили"),
        "dismiss": texts.say("оставили без обработки"),
        "finish": texts.say("завершили"),
        "reopen": texts.say("вернули в работу"),
    }


def _done_with_the_answer(texts: Texts) -> dict[str, str]:
    return {
        "submit": texts.say("отправили на согласование"),
        "approve": texts.say("согласовали"),
        "send_back": texts.say("вернули на доработку"),
        "hand_over": texts.say("передали куратору"),
        "pass_on": texts.say("передали на согласование"),
        "publish": texts.say("опубликовали"),
        "publish_own": texts.say("опубликовали у себя"),
        "place": texts.say("разместили ответ"),
        "dispatch": texts.say("отправили в региональный отдел"),
        "confirm": texts.say("подтвердили публикацию"),
        SHARED: texts.say("получила общий ответ"),
        ANSWERED_BELOW: texts.say("ответила администрация, которой её передали"),
        WITHDRAWN: texts.say("забрала администрация, которая её передала"),
    }


def _done_with_times(texts: Texts) -> dict[str, str]:
    return {
        "clarify": texts.say("запросили уточнение"),
        "clarified": texts.say("получили уточнение"),
        "extend": texts.say("попросили продлить срок"),
        "grant": texts.say("продлили срок"),
        "deny": texts.say("не продлили срок"),
        "give_date": texts.say("назначили дату"),
        "sort_out": texts.say("определили категорию"),
    }
