"""`erase pages`, and the same at the end of an erasure: the file of a SQLite database written anew."""

from bot.commands.opened import looked
from bot.erasing import said
from bot.settings import StorageSettings, load_settings
from storage.erasing_pages import HeldError, NoRoomError, NotRewrittenError, held, rewrite


def asked() -> str:
    """What became of the free pages. It is looked first whether there is a database, and whether it is Otklik's.

    Raises ValueError where there is none that can be used, and NotRewrittenError (HeldError, NoRoomError) where
    it is a matter of stopping something, or of room.
    """
    try:
        looked(lambda conn: None)
    except ValueError as error:
        if held(error):
            raise HeldError("another program holds it") from error
        raise
    try:
        return rewritten()
    except (HeldError, NoRoomError):
        raise
    except NotRewrittenError as error:
        raise ValueError(f"DATABASE_URL: the database cannot be used ({error}); see `doctor`") from error


def in_words(error: NotRewrittenError) -> str:
    """What was not done, why, and what to do about it."""
    return f"{error.__doc__} ({error}) {error.mend}"


def rewritten() -> str:
    """What became of the free pages of a database in which something was erased. Raises NotRewrittenError."""
    return said.of_pages(rewrite(load_settings(StorageSettings).database_url))
