"""Small procedures made from pieces, some of them then changed at random, so that many are good and many are not."""

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from workflow.procedure import Procedure
from workflow.references import broken_references

Raw = dict[str, Any]
WORDS = {"ru": "Слово", "en": "A word"}
KINDS = ("answer", "interim", "clarification")
PINGS = ["at due: owner, coordinator"]


@st.composite
def procedures(draw: st.DrawFn) -> Procedure | None:
    """A procedure with some of the pieces; None where a change has made it name what is not there."""
    wanted = draw(st.sets(st.sampled_from(sorted(_PIECES)), max_size=6))
    raw = _made_of(wanted | ({"reopening"} if draw(st.booleans()) else set()))
    for _ in range(draw(st.integers(0, 2))):
        draw(st.sampled_from(_CHANGES))(raw, draw)
    try:
        procedure = Procedure.model_validate(raw)
    except ValidationError:
        return None
    return None if broken_references(procedure) else procedure


def made_of(*names: str) -> Procedure:
    """The procedure with just these pieces."""
    return Procedure.model_validate(_made_of({*names}))


def _made_of(names: set[str]) -> Raw:
    raw = _plain()
    for name in sorted(names):
        _PIECES[name](raw)
    return raw


def _plain() -> Raw:
    """Routed, drafted, published."""
    return {
        "name": "pieces",
        "title": WORDS,
        "document": "invented",
        "networks": ["vk"],
        "start": "route",
        "roles": ["coordinator", "head", "curator"],
        "step": [
            _step("route", "curator", route="draft"),
            _step("draft", "executor", accept="draft", submit="publish"),
            _step("publish", "curator", publish="closed"),
        ],
        "action": [],
        "deadline": [
            _deadline("route", "1 hour after detected", "routed"),
            _deadline("answer", "8 working hours after detected", "published"),
            _deadline("publish", "1 hour after submitted", "published"),
        ],
        "ground": [{"name": "abuse", "clause": "1", "words": WORDS}],
    }


def _step(name: str, by: object, **actions: object) -> Raw:
    return {"name": name, "by": by, "actions": actions, "words": WORDS}


def _deadline(name: str, due: str, *met_by: str, **more: object) -> Raw:
    return {
        "name": name, "clause": "1", "due": due, "met_by": list(met_by), "pings": PINGS, "words": WORDS, **more
    }  # fmt: skip


def _at(raw: Raw, name: str) -> Raw:
    return next(one for one in raw["step"] if one["name"] == name)


def _named(raw: Raw, name: str) -> Raw:
    return next(one for one in raw["deadline"] if one["name"] == name)


# ---------------------------------------------------------------- pieces


def _dismissing(raw: Raw) -> None:
    _at(raw, "route")["actions"]["dismiss"] = "closed"


def _returning(raw: Raw) -> None:
    """Returned to whoever routes; his first time is over, so there is another one."""
    _at(raw, "draft")["actions"]["return"] = "route"
    _at(raw, "draft")["recall"] = "route"
    raw["deadline"].append(_deadline("reroute", "1 hour after returned", "routed"))


def _agreeing(raw: Raw) -> None:
    """Agreed by one role or another, as the kind of card is."""
    raw["kinds"] = {"fault": WORDS, "wish": WORDS}
    _at(raw, "draft")["actions"]["submit"] = "approve"
    step = _step("approve", {"fault": "head", "wish": "outside"}, approve="publish", send_back="draft")
    raw["step"].append({**step, "recorded_by": "curator"})
    raw["deadline"] += [
        _deadline("approve", "1 hour after submitted", "approved", "sent_back"),
        _deadline("rework", "1 hour after sent_back", "submitted"),
    ]


def _interim(raw: Raw) -> None:
    """After an interim answer the card lives on."""
    _at(raw, "publish")["actions"]["publish"] = {"answer": "closed", "otherwise": "draft"}
    raw.setdefault("marks", {})["publish"] = {"answer": ["published"], "interim": ["interim_published"]}
    raw["marks"]["publish"]["clarification"] = ["interim_published"]
    _named(raw, "answer")["met_by"].append("interim_published")
    _named(raw, "publish")["met_by"].append("interim_published")
    raw["deadline"].append(_deadline("final", "7 working days after interim_published", "published", since="first"))


def _asking(raw: Raw) -> None:
    """A question, and a timer that goes on without an answer."""
    raw["action"] += [
        {"name": "give_up", "answers": "clarify_asked", "mark": "given_up", "words": WORDS},
    ]
    _at(raw, "draft")["actions"]["clarify"] = "wait"
    raw["step"].append(_step("wait", "curator", clarified="draft", give_up="draft"))
    raw["deadline"].append(
        _deadline("wait", "1 working day after clarify_asked", "clarified", "given_up", then="give_up")
    )


def _sharing(raw: Raw) -> None:
    raw["sharing"] = {"clause": "1", "order": "in_turn"}
    raw["action"].append({"name": "share", "by": "curator", "at": "draft"})
    contribution = _deadline("contribution", "2 hours after routed", "part_given", each="contribution")
    raw["deadline"].append(contribution)


def _leading(raw: Raw) -> None:
    """The first of several leads; who has them is said while routing."""
    raw["sharing"] = {"clause": "1", "lead": True}
    raw["action"].append({"name": "share_out", "by": "head", "at": "draft", "needs": "people", "words": WORDS})
    raw["deadline"].append(_deadline("parts", "2 hours after routed", "part_given", each="contribution"))


