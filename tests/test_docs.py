"""The documents keep to the program: commands exist, links lead somewhere, records stay short."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.sources import ROOT

DOCUMENTS = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "packaging", ROOT / "packaging" / "server")
    for path in folder.glob("*.md")
) + sorted((ROOT / "docs" / "decisions").glob("*.md"))
RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
COMMAND = re.compile(
    r"^(?:\$ )?((?:make|python3 dev\.py|py -3 dev\.py|advisor-\w+) .*?)(?:\s+#.*)?$"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"")


def commands(path: Path) -> list[list[str]]:
    """The commands of this project in a document's examples."""
    examples = re.findall(r"^```[^\n]*\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M)
    lines = "\n".join(examples).replace("\\\n", " ").splitlines()
    return [shlex.split(found[1]) for line in lines if (found := COMMAND.match(line))]


def known_to_dev() -> set[str]:
    """What the Makefile and ``dev.py`` carry out."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^TARGETS := (.*)$", makefile, re.MULTILINE)[0].split()) | {"help"}


def understands(words: list[str]) -> bool:
    """Whether the program that is called takes these words."""
    from advisor_app.cli import build_parser
    from advisor_app.office import build_parser as build_office_parser
    from ui.app import parse_options

    match words:
        case ["advisor-cli", *rest]:
            return bool(build_parser().parse_args(rest))
        case ["advisor-office", *rest]:
            return bool(build_office_parser().parse_args(rest))
        case ["advisor-app", *rest]:
            return bool(parse_options(rest))
        case (
            ["make", target, *_]
            | ["python3", "dev.py", target, *_]
            | ["py", "-3", "dev.py", target, *_]
        ):
            return target in known_to_dev()
    return False


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_exist(path: Path):
    assert [words for words in commands(path) if not understands(words)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_links_of_a_document_lead_somewhere(path: Path):
    text = path.read_text(encoding="utf-8")
    targets = [found[1] or found[2] for found in LINK.finditer(text)]
    inside = [target for target in targets if not target.startswith(("http:", "https:"))]
    assert not [target for target in inside if not (path.parent / target).exists()]


def test_the_readme_has_the_two_commands_and_ci_runs_them():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    for command in ("make run", "make test"):
        assert re.search(rf"^{command}\b", readme, re.MULTILINE)
    assert {"make test", "make check"} <= set(ci)


def test_the_layout_in_the_architecture_is_the_layout_there_is():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    tree = re.search(r"^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert tree
    folders: list[str] = []
    for line in tree[1].splitlines():
        indent, name = len(line) - len(line.lstrip()), line.split()[0]
        folders = folders[: indent // 2]
        assert (ROOT / "/".join([*folders, name])).exists(), line
        folders.append(name.rstrip("/"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_is_one_page_and_says_why(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Consequences",
        "Alternatives",
    ]


def test_the_change_log_opens_with_what_is_coming():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[0].startswith("Unreleased")
