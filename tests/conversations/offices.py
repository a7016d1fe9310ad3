"""Office files of invented administrations for conversations: departments with an executor each, and the others."""


def office_file(procedure: str, zone: str, roles: dict[str, str]) -> str:
    """An office with roads, utilities and parks; `roles` are the other people by key, each with his role."""
    people = {"roads": "executor", "utilities": "executor", "parks": "executor", **roles}
    units = {"roads": "Дорожное хозяйство", "utilities": "ЖКХ", "parks": "Парки"}
    return "\n".join(
        [
            f'[office]\nkey = "test"\nname = "Администрация"\nprocedures = ["{procedure}"]\nzone = "{zone}"',
            *(f'[[department]]\nkey = "{key}"\nname = "{name}"' for key, name in units.items()),
            *(_person(number, key, role, key if key in units else "") for number, (key, role) in _counted(people)),
        ]
    )


def _counted(people: dict[str, str]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(people.items(), start=1001))


def _person(number: int, key: str, role: str, department: str) -> str:
    unit = f'\ndepartment = "{department}"' if department else ""
    return f'[[person]]\nkey = "{key}"\nname = "Сотрудник {key}"\ntelegram_id = {number}\nroles = ["{role}"]{unit}'
