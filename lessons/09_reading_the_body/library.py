"""A library behind the server of flask run, and a client that sends it long requests."""

from http.client import HTTPConnection
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

library = Flask("library")
app = Flask(__name__)


@library.get("/books")
def books():
    return ["Ulysses"]


@app.get("/with-title/<int:length>")
def long_address(length):
    return status_of("/books?title=" + "x" * length, {})


@app.get("/with-cookie/<int:length>")
def long_cookie(length):
    return status_of("/books", {"Cookie": "basket=" + "x" * length})


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def status_of(path, headers):
    server = make_server("127.0.0.1", 0, library, request_handler=Quiet)
    Thread(target=server.handle_request).start()
    client = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    client.request("GET", path, headers=headers)
    status = client.getresponse().status
    client.close()
    server.server_close()
    return {"status": status}
