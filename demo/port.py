"""The port of the page, taken before anything slow begins: whoever asked for one that is in use is told at once."""

import errno
import socket

HOST = "127.0.0.1"


class PortError(Exception):
    """The page cannot be opened at this port; the message is one line for whoever asked for it."""

    def __init__(self, port: int, error: Exception) -> None:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "something else uses it" if taken else str(error).rstrip(".")
        super().__init__(f"Port {port} cannot be had: {why}. Take another one: make demo PORT=8090")


def taken(port: int) -> socket.socket:
    """The port as a socket that is ours from now on; 0 takes a free one. Raises PortError."""
    ours = socket.socket()
    try:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ours.bind((HOST, port))
        ours.listen()
    except (OSError, OverflowError) as error:
        ours.close()
        raise PortError(port, error) from error
    return ours
