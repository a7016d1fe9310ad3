"""People of the office: each does now and then something that he can see, all of it by the dice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.drive import moves, people, taps
from tests.months import seeing
from tests.months.seeing import Button, text_of

_STREETS = ("Лесной", "Школьной", "Мира", "Речной", "Новой", "Заводской")
_TROUBLES = (
    "не горят фонари",
    "яма на дороге",
    "не чистят снег",
    "прорвало трубу",
    "нет воды",
    "не вывозят мусор",
    "холодные батареи",
    "сломаны качели",
)
_NONSENSE = (
    "спасибо",
    "?",
    "+",
    "ага, потом",
    "а это кому?",
    "🙂",
    "<b>не</b> & то",
    "1",
    "завтра",
    "/card 1",
    "/why 1",
)
_SPOKEN = {"→": 6, "Принять": 6, "На согласование": 8, "Согласовать": 8, "Передать": 8, "Опубликовано": 8, "Готов": 6}
_SELDOM = {"Отмена": 0.3, "Назад": 0.3, "На доработку": 0.5, "Вернуть": 0.3, "Забрать": 0.2, "Почему": 0.4}
_MANY = 30
"""So many buttons are looked at where none of them brings a card any further."""

_KINDS = ("photo", "video", "document")


@dataclass
class Somebody:
    """A person with an account: what he did last, and how he chooses what to do next."""

    world: World
    account: int
    dice: Random
    writes: bool
    """Whether he forwards posts."""
    old: list[Button] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    errand: int = 0

    @property
    def chat(self) -> Chat:
        """His chat with the bot."""
        return self.world.private(self.account, self.world.bot(None).id)

    def acts(self) -> str:
        """Do something. Returns what, for the log of deeds."""
        if self.chat.blocked:
            return self._unblocks() if self.dice.random() < 0.3 else ""
        if not self.chat.opened:
            return self._starts()
        asked = seeing.question(self.chat)
        if asked and self.dice.random() < 0.8:
            return self._says(self._words(text_of(asked)), asked.id)
        if self.errand:
            return self._goes_on()
        return self._deed()()

    def forwards(self) -> str:
        """Forward a post: a text, a photo, an album or a link; each has a word of its own."""
        word = f"жалоба{self.account}x{len(self.tokens)}"
        self.tokens.append(word)
        text = f"На улице {self.dice.choice(_STREETS)} {self.dice.choice(_TROUBLES)} {word}"
        origin = {"type": "hidden_user", "name": self.dice.choice(("Житель", "Мария Л.", "Пётр"))}
        here = {"user": self.account, "forward": origin}
        match self.dice.choice(("text", "text", "link", "photo", "album", "several")):
            case "link":
                people.send(
                    self.world, {"user": self.account, "text": f"{text} https://vk.com/wall-1_{len(self.tokens)}"}
                )
            case "photo":
                people.send(self.world, {**here, "media": {"kind": self.dice.choice(_KINDS)}, "caption": text})
            case "album":
                items = [{"kind": "photo"} for _ in range(self.dice.randint(2, 4))]
                people.album(self.world, {**here, "items": [{**items[0], "caption": text}, *items[1:]]})
            case "several":
                people.send(self.world, {**here, "text": text})
                people.send(self.world, {**here, "text": "и ещё вот что"})
            case _:
                people.send(self.world, {**here, "text": text})
        return f"forwards {word}"

    def _deed(self) -> Callable[[], str]:
        weighted: dict[Callable[[], str], float] = {
            self._works: 16,
            self._taps: 5,
            self._answers: 1.5,
            self._nonsense: 0.3,
            self._taps_old: 0.4,
            self._taps_twice: 0.6,
            self._begins_errand: 0.4,
            self._edits: 0.3,
            self._blocks: 0.04,
            self.forwards: 1.8 if self.writes else 0.1,
        }
        return self.dice.choices(list(weighted), list(weighted.values()))[0]

    def _works(self) -> str:
        """What a card that lies with him wants next: a button on its way, or the text of an answer."""
        far = seeing.buttons(self.chat, seeing.FAR)
        onward = [one for one in far if one.label.startswith(seeing.ONWARD)]
        asking = seeing.wanted(self.chat)
        if onward and (not asking or self.dice.random() < 0.7):
            return self._tap(self.dice.choice(onward))
        if asking:
            chosen = self.dice.choice(asking)
            return self._says(self._words(text_of(chosen)), chosen.id)
        opening = [one for one in far[:_MANY] if one.label.startswith(seeing.OPENING)]
        return self._tap(self.dice.choice(opening)) if opening else self._taps()

    def _taps(self) -> str:
        found = seeing.buttons(self.chat)
        if not found:
            return self._nonsense() if self.dice.random() < 0.1 else ""
        return self._tap(self.dice.choices(found, [_weight(one, place) for place, one in enumerate(found)])[0])

    def _tap(self, button: Button) -> str:
        self.old = [*self.old[-40:], button]
        taps.tap(self.world, {"user": self.account, "message": button.message, "data": button.data})
        return f"taps {button.label} at {button.message}"

    def _taps_old(self) -> str:
        """A button that was there once: its message may be another one by now, or gone."""
        known = [one for one in self.old if one.message in self.chat.messages]
        return f"old: {self._tap(self.dice.choice(known))}" if known else ""

    def _taps_twice(self) -> str:
        first = self._taps()
        return f"{first}; again {self._tap(self.old[-1])}" if first.startswith("taps") else first

    def _answers(self) -> str:
        """Answer one of the newest messages, as an executor does who has got a card."""
        found = seeing.newest(self.chat, 5)
        if not found:
            return ""
        asked = self.dice.choice(found)
        return self._says(self._words(text_of(asked)), asked.id)

    def _nonsense(self) -> str:
        return self._says(self.dice.choice(_NONSENSE), None)

    def _says(self, text: str, reply_to: int | None) -> str:
        body = {"user": self.account, "reply_to": reply_to}
        if self.dice.random() < 0.1:
            people.send(self.world, {**body, "media": {"kind": "photo"}, "caption": text})
            return f"shows a photo: {text}"
        people.send(self.world, {**body, "text": text})
        return f"says {text}"

    def _begins_errand(self) -> str:
        """A command, and then whatever its dialogue offers."""
        self.errand = self.dice.randint(2, 7)
        word = self.dice.choice(
            ("/my", "/board", "/absence", "/absence", "/staff", "/settings", "/find снег", "/duties")
        )
        return self._says(word, None)

    def _goes_on(self) -> str:
        self.errand -= 1
        found = seeing.buttons(self.chat, 1)
        return self._tap(self.dice.choice(found)) if found else ""

    def _edits(self) -> str:
        own = [one for one in list(self.chat.messages.values())[-12:] if one.author == self.account]
        own = [one for one in own if "forward_origin" not in one.data and not one.media and "text" in one.data]
        if not own:
            return ""
        people.edit(self.world, {"user": self.account, "message": own[-1].id, "text": f"{text_of(own[-1])} (правка)"})
        return f"edits {own[-1].id}"

    def _blocks(self) -> str:
        moves.block(self.world, {"user": self.account})
        return "blocks the bot"

    def _unblocks(self) -> str:
        moves.open_chat(self.world, {"user": self.account})
        return "unblocks the bot"

    def _starts(self) -> str:
        moves.open_chat(self.world, {"user": self.account, "start": True})
        return "starts"

    def _words(self, asked: str) -> str:
        if "дат" in asked or " date" in asked:
            return self.dice.choice(("/cancel", f"{self.dice.randint(1, 28)}.{self.dice.randint(3, 6):02}."))
        if "ссылк" in asked or " link" in asked:
            return f"https://vk.com/wall-1_{self.dice.randint(1, 999)}?reply={self.dice.randint(1, 999)}"
        return self.dice.choice(
            ("Сделаем сегодня до 18:00.", "Бригада выехала.", "Устранено, приносим извинения.", "Уточните адрес")
        )


def _weight(button: Button, place: int) -> float:
    known = next((weight for word, weight in {**_SPOKEN, **_SELDOM}.items() if word in button.label), 1.0)
    return known / (1 + place / 6)
