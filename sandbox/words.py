"""Words shared by the whole sandbox."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal in the Bot API's own words; the text stands in `description` of the answer."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})

    def body(self) -> Json:
        """Return the error envelope."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad(text: str, **parameters: int) -> ApiError:
    """Return error 400 with the text after the usual prefix."""
    return ApiError(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> ApiError:
    """Return error 403 with the text after the usual prefix."""
    return ApiError(403, f"Forbidden: {text}")


class DriveError(Exception):
    """A driving request which makes no sense; the message says why."""
