"""JupyterHub: each user gets a server of their own that is the course, and no notebook. See docs/class.md."""

HUB = "https://hub.example.org"  # as browsers reach it: exactly this host and origin are let in
COURSE = "/opt/course"  # a clone that users can read but not write, with its .venv

c = get_config()  # noqa: F821
c.Spawner.cmd = ["jupyter-standaloneproxy"]
c.Spawner.args = ["--absolute-url", "--unix-socket=True", "--timeout=60", "--activity-interval=0", "--"]
c.Spawner.args += [f"{COURSE}/.venv/bin/python", f"{COURSE}/run.py", "serve", "--no-browser"]
c.Spawner.args += ["--socket", "{unix_socket}", "--url", HUB + "{base_url}"]
c.Spawner.environment = {"COURSE_WORK": "~/status-codes"}
c.Spawner.default_url = "/"
