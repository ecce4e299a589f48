"""What the window remembers: language, theme, text size and idle minutes, nothing personal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing the window remembers.

    Attributes:
        key: its name in the file.
        default: its value until somebody chooses another.
        choices: every value it may take.
        purpose: what it is for, in a sentence.
    """

    key: str
    default: T
    choices: tuple[T, ...]
    purpose: str

    def valid(self, value: object) -> T:
        """The value if it is one of the choices (``True`` is no 1), else the default."""
        found = (one for one in self.choices if one == value and type(one) is type(value))
        return next(found, self.default)


LANGUAGE: Final = Setting("language", "es", ("es", "en"), "Language of the window.")
THEME: Final = Setting("theme", "light", ("light", "dark", "sun"), "Colours and contrast.")
TEXT_PERCENT: Final = Setting("text_percent", 100, (100, 125, 150, 200), "Size of all text.")
AUTOLOCK_MINUTES: Final = Setting(
    "autolock_minutes", 10, (5, 10, 20, 30), "Idle minutes after which the workspace locks."
)
RAIL_FOLDED: Final = Setting("rail_folded", False, (False, True), "Whether the rail shows icons.")
PRINT_GREY: Final = Setting("print_grey", False, (False, True), "Whether paper comes in grey.")
PRINT_PER_SHEET: Final = Setting("print_per_sheet", 1, (1, 2), "Pages on each side of a sheet.")
PRINT_TWO_SIDED: Final = Setting(
    "print_two_sided", False, (False, True), "Whether both sides of a sheet are used."
)
KEEP_ORIGINALS: Final = Setting(
    "keep_originals", False, (False, True), "Whether photos are also kept as they came."
)

SETTINGS: Final[tuple[Setting[Any], ...]] = (
    LANGUAGE,
    THEME,
    TEXT_PERCENT,
    AUTOLOCK_MINUTES,
    RAIL_FOLDED,
    PRINT_GREY,
    PRINT_PER_SHEET,
    PRINT_TWO_SIDED,
    KEEP_ORIGINALS,
)
FILE_NAME: Final = "settings.json"


def first_settings_file() -> Path:
    """Where the choices lie before there is a workspace."""
    import platformdirs  # not at start-up where there is a workspace

    return Path(platformdirs.user_config_dir("Advisor", appauthor=False)) / FILE_NAME


class WindowSettings(QObject):
    """The window's choices, written as soon as they change.

    Signals:
        changed: the key that has a new value.
    """

    changed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._values: dict[str, object] = _read(file) if file is not None else {}

    def get(self, setting: Setting[T]) -> T:
        """The chosen value, or the default."""
        return setting.valid(self._values.get(setting.key, setting.default))

    def set(self, setting: Setting[T], value: T) -> None:
        """Choose a value; every screen hears of it."""
        if setting.valid(value) != value:
            raise ValueError(f"{setting.key} can't be {value!r}")
        if self.get(setting) == value:
            return
        self._values[setting.key] = value
        self._write()
        self.changed.emit(setting.key)

    def use(self, setting: Setting[T], value: T) -> None:
        """Take a value for now, as the command line asks; it is not written by itself."""
        self._values[setting.key] = setting.valid(value)
        self.changed.emit(setting.key)

    def move_to(self, file: Path) -> None:
        """Go on in another file: its choices win, ours fill what it lacks."""
        if file == self._file:
            return
        before, found = self._all(), _read(file)
        self._file = file
        self._values = {**self._values, **found}
        if self._values != found:
            self._write()
        for key, value in self._all().items():
            if value != before[key]:
                self.changed.emit(key)

    @property
    def language(self) -> str:
        """``es`` or ``en``."""
        return self.get(LANGUAGE)

    @property
    def theme(self) -> str:
        """``light``, ``dark`` or ``sun``."""
        return self.get(THEME)

    @property
    def text_percent(self) -> int:
        """100, 125, 150 or 200."""
        return self.get(TEXT_PERCENT)

    @property
    def autolock_minutes(self) -> int:
        """Idle minutes until the workspace locks."""
        return self.get(AUTOLOCK_MINUTES)

    def _all(self) -> dict[str, object]:
        return {one.key: one.valid(self._values.get(one.key, one.default)) for one in SETTINGS}

    def _write(self) -> None:
        if self._file is None:
            return
        text = json.dumps(self._values, indent=2, sort_keys=True)
        draft = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text + "\n", encoding="utf-8")
            draft.replace(self._file)
        except OSError:  # a colour that is forgotten is no reason to stop work
            return


def _read(file: Path) -> dict[str, object]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    known: dict[str, Callable[[object], object]] = {one.key: one.valid for one in SETTINGS}
    if not isinstance(values, dict):
        return {}
    return {key: known[key](value) for key, value in values.items() if key in known}
