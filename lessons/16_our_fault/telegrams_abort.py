"""Telegrams are kept on a disk that is full."""

import errno
import os

from flask import Flask, abort

app = Flask(__name__)


def write_to_disk():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@app.post("/telegrams")
def keep():
    try:
        write_to_disk()
    except OSError:
        abort(507)
    return "", 204
