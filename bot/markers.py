"""Which test shows which clause, read from the sources of the tests; nothing is imported or run.

A test, a class of tests, a module (`pytestmark`) or one case of a table (`pytest.param`) names its clauses by
`pytest.mark.clause("SOB-11", …)`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CLAUSE = frozenset({"clause"})
_MEND = 'write pytest.mark.clause("SOB-11")'
_IDLE = frozenset({"skip", "xfail"})
"""A test that is not run, or may fail, shows nothing."""


@dataclass(frozen=True)
class Mark:
    """One clause named in the sources of the tests. `test` is empty where no test that runs bears the marker."""

    clause: str
    file: str
    line: int
    test: str = ""

    @property
    def place(self) -> str:
        """The test as pytest is asked for it, else the line."""
        return f"{self.file}::{self.test}" if self.test else f"{self.file}:{self.line}"


def marks_under(folder: Path) -> tuple[Mark, ...]:
    """Every clause named in the Python files of a folder; files are named from its parent on.

    Raises ValueError for a file that is no Python, and for a marker without ids written out.
    """
    files = sorted(folder.rglob("*.py"))
    return tuple(
        mark
        for file in files
        for mark in marks_in(file.read_text(encoding="utf-8"), file.relative_to(folder.parent).as_posix())
    )


def marks_in(source: str, file: str) -> list[Mark]:
    """The clauses named in one file. Raises ValueError as `marks_under` does."""
    try:
        tree = ast.parse(source, file)
    except SyntaxError as error:
        raise ValueError(f"{file}:{error.lineno}: no Python: {error.msg}") from error
    _refuse_bare(tree, file)
    names = dict(_assigned(tree.body))
    borne = list(_borne(tree.body, names)) if _holds_tests(file) else []
    known = {id(call) for _, call in borne}
    lost = [("", call) for call in _calls(tree, {}) if id(call) not in known]
    return [mark for test, call in (*borne, *lost) for mark in _marks(call, file, test)]


def _refuse_bare(tree: ast.Module, file: str) -> None:
    """Refuse `pytest.mark.clause` without a call, as in an alias of it: what it names could not be read."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in called and ast.unparse(node) == "pytest.mark.clause":
            raise ValueError(f"{file}:{node.lineno}: the marker is not called; {_MEND}")


def _holds_tests(file: str) -> bool:
    name = file.rpartition("/")[2]
    return name.startswith("test_") or name.endswith("_test.py")


def _marks(call: ast.Call, file: str, test: str) -> Iterator[Mark]:
    if call.keywords or not call.args:
        raise ValueError(f"{file}:{call.lineno}: the marker names no clause; {_MEND}")
    for given in call.args:
        if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
            raise ValueError(f"{file}:{given.lineno}: a clause is not written out; {_MEND}")
        yield Mark(given.value, file, given.lineno, test)


def _borne(
    body: list[ast.stmt], names: dict[str, ast.expr], where: str = "", above: tuple[ast.expr, ...] = ()
) -> Iterator[tuple[str, ast.Call]]:
    """Each test of a module or class with each call of the marker that it bears, its own or one from above."""
    above += tuple(value for name, value in _assigned(body) if name == "pytestmark")
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            worn = (*above, *node.decorator_list)
            if not any(_idle(one) for one in worn):
                yield from ((f"{where}{node.name}", call) for one in worn for call in _calls(one, names))
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _borne(node.body, names, f"{where}{node.name}::", (*above, *node.decorator_list))


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _calls(node: ast.AST, names: dict[str, ast.expr]) -> Iterator[ast.Call]:
    """Calls of the marker within an expression, also by way of the module's own names: an alias, a table of cases."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and _is_mark(part.func, _CLAUSE):
            yield part
        elif isinstance(part, ast.Name) and part.id in names:
            others = {name: value for name, value in names.items() if name != part.id}
            yield from _calls(names[part.id], others)


def _idle(worn: ast.expr) -> bool:
    elements = worn.elts if isinstance(worn, ast.List | ast.Tuple) else [worn]
    return any(_is_mark(one.func if isinstance(one, ast.Call) else one, _IDLE) for one in elements)


def _is_mark(node: ast.expr, marks: frozenset[str]) -> bool:
    """Whether this is `pytest.mark.NAME`, or `mark.NAME`."""
    if not (isinstance(node, ast.Attribute) and node.attr in marks):
        return False
    parent = node.value
    return (isinstance(parent, ast.Attribute) and parent.attr == "mark") or (
        isinstance(parent, ast.Name) and parent.id == "mark"
    )
