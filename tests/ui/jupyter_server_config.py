"""The JupyterLab that the browser tests run against; everything it writes goes into LAB_FOLDER."""

import json
import os
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

c = get_config()  # noqa: F821
configure_jupyter_server(c)

folder = Path(os.environ["LAB_FOLDER"])
(folder / "root").mkdir(exist_ok=True)
c.ServerApp.port = int(os.environ["LAB_PORT"])
c.ServerApp.port_retries = 0
c.ServerApp.root_dir = str(folder / "root")
c.ServerApp.allow_root = True
c.LabServerApp.extra_labextensions_path = []

# News and update notes would cover what the screenshots are about.
settings = folder / "settings"
settings.mkdir(exist_ok=True)
quiet = {"fetchNews": "false", "checkForUpdates": False}
overrides = {"@jupyterlab/apputils-extension:notification": quiet}
(settings / "overrides.json").write_text(json.dumps(overrides))
c.LabApp.app_settings_dir = str(settings)
c.LabApp.user_settings_dir = str(settings / "user")
c.LabApp.workspaces_dir = str(settings / "workspaces")

# jupyter-collaboration's record of all edits
c.SQLiteYStore.db_path = str(folder / "ystore.db")
