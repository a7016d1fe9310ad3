"""Reading a procedure file: the shipped one, and broken ones, each with a fault that names the key and the mend."""

import pytest

from tests.workflow.office import SOBOLEVO, SOBOLEVO_TEXT
from workflow.cases import Case
from workflow.procedure import BadProcedureError
from workflow.procedure_file import digest_of, parse_procedure
from workflow.words import DraftKind, Importance, Role

SMALL = """
name = "small"
document = "Порядок, 2026"
title = { ru = "Порядок", en = "Rules" }
networks = ["vk"]
start = "route"

[[step]]
name = "route"
by = "curator"
actions = { route = "draft", dismiss = "closed" }

[[step]]
name = "draft"
by = "executor"
actions = { submit = "approve" }

[[step]]
name = "approve"
by = "head"
actions = { approve = "publish", send_back = "draft" }

[[step]]
name = "publish"
by = "curator"
[step.actions.publish]
answer = "closed"
interim = "draft"
clarification = "draft"

[marks.publish]
interim = ["interim_published"]

[[deadline]]
name = "answer"
clause = "3"
due = "8 working hours after detected"
met_by = ["published", "interim_published", "dismissed"]
pings = ["1 hour before", "at due: owner, group"]
high = { clause = "4", due = "4 hours after detected" }

[[ground]]
name = "abuse"
clause = "5"
words = { ru = "Оскорбления", en = "Insults" }
"""
"""A good procedure, from which each broken one differs in one place."""


def test_the_small_procedure_is_good() -> None:
    """The procedure that the broken ones are made from has no fault."""
    assert parse_procedure(SMALL).name == "small"


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('name = "small"', "name = small", "not TOML: Invalid value (at line 2, column 8)"),
        ('start = "route"', 'start = "route"\nbegin = 1', "begin: unknown key; take it out or mend its spelling"),
        ('networks = ["vk"]\n', "", "networks: missing; add it"),
        ('name = "small"', 'name = "Small one"', "name: write small Latin letters, digits and _"),
        ('start = "route"', 'start = "raute"', "start: 'raute' is no step; steps are: approve, draft, publish, route"),
        ('by = "head"', 'by = "boss"', "step 'approve', by: nobody is called 'boss'; known are: curator"),
        ('by = "head"\n', "", "step 'approve', by: missing; add it"),
        ('by = "head"', 'by = "head"\nwho = "head"', "step 'approve', who: unknown key; take it out"),
        (
            "{ submit =",
            "{ sumbit =",
            "step 'draft', actions: unknown action 'sumbit'; known are: route, dismiss, accept, submit",
        ),
        (
            '{ submit = "approve" }',
            '{ submit = "aprove" }',
            "step 'draft', actions: leads to 'aprove', which is no step; steps are: approve, closed, draft",
        ),
        ('name = "approve"', 'name = "draft"', "step 'draft' stands twice; give one of them another name"),
        ('due = "8 working hours after detected"', 'due = "soon"', "deadline 'answer', due: cannot read 'soon'"),
        (
            'due = "8 working hours after detected"',
            'due = "8 working hours after noticed"',
            "deadline 'answer', due: 'noticed' can never happen; moments are: approved, detected, dismissed",
        ),
        (
            'due = "8 working hours after detected"',
            'due = "2 hours before answer"',
            "deadline 'answer', due: waits for itself, by way of answer; let one of them start from a moment",
        ),
        ('due = "4 hours after detected"', 'due = "asap"', "deadline 'answer', high, due: cannot read 'asap'"),
        (
            'due = "4 hours after detected"',
            'due = "4 hours after noticed"',
            "deadline 'answer', due: 'noticed' can never happen",
        ),
        ('high = { clause = "4", ', 'high = { claus = "4", ', "deadline 'answer', high, claus: unknown key"),
        (
            '"interim_published", "dismissed"]',
            '"interim_pblished", "dismissed"]',
            "deadline 'answer', met_by: 'interim_pblished' can never happen",
        ),
        ('met_by = ["pub', 'met_bye = ["pub', "deadline 'answer', met_by: missing; add it"),
        ('"1 hour before"', '"an hour before"', "pings: cannot read the ping 'an hour before'; write for example"),
        ("owner, group", "owner, boss", "deadline 'answer', pings: nobody is called 'boss' in the ping"),
        (
            'clause = "3"',
            'clause = "3"\nlimits = "return"',
            "deadline 'answer', limits: no step has the action 'return'; actions are: approve, dismiss, publish, route",
        ),
        ('words = { ru = "Оскорбления", en = "Insults" }', "", "ground 'abuse', words: missing; add it"),
        ('ru = "Оскорбления", ', "", "ground 'abuse', words, ru: missing; add it"),
        ("[marks.publish]", "[marks.publsh]", "marks: no step has the action 'publsh'; actions are: approve, dismiss"),
        ('interim = ["', 'interm = ["', "marks, publish: publish has 'interm'; known are: in_time, late"),
        (
            'interim = "draft"',
            'interm = "draft"',
            "step 'publish', actions, publish: publish has 'interm'; known are: in_time, late",
        ),
        ('name = "abuse"', 'name = "an abuse that has far too long a name"', "ground 'an abuse that has far too long"),
        ('title = { ru = "Порядок", en = "Rules" }', 'title = "Порядок"', "title: must be a table, such as"),
        ("[[deadline]]", '[[deadline]]\nname = "other"\n[[deadline]]', "deadline 'other', clause: missing; add it"),
        ('start = "route"', 'start = "route"\nbare_hours = "wall"', "bare_hours: Input should be 'working' or 'clock'"),
    ],
)
def test_a_broken_file_says_where_and_how_to_mend_it(good: str, bad: str, fault: str) -> None:
    """Each fault of a file names the file, the key and the mend."""
    assert SMALL.count(good) >= 1
    with pytest.raises(BadProcedureError) as caught:
        parse_procedure(SMALL.replace(good, bad, 1), "mine.toml")
    assert caught.value.source == "mine.toml"
    assert any(fault in one for one in caught.value.faults), caught.value.faults
    assert str(caught.value).startswith("mine.toml: ")


