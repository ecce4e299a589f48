"""Small files that something bent: whatever they say, the answer is a sentence, not a fall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.store.errors import NotABase, TooSoon
from advisor_app.store.patience import Patience
from advisor_app.store.workspace import Workspace
from tests.store.records import RIGHT, closed_with_passphrase, contents

NO_JSON = {
    "nothing": b"",
    "zeros": bytes(512),
    "half": b'{"format": 1, "workspace": "6e5a4c38',
    "another encoding": '{"format": 1}'.encode("utf-16"),
    "endless depth": b"[" * 100_000,
    "an endless number": b'{"format": 1e400, "failed": 1e400}',
    "a number of 5000 digits": b'{"format": ' + b"9" * 5000 + b"}",
    "a word": b'"vault"',
    "nothing at all": b"null",
}


def bent(good: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The same record with each of its values missing, of another kind, or beyond any limit."""
    if not isinstance(good, dict):
        return
    for key, value in good.items():
        name = "/".join((*path, key))
        yield f"{name} missing", {k: v for k, v in good.items() if k != key}
        for other in (None, 5, -1, 1e300, True, "x", "ñ" * 50, [], {}, [[]], float("inf")):
            if other != value:
                yield f"{name} = {other!r}", {**good, key: other}
        for what, inner in bent(value, (*path, key)):
            yield what, {**good, key: inner}


@pytest.mark.parametrize("what", NO_JSON)
def test_a_vault_that_is_no_record_is_refused_and_left_alone(folder: Path, what: str) -> None:
    closed_with_passphrase(folder)
    (folder / "vault.json").write_bytes(NO_JSON[what])
    before = contents(folder)
    with pytest.raises(NotABase) as refused:
        Workspace.inspect(folder)
    assert "No se cambió nada" in refused.value.advice
    assert contents(folder) == before


def test_a_vault_with_any_value_bent_opens_nothing_and_falls_over_nothing(folder: Path) -> None:
    closed_with_passphrase(folder)
    path = folder / "vault.json"
    good = json.loads(path.read_text(encoding="utf-8"))
    opened = []
    for what, record in bent(good):
        path.write_text(json.dumps(record), encoding="utf-8")
        (folder / "attempts.json").unlink(missing_ok=True)
        try:
            Workspace.open(folder, RIGHT).close()
            opened.append(what)
        except AdvisorError:
            continue
        except Exception as error:
            pytest.fail(f"{what}: {type(error).__name__}: {error}")
    # what bears on the recovery code alone does not keep the passphrase from opening
    assert all(what.startswith(("slots/recovery", "format = ")) for what in opened)


@pytest.mark.parametrize("what", NO_JSON)
def test_a_count_of_attempts_that_is_no_record_asks_to_wait(folder: Path, what: str) -> None:
    folder.mkdir()
    (folder / "attempts.json").write_bytes(NO_JSON[what])
    with pytest.raises(TooSoon):
        Patience(folder).begin()


@pytest.mark.parametrize(
    "record",
    [
        {"failed": 1e400, "last": "2026-01-01T00:00:00+00:00"},
        {"failed": 3, "last": "9999-12-31T23:59:59-23:00"},
        {"failed": 3, "last": "0001-01-01T00:00:00+14:00"},
        {"failed": [], "last": 5},
    ],
)
def test_a_count_of_attempts_with_a_bent_value_asks_to_wait(folder: Path, record: Any) -> None:
    folder.mkdir()
    (folder / "attempts.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(TooSoon):
        Patience(folder).begin()


def test_without_its_attachments_a_workspace_opens_and_takes_new_ones(folder: Path) -> None:
    workspace, _code = Workspace.create(folder, "", demo=True)
    lost = workspace.attachments.put(b"una foto", "image/jpeg")
    workspace.close()
    for path in sorted((folder / "attachments").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (folder / "attachments").rmdir()
    again = Workspace.open_demo(folder)
    try:
        with pytest.raises(AdvisorError, match="falta o está dañado"):
            again.attachments.get(lost)
        kept = again.attachments.put(b"otra foto", "image/jpeg")
        assert again.attachments.get(kept) == b"otra foto"
        assert again.attachments.put(b"una foto", "image/jpeg") == lost
        assert again.attachments.get(lost) == b"una foto"
    finally:
        again.close()
