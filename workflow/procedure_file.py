"""A procedure file: read, and held to what it names."""

import hashlib
import tomllib

from pydantic import ValidationError

from workflow.faults import described
from workflow.procedure import BadProcedureError, Procedure
from workflow.references import broken_references


def parse_procedure(text: str, source: str = "procedure") -> Procedure:
    """Read a procedure from TOML.

    Raises BadProcedureError with every fault found: the key, what is wrong, how to mend it.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProcedureError(source, [f"not TOML: {error}"]) from error
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
