"""The JupyterLab that the browser tests run against; the folder it shows comes from LAB_ROOT."""

import json
import os
import tempfile
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

c = get_config()  # noqa: F821
configure_jupyter_server(c)

c.ServerApp.port = int(os.environ["LAB_PORT"])
c.ServerApp.port_retries = 0
c.ServerApp.root_dir = os.environ["LAB_ROOT"]
c.ServerApp.allow_root = True
c.LabServerApp.extra_labextensions_path = []

# News and update notes would cover what the screenshots are about.
settings = Path(tempfile.mkdtemp(prefix="lab-settings-"))
quiet = {"fetchNews": "false", "checkForUpdates": False}
overrides = {"@jupyterlab/apputils-extension:notification": quiet}
(settings / "overrides.json").write_text(json.dumps(overrides))
c.LabApp.app_settings_dir = str(settings)
c.LabApp.user_settings_dir = str(settings / "user")
c.LabApp.workspaces_dir = str(settings / "workspaces")
