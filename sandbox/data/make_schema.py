"""Make the compact schema from aiogram's source distribution: python make_schema.py PATH/.butcher/schema/schema.json.

A parameter is written as its type, with "!" when it is required and {a|b} when only these values are allowed.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

LEGACY = {"reply_to_message_id": "Integer", "allow_sending_without_reply": "Boolean"}
ONE_OF = re.compile(r"\b(?:must be|one of)(?: one of)? (?:either )?('[^.]*')", re.IGNORECASE)
EXACTLY = re.compile(r"\bmust be ([a-z_0-9]+)$")


def values(note: dict[str, Any]) -> str:
    """Return the closed list of values which the description gives, or nothing."""
    exact = EXACTLY.search(note["description"].strip())
    if note["type"] != "String":
        return ""
    if exact:
        return "{" + exact[1] + "}"
    several = ONE_OF.search(note["description"])
    found = [word for word in re.findall(r"'([^']*)'", several[1]) if word] if several else []
    return "{" + "|".join(found) + "}" if len(found) > 1 and "emoji" not in note["name"] else ""


def fields(item: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a type, or the parameters of a method."""
    return {
        note["name"]: note["type"] + values(note) + ("!" if note["required"] else "") for note in item["annotations"]
    }


def union(item: dict[str, Any], names: set[str]) -> list[str]:
    """Return the members of a union, in the order of its description."""
    listed = re.findall(r"^ - (\w+)", item["description"], re.MULTILINE)
    return [name for name in listed if name in names]


def reach(start: list[str], types: dict[str, Any]) -> set[str]:
    """Return the names of the types which requests can carry."""
    seen: set[str] = set()
    queue = list(start)
    while queue:
        for name in re.findall(r"\w+", queue.pop()):
            if name in types and name not in seen:
                seen.add(name)
                body = types[name]
                queue += body if isinstance(body, list) else body.values()
    return seen


def compact(source: dict[str, Any]) -> dict[str, Any]:
    """Return methods with parameters, and only the types that can be sent."""
    items = {child["name"]: child for part in source["items"] for child in part["children"]}
    methods = {name: fields(item) for name, item in items.items() if name[0].islower()}
    for parameters in methods.values():
        parameters.update(LEGACY if "reply_parameters" in parameters else {})
    types: dict[str, Any] = {
        name: fields(item) if item["annotations"] else union(item, set(items))
        for name, item in items.items()
        if name[0].isupper()
    }
    used = reach([kind for parameters in methods.values() for kind in parameters.values()], types)
    return {
        "api": source["api"]["version"],
        "methods": methods,
        "types": {name: body for name, body in types.items() if name in used and name != "InputFile"},
    }


def main() -> None:
    """Read the source named on the command line and write schema.json beside this script."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(compact(source), ensure_ascii=False, indent=1, sort_keys=False)
    Path(__file__).with_name("schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
