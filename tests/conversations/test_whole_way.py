"""The main job, over HTTP: a forwarded post becomes a published answer."""

import pytest

from sandbox.people import Message, Person, channel, chat, hidden, photo, user
from tests.conversations.stand import Stand
from tests.conversations.steps import POST, approved, drafted, forwarded, handed_over, published, routed


@pytest.mark.clause("SOB-8", "SOB-14", "SOB-16")
async def test_a_post_goes_all_the_way(office: Stand) -> None:
    """A forwarded post is routed, answered, agreed, handed over and published, and every step shows where it must."""
    card = await forwarded(office)
    work = await routed(office, card)
    await work.tap("Принять в работу")
    await office.roads.toast("в работе у вас")
    asked = await drafted(office, work, "Фонари включим сегодня до 18:00.")
    assert "Фонари включим сегодня до 18:00." in asked.text
    agreed = await approved(office, asked)
    to_publish = await handed_over(office, agreed, "Фонари включим сегодня до 18:00.")
    await published(office, to_publish, "https://vk.com/wall-1_205?reply=206")
    await office.curator.sees_buttons(to_publish)


async def test_an_album_is_one_card(office: Stand) -> None:
    """Ten photos sent together make one card, and all ten reach the executor as one album."""
    await office.curator.sends_album([photo() for _ in range(10)], caption="Яма на Лесной", origin=hidden("Житель"))
    card = await office.curator.sees(await office.curator.reads("№ 1"), "10 вложений")
    await card.tap("→ Дорожное хозяйство")
    first = await office.roads.reads("вложения поста")
    await office.roads.reads("вам: подготовить ответ")
    shown = [message for message in await office.roads.history() if message.album == first.album]
    assert len(shown) == 10
    of_the_bot = [message for message in await office.curator.history() if message.from_bot]
    assert [message.id for message in of_the_bot] == [card.id]


@pytest.mark.clause("SOB-5", "SOB-8")
async def test_a_pasted_link_makes_a_card(office: Stand) -> None:
    """A link pasted with the post's text gives the card its network and its address."""
    await office.curator.says("Не вывозят мусор на Школьной https://ok.ru/group/1/topic/2")
    card = await office.curator.reads("№ 1")
    assert card.text.startswith("🆕 № 1 · Одноклассники · кому направить?")
    assert card.labels[0] == "→ ЖКХ"
    assert 'href="https://ok.ru/group/1/topic/2"' in card.html


@pytest.mark.clause("SOB-8")
@pytest.mark.parametrize(
    ("origin", "author"),
    [
        (user("Мария Л.", id=501), "Мария Л."),
        (hidden("Житель"), "Житель"),
        (chat("Чат посёлка", id=-1002), "Чат посёлка"),
        (channel("Вести посёлка", id=-1003, username="vesti_poselka", message_id=77), "Вести посёлка"),
    ],
    ids=["user", "hidden", "chat", "channel"],
)
async def test_every_origin_of_a_forward_is_taken(office: Stand, origin: dict[str, object], author: str) -> None:
    """A forward of any origin becomes a card that names its author as far as the messenger tells."""
    await office.curator.forwards("Снег не убран на Лесной", origin=origin)
    card = await office.curator.reads("№ 1")
    assert f"Автор: {author}" in card.text
    assert card.labels[0] == "→ Дорожное хозяйство"


@pytest.mark.parametrize("kind", ["photo", "video", "document"])
async def test_every_kind_of_media_is_taken(office: Stand, kind: str) -> None:
    """A photo, a video or a document without a word becomes a card and reaches the executor."""
    await office.curator.forwards(None, origin=hidden("Житель"), **{kind: True})
    card = await office.curator.reads("№ 1")
    await card.tap("→ ЖКХ")
    sent = await office.utilities.reads("вложения поста")
    assert sent.media is not None
    assert sent.media.kind == kind


async def test_forwards_in_a_row_can_be_one_card(office: Stand) -> None:
    """Forwards that come together are offered as one card; joined, they are all in it."""
    for text in ("Нет воды на Школьной", "И на Лесной нет", "Третий день"):
        await office.curator.forwards(text, origin=hidden("Житель"))
    await office.curator.reads("№ 1")
    offer = await office.curator.reads("Следом за № 1")
    await offer.tap("Добавить к № 1")
    await office.curator.toast("Добавлено")
    await office.curator.says("/card 1")
    card = await office.curator.reads("№ 1")
    assert "Третий день" in card.text


async def test_forwards_in_a_row_can_be_cards_of_their_own(office: Stand) -> None:
    """Forwards that come together become separate cards where the curator says so, with nothing lost."""
    for text in ("Нет воды на Школьной", "Снег на Лесной", "Мусор у школы"):
        await office.curator.forwards(text, origin=hidden("Житель"))
    offer = await office.curator.reads("Следом за № 1")
    await offer.tap("Отдельными карточками")
    texts = {(await office.curator.reads("кому направить?")).text for _ in range(3)}
    assert {text.split(" · ")[0] for text in texts} == {"🆕 № 1", "🆕 № 2", "🆕 № 3"}


async def test_an_answer_to_a_card_adds_to_it(office: Stand) -> None:
    """What the curator sends in answer to a card joins its post, and the executor hears of it."""
    card = await forwarded(office)
    await routed(office, card)
    await card.reply("Ещё и светофор не горит")
    await office.curator.reads("Добавлено к № 1")
    added = await office.roads.reads("к посту добавлено")
    assert "светофор" in added.text


@pytest.mark.clause("SOB-10a")
async def test_the_card_has_everything_to_route_by(office: Stand) -> None:
    """The first card names number, network, author and post, shows running deadlines, and fits the topic first."""
    card = await forwarded(office)
    assert card.text.startswith("🆕 № 1 · ВКонтакте · кому направить?")
    assert POST.split(" https")[0] in card.text
    assert "Направить" in card.text
    assert "30 мин рабочего времени · до 10:30" in card.text
    assert "до чт 09:00" in card.text or "до 18:00" in card.text or "до чт 10:00" in card.text
    assert card.labels == [
        "→ Дорожное хозяйство",
        "→ ЖКХ",
        "Важность: высокая",
        "Значимое",
        "Ещё…",
        "Не подлежит обработке",
    ]
    assert card.buttons[0][0].style == "success"
    assert card.buttons[-1][0].style == "danger"


async def test_all_views_follow_the_card(office: Stand) -> None:
    """When the card moves on, every message that shows it changes, and nobody keeps a button that is not his."""
    card = await forwarded(office)
    work = await routed(office, card)
    await office.curator.sees(card, "готовит ответ: Исполнитель дорог")
    asked = await drafted(office, work, "Фонари включим сегодня.")
    await office.curator.sees(card, "согласует: Глава района")
    await approved(office, asked)
    await _keeps_no_button(office.head, asked)


async def _keeps_no_button(person: Person, message: Message) -> None:
    await person.sees_buttons(message)
