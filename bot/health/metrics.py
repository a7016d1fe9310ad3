"""Figures for Prometheus, put together when they are asked for. No label names a person or a chat."""

import platform
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.health.life import Life, Phase
from storage.vitals import Vitals

CONTENT_TYPE = CONTENT_TYPE_LATEST


@dataclass(frozen=True, slots=True)
class Scene:
    """What the figures are of: how the work stands, at which moments. `office` is the office's clock."""

    vitals: Vitals | None
    real: datetime
    office: datetime


class Figures(Collector):
    """Gives the registry what the last scene shows."""

    def __init__(self, life: Life, version: str, folder: Path) -> None:
        """`folder` is where the database lies: the room left on its disk is told."""
        self._life, self._version, self._folder = life, version, folder
        self.scene: Scene | None = None

    def describe(self) -> list[Metric]:
        """Nothing: the names follow from the scene."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Everything that is known."""
        yield from self._of_process()
        if self.scene is None:
            return
        vitals = self.scene.vitals
        yield _one("otklik_database_up", "Whether the database answered this scrape.", vitals is not None)
        if vitals is not None:
            yield _info("otklik_schema", "The revision of the database.", revision=vitals.schema)
            yield from _of_clocks(vitals, self.scene)
            yield from _of_boxes(vitals, self.scene)
            yield _of_steps(vitals)

    def _of_process(self) -> Iterator[Metric]:
        life = self._life
        yield _info("otklik_build", "The version that runs.", version=self._version, python=platform.python_version())
        yield _one("otklik_leader", "Whether this process is the one that polls and looks at the clock.", life.leads())
        yield _one("otklik_running", "Whether the start is over and no stop has begun.", life.phase is Phase.RUNNING)
        yield _one("otklik_silent_loops", "Loops that have not turned for too long.", len(life.pulse.silent()))
        with suppress(OSError):  # a folder that is gone is not the figures' to tell
            free = shutil.disk_usage(self._folder).free
            yield _one("otklik_disk_free_bytes", "Room left where the database file lies.", free)


def make_registry(figures: Figures) -> CollectorRegistry:
    """A registry of our own, with the process's figures."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(figures)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


def exposed(registry: CollectorRegistry) -> bytes:
    """The figures in the text form of Prometheus."""
    return generate_latest(registry)


def _of_clocks(vitals: Vitals, scene: Scene) -> Iterator[Metric]:
    about = "By how many seconds of the office's clock the oldest due timer is late."
    yield _one("otklik_timer_lateness_seconds", about, _since(vitals.next_timer, scene.office))
    if vitals.backup is not None:
        yield _one(
            "otklik_backup_age_seconds", "Seconds since the last copy was made.", _since(vitals.backup, scene.real)
        )


def _of_boxes(vitals: Vitals, scene: Scene) -> Iterator[Metric]:
    rows = GaugeMetricFamily("otklik_outbox_rows", "What has not gone, by state.", labels=("channel", "state"))
    age = GaugeMetricFamily("otklik_outbox_age_seconds", "Since when the oldest waits.", labels=("channel",))
    counts = {(box.channel, box.state): box.count for box in vitals.outbox}
    for channel in ("telegram", "mail", "alerts"):
        age.add_metric((channel,), _since(vitals.oldest(channel), scene.real))
        for state in ("new", "sending", "doubt", "dead"):
            rows.add_metric((channel, state), counts.get((channel, state), 0))
    yield from (rows, age)
    inbox = GaugeMetricFamily("otklik_inbox_rows", "Updates that are not done, by state.", labels=("state",))
    inbox.add_metric(("new",), vitals.inbox)
    inbox.add_metric(("dead",), vitals.inbox_dead)
    inbox.add_metric(("asked",), vitals.inbox_asked)
    yield inbox
    about = "Since when the oldest update waits."
    yield _one("otklik_inbox_age_seconds", about, _since(vitals.inbox_oldest, scene.real))


def _of_steps(vitals: Vitals) -> Metric:
    found = GaugeMetricFamily("otklik_cards_open", "Open cards by office and step.", labels=("office", "step"))
    for office, step, count in vitals.steps:
        found.add_metric((office, step), count)
    return found


def _since(moment: datetime | None, now: datetime) -> float:
    """Seconds from the moment till now; 0 where there is none, or it is yet to come."""
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())


def _one(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=float(value))


def _info(name: str, about: str, **labels: str) -> Metric:
    family = GaugeMetricFamily(f"{name}_info", about, labels=tuple(labels))
    family.add_metric(tuple(labels.values()), 1)
    return family
