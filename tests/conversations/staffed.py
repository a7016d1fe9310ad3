"""An office with administrators, for conversations about its people."""

from sandbox.people import Message, Person

OFFICE = """
[office]
key = "lesnoe"
name = "Администрация Лесного района"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"

[[department]]
key = "roads"
name = "Дорожное хозяйство"
topics = ["дороги", "снег"]

[[department]]
key = "utilities"
name = "ЖКХ"
topics = ["вода"]

[[person]]
key = "admin-1"
name = "Ольга Первая"
telegram_id = 1001
roles = ["administrator"]

[[person]]
key = "admin-2"
name = "Борис Второй"
telegram_id = 1002
roles = ["administrator", "coordinator"]

[[person]]
key = "curator-1"
name = "Куратор Анна"
telegram_id = 1003
roles = ["curator"]

[[person]]
key = "roads-1"
name = "Исполнитель дорог"
telegram_id = 1004
roles = ["executor"]
department = "roads"

[[person]]
key = "roads-2"
name = "Второй дорожник"
telegram_id = 1005
roles = ["executor"]
department = "roads"

[[person]]
key = "utilities-1"
name = "Исполнитель ЖКХ"
telegram_id = 1006
roles = ["executor"]
department = "utilities"

[[person]]
key = "expected"
name = "Ожидаемый Сотрудник"
roles = ["executor"]
department = "utilities"

[[person]]
key = "coordinator"
name = "Координатор"
telegram_id = 1008
roles = ["coordinator"]

[[person]]
key = "head"
name = "Глава"
telegram_id = 1009
roles = ["head"]
"""

PREFIX = "?start="


def payload(message: Message) -> str:
    """What the link in an invitation carries."""
    return message.text.partition(PREFIX)[2].split()[0]


async def staff(person: Person, *path: str) -> Message:
    """The screen that one gets to from /staff by these buttons."""
    await person.says("/staff")
    screen = await person.reads("Администрация Лесного района: ")
    for label in path:
        await person_taps(person, screen, label)
    return screen


async def person_taps(person: Person, screen: Message, label: str) -> None:
    """Press the button and wait till the screen is another one."""
    before = (screen.text, screen.labels)
    await screen.tap(label)
    await person._until(
        lambda: screen if (screen.text, screen.labels) != before else None, f"nothing changed after {label!r}", 10
    )


async def invited(admin: Person, *path: str) -> str:
    """An invitation made by these buttons; the payload of its link."""
    screen = await staff(admin, "Пригласить", *path[:-1])
    await screen.tap(path[-1])
    return payload(await admin.reads("Приглашение в рабочий бот: Администрация Лесного района"))


async def last_link(admin: Person) -> Message:
    """The newest message with an invitation."""
    return [one for one in await admin.history() if one.text.startswith("Приглашение в рабочий бот")][-1]


async def add_unit(admin: Person, name: str) -> Message:
    """A new department; its screen."""
    screen = await staff(admin, "Отделы")
    await screen.tap("Добавить отдел")
    await admin.reads("Как называется новый отдел?")
    await admin.says(name)
    await admin.reads(f"Отдел добавлен: {name}")
    return await admin.reads(name)
