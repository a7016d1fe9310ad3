"""Findings as a table of plain text, or as JSON; nothing secret is in either."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from bot.commands.ages import counted
from bot.doctor.finding import Finding, Level
from bot.printable import as_json, visible

_SHOWN = {Level.OK: "ok", Level.WARNING: "warning", Level.FAULT: "FAULT", Level.SKIPPED: "-"}


def cleaned(findings: Sequence[Finding], clean: Callable[[str], str]) -> list[Finding]:
    """The same without secrets, and without anything that would steer the terminal."""
    return [replace(one, words=visible(clean(one.words)), mend=visible(clean(one.mend))) for one in findings]


def table(findings: Sequence[Finding]) -> str:
    """A line a finding, its mend beneath, and the sum at the end."""
    width = max(len(one.check) for one in findings)
    lines = []
    for one in findings:
        lines.append(f"{_SHOWN[one.level]:8} {one.check:{width}}  {one.words}")
        if one.mend:
            lines.append(f"{'':8} {'':{width}}  -> {one.mend}")
    return "\n".join([*lines, "", _sum(findings)])


def json_of(findings: Sequence[Finding]) -> str:
    """For programs: `good` is false where there is a fault."""
    return as_json({"good": good(findings), "findings": [asdict(one) for one in findings]}, indent=1)


def good(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong; warnings may be there."""
    return all(one.level is not Level.FAULT for one in findings)


def _sum(findings: Sequence[Finding]) -> str:
    faults, warnings = (sum(one.level is level for one in findings) for level in (Level.FAULT, Level.WARNING))
    if not faults and not warnings:
        return "All is well."
    return f"{counted(faults, 'fault')}, {counted(warnings, 'warning')}."
