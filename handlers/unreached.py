"""What is told to somebody because it did not reach whom it was for."""

from handlers.safe import html, short
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.notices import Notice, NoticeKind
from workflow.words import PersonId

_NAME = 60


def unreached(reply: Reply, notice: Notice, shown: Shown) -> Reply:
    """The message with a line that says whom it did not reach; the text of an answer is left alone, to be copied."""
    said = notice.pings or (notice,)
    if notice.kind is NoticeKind.ANSWER_TEXT or not all(one.unreached for one in said):
        return reply
    first = said[0]
    names = ", ".join(_name(one, shown) for one in first.unreached)
    texts = shown.texts
    perhaps = texts.say("может быть, не доставлено: {who}", who=names)
    line = perhaps if first.perhaps else texts.say("не доставлено: {who}", who=names)
    return reply.model_copy(update={"text": f"{reply.text}\n{line}" if reply.text else line})


def _name(person: PersonId | None, shown: Shown) -> str:
    if person is None:
        return shown.texts.say("группа")
    found = shown.office.person(person)
    return html(short(found.name, _NAME)) if found else shown.texts.say("сотрудник")
