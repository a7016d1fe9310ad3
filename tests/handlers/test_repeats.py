"""Repeats in a chat: the likeliest earlier cards with their evidence, the decision, the earlier answer, the join."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.handlers.talk import Talk
from tests.handlers.world import (
    ANSWER,
    COORDINATOR,
    CURATOR,
    EXECUTOR,
    HEAD,
    LINK,
    OFFICE,
    PLUMBER,
    Numbered,
    World,
    as_read,
)
from workflow.card import Card
from workflow.commands import DecideRepeat, Join, Open
from workflow.office import Office, Person
from workflow.post import Part, Post
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import CardId, OfficeId, PersonId, Role

FOUNTAIN = "Фонтан в парке не работает"
MODERATOR = Person(PersonId(9), "moderator", "Модератор", frozenset({Role.MODERATOR}), address="1009")


class Shelf(Numbered):
    """Books that can also be looked through."""

    def recent(self, office: OfficeId, since: datetime) -> list[Card]:
        """The office's cards since then, the newest first."""
        known = [one for one in self.cards.values() if one.office == office and one.opened_at >= since]
        return sorted(known, key=lambda one: -one.number)

    def numbered(self, office: OfficeId, number: int) -> Card | None:
        """The card with this number."""
        return next((one for one in self.cards.values() if (one.office, one.number) == (office, number)), None)


class Town(World):
    """A world of two posts about the same lamps; the first is № 12."""

    def __init__(self, office: Office = OFFICE, rules: Procedure | None = None) -> None:
        super().__init__(office=office, rules=rules)
        versions = [one for known in self.books.versions.values() for one in known]
        self.books = Shelf([office], versions)

    def twice(self) -> "Town":
        """№ 12 is with the roads, № 13 has just come with the same link."""
        self.routed()
        self.first = self.id
        self.post("Опять нет света на Лесной")
        return self

    @property
    def earlier(self) -> Card:
        """№ 12."""
        return self.books.cards[self.first]

    def at_first(self) -> "Town":
        """Speak of № 12."""
        self.id = self.first
        return self

    def at_second(self) -> "Town":
        """Speak of № 13."""
        self.id = CardId(self.first + 1)
        return self

    def answered(self) -> "Town":
        """The first one's answer is published."""
        self.at_first().submitted().act(HEAD, "approve").act(EXECUTOR, "hand_over")
        self.act(CURATOR, "publish", link=LINK + "#2")
        return self.at_second()


async def asked(world: Town, who: Person = CURATOR) -> Talk:
    """Somebody presses «Повтор?»."""
    return await (await Talk(world, who).opens()).taps("Повтор?")


async def test_the_list_shows_why() -> None:
    """Each candidate has its number, where it stands, what speaks for it, and its words."""
    talk = await asked(Town().twice())
    assert talk.read.splitlines()[:2] == [
        "№ 13 · это повтор?",
        "№ 12 · подготовка ответа · та же ссылка, похожий текст, тот же адрес",
    ]
    assert talk.read.splitlines()[-2:] == ["[Повтор № 12]", "[Не повтор] [Другой номер]"]
    assert "«На улице Лесной третий день не горят фонари" in talk.read


async def test_how_the_earlier_one_ended() -> None:
    """Of a closed card the list tells how and when it ended."""
    talk = await asked(Town().twice().answered())
    assert "✅ № 12 · опубликовано в 10:00 · та же ссылка, похожий текст, тот же адрес" in talk.read


async def test_another_departments_post_is_not_quoted() -> None:
    """An executor who may not see the earlier card gets its number and the evidence, and none of its words."""
    world = Town().twice().act(CURATOR, "route", department="utilities")
    talk = await asked(world, PLUMBER)
    assert "№ 12" in talk.read
    assert "фонари" not in talk.read


async def test_old_cards_and_later_ones_are_left_out() -> None:
    """What is older than the procedure's days is not offered, and no card is offered one that came after it."""
    world = Town().twice()
    assert "Повтор № 13" not in (await asked(world.at_first())).read
    world.later(days=91).post("И снова темно")
    talk = await asked(world)
    assert "похожих карточек не нашлось" in talk.read


async def test_the_decision_brings_the_earlier_answer() -> None:
    """One tap decides; the answer that was published then comes as a message, with its address and no join."""
    world = Town().twice().answered()
    talk = await (await asked(world)).taps("Повтор № 12")
    assert talk.toast == talk.changed == "№ 13: повтор № 12"
    assert (world.card.repeat_of, world.card.repeat_number) == (world.first, 12)
    assert talk.read == "\n".join(
        ["✅ № 12 · опубликовано в 10:00", "Прежний ответ:", f"❝ {ANSWER} ❞", "опубликованный ответ"]
    )
    assert f'href="{LINK}#2"' in talk.said[-1].text


async def test_the_earlier_answer_is_a_button_for_who_works_on_it() -> None:
    """The executor who gets the card later finds the answer behind «Прежний ответ»; other cards have no such button."""
    world = Town().twice().answered()
    assert "Прежний ответ" not in as_read(world.sees(CURATOR, all_buttons=True))
    world.do(DecideRepeat(world.id, CURATOR.id, world.first))
    world.act(CURATOR, "route", department="utilities")
    talk = await (await Talk(world, PLUMBER).opens()).taps("Прежний ответ")
    assert ANSWER in talk.read
    talk = await Talk(world, EXECUTOR).sends(f"f:{world.id}")
    assert "Это сейчас не за вами" in talk.toast


