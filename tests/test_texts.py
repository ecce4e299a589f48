"""Every text that a person sees: translated, complete and drawable with the bundled fonts."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from tests.sources import ROOT, Module, docstrings, last_name, modules

PRODUCT = ("advisor_app", "ui")
MARKS = {"_", "ngettext", "plural"}
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
RESOURCES = sorted((ROOT / "resources").rglob("*.json"))
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
# Calls whose texts reach nobody but the programmer, or are no prose.
UNSEEN = {"debug", "info", "warning", "error", "exception", "getLogger", "compile", "setProperty"}
UNSEEN |= {"ValueError", "TypeError", "RuntimeError", "KeyError", "LookupError", "AssertionError"}
UNSEEN |= {"NotImplementedError", "OSError", "setObjectName", "execute", "text", "cast", "Setting"}
UNSEEN |= {"CheckConstraint", "ArgumentTypeError"}
BILINGUAL = {"Text"}  # a pair, Spanish and English side by side
SEEN = {"setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName"}
SEEN |= {"setAccessibleDescription", "setTitle", "setLabelText", "addTab", "QLabel", "QPushButton"}
SEEN |= {"QCheckBox", "QRadioButton", "QGroupBox", "say", "Field", "Banner", "button"}
# SQL, markup and PDF operators.
LANGUAGE_OF_MACHINES = re.compile(r"\W*(<|/Artifact|[A-Z]{4,}\b.*|level BETWEEN|IS NOT NEW)")
# Names that are the same in every language, and words that are read from people, never shown.
NAMES = {"Español", "Source Sans Pro", "Google Drive", "advisor vault ", "attachment content"}
NAMES |= {"attachment name", "google drive", "my drive", "mi unidad", "mobile documents"}
NAMES |= {"mil millones", "ene jan", "abr apr", "ago aug", "dic dec"}
# The command line's help is for the people who run servers and scripts: English, like the code.
COMMAND_LINE = {"help", "description", "epilog"}
COMMAND_LINES = {
    "advisor_app/cli.py", "advisor_app/export_command.py", "advisor_app/standard_command.py",
    "advisor_app/terminal.py", "ui/app.py", "advisor_app/office.py", "advisor_app/sync_command.py",
}  # fmt: skip
# Lists of columns, style sheets, and what walks the window without anybody in front of it.
NO_READER = ("advisor_app/store/migrations/", "advisor_app/handover/style", "ui/stylesheet")
NO_READER += (
    "ui/hand.",
    "ui/advisor",
    "ui/walk",
    "advisor_app/services/camera.",
)  # names of others
NO_READER += (
    "advisor_app/server/",
    "advisor_app/sync/",
    "advisor_app/office_",
)  # their errors are marked; SQL and logs
# Where characters that the fonts lack are taken in and replaced or left out.
REPLACING = {"advisor_app/reports/fonts.py", "advisor_app/domain/text.py", "ui/widgets/nit_edit.py"}


@cache
def tool() -> ModuleType:
    """The program that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("texts", ROOT / "packaging" / "texts.py")
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def messages() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every marked text in all its forms, Spanish and English."""
    for message in tool().updated():
        if message.id:
            spanish, english = message.id, message.string
            yield as_forms(spanish), as_forms(english)


def as_forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A text as the tuple of its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(filter(None, text or ()))


# --- The catalogue -----------------------------------------------------------------------------


def test_the_catalogues_are_up_to_date():
    stale = [
        p.name
        for p, data in tool().files_of(tool().updated()).items()
        if not tool().is_same(p, data)
    ]
    assert not stale, "run: python3 dev.py texts"


def test_every_text_has_its_english():
    waiting = tool().untranslated(tool().updated())
    assert not waiting, f"{len(waiting)} texts, such as {waiting[:5]}"


def test_placeholders_are_the_same_in_both_languages():
    def placeholders(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        f"{spanish} -> {form}"
        for spanish, english in messages()
        for form in filter(None, english)
        if placeholders(form) not in [placeholders(one) for one in spanish]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_placeholders_have_names():
    nameless = [forms for forms, _english in messages() if any("{}" in form for form in forms)]
    assert not nameless


def test_texts_are_calm_and_trimmed():
    def rough(text: str) -> bool:
        return "!" in text or "¡" in text or "  " in text or text != text.strip() or "..." in text

    found = [form for both in messages() for forms in both for form in forms if rough(form)]
    assert not found


# --- The resources -----------------------------------------------------------------------------


def pairs(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every Spanish text of a resource with its English."""
    if isinstance(value, dict):
        if "es" in value and "en" in value:
            yield value["es"], value["en"]
        for inner in value.values():
            yield from pairs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs(inner)


