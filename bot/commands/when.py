"""`when`: the answer to one rule, and why this moment. Starts fast: no messenger and no database is imported."""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.plain import date_words, dates, day_and_time, duration, interval, intervals, reason, rule_words
from workflow.calendar import WorkingTime, read_schedule, working_time
from workflow.due import Due, Reason, Stretch, Unit, explain, parse_rule, resolve


def answer(
    rule_text: str, moments: Mapping[str, datetime], zone: str | None, office_file: Path | None, as_json: bool
) -> str:
    """Resolve a rule against the given moments, as plain Russian text or as JSON.

    A moment without an offset is local to `zone`; without a zone given, the office file's is taken. The office file
    brings its schedule, its own days, and how it reads bare hours and days off. Raises ValueError with the mend.
    """
    rule = parse_rule(rule_text)
    office = _read_office(office_file)
    time = _time(office, zone)
    if rule.anchor not in moments:
        raise ValueError(f"{rule.anchor}: not given; write {rule.anchor}=2026-03-04T10:00")
    settings = _table(office, "office")
    bare_hours, day_off = settings.get("bare_hours", "working"), settings.get("day_off_deadlines", "next")
    due = resolve(rule, _local(moments[rule.anchor], time.zone), time, str(bare_hours), str(day_off))
    return _as_json(due, time.zone) if as_json else _as_text(due, time)


def parse_moment(text: str) -> tuple[str, datetime]:
    """Read `x=2026-03-04T10:00`, with or without an offset; raises ValueError that shows the form."""
    name, _, value = text.partition("=")
    try:
        return name.strip(), datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"{text}: cannot be read; write x=2026-03-04T10:00 or x=2026-03-04T10:00+07:00") from None


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises ValueError for anything else."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"zone: {name!r} is not known; write an IANA name such as Asia/Barnaul") from None


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _read_office(file: Path | None) -> Mapping[str, object]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ValueError(f"{file}: cannot be read: {fault}") from fault


def _time(office: Mapping[str, object], zone: str | None) -> WorkingTime:
    name = zone or _table(office, "office").get("zone")
    if not name:
        raise ValueError("zone: not given; write --zone Asia/Barnaul, or zone in the office file")
    return working_time(zone_named(str(name)), *read_schedule(_table(office, "schedule")))


def _table(office: Mapping[str, object], key: str) -> Mapping[str, object]:
    table = office.get(key, {})
    if not isinstance(table, dict):
        raise ValueError(f"{key}: a table is needed; write [{key}] above its keys")
    return table


def _as_json(due: Due, zone: ZoneInfo) -> str:
    counted = [[at.astimezone(zone).isoformat() for at in span] for span in due.counted]
    return json.dumps({"due": due.at.astimezone(zone).isoformat(), "counted": counted})


def _as_text(due: Due, time: WorkingTime) -> str:
    zone = time.zone
    lines = [f"{day_and_time(due.at, zone)} = {rule_words(due)} ({day_and_time(due.anchor, zone)})"]
    if due.counted:
        lines.append(f"засчитано: {_counted(due, zone)}")
    if idle := _idle(due, time):
        lines.append("не засчитано:")
        lines += [f"  {interval(stretch.span, zone)} — {reason(stretch)}" for stretch in idle]
    lines += _moved(due, time)
    if due.provisional:
        lines.append(_warning(due, time))
    return "\n".join(lines)


def _counted(due: Due, zone: ZoneInfo) -> str:
    """Hours by their intervals and sum; working days by their dates."""
    if due.read_as is Unit.WORKING_DAYS:
        return dates(due.counted, zone)
    total = "" if due.read_as.in_days else f"; всего {duration(due.counted)}"
    return f"{intervals(due.counted, zone)}{total}"


def _idle(due: Due, time: WorkingTime) -> list[Stretch]:
    """What was not counted; nights and breaks say nothing where whole days are counted."""
    silent = {Reason.COUNTED} | ({Reason.BREAK, Reason.CLOSED, Reason.SHORTENED} if due.read_as.in_days else set())
    return [stretch for stretch in explain(due, time) if stretch.reason not in silent]


def _moved(due: Due, time: WorkingTime) -> list[str]:
    """Say so where calendar days ended on a day off and the deadline went elsewhere."""
    last = time.local_date(due.anchor) + timedelta(days=due.rule.amount)
    if due.read_as is not Unit.CALENDAR_DAYS or time.local_date(due.at) == last:
        return []
    return [f"последний день, {date_words(last)}, выходной: срок на {date_words(time.local_date(due.at))}"]


def _warning(due: Due, time: WorkingTime) -> str:
    years = sorted({day.year for day in (time.local_date(due.anchor), time.local_date(due.at))} - set(time.days.years))
    named = ", ".join(map(str, years))
    return f"предварительно: нет производственного календаря на {named} г.; переносы выходных дней не учтены"
