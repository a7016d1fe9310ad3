"""Invitations as they are seen: for whom one is made, the message to pass on, those that wait."""

from datetime import timedelta

from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.safe import html, short
from handlers.staff.data import ROLES, Admit, Go, Invite, Withdraw, letters_of, roles_in
from handlers.staff.errands import JoiningShown
from handlers.staff.pages import fitting, more_of, paged, pairs
from handlers.staff.sight import Sight
from handlers.staff.words import post_line, role_name, roles_line
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.office import Office
from workflow.staffing.joining import LASTS, Invited, Pending
from workflow.staffing.values import OF_A_UNIT
from workflow.words import Role

PREFIX = "join_"
"""What a link's payload begins with when it is an invitation's."""

_LABEL, _NAME = 28, 60
_IN_VIEW = 6
_USUAL = (Role.CURATOR, Role.EXECUTOR, Role.HEAD, Role.COORDINATOR, Role.CHIEF, Role.ADMINISTRATOR)


def invite(sight: Sight) -> Reply | None:
    """For which roles; each tap takes one on or off."""
    texts, chosen = sight.texts, roles_in(sight.key)
    if not sight.changes:
        return None
    order = [*_USUAL, *(role for role in ROLES if role not in _USUAL)]
    buttons = [_role(role, chosen, sight) for role in order]
    shown = paged(buttons, _IN_VIEW, sight.page, more_of("invite", sight.key, texts))
    onward = [_onward(chosen, sight)] if chosen else []
    text = texts.say("Кого пригласить? Отметьте роли, потом «Дальше».")
    if chosen:
        text = texts.say("Пригласить: {roles}", roles=roles_line(chosen, texts))
    return Reply(text=text, rows=(*pairs(shown), (*onward, *sight.back("home"))))


def _role(role: Role, chosen: frozenset[Role], sight: Sight) -> Button:
    sign, name = "✅ " if role in chosen else "", role_name(role, sight.texts)
    data = Go(screen="invite", key=letters_of(chosen ^ {role}), page=sight.page)
    return Button(text=sign + name, data=data.pack())


def _onward(chosen: frozenset[Role], sight: Sight) -> Button:
    words, letters = sight.texts.say("Дальше"), letters_of(chosen)
    if sight.office.departments or chosen & OF_A_UNIT:
        return sight.go(words, "place", letters).model_copy(update={"style": "primary"})
    return Button(text=words, data=Invite(roles=letters).pack(), style="primary")


def place(sight: Sight) -> Reply | None:
    """In which department; a tap makes the invitation."""
    texts, chosen = sight.texts, roles_in(sight.key)
    if not sight.changes or not chosen:
        return None
    letters = letters_of(chosen)
    buttons = [
        Button(text=short(unit.name, _LABEL), data=Invite(roles=letters, unit=brief(unit.key)).pack())
        for unit in sight.office.departments
    ]
    if not chosen & OF_A_UNIT:
        buttons.insert(0, Button(text=texts.say("Без отдела"), data=Invite(roles=letters).pack()))
    shown = paged(buttons, _IN_VIEW, sight.page, more_of("place", sight.key, texts))
    text = texts.say("Пригласить: {roles}. В какой отдел?", roles=roles_line(chosen, texts))
    if not buttons:
        text = texts.say("Этой роли нужен отдел, а отделов пока нет. Добавьте отдел и пригласите снова.")
    return Reply(text=text, rows=(*pairs(shown), sight.back("invite", letters)))


def passed_on(made: Invited, bot: str, sight: Sight) -> Reply:
    """The message with the link, to be passed on as it is; a button is not passed on with it."""
    texts, office = sight.texts, sight.office
    person = office.person(made.person)
    till = texts.day(texts.local(sight.now + LASTS, office.timetable.zone))
    name = f"{html(short(person.name, _NAME))}, " if person else ""
    lines = [
        texts.say("Приглашение в рабочий бот: {office}", office=html(short(office.name, _NAME))),
        f"{name}{post_line(made.roles, made.department, office, texts)}",
        texts.say("Откройте ссылку и нажмите «Запустить»:"),
        f"https://t.me/{bot}?start={PREFIX}{made.word}",
        texts.say("Действует 7 дней, до {day}, для одного человека.", day=till),
    ]
    row = (Button(text=texts.say("Отозвать"), data=Withdraw(invitation=made.invitation).pack(), style="danger"),)
    return Reply(text="\n".join(lines), rows=(row,), secret=True)


def joining(sight: Sight, shown: JoiningShown) -> Reply:
    """Who waits to be let in, and the invitations that have not been used."""
    texts, office = sight.texts, sight.office
    waiting = [
        f"{html(short(one.name, _NAME))} — {post_line(one.roles, one.department, office, texts)}"
        for one in shown.waiting
    ]
    unused = [pending_line(one, office, texts) for one in shown.pending]
    lines = [
        *([texts.say("Ждут подтверждения:"), *waiting] if waiting else []),
        *([texts.say("Приглашения, которыми ещё не воспользовались:"), *unused] if unused else []),
    ]
    text = "\n".join(fitting(lines, texts)) or texts.say("Неиспользованных приглашений нет.")
    buttons = [*(_admit(one.id, one.name, texts) for one in shown.waiting)]
    buttons += [_withdraw(one, office, texts) for one in shown.pending]
    found = paged(buttons, _IN_VIEW, sight.page, more_of("joining", "", texts))
    return Reply(text=text, rows=(*((one,) for one in found), sight.back("home")))


def pending_line(one: Pending, office: Office, texts: Texts) -> str:
    """For whom an invitation is, and how long it may be used."""
    person = office.person(one.person)
    name = f"{html(short(person.name, _NAME))}, " if person else ""
    return f"{name}{post_line(one.roles, one.department, office, texts)} · {_left(one.left, texts)}"


def _left(left: timedelta, texts: Texts) -> str:
    if left < timedelta(days=1):
        return texts.say("меньше суток")
    return texts.many("ещё {n} день", "ещё {n} дней", left.days)


def _withdraw(one: Pending, office: Office, texts: Texts) -> Button:
    person = office.person(one.person)
    who = person.name if person else roles_line(one.roles, texts)
    unit = office.department(one.department)
    label = short(", ".join([who, *([unit.name] if unit else [])]), _LABEL)
    return Button(text=texts.say("Отозвать: {what}", what=label), data=Withdraw(invitation=one.id).pack())


def _admit(person: int, name: str, texts: Texts) -> Button:
    data = Admit(person=person, let_in=True).pack()
    return Button(text=texts.say("Подтвердить: {who}", who=short(name, _LABEL)), data=data)
