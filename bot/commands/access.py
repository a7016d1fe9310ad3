"""`access`: the table of rights as the core reads it, for an office's people to look through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.commands.access_words import RELATIONS, WHAT
from bot.commands.procedures import find
from workflow.downward import routes
from workflow.procedure import Procedure
from workflow.rights.ask import meant
from workflow.rights.asked import Asked
from workflow.rights.row import Relation, Row, What
from workflow.rights.table import ROWS
from workflow.words import Importance, Role

_IF_NAMED = "*"
_NOTE = f"{_IF_NAMED} where the procedure file names the role; `access --procedure NAME` shows what one file says"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what is wanted, and of each role the rows that let it.

    It is `told` where the procedure has already said whose it is.
    """

    words: str
    rows: tuple[tuple[Row, frozenset[Role]], ...]
    told: bool = False

    def cell(self, role: Role) -> str:
        """What a card or a person must be to this role; empty where it may not at all."""
        words = dict.fromkeys(self.word(row) for row, roles in self.rows if role in roles)
        return "+".join([word for word in words if word == Relation.ANY] or words)

    def word(self, row: Row) -> str:
        """The relation, marked where it holds only if the procedure file names the role."""
        return f"{row.relation}{_IF_NAMED if row.named and not self.told else ''}"


def answer(role: str = "", procedure: str = "") -> str:
    """The table, or what one role may do and by which rule. Raises ValueError for an unknown role or procedure."""
    lines = [*_lines(find(procedure) if procedure else None)]
    return _of_role(_known(role), lines) if role else _table(lines)


def _known(role: str) -> Role:
    if role not in frozenset(Role):
        raise ValueError(f"nobody is called {role!r}; known are: {', '.join(Role)}")
    return Role(role)


def _lines(procedure: Procedure | None) -> Iterator[Line]:
    for what in What:
        if procedure is not None and any(row.named for row in ROWS[what]):
            yield from _of_procedure(what, procedure)
        else:
            yield Line(WHAT.get(what, what.replace("_", " ")), tuple((row, row.roles) for row in ROWS[what]))


def _of_procedure(what: What, procedure: Procedure) -> Iterator[Line]:
    """The line once for each step, action, shorter time and so on that the file has of it."""
    for words, asked in _cases(what, procedure):
        rows: dict[Row, frozenset[Role]] = {}
        for one in asked:
            rows |= {row: rows.get(row, frozenset()) | meant(row, one) for row in ROWS[what]}
        if any(rows.values()):
            yield Line(f"{WHAT[what]}{words}", tuple(rows.items()), told=True)


def _cases(what: What, procedure: Procedure) -> Iterator[tuple[str, list[Asked]]]:
    """What the file has of it, each in words and as it is asked of the table."""
    match what:
        case What.STEP | What.RECALL | What.PUBLISH_HERE | What.PASS_DOWN | What.WITHDRAW:
            yield from _steps(what, procedure)
        case What.BESIDE:
            yield from ((f": {one.name}", [Asked(procedure=procedure, action=one)]) for one in procedure.standing)
        case What.SHORTEN | What.REPORT:
            things = procedure.shorter if what is What.SHORTEN else procedure.deadline
            yield from ((f": {one.name}", [Asked(procedure=procedure, name=one.name)]) for one in things)
        case What.SEE_DUTY | What.FINISH_DUTY:
            yield from ((f": {one.name}", [Asked(duty=one)]) for one in procedure.duty)
        case What.FAST_TRACK if Importance.FAST not in procedure.importances():
            return
        case _:
            yield "", [Asked(procedure=procedure)]


def _steps(what: What, procedure: Procedure) -> Iterator[tuple[str, list[Asked]]]:
    kinds = tuple(procedure.kinds) or ("",)
    for step in procedure.step:
        if routes(step, procedure) if what in _PASSING else _concerns(what, step.actions, step.recall):
            names = f": {', '.join(step.actions)}" if what is What.STEP else ""
            yield f" at {step.name}{names}", [Asked(procedure=procedure, at=step, sort=kind) for kind in kinds]


_PASSING = frozenset({What.PASS_DOWN, What.WITHDRAW})


def _concerns(what: What, actions: Iterable[str], recall: str | None) -> bool:
    return recall is not None if what is What.RECALL else what is What.STEP or "publish" in actions


def _table(lines: Sequence[Line]) -> str:
    roles = [role for role in Role if any(line.cell(role) for line in lines)]
    cells = [["", *roles], *([line.words, *(line.cell(role) or "–" for role in roles)] for line in lines)]
    wide = [max(len(row[column]) for row in cells) for column in range(len(roles) + 1)]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip() for row in cells]
    return "\n".join([*shown, "", *_legend(lines)])


def _legend(lines: Sequence[Line]) -> Iterator[str]:
    used = {row.relation for line in lines for row, roles in line.rows if roles or row.relation is Relation.NOBODY}
    yield from (f"{one:<8}  {words}" for one, words in RELATIONS.items() if one in used)
    yield from _note(lines)


def _note(lines: Sequence[Line]) -> tuple[str, ...]:
    return () if any(line.told for line in lines) else ("", _NOTE)


def _of_role(role: Role, lines: Sequence[Line]) -> str:
    found = [(line.words, line.word(row), row.why) for line in lines for row, roles in line.rows if role in roles]
    wide = max((len(words) for words, _, _ in found), default=0)
    shown = [f"{words:<{wide}}  {word:<9}  {why}" for words, word, why in found]
    return "\n".join([f"{role} may", *shown, *_note(lines)])
