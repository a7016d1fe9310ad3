"""By which procedure the office works."""

from collections.abc import Sequence

from handlers.buttons import Rows
from handlers.safe import html, short
from handlers.setup.asking import LONGEST, At, Question, on_page, paged
from handlers.setup.plan import Plan
from workflow.procedure import Procedure

_SUMMARY = 400


class ProcedureQuestion(Question):
    """One of all procedures that are loaded, each with its title and what it is like."""

    name = "procedure"

    def words(self, at: At) -> str:
        """Each procedure of the page in a few lines."""
        every = list(at.procedures)[on_page(at, len(at.procedures))]
        asked = at.texts.say(
            "По какому порядку работать? Его можно сменить потом: начатые карточки закончатся по прежнему."
        )
        return "\n\n".join([asked, *(_about(one, at) for one in every)])

    def told(self, at: At) -> str:
        """The procedure's title."""
        known = procedure_of(at.plan.procedure, at.procedures)
        title = known.title.into(at.texts.locale) if known else at.plan.procedure
        return at.texts.say("Порядок: {name}", name=html(title))

    def rows(self, at: At) -> Rows:
        """A button for each."""
        return paged(at, {one.name: _title(one, at) for one in at.procedures})

    def tapped(self, value: str, at: At) -> Plan | None:
        """The procedure; roles that belonged to another one are forgotten."""
        known = procedure_of(value, at.procedures)
        return at.plan.on("hours", procedure=known.name, roles=()) if known else None


def procedure_of(name: str, known: Sequence[Procedure]) -> Procedure | None:
    """The procedure with this name, or None where it is not loaded any more."""
    return next((one for one in known if one.name == name), None)


def _about(procedure: Procedure, at: At) -> str:
    summary = procedure.summary.into(at.texts.locale) if procedure.summary else ""
    return f"<b>{html(procedure.title.into(at.texts.locale))}</b>\n{html(short(summary, _SUMMARY))}".strip()


def _title(procedure: Procedure, at: At) -> str:
    return short(procedure.title.into(at.texts.locale), LONGEST)
