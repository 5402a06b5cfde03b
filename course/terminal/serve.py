"""`serve`: the site, until somebody stops it; `open`: its address, once more."""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from course.places import DOOR
from course.terminal.group import Course, Trouble, complain, current, say
from course.terminal.key_file import key_of
from course.terminal.listen import PORT, is_loopback, listen, listen_at, shown_host
from course.terminal.running import addresses, noted

if TYPE_CHECKING:
    from flask import Flask

#: Connections at once. One that sends half a request holds none of the threads, only its place here.
CONNECTIONS = 800
#: Bytes of the largest body that is read: a whole file in a form (course.site.pages.exercises.source).
BODY = 576 * 1024
#: How waitress treats its connections: see docs/reliability.md.
SERVER: dict[str, Any] = {
    # An open exercise page holds a thread while it waits for the next verdict.
    "threads": 64,
    "channel_request_lookahead": 1,
    "ident": None,
    "connection_limit": CONNECTIONS,
    # Seconds without a byte after which a connection is closed, and between two looks for such ones.
    "channel_timeout": 15,
    "cleanup_interval": 5,
    # A longer body is refused by its Content-Length, or when a chunk goes beyond; nothing is put on the disk.
    "max_request_body_size": BODY,
    "inbuf_overflow": BODY + 1,
    # select() takes no descriptor above 1023.
    "asyncore_use_poll": True,
}
WITHOUT_KEY = (
    "Warning: without a key, every account of this machine can run code as you. Use --no-key only where you"
    " are alone."
)


@dataclass(frozen=True)
class Reached:
    """Where people reach a server that stands behind another one, as --url says it."""

    #: "https://desk.example:8443", "" when only a path was named.
    origin: str = ""
    #: The path below which the site is mounted, "" or "/course".
    prefix: str = ""
    #: What that server writes into Origin in place of origin.
    rewritten: tuple[str, ...] = ()


def reached(url: str) -> Reached:
    """Return what --url names: a whole address or a path. Raises Trouble for anything else."""
    parts = urlsplit(url)
    prefix = parts.path.rstrip("/")
    # No more than a host and a port: an address with a name and a password in it is somebody's mistake.
    plain = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?", parts.netloc) is not None
    whole = parts.scheme in ("http", "https") and plain
    path_only = not parts.scheme and not parts.netloc and (not url or url.startswith("/"))
    if parts.query or parts.fragment or not (whole or path_only):
        raise Trouble(
            f'--url "{url}" is neither an address such as https://desk.example/course nor a path'
            " such as /course."
        )
    return Reached(f"{parts.scheme}://{parts.netloc}" if whole else "", prefix)


def reached_by_environment(port: int) -> Reached:
    """Return where a development environment on the web makes a port reachable, nowhere else without one."""
    from course.terminal.forwarding import forwarded

    found = forwarded(port, os.environ)
    with suppress(Trouble):
        return replace(reached(found.url), rewritten=found.rewritten)
    return Reached()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    envvar="PORT",
    help="Port to listen on; 0 takes any free one. The environment variable PORT sets it too.",
)
@click.option(
    "--socket",
    "socket_path",
    type=click.Path(path_type=Path),
    help="Listen at a UNIX socket instead, which only your account may use.",
)
@click.option(
    "--url",
    default="",
    envvar="COURSE_URL",
    help="Address, or path, at which another server makes the course reachable. COURSE_URL sets it too.",
)
@click.option("--new-key", is_flag=True, help="Make a new key; pages that are open need the new address.")
@click.option("--no-key", is_flag=True, help="Ask for no key. Every account of this machine can use it then.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(
    host: str, port: int, socket_path: Path | None, url: str, new_key: bool, no_key: bool, no_browser: bool
) -> None:
    """Serve the course until Ctrl-C."""
    course, place = current(), reached(url)
    check_exposed(host, place, no_key, socket_path)
    listener = listen_at(socket_path) if socket_path else listen(host, port)
    if not url and not socket_path and is_loopback(host):
        place = reached_by_environment(listener.getsockname()[1])
    app = app_at(course, place)
    key = None
    # A socket needs none: its mode keeps every other account out.
    if socket_path is None and not no_key:
        key = app.config["KEY"] = kept_key(Path(app.instance_path), new_key)
    elif socket_path is None:
        complain(WITHOUT_KEY)
    notice = app.extensions["course"].store.notice
    if notice:
        complain(notice)
    address = address_of(listener, host, place, key)
    say(f"The course is at {address} (Ctrl-C ends it)")
    sys.stdout.flush()
    if not no_browser and address.startswith("http") and has_screen():
        open_browser(address, Path(app.instance_path))
    try:
        with noted(Path(app.instance_path), address):
            run_server(app, listener)
    finally:
        if socket_path:
            with suppress(OSError):
                socket_path.unlink()


