"""Literals that look like secrets are named; what only sounds like one is left alone."""

import ast

import pytest

from jupyterlab_promote.core.analysis.secrets import secrets_in

NO_SECRETS = [
    "password = 'your password'",
    "password = getpass()",
    "password = ''",
    "n_tokens = 'abcd'",
    "token_col = 'tokenx'",
    "url = 'https://example.org/data.csv'",
    "tokens = text.split('token')",
]

SECRETS = [
    ("API_KEY = 'abcd1234'", ("API_KEY",)),
    ("API_KEY = 'sk-abcdefghijklmnop'", ("API_KEY",)),
    ("db_password: str = 'hunter22'", ("db_password",)),
    ("connect(host, password='hunter22', user='a')", ("password",)),
    ("headers = {'token': 'zzzzzz'}", ("token",)),
    ("def f(a, pwd='secret1'): pass", ("pwd",)),
    ("client.api_key = 'abcdefgh'", ("api_key",)),
    ("os.environ['AWS_SECRET_ACCESS_KEY'] = 'abcdef'", ("AWS_SECRET_ACCESS_KEY",)),
    ("url = 'postgres://me:pw@h/db'", ("post…",)),
    ("x = f('sk-abcdefghijklmnop')", ("sk-a…",)),
]


@pytest.mark.parametrize("source", NO_SECRETS)
def test_leaves_alone(source: str) -> None:
    assert secrets_in([ast.parse(source)]) == ()


@pytest.mark.parametrize(("source", "names"), SECRETS)
def test_names(source: str, names: tuple[str, ...]) -> None:
    assert secrets_in([ast.parse(source)]) == names
