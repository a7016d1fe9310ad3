"""When a deadline comes due: rules as text, the instant they give, and why that one."""

from workflow.due.explain import Reason, Stretch, explain
from workflow.due.resolve import BARE_HOURS, Due, resolve
from workflow.due.rule import FORMS, Rule, RuleError, Unit, parse_rule

__all__ = [
    "BARE_HOURS",
    "FORMS",
    "Due",
    "Reason",
    "Rule",
    "RuleError",
    "Stretch",
    "Unit",
    "explain",
    "parse_rule",
    "resolve",
]
