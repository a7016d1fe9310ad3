"""`procedure draw`: the way of a card as a Mermaid diagram, and all procedures as one document."""

from collections.abc import Iterator

from bot.commands.procedures import find, shipped
from handlers.labels import action_label, deadline_label, deadline_noun
from handlers.texts import Texts, texts_for
from workflow.card import CLOSED
from workflow.cases import IN_TIME, LATE, OTHERWISE
from workflow.checker import readings
from workflow.procedure import Deadline, Procedure, Step
from workflow.words import DraftKind, Role

_HEAD = """# The procedures

Made by `python -m bot procedure draw > docs/procedures.md`; `make check` fails when it is stale. The files under
procedures/ are what is carried out. Here stand the way of a card, its deadlines, and how silent or contradictory places
of the documents are read.
"""


def answer(name: str | None, locale: str) -> str:
    """One diagram, or the document of all procedures. Raises ValueError for an unknown name or a bad file."""
    texts = texts_for(locale)
    if name is not None:
        return diagram(find(name), texts)
    return "\n".join([_HEAD, *(_chapter(procedure, texts) for procedure in shipped())])


def diagram(procedure: Procedure, texts: Texts) -> str:
    """The steps, whose they are, and where every action leads."""
    lines = [
        "stateDiagram-v2",
        *(f'    state "{_safe(_title(step, procedure, texts))}" as {_id(step.name)}' for step in procedure.step),
        f"    [*] --> {_id(procedure.start)}",
        *(line for step in procedure.step for line in _ways(step, procedure, texts)),
        *(line for line in _beside(procedure, texts)),
    ]
    return "\n".join(lines)


def _title(step: Step, procedure: Procedure, texts: Texts) -> str:
    roles = " / ".join(_role(role, texts) for role in sorted(step.roles))
    return f"{step.words.into(texts.locale) if step.words else deadline_noun(step.name, texts, procedure)}: {roles}"


def _role(role: Role, texts: Texts) -> str:
    return _ROLES[role] if texts.locale == "ru" else role.value


_ROLES = {
    Role.CURATOR: "куратор",
    Role.EXECUTOR: "исполнитель",
    Role.HEAD: "глава",
    Role.COORDINATOR: "координатор",
    Role.RESPONSIBLE: "ответственный",
    Role.OFFICER: "уполномоченный",
    Role.MODERATOR: "модератор",
    Role.CHIEF: "начальник отдела",
    Role.OUTSIDE: "внешний согласующий",
    Role.CITIZEN: "заявитель",
    Role.ADMINISTRATOR: "администратор",
}


def _ways(step: Step, procedure: Procedure, texts: Texts) -> Iterator[str]:
    for action, target in step.actions.items():
        label = action_label(action, texts, procedure)
        if isinstance(target, str):
            yield _arrow(step.name, target, label)
        else:
            for case, to in target.items():
                yield _arrow(step.name, to, f"{label} [{_case(case, procedure, texts)}]")
    if step.recall:
        yield _arrow(step.name, step.recall, action_label("take_back", texts, procedure))


def _beside(procedure: Procedure, texts: Texts) -> Iterator[str]:
    """Actions beside the steps that lead somewhere; those that leave the card where it is are listed in words."""
    for action in procedure.standing:
        for place in action.at if action.to else ():
            yield _arrow(place, action.to or place, action_label(action.name, texts, procedure))
    for deadline in procedure.deadline:
        if deadline.then:
            label = (
                f"{deadline_label(deadline.name, texts, procedure)}: {action_label(deadline.then, texts, procedure)}"
            )
            for step in procedure.step:
                if deadline.then in step.actions:
                    target = step.actions[deadline.then]
                    yield _arrow(step.name, target if isinstance(target, str) else step.name, f"⏱ {label}")


def _arrow(source: str, target: str, label: str) -> str:
    return f"    {_id(source)} --> {_id(target)}: {_safe(label)}"


def _id(step: str) -> str:
    return "[*]" if step == CLOSED else f"s_{step}"


def _safe(text: str) -> str:
    """Without what Mermaid would read as its own: quotes, semicolons, hashes, line breaks."""
    return " ".join(text.replace('"', "'").replace(";", ",").replace("#", "").split())


_CASES = {
    "ru": {
        IN_TIME: "в срок",
        LATE: "позже",
        OTHERWISE: "иначе",
        DraftKind.ANSWER: "ответ",
        DraftKind.INTERIM: "промежуточный",
        DraftKind.CLARIFICATION: "уточнение",
    },
    "en": {IN_TIME: "in time", LATE: "late", OTHERWISE: "otherwise"},
}


def _case(case: str, procedure: Procedure, texts: Texts) -> str:
    named = {one.name: one.words for one in (*procedure.outcome, *procedure.category)}
    words = {**procedure.kinds, **named}.get(case)
    return words.into(texts.locale) if words else _CASES[texts.locale].get(case, case)


def _chapter(procedure: Procedure, texts: Texts) -> str:
    beside = [line for line in _standing(procedure, texts) if line]
    parts = [
        f"## {procedure.name}\n\n{procedure.title.into(texts.locale)}. {procedure.document}.",
        procedure.summary.into(texts.locale) if procedure.summary else "",
        f"```mermaid\n{diagram(procedure, texts)}\n```",
        "\n".join(_table(procedure)),
        "\n".join(["Beside the steps:", *beside]) if beside else "",
        "\n".join(_readings(procedure)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(procedure: Procedure) -> Iterator[str]:
    yield "| deadline | clause | due | otherwise due | met by |"
    yield "|---|---|---|---|---|"
    for known in procedure.deadline:
        met = ", ".join(known.met_by)
        yield f"| {known.name} | {known.clause} | {known.due or ''} | {'; '.join(_others(known))} | {met} |"


def _others(deadline: Deadline) -> Iterator[str]:
    for name, entry in (("high", deadline.high), ("fast", deadline.fast)):
        if entry:
            yield f"{name}: {entry.due}"
    for name, rule in {**deadline.by_kind, **deadline.by_category, **deadline.by_topic}.items():
        yield f"{name}: {rule}"
    if deadline.extension:
        yield f"extended by at most {deadline.extension.days} days"
    if deadline.kinds:
        yield f"only {', '.join(deadline.kinds)}"


def _standing(procedure: Procedure, texts: Texts) -> Iterator[str]:
    for action in procedure.standing:
        roles = ", ".join(_role(role, texts) for role in action.by)
        where = f", at {', '.join(action.at)}" if action.at else ""
        yield f"- {action_label(action.name, texts, procedure)}: {roles}{where}"


def _readings(procedure: Procedure) -> Iterator[str]:
    found = readings(procedure)
    if found:
        yield "Readings:"
        yield ""
    for reading in found:
        where = f", deadline {reading.deadline}" if reading.deadline else ""
        yield f"- clause {reading.clause}{where}: {reading.text}"
