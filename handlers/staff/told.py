"""What others are told about what has become of them, or of the office's people."""

from collections.abc import Callable, Iterable

from handlers.effects import CommandsShown
from handlers.safe import html, short
from handlers.staff.errands import Told
from handlers.staff.words import post_line, roles_line
from handlers.texts import Texts, texts_for
from handlers.turn import Reply, Turn
from workflow.office import Office, Person
from workflow.staffing.changes import Change
from workflow.words import OfficeId, PersonId, Role

_NAME = 60

Words = Callable[[Texts], Reply]
"""What is said, in the language of whoever hears it."""


def tell(turn: Turn, person: Person, office: Office, words: Words) -> None:
    """Say it to the person in his own chat and language, where he has a chat; he may be one who was not let in."""
    _note(turn, person, office.id if office.person(person.id) else None, words)


def tell_all(turn: Turn, people: Iterable[Person], office: Office, words: Words) -> None:
    """Say it to each of them."""
    for person in people:
        tell(turn, person, office, words)


def access_ended(turn: Turn, person: Person, office: Office) -> None:
    """Whoever may come in no more is told so in the chat, unless he is in the office's list under another name, too.

    Not where `office load` leaves him out: a file with a slip in it is mended and loaded again within the minute, and
    nobody was asked whether he means it, as everybody is in the chat.
    """
    if any(one.address == person.address and one.id != person.id for one in office.people):
        return
    # Of no office: what is an office's goes to nobody who has left it, and he has.
    _note(turn, person, None, lambda his: _ended(office, his))
    show_menu(turn, person)


def _note(turn: Turn, person: Person, office: OfficeId | None, words: Words) -> None:
    if person.address is not None:
        reply = words(texts_for(person.locale))
        turn.note(Told(lane=lane_of(person.address), office=office, person=person.id, reply=reply))


def _ended(office: Office, texts: Texts) -> Reply:
    return Reply(text=texts.say("{office}: ваш доступ закрыт.", office=html(office.name)))


def show_menu(turn: Turn, person: Person) -> None:
    """His menu of commands follows at once."""
    if person.address is not None:
        turn.note(CommandsShown(lane=lane_of(person.address), locale=person.locale))


def lane_of(address: str) -> str:
    """Where the messenger finds him."""
    return f"telegram:{address}"


def administrators(office: Office, but: PersonId | None = None) -> tuple[Person, ...]:
    """Those who may change the office, away or not."""
    return tuple(one for one in office.people if Role.ADMINISTRATOR in one.roles and one.id != but)


def changed_line(change: Change, office: Office, texts: Texts) -> str:
    """To the person himself: what is different now, as HTML; empty where it is nothing to him."""
    value = change.new
    match change.field:
        case "roles":
            named = [Role(one) for one in value] if isinstance(value, list) else []
            return texts.say("Ваши роли теперь: {roles}", roles=roles_line(named, texts))
        case "department":
            unit = office.department(value if isinstance(value, str) else None)
            return texts.say("Ваш отдел теперь: {unit}", unit=html(unit.name) if unit else texts.say("без отдела"))
        case "name":
            return texts.say("Теперь вы записаны так: {name}", name=html(str(value)))
        case "email":
            return texts.say("Ваша почта теперь: {mail}", mail=html(str(value)) if value else "—")
        case "substitutes":
            names = {one.key: one.name for one in office.people}
            keys = value if isinstance(value, list) else []
            who = ", ".join(html(names[key]) for key in keys if key in names)
            return texts.say("Вас замещают по очереди: {names}", names=who or "—")
    return ""


def person_line(person: Person, office: Office, texts: Texts) -> str:
    """«Имя, исполнитель, ЖКХ» as HTML."""
    post = post_line(person.roles, person.department, office, texts)
    return f"{html(short(person.name, _NAME))}, {post}"
