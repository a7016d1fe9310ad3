"""What is told to somebody because it did not reach whom it was for."""

from collections.abc import Sequence

from handlers.safe import html, short
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.notices import Notice, NoticeKind
from workflow.office import Office
from workflow.words import PersonId

_NAME = 60


def unreached(reply: Reply, notice: Notice, shown: Shown) -> Reply:
    """The message with a line that says whom it did not reach; the text of an answer is left alone, to be copied."""
    said = notice.pings or (notice,)
    if notice.kind is NoticeKind.ANSWER_TEXT or not all(one.unreached for one in said):
        return reply
    whom = tuple(dict.fromkeys(who for one in said for who in one.unreached))
    return missed(reply, whom, shown.office, shown.texts, perhaps=said[0].perhaps)


def missed(
    reply: Reply, whom: Sequence[PersonId | None], office: Office, texts: Texts, *, perhaps: bool = False
) -> Reply:
    """The message with that line, where there are any whom it was for and did not reach; None is the group."""
    if not whom:
        return reply
    names = ", ".join(_name(one, office, texts) for one in whom)
    maybe = texts.say("может быть, не доставлено: {who}", who=names)
    line = maybe if perhaps else texts.say("не доставлено: {who}", who=names)
    return reply.model_copy(update={"text": f"{reply.text}\n{line}" if reply.text else line})


def _name(person: PersonId | None, office: Office, texts: Texts) -> str:
    if person is None:
        return texts.say("группа")
    found = office.person(person)
    return html(short(found.name, _NAME)) if found else texts.say("сотрудник")
