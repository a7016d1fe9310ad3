"""`check`: proves procedure files. Starts fast: no messenger and no database is imported."""

from bot.commands.procedures import find
from workflow.checker import Reading, check, readings
from workflow.states import walk


def report(name_or_file: str) -> tuple[str, bool]:
    """What is to be said of a procedure, and whether it is proved."""
    try:
        procedure = find(name_or_file)
    except ValueError as error:
        return str(error), False
    source = name_or_file
    if faults := check(procedure):
        return "\n".join(f"{source}: {fault}" for fault in faults), False
    stated = [f"  {_place(one)}: {one.text}" for one in readings(procedure)]
    proved = (
        f"{source}: proved: {len(procedure.step)} steps, {len(procedure.deadline)} deadlines, "
        f"{len(walk(procedure).ways)} states reached, each with an owner, a clock and a way to the end"
    )
    return "\n".join([proved, *(["readings stated in it:"] if stated else []), *stated]), True


def _place(reading: Reading) -> str:
    return f"clause {reading.clause}" + (f", deadline {reading.deadline}" if reading.deadline else "")
