"""What happened at a moment that a deadline counts from, as it follows «после»."""

from handlers.texts import Texts
from workflow.procedure import Procedure


def anchor_words(moment: str, texts: Texts, procedure: Procedure | None = None) -> str:
    """The moment in the file's words, else in the common ones, else by its action; at the least its name."""
    own = procedure.moments.get(moment) if procedure else None
    if own:
        return own.into(texts.locale)
    common = {**_of_the_way(texts), **_of_the_answer(texts), **_of_times(texts)}
    return common.get(moment) or _by_action(moment, texts, procedure) or moment


def _by_action(moment: str, texts: Texts, procedure: Procedure | None) -> str:
    """What the button that sets the moment says, where the file names no better."""
    known = procedure.actions.values() if procedure else ()
    words = next((one.words for one in known if moment in one.mark and one.words), None)
    return texts.say("отметки «{what}»", what=words.into(texts.locale)) if words else ""


def _of_the_way(texts: Texts) -> dict[str, str]:
    return {
        "detected": texts.say("обнаружения поста"),
        "received": texts.say("получения поста"),
        "posted": texts.say("размещения поста"),
        "moderated": texts.say("проверки сообщения"),
        "declined": texts.say("отклонения сообщения"),
        "routed": texts.say("направления исполнителю"),
        "assigned": texts.say("назначения исполнителя"),
        "accepted": texts.say("принятия в работу"),
        "returned": texts.say("возврата куратору"),
        "returned_up": texts.say("возврата региональному куратору"),
        "return_asked": texts.say("просьбы забрать карточку"),
        "insisted": texts.say("решения оставить исполнителю"),
        "shared": texts.say("поручения нескольким исполнителям"),
        "dismissed": texts.say("решения не обрабатывать"),
        "finished": texts.say("завершения"),
        "reopened": texts.say("возврата в работу"),
    }


def _of_the_answer(texts: Texts) -> dict[str, str]:
    return {
        "submitted": texts.say("отправки на согласование"),
        "sent_back": texts.say("отправки на доработку"),
        "approved": texts.say("согласования"),
        "handed_over": texts.say("передачи куратору"),
        "passed_on": texts.say("передачи на согласование"),
        "published": texts.say("публикации"),
        "interim_published": texts.say("публикации промежуточного ответа"),
        "dispatched": texts.say("отправки в региональный отдел"),
        "interim_sent": texts.say("отправки промежуточного ответа"),
        "publication_confirmed": texts.say("подтверждения публикации"),
        "part_given": texts.say("передачи части ответа"),
    }


def _of_times(texts: Texts) -> dict[str, str]:
    return {
        "clarify_asked": texts.say("запроса уточнения"),
        "clarified": texts.say("получения уточнения"),
        "extension_asked": texts.say("просьбы продлить срок"),
        "extension_granted": texts.say("продления срока"),
        "extension_denied": texts.say("отказа продлить срок"),
        "date_given": texts.say("назначенной даты"),
        "category_set": texts.say("определения категории"),
        "repeat_checked": texts.say("проверки на повтор"),
        "repeated": texts.say("решения, что это повтор"),
    }