async def test_a_card_that_was_turned_away_has_no_answer() -> None:
    """The earlier card was dismissed: that is told with its ground, and no draft of it is shown as an answer."""
    world = Town().twice().at_first()
    world.submitted().act(HEAD, "send_back", note="Плохо").act(EXECUTOR, "return", note="Не наше")
    world.act(CURATOR, "dismiss", ground="abuse").at_second()
    talk = await (await asked(world)).taps("Повтор № 12")
    assert talk.read.startswith("№ 12 · не подлежит обработке")
    assert ANSWER not in talk.read


async def test_not_a_repeat() -> None:
    """«Не повтор» is a decision as well, and the button is not offered again."""
    world = Town().twice()
    talk = await (await asked(world)).taps("Не повтор")
    assert talk.toast == "№ 13: не повтор"
    assert world.card.repeat_of is None
    assert "Повтор?" not in as_read(world.sees(CURATOR, all_buttons=True))


@pytest.mark.parametrize("number", ["99", "13", "14", "нет", "0", "-12"])
async def test_a_number_that_is_no_earlier_card(number: str) -> None:
    """A number of no card, of this one or of a later one is asked for again."""
    world = Town().twice()
    world.post("Третий")
    world.at_second()
    talk = await (await asked(world)).taps("Другой номер")
    assert talk.read == "№ 13 · какой номер у прежней карточки? /cancel — отмена"
    await talk.writes(number)
    assert "Раньше такой карточки не было" in talk.read
    assert talk.waits == "number"
    await talk.writes("12")
    assert world.card.repeat_number == 12
    assert talk.waits is None


@pytest.mark.parametrize("who", [HEAD, EXECUTOR, PLUMBER], ids=lambda one: one.key)
@pytest.mark.parametrize("data", ["y:2:1", "y:2:0", "z:2", "j:2", "t:2:1:repeat:", "t:2:1:separate:"])
async def test_who_may_not_decide(who: Person, data: str) -> None:
    """Made-up taps of whoever may not decide change nothing and bring no list."""
    world = Town().twice()
    before = world.books.everything()
    talk = await Talk(world, who).sends(data)
    assert talk.toast
    assert talk.said == []
    assert world.books.everything() == before


async def test_answering_together() -> None:
    """An open earlier card can be answered together with: both say so, and they can part again."""
    world = Town().twice()
    talk = await (await asked(world)).taps("Повтор № 12")
    assert talk.read.splitlines() == ["№ 12 · подготовка ответа", "Ответа пока нет.", "[*Ответить вместе с № 12]"]
    await talk.taps("Ответить вместе с № 12")
    assert talk.toast == talk.changed == "№ 13: отвечаем вместе с № 12"
    assert world.card.joined_to == world.first
    assert "Повтор № 12 · ответ общий" in as_read(world.sees(CURATOR))
    await (await talk.opens()).taps("Отвечать отдельно")
    assert talk.toast == "№ 13: отвечаем отдельно"
    assert world.card.joined_to is None
    await talk.taps("Отвечать отдельно")
    assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."


async def test_a_join_that_is_not_possible_any_more() -> None:
    """Where the earlier card was closed meanwhile the tap says so and changes nothing."""
    world = Town().twice()
    talk = await (await asked(world)).taps("Повтор № 12")
    world.answered()
    await talk.taps("Ответить вместе с № 12")
    assert "№ 12 закрыта" in talk.toast
    assert world.card.joined_to is None


def test_the_executor_hears_that_the_answer_is_common() -> None:
    """He is told with which card, and when he has to write one of his own again."""
    world = Town().twice().act(CURATOR, "route", department="utilities")
    world.do(DecideRepeat(world.id, CURATOR.id, world.first))
    world.do(Join(world.id, CURATOR.id, world.first))
    assert as_read(world.hears("joined", PLUMBER)).startswith("📝 № 13 · ответ общий с № 12: свой писать не нужно")
    world.do(Join(world.id, CURATOR.id))
    assert as_read(world.hears("joined", PLUMBER)).startswith("📝 № 13 · теперь отвечаем отдельно: нужен свой ответ")


@pytest.mark.clause("KAM-2.9", "KAM-2.10")
async def test_on_the_citizens_platform_the_executor_decides() -> None:
    """Of two messages with one trouble in one place the executor is shown the earlier; a repeat is analysed first."""
    text = (Path(__file__).parents[2] / "procedures" / "kamchatka.toml").read_text("utf-8")
    office = replace(OFFICE, procedures=("kamchatka",), people=(*OFFICE.people, MODERATOR))
    world = Town(office, parse_procedure(text))
    for words in (FOUNTAIN, "Не работает фонтан, когда починят?"):
        post = Post(network="platform", place="ул. Лесная, 5", parts=(Part(text=words),))
        world.id = world.do(Open(office.id, None, post, topic="фонари")).card.id
        world.act(MODERATOR, "admit")
    world.first = CardId(1)
    assert world.card.executor == EXECUTOR.id
    assert "Повтор?" not in as_read(world.sees(COORDINATOR, all_buttons=True))
    talk = await (await asked(world, EXECUTOR)).taps("Повтор № 12")
    assert talk.toast == "№ 13: повтор № 12"
    await talk.opens()
    await talk.taps("Разместить ответ")
    assert "Сначала нужно: «Разобрать прежний ответ»" in talk.toast
    await talk.taps("Разобрать прежний ответ")
    await talk.writes("В прошлый раз заменили не тот насос")
    assert world.card.latest("analysed") is not None
