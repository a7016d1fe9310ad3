"""A district and two settlements below it, with invented people, for conversations."""

DISTRICT = """
[office]
key = "district"
name = "Администрация района"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = -1001000000021

[[department]]
key = "roads"
name = "Дороги района"

[[person]]
key = "curator"
name = "Куратор района"
telegram_id = 4001
roles = ["curator"]

[[person]]
key = "coordinator"
name = "Координатор района"
telegram_id = 4002
roles = ["coordinator"]

[[person]]
key = "roads"
name = "Дорожник района"
telegram_id = 4003
roles = ["executor"]
department = "roads"

[[person]]
key = "head"
name = "Глава района"
telegram_id = 4004
roles = ["head"]
"""


def settlement(key: str, name: str, first: int, group: int) -> str:
    """A settlement below the district; its people's numbers begin with `first`, their keys with its own."""
    people = [("curator", "curator", ""), ("yards", "executor", "yards"), ("head", "head", "")]
    return "\n".join(
        [
            f'[office]\nkey = "{key}"\nname = "{name}"\nparent = "district"\nprocedures = ["sobolevo"]',
            f'zone = "Asia/Kamchatka"\ngroup_chat = {group}',
            f'[[department]]\nkey = "yards"\nname = "Дворы: {name}"',
            *(
                f'[[person]]\nkey = "{key}-{who}"\nname = "{who} {key}"\ntelegram_id = {first + index}\n'
                f'roles = ["{role}"]' + (f'\ndepartment = "{unit}"' if unit else "")
                for index, (who, role, unit) in enumerate(people)
            ),
        ]
    )


RIVER = settlement("river", "Речное", 4101, -1001000000022)
HILL = settlement("hill", "Горное", 4201, -1001000000023)
