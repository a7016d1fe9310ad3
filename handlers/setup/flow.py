"""How the set-up goes on: a question is asked, its answer is read, the next one is asked."""

from handlers.buttons import Button, Rows
from handlers.safe import html
from handlers.setup.asking import BACK, CANCEL, PAGE, Answer, At, Question, button
from handlers.setup.kept import keep, plan_of
from handlers.setup.plan import Plan
from handlers.setup.questions import QUESTIONS
from handlers.texts import Texts
from handlers.turn import Reply, Turn


async def standing(turn: Turn, texts: Texts, plan: Plan) -> At:
    """Where this set-up stands, with all that its questions need to know."""
    return At(plan, texts, tuple(await turn.look(lambda shelf: shelf.procedures())))


def question_of(plan: Plan) -> Question:
    """The question that stands; the first one for a name that there is none of any more."""
    return QUESTIONS.get(plan.at) or QUESTIONS["name"]


def asked(at: At) -> Reply:
    """The question as a message, with the ways out of it."""
    question = question_of(at.plan)
    return Reply(text=question.words(at), rows=(*question.rows(at), *_ways_out(at)))


def go_on(at: At, turn: Turn) -> None:
    """Keep the plan and ask its question in a message of its own."""
    keep(at.plan, turn)
    turn.say(asked(at))


async def tapped(data: Answer, turn: Turn, texts: Texts) -> At | None:
    """What a tap makes of the set-up, said and kept. Gives it back where the tap is one for the caller to carry out."""
    plan = plan_of(turn)
    if plan is None or data.number != plan.number:
        turn.hint(texts.say("Этот вопрос уже позади. Ничего не изменилось."))
        return None
    before = await standing(turn, texts, plan)
    changed = _moved(data.value, before)
    if changed is None:
        return before
    after = At(changed, texts, before.procedures)
    if changed.number == plan.number:
        keep(changed, turn)
        turn.become(asked(after))
    else:
        turn.become(Reply(text=_told(data.value, before, after)))
        go_on(after, turn)
    return None


async def written(text: str, turn: Turn, texts: Texts) -> None:
    """An answer in words."""
    plan = plan_of(turn)
    if plan is None:
        return
    before = await standing(turn, texts, plan)
    made = question_of(plan).written(text, before)
    if isinstance(made, Plan):
        go_on(At(made, texts, before.procedures), turn)
    else:
        turn.say(Reply(text=html(made)))


def left(at: At) -> Plan:
    """The set-up as it is when it was left: it may be begun anew by the same right."""
    return Plan(ticket=at.plan.ticket, at="over", number=at.plan.number + 1)


def _moved(value: str, at: At) -> Plan | None:
    """What any answer, or a way out, makes of the plan."""
    if value == BACK:
        return at.plan.returns()
    if value == CANCEL:
        return left(at)
    if value == PAGE:
        return at.plan.stay(page=at.plan.page + 1)
    return question_of(at.plan).tapped(value, at)


def _told(value: str, before: At, after: At) -> str:
    """What stands where the question stood."""
    if value == BACK:
        return before.texts.say("Вернулись к прошлому вопросу.")
    if value == CANCEL:
        return before.texts.say("Отменено.")
    return question_of(before.plan).told(after) or "—"


def _ways_out(at: At) -> Rows:
    if at.plan.at == "over":
        return ()
    back = [button(at, BACK, at.texts.say("← Назад"))] if at.plan.back else []
    ways: list[Button] = [*back, button(at, CANCEL, at.texts.say("Отмена"))]
    return (tuple(ways),)
