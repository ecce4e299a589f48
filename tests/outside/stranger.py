"""Somebody who finds what a window offers on the accessibility bus, by role and name, and uses it.

It knows no program. It runs in the system's own Python, which has the bindings to the bus.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version has to be asked for first

PATIENCE = 30.0

SWITCHES = ("check box", "radio button", "toggle button")
FIELDS = ("text", "entry", "password text", "spin button")
CONTROLS = (
    "push button",
    "combo box",
    "link",
    "slider",
    "page tab",
    "menu item",
    *SWITCHES,
    *FIELDS,
)
ROWS = ("list item", "table cell", "tree item")
MANY = 100
"""So many children are not looked at one by one."""


class Lost(Exception):  # noqa: N818 - it is an ending, not a defect
    """What should be there can't be found, or can't be operated."""


def shows(thing: Atspi.Accessible, state: Atspi.StateType = Atspi.StateType.SHOWING) -> bool:
    """Whether a state holds."""
    return bool(thing.get_state_set().contains(state))


def below(thing: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    """Everything inside that is shown, from above."""
    for index in range(min(thing.get_child_count(), MANY)):
        child = thing.get_child_at_index(index)
        if child is not None and shows(child):
            yield child
            yield from below(child)


def name_of(thing: Atspi.Accessible) -> str:
    """What it is called: for a list box its label, because it tells its value as its name."""
    if thing.get_role_name() != "combo box":
        return thing.get_name()
    for relation in thing.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return relation.get_target(0).get_name()
    return thing.get_description()


def actions_of(thing: Atspi.Accessible) -> list[str]:
    """What can be done with it."""
    if thing.get_action_iface() is None:
        return []
    count = Atspi.Action.get_n_actions(thing)
    return [Atspi.Action.get_action_name(thing, index) for index in range(count)]


def _let_pass(milliseconds: int) -> None:
    """Hear what the bus has to say, or nothing for a moment."""
    GLib.timeout_add(milliseconds, lambda: GLib.SOURCE_REMOVE)
    GLib.MainContext.default().iteration(may_block=True)


class Stranger:
    """Looks at the windows of one program."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._root = self._until(self._seek, f"a program named {program}")

    def _seek(self) -> Atspi.Accessible | None:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(index)
            if one is not None and one.get_name() == self._program and one.get_child_count():
                return one
        return None

    def _until(self, look: Callable[[], object], wanted: str):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                found = look()
            except GLib.Error:  # what was being looked at went away meanwhile
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Lost(f"no {wanted}\n{self.seen() if hasattr(self, '_root') else ''}")
            _let_pass(20)

    # --- looking -----------------------------------------------------------------------------

    def everything(self) -> list[Atspi.Accessible]:
        """All that is shown now, of the window in front where there are several."""
        windows = [self._root.get_child_at_index(i) for i in range(self._root.get_child_count())]
        shown = [one for one in windows if one is not None and shows(one)]
        dialogs = [one for one in shown if one.get_role_name() != "frame"]
        return [thing for window in dialogs or shown for thing in (window, *below(window))]

    def has(self, role: str, name: str, inside: str = "") -> Atspi.Accessible | None:
        """The control of this role and name, where it is shown now."""

        def fits(thing: Atspi.Accessible) -> bool:
            called = name_of(thing)
            named = called.startswith(name[:-1]) if name.endswith("*") else called == name
            return named and (not inside or thing.get_description() == inside)

        among = (thing for thing in self.everything() if thing.get_role_name() == role)
        return next(filter(fits, among), None)

    def find(self, role: str, name: str, inside: str = "") -> Atspi.Accessible:
        """Wait for a control; ``name*`` is the beginning of its name."""
        return self._until(lambda: self.has(role, name, inside), f"{role} {name!r}")

    def words(self, role: str = "label") -> list[str]:
        """The names of all that has a role."""
        return [one.get_name() for one in self.everything() if one.get_role_name() == role]

    def descriptions(self, role: str) -> list[str]:
        """What all that has a role belongs to."""
        return [one.get_description() for one in self.everything() if one.get_role_name() == role]

    def read(self, beginning: str) -> str:
        """Wait for a label that begins so, and read it."""
        return self.find("label", f"{beginning}*").get_name()

    def until_shown(self, title: str) -> None:
        """Wait for a window or dialog whose title begins so."""
        self._until(
            lambda: any(
                one.get_name().startswith(title)
                for one in self.everything()
                if one.get_role_name() in ("frame", "dialog")
            ),
            f"window {title!r}",
        )

    def seen(self) -> str:
        """All that is shown, a line each."""
        lines = (
            f"{thing.get_role_name():16} {thing.get_name()!r} {thing.get_description()!r}"
            f" {actions_of(thing)}"
            for thing in self.everything()
            if thing.get_name() or thing.get_role_name() in CONTROLS
        )
        return "\n".join(lines)

    # --- doing -------------------------------------------------------------------------------

    def press(self, name: str, role: str = "push button") -> None:
        """Press a button."""
        self._act(self.find(role, name), "Press")

    def turn(self, name: str, role: str = "radio button", inside: str = "") -> None:
        """Turn a switch over, and see that it is on."""
        switch = self.find(role, name, inside)
        self._act(switch, "Toggle")
        self._until(lambda: shows(switch, Atspi.StateType.CHECKED), f"tick at {name!r}")

    def write(self, name: str, text: str, role: str = "text") -> None:
        """Fill a field in."""
        field = self.find(role, name)
        if field.get_editable_text_iface() is None:
            raise Lost(f"{name!r} can't be written in")
        Atspi.EditableText.set_text_contents(field, text)

    def choose(self, name: str, row: str) -> None:
        """Choose a row of a list box."""
        box = self.find("combo box", name)
        rows = box.get_child_at_index(0)
        listed = [rows.get_child_at_index(i) for i in range(rows.get_child_count())]
        self._act(next(one for one in listed if one.get_name() == row), "Toggle")
        self._until(lambda: box.get_name() == row, f"{row!r} chosen in {name!r}")

    def draw(self, name: str, points: Sequence[tuple[float, float]]) -> None:
        """Draw a stroke with the mouse on a picture; each point in shares of its room."""
        place = Atspi.Component.get_extents(self.find("image", name), Atspi.CoordType.SCREEN)
        at = [
            (round(place.x + x * place.width), round(place.y + y * place.height)) for x, y in points
        ]
        for where, event in ((at[0], "b1p"), *((one, "abs") for one in at[1:]), (at[-1], "b1r")):
            Atspi.generate_mouse_event(*where, event)

    def click(self, name: str, role: str) -> None:
        """Press the left button of the mouse on the middle of something."""
        place = Atspi.Component.get_extents(self.find(role, name), Atspi.CoordType.SCREEN)
        middle = (place.x + place.width // 2, place.y + place.height // 2)
        Atspi.generate_mouse_event(*middle, "b1c")

    def _act(self, thing: Atspi.Accessible, action: str) -> None:
        about = f"{thing.get_role_name()} {thing.get_name()!r}"
        self._until(lambda: action in actions_of(thing), f"{action} at {about}")
        Atspi.Action.do_action(thing, actions_of(thing).index(action))

    # --- judging -----------------------------------------------------------------------------

    def complaints(self) -> list[str]:
        """What somebody who can't see would miss in what is shown now."""
        things = self.everything()
        found = []
        named: Counter[tuple[str, ...]] = Counter()
        for thing in things:
            role = thing.get_role_name()
            about = f"{role} {name_of(thing)!r} ({thing.get_description()!r})"
            if role in (*CONTROLS, *ROWS, "image", "frame", "dialog", "table", "list"):
                found += [] if name_of(thing) else [f"{about} has no name"]
            if role in (*CONTROLS, *ROWS) and shows(thing, Atspi.StateType.SENSITIVE):
                found += self._uses(thing, role, about)
            if role in CONTROLS:
                named[role, name_of(thing), thing.get_description()] += 1
        found += [f"{' '.join(what)} is there {n} times" for what, n in named.items() if n > 1]
        return found

    def _uses(self, thing: Atspi.Accessible, role: str, about: str) -> list[str]:
        found = []
        if role in FIELDS and shows(thing, Atspi.StateType.EDITABLE):
            if thing.get_editable_text_iface() is None:
                found.append(f"{about} can't be written in")
        elif not actions_of(thing):
            found.append(f"{about} offers nothing to do")
        is_heading = role in ROWS and not shows(thing, Atspi.StateType.SELECTABLE)
        if not is_heading and not shows(thing, Atspi.StateType.FOCUSABLE):
            found.append(f"{about} takes no focus")
        return found
