"""A procedure file: read, and held to what it names."""

import hashlib

from pydantic import ValidationError

from workflow.faults import described
from workflow.procedure import BadProcedureError, Procedure
from workflow.references import broken_references
from workflow.toml import read_toml


def parse_procedure(text: str, source: str = "procedure") -> Procedure:
    """Read a procedure from TOML.

    Raises BadProcedureError with every fault found: the key, what is wrong, how to mend it.
    """
    try:
        raw = read_toml(text)
    except ValueError as error:
        raise BadProcedureError(source, [str(error)]) from error
    try:
        procedure = Procedure.model_validate({**raw, "digest": digest_of(text)})
    except ValidationError as error:
        raise BadProcedureError(source, described(error, raw)) from error
    if faults := broken_references(procedure):
        raise BadProcedureError(source, faults)
    return procedure


def digest_of(text: str) -> str:
    """The identity of one version of a procedure file; a running card keeps the version it began under."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
