"""Steps of the way that many conversations take."""

from sandbox.people import Message, Person, hidden
from tests.conversations.stand import Stand

POST = "На улице Лесной третий день не горят фонари, дети идут из школы в темноте https://vk.com/wall-1_205"


async def forwarded(office: Stand, text: str = POST) -> Message:
    """The curator forwards a post and gets its card."""
    await office.curator.forwards(text, origin=hidden("Житель"))
    return await office.curator.reads("кому направить?")


async def routed(office: Stand, card: Message) -> Message:
    """The card goes to the roads, and their executor has it before him."""
    await card.tap("→ Дорожное хозяйство")
    await office.curator.toast("направлено")
    return await office.roads.reads("вам: подготовить ответ")


async def drafted(office: Stand, work: Message, text: str, kind: str = "На согласование") -> Message:
    """The executor answers the card and sends the draft; the head has it before him."""
    await work.reply(text)
    preview = await office.roads.reads("Проект к № ")
    await preview.tap(kind)
    await office.roads.toast("на согласовании")
    return await office.head.reads("согласовать ")


async def approved(office: Stand, asked: Message) -> Message:
    """The head approves with one tap; the executor is asked to hand over."""
    await asked.tap("Согласовать")
    await office.head.toast("согласовано")
    return await office.roads.reads("передайте куратору")


async def handed_over(office: Stand, agreed: Message, text: str) -> Message:
    """The executor hands over; the curator has the text alone, ready to copy, and then the card."""
    await agreed.tap("Передать куратору")
    await office.roads.toast("передано")
    await reads_alone(office.curator, text)
    return await office.curator.reads("опубликуйте")


async def reads_alone(person: Person, text: str) -> Message:
    """The text comes in a message of its own, with not a letter beside it."""
    while (message := await person.reads(text)).text != text:
        continue
    return message


async def published(office: Stand, card: Message, link: str) -> None:
    """The curator says where it was published."""
    await card.tap("Опубликовано")
    question = await office.curator.reads("пришлите ссылку")
    await question.reply(link)
    await office.curator.reads("опубликовано")


async def apart(who: Person, text: str) -> Message:
    """One more post becomes a card of its own, whether it came within seconds of the one before it or not."""
    sent = await who.forwards(text, origin=hidden("Житель"))
    while (told := await who.reads("№")).id < sent.id:
        continue
    if "Следом за" not in told.text:
        return told
    await told.tap("Отдельными карточками")
    return await who.reads("кому направить?")
