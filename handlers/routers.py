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
from handlers.several import asking as several


def routers() -> tuple[Router, ...]:
    """Strangers first, so that nobody else has to think of them; the unanswerable last.

    A router can belong to one dispatcher only, so a process builds its dispatcher once.
    """
    return (
        start.strangers,
        groups.router,
        several.router,
        start.router,
        queue.router,
        duties.router,
        why.router,
        parts.router,
        repeats.router,
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
