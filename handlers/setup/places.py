"""Where the office is: its name, its region, its zone."""

from handlers.buttons import Rows
from handlers.safe import html, plain
from handlers.setup.asking import At, Question, paged
from handlers.setup.plan import Plan
from handlers.setup.regions import Region, beginning_with, districts, in_district, named

LONGEST_NAME = 200


class Name(Question):
    """What the office is called."""

    name = "name"

    def words(self, at: At) -> str:
        """Asks for it."""
        return at.texts.say("Как называется администрация? Напишите одним сообщением, как её называют сотрудники.")

    def told(self, at: At) -> str:
        """The name."""
        return at.texts.say("Администрация: {name}", name=html(at.plan.name))

    def written(self, text: str, at: At) -> Plan | str:
        """Any text of one line."""
        name = " ".join(plain(text).split())
        if not name:
            return at.texts.say("Напишите название словами.")
        if len(name) > LONGEST_NAME:
            return at.texts.say("Слишком длинно: не больше {n} знаков.", n=LONGEST_NAME)
        return at.plan.on("region", name=name)


class RegionQuestion(Question):
    """Which region: by the beginning of its name, or by its federal district."""

    name = "region"

    def words(self, at: At) -> str:
        """Asks for it; the zone follows from it."""
        return at.texts.say(
            "В каком регионе администрация? От этого зависит время.\n"
            "Напишите начало названия, например «Камч», или выберите округ."
        )

    def told(self, at: At) -> str:
        """The region."""
        return _told_region(at)

    def rows(self, at: At) -> Rows:
        """The federal districts."""
        return paged(at, {str(index): name for index, name in enumerate(districts())})

    def tapped(self, value: str, at: At) -> Plan | None:
        """A district shows its regions."""
        known = districts()
        if not value.isdecimal() or int(value) >= len(known):
            return None
        return at.plan.on("found", found=tuple(one.name for one in in_district(known[int(value)])))

    def written(self, text: str, at: At) -> Plan | str:
        """One region that begins so is the answer; of several one is to be chosen."""
        found = beginning_with(text)
        if not found:
            return at.texts.say("Такого региона нет в списке. Напишите начало названия, например «Камч».")
        if len(found) == 1:
            return chosen(found[0], at)
        return at.plan.on("found", found=tuple(one.name for one in found))


class Found(RegionQuestion):
    """Which of the regions that were found."""

    name = "found"

    def words(self, at: At) -> str:
        """Asks for one of them."""
        return at.texts.say("Какой это регион? Можно и написать название.")

    def rows(self, at: At) -> Rows:
        """A button for each."""
        return paged(at, {str(index): name for index, name in enumerate(at.plan.found)})

    def tapped(self, value: str, at: At) -> Plan | None:
        """The region."""
        found = at.plan.found
        region = named(found[int(value)]) if value.isdecimal() and int(value) < len(found) else None
        return chosen(region, at) if region else None


class Zone(Question):
    """Which part of a region that has several zones."""

    name = "zone"

    def words(self, at: At) -> str:
        """Asks for the territory."""
        return at.texts.say("{region}: часовых поясов несколько. Какая это часть?", region=html(at.plan.region))

    def told(self, at: At) -> str:
        """The region with its zone."""
        return _told_region(at)

    def rows(self, at: At) -> Rows:
        """A button for each territory."""
        return paged(at, {str(index): name for index, name in enumerate(_territories(at.plan))})

    def tapped(self, value: str, at: At) -> Plan | None:
        """The territory's zone."""
        zones = list(_territories(at.plan).values())
        if not value.isdecimal() or int(value) >= len(zones):
            return None
        return at.plan.on("procedure", zone=zones[int(value)])


def chosen(region: Region, at: At) -> Plan:
    """The region is known; its zone is asked for only where there are several."""
    if region.only_zone:
        return at.plan.on("procedure", region=region.name, zone=region.only_zone)
    return at.plan.on("zone", region=region.name, zone="")


def _territories(plan: Plan) -> dict[str, str]:
    region = named(plan.region)
    return dict(region.zones) if region else {}


def _told_region(at: At) -> str:
    if not at.plan.zone:
        return html(at.plan.region)
    return at.texts.say("Регион: {region} · время {zone}", region=html(at.plan.region), zone=html(at.plan.zone))
