"""Where the way of a card turns: return, refusal to handle, rework, interim answer, importance."""

import pytest

from tests.conversations.stand import Stand
from tests.conversations.steps import approved, drafted, forwarded, handed_over, published, reads_alone, routed


@pytest.mark.clause("SOB-11")
async def test_a_return_in_time_needs_only_its_reason(office: Stand) -> None:
    """Within 30 minutes the executor returns a card with a reason, and the curator routes it again (SOB-11)."""
    work = await routed(office, await forwarded(office))
    await work.tap("Вернуть куратору")
    question = await office.roads.reads("почему возвращаете?")
    await question.reply("Фонари на балансе ЖКХ")
    await office.roads.reads("возвращена куратору")
    back = await office.curator.reads("вернули, кому направить?")
    assert "Фонари на балансе ЖКХ" in back.text
    await back.tap("→ ЖКХ")
    await office.utilities.reads("вам: подготовить ответ")
    await office.roads.sees_buttons(work)


@pytest.mark.clause("SOB-11")
async def test_a_late_return_is_for_the_curator_to_decide(office: Stand) -> None:
    """After 30 minutes the clause is named to both, and the card stays with the executor till the curator decides."""
    work = await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T11:00")
    await work.tap("Вернуть куратору")
    await (await office.roads.reads("почему возвращаете?")).reply("Это не наша улица")
    await office.roads.reads("время на возврат прошло (п. 11)")
    asked = await office.curator.reads("просит забрать")
    assert "(п. 11)" in asked.text
    assert "Это не наша улица" in asked.text
    await asked.tap("Оставить исполнителю")
    await office.curator.toast("осталась у исполнителя")
    again = await office.roads.reads("вам: подготовить ответ")
    assert "Принять в работу" in again.labels


@pytest.mark.clause("SOB-11")
async def test_a_curator_takes_a_late_return_back(office: Stand) -> None:
    """The curator may take a late return, and then routes the card anew."""
    work = await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T11:00")
    await work.tap("Вернуть куратору")
    await (await office.roads.reads("почему возвращаете?")).reply("Это не наша улица")
    asked = await office.curator.reads("просит забрать")
    await asked.tap("Забрать карточку")
    await office.curator.sees(asked, "забрали, кому направить?")
    await asked.tap("→ ЖКХ")
    await office.utilities.reads("вам: подготовить ответ")


@pytest.mark.clause("SOB-21")
async def test_a_card_not_to_be_handled_is_closed_with_its_ground(office: Stand) -> None:
    """The curator closes an abusive post by one of the procedure's grounds (SOB-21)."""
    card = await forwarded(office)
    await card.tap("Не подлежит обработке")
    question = await office.curator.reads("на каком основании?")
    await question.tap("Нецензурные или оскорбительные выражения")
    await office.curator.toast("закрыта без обработки")
    await office.curator.sees(card, "не подлежит обработке: нецензурные или оскорбительные выражения (п. 21)")
    await office.curator.sees_buttons(card)


@pytest.mark.clause("SOB-14", "SOB-15")
async def test_a_draft_sent_back_comes_again_with_what_changed(office: Stand) -> None:
    """The head sends a draft back with remarks; he sees what changed when it comes again, and approves."""
    work = await routed(office, await forwarded(office))
    asked = await drafted(office, work, "Фонари включим сегодня.")
    await asked.tap("На доработку")
    await (await office.head.reads("что доработать?")).reply("Назовите время")
    back = await office.roads.reads("вам: доработать ответ")
    assert "Назовите время" in back.text
    again = await drafted(office, back, "Фонари включим сегодня до 18:00.")
    assert "Изменено:" in again.text
    assert "18:00" in again.text.split("Изменено:")[1]
    await approved(office, again)


