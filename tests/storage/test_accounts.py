"""An office's accounts in the database."""

from sqlalchemy import Connection

from storage import offices
from storage.work import Work
from tests.fixtures.offices import OFFICE_TEXT
from workflow.office import Account, Office
from workflow.office_file import parse_office

ACCOUNT = '\n[[account]]\nnetwork = "vk"\nname = "Культура"\nlink = "https://vk.com/club77"\nexcluded = "culture"\n'


async def test_accounts_come_back(work: Work, office: Office) -> None:
    """Accounts that an office file gains come back as given, and go when the file loses them."""
    assert office.accounts == ()

    def load(conn: Connection, text: str) -> tuple[list[str], tuple[Account, ...]]:
        changes = offices.load_office(conn, parse_office(text, "office.toml"))
        loaded = offices.office_named(conn, office.key)
        assert loaded
        return [change.field for change in changes], loaded.accounts

    wanted = Account("vk", "Культура", "https://vk.com/club77", "culture")
    assert await work.run(lambda conn: load(conn, OFFICE_TEXT + ACCOUNT)) == (["accounts"], (wanted,))
    assert await work.run(lambda conn: load(conn, OFFICE_TEXT + ACCOUNT)) == ([], (wanted,))
    assert await work.run(lambda conn: load(conn, OFFICE_TEXT)) == (["accounts"], ())
