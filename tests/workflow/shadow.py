"""The state that the prover sees in a real card, so that what it walked can be held against what the desk does."""

from itertools import groupby

from workflow.card import Card
from workflow.contributions import cycle_began
from workflow.proof.state import State
from workflow.proof.walk import Model


def shadow(card: Card, model: Model) -> State:
    """The card without its times; its moments are put through the model one event after another."""
    began = cycle_began(card.moments)
    state = State(card.step)
    for seq, moments in groupby(card.moments, key=lambda moment: moment.seq):
        names = tuple(moment.name for moment in moments)
        begun = model.marks.began_anew(state) if "detected" in names and seq > 1 else state
        state = model.marks.after(begun, names)
    alike = model.alike
    return model.moves.settled(
        state._replace(
            card_kind=alike.kinds[card.kind],
            kind=alike.drafts[card.draft.kind] if card.draft else None,
            category=alike.categories[card.category],
            outcome=alike.outcomes[card.outcome],
            accepted=card.accepted,
            routed=card.department is not None,
            parts=any(one.waiting and one.asked and one.asked.seq >= began for one in card.contributions),
            spent=frozenset(
                known.name
                for known in model.procedure.deadline
                if known.extension and card.extended.get(known.name, 0) >= known.extension.days
            ),
        )
    )
