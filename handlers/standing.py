"""What brought the card to where it stands, what has been asked since, and the words that came with it."""

from workflow.access import options, waits
from workflow.actions import Action, Need
from workflow.card import Card, Remark
from workflow.contributions import cycle_began
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.words import Role

_ASKED = "return_asked"


def entered(card: Card) -> frozenset[str]:
    """Names of the moments that opened the card's present turn: «sent_back», «returned», «interim_published»."""
    return frozenset(moment.name for moment in card.moments if moment.seq == card.turn)


def standing_remark(card: Card, procedure: Procedure) -> Remark | None:
    """The reason or the remarks that sent the card here; they stand until the next step is made.

    On a closed card they tell why it ended so; why there is no link to an answer is another matter.
    """
    here, routed = entered(card), card.latest("routed")
    known = (one for one in reversed(card.remarks) if routed is None or one.at >= routed.at)
    found = next((one for one in known if marks_of(one.action, procedure) & here), None)
    if found and not card.open and found.action in links(procedure):
        return None
    return found or (_why_anew(card, procedure) if card.open else None)


def links(procedure: Procedure) -> frozenset[str]:
    """Actions that ask for a link and no more: a word given with them tells why there is none."""
    known = procedure.actions.values()
    return frozenset(one.name for one in known if one.asks(Need.LINK) and not one.asks(Need.REASON))


def began_anew(card: Card) -> bool:
    """Whether the card was answered before and its times have begun again, with no new draft so far."""
    began = cycle_began(card.moments)
    return began > 1 and card.first_after(began - 1, ("submitted",)) is None


def _why_anew(card: Card, procedure: Procedure) -> Remark | None:
    """What was wrong with the earlier answer, till there is a new one (Kamchatka 2.8)."""
    if not began_anew(card):
        return None
    again = {name for name, action in procedure.actions.items() if action.cycle}
    return next((one for one in reversed(card.remarks) if one.action in again), None)


def later_remark(card: Card, procedure: Procedure) -> Remark | None:
    """The newest words that came with an action since then that left the card where it is.

    What was asked and has been answered is of no more interest; that more time is asked for has a line of its own.
    """
    since = {moment.name for moment in card.moments if moment.seq > card.turn}
    known = (one for one in reversed(card.remarks) if marks_of(one.action, procedure) & since)
    found = next((one for one in known if not _is_over(one, card, procedure)), None)
    return found or _found_out(card, procedure)


def _found_out(card: Card, procedure: Procedure) -> Remark | None:
    """What was learnt by a question about the post; it belongs to the post from then on (Anapa 2.4)."""
    if not card.open:
        return None
    questions = {mark for one in procedure.actions.values() if _is_question(one) for mark in one.mark}
    answers = {one.name for one in procedure.actions.values() if one.answers in questions and one.asks(Need.REASON)}
    found = next((one for one in reversed(card.remarks) if one.action in answers), None)
    return None if found is standing_remark(card, procedure) else found


def _is_question(action: Action) -> bool:
    """Whether it asks something in words; more time is asked for apart, and the citizen only tells."""
    return action.asks(Need.REASON) and not action.asks(Need.DAYS) and Role.CITIZEN not in action.by


def _is_over(remark: Remark, card: Card, procedure: Procedure) -> bool:
    action = procedure.actions.get(remark.action)
    if action is None or action.asks(Need.DAYS):
        return action is not None
    questions = {one.answers for one in procedure.actions.values() if one.answers} & set(action.mark)
    return bool(questions) and not any(waits(one, card, procedure) for one in questions)


def marks_of(action: str, procedure: Procedure) -> frozenset[str]:
    """Every moment that the action may set."""
    known = procedure.actions.get(action)
    by_case = (name for names in procedure.marks.get(action, {}).values() for name in names)
    late = {_ASKED} if action == "return" else set()
    return frozenset({*(known.mark if known else (action,)), *by_case, *late})


def pending_extension(card: Card, procedure: Procedure) -> Action | None:
    """The action by which more time was asked for, where nobody has decided on it yet."""
    if not card.open or not card.asked_days:
        return None
    asking = (one for one in procedure.actions.values() if one.asks(Need.DAYS))
    return next((one for one in asking if any(waits(mark, card, procedure) for mark in one.mark)), None)


def answered_by(person: Person | None, card: Card, office: Office, procedure: Procedure) -> tuple[Action, ...]:
    """What this person may do about something that was asked and still waits, the main thing first."""
    offered = options(person, card, office, procedure) if person and card.open else ()
    known = (procedure.actions.get(option.action) for option in offered)
    return tuple(action for action in known if action and action.answers)
