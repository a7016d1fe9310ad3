"""The base of everything that is written down: frozen, strict about unknown keys."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value that is stored as JSON and never changes in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
