"""The networks that this laptop is in now, by the addresses a telephone nearby can reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# what Windows, NetworkManager and macOS give to the laptop that makes a network
_OWN_HOTSPOT: Final = ("192.168.137.", "10.42.", "192.168.2.")


@dataclass(frozen=True, slots=True)
class Network:
    """One of the laptop's addresses."""

    name: str
    address: str

    @property
    def is_own(self) -> bool:
        """Whether this laptop itself seems to make the network."""
        return self.address.startswith(_OWN_HOTSPOT)


def networks() -> list[Network]:
    """Every local network, the laptop's own hotspot first."""
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    flag = QNetworkInterface.InterfaceFlag
    found = [
        Network(interface.humanReadableName(), entry.ip().toString())
        for interface in QNetworkInterface.allInterfaces()
        if interface.flags() & flag.IsUp
        and interface.flags() & flag.IsRunning
        and not interface.flags() & flag.IsLoopBack
        for entry in interface.addressEntries()
        if entry.ip().protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
        and entry.ip().isPrivateUse()
    ]
    return sorted(found, key=lambda one: (not one.is_own, one.name))