@pytest.mark.clause("SOB-17")
async def test_an_interim_answer_leads_to_a_final_one(office: Stand) -> None:
    """A published interim answer leaves the card with its executor and the deadline 'final' (SOB-17)."""
    work = await routed(office, await forwarded(office))
    asked = await drafted(office, work, "Причину выясняем, ответим до 13 марта.", "Промежуточный ответ")
    agreed = await approved(office, asked)
    to_publish = await handed_over(office, agreed, "Причину выясняем, ответим до 13 марта.")
    await to_publish.tap("Опубликовано")
    await (await office.curator.reads("пришлите ссылку")).reply("https://vk.com/wall-1_205?reply=207")
    final = await office.roads.reads("вам: подготовить окончательный ответ")
    assert "Окончательный ответ" in final.text
    assert "до 16 марта, 18:00" in final.text
    asked = await drafted(office, final, "Фонари заменены, улица освещена.")
    agreed = await approved(office, asked)
    last = await handed_over(office, agreed, "Фонари заменены, улица освещена.")
    await published(office, last, "https://vk.com/wall-1_205?reply=208")


async def test_published_without_a_link_needs_a_reason(office: Stand) -> None:
    """«Без ссылки» asks why, and the card is closed with the reason."""
    work = await routed(office, await forwarded(office))
    agreed = await approved(office, await drafted(office, work, "Включили."))
    to_publish = await handed_over(office, agreed, "Включили.")
    await to_publish.tap("Опубликовано")
    question = await office.curator.reads("пришлите ссылку")
    await question.tap("Без ссылки")
    await (await office.curator.reads("почему ссылки нет?")).reply("Автор удалил пост")
    await office.curator.reads("опубликовано")


@pytest.mark.clause("SOB-10b")
async def test_high_importance_moves_the_deadlines_at_once(office: Stand) -> None:
    """One tap makes a card urgent: the answer is due in 4 hours, the draft 2 hours before it (SOB-10)."""
    card = await forwarded(office)
    await card.tap("Важность: высокая")
    await office.curator.toast("важность высокая")
    await office.curator.sees(card, "до 15:00")
    work = await routed(office, card)
    assert "до 12:00" in work.text
    await card.tap("Важность: обычная")
    await office.curator.toast("важность обычная")
    told = await office.roads.reads("важность обычная")
    assert "№ 1" in told.text


@pytest.mark.clause("SOB-25")
async def test_a_significant_post_reaches_the_head_at_once(office: Stand) -> None:
    """«Значимое» tells the head right away, whatever the step (SOB-25)."""
    card = await forwarded(office)
    await card.tap("Значимое")
    told = await office.head.reads("значимое сообщение")
    assert "фонари" in told.text
    await told.tap("Открыть")
    await office.head.reads("№ 1 · направляет: Куратор")


async def test_an_edited_message_changes_a_draft_not_yet_sent(office: Stand) -> None:
    """Editing one's message changes the preview; after the draft has gone, the edit is only noted."""
    work = await routed(office, await forwarded(office))
    mine = await work.reply("Включим завтра.")
    await office.roads.reads("Включим завтра.")
    await mine.edit("Включим сегодня.")
    preview = await office.roads.reads("Включим сегодня.")
    await preview.tap("На согласование")
    asked = await office.head.reads("согласовать ответ")
    assert "Включим сегодня." in asked.text
    await mine.edit("Включим когда-нибудь.")
    await office.head.reads("согласуется прежний текст")
    assert "когда-нибудь" not in asked.text


async def test_a_draft_with_an_album_reaches_head_and_publisher(office: Stand) -> None:
    """A draft of text with an album is gathered as one, and its media reach the head and the publisher."""
    from sandbox.people import photo

    work = await routed(office, await forwarded(office))
    await office.roads.sends_album([photo(), photo(), photo()], caption="Вот как теперь светло.", reply_to=work)
    preview = await office.roads.reads("3 фото")
    await preview.tap("На согласование")
    first = await office.head.reads("вложения ответа")
    asked = await office.head.reads("согласовать ответ")
    assert len([one for one in await office.head.history() if one.album == first.album]) == 3
    agreed = await approved(office, asked)
    await agreed.tap("Передать куратору")
    await reads_alone(office.curator, "Вот как теперь светло.")
    shown = await office.curator.reads("вложения ответа")
    await office.curator.reads("опубликуйте")
    assert len([one for one in await office.curator.history() if one.album == shown.album]) == 3
