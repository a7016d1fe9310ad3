"""Settings of the mail server; without SMTP_HOST there is no mail."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationInfo, field_validator

_HOST = re.compile(r"[A-Za-z0-9_\u0080-\uffff.-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
_NEEDS = {
    "smtp_password": ("smtp_user", "missing; SMTP_USER needs its password, or leave both empty"),
    "smtp_from": ("smtp_host", "missing; SMTP_HOST needs the address that mail comes from, as bot@example.org"),
}


def _host(value: str) -> str:
    if value and not _HOST.fullmatch(value):
        raise ValueError("write a name or an address alone, as smtp.example.org; the port goes into SMTP_PORT")
    return value


def _from(value: str) -> str:
    if value and mailbox(value) is None:
        raise ValueError("write one address, as bot@example.org or Otklik <bot@example.org>")
    return value


def mailbox(text: str) -> Address | None:
    """The one mailbox that the text names, with a name before it or without; None where it names none or several.

    A domain in letters of any script becomes what mail servers know it by.
    """
    name, address = parseaddr(text)
    if not text.isprintable() or (text != address and not text.endswith(f"<{address}>")):
        return None
    try:
        user, _, domain = address.rpartition("@")
        found = Address(display_name=name, addr_spec=f"{user}@{domain.encode('idna').decode()}")
    except (ValueError, HeaderParseError):
        return None
    return found if found.username and found.domain else None


class MailSettings(BaseModel):
    """The mail server and how to speak to it; `smtp_timeout` is seconds of real time for one answer of it."""

    smtp_host: Annotated[str, AfterValidator(_host)] = ""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: Annotated[str, AfterValidator(_from)] = ""
    smtp_timeout: float = Field(30, gt=0, le=120)
    smtp_max_attachments_mb: float = Field(15, ge=0, le=100)

    @field_validator("smtp_password", "smtp_from")
    @classmethod
    def _is_whole(cls, value: object, info: ValidationInfo) -> object:
        """Refuse half a login, and a server without a sender."""
        other, fault = _NEEDS[info.field_name or ""]
        if not value and info.data.get(other):
            raise ValueError(fault)
        return value

    @property
    def by_mail(self) -> bool:
        """Whether there is a mail server."""
        return bool(self.smtp_host)
