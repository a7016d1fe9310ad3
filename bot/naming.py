"""Names of processes: whose leases are whose. They tell which bot works there, on which machine."""

import os
import secrets
import socket

ALONE = "otklik"
"""The one that works on a SQLite file, where there is no other."""


def made_name(token: str) -> str:
    """A new name, as `1234567890/host:4711:5e0c2a11`: the bot's number, which is no secret, and the process."""
    # Machines may share a name, and in containers every process has the same number.
    return f"{token.partition(':')[0]}/{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def bot_of(name: str) -> str:
    """The number of the bot that works under the name; empty where it does not tell."""
    number, apart, _ = name.partition("/")
    return number if apart else ""


def host_of(name: str) -> str:
    """The machine on which it works."""
    return name.rpartition("/")[2].partition(":")[0]
