"""The departments: common ones to tick, others by their names, and the topics of each."""

from handlers.buttons import Rows
from handlers.safe import html, plain, short
from handlers.setup.asking import At, Question, button, paged
from handlers.setup.common import COMMON, common
from handlers.setup.latin import key_of
from handlers.setup.plan import Plan, Unit

_SIZE = 5
_UNIT = "u-"
"""What the button of a department carries before its key, so that no key is taken for something else."""

_MOST = 40
_LONGEST = 100
_IN_A_LINE = 200


class Units(Question):
    """Which departments there are."""

    name = "units"

    def words(self, at: At) -> str:
        """Asks for them, and lists those that are there."""
        say = at.texts.say
        asked = say("Какие есть отделы? Отметьте или напишите название своего. Их можно добавить и потом.")
        return "\n".join([asked, *(f"• {html(one.name)}" for one in at.plan.units)])

    def told(self, at: At) -> str:
        """How many, by name."""
        names = ", ".join(one.name for one in at.plan.units)
        return at.texts.say("Отделы: {names}", names=html(short(names, _IN_A_LINE)))

    def rows(self, at: At) -> Rows:
        """Common ones and one's own, those chosen ticked; «Готово» where there is one at least."""
        own = [one for one in at.plan.units if not one.common]
        known = {f"{_UNIT}{one.key}": one.name for one in (*COMMON, *own)}
        rows = paged(at, known, _SIZE, [f"{_UNIT}{one.key}" for one in at.plan.units])
        done = ((button(at, "done", at.texts.say("Готово"), "success"),),) if at.plan.units else ()
        return (*rows, *done)

    def tapped(self, value: str, at: At) -> Plan | None:
        """A department comes or goes; «Готово» goes on to their topics."""
        units = at.plan.units
        if value == "done":
            return at.plan.on("topics") if units else None
        key = value.removeprefix(_UNIT)
        if any(one.key == key for one in units):
            return at.plan.stay(units=tuple(one for one in units if one.key != key))
        known = common(key)
        return at.plan.stay(units=(*units, known.model_copy(update={"common": True}))) if known else None

    def written(self, text: str, at: At) -> Plan | str:
        """The name of a department of one's own."""
        name = " ".join(plain(text).split())
        if not name or len(name) > _LONGEST:
            return at.texts.say("Напишите название отдела, не длиннее {n} знаков.", n=_LONGEST)
        if any(one.name.casefold() == name.casefold() for one in at.plan.units):
            return at.texts.say("Такой отдел уже есть.")
        if len(at.plan.units) >= _MOST:
            return at.texts.say("Больше {n} отделов сразу не получится. Остальные добавите потом.", n=_MOST)
        taken = {one.key for one in (*at.plan.units, *COMMON)}
        unit = Unit(key=key_of(name, "unit", taken), name=name)
        return at.plan.again(units=(*at.plan.units, unit))


class Topics(Question):
    """What people write to each department about."""

    name = "topics"

    def words(self, at: At) -> str:
        """Shows the topics of all, and asks whether something is to be changed."""
        asked = at.texts.say("По темам бот подсказывает отдел. Всё верно? Нажмите отдел, чтобы изменить его темы.")
        return "\n".join([asked, *(_line(one, at) for one in at.plan.units)])

    def told(self, at: At) -> str:
        """That they are settled."""
        return at.texts.say("Темы отделов записаны.")

    def rows(self, at: At) -> Rows:
        """It is right, or a department to change."""
        rows = paged(at, {f"{_UNIT}{one.key}": one.name for one in at.plan.units}, _SIZE)
        return (*rows, (button(at, "done", at.texts.say("Верно"), "success"),))

    def tapped(self, value: str, at: At) -> Plan | None:
        """On to the languages, or to the topics of one department."""
        if value == "done":
            return at.plan.on("locale")
        key = value.removeprefix(_UNIT)
        return at.plan.on("topics_of", unit=key) if any(one.key == key for one in at.plan.units) else None


class TopicsOf(Question):
    """The topics of one department."""

    name = "topics_of"

    def words(self, at: At) -> str:
        """Asks for them, by ticks or by words."""
        unit = at.plan.edited()
        asked = at.texts.say("Темы отдела «{name}». Отметьте или напишите свои через запятую.", name=html(_name(unit)))
        return f"{asked}\n{html(', '.join(unit.topics))}" if unit and unit.topics else asked

    def told(self, at: At) -> str:
        """The department with its topics."""
        unit = at.plan.edited()
        return _line(unit, at) if unit else ""

    def rows(self, at: At) -> Rows:
        """Topics that it has, and those that such a department often has."""
        offered = _offered(at.plan.edited())
        has = at.plan.edited()
        marked = [str(index) for index, topic in enumerate(offered) if has and topic in has.topics]
        rows = paged(at, {str(index): topic for index, topic in enumerate(offered)}, _SIZE, marked)
        return (*rows, (button(at, "done", at.texts.say("Готово"), "success"),))

    def tapped(self, value: str, at: At) -> Plan | None:
        """A topic comes or goes."""
        unit = at.plan.edited()
        offered = _offered(unit)
        if value == "done":
            return at.plan.returns()
        if unit is None or not value.isdecimal() or int(value) >= len(offered):
            return None
        topic = offered[int(value)]
        kept = tuple(one for one in unit.topics if one != topic)
        return at.plan.stay(units=_with(at.plan, unit, kept if topic in unit.topics else (*unit.topics, topic)))

    def written(self, text: str, at: At) -> Plan | str:
        """Topics of one's own come to those that are there."""
        unit = at.plan.edited()
        found = [" ".join(plain(part).lower().split()) for part in text.replace("\n", ",").split(",")]
        fresh = [one for one in dict.fromkeys(found) if one and len(one) <= _LONGEST]
        if unit is None or not fresh:
            return at.texts.say("Напишите темы через запятую: «лифты, подъезды».")
        topics = tuple(dict.fromkeys((*unit.topics, *fresh)))[:_MOST]
        return at.plan.again(units=_with(at.plan, unit, topics))


def _offered(unit: Unit | None) -> tuple[str, ...]:
    """What may be ticked, in an order that no tick changes: the common topics, then one's own as they stand."""
    if unit is None:
        return ()
    known = common(unit.key)
    return tuple(dict.fromkeys((*(known.topics if known and unit.common else ()), *unit.topics)))


def _with(plan: Plan, unit: Unit, topics: tuple[str, ...]) -> tuple[Unit, ...]:
    changed = unit.model_copy(update={"topics": topics})
    return tuple(changed if one.key == unit.key else one for one in plan.units)


def _line(unit: Unit, at: At) -> str:
    topics = ", ".join(unit.topics) or at.texts.say("тем пока нет")
    return f"<b>{html(short(unit.name, _LONGEST))}</b>: {html(short(topics, _IN_A_LINE))}"


def _name(unit: Unit | None) -> str:
    return unit.name if unit else ""
