"""The answers as an office file: what is made in the chat is what a file would have made."""

from handlers.safe import plain, short
from handlers.setup.latin import key_of
from handlers.setup.plan import Plan
from workflow.office_file import OfficeFile
from workflow.words import Role

_LONGEST = 80


def file_of(plan: Plan, address: str, name: str) -> OfficeFile:
    """The office file that the answers come to; its one person is whoever gave them."""
    return OfficeFile.model_validate(
        {
            "office": {
                "key": key_of(plan.name, "office"),
                "name": plan.name,
                "procedures": [plan.procedure],
                "zone": plan.zone,
                "locale": plan.locale,
            },
            "schedule": plan.hours.week(),
            "department": [{"key": one.key, "name": one.name, "topics": list(one.topics)} for one in plan.units],
            "person": [
                {
                    "key": "administrator",
                    "name": short(plain(name), _LONGEST) or "Администратор",
                    "roles": [Role.ADMINISTRATOR.value, *(role.value for role in plan.roles)],
                    "telegram_id": int(address),
                }
            ],
        }
    )