def check_exposed(host: str, place: Reached, no_key: bool, socket_path: Path | None) -> None:
    """Refuse to be reached from other machines without a key or without the one address. Raises Trouble."""
    if socket_path is not None or is_loopback(host):
        return
    if no_key:
        raise Trouble(
            f"{host} can be reached from other machines, and this site runs code: it needs the key."
        )
    if not place.origin:
        raise Trouble(
            f"{host} can be reached from other machines. Say under which one address people open the course,"
            f" and no other is answered: {DOOR} --host {host} --url http://{socket.gethostname()}:{PORT}"
        )
    complain(
        f"Warning: {host} can be reached from other machines, and this site runs code on this one."
        " Anyone who has the key can use it. Without TLS in front, the network can read the key."
    )


def app_at(course: Course, place: Reached) -> Flask:
    """Return the site, told where it is reached. Raises Trouble for a prefix that is a page of its own."""
    app = course.app_below(place.prefix)
    check_prefix(app, place.prefix)
    app.config["URL"] = f"{place.origin}{place.prefix}" if place.origin else ""
    app.config["REWRITTEN_ORIGINS"] = place.rewritten
    return app


def check_prefix(app: Flask, prefix: str) -> None:
    """Refuse a prefix that begins as a page does. Raises Trouble.

    Servers in front hand on the whole path or cut the prefix off, and the two must be told apart.
    """
    first = prefix.split("/")[1] if prefix else ""
    if first and first in {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}:
        raise Trouble(
            f"The course has pages of its own below /{first}, so it cannot be reached there."
            " Name another path, such as /course."
        )


def kept_key(instance: Path, new: bool) -> str:
    """Return the key, and say when it holds for this start only."""
    key, kept = key_of(instance, new)
    if not kept:
        complain(f"The key cannot be kept in {instance}: the next start makes another one.")
    return key


def address_of(listener: socket.socket, host: str, place: Reached, key: str | None) -> str:
    """Return what a person opens: an address with its key, or the path of a socket."""
    query = f"?key={key}" if key else ""
    if place.origin:
        return f"{place.origin}{place.prefix}/{query}"
    if listener.family in (socket.AF_INET, socket.AF_INET6):
        return f"http://{shown_host(host)}:{listener.getsockname()[1]}{place.prefix}/{query}"
    return os.path.abspath(str(listener.getsockname()))


def run_server(app: Flask, listener: socket.socket) -> None:
    """Answer requests until a signal ends it."""
    import signal

    from waitress import create_server  # type: ignore[import-untyped,unused-ignore]

    allow_descriptors(CONNECTIONS + 400)
    server = create_server(app, sockets=[listener], **SERVER)

    def end(*_: object) -> None:
        app.extensions["course"].background.news.close()  # pages that wait must not hold up the end
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.run()  # returns on Ctrl-C


def allow_descriptors(wanted: int) -> None:
    """Let this process have that many open files, where the system has another number by default."""
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@click.command("open")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def open_(no_browser: bool) -> None:
    """Print the address of the running course, and open it."""
    instance = Path(current().instance)
    found = addresses(instance)
    if not found:
        raise Trouble(f"The course does not run now. Start it: {DOOR}")
    for address in found:
        say(address)
    if not no_browser and found[-1].startswith("http") and has_screen():
        open_browser(found[-1], instance, wait=True)


def open_browser(address: str, instance: Path, wait: bool = False) -> None:
    """Open an address in a browser, without putting its key into a command line that others can see."""
    import webbrowser

    thread = threading.Thread(target=webbrowser.open, args=(hidden(address, instance),), daemon=True)
    thread.start()
    if wait:
        thread.join(10.0)


def hidden(address: str, instance: Path) -> str:
    """Return the address of a file that leads to an address and that only its owner may read."""
    import platform
    from html import escape

    from course.progress import private

    # A browser outside of WSL cannot read its files by their paths.
    if "key=" not in address or "microsoft" in platform.release().lower():
        return address
    page = (
        '<!doctype html><meta charset="utf-8"><title>The course</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(address)}">'
        f'<a href="{escape(address)}">Open the course</a>\n'
    )
    try:
        private.write_file(instance / "open.html", page)
    except OSError:
        return address
    return (instance / "open.html").absolute().as_uri()


def has_screen() -> bool:
    """Tell whether a person sits in front of this terminal, with a screen for a browser."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
