"""Where a server listens: an address and a port, or a socket in a folder."""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
import sys
from pathlib import Path

from course.places import DOOR
from course.terminal.group import Trouble

PORT = 8000


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address. Raises Trouble that says what to do."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Trouble(
            f'"{host}" is not an address of this machine. Leave out --host to use 127.0.0.1.'
        ) from None
    listener = socket.socket(family, kind, protocol)
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # A port that was just left can be taken again at once; one in use still cannot.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Trouble(_cannot_listen(error, host, port)) from None
    return listener


def _cannot_listen(error: OSError, host: str, port: int) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by another start of the course. "
            f"Use another one: {DOOR} --port {free_port(host, port)}"
        )
    if error.errno == errno.EACCES:
        other = free_port(host, PORT - 1)
        return f"Port {port} needs rights that you do not have. Use another one: {DOOR} --port {other}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f'"{host}" is not an address of this machine. Leave out --host to use 127.0.0.1.'
    return f"The course cannot listen on {host}, port {port} ({error.strerror})."


def free_port(host: str, taken: int) -> int:
    """Return a port above one that is taken, and free at this moment."""
    for port in [*range(taken + 1, min(taken + 50, 65535)), 0]:
        try:
            with socket.create_server((host, port)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    return 0


def listen_at(path: Path) -> socket.socket:
    """Return a UNIX socket that only its owner may use. Raises Trouble that says what to do."""
    if not hasattr(socket, "AF_UNIX"):
        raise Trouble("This system has no UNIX sockets. Leave out --socket.")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Set before the socket is there: between bind and chmod somebody could connect.
    before = os.umask(0o177)
    try:
        _remove_left_over(path)
        listener.bind(os.fspath(path))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Trouble(f"The course cannot listen at {path} ({error.strerror or error}).") from None
    finally:
        os.umask(before)
    return listener


def _remove_left_over(path: Path) -> None:
    """Delete a socket that nobody listens at any more. Raises Trouble for anything else of that name."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise Trouble(f"{path} is there already but is not a socket. It is left alone; name another path.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(os.fspath(path))
        except ConnectionRefusedError:
            os.unlink(path)
            return
    raise Trouble(f"A server listens at {path} already. Name another path.")


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown_host(host: str) -> str:
    """Return an address as it stands in a URL."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
