"""The door for JupyterLab: HTTP on top of the ladder in `api`."""
