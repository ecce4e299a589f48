"""Sticks that are pulled, fill up or wear out while something is written to them."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_GONE: Final = (errno.EIO, errno.ENODEV, errno.ENXIO)
_CALLS: Final = ("open", "read", "write", "fsync", "lseek", "replace", "unlink", "mkdir", "scandir")


class Stick:
    """Counts every call of the system that touches a folder, and can be pulled at one of them.

    Pulling loses what was not forced to the stick yet: the end of a file, or all of it, or what
    was in it but not its length; a name that was given or taken away. From then on every call
    fails, as the kernel's do.
    """

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.calls = 0
        self.is_pulled = False
        self._pull_at: int | None = None
        self._chance = chance
        self._real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in _CALLS}
        self._paths: dict[int, Path] = {}
        self._loose_data: dict[Path, int] = {}
        self._loose_names: list[tuple[Path, Callable[[], None]]] = []

    @contextmanager
    def plugged(self, pull_at: int | None = None) -> Iterator[None]:
        """Watch the calls, and pull the stick at one of them."""
        self.calls, self.is_pulled, self._pull_at = 0, False, pull_at
        self._paths, self._loose_data, self._loose_names = {}, {}, []
        for name in _CALLS:
            setattr(os, name, self._watched(name))
        try:
            yield
        finally:
            for name, real in self._real.items():
                setattr(os, name, real)

    def _watched(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def call(target: Any, *arguments: Any, **named: Any) -> Any:
            path = self._path(target)
            if path is None:
                return real(target, *arguments, **named)
            self._count()
            before = self._before(name, path, arguments)
            result = real(target, *arguments, **named)
            if name == "open":
                self._paths[result] = path
            before(result)
            return result

        return call

    def _path(self, target: Any) -> Path | None:
        path = self._paths.get(target) if isinstance(target, int) else Path(os.fspath(target))
        return path if path is not None and path.is_relative_to(self.root) else None

    def _count(self) -> None:
        if not self.is_pulled and self.calls == self._pull_at:
            self.is_pulled = True
            self._lose()
        if self.is_pulled:
            number = self._chance.choice(_GONE)
            raise OSError(number, os.strerror(number))
        self.calls += 1

    def _before(self, name: str, path: Path, arguments: Any) -> Callable[[Any], None]:
        """Note what would be lost if the stick were pulled now; to be called with the result."""
        if name == "open" and arguments and arguments[0] & os.O_CREAT and not path.exists():
            self._loose_names.append((path.parent, lambda: path.unlink(missing_ok=True)))
        elif name == "write":
            self._loose_data.setdefault(path, path.stat().st_size)
        elif name == "fsync" and path.is_dir():
            return lambda _result: self._names_hold(path)
        elif name == "fsync":
            return lambda _result: self._loose_data.pop(path, None)
        elif name == "unlink":
            kept = path.read_bytes()
            self._loose_names.append((path.parent, lambda: _bring_back(path, kept)))
        elif name == "replace":
            new = Path(arguments[0])
            self._loose_data.pop(new, None)
            self._loose_names.append((new.parent, lambda: _rename_back(new, path)))
        return lambda _result: None

    def _names_hold(self, folder: Path) -> None:
        self._loose_names = [one for one in self._loose_names if one[0] != folder]

    def _lose(self) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)
        for path, kept in self._loose_data.items():
            if path.exists():
                size = path.stat().st_size
                end = self._chance.randint(min(kept, size), size)
                os.truncate(path, end)
                if self._chance.random() < 0.5:
                    os.truncate(path, size)  # the length was kept, what was in it was not
        for _folder, undo in reversed(self._loose_names):
            if self._chance.random() < 0.5:
                undo()
        for name in _CALLS:
            setattr(os, name, self._watched(name))


def _bring_back(path: Path, content: bytes) -> None:
    if path.parent.is_dir() and not path.exists():
        path.write_bytes(content)


def _rename_back(new: Path, old: Path) -> None:
    if new.exists():
        new.rename(old)
