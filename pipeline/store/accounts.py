"""Users, sessions, tokens, and what people said of alerts: the AccountLedger on the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from pipeline.errors import ConfigError, NotFoundError
from pipeline.store import tables
from pipeline.store.alerts import read_alert
from pipeline.store.database import Database
from pipeline.store.rows import AnyRow
from pipeline.types import Acknowledgement, ApiToken, Mute, Role, User, least

users, sessions, tokens, mutes, alerts = tables.users, tables.sessions, tables.tokens, tables.mutes, tables.alerts


class SqlAccounts:
    """The accounts of a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def users(self) -> tuple[User, ...]:
        chosen = select(users).order_by(users.c.name)
        return self._database.read(lambda c: tuple(map(_to_user, c.execute(chosen))))

    def has_users(self) -> bool:
        return self._database.read(lambda c: c.execute(select(users.c.name).limit(1)).first()) is not None

    def add_user(self, name: str, *, password_hash: str, role: Role, now: datetime) -> User:
        values = {"name": name, "role": role, "password_hash": password_hash, "created_at": now}

        def add(connection: Connection) -> None:
            added = tables.insert_into(connection, users).values(values).on_conflict_do_nothing()
            if connection.execute(added.returning(users.c.name)).first() is None:
                raise ConfigError(f"there is a user {name!r} already", user=name)

        self._database.write(add)
        return User(name=name, role=role, created_at=now)

    def last_logins(self) -> Mapping[str, datetime]:
        chosen = select(sessions.c.user, func.max(sessions.c.created_at)).group_by(sessions.c.user)
        return self._database.read(lambda c: {row[0]: row[1] for row in c.execute(chosen)})

    def remove_user(self, name: str, *, last: bool = False) -> None:
        def remove(connection: Connection) -> None:
            if not last:
                _must_leave_admin(connection, name)
            _must(name, connection.execute(delete(users).where(users.c.name == name)).rowcount)
            connection.execute(delete(sessions).where(sessions.c.user == name))
            connection.execute(delete(tokens).where(tokens.c.user == name))

        self._database.write(remove)

    def set_password(self, name: str, *, password_hash: str) -> None:
        def change(connection: Connection) -> None:
            changed = update(users).where(users.c.name == name).values(password_hash=password_hash)
            _must(name, connection.execute(changed).rowcount)
            connection.execute(delete(sessions).where(sessions.c.user == name))

        self._database.write(change)

    def set_role(self, name: str, role: Role) -> None:
        def change(connection: Connection) -> None:
            if role != "admin":
                _must_leave_admin(connection, name)
            changed = update(users).where(users.c.name == name).values(role=role)
            _must(name, connection.execute(changed).rowcount)

        self._database.write(change)

    def password_hash(self, name: str) -> str | None:
        chosen = select(users.c.password_hash).where(users.c.name == name)
        return self._database.read(lambda c: c.execute(chosen).scalar())

    def open_session(self, digest: str, *, user: str, now: datetime, until: datetime) -> None:
        def open_one(connection: Connection) -> None:
            _must_know(connection, user)
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            values = {"digest": digest, "user": user, "created_at": now, "expires_at": until}
            connection.execute(insert(sessions).values(values))

        self._database.write(open_one)

    def find_session(self, digest: str, *, now: datetime) -> User | None:
        chosen = select(users).join(sessions, sessions.c.user == users.c.name)
        chosen = chosen.where(sessions.c.digest == digest, sessions.c.expires_at > now)
        row = self._database.read(lambda c: c.execute(chosen).first())
        return _to_user(row) if row else None

    def close_session(self, digest: str) -> None:
        self._database.write(lambda c: c.execute(delete(sessions).where(sessions.c.digest == digest)))

    def add_token(self, token: ApiToken, *, digest: str) -> None:
        def add(connection: Connection) -> None:
            _must_know(connection, token.user)
            values = {name: getattr(token, name) for name in ApiToken.__struct_fields__}
            connection.execute(insert(tokens).values({**values, "digest": digest}))

        self._database.write(add)

    def tokens(self) -> tuple[ApiToken, ...]:
        chosen = select(tokens).order_by(tokens.c.created_at.desc(), tokens.c.id)
        return self._database.read(lambda c: tuple(map(_to_token, c.execute(chosen))))

    def find_token(self, digest: str, *, now: datetime) -> User | None:
        chosen = select(users, tokens.c.role.label("token_role"), tokens.c.expires_at)
        chosen = chosen.join(tokens, tokens.c.user == users.c.name)
        chosen = chosen.where(tokens.c.digest == digest, tokens.c.revoked_at.is_(None))
        row = self._database.read(lambda c: c.execute(chosen).first())
        if row is None or (row.expires_at is not None and row.expires_at <= now):
            return None
        return User(name=row.name, role=least(row.role, row.token_role), created_at=row.created_at)

    def revoke_token(self, token: str, *, now: datetime) -> None:
        def revoke(connection: Connection) -> None:
            if connection.execute(select(tokens.c.id).where(tokens.c.id == token)).first() is None:
                raise NotFoundError(f"there is no token {token!r}: `wirewatch tokens list` shows them", token=token)
            ended = update(tokens).where(tokens.c.id == token, tokens.c.revoked_at.is_(None))
            connection.execute(ended.values(revoked_at=now))

        self._database.write(revoke)

    def acknowledge(self, alert: str, *, by: str, now: datetime) -> Acknowledgement:
        def note(connection: Connection) -> Acknowledgement:
            read_alert(connection, alert)
            noted = update(alerts).where(alerts.c.id == alert, alerts.c.acknowledged_at.is_(None))
            connection.execute(noted.values(acknowledged_at=now, acknowledged_by=by))
            return _read_acknowledged(connection, [alert])[alert]

        return self._database.write(note)

    def unacknowledge(self, alert: str) -> None:
        taken = update(alerts).where(alerts.c.id == alert).values(acknowledged_at=None, acknowledged_by=None)
        self._database.write(lambda c: c.execute(taken))

    def acknowledgements(self, alerts: Sequence[str]) -> dict[str, Acknowledgement]:
        return self._database.read(lambda c: _read_acknowledged(c, alerts))

    def mute(self, mute: Mute) -> None:
        values = {name: getattr(mute, name) for name in Mute.__struct_fields__}

        def put(connection: Connection) -> None:
            statement = tables.insert_into(connection, mutes).values(values)
            taken = {name: statement.excluded[name] for name in ("until", "by", "at")}
            connection.execute(statement.on_conflict_do_update(index_elements=["kind", "subject"], set_=taken))

        self._database.write(put)

    def unmute(self, mute: Mute) -> None:
        gone = delete(mutes).where(mutes.c.kind == mute.kind, mutes.c.subject == mute.subject)
        self._database.write(lambda c: c.execute(gone))

    def mutes(self, *, now: datetime) -> tuple[Mute, ...]:
        chosen = select(mutes).where(mutes.c.until > now).order_by(mutes.c.kind, mutes.c.subject)
        return self._database.read(lambda c: tuple(map(_to_mute, c.execute(chosen))))


