"""Jupyter: the course as a tile of JupyterLab's launcher, in /etc/jupyter of the users' machines.

It needs jupyter-server-proxy beside the users' Jupyter. See docs/class.md.
"""

HUB = "https://hub.example.org"  # as browsers reach it: exactly this host and origin are let in
COURSE = "/opt/course"  # a clone that users can read but not write, with its .venv

c = get_config()  # noqa: F821
serve = [f"{COURSE}/.venv/bin/python", f"{COURSE}/run.py", "serve", "--no-browser"]
c.ServerProxy.servers = {
    "course": {
        "command": [*serve, "--socket", "{unix_socket}", "--url", HUB + "{base_url}course"],
        "environment": {"COURSE_WORK": "~/status-codes"},
        "unix_socket": True,  # a port would let in every account of the machine
        "absolute_url": True,  # the course knows its path
        "timeout": 60,
        "new_browser_tab": True,  # the course cannot be shown in a frame
        "launcher_entry": {"title": "HTTP status codes"},
    }
}
