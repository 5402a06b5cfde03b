"""`serve`: the site, until somebody stops it."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading

import click

from course.places import DOOR
from course.terminal.group import Trouble, current, say

PORT = 8000


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
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(host: str, port: int, no_browser: bool) -> None:
    """Serve the course until Ctrl-C."""
    import signal

    course = current()
    listener = listen(host, port)
    port = listener.getsockname()[1]
    if not is_loopback(host):
        click.echo(
            f"Warning: {host} can be reached from other machines, and this site runs code on this one."
            " Use it only in a network that you trust.",
            err=True,
        )
    app = course.app
    app.config["HOSTS"] = (*app.config["HOSTS"], *names_of(host))
    notice = app.extensions["course"].store.notice
    if notice:
        click.echo(notice, err=True)

    from waitress import create_server  # type: ignore[import-untyped,unused-ignore]

    # An open exercise page holds a thread while it waits for the next verdict.
    server = create_server(app, sockets=[listener], threads=64, channel_request_lookahead=1, ident=None)
    url = f"http://{shown_host(host)}:{port}/"
    say(f"The course is at {url} (Ctrl-C ends it)")
    sys.stdout.flush()
    if not no_browser and has_screen():
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def end(*_: object) -> None:
        app.extensions["course"].background.news.close()  # pages that wait must not hold up the end
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.run()  # returns on Ctrl-C


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address. Raises Trouble that says what to do."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Trouble(f'"{host}" is no address of this machine. Leave out --host to use 127.0.0.1.') from None
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
        return f'"{host}" is no address of this machine. Leave out --host to use 127.0.0.1.'
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


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def names_of(host: str) -> tuple[str, ...]:
    """Return the names, besides those of loopback, under which a served site is asked for."""
    if is_loopback(host):
        return ()
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return (shown_host(host),)
    name = socket.gethostname()
    try:
        found = {info[4][0] for info in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return (name, *sorted(shown_host(str(address)) for address in found))


def shown_host(host: str) -> str:
    """Return an address as it stands in a URL."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def has_screen() -> bool:
    """Tell whether a person sits in front of this terminal, with a screen for a browser."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
