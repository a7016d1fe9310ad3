"""All conversations in the order in which they are asked whether an update is theirs."""

from aiogram import Router

from handlers import (
    answers,
    choosing,
    drafting,
    duties,
    edits,
    groups,
    intake,
    otherwise,
    parts,
    publishing,
    publishing_here,
    queue,
    reasons,
    repeats,
    start,
    taps,
    why,
)
from handlers.absence import handing
from handlers.absence import router as absence
from handlers.below import boards, passing
from handlers.comfort import room as comfort
from handlers.finding import room as finding
from handlers.setup import router as setup
from handlers.setup.group import router as group
from handlers.several import asking as several
from handlers.staff import routers as staff


def routers() -> tuple[Router, ...]:
    """The set-up, which strangers begin; then strangers, so that nobody else has to think of them; the rest after.

    A router can belong to one dispatcher only, so a process builds its dispatcher once.
    """
    return (
        staff.entering_router(),
        setup.router,
        group.router,
        start.strangers,
        groups.router,
        several.router,
        start.router,
        staff.staff_router(),
        absence.router,
        handing.router,
        queue.router,
        duties.router,
        finding.router,
        comfort.router,
        why.router,
        parts.router,
        repeats.router,
        passing.router,
        boards.router,
        taps.router,
        choosing.router,
        answers.router,
        reasons.router,
        publishing.router,
        publishing_here.router,
        drafting.router,
        edits.router,
        intake.router,
        otherwise.router,
    )
