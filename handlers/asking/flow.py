"""From a tap to the command: what the action asks for is asked in turn, and then it is carried out."""

from handlers.asking.asked import Asked, Question, asked_in, command_of, wait_for
from handlers.asking.needs import action_of, brought, missing, scene_of, wrong
from handlers.asking.questions import asking
from handlers.asking.summary import summary
from handlers.asking.written import to_publish
from handlers.begun import put_aside
from handlers.callbacks import Tap
from handlers.done import done_text
from handlers.finish import ASK_AGAIN, finish
from handlers.safe import html
from handlers.scene import first_refusal, me, my_id, refused, shown_to
from handlers.shown import Shown
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import IMPORTANCE, may_set
from workflow.actions import Action
from workflow.commands import Act
from workflow.desk import Outcome
from workflow.office import Person
from workflow.possible import closed, not_possible, too_early
from workflow.refusals import Refusal, Why
from workflow.words import CardId, Importance

_OWN_PAGE = "publish_own"
_BY_TAP = frozenset({Question.DEPARTMENT, Question.PERSON})


async def begin(tap: Tap, turn: Turn, texts: Texts) -> None:
    """A button of an action was pressed: under a card, or under a question that this action had asked before."""
    shown = await seen(turn, CardId(tap.card), texts)
    if shown is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=True)
        return
    action = action_of(tap.action, shown.procedure)
    if action is None:
        dead(turn, texts)
        return
    before = _under_way(tap, action, shown, turn)
    asked = before or Asked(card=shown.card.id, turn=tap.turn, action=tap.action)
    asked = asked.told(**brought(action, tap.value, asked.given, shown))
    if before is None and tap.action == _OWN_PAGE and _refusal(asked, action, shown) is None:
        for reply in to_publish(shown):
            turn.say(reply)
    await go_on(asked, action, shown, turn, tapped=True, question=before is not None)


def _under_way(tap: Tap, action: Action, shown: Shown, turn: Turn) -> Asked | None:
    """The question that the button answers: one for a department or a person; None where it begins anew."""
    asked = asked_in(turn)
    if not tap.value or asked is None or not asked.same(tap.card, tap.turn, tap.action):
        return None
    return asked if missing(action, asked.given, shown.procedure) in _BY_TAP else None


async def answered(
    question: Question, asked: Asked, turn: Turn, texts: Texts, *, tapped: bool, **answers: object
) -> None:
    """An answer came. One that cannot be right leaves the question standing; otherwise the next thing is asked."""
    shown = await seen(turn, asked.card, texts)
    action = action_of(asked.action, shown.procedure) if shown else None
    if shown is None or action is None:
        rest(turn)
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=tapped)
        return
    fuller = asked.told(**answers)
    if refusal := wrong(question, fuller, shown):
        _tell_and_ask(refusal, question, asked, turn, shown, tapped=tapped)
        return
    await go_on(fuller, action, shown, turn, tapped=tapped, question=tapped)


def _tell_and_ask(
    refusal: Refusal, question: Question, asked: Asked, turn: Turn, shown: Shown, *, tapped: bool
) -> None:
    """What is wrong with the answer; to who sent a picture without words it is said again what was asked."""
    action = action_of(asked.action, shown.procedure)
    if tapped or action is None or refusal.why is not Why.NO_REASON:
        tell(refusal, turn, shown.texts, tapped=tapped, shown=shown)
        return
    found = asking(question, action, asked, shown)
    assert not isinstance(found, Refusal)  # noqa: S101 - what is asked in writing can always be asked
    turn.say(found.model_copy(update={"text": f"{shown.texts.say('Нужен текст.')}\n{found.text}"}))


async def go_on(asked: Asked, action: Action, shown: Shown, turn: Turn, *, tapped: bool, question: bool) -> None:
    """Ask the next thing, or carry the action out. `question` tells that a question's own button was pressed."""
    following = missing(action, asked.given, shown.procedure)
    if following is None:
        await _carry_out(asked, shown, turn, tapped=tapped, question=question)
        return
    found = _refusal(asked, action, shown) or asking(following, action, asked, shown)
    if isinstance(found, Refusal):
        _leave(asked, turn)
        tell(found, turn, shown.texts, tapped=tapped, shown=shown)
        return
    if following is Question.DRAFT:
        put_aside(turn, asked.card)
    if question:
        turn.become(summary(action, asked, shown))
    wait_for(following, asked, turn)
    turn.say(found)


def _refusal(asked: Asked, action: Action, shown: Shown) -> Refusal | None:
    """Whether the action would be refused whatever is answered."""
    assert shown.reader is not None  # noqa: S101 - whoever is asked is somebody
    if asked.action == IMPORTANCE:
        return _no_fast_track(shown.reader, shown)
    scene = scene_of(shown)
    command = Act(asked.card, shown.reader.id, asked.action, asked.turn)
    step = shown.procedure.at(shown.card.step)
    return not_possible(command, shown.card, step, shown.reader, scene) or too_early(action, shown.card, scene)


def _no_fast_track(person: Person, shown: Shown) -> Refusal | None:
    if not shown.card.open:
        return closed(shown.card)
    fits = may_set(person, Importance.FAST, shown.card, shown.office, shown.procedure)
    return None if fits else Refusal(Why.NOT_YOURS, shown.card.number)


async def _carry_out(asked: Asked, shown: Shown, turn: Turn, *, tapped: bool, question: bool) -> None:
    texts, command = shown.texts, command_of(asked, my_id(turn))
    if not tapped:
        await finish(turn, texts, command, shown.procedure)
        return

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal is None or refusal.why not in ASK_AGAIN:
            _leave(asked, turn)

    outcomes = await turn.do(command, then=then)
    if refusal := first_refusal(outcomes):
        tell(refusal, turn, texts, tapped=True, shown=shown)
        return
    done = done_text(command, outcomes[0], texts)
    turn.hint(done)
    if question:
        turn.become(Reply(text=html(done), card=asked.card))


def _leave(asked: Asked, turn: Turn) -> None:
    """The question about this action is over; one about another stands."""
    now = asked_in(turn)
    if now and now.same(asked.card, asked.turn, asked.action):
        rest(turn)


async def seen(turn: Turn, card_id: CardId, texts: Texts) -> Shown | None:
    """The card for the person who speaks; None where his office has none such."""
    card = await turn.look(lambda shelf: shelf.card(card_id))
    if card is None or card.office != me(turn)[1].id:
        return None
    return await shown_to(turn, card, texts)


def tell(refusal: Refusal, turn: Turn, texts: Texts, *, tapped: bool, shown: Shown | None = None) -> None:
    """The refusal: over the chat to whoever tapped, as a message to whoever wrote."""
    words = refused(refusal, turn, texts, shown.procedure if shown else None)
    if tapped:
        turn.hint(words, alert=True)
    else:
        turn.say(Reply(text=html(words)))


def dead(turn: Turn, texts: Texts) -> None:
    """The tap was on a button that means nothing any more."""
    turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
