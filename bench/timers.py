"""Firing a due timer among 100,000 pending ones, against APScheduler's SQLAlchemyJobStore with as many jobs.

Both are on SQLite with WAL and synchronous=FULL. Ours finds the due card, decides what rings, writes journal, card,
timers and notices, and commits. The job store finds the due job, takes it out with a commit of its own, and asks when
the next one is due, as its scheduler does after each; it runs nothing.
"""

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import Connection, create_engine, event, func, insert, select

from bench.office import write_office
from bench.rows import Row
from storage import offices, procedures, timers
from storage.books import SqlBooks
from storage.migrations import upgrade
from storage.tables import cards
from storage.tables import timers as timer_rows
from storage.work import Work
from workflow import desk
from workflow.commands import Open, Wake
from workflow.office_file import parse_office
from workflow.post import Part, Post
from workflow.words import Role

PENDING = 100_000
FIRED = 300
_AT_ONCE = 50
_CARDS = 400
_TIMERS_A_COPY = 20
_MONDAY = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
_PROCEDURE = Path(__file__).parent.parent / "procedures" / "sobolevo.toml"


async def rows(folder: Path) -> list[Row]:
    """One row with a commit for each timer, one with fifty cards a commit, as the ticker does it."""
    peer = _apscheduler(folder / "jobs.db")
    async with await Work.open(f"sqlite:///{folder / 'timers.db'}") as work:
        await upgrade(work)
        await work.run(lambda conn: _fill(conn, folder))
        alone, together = await _fire(work, 1), await _fire(work, _AT_ONCE)
    what = "firing a due timer among 100,000 pending, {}"
    return [_row(what.format("one a commit"), peer, alone), _row(what.format("fifty a commit"), peer, together)]


def _row(what: str, peer: float, ours: float) -> Row:
    remark = (
        f"{1 / ours:,.0f} a second against {1 / peer:,.0f}; ours also decides, and writes journal, card and notices"
    )
    return Row(what, "APScheduler's SQLAlchemyJobStore", peer / ours, remark=remark)


async def _fire(work: Work, at_once: int) -> float:
    """Seconds for one timer, the median of all commits."""
    taken, fired = [], 0
    while fired < FIRED:
        now = await work.read(lambda conn: _moment(conn, at_once))
        began = perf_counter()
        count = await work.run(lambda conn, at=now: _wake(conn, at, at_once))  # type: ignore[misc]  # `at` is bound
        if count:
            taken.append((perf_counter() - began) / count)
        fired += count
    return median(taken)


def _moment(conn: Connection, at_once: int) -> datetime:
    """The earliest moment of the office's clock at which so many timers are due."""
    unfired = select(timer_rows.c.at).where(timer_rows.c.fired_at.is_(None)).order_by(timer_rows.c.at)
    found: datetime | None = conn.scalar(unfired.offset(at_once - 1).limit(1))
    assert found is not None
    return found


def _wake(conn: Connection, now: datetime, at_once: int) -> int:
    """What the ticker does in one commit. Returns how many timers have fired."""
    books = SqlBooks(conn, now)
    outcomes = [desk.do(Wake(card), books, now) for card in timers.due(conn, now, at_once)]
    return sum(len(outcome.happened) for outcome in outcomes if isinstance(outcome, desk.Done))


def _fill(conn: Connection, folder: Path) -> None:
    """Real cards whose timers will fire first, then enough copies whose timers lie years ahead."""
    write_office(folder / "office.toml")
    procedures.put(conn, _PROCEDURE.read_text(encoding="utf-8"), _MONDAY)
    offices.load_office(conn, parse_office((folder / "office.toml").read_text(encoding="utf-8"), "office.toml"))
    office = offices.office_named(conn, "bench")
    assert office is not None
    curator = next(person.id for person in office.people if Role.CURATOR in person.roles)
    for number in range(_CARDS):
        post = Post(parts=(Part(text=f"На улице Лесной не горят фонари, дом {number}"),))
        at = _MONDAY + timedelta(minutes=number)
        desk.do(Open(office.id, curator, post, key=f"post-{number}"), SqlBooks(conn, at), at)
    _copy(conn)


def _copy(conn: Connection) -> None:
    """Cards like the last one, twenty timers each, till there are enough."""
    row = dict(conn.execute(select(cards).order_by(cards.c.id.desc()).limit(1)).mappings().one())
    missing = PENDING - (conn.scalar(select(func.count()).select_from(timer_rows)) or 0)
    copies = range(1, missing // _TIMERS_A_COPY + 2)
    first, number = row["id"], row["number"]
    conn.execute(insert(cards), [{**row, "id": first + n, "number": number + n, "key": None} for n in copies])
    ahead = [
        {"card": first + n, "ping": f"ping-{k}", "at": _MONDAY + timedelta(days=700, minutes=n * k)}
        for n in copies
        for k in range(_TIMERS_A_COPY)
    ]
    conn.execute(insert(timer_rows), ahead[:missing])


def nothing() -> None:
    """What the peer's jobs would do."""


def _apscheduler(path: Path) -> float:
    """Seconds for one due job: found, taken out, and the next one asked for."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _as_ours)
    store = SQLAlchemyJobStore(engine=engine)
    scheduler = BackgroundScheduler(timezone=UTC)  # never started: it only makes jobs
    store.start(scheduler, "default")
    kept = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1, "next_run_time": _MONDAY}
    template = scheduler.add_job(nothing, DateTrigger(_MONDAY), **kept)
    with engine.begin() as conn:
        conn.execute(insert(store.jobs_t), [_job(template, number) for number in range(PENDING)])
    try:
        return median(_run_one(store, number) for number in range(FIRED))
    finally:
        store.shutdown()


def _run_one(store: SQLAlchemyJobStore, number: int) -> float:
    began = perf_counter()
    for job in store.get_due_jobs(_MONDAY + timedelta(seconds=number)):
        store.remove_job(job.id)
    store.get_next_run_time()
    return perf_counter() - began


def _job(template: Job, number: int) -> dict[str, Any]:
    """A row as the job store itself would write it: to add them one by one would be a commit each."""
    at = _MONDAY + timedelta(seconds=number)
    state = {**template.__getstate__(), "id": f"job-{number}", "next_run_time": at, "trigger": DateTrigger(at)}
    return {"id": state["id"], "next_run_time": at.timestamp(), "job_state": pickle.dumps(state)}


def _as_ours(connection: Any, record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
