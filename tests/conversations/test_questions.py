"""A question that is open stays open till it is answered, and only an answer answers it."""

from sandbox.people import Message, hidden
from tests.conversations.stand import Stand
from tests.conversations.steps import POST, approved, drafted, handed_over, routed


async def pasted(office: Stand) -> Message:
    """A post that was no forward: the next one is not taken for its sequel."""
    await office.curator.says(POST)
    return await office.curator.reads("кому направить?")


async def asked_for_the_link(office: Stand) -> None:
    """A card on its way to publication: the curator has said that it is published, and is asked where."""
    work = await routed(office, await pasted(office))
    agreed = await approved(office, await drafted(office, work, "Включили."))
    to_publish = await handed_over(office, agreed, "Включили.")
    await to_publish.tap("Опубликовано")
    await office.curator.reads("пришлите ссылку")


async def test_a_forward_does_not_drop_the_question(office: Stand) -> None:
    """A post forwarded while a link is awaited becomes a card, and the link is awaited still."""
    await asked_for_the_link(office)
    await office.curator.forwards("Снег на Школьной", origin=hidden("Сосед"))
    await office.curator.reads("🆕 № 2")
    await office.curator.says("https://vk.com/wall-1_205?reply=206")
    await office.curator.reads("опубликовано")


async def test_a_pasted_post_is_no_link_of_a_publication(office: Stand) -> None:
    """A post pasted with its link while a link is awaited becomes a card; a link and a word beside it answer."""
    await asked_for_the_link(office)
    await office.curator.says(
        "Автобус в 7:40 опять не пришёл, на остановке «Больница» стояло двадцать человек, снег там тоже не чистят "
        "https://ok.ru/group/1/topic/231"
    )
    await office.curator.reads("🆕 № 2")
    await office.curator.says("Опубликовали тут: https://vk.com/wall-1_205?reply=206")
    await office.curator.reads("опубликовано")
