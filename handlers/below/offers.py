"""To which offices a reader may pass a card down now: looked up for him alone, since for nearly all there are none."""

from workflow.card import Card
from workflow.downward import may_pass
from workflow.office import Office, Person
from workflow.ports import Shelf
from workflow.procedure import Procedure


def below_for(
    reader: Person | None, card: Card, office: Office, procedure: Procedure, shelf: Shelf
) -> tuple[Office, ...]:
    """The offices right below that work by some procedure; none for a reader who may not pass the card."""
    if reader is None or not may_pass(reader, card, office, procedure):
        return ()
    return tuple(one for one in shelf.children(office.id) if one.procedures)
