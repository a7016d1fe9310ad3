"""A forwarded post, a pasted link, plain words, or an album becomes a card."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Button
from handlers.callbacks import Held, Tap
from handlers.earlier import why_words
from handlers.effects import PostHeld
from handlers.filters import has_content, is_command, is_forward, is_private
from handlers.likely import NEARLY_CERTAIN, Candidate, candidates, new_sketch
from handlers.messages import card_key, held_key, opened_by, post_of
from handlers.safe import html
from handlers.scene import first_refusal, me, my_id, number_of, refused
from handlers.texts import Texts
from handlers.turn import Reply, SortHeld, Turn
from workflow.access import REPEAT, manages
from workflow.card import Card
from workflow.commands import Open
from workflow.desk import Done, Outcome
from workflow.events import Opened
from workflow.post import Post
from workflow.words import CardId

router = Router(name="intake")

IN_A_ROW = 2
"""Seconds between forwards that were most likely sent together."""


async def may_open(message: Message, turn: Turn) -> bool:
    """Content from somebody who opens cards, in his own chat with the bot."""
    if turn.person is None or not manages(turn.person) or not await is_private(message):
        return False
    return await has_content(message) and not await is_command(message)


@router.message(may_open)
async def came(message: Message, turn: Turn, texts: Texts) -> None:
    """A post: a card is made at once, unless it follows another forward so closely that it may belong to it."""
    if before := await _just_before(message, turn):
        await _hold(message, turn, texts, before)
        return
    await _open(message, turn, texts)


@router.callback_query(Held.filter())
async def decided(query: CallbackQuery, callback_data: Held, turn: Turn, texts: Texts) -> None:
    """What the curator said of the posts that came in a row."""
    after = CardId(callback_data.card)
    number = await number_of(turn, after)
    outcomes = await turn.do(SortHeld(turn.lane, after, my_id(turn), callback_data.together))
    if not outcomes:
        turn.hint(texts.say("Эти сообщения уже разобраны. Ничего не изменилось."))
    elif first_refusal(outcomes):
        words = texts.say("К № {number} добавить уже нельзя: сообщения стали отдельными карточками.", number=number)
        turn.hint(words, alert=True)
    elif callback_data.together:
        turn.hint(texts.say("Добавлено к карточке"))


async def _open(message: Message, turn: Turn, texts: Texts) -> None:
    person, office = me(turn)
    command = Open(office.id, person.id, post_of(message), card_key(message), detected=turn.came or turn.clock.now())
    repeated = await _nearly_certain(command.post, turn)

    def then(outcomes: list[Outcome]) -> None:
        outcome = outcomes[0]
        if isinstance(outcome, Done):
            turn.conversation.data["last"] = _last(message, outcome.card.id)
            if repeated and any(isinstance(event, Opened) for event in outcome.happened):
                turn.say(_perhaps(outcome.card, repeated, turn, texts))
        else:
            turn.say(Reply(text=html(refused(outcome, turn, texts))))

    await turn.do(command, then=then)


async def _nearly_certain(post: Post, turn: Turn) -> Candidate | None:
    """The earlier card that the post almost surely repeats, where the one who forwards it may say so."""
    person, office = me(turn)
    procedure = await turn.look(lambda shelf: shelf.procedure(office.procedures[0]))
    repeats = procedure.repeats
    if repeats is None or not person.plays & set(repeats.by):
        return None
    found = await candidates(new_sketch(post, turn), repeats, turn)
    return next((one for one in found if one.like.score >= NEARLY_CERTAIN), None)


def _perhaps(card: Card, repeated: Candidate, turn: Turn, texts: Texts) -> Reply:
    """A line below the card; the tap opens the list with its evidence."""
    words = texts.say(
        "№ {number} · возможно, повтор № {earlier}: {why}",
        number=card.number,
        earlier=repeated.card.number,
        why=why_words(repeated.like, texts),
    )
    button = Button(text=texts.say("Повтор?"), data=Tap(card=card.id, turn=card.turn, action=REPEAT).pack())
    return Reply(text=words, rows=((button,),), card=card.id, delay=turn.settle)


async def _just_before(message: Message, turn: Turn) -> CardId | None:
    """The card of the forward that came right before this one; None for parts of one album and late parts."""
    last = turn.conversation.data.get("last")
    if not isinstance(last, dict) or not await is_forward(message) or not last.get("forward"):
        return None
    if message.date.timestamp() - float(last["at"]) > IN_A_ROW or card_key(message) == last["key"]:
        return None
    office, before = me(turn)[1], CardId(int(last["card"]))
    known = await turn.look(lambda shelf: shelf.opened_under(office.id, card_key(message)))
    card = await turn.look(lambda shelf: shelf.card(before))
    return None if known or card is None or card.office != office.id else before


def _last(message: Message, card: CardId) -> dict[str, object]:
    return {
        "card": card,
        "at": message.date.timestamp(),
        "key": card_key(message),
        "forward": message.forward_origin is not None,
    }


async def _hold(message: Message, turn: Turn, texts: Texts, before: CardId) -> None:
    """Keep the post and ask once for all that came in a row. The times of a card count from now all the same."""
    office = me(turn)[1]
    waiting = await turn.look(lambda shelf: shelf.held(turn.lane))
    keys = {opened_by(post.key) for post in waiting if post.after == before} | {card_key(message)}
    now = turn.came or turn.clock.now()
    turn.note(
        PostHeld(
            office=office.id,
            person=my_id(turn),
            lane=turn.lane,
            after=before,
            key=held_key(message),
            post=post_of(message),
            detected=now,
        )
    )
    number = await number_of(turn, before)
    question = texts.many(
        "Следом за № {number} пришло ещё {n} сообщение. Добавить к ней или завести отдельно?",
        "Следом за № {number} пришло ещё {n} сообщений. Добавить к ней или завести отдельно?",
        len(keys),
        number=number,
    )
    join = Button(
        text=texts.say("Добавить к № {number}", number=number),
        data=Held(card=before, together=True).pack(),
        style="success",
    )
    apart = Button(text=texts.say("Отдельными карточками"), data=Held(card=before, together=False).pack())
    turn.say(Reply(text=question, rows=((join,), (apart,)), supersede=f"held:{before}", delay=turn.settle))
