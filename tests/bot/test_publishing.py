"""An answer that the bot publishes itself, from the order to what comes of it: sent, refused, in doubt, cut short."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.clock import wall_now
from bot.effects import carry_out
from bot.outcomes import Blocked, Migrated, NotSent, Outcome, Refused, Sent, Unsure
from bot.publishing import link_of
from bot.sender import Sender
from handlers.effects import PublicationSent
from handlers.published import pieces
from storage import chats, outbox, queries
from storage.chats import Chat
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import carried_out, routing
from tests.fixtures.offices import NOW, person
from workflow.card import Card
from workflow.commands import Act, Open, PublishHere
from workflow.desk import Done
from workflow.office import Office
from workflow.post import Draft, Media, Part, Post
from workflow.words import DraftKind, MediaKind, PersonId

VILLAGE, LANE = -1001234567890, "telegram:-1001234567890"
CURATOR = 101
ANSWER = "Снег уберём сегодня"


class Village:
    """A card that is to be published in a village's group, its outbox, and the sender that empties it."""

    def __init__(self, work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
        self.work, self.telegram, self.office = work, telegram, office
        self.sender = Sender(way_of(work, telegram, wall))
        self.curator = PersonId(person(office, "curator"))

    async def agreed(self, text: str = ANSWER, *media: Media) -> Card:
        """A card from the post to the step at which it is published; what was said meanwhile is forgotten."""
        await self.work.run(lambda conn: chats.note(conn, Chat(LANE, "", "Село", True), NOW))
        post = Post(network="telegram", chat=LANE, message="45", parts=(Part(text="Не чистят снег"),))
        done = await carried_out(self.work, Open(self.office.id, self.curator, post))
        assert isinstance(done, Done)
        roads, head = (PersonId(person(self.office, key)) for key in ("roads-1", "head"))
        draft = Draft(kind=DraftKind.ANSWER, by=roads, at=NOW, parts=(Part(text=text, media=media),))
        await carried_out(self.work, routing(done.card, self.office))
        for command in (
            Act(done.card.id, roads, "submit", draft=draft),
            Act(done.card.id, head, "approve"),
            Act(done.card.id, roads, "hand_over"),
        ):
            outcome = await carried_out(self.work, command)
            assert isinstance(outcome, Done), outcome
        await send_all(self.sender)
        self.telegram.calls.clear()
        return outcome.card

    async def orders(self, card: Card) -> int:
        """The curator lets the bot publish; the rows are written. Returns the order."""
        outcome = await carried_out(self.work, PublishHere(card.id, self.curator, 1, card.turn, "Село"))
        assert isinstance(outcome, Done), outcome
        assert outcome.card.draft is not None
        effect = PublicationSent(
            office=self.office.id,
            card=card.id,
            order=outcome.card.version,
            by=self.curator,
            lane=LANE,
            message="45",
            count=len(pieces(outcome.card.draft)),
        )
        for _ in range(2):  # a repeated transaction writes the same rows again, and they are there once
            await self.work.run(lambda conn: carry_out(effect, conn, wall_now()))
        return effect.order

    async def sends(self, *answers: Outcome) -> None:
        """All that may go goes; these are the answers of Telegram to the first calls."""
        self.telegram.answers.extend(answers)
        for _ in range(4):
            await send_all(self.sender)
            await self.work.run(_no_waiting)
            self.sender._way.outage.till = 0.0

    async def card(self) -> Card:
        card = await self.work.read(lambda conn: queries.card(conn, _FIRST))
        assert card is not None
        return card

    async def states(self) -> Sequence[tuple[Any, ...]]:
        return await rows(self.work, "SELECT status FROM outbox WHERE kind = 'publication' ORDER BY id")

    def said(self) -> list[Any]:
        """What was said in the village."""
        return [call for call in self.telegram.calls if getattr(call, "chat_id", None) == VILLAGE]

    def told(self) -> str:
        """The last thing that the curator read."""
        return self.telegram.texts(CURATOR)[-1]


_FIRST: Any = 1


def _no_waiting(conn: Connection) -> None:
    conn.exec_driver_sql("UPDATE outbox SET not_before = NULL")
    conn.exec_driver_sql("UPDATE lanes SET paused_until = NULL, leased_until = NULL")


@pytest.fixture
def village(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Village:
    return Village(work, telegram, wall, office)


async def test_an_answer_is_published_once_and_closes_the_card(village: Village) -> None:
    """It answers the original, the card is published by whoever ordered it with its address, and he reads so."""
    await village.orders(await village.agreed())
    await village.sends(Sent(("77",)))
    (call,) = village.said()
    assert (call.text, call.reply_parameters.message_id) == (ANSWER, 45)
    assert call.reply_parameters.allow_sending_without_reply
    card = await village.card()
    assert (card.open, card.link, card.last.by) == (False, "https://t.me/c/1234567890/77", village.curator)
    assert village.told() == "№ 1: опубликовано, карточка закрыта\nhttps://t.me/c/1234567890/77"


async def test_an_album_goes_before_its_text(village: Village) -> None:
    """Attachments first, the text with the card's link last."""
    photo = Media(kind=MediaKind.PHOTO, ref="p")
    paper = Media(kind=MediaKind.DOCUMENT, ref="d")
    await village.orders(await village.agreed(ANSWER, photo, photo, paper))
    await village.sends(Sent(("5", "6")), Sent(("7",)), Sent(("8",)))
    assert [call.__api_method__ for call in village.said()] == ["sendMediaGroup", "sendDocument", "sendMessage"]
    assert (await village.card()).link.endswith("/8")


@pytest.mark.parametrize("outcome", [Blocked("Forbidden: bot was kicked"), Refused("Bad Request: something")])
async def test_a_refusal_is_told_and_the_card_waits(village: Village, outcome: Outcome) -> None:
    """Where the chat does not take it the publisher hears so, the card is still to be published, nothing repeats."""
    await village.orders(await village.agreed())
    await village.sends(outcome)
    assert len(village.said()) == 1
    assert (await village.card()).step == "publish"
    assert await village.states() == [("dead",)]
    assert village.told().startswith("❗ № 1 · бот не смог опубликовать ответ")
    place = await village.work.read(lambda conn: chats.place(conn, LANE))
    assert (place is None) is isinstance(outcome, Blocked)


async def test_a_doubt_is_never_repeated_by_itself(village: Village) -> None:
    """Where the answer of Telegram was lost a person looks; once he orders anew it goes once more."""
    await village.orders(await village.agreed())
    await village.sends(Unsure("TimeoutError"))
    assert len(village.said()) == 1
    assert await village.states() == [("doubt",)]
    assert "неизвестно, опубликован ли ответ" in village.told()
    labels = [row[0].text for row in village.telegram.calls[-1].reply_markup.inline_keyboard]  # type: ignore[attr-defined]  # the call is a message
    assert labels == ["Опубликовано", "Отправить ещё раз"]
    await village.orders(await village.card())
    await village.sends(Sent(("78",)))
    assert len(village.said()) == 2
    assert not (await village.card()).open


async def test_a_part_that_is_out_makes_a_doubt(village: Village) -> None:
    """Where the pictures are out and the text is refused, somebody must look; and the rest of an order is not sent."""
    photo, paper = Media(kind=MediaKind.PHOTO, ref="p"), Media(kind=MediaKind.DOCUMENT, ref="d")
    await village.orders(await village.agreed(ANSWER, photo, paper))
    await village.sends(Sent(("5",)), Refused("Bad Request: wrong file"))
    assert await village.states() == [("sent",), ("dead",), ("dropped",)]
    assert "неизвестно" in village.told()


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_what_was_cut_short_is_a_doubt(village: Village, times: int) -> None:
    """A bot that died while it was sending, however often, does not say it again; a person is asked to look."""
    await village.orders(await village.agreed())
    lease = timedelta(seconds=60)
    for _ in range(times):
        await village.work.run(lambda conn: outbox.claim(conn, "dead", wall_now(), lease, 9))
        await village.work.run(_no_waiting)
    await village.sends()
    assert village.said() == []
    assert await village.states() == [("doubt",)]
    assert "неизвестно" in village.told()


async def test_what_surely_was_not_sent_is_sent_later(village: Village) -> None:
    """An outage in which nothing arrives costs nothing but time."""
    await village.orders(await village.agreed())
    await village.sends(NotSent("ClientConnectorError"))
    await village.sends()
    assert not (await village.card()).open
    assert len({call.text for call in village.said()}) == 1


async def test_nothing_is_sent_for_a_card_that_went_on(village: Village) -> None:
    """Who published by hand meanwhile is not answered over by the bot."""
    card = await village.agreed()
    await village.orders(card)
    await carried_out(village.work, Act(card.id, village.curator, "publish", link="https://t.me/x/1"))
    await village.sends()
    assert village.said() == []
    assert await village.states() == [("dropped",)]


async def test_a_card_that_went_on_meanwhile_is_told(village: Village) -> None:
    """Where the card was closed by hand while the answer was on its way, whoever ordered learns that both are out."""
    card = await village.agreed()
    await village.orders(card)
    call = village.sender._way.call  # the moment between sending and settling

    async def slow(method: Any) -> Outcome:
        if getattr(method, "chat_id", None) == VILLAGE:
            await carried_out(village.work, Act(card.id, village.curator, "publish", link="https://t.me/x/1"))
        return await call(method)

    village.sender._way.call = slow
    await village.sends(Sent(("77",)))
    assert (await village.card()).link == "https://t.me/x/1"
    assert village.told().startswith("№ 1: ответ вышел в чате, но карточка уже ушла дальше.")


async def test_a_group_that_moved_is_written_to_where_it_is(village: Village) -> None:
    """The answer follows the group; the original's number is another message's there, so it answers nobody."""
    await village.orders(await village.agreed())
    await village.sends(Migrated("-1009"), Sent(("3",)))
    last = next(call for call in reversed(village.telegram.calls) if getattr(call, "chat_id", None) == -1009)
    assert last.reply_parameters is None  # type: ignore[attr-defined]  # the call is a message
    assert (await village.card()).link == "https://t.me/c/9/3"


def test_links() -> None:
    """A public name gives a public address, a supergroup an inner one, a basic group none."""
    assert link_of(LANE, "7", "telegram:@selo") == "https://t.me/selo/7"
    assert link_of(LANE, "7", "") == "https://t.me/c/1234567890/7"
    assert link_of("telegram:-55", "7", "") == ""


async def test_a_group_without_addresses_closes_the_card_with_a_reason(village: Village) -> None:
    """A basic group's messages have no address: the card says why there is no link."""
    card = await village.agreed()
    await village.orders(card)
    await village.work.run(
        lambda conn: conn.exec_driver_sql("UPDATE outbox SET lane = 'telegram:-55' WHERE kind = 'publication'").close()
    )
    await village.work.run(lambda conn: outbox.redirect(conn, "telegram:-55", "telegram:-55"))
    await village.sends()
    found = await village.card()
    assert (found.open, found.link) == (False, "")
    assert found.remarks[-1].text == "Опубликовано ботом в чате, где у сообщений нет ссылок"
