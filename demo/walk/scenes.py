"""The scenes of the demonstration, in the order of the work."""

from demo.walk.printing import Printer
from demo.walk.stage import Stage
from sandbox.people import Message, hidden

POST = "На улице Лесной третий день не горят фонари, дети идут из школы в темноте. Когда починят? https://vk.com/wall-1_205"
DRAFT = "Фонари на Лесной включим сегодня до 18:00, бригада уже на месте."
BETTER = "Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. Телефон диспетчера: 0-00-00."
LINK = "https://vk.com/wall-1_205?reply=206"
FAST = 1200.0
STARTING = 90.0
"""Real seconds that a slow machine may take to start the bot."""


async def walk(stage: Stage, printer: Printer) -> None:
    """From a citizen's post to the published answer, with a reminder and an escalation on the way."""
    card = await _intake(stage, printer)
    await _routing(stage, printer, card)
    await _reminders(stage, printer)
    await _draft(stage, printer)
    await _rework(stage, printer)
    await _publication(stage, printer)
    printer.title("Готово: ответ опубликован, карточка закрыта")


async def _intake(stage: Stage, printer: Printer) -> Message:
    printer.title("Куратор пересылает пост боту")
    printer.does("Куратор", f"пересылает: {POST}")
    await stage.curator.forwards(POST, origin=hidden("Житель"), photo=True)
    return printer.gets("Куратор", await stage.curator.reads("№ 1", seconds=STARTING))


async def _routing(stage: Stage, printer: Printer, card: Message) -> None:
    printer.title("Одно нажатие: карточка у исполнителя, сроки пошли")
    printer.does("Куратор", "нажимает «→ Дорожное хозяйство»")
    await card.tap("→ Дорожное хозяйство")
    printer.gets("Исполнитель дорог", await stage.executor.reads("вложения поста"))
    printer.gets("Исполнитель дорог", await stage.executor.reads("вам: подготовить ответ"))


async def _reminders(stage: Stage, printer: Printer) -> None:
    printer.title("Исполнитель молчит; часы идут быстро")
    stage.wind(FAST)
    printer.gets("Исполнитель дорог", await stage.executor.reads("⏰", seconds=60))
    printer.gets("Группа", await stage.group.reads("⏰", seconds=60))
    printer.gets("Группа", await stage.group.reads("❗", seconds=60))
    printer.title("Через час опоздания узнаёт глава")
    printer.gets("Глава района", await stage.head.reads("❗", seconds=60))
    stage.wind(1)


async def _draft(stage: Stage, printer: Printer) -> None:
    printer.title("Исполнитель отвечает с места: текст и фото")
    card = (await stage.executor.history())[-1]
    printer.does("Исполнитель дорог", f"отвечает на карточку: {DRAFT} (фото)")
    await card.reply(DRAFT, photo=True)
    preview = printer.gets("Исполнитель дорог", await stage.executor.reads("Проект к № 1"))
    printer.does("Исполнитель дорог", "нажимает «На согласование»")
    await preview.tap("На согласование")
    await stage.head.reads("вложения ответа")
    asked = printer.gets("Глава района", await stage.head.reads("согласовать ответ"))
    printer.does("Глава района", "нажимает «На доработку» и пишет замечание")
    await asked.tap("На доработку")
    question = printer.gets("Глава района", await stage.head.reads("замечания"))
    await question.reply("Добавьте телефон диспетчера")


async def _rework(stage: Stage, printer: Printer) -> None:
    printer.title("Доработка: глава видит, что изменилось, и согласует одним нажатием")
    back = printer.gets("Исполнитель дорог", await stage.executor.reads("доработать"))
    printer.does("Исполнитель дорог", f"отвечает: {BETTER}")
    await back.reply(BETTER)
    preview = await stage.executor.reads("Проект к № 1")
    await preview.tap("На согласование")
    asked = printer.gets("Глава района", await stage.head.reads("согласовать ответ"))
    printer.does("Глава района", "нажимает «Согласовать»")
    await asked.tap("Согласовать")


async def _publication(stage: Stage, printer: Printer) -> None:
    printer.title("Передача и публикация")
    agreed = printer.gets("Исполнитель дорог", await stage.executor.reads("передайте куратору"))
    printer.does("Исполнитель дорог", "нажимает «Передать куратору»")
    await agreed.tap("Передать куратору")
    while (ready := await stage.curator.reads(BETTER)).text != BETTER:
        continue  # the card that was there before shows the text too; the one to copy is the text alone
    printer.gets("Куратор", ready)
    publish = printer.gets("Куратор", await stage.curator.reads("опубликуйте"))
    printer.does("Куратор", "публикует в сети и нажимает «Опубликовано»")
    await publish.tap("Опубликовано")
    question = printer.gets("Куратор", await stage.curator.reads("ссылку"))
    printer.does("Куратор", f"присылает ссылку: {LINK}")
    await question.reply(LINK)
    printer.gets("Куратор", await stage.curator.reads("опубликовано"))
