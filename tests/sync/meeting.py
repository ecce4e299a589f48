"""Real workspaces that exchange with an office in memory, without a line between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.services.exchange_progress import Behind
from advisor_app.services.exchange_rows import changes_of
from advisor_app.sync import client, local
from tests.sync.world import DirectLine, Office

if TYPE_CHECKING:
    from advisor_app.services.session import Session


@dataclass
class Meeting:
    """An office and the people who bring their work to it, by the names of their laptops."""

    office: Office
    sessions: dict[str, Session]

    def give(self, firm_id: str) -> None:
        """Everybody works with this firm."""
        for name in self.sessions:
            self.office.give(name, firm_id)

    def exchange(self, *names: str) -> None:
        """These laptops send what waits and take in what is new, one after the other."""
        for name in names or self.sessions:
            session = self.sessions[name]
            keeper = Behind(session._workspace)
            keeper.write(lambda c, name=name: local.put(c, "device", name))
            came = client.Exchange(keeper, DirectLine(self.office, name)).run()
            session._announcer.announce(
                keeper.read(lambda c, touched=came.touched: changes_of(c, touched))
            )