@pytest.mark.parametrize("path", RESOURCES, ids=lambda path: path.name)
def test_resources_speak_both_languages(path: Any):
    for spanish, english in pairs(json.loads(path.read_text(encoding="utf-8"))):
        assert type(spanish) is type(english)
        assert bool(spanish) == bool(english), (spanish, english)
        if isinstance(spanish, str):
            assert sorted(PLACEHOLDER.findall(spanish)) == sorted(PLACEHOLDER.findall(english))
        elif isinstance(spanish, list):
            assert len(spanish) == len(english), (spanish, english)


# --- The fonts -----------------------------------------------------------------------------------


def strings(value: Any) -> Iterator[str]:
    """Every text inside a resource."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@cache
def characters() -> dict[str, str]:
    """Every character that may be drawn, with one place that has it."""
    found: dict[str, str] = {}
    for path in RESOURCES:
        for text in strings(json.loads(path.read_text(encoding="utf-8"))):
            found.update(dict.fromkeys(text, path.name))
    for both in messages():
        for text in both[0] + both[1]:
            found.update(dict.fromkeys(text, text))
    for module in modules(*PRODUCT):
        if module.name in REPLACING:
            continue
        skipped = docstrings(module.tree)
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
            ):
                found.update(dict.fromkeys(node.value, module.at(node)))
    return found


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_character_is_in_the_bundled_fonts(font: Any):
    known = TTFont(font).getBestCmap()
    lost = {
        f"U+{ord(char):04X} {unicodedata.name(char, '?')} in {where}"
        for char, where in characters().items()
        if ord(char) not in known and unicodedata.category(char) not in ("Cc", "Cf")
    }
    assert not lost, "\n" + "\n".join(sorted(lost))


# --- The code ------------------------------------------------------------------------------------


def test_marked_texts_are_plain_and_asked_for_when_needed():
    wrong = []
    for module in modules(*PRODUCT):
        for name, call in module.calls():
            if name in MARKS and not all(is_text(one) for one in call.args[: 1 + (name != "_")]):
                wrong.append(f"{module.at(call)}: not a plain text")
        wrong += [f"{module.at(call)}: asked for at import" for call in at_import(module.tree)]
    passed_on = {"advisor_app/i18n.py"}
    assert not [place for place in wrong if place.partition(":")[0] not in passed_on], wrong


def is_text(node: ast.AST) -> bool:
    """Whether it is a literal without anything computed in it."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def at_import(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of ``_()`` that run while a module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [d for d in [*node.args.defaults, *node.args.kw_defaults] if d]
            for default in defaults:
                yield from at_import(ast.Expression(default))
            continue
        if isinstance(node, ast.Call) and last_name(node.func) in MARKS:
            yield node
        yield from at_import(node)


def test_no_text_reaches_a_person_untranslated():
    wrong = [
        f"{module.at(node)}: {node.value!r}"
        for module in modules(*PRODUCT)
        if not module.name.startswith(NO_READER)
        for node in unmarked(module)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def unmarked(module: Module) -> Iterator[ast.Constant]:
    """The literals that read like prose, or are handed to a widget, outside ``_()``."""
    skipped = docstrings(module.tree) | out_of_sight(module)
    for name, call in module.calls():
        shown = call.args[0] if name in SEEN and call.args else call
        if is_text(shown) and shown.value != "Advisor" and re.search(r"[^\W\d_]{2}", shown.value):
            yield shown
    for node in ast.walk(module.tree):
        if id(node) not in skipped and is_text(node) and reads_like_prose(node.value):
            yield node


def out_of_sight(module: Module) -> set[int]:
    """The literals that are marked already, or that only programmers meet."""
    hidden: list[ast.AST] = [
        n for n in ast.walk(module.tree) if isinstance(n, ast.Expr) and is_text(n.value)
    ]
    for name, call in module.calls():
        if name in MARKS | BILINGUAL | UNSEEN:
            hidden.append(call)
        elif module.name in COMMAND_LINES:
            hidden += [keyword for keyword in call.keywords if keyword.arg in COMMAND_LINE]
    return {id(inner) for node in hidden for inner in ast.walk(node)}


def reads_like_prose(text: str) -> bool:
    """Two words beside each other, or letters that only Spanish has."""
    if text in NAMES or LANGUAGE_OF_MACHINES.match(text):
        return False
    words = r"[^\W\d_]{2,},? [^\W\d_]{2,}"
    return bool(re.search(words, text) or re.search(r"[áéíóúñÁÉÍÓÚÑ¿]", text))
