"""The project's own files, read once for the tests that judge them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"build", "dist", "test-results", "__pycache__"}
WRITTEN = {".py", ".md", ".toml", ".txt", ".in", ".json", ".po", ".desktop", ".nsi", ".spec", ".sh"}


@dataclass(frozen=True)
class Module:
    """One Python file: where it is, what it says and how it is built."""

    name: str
    text: str
    tree: ast.Module

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call, by the last part of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield last_name(node.func), node

    def at(self, node: ast.AST) -> str:
        """Where something stands, as editors understand it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files below these folders, or all of them."""
    found = (read(path) for path in files() if path.suffix == ".py")
    return tuple(
        m for m in found if not folders or m.name.startswith(tuple(f"{f}/" for f in folders))
    )


@cache
def files() -> tuple[Path, ...]:
    """Every written file of the project, without what tools leave behind."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(
            n for n in inner if (n not in NOT_OURS and not n.startswith(".")) or n == ".ci"
        )
        found += [
            Path(folder, n) for n in sorted(names) if Path(n).suffix in WRITTEN or n == "Makefile"
        ]
    return tuple(found)


def read(path: Path) -> Module:
    """One Python file, parsed."""
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def last_name(node: ast.AST) -> str:
    """``c`` of ``a.b.c``; empty for what has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the constants that are documentation."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, owners) and body and isinstance(body[0], ast.Expr):
            found.add(id(body[0].value))
    return found
