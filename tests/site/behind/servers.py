"""Servers in front of the course: a real nginx with TLS, and a stand-in for code-server's two forwarders."""

from __future__ import annotations

import http.client
import re
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log combined;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    ssl_certificate {cert}; ssl_certificate_key {key};
    # Compressing weakens validators: what many servers do must cost nothing.
    proxy_read_timeout 300s;
    gzip on; gzip_proxied any; gzip_min_length 1; gzip_types text/plain application/json;
    server {{
        listen unix:{folder}/nginx.sock ssl;
        {location}
    }}
}}
"""


@contextmanager
def nginx(folder: Path, location: str, cert: Path, key: Path) -> Iterator[Path]:
    """Run nginx while the block runs; gives its socket. `location` is the block that hands requests on."""
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(folder=folder, cert=cert, key=key, location=location))
    at = folder / "nginx.sock"
    process = subprocess.Popen(["nginx", "-c", conf, "-p", folder, "-e", folder / "start.log"])
    try:
        wait_for(at, process)
        yield at
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server, by force where it does not hear."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens at a socket. Raises AssertionError when it ended instead."""
    import socket
    import time

    while process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"the server ended: {path.with_name('start.log').read_text()}")


class CodeServer(BaseHTTPRequestHandler):
    """Forward as code-server's source says (src/node/routes/pathProxy.ts, src/node/proxy.ts).

    /proxy/PORT/ cuts that off and puts it before each Location that is a path; /absproxy/PORT/ hands the
    path on and leaves Location alone. Both leave Host as it is, and make one slash of several.
    """

    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        match = re.fullmatch(r"(/(proxy|absproxy)/(\d+))([/?].*)?", self.path)
        assert match is not None, f"{self.path} leaves the forwarded port"
        base = match[1] if match[2] == "proxy" else ""
        path, mark, query = self.path[len(base) :].partition("?")
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        onward = http.client.HTTPConnection("127.0.0.1", int(match[3]), timeout=300)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        onward.request(self.command, re.sub("/+", "/", f"/{path}") + mark + query, body or None, headers)
        self.hand_back(onward.getresponse(), base)
        onward.close()

    def hand_back(self, answer: http.client.HTTPResponse, base: str) -> None:
        body = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() == "location" and value.startswith("/"):
                value = base + value
            if name.lower() not in ("connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = handle_any

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def code_server(folder: Path, cert: Path, key: Path) -> Iterator[Path]:
    """Run the stand-in while the block runs; gives its socket."""

    class Threads(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):  # Windows has no such servers
        daemon_threads = True

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    at = folder / "code-server.sock"
    with Threads(str(at), CodeServer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield at
        server.shutdown()
        thread.join()
