"""/accounts: everybody of the office sees its accounts; an administrator adds, renames, removes."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.accounts.data import AccountAsk, AccountTap
from handlers.accounts.shown import cancel_row, keyed, listing, one
from handlers.awaited import is_answer
from handlers.buttons import Button
from handlers.safe import html
from handlers.scene import me
from handlers.staff.errands import SeeOffice
from handlers.staff.refused import refused_text
from handlers.staff.showing import anew, dead, sight_of
from handlers.staff.values import clean_name
from handlers.states import ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.accounts import called, made_of, same_page
from workflow.office import Account, Office
from workflow.rights.row import What
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Edit
from workflow.staffing.fields import account_values
from workflow.staffing.refusals import StaffRefusal
from workflow.staffing.rights import may_here

router = Router(name="accounts")


@router.message(Command("accounts"))
async def accounts(message: Message, turn: Turn, texts: Texts) -> None:
    """/accounts: the list."""
    if not may_here(me(turn)[0].id, What.ACCOUNTS, me(turn)[1]):
        turn.say(Reply(text=texts.say("Список аккаунтов виден сотрудникам администрации.")))
        return
    turn.say(_list(turn, texts))


@router.callback_query(AccountTap.filter())
async def tapped(query: CallbackQuery, callback_data: AccountTap, turn: Turn, texts: Texts) -> None:
    """A button of the list, of one account, or of a question."""
    what, account = callback_data.what, keyed(callback_data.key, me(turn)[1])
    if what == "take" and turn.conversation.state == AccountAsk.name.state:
        await _named(turn, texts, called(str(turn.conversation.data.get("link"))), tapped=True)
        return
    if turn.conversation.state in (AccountAsk.link.state, AccountAsk.name.state):
        rest(turn)
    if what in ("list", "stop"):
        if what == "stop":
            turn.hint(texts.say("Отменено. Ничего не изменилось."))
        turn.become(_list(turn, texts, callback_data.page))
    elif what == "add" and _changes(turn):
        ask(turn, AccountAsk.link)
        turn.say(_question(texts.say("Пришлите ссылку на страницу администрации."), texts))
    elif account:
        await _of_one(account, what, turn, texts)
    else:
        dead(turn, texts)


async def _of_one(account: Account, what: str, turn: Turn, texts: Texts) -> None:
    """What is done with one account."""
    if what == "one" and _changes(turn):
        turn.become(one(account, texts))
    elif what == "name" and _changes(turn):
        ask(turn, AccountAsk.name, link=account.link, seen=account.name)
        turn.say(_question(texts.say("Как теперь называется эта страница?"), texts))
    elif what == "drop":
        left = [known for known in me(turn)[1].accounts if known != account]
        await _put(turn, texts, left, texts.say("Удалено."), tapped=True)
    else:
        dead(turn, texts)


@router.message(StateFilter(AccountAsk.link), is_answer)
async def linked(message: Message, turn: Turn, texts: Texts) -> None:
    """The address of a page; its network is known by its host."""
    account = made_of(message.text or "")
    if account is None:
        turn.say(_question(texts.say("Нужна ссылка на страницу, например https://vk.com/lesnoe. Пришлите её."), texts))
        return
    if any(same_page(known.link, account.link) for known in me(turn)[1].accounts):
        rest(turn)
        turn.say(Reply(text=texts.say("Такой аккаунт уже есть. Ничего не изменилось.")))
        turn.say(_list(turn, texts))
        return
    ask(turn, AccountAsk.name, link=account.link)
    take = Button(text=account.name, data=AccountTap(what="take").pack())
    turn.say(
        Reply(text=texts.say("Как назвать эту страницу? Напишите или нажмите."), rows=((take,), cancel_row(texts)))
    )


@router.message(StateFilter(AccountAsk.name), is_answer)
async def named(message: Message, turn: Turn, texts: Texts) -> None:
    """What the account is called."""
    name = clean_name(message.text or "")
    if not name:
        turn.say(_question(texts.say("Нужно название одним сообщением."), texts))
        return
    await _named(turn, texts, name, tapped=False)


async def _named(turn: Turn, texts: Texts, name: str, *, tapped: bool) -> None:
    """A new account, or a new name of one that is there."""
    office, data = me(turn)[1], turn.conversation.data
    link, seen = str(data.get("link")), data.get("seen")
    account = made_of(link)
    present = next((known for known in office.accounts if same_page(known.link, link)), None)
    rest(turn)
    if account is None or (present.name if present else None) != seen:
        words = texts.say("Это уже изменил кто-то другой. Ваша правка не внесена, посмотрите, как сейчас.")
        turn.say(Reply(text=words))
        turn.say(_list(turn, texts))
        return
    base = present or account
    renamed = Account(base.network, name, base.link, base.excluded)
    found = [renamed if known == present else known for known in office.accounts]
    await _put(turn, texts, found if present else [*found, renamed], texts.say("Готово."), tapped=tapped)


async def _put(turn: Turn, texts: Texts, found: list[Account], done: str, *, tapped: bool) -> None:
    """Write the list through the core's door, and show it as it is then."""
    person, office = me(turn)
    present = [account_values(one) for one in office.accounts]
    wanted = [account_values(one) for one in found]
    command = Edit(office.id, person.id, Thing.OFFICE, office.key, "accounts", present, wanted)

    def show(outcomes: list[Any]) -> None:
        outcome, now = outcomes
        after = anew(sight_of(turn, texts), now)
        words = refused_text(outcome, after) if isinstance(outcome, StaffRefusal) else done
        shown = listing(now, texts, changes=after.changes)
        if tapped:
            turn.hint(words, alert=isinstance(outcome, StaffRefusal))
            turn.become(shown)
        else:
            turn.say(Reply(text=html(words)))
            turn.say(shown)

    await turn.change(command, SeeOffice(office=office.id), then=show)


def _list(turn: Turn, texts: Texts, page: int = 0) -> Reply:
    office: Office = me(turn)[1]
    return listing(office, texts, changes=_changes(turn), page=page)


def _changes(turn: Turn) -> bool:
    return may_here(me(turn)[0].id, What.EDIT, me(turn)[1])


def _question(words: str, texts: Texts) -> Reply:
    return Reply(text=words, rows=(cancel_row(texts),))
