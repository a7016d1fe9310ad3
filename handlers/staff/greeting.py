"""What is said to one who has joined, and of him to the administrators."""

from handlers.buttons import Button
from handlers.helping import help_text
from handlers.safe import html
from handlers.staff.data import Admit, Go, Revoke
from handlers.staff.told import person_line
from handlers.staff.words import post_line
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.office import Office, Person


def welcome(person: Person, office: Office, texts: Texts) -> Reply:
    """Who he is here, and what he can do."""
    first = texts.say("{office} · вы: {name}", office=html(office.name), name=person_line(person, office, texts))
    return Reply(text=f"{first}\n\n{help_text(person, texts)}")


def must_wait(person: Person, office: Office, texts: Texts) -> Reply:
    """He is to be let in by an administrator."""
    post = post_line(person.roles, person.department, office, texts)
    words = texts.say("{office}, {post}. Администратор подтвердит вас, и бот сразу напишет.", office=html(office.name),
                      post=post)  # fmt: skip
    return Reply(text=words)


def here_already(person: Person, office: Office, texts: Texts, *, waits: bool) -> Reply:
    """He opened a link and is of the office already: nothing is used up."""
    if waits:
        return Reply(text=texts.say("Вы уже присоединились: ждём, пока администратор подтвердит."))
    post = post_line(person.roles, person.department, office, texts)
    words = texts.say("Вы уже работаете здесь: {office}, {post}. Ничего не изменилось, приглашение не потрачено.",
                      office=html(office.name), post=post)  # fmt: skip
    return Reply(text=words)


def joined(person: Person, office: Office, texts: Texts, *, waits: bool) -> Reply:
    """To an administrator: who has come, and what he may do about it."""
    line, end = person_line(person, office, texts), texts.say("Отозвать")
    if waits:
        row = (
            Button(text=texts.say("Подтвердить"), data=Admit(person=person.id, let_in=True).pack(), style="success"),
            Button(text=end, data=Admit(person=person.id, let_in=False).pack(), style="danger"),
        )
        return Reply(text=texts.say("Присоединился и ждёт подтверждения: {who}", who=line), rows=(row,))
    row = (
        Button(text=texts.say("Карточка"), data=Go(screen="one", key=str(person.id)).pack()),
        Button(text=end, data=Revoke(person=person.id).pack(), style="danger"),
    )
    return Reply(text=texts.say("Присоединился: {who}", who=line), rows=(row,))
