"""`wirewatch users` and `wirewatch tokens`: who may log in, and which programs."""

from __future__ import annotations

import sys

import click
import msgspec

from pipeline import accounts
from pipeline.app import open_app
from pipeline.notify import clean
from pipeline.types import ROLES, Role

_ROLE = click.Choice(list(ROLES))


@click.group()
def users() -> None:
    """Add, list or remove users; change a password or a role."""


@users.command("add")
@click.argument("name")
@click.option("--role", type=_ROLE, default="reader", show_default=True, help="What the user may.")
@click.option("--json", "as_json", is_flag=True, help="Print the user as JSON.")
def add_user(*, name: str, role: Role, as_json: bool) -> int:
    """Add a user; the password is asked for, or read from the first line of stdin. With a user, a login is needed."""
    password = _read_password()
    with open_app() as app:
        user = accounts.add_user(app, name, password=password, role=role)
    click.echo(msgspec.json.encode(user) if as_json else f"{name} may log in as {role}; from now on a login is needed")
    return 0


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="One user a line.")
def list_users(*, as_json: bool) -> int:
    """List the users."""
    with open_app() as app:
        found = app.store.accounts.users()
    for user in found:
        click.echo(msgspec.json.encode(user) if as_json else f"{clean(user.name):<28} {user.role}")
    if not as_json and not found:
        click.echo("there are no users: on this machine everybody may do everything, and nobody from elsewhere")
    return 0


@users.command("remove")
@click.argument("name")
@click.option("--last", is_flag=True, help="Also the last admin; when nobody is left, no login is needed here.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def remove_user(*, name: str, last: bool, as_json: bool) -> int:
    """Remove a user with all sessions and tokens."""
    with open_app() as app:
        app.store.accounts.remove_user(name, last=last)
        left = app.store.accounts.has_users()
    told = f"{name} may no longer log in" + ("" if left else "; no user is left, and no login is needed here")
    click.echo(msgspec.json.encode({"name": name, "removed": True}) if as_json else told)
    return 0


@users.command("password")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def change_password(*, name: str, as_json: bool) -> int:
    """Change a password, asked for or read from the first line of stdin; all sessions of the user end."""
    password = _read_password()
    with open_app() as app:
        accounts.change_password(app, name, password=password)
    told = f"{name} has a new password and is logged out everywhere"
    click.echo(msgspec.json.encode({"name": name, "changed": True}) if as_json else told)
    return 0


@users.command("role")
@click.argument("name")
@click.argument("role", type=_ROLE)
@click.option("--json", "as_json", is_flag=True, help="One object.")
def change_role(*, name: str, role: Role, as_json: bool) -> int:
    """Change what a user may, from the next click on."""
    with open_app() as app:
        app.store.accounts.set_role(name, role)
    click.echo(msgspec.json.encode({"name": name, "role": role}) if as_json else f"{name} is {role}")
    return 0


@click.group()
def tokens() -> None:
    """Add, list or revoke API tokens."""


@tokens.command("add")
@click.argument("user")
@click.option("--role", type=_ROLE, default="reader", show_default=True, help="The token may no more than its user.")
@click.option("--label", default="", help="What the token is for.")
@click.option(
    "--days", type=click.IntRange(1, accounts.LONGEST_DAYS), default=365, show_default=True, help="How long it lasts."
)
@click.option("--json", "as_json", is_flag=True, help="Print the token and its value as JSON.")
def add_token(*, user: str, role: Role, label: str, days: int, as_json: bool) -> int:
    """Add a token of a user; its value is printed once and kept nowhere."""
    with open_app() as app:
        token, value = accounts.add_token(app, user, role=role, label=label, days=days)
    if as_json:
        click.echo(msgspec.json.encode({**msgspec.to_builtins(token), "value": value}))
    else:
        click.echo(value)
        click.echo(f"token {token.id} of {user} ({role}, {days} days): keep the value, it is not shown again", err=True)
    return 0


@tokens.command("list")
@click.option("--json", "as_json", is_flag=True, help="One token a line.")
def list_tokens(*, as_json: bool) -> int:
    """List the tokens, newest first, without their values."""
    with open_app() as app:
        found, now = app.store.accounts.tokens(), app.clock()
    for token in found:
        state = accounts.describe_token(token, now)
        line = f"{token.id}  {clean(token.user):<20} {token.role:<7} {state}  {clean(token.label)}".rstrip()
        click.echo(msgspec.json.encode(token) if as_json else line)
    if not as_json and not found:
        click.echo("there are no tokens")
    return 0


@tokens.command("revoke")
@click.argument("token", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def revoke_token(*, token: str, as_json: bool) -> int:
    """End a token at once."""
    with open_app() as app:
        app.store.accounts.revoke_token(token, now=app.clock())
    told = f"token {token} is no longer taken"
    click.echo(msgspec.json.encode({"id": token, "revoked": True}) if as_json else told)
    return 0


def _read_password() -> str:
    """Ask twice, or take the first line of what is piped in: never from the command line, which others can see."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