def test_all_faults_are_told_at_once() -> None:
    """A file with several faults is told all of them in one go."""
    text = SMALL.replace('by = "head"', 'by = "boss"').replace("owner, group", "boss").replace('"vk"', "7")
    with pytest.raises(BadProcedureError) as caught:
        parse_procedure(text)
    assert len(caught.value.faults) == 3
    assert len(str(caught.value).splitlines()) >= 3


@pytest.mark.clause("SOB-5", "SOB-R4.4", "SOB-21")
def test_sobolevo_is_read() -> None:
    """The shipped procedure has its steps, deadlines, grounds and networks."""
    assert SOBOLEVO.start == "route"
    assert [(step.name, step.by) for step in SOBOLEVO.step] == [
        ("route", Role.CURATOR),
        ("draft", Role.EXECUTOR),
        ("dispute", Role.CURATOR),
        ("approve", Role.HEAD),
        ("handover", Role.EXECUTOR),
        ("publish", Role.CURATOR),
    ]
    assert {ground.name for ground in SOBOLEVO.ground} == {"harm", "abuse", "threat"}
    assert SOBOLEVO.networks == ("ok", "facebook", "instagram", "portal")
    limits = SOBOLEVO.limit_on("return")
    assert limits
    assert limits.name == "return"
    assert SOBOLEVO.limit_on("submit") is None


def test_a_target_depends_on_the_draft_and_on_the_time() -> None:
    """Publication leads where its kind of draft leads, a return where its time does."""
    publish, drafting = SOBOLEVO.at("publish"), SOBOLEVO.at("draft")
    assert publish
    assert drafting
    assert [publish.target("publish", (kind,)) for kind in DraftKind] == ["closed", "draft", "draft"]
    assert [drafting.target("return", (fact,)) for fact in ("in_time", "late")] == ["route", "dispute"]
    assert SOBOLEVO.moments_of("publish", (DraftKind.INTERIM,)) == ("interim_published",)
    assert SOBOLEVO.moments_of("route") == ("routed",)


def test_an_importance_has_its_rule_and_clause() -> None:
    """A higher importance takes the shorter rule, and its clause where it has one."""
    answer, drafting = SOBOLEVO.named("answer"), SOBOLEVO.named("draft")
    assert answer
    assert drafting
    assert (answer.rule(Case(Importance.HIGH)).text, answer.clause_for(Importance.HIGH)) == (
        "4 hours after detected",
        "10",
    )
    assert (answer.rule(Case()).amount, answer.clause_for(Importance.NORMAL)) == (8, "12")
    assert drafting.clause_for(Importance.HIGH) == "13"


def test_the_digest_is_of_the_text() -> None:
    """The same text has the same digest, and any change another."""
    assert parse_procedure(SOBOLEVO_TEXT).digest == SOBOLEVO.digest == digest_of(SOBOLEVO_TEXT)
    assert parse_procedure(SOBOLEVO_TEXT + "\n# a remark\n").digest != SOBOLEVO.digest


def test_words_for_each_language() -> None:
    """Those who read Russian get Russian words, all others English."""
    words = SOBOLEVO.ground[0].words
    assert [words.into(locale) for locale in ("ru", "ru_RU", "en", "de")] == [words.ru, words.ru, words.en, words.en]
