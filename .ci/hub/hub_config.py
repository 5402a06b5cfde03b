"""A hub for .ci/hub/run: the configuration of docs/hub with this machine's paths, and made-up learners."""

import os
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

c = get_config()  # noqa: F821
PLACE = Path(os.environ["HUB_PLACE"])
PORTS = os.environ["HUB_PORTS"].split()


class Homes(SimpleLocalProcessSpawner):
    """Learners without accounts of this machine: a home each, below one folder."""

    home_dir_template = f"{PLACE}/homes/{{username}}"


c.JupyterHub.spawner_class = Homes
c.JupyterHub.bind_url = f"https://127.0.0.1:{PORTS[0]}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORTS[1]}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORTS[2]}"
c.ConfigurableHTTPProxy.command = [os.environ["HUB_PROXY"]]
c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = f"{PLACE}/cert.pem", f"{PLACE}/key.pem"
c.JupyterHub.db_url = f"sqlite:///{PLACE}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{PLACE}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "class"
c.Authenticator.allow_all = True
# The machine may be busy with other things.
c.Spawner.start_timeout = c.Spawner.http_timeout = 180

if os.environ["HUB_WAY"] == "own server":
    exec(compile((PLACE / "jupyterhub_config.py").read_text(), "jupyterhub_config.py", "exec"))
else:
    c.Spawner.default_url = "/lab"
    c.Spawner.environment = {"JUPYTER_CONFIG_PATH": str(PLACE)}
    c.Spawner.args = ["--allow-root"] if os.getuid() == 0 else []
