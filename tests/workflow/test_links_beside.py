"""A link that is given beside the way of a card: of a receipt, of a letter. It is not where the answer is."""

from tests.workflow.office import CURATOR, SOBOLEVO_TEXT
from tests.workflow.story import LINK, Story
from workflow.procedure_file import parse_procedure

RECEIPT = """
[[action]]
name = "receipt"
by = "curator"
needs = "link"
mark = "receipt_sent"
words = { ru = "Расписка", en = "Receipt" }
"""


def test_a_receipt_is_no_answer() -> None:
    """The address of a receipt is kept as a remark, and the card has no published answer by it."""
    story = Story(procedure=parse_procedure(SOBOLEVO_TEXT + RECEIPT, "receipt.toml"))
    story.open()
    card = story.done(CURATOR, "receipt", link=LINK)
    remark = card.remark("receipt")
    assert (card.link, remark.text if remark else "") == ("", LINK)
    assert card.latest("receipt_sent")


def test_what_gives_out_the_answer_has_its_address() -> None:
    """An action of a step, or one with the agreed papers, says where the answer is."""
    papers = RECEIPT.replace('needs = "link"', 'needs = "link"\npapers = true')
    story = Story(procedure=parse_procedure(SOBOLEVO_TEXT + papers, "receipt.toml"))
    story.open()
    assert story.done(CURATOR, "receipt", link=LINK).link == LINK
