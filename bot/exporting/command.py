"""`export FOLDER` or `export FILE.zip`: written under another name, and named when it is whole."""

import asyncio
import shutil
from pathlib import Path

from bot.clock import wall_now
from bot.exporting.files import write_all
from bot.exporting.folder import fresh, settle
from bot.settings import StorageSettings, load_settings
from storage.migrations import NewerDatabaseError, upgrade
from storage.work import Work


def export_to(to: Path) -> list[str]:
    """Write the export and say what is in it. Raises ValueError where it cannot be written; nothing is left then."""
    folder = fresh(to)
    try:
        counts = asyncio.run(_export(load_settings(StorageSettings).database_url, folder))
        settle(folder, to)
    except NewerDatabaseError as error:
        raise ValueError(str(error)) from error
    except OSError as error:
        raise ValueError(f"{to}: cannot be written ({error.strerror}); check the path and the disk") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = [f"{name}: {count}" for name, count in counts.items() if count]
    return [*lines, f"Written to {to}. It holds people's data in the clear: keep it as you keep the database."]


async def _export(url: str, folder: Path) -> dict[str, int]:
    async with await Work.open(url) as work:
        await upgrade(work)
        return await work.read(lambda conn: write_all(conn, folder, wall_now()))