def _reopening(raw: Raw) -> None:
    raw["action"].append({"name": "reopen", "by": ["citizen", "curator"], "at": "closed", "to": "route"})


def _extending(raw: Raw) -> None:
    _named(raw, "answer").update(due="10 calendar days after detected", extension={"by": "grant", "days": 2})
    raw["action"] += [
        {"name": "extend", "by": "executor", "at": "draft"},
        {"name": "grant", "by": "head"},
        {"name": "deny", "by": "head"},
    ]


def _sorting(raw: Raw) -> None:
    """A category that is set on the way, and gives the answer its time."""
    raw["category"] = [{"name": "small", "words": WORDS}, {"name": "big", "words": WORDS}]
    _at(raw, "route")["actions"]["sort_out"] = "route"
    _named(raw, "answer")["by_category"] = {"small": "4 working hours after detected", "big": "none"}
    raw["deadline"].append(_deadline("draft", "6 hours after routed", "submitted"))


def _ending(raw: Raw) -> None:
    """The matter ends in one way or another, some of which go round again."""
    raw["outcome"] = [{"name": "solved", "words": WORDS}, {"name": "redo", "words": WORDS, "reason": True}]
    _at(raw, "publish")["actions"] |= {"finish": {"solved": "closed", "redo": "draft"}}
    raw["deadline"].append(_deadline("redo", "1 working day after finished", "published", "finished"))


def _repeating(raw: Raw) -> None:
    raw["repeats"] = {"clause": "1", "by": ["executor", "curator"]}
    raw["deadline"].append(_deadline("repeat", "1 working day after routed", "repeat_checked", unless="repeat_checked"))


def _by_itself(raw: Raw) -> None:
    _at(raw, "route")["auto"] = "route"


def _dating(raw: Raw) -> None:
    raw["action"].append({"name": "give_date", "by": "head", "at": ["draft", "publish"]})
    raw["deadline"].append(_deadline("date", "at once after date_given", "published", since="first"))


def _first_things_first(raw: Raw) -> None:
    """A reason before an interim answer, each time anew."""
    raw["action"] += [
        {"name": "explain", "by": "executor", "at": "draft", "needs": "reason", "words": WORDS},
        {"name": "submit", "first": {"interim": "explain"}},
    ]


_PIECES = {
    "agreeing": _agreeing,
    "asking": _asking,
    "by_itself": _by_itself,
    "dating": _dating,
    "dismissing": _dismissing,
    "ending": _ending,
    "extending": _extending,
    "first_things_first": _first_things_first,
    "interim": _interim,
    "leading": _leading,
    "reopening": _reopening,
    "repeating": _repeating,
    "returning": _returning,
    "sharing": _sharing,
    "sorting": _sorting,
}

# ---------------------------------------------------------------- changes at random


def _drop_a_deadline(raw: Raw, draw: st.DrawFn) -> None:
    raw["deadline"].pop(draw(st.integers(0, len(raw["deadline"]) - 1)))


def _lead_elsewhere(raw: Raw, draw: st.DrawFn) -> None:
    step = draw(st.sampled_from(raw["step"]))
    name = draw(st.sampled_from(sorted(step["actions"])))
    step["actions"][name] = draw(st.sampled_from([*(one["name"] for one in raw["step"]), "closed"]))


def _give_away(raw: Raw, draw: st.DrawFn) -> None:
    draw(st.sampled_from(raw["step"]))["by"] = draw(
        st.sampled_from(["curator", "executor", "chief", "head", "outside"])
    )


def _pay_otherwise(raw: Raw, draw: st.DrawFn) -> None:
    deadline = draw(st.sampled_from(raw["deadline"]))
    deadline["met_by"] = [draw(st.sampled_from(["routed", "submitted", "published", "accepted"]))]


def _count_otherwise(raw: Raw, draw: st.DrawFn) -> None:
    deadline = draw(st.sampled_from(raw["deadline"]))
    anchor = draw(st.sampled_from(["routed", "submitted", "detected", "accepted or detected", "returned or routed"]))
    deadline["due"] = f"3 hours after {anchor}"


def _only_once(raw: Raw, draw: st.DrawFn) -> None:
    deadline = draw(st.sampled_from(raw["deadline"]))
    deadline[draw(st.sampled_from(["once", "unless"]))] = draw(st.sampled_from(["routed", "submitted", "accepted"]))


def _hurry(raw: Raw, draw: st.DrawFn) -> None:
    anchor = draw(st.sampled_from(["detected", "routed", "submitted"]))
    draw(st.sampled_from(raw["deadline"]))["high"] = {"due": f"1 hour after {anchor}", "reading": "ours"}


def _shorten(raw: Raw, draw: st.DrawFn) -> None:
    deadline = draw(st.sampled_from(raw["deadline"]))["name"]
    anchor = draw(st.sampled_from(["detected", "routed", "submitted"]))
    short = {"name": "soon", "clause": "1", "words": WORDS, "by": ["curator"], "reading": "ours"}
    raw["shorter"] = [{**short, "due": {deadline: f"2 hours after {anchor}"}}]


_CHANGES = (
    _drop_a_deadline,
    _lead_elsewhere,
    _give_away,
    _pay_otherwise,
    _count_otherwise,
    _only_once,
    _hurry,
    _shorten,
)
