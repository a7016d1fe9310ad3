"""`check`: proves procedure files. Starts fast: no messenger and no database is imported."""

from collections.abc import Iterator

from bot.commands.procedures import find
from workflow.checker import Contradiction, Proof, Reading, contradictions, prove, readings
from workflow.procedure import Procedure


def report(name_or_file: str) -> tuple[str, bool]:
    """What is to be said of a procedure, and whether it is proved."""
    try:
        procedure = find(name_or_file)
    except ValueError as error:
        return str(error), False
    proof = prove(procedure)
    if proof.faults:
        return "\n".join(f"{name_or_file}: {fault}" for fault in proof.faults), False
    return "\n".join([*_proved(name_or_file, procedure, proof), *_contradictions(procedure), *_silent(procedure)]), True


def _proved(source: str, procedure: Procedure, proof: Proof) -> Iterator[str]:
    yield (
        f"{source}: proved: {len(procedure.step)} steps, {len(procedure.deadline)} deadlines, "
        f"{len(proof.walked.ways)} states reached,"
    )
    yield "  each with an owner, a running deadline at every importance, and a way to the end"


def _contradictions(procedure: Procedure) -> Iterator[str]:
    found = contradictions(procedure)
    if found:
        yield "  contradictions of the document, and how they are read:"
    for one in found:
        yield f"    clause {one.clause}{_of(one)}: {one.what}"
        yield f"      read as: {one.rule + ': ' if one.rule else ''}{one.reading}"


def _of(one: Contradiction) -> str:
    place = ", ".join(filter(None, (f"deadline {one.deadline}" if one.deadline else "", one.case)))
    return f" ({place})" if place else ""


def _silent(procedure: Procedure) -> Iterator[str]:
    """The readings that resolve no contradiction."""
    told = {one.reading for one in contradictions(procedure)}
    silent = [one for one in readings(procedure) if one.text not in told]
    if silent:
        yield "  readings where the document is silent:"
    for one in silent:
        yield f"    {_place(one)}: {one.text}"


def _place(reading: Reading) -> str:
    return f"clause {reading.clause}" + (f", deadline {reading.deadline}" if reading.deadline else "")
