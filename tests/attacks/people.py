"""Who lives in the house: two offices, in each of them somebody of every role, and a stranger."""

ROLES = ("administrator", "curator", "coordinator", "head", "executor", "moderator", "officer", "responsible", "chief")
EXECUTORS = frozenset({"executor", "second", "colleague"})
STRANGER = 7_777_777
BASE = {"hidden": 6100, "own": 6200}
GROUPS = {"hidden": -1_001_000_000_061, "own": -1_001_000_000_062}
NAMES = {"hidden": "Скрытнев", "own": "Явный"}
SECRETS = ("Тайногорск", "Скрытнев", "Потаённый", "укромном", "taynaya_stranica")
"""Words that stand in the hidden office alone."""


def who(office: str, role: str) -> int:
    """The address of the person with this one role."""
    return BASE[office] + ROLES.index(role)


def everybody(office: str) -> dict[str, int]:
    """All of the office: role by role one, a second executor of another department, and a colleague of the first.

    The executor is in charge of all cards of their department; the colleague sees them.
    """
    more = {"second": BASE[office] + len(ROLES), "colleague": BASE[office] + len(ROLES) + 1}
    return {role: who(office, role) for role in ROLES} | more


def office_text(key: str) -> str:
    """The office as a file."""
    names = {"hidden": ("Администрация Тайногорска", "Потаённый отдел"), "own": ("Администрация Светлого", "Дороги")}
    title, unit = names[key]
    head = f"""
[office]
key = "{key}"
name = "{title}"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = {GROUPS[key]}

[[department]]
key = "{key}-unit"
name = "{unit}"
topics = ["фонари"]

[[department]]
key = "{key}-other"
name = "Другой отдел {NAMES[key]}"

[[account]]
network = "vk"
name = "{"taynaya_stranica" if key == "hidden" else "stranica"}"
link = "https://vk.com/{"taynaya_stranica" if key == "hidden" else "stranica"}"
"""
    return head + "".join(_person(key, role, address) for role, address in everybody(key).items())


def _person(key: str, role: str, address: int) -> str:
    own, other = f"{key}-unit", f"{key}-other"
    unit = {"executor": own, "chief": own, "colleague": own, "second": other}.get(role)
    return f"""
[[person]]
key = "{key}-{role}"
name = "{role.title()} {NAMES[key]}"
telegram_id = {address}
roles = ["{"executor" if role in EXECUTORS else role}"]
{f'department = "{unit}"' if unit else ""}
"""
