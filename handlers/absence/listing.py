"""/absence: who is away or will be, each with a tap to end or cancel it."""

from collections.abc import Sequence

from handlers.absence.data import AbsenceOf, AbsenceOver
from handlers.absence.scene import View, others_of
from handlers.absence.words import day_words, reason_word, till_words
from handlers.buttons import Button, Rows
from handlers.safe import html, short
from handlers.turn import Reply
from workflow.staffing.rights import is_over
from workflow.staffing.spells import Spell, State

_NAME = 30
_MOST = 6
"""Absences in one list; each has a button, and two more stand below them."""


def listing(spells: Sequence[Spell], view: View) -> Reply:
    """What is known, with the way to a new absence."""
    texts = view.texts
    mine = [one for one in spells if _may_see(one, view)]
    shown = mine[:_MOST]
    title = texts.say("Отсутствия") if mine else texts.say("Отсутствий нет.")
    rest = len(mine) - len(shown)
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    lines = [title, *(_line(one, view) for one in shown), *more]
    return Reply(text="\n".join(lines), rows=(*((_ending(one, view),) for one in shown), *_new(view)))


def _new(view: View) -> Rows:
    texts = view.texts
    own = Button(text=texts.say("Меня не будет"), data=AbsenceOf(person=view.me.id).pack(), style="primary")
    if not others_of(view):
        return ((own,),)
    return ((own,), (Button(text=texts.say("Не будет другого…"), data=AbsenceOf(person=0).pack()),))


def _may_see(spell: Spell, view: View) -> bool:
    person = view.office.person(spell.person)
    return person is not None and (person.id == view.me.id or is_over(view.me, person))


def _line(spell: Spell, view: View) -> str:
    texts, office = view.texts, view.office
    person = office.person(spell.person)
    name = html(person.name) if person else ""
    since = day_words(texts.local(spell.since, office.timetable.zone).date(), office, view.now, texts)
    till, why = till_words(spell.until, office, view.now, texts), reason_word(spell.why, texts)
    if spell.state is State.BEGUN:
        return f"{name}: {why}, {till}"
    return texts.say("{name}: {why}, с {since}, {till}", name=name, why=why, since=since, till=till)


def _ending(spell: Spell, view: View) -> Button:
    texts, person = view.texts, view.office.person(spell.person)
    name = short(person.name, _NAME) if person else ""
    words = (
        texts.say("Уже на месте: {name}", name=name)
        if spell.state is State.BEGUN
        else texts.say("Отменить: {name}", name=name)
    )
    return Button(text=words, data=AbsenceOver(absence=spell.id).pack())
