"""Posts forwarded right after another: asked about once, and none of them lost."""

from sandbox.people import Message, hidden, photo
from tests.conversations.stand import Stand


async def in_a_row(office: Stand) -> tuple[Message, Message]:
    """A post and, right after it, an album of three: the card, and the question about the album."""
    await office.curator.forwards("Нет воды на Школьной", origin=hidden("Житель"))
    await office.curator.sends_album([photo() for _ in range(3)], caption="Яма на Лесной", origin=hidden("Сосед"))
    card = await office.curator.reads("№ 1")
    return card, await office.curator.reads("пришло ещё 1 сообщение")


async def test_an_album_right_after_a_post_becomes_one_card(office: Stand) -> None:
    """All parts of an album that waited open one card together."""
    _, offer = await in_a_row(office)
    await offer.tap("Отдельными карточками")
    await office.curator.sees(await office.curator.reads("№ 2"), "3 вложения")
    await office.curator.says("/card 3")
    await office.curator.reads("Такой карточки нет")


async def test_an_album_right_after_a_post_joins_it_whole(office: Stand) -> None:
    """All parts of an album that waited are added to the card before them."""
    card, offer = await in_a_row(office)
    await offer.tap("Добавить к № 1")
    await office.curator.toast("Добавлено")
    await office.curator.sees(card, "3 вложения")


async def test_posts_that_cannot_join_any_more_become_cards(office: Stand) -> None:
    """Where the card was closed in the meantime, nothing is lost: what waited becomes a card, and it is said."""
    card, offer = await in_a_row(office)
    await card.tap("Не подлежит обработке")
    await (await office.curator.reads("на каком основании?")).tap("Намерение причинить вред")
    await office.curator.toast("закрыта")
    await offer.tap("Добавить к № 1")
    toast = await office.curator.toast("стали отдельными карточками")
    assert toast.alert
    await office.curator.sees(await office.curator.reads("🆕 № 2"), "3 вложения")
    await offer.tap("Добавить к № 1")
    await office.curator.toast("уже разобраны")
