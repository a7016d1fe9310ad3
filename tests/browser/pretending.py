"""A stage that only pretends: it answers the page's bar at once, and keeps what it was asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats.world import World
from sandbox.drive.acts import ACTS
from sandbox.page.stage import Stage, StageError
from sandbox.server import Server

Json = dict[str, Any]

BOT = 7_000_001
INNA, PAVEL, VERA = 1001, 1002, 1003
NAMES = {INNA: "Инна Белова", PAVEL: "Павел Токарев", VERA: "Вера Лунина"}
POST = {
    "key": "lamp", "network": "vk", "network_words": "ВКонтакте", "author": "Житель", "link": "https://vk.com/wall-1_2",
    "text": "На Лесной не горят фонари. " * 20, "pictures": [], "mark": "повтор", "ways": ["forward", "link"],
}  # fmt: skip
PROCEDURES = [
    {"name": "sobolevo", "title": "Соболевский район: социальные сети", "summary": "Глава согласует."},
    {"name": "anapa", "title": "Анапа: публикации", "summary": "Согласует ответственный."},
]


@dataclass
class Pretended:
    """`answers` are merged over the state; `asked` is every deed with its body; `refuse` maps a deed to its refusal."""

    world: World = field(default_factory=World)
    asked: list[tuple[str, Json]] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    answers: Json = field(default_factory=dict)
    clock: Json = field(
        default_factory=lambda: {"now": "2026-03-04T09:40:00+12:00", "speed": 0, "zone": "Asia/Kamchatka"}
    )
    posts: list[Json] = field(default_factory=lambda: [POST])

    def stage(self) -> Stage:
        """The deeds of the protocol."""
        names = ("state", "clock", "choose", "fault", "kill", "save", "load", "posts", "forward")
        return Stage({name: self._deed(name) for name in names})

    def changed(self, **answers: Any) -> None:
        """Change the state; every page asks for it again."""
        self.answers |= answers
        self.world.changes.add("stage", None)

    def bodies(self, name: str) -> list[Json]:
        """What a deed was asked with, each time."""
        return [body for asked, body in self.asked if asked == name]

    def _deed(self, name: str) -> Any:
        async def act(body: Json) -> Json:
            self.asked.append((name, body))
            if code := self.refuse.get(name):
                raise StageError(code, text="нет")
            answer: Json = getattr(self, f"_{name}", self._nothing)(body)
            return answer

        return act

    def _nothing(self, _: Json) -> Json:
        return {}

    def _state(self, _: Json) -> Json:
        people = [{"id": person, "name": name} for person, name in NAMES.items()]
        return {
            "procedure": "sobolevo", "locale": "ru", "procedures": PROCEDURES, "people": people,
            "seats": [{"person": INNA}, {"person": PAVEL}], "clock": self.clock, "bot": {"state": "running"},
            "faults": {"down": False, "flood": False}, "next": None, "intake": {"person": INNA},
            "line": {"lost": 0, "outbox": 0, "held": 0, "inbox": 0, "doubt": 0, "dead": 0, "waiting": 0},
            **self.answers,
        }  # fmt: skip

    def _clock(self, body: Json) -> Json:
        if "speed" in body:
            self.clock |= {"speed": body["speed"]}
        if body.get("to") == "monday":
            self.clock |= {"now": "2026-03-09T09:00:00+12:00"}
        return {}

    def _choose(self, body: Json) -> Json:
        self.answers |= body
        return {}

    def _fault(self, body: Json) -> Json:
        before = self.answers.get("faults", {})
        self.answers["faults"] = {**before, body["name"]: body["on"]}
        return {}

    def _save(self, _: Json) -> Json:
        return {"version": 1, "procedure": "sobolevo"}

    def _posts(self, _: Json) -> Json:
        return {"posts": self.posts}


@asynccontextmanager
async def pretending(pretended: Pretended, port: int = 0) -> AsyncIterator[str]:
    """Run the sandbox with this stage in this loop; gives its address. Three people know the bot, two hold a phone."""

    def drive(name: str, **body: Any) -> Any:
        return ACTS[name](pretended.world, body)

    drive("bot", id=BOT, first_name="Отклик")
    for person, name in NAMES.items():
        drive("user", id=person, first_name=name)
        drive("open", user=person, bot=BOT)
    async with Server(pretended.world, port=port, stage=pretended.stage()) as server:
        yield server.url
