"""The table of `make faults`: fault or attack, runs, lost, repeated, verdict. A plugin: `-p tests.proof.table`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.proof.counting import TRIED
from tests.proof.marks import SHOWS
from tests.proof.names import ATTACKS, FAULTS

NAMES = {("fault", n): name for n, name in FAULTS.items()} | {("attack", n): name for n, name in ATTACKS.items()}
_WIDEST = max(map(len, NAMES.values()))
WELL = ("held", "held, some skipped")
"""Any other verdict fails the run."""
UNKNOWN = ("died", 0)
"""The row of tests with which a process died before it was known what they show."""


@dataclass
class Row:
    """What is known of one fault or attack."""

    runs: int = 0
    lost: int = 0
    repeated: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def verdict(self) -> str:
        """In a word or two; what nothing has tried is not shown."""
        if self.failed or self.lost:
            return "FAILED"
        if not self.runs:
            return "NOT SHOWN"
        return "held, some skipped" if self.skipped else "held"

    def add(self, outcomes: set[str], told: tuple[int, int, int]) -> None:
        """Take in one test: what its three phases came to, and what it said of itself."""
        if "failed" not in outcomes and "skipped" in outcomes:
            self.skipped += 1
            return
        runs, lost, repeated = told
        self.runs += runs
        self.lost += lost
        self.repeated += repeated
        self.failed += "failed" in outcomes


@dataclass(eq=False)  # pytest keeps plugins in sets
class Table:
    """Gathers the reports of all tests."""

    rows: dict[tuple[str, int], Row] = field(default_factory=lambda: defaultdict(Row))
    phases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shows: dict[str, Iterable[tuple[str, int]]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test counts when its last phase is over, or the process in which it ran has died."""
        said: dict[str, Any] = dict(report.user_properties)
        shows = self.shows.setdefault(report.nodeid, said.get(SHOWS, ())) if said else self.shows.get(report.nodeid)
        self.phases[report.nodeid].add(report.outcome)
        if report.when == "teardown":
            for kind, number in shows or ():
                self.rows[(kind, number)].add(self.phases[report.nodeid], tuple(said.get(TRIED, (1, 0, 0))))
        elif report.when not in ("setup", "call"):
            for kind, number in [UNKNOWN] if shows is None else shows:
                self.rows[(kind, number)].add({"failed"}, (1, 0, 0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print it, every fault and attack, also those that nothing showed."""
        terminalreporter.section("faults and attacks")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> Iterable[str]:
        """The table as text."""
        yield f"{'':10}{'':{_WIDEST}}{'runs':>8}{'lost':>6}{'repeated':>10}  verdict"
        for (kind, number), name in NAMES.items():
            yield f"{kind:7}{number:2} {_told(name, self.rows[(kind, number)])}"
        if UNKNOWN in self.rows:
            yield f"{'':10}{_told('a process died in a test', self.rows[UNKNOWN])}"

    @property
    def well(self) -> bool:
        """Whether everything was shown and held."""
        return all(self.rows[one].verdict in WELL for one in {*NAMES, *self.rows})

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Whatever did not hold, or was shown by nothing, fails the run."""
        if not self.well:
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def _told(name: str, row: Row) -> str:
    return f"{name:{_WIDEST}}{row.runs:8}{row.lost:6}{row.repeated:10}  {row.verdict}"


def pytest_configure(config: pytest.Config) -> None:
    """Only where all reports come together: not in the processes that share out the tests."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(), "faults-and-attacks")
