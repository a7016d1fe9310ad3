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
        self.runs += max(runs, 1)
        self.lost += lost
        self.repeated += repeated
        self.failed += "failed" in outcomes


@dataclass
class Table:
    """Gathers the reports of all tests."""

    rows: dict[tuple[str, int], Row] = field(default_factory=lambda: defaultdict(Row))
    phases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test counts when its last phase is over."""
        self.phases[report.nodeid].add(report.outcome)
        if report.when == "teardown":
            said: dict[str, Any] = dict(report.user_properties)
            for kind, number in said.get(SHOWS, ()):
                self.rows[(kind, number)].add(self.phases[report.nodeid], tuple(said.get(TRIED, (1, 0, 0))))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print it, every fault and attack, also those that nothing showed."""
        terminalreporter.section("faults and attacks")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> Iterable[str]:
        """The table as text."""
        yield f"{'':10}{'':{_WIDEST}}{'runs':>8}{'lost':>6}{'repeated':>10}  verdict"
        for (kind, number), name in NAMES.items():
            row = self.rows[(kind, number)]
            yield f"{kind:7}{number:2} {name:{_WIDEST}}{row.runs:8}{row.lost:6}{row.repeated:10}  {row.verdict}"

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """What nothing has shown fails the run."""
        if not hasattr(session.config, "workerinput") and any(self.rows[one].verdict == "NOT SHOWN" for one in NAMES):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Only where all reports come together: not in the processes that share out the tests."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(), "faults-and-attacks")
