"""What is said in a group about its being an office's."""

from handlers.buttons import Button, Rows
from handlers.safe import html, short
from handlers.setup.group.data import Here, Leave
from handlers.setup.group.facts import Facts
from handlers.texts import Texts
from handlers.turn import Reply, Seat
from workflow.office import Office

_MOST_OFFICES = 3
_ON_A_BUTTON = 30


def offer(seats: tuple[Seat, ...], topic: int, facts: Facts, texts: Texts) -> Reply:
    """One message with a button for each office, in a topic two; what stands in the way is told with it."""
    if not facts.forum:
        asked = texts.say("Объявлять сроки в этой группе? Нажать может администратор.")
    else:
        asked = texts.say("В группе есть темы. Куда объявлять сроки? Нажать может администратор.")
    lines = [asked, *faults(facts, texts)]
    if facts.forum and not topic:
        lines.append(texts.say("Чтобы выбрать другую тему, отправьте /start в ней."))
    rows = tuple(
        (_button(seat.office, where, facts, texts),)
        for seat in seats[:_MOST_OFFICES]
        for where in ((topic, 0) if topic else (0,))
    )
    return Reply(text="\n\n".join(lines), rows=rows, topic=topic)


def sure(office: Office, here: Here, title: str, texts: Texts) -> Reply:
    """Whether to give up the group, or the topic, that there is."""
    if title:
        asked = texts.say("Сейчас сроки объявляются в группе «{title}». Перенести сюда?", title=html(title))
    else:
        asked = texts.say("Сейчас сроки объявляются в другом месте. Перенести сюда?")
    yes = here.model_copy(update={"sure": True}).pack()
    rows: Rows = (
        (Button(text=texts.say("Перенести сюда"), data=yes, style="primary"),),
        (Button(text=texts.say("Оставить как есть"), data=Leave(office=office.id).pack()),),
    )
    return Reply(text=asked, rows=rows)


def told_here(office: Office, facts: Facts, texts: Texts) -> str:
    """The group is the office's now; what still keeps the bot from its work is said with it."""
    done = texts.say("Сроки «{name}» теперь объявляются здесь.", name=html(office.name))
    return "\n\n".join([done, *faults(facts, texts)])


def faults(facts: Facts, texts: Texts) -> list[str]:
    """What the bot cannot do in this group, and what to do about it."""
    found = []
    if not facts.known:
        found.append(texts.say("Не удалось узнать права бота в этой группе. Проверьте, что бот в ней может писать."))
    elif not facts.inside:
        found.append(texts.say("Бота нет в этой группе. Добавьте его."))
    elif not facts.writes:
        found.append(
            texts.say(
                "Бот не может здесь писать. Откройте права группы и разрешите отправку сообщений "
                "или сделайте бота администратором."
            )
        )
    if facts.forum and not facts.rules_topics and facts.known:
        found.append(
            texts.say(
                "В закрытую тему бот написать не сможет. Если тема закрыта, сделайте его администратором "
                "с правом управлять темами."
            )
        )
    if not facts.sees_all and facts.known:
        found.append(
            texts.say(
                "Режим приватности включён: бот видит здесь только команды и ответы на свои сообщения. "
                "Для сроков этого достаточно."
            )
        )
    return found


def _button(office: Office, topic: int, facts: Facts, texts: Texts) -> Button:
    name = short(office.name, _ON_A_BUTTON)
    if not facts.forum:
        label = texts.say("Сроки сюда: {name}", name=name)
    elif topic:
        label = texts.say("Сроки в эту тему: {name}", name=name)
    else:
        label = texts.say("Сроки в общую тему: {name}", name=name)
    return Button(text=label, data=Here(office=office.id, topic=topic).pack(), style="primary")
