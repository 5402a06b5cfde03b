"""Telegrams are kept on a disk that is full."""

import errno
import os

from flask import Flask

app = Flask(__name__)


def write_to_disk():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@app.post("/telegrams")
def keep():
    write_to_disk()
    return "", 204
