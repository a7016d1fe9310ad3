"""The list of accounts, and one of them."""

from handlers.accounts.data import AccountTap
from handlers.buttons import Button, Rows
from handlers.labels import network_label
from handlers.safe import attribute, html, short
from handlers.staff.pages import fitting, mark, paged, pairs
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.accounts import account_of
from workflow.office import Account, Office

_NAME, _LABEL = 60, 28
_IN_VIEW = 7
_LONGEST_LINK = 300


def listing(office: Office, texts: Texts, *, changes: bool, page: int = 0) -> Reply:
    """All accounts of the office, as they may be copied to its site; with the buttons of whoever keeps the list."""
    lines = fitting([_line(one, texts) for one in office.accounts], texts)
    first = texts.say("Аккаунты администрации") if lines else texts.say("Аккаунтов пока нет.")
    title = f"<b>{first}</b>" if lines else first
    return Reply(text="\n".join([title, *lines]), rows=_rows(office, texts, page) if changes else ())


def one(account: Account, texts: Texts) -> Reply:
    """One account, for whoever keeps the list."""
    key = key_of(account)
    rows = (
        (
            _button(texts.say("Название"), "name", key),
            _button(texts.say("Удалить"), "drop", key).model_copy(update={"style": "danger"}),
        ),
        (_button(texts.say("Назад"), "list"),),
    )
    return Reply(text=_line(account, texts), rows=rows)


def cancel_row(texts: Texts) -> tuple[Button, ...]:
    """«Отмена» under a question."""
    return (_button(texts.say("Отмена"), "stop"),)


def key_of(account: Account) -> str:
    """How buttons call the account."""
    return mark(account.link)


def keyed(key: str, office: Office) -> Account | None:
    """The account that a button speaks of; None where it is gone."""
    return next((one for one in office.accounts if key_of(one) == key), None)


def own_words(link: str, office: Office, texts: Texts) -> str:
    """«аккаунт администрации ВКонтакте» for a link that stands in one of the office's own; empty for any other."""
    account = account_of(link, office)
    if account is None:
        return ""
    return texts.say("аккаунт администрации {network}", network=network_label(account.network, texts))


def _line(account: Account, texts: Texts) -> str:
    name, network = html(short(account.name, _NAME)), html(network_label(account.network, texts))
    link = account.link
    shown = f'<a href="{attribute(link)}">{html(link)}</a>' if len(link) <= _LONGEST_LINK else html(link)
    return f"{network} · {name}\n{shown}"


def _rows(office: Office, texts: Texts, page: int) -> Rows:
    found = [_button(short(f"{network_label(one.network, texts)} · {one.name}", _LABEL), "one", key_of(one))
             for one in office.accounts]  # fmt: skip
    more = texts.say("Ещё…")
    shown = paged(found, _IN_VIEW, page, lambda at: Button(text=more, data=AccountTap(what="list", page=at).pack()))
    return (*pairs(shown), (_button(texts.say("Добавить"), "add"),))


def _button(text: str, what: str, key: str = "") -> Button:
    return Button(text=text, data=AccountTap(what=what, key=key).pack())
