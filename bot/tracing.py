"""What the documents demand (docs/clauses.toml), how far it is carried out, and the tests that show it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, ValidationError

from bot.markers import Mark, marks_under
from workflow.faults import described
from workflow.model import Model

LIST, TESTS = Path("docs", "clauses.toml"), Path("tests")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]+$")]


class Scope(StrEnum):
    """The part of the product to which a clause belongs."""

    WAY = "way"
    PEOPLE = "people"
    REPORTS = "reports"
    CITIZEN = "citizen"
    WRITING = "writing"


class Status(StrEnum):
    """How far a clause is carried out."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not yet"


class Clause(Model):
    """What a clause demands and how the product carries it out; `missing` says what is not there yet."""

    id: Line
    procedure: Line
    scope: Scope
    status: Status
    demands: Line
    carried_out: Line
    missing: Line | None = None


class Document(Model):
    """One procedure: how the ids of its clauses begin, and how they go on, each."""

    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
    clauses: tuple[Line, ...]

    def ids(self) -> frozenset[str]:
        """The id of every clause that the product is to carry out."""
        return frozenset(f"{self.prefix}-{number}" for number in self.clauses)


class Register(Model):
    """The whole list."""

    procedures: dict[str, Document]
    clause: tuple[Clause, ...]

    def ids(self) -> frozenset[str]:
        """The id of every clause."""
        return frozenset(clause.id for clause in self.clause)

    def mentioned(self, text: str) -> frozenset[str]:
        """Whatever in a text looks like the id of a clause of these procedures, as `SOB-10` or `SOB-10a`."""
        prefixes = "|".join(document.prefix for document in self.procedures.values())
        return frozenset(re.findall(rf"\b(?:{prefixes})-[A-Z]?\d+(?:\.\d+)*[a-z]?\b", text))

    def lists(self, mention: str) -> bool:
        """Whether the id is on the list, itself or as its sub-clauses: SOB-10 stands for SOB-10a and SOB-10b."""
        return any(re.fullmatch(rf"{re.escape(mention)}[a-z]?", known) for known in self.ids())


@dataclass(frozen=True)
class Traced:
    """The list beside the tests."""

    register: Register
    marks: tuple[Mark, ...]

    def tests(self, clause: str) -> tuple[str, ...]:
        """The tests that show a clause, as `tests/file.py::test`, each once."""
        return tuple(dict.fromkeys(mark.place for mark in self.marks if mark.test and mark.clause == clause))

    def faults(self) -> list[str]:
        """Where list and tests disagree, a line each with the mend."""
        return [*self._untested(), *self._surprising(), *self._unknown(), *self._lost()]

    def _untested(self) -> Iterator[str]:
        """A clause of a card's way must be shown, and so must any other that is said to be carried out."""
        for clause in self.register.clause:
            claimed = clause.scope is Scope.WAY or clause.status is not Status.NOT_YET
            if claimed and not self.tests(clause.id):
                yield f"{clause.id} is {clause.status.value!r}, and no test shows it; mark one or take it back"

    def _surprising(self) -> Iterator[str]:
        for clause in self.register.clause:
            if clause.status is Status.NOT_YET and (tests := self.tests(clause.id)):
                yield f"{clause.id} is 'not yet', but {tests[0]} shows it; set its status in {LIST.as_posix()}"

    def _unknown(self) -> Iterator[str]:
        for mark in self.marks:
            if mark.clause not in self.register.ids():
                yield f"{mark.place} names {mark.clause}, which {LIST.as_posix()} does not have"

    def _lost(self) -> Iterator[str]:
        for mark in self.marks:
            if not mark.test:
                yield f"{mark.place}: no test that is run bears this marker of {mark.clause}; put it on the test itself"


def trace(root: Path) -> Traced:
    """The list and the tests of the project that lies there.

    Raises FileNotFoundError where one of them is absent, and ValueError with every fault of the list.
    """
    for part in (LIST, TESTS):
        if not (root / part).exists():
            raise FileNotFoundError(part.as_posix())
    text = (root / LIST).read_text(encoding="utf-8")
    return Traced(parse_register(text, LIST.as_posix()), marks_under(root / TESTS))


def parse_register(text: str, source: str) -> Register:
    """Read the list. Raises ValueError with every fault, a line each."""
    try:
        raw = tomllib.loads(text)
        register = Register.model_validate(raw)
    except tomllib.TOMLDecodeError as error:
        raise _bad(source, [f"not TOML: {error}"]) from error
    except ValidationError as error:
        raise _bad(source, described(error, raw)) from error
    if faults := [*_twice(register), *_inconsistent(register), *_unlisted(register)]:
        raise _bad(source, faults)
    return register


def cited(procedure: Mapping[str, Any]) -> Iterator[str]:
    """The numbers of the clauses that a procedure file names as the source of what it says, as `10` or `2.5c`."""
    for key, value in procedure.items():
        if key == "clause" and isinstance(value, str):
            yield from re.findall(r"\b[A-Z]?\d+(?:\.\d+)*[a-z]?\b", value)
        tables: Iterable[Any] = value if isinstance(value, list) else (value,)
        for table in tables:
            if isinstance(table, Mapping):
                yield from cited(table)


def _bad(source: str, faults: Iterable[str]) -> ValueError:
    return ValueError("\n".join(f"{source}: {fault}" for fault in faults))


def _twice(register: Register) -> Iterator[str]:
    every = [clause.id for clause in register.clause]
    yield from (
        f"clause {one!r} stands twice; take one out" for one in sorted({x for x in every if every.count(x) > 1})
    )


def _inconsistent(register: Register) -> Iterator[str]:
    for clause in register.clause:
        document = register.procedures.get(clause.procedure)
        if document is None:
            known = ", ".join(sorted(register.procedures))
            yield f"clause {clause.id!r}: {clause.procedure!r} is no procedure of the list; there are: {known}"
        elif register.mentioned(clause.id) != {clause.id} or not clause.id.startswith(f"{document.prefix}-"):
            yield f"clause {clause.id!r}: no id of {clause.procedure}; write {document.prefix}-NUMBER"
        if (clause.status is Status.DONE) is not (clause.missing is None):
            mend = "take `missing` out" if clause.missing else "say in `missing` what is not there"
            yield f"clause {clause.id!r}: its status is {clause.status.value!r}; {mend}"


def _unlisted(register: Register) -> Iterator[str]:
    for name, document in register.procedures.items():
        found = {clause.id for clause in register.clause if clause.procedure == name}
        yield from (f"clause {one!r}: missing; add it" for one in sorted(document.ids() - found))
        yield from (
            f"clause {one!r}: not among the clauses of {name}; add it there" for one in sorted(found - document.ids())
        )