def find_mute(connection: Connection, *, rule: str, story: str, now: datetime) -> Mute | None:
    """What keeps a rule quiet about a story; None when nothing does."""
    either = ((mutes.c.kind == "rule") & (mutes.c.subject == rule)) | (
        (mutes.c.kind == "story") & (mutes.c.subject == story)
    )
    row = connection.execute(select(mutes).where(either, mutes.c.until > now).limit(1)).first()
    return _to_mute(row) if row else None


def _read_acknowledged(connection: Connection, ids: Sequence[str]) -> dict[str, Acknowledgement]:
    chosen = select(alerts.c.id, alerts.c.acknowledged_at, alerts.c.acknowledged_by)
    rows = connection.execute(chosen.where(alerts.c.id.in_(ids), alerts.c.acknowledged_at.is_not(None)))
    return {row.id: Acknowledgement(alert=row.id, at=row.acknowledged_at, by=row.acknowledged_by or "") for row in rows}


def _must(name: str, count: int) -> None:
    if not count:
        raise NotFoundError(f"there is no user {name!r}: `wirewatch users list` shows them", user=name)


def _must_leave_admin(connection: Connection, name: str) -> None:
    # Locked, so that two admins who demote each other do not both go.
    admins = select(users.c.name).where(users.c.role == "admin").order_by(users.c.name).with_for_update()
    if connection.execute(admins).scalars().all() == [name]:
        raise ConfigError(f"{name} is the last admin: make somebody else admin first", user=name)


def _must_know(connection: Connection, name: str) -> None:
    # Locked, so that a user who is being removed leaves no session behind.
    chosen = select(users.c.name).where(users.c.name == name).with_for_update()
    _must(name, len(connection.execute(chosen).all()))


def _to_user(row: AnyRow) -> User:
    return User(name=row.name, role=row.role, created_at=row.created_at)


def _to_token(row: AnyRow) -> ApiToken:
    return ApiToken(**{name: getattr(row, name) for name in ApiToken.__struct_fields__})


def _to_mute(row: AnyRow) -> Mute:
    return Mute(**{name: getattr(row, name) for name in Mute.__struct_fields__})
