"""Passphrase and recovery code of an open workspace."""

from __future__ import annotations

from advisor_app.services.base import Service


class Protection(Service):
    """Changes what opens the workspace; the records stay as they are."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Let another passphrase open the workspace.

        Raises:
            AdvisorError: the old one is wrong, or the new one is too short; nothing was changed.
        """
        self._workspace.change_passphrase(old, new)

    def new_recovery_code(self, passphrase: str) -> str:
        """A fresh recovery code, shown this once; the one before opens nothing any more.

        Raises:
            AdvisorError: the passphrase is wrong; nothing was changed.
        """
        self._workspace.prove_passphrase(passphrase)
        return self._workspace.new_recovery_code()
