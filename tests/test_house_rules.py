"""The rules of this house that no linter knows; CONTRIBUTING.md gives their reasons."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.sources import ROOT, Module, docstrings, files, last_name, modules

LONGEST = 400
TABLES_OF_FACTS: set[str] = set()  # files that are one long table; each must need the exception
PRODUCT = ("advisor_app", "ui")
HEAVY = {
    "sqlalchemy", "alembic", "reportlab", "PIL", "pikepdf", "argon2", "cryptography", "xlsxwriter",
    "msgspec", "zstandard", "httpx",
}  # fmt: skip


def nothing(found: list[str]) -> None:
    """Fail with every place at once."""
    assert not found, "\n" + "\n".join(found)


# --- Every module ----------------------------------------------------------------------------


def test_every_module_opens_with_a_sentence():
    def opening(module: Module) -> str:
        return (ast.get_docstring(module.tree) or "").partition("\n\n")[0].replace("\n", " ")

    written = [module for module in modules() if module.tree.body]
    nothing([m.name for m in written if not re.match(r"[A-Z`].+ .+[.?]$", opening(m))])


def test_every_module_with_code_postpones_annotations():
    def has_code(module: Module) -> bool:
        return any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in module.tree.body)

    said = "from __future__ import annotations"
    nothing([m.name for m in modules() if has_code(m) and said not in m.text])


def test_no_file_outgrows_its_reader():
    lengths = {module.name: len(module.text.splitlines()) for module in modules()}
    long = {name for name, lines in lengths.items() if lines > LONGEST}
    assert long == TABLES_OF_FACTS


def test_exceptions_to_the_linters_give_their_reason():
    # "noqa: CODE - reason", "type: ignore[code]  # reason" or "pyright: ignore[code] - reason"
    silenced = re.compile(r"#\s*(?:noqa|type: ignore|pyright: ignore)\b(.*)")
    reason = re.compile(r"[:\[][\w, -]+?\]?\s+(?:- |# )\w")
    nothing(
        [
            f"{module.name}:{number}: {line.strip()}"
            for module in modules()
            for number, line in enumerate(module.text.splitlines(), 1)
            if (found := silenced.search(line)) and not reason.match(found[1])
            if "re.compile" not in line
        ]
    )


def test_nothing_is_left_for_later_in_a_comment():
    unfinished = re.compile(r"#.*\b(TO" r"DO|FIX" r"ME)\b")
    nothing([f"{m.name}: {found[0]}" for m in modules() if (found := unfinished.search(m.text))])


def test_no_file_names_a_place_on_one_machine():
    place = re.compile(r"/(?:work|root)/\w+")
    ours = [path for path in files() if path != Path(__file__).resolve()]
    read = {path: path.read_text(encoding="utf-8") for path in ours}
    nothing(
        [f"{p.relative_to(ROOT)}: {hit[0]}" for p, t in read.items() if (hit := place.search(t))]
    )


# --- Time, heavy libraries ---------------------------------------------------------------------


def test_only_the_clock_knows_what_time_it_is():
    spoken = {"now", "utcnow", "today", "time", "currentDate", "currentDateTime", "currentTime"}
    owners = {"datetime", "date", "time", "QDate", "QDateTime", "QTime"}
    nothing(
        [
            module.at(call)
            for module in modules(*PRODUCT)
            if module.name != "advisor_app/domain/clock.py"
            for name, call in module.calls()
            if name in spoken
            and isinstance(call.func, ast.Attribute)
            and last_name(call.func.value) in owners
        ]
    )


def test_the_window_starts_without_what_is_slow_to_load():
    ours = [m.name.removesuffix(".py").replace("/", ".") for m in modules("ui")]
    names = [name.removesuffix(".__init__") for name in ours if name != "ui.walk"]
    program = f"import sys; [__import__(n) for n in {names}]; print(*{HEAVY} & set(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []


# --- The window --------------------------------------------------------------------------------


def test_no_dialog_stops_the_window():
    nothing(
        [
            module.at(call)
            for module in modules("ui")
            for name, call in module.calls()
            if name in ("exec", "exec_", "sender")
            and isinstance(call.func, ast.Attribute)
            and not (name == "exec" and last_name(call.func.value) == "application")
        ]
    )


def test_colours_and_fonts_come_from_the_theme():
    literal = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b|\brgba?\(|font-family|font-size")
    theme = {"ui/theme.py", "ui/stylesheet.py"}
    found = []
    for module in modules("ui"):
        if module.name in theme:
            continue
        skipped = docstrings(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in skipped and literal.search(node.value):
                    found.append(f"{module.at(node)}: {node.value}")
            elif isinstance(node, ast.Attribute) and last_name(node.value) == "GlobalColor":
                found += [f"{module.at(node)}: {node.attr}"] * (node.attr != "transparent")
    nothing(found)


def test_attributes_do_not_hide_what_qt_calls_by_the_same_name():
    found = []
    for module in modules("ui"):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                found += [f"{module.at(node)}: {node.name}.{name}" for name in hidden(module, node)]
    nothing(found)


def hidden(module: Module, node: ast.ClassDef) -> set[str]:
    """The attributes that a class sets over methods of its Qt base."""
    made = getattr(import_module(module.name.removesuffix(".py").replace("/", ".")), node.name)
    bases = [base for base in made.__mro__ if base.__module__.startswith("PySide6.")]
    qt = {name for base in bases for name in vars(base)}
    assigned = {
        target.attr
        for inner in ast.walk(node)
        if isinstance(inner, ast.Assign | ast.AnnAssign)
        for target in (inner.targets if isinstance(inner, ast.Assign) else [inner.target])
        if isinstance(target, ast.Attribute) and last_name(target.value) == "self"
    }
    return assigned & qt


def test_every_screen_has_tests_of_its_own():
    from ui.screens import REGISTRY

    screens = {place.partition(":")[0].rpartition(".")[2] for place in REGISTRY.values()}
    tested = {path.name for path in (ROOT / "tests" / "ui").rglob("test_*.py")}
    nothing([f"tests/ui/test_{name}.py" for name in screens if f"test_{name}.py" not in tested])


def test_every_route_leads_to_a_screen():
    from ui.screens import REGISTRY, screen_class

    for route in REGISTRY:
        assert screen_class(route).route == route


def test_every_choice_of_the_window_is_declared_once_and_used():
    from ui import settings

    declared = {n: v for n, v in vars(settings).items() if isinstance(v, settings.Setting)}
    assert set(map(id, declared.values())) == set(map(id, settings.SETTINGS))
    assert len({one.key for one in settings.SETTINGS}) == len(settings.SETTINGS)
    for one in settings.SETTINGS:
        assert one.default in one.choices
        assert one.purpose.endswith(".")
    others = "".join(m.text for m in modules("ui") if m.name != "ui/settings.py")
    nothing(
        [n for n, v in declared.items() if n not in others and f"settings.{v.key}" not in others]
    )


# --- Tests -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "instead"),
    [
        ("wait", "wait for a fact: waitUntil, waitSignal"),
        ("sleep", "wait for a fact, or set the clock"),
        ("keyClicks", "tests.ui.hands.type_text: QTest ends the process on an accent"),
    ],
)
def test_tests_wait_for_facts_and_type_as_people_do(call: str, instead: str):
    judged = [m for m in modules("tests") if not m.name.startswith(("tests/soak", "tests/bench"))]
    nothing(
        [
            f"{module.at(node)}: {instead}"
            for module in judged
            for name, node in module.calls()
            if name == call
            and not (call == "wait" and last_name(getattr(node.func, "value", node)) != "qtbot")
        ]
    )


def test_tests_are_where_pytest_looks():
    tests = [m for m in modules("tests") if re.search(r"^(async )?def test_", m.text, re.MULTILINE)]
    nothing([m.name for m in tests if not Path(m.name).name.startswith(("test_", "shots"))])
