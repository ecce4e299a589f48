"""Bring the message catalogues up to date with the code: Spanish is the source, English the one.

``python3 dev.py texts`` extracts every marked text, merges it into the English catalogue and
compiles that; ``--check`` only says whether this is still to be done, or a text is untranslated.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("advisor_app", "ui")
KEYWORDS = {"_": None, "ngettext": (1, 2), "plural": (1, 2)}
PO = ROOT / "resources" / "i18n" / "locale" / "en" / "LC_MESSAGES" / "advisor.po"
HEADER = "# English texts of Advisor. The Spanish originals are in the code; see CONTRIBUTING.md."
FIXED_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a date in the file would change it at each run


def extracted() -> Catalog:
    """Every text that the code marks, with the files it is found in."""
    catalog = Catalog()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            for line, message, comments, _context in extract_from_file(
                "python", str(path), keywords=KEYWORDS, comment_tags=("Translators:",)
            ):
                catalog.add(message, None, [(where, line)], auto_comments=comments)
    return catalog


def updated() -> Catalog:
    """The English catalogue with today's texts: what is new waits for its translation."""
    catalog = Catalog(locale="en", domain="advisor", charset="utf-8")
    if PO.exists():
        with PO.open("rb") as file:
            catalog = read_po(file, locale="en", domain="advisor")
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = HEADER, False
    catalog.project, catalog.version = "Advisor", "1"
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = FIXED_TIME
    return catalog


def files_of(catalog: Catalog) -> dict[Path, bytes]:
    """The catalogue as it lies on disk: for people and for the program."""
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    write_mo(mo, catalog)
    return {PO: po.getvalue(), PO.with_suffix(".mo"): mo.getvalue()}


def untranslated(catalog: Catalog) -> list[str]:
    """The texts without English, the first form of each."""
    waiting = [message for message in catalog if message.id and not all_forms(message.string)]
    return [message.id if isinstance(message.id, str) else message.id[0] for message in waiting]


def all_forms(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a translation is there in each of its forms."""
    return bool(string) and (isinstance(string, str) or all(string))


def main(arguments: list[str]) -> int:
    """Update the catalogues, or with ``--check`` say what they lack."""
    catalog = updated()
    waiting = untranslated(catalog)
    total = len(catalog)
    if "--check" in arguments:
        stale = [path for path, data in files_of(catalog).items() if not is_same(path, data)]
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run python3 dev.py texts")
        for text in waiting:
            print(f"without English: {text!r}")
        return 1 if stale or waiting else 0
    for path, data in files_of(catalog).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{total} texts, {len(waiting)} of them wait for their English in {PO.relative_to(ROOT)}")
    return 0


def is_same(path: Path, data: bytes) -> bool:
    """Whether a file already holds this."""
    return path.exists() and path.read_bytes() == data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
