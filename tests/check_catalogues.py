"""Catalogues against the code: `python -m tests.check_catalogues [--update]`.

Without `--update` it changes nothing and fails with a line for each fault: a catalogue that is older than the code,
a message without words, a plural without forms, places that differ between a message and its translation.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "otklik.pot"
SOURCES = ("handlers", "bot")
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"say": None, "many": (1, 2)}
ORIGINAL, COMPLETE = "ru", ("en",)
"""The language that the code speaks needs only its plurals; the others need every message."""

_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Otklik\\n"
{lines}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main(arguments: list[str]) -> int:
    """Check the catalogues, or with `--update` bring them up to the code. Returns the exit code."""
    template = collected()
    if "--update" in arguments:
        update(template)
    found = faults(template)
    for fault in found:
        print(fault, file=sys.stderr)  # noqa: T201 - this is what the command is for
    return 1 if found else 0


def collected(root: Path = ROOT) -> Catalog:
    """Every message of the code, by file and then by its letters, so that moving code changes nothing."""
    template = Catalog(fuzzy=False)
    for path in sorted(path for source in SOURCES for path in (root / source).rglob("*.py")):
        with path.open("rb") as source:
            found = {message for _, message, *_ in extract(calls, source, keywords=KEYWORDS)}
        for message in sorted(found, key=str):
            template.add(message, locations=[(path.relative_to(root).as_posix(), 0)])
    return template


def calls(source: Any, keywords: Any, tags: Any, options: Any) -> Iterator[Any]:
    """Babel's extraction, by the syntax tree: its own one misses what stands inside f-strings before Python 3.12."""
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in keywords:
            words = tuple(argument.value if isinstance(argument, ast.Constant) else None for argument in node.args)
            if words and isinstance(words[0], str):
                yield node.lineno, node.func.attr, words if len(words) > 1 else words[0], []


def update(template: Catalog, locales: Path = LOCALES) -> None:
    """Write the template and every catalogue anew; translations stay, those of no message go."""
    (locales / TEMPLATE.name).write_text(written(template), "utf-8")
    for locale in (ORIGINAL, *COMPLETE):
        path = catalogue_path(locale, locales)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(renewed(path, locale, template)), "utf-8")


def catalogue_path(locale: str, locales: Path = LOCALES) -> Path:
    """Where the catalogue of a language lies."""
    return locales / locale / "LC_MESSAGES" / "otklik.po"


def renewed(path: Path, locale: str, template: Catalog) -> Catalog:
    """The catalogue with the messages of the template, and the translations that it has of them."""
    catalogue = Catalog(locale=locale, fuzzy=False)
    if path.exists():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=locale)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> str:
    """The catalogue as a file, with a header that names no person and no time."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False)
    language = f'"Language: {catalogue.locale}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    header = _HEADER.replace("{lines}", language if catalogue.locale else "")
    return header + body.getvalue().decode().strip() + "\n"


def faults(template: Catalog, locales: Path = LOCALES) -> list[str]:
    """Everything that is wrong with the catalogues, one line each."""
    found = _stale(locales / TEMPLATE.name, written(template))
    for locale in (ORIGINAL, *COMPLETE):
        path = catalogue_path(locale, locales)
        catalogue = renewed(path, locale, template)
        found += _stale(path, written(catalogue))
        for message in (message for message in catalogue if message.id):
            found += [f"{_shown(path)}: {fault}" for fault in message_faults(message, catalogue)]
    return found


def _stale(path: Path, fresh: str) -> list[str]:
    if path.exists() and path.read_text("utf-8") == fresh:
        return []
    return [f"{_shown(path)}: not as the code has it; run: make locales"]


def message_faults(message: Message, catalogue: Catalog) -> list[str]:
    """What is wrong with one message of a catalogue."""
    words = _forms(message.string)
    name = _forms(message.id)[0]
    if message.fuzzy:
        return [f"marked as fuzzy: {name!r}"]
    if not all(words) or (message.pluralizable and len(words) != catalogue.num_plurals):
        if str(catalogue.locale) == ORIGINAL and not message.pluralizable:
            return []
        kind = f"needs {catalogue.num_plurals} plural forms" if message.pluralizable else "no words"
        return [f"{kind}: {name!r}"]
    return [f"other places than in {name!r}: {form!r}" for form in words if places(form) != places(name)]


def _forms(text: Any) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
