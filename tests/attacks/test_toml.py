"""Attack 18: office and procedure files that are meant to break whoever reads them."""

import pytest

from storage import offices
from storage.work import Work
from tests.attacks.people import office_text
from workflow.office_file import BadOfficeError, parse_office
from workflow.procedure import BadProcedureError
from workflow.procedure_file import parse_procedure

BOMBS = {
    "lists without an end": "x=" + "[" * 100_000,
    "lists in lists": "x=" + "[" * 3_000 + "]" * 3_000,
    "tables in tables": "x=" + "{a=" * 2_000 + "1" + "}" * 2_000,
    "a key of many parts": ".".join("a" * 20_000) + "=1",
    "a table of many parts": "[" + ".".join("a" * 20_000) + "]",
    "an endless number": "x=" + "9" * 5_000,
    "a long text": 'x="' + "a" * 5_000_000 + '"',
    "half a pair": 'x="\\ud800"',
    "NUL": "x='\x00'",
    "not a number": "[office]\nkey=nan\nname=inf\nzone=1979-05-27T07:32:00Z",
    "another file": "[office]\nkey='a'\nname='a'\nprocedures=['x']\nzone='../../../etc/passwd'",
    "YAML": "!!python/object/apply:os.system ['true']",
    "a template": "[office]\nkey = '{{7*7}}'\nname = '${HOME}'",
}


@pytest.mark.attack(18)
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_a_bad_file_and_nothing_worse(bomb: str) -> None:
    """It is refused with a reason of a few lines, as any file with a fault."""
    with pytest.raises(BadOfficeError) as office:
        parse_office(BOMBS[bomb], "office.toml")
    with pytest.raises(BadProcedureError) as procedure:
        parse_procedure(BOMBS[bomb])
    assert max(len(str(office.value)), len(str(procedure.value))) < 2_000


@pytest.mark.attack(18)
@pytest.mark.parametrize("field", ["group_chat = ", "telegram_id = ", "group_topic = "])
def test_a_number_that_no_database_keeps_is_a_fault_of_the_file(field: str) -> None:
    """It is named with what is wrong, before anything is loaded."""
    text = office_text("own").replace("[[department]]", "group_topic = 5\n\n[[department]]", 1)
    begin = text.index(field) + len(field)
    bad = text[:begin] + "9" * 25 + text[text.index("\n", begin) :]
    with pytest.raises(BadOfficeError) as refused:
        parse_office(bad, "office.toml")
    assert field.split()[0] in str(refused.value)


@pytest.mark.attack(18)
async def test_payloads_in_a_file_are_names_like_any_other(work: Work) -> None:
    """What looks like SQL or a template is loaded to the letter, and nothing else comes of it."""
    bad = "'; DROP TABLE people; -- {0} %s ${HOME} {{7*7}}"
    text = office_text("own").replace('"Администрация Светлого"', f'"{bad}"').replace('"Дороги"', f'"{bad}"')
    await work.run(lambda conn: offices.load_office(conn, parse_office(text, "office.toml")))
    office = await work.read(lambda conn: offices.office_named(conn, "own"))
    assert office is not None
    assert (office.name, office.departments[0].name) == (bad, bad)
