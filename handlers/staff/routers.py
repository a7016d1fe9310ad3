"""The conversations of this room, in the order in which they are asked."""

from aiogram import Router

from handlers.accounts import router as accounts
from handlers.staff import changing, entering, looking, newcomers, writing


def staff_router() -> Router:
    """All of them, the list of accounts too, but not the one for those who open a link, who need not be anybody yet."""
    made = Router(name="staff")
    made.include_routers(looking.router, changing.router, newcomers.router, writing.router, accounts.router)
    return made


def entering_router() -> Router:
    """For whoever opens the link of an invitation."""
    return entering.router
