"""Invented posts to compare."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workflow.repeats import Sketch
from workflow.words import CardId

MORNING = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)

Row = tuple[str, Sketch, Sketch]
"""What a pair shows, the later post, the earlier one."""


def post(text: str = "", **known: str) -> Sketch:
    """A post from VK, the card 2; by nobody known where no author is given."""
    return replace(Sketch(CardId(2), 2, MORNING, network="vk", text=text), **known)  # type: ignore[arg-type]  # texts all


def earlier(sketch: Sketch, card: int = 1) -> Sketch:
    """The same post as another card, two days older."""
    return replace(sketch, card=CardId(card), number=card, opened_at=sketch.opened_at - timedelta(days=2))


LIGHTS = "На улице Лесной третий день не горят фонари, дети идут из школы в темноте"
PIT = "На улице Гагарина возле аптеки огромная яма, машины объезжают по тротуару"
RUBBISH = "Контейнеры на Школьной переполнены, мусор разносит ветром по всему двору"
DOGS = "У детского сада «Ромашка» бегает стая бездомных собак, детям страшно выходить"
POLITE = "Здравствуйте, уважаемая администрация! Очень просим вас обратить внимание и принять меры. "
OLGA, PETR = "Ольга Тестова", "Пётр Примеров"
