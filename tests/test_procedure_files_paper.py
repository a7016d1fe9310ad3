"""docs/procedure-files.md says what is so: its example is proved, and no key of a file is left out."""

import re
import tomllib
from pathlib import Path

import pytest

from workflow.actions import ACTIONS, Action, Need
from workflow.checker import check
from workflow.procedure import Procedure
from workflow.procedure_deadlines import Deadline
from workflow.procedure_file import parse_procedure
from workflow.procedure_steps import Step

PAPER = (Path(__file__).parents[1] / "docs" / "procedure-files.md").read_text(encoding="utf-8")


def test_the_example_is_proved() -> None:
    """The file that the paper shows can be used as it stands."""
    (example,) = re.findall(r"```toml\n(.*?)```", PAPER, re.DOTALL)
    assert tomllib.loads(example)["name"] == "small"
    assert check(parse_procedure(example)) == ()


@pytest.mark.parametrize("model", [Procedure, Step, Action, Deadline], ids=lambda model: str(model.__name__))
def test_every_key_is_told(model: type[Procedure | Step | Action | Deadline]) -> None:
    """A key that a file may have stands in the paper, as code or as a table's name."""
    keys = {field.alias or name for name, field in model.model_fields.items()} - {"digest"}
    prose = re.sub(r"```.*?```", "", PAPER, flags=re.DOTALL)
    told = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]+`", prose))))
    assert keys - told == set()


def test_every_need_and_common_action_is_told() -> None:
    """Whatever an action may ask for, and every common action, stands in the paper."""
    assert not [need for need in Need if need is not Need.NOTHING and f"`{need}`" not in PAPER]
    assert not [name for name in ACTIONS if f"`{name}`" not in PAPER]
