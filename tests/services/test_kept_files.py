"""Whether each file of the evidence is as it was kept: gone, cut and altered ones are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor_app import cli
from advisor_app.services.evidence import Link
from advisor_app.services.support import gather
from tests.builders import agree_to_photos, make_firm, make_session
from tests.pictures import paper, photo

LIST = "iso_17025"


@pytest.fixture
def links(session):
    firm = make_firm(session)
    agree_to_photos(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    return [Link(gap.id, one.code) for one in gap.standard.requirements]


@pytest.fixture
def file_of(session):
    def of(piece) -> Path:
        return session._workspace.attachments.path(piece.sha256)

    return of


def _remove(file: Path) -> None:
    file.unlink()


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _exchange(file: Path) -> None:
    """Another sound file of the same workspace under this name."""
    other = next(one for one in file.parent.parent.glob("*/*.enc") if one != file)
    file.write_bytes(other.read_bytes())


def test_sound_files_are_counted(session, links):
    session.evidence.add(photo(1), links[0], keep_original=True)
    session.evidence.add(paper(), links[1])
    assert session.files.check().counts() == {
        "checked": 3,
        "missing": 0,
        "damaged": 0,
        "orphans": 0,
    }


@pytest.mark.parametrize(
    ("break_it", "fault", "words"),
    [
        (_remove, "missing", "falta la foto"),
        (_flip, "damaged", "está dañado el archivo de la foto"),
        (_cut, "damaged", "está dañado"),
        (_empty, "damaged", "está dañado"),
        (_exchange, "damaged", "está dañado"),
    ],
)
def test_a_file_that_is_not_as_it_was_is_named_by_firm_and_points(
    session, links, file_of, break_it, fault, words
):
    session.evidence.add(photo(1), links[2])
    piece = session.evidence.add(photo(2), links[0])
    session.evidence.link(piece.id, links[1])
    break_it(file_of(piece))
    report = session.files.check()
    (bad,) = report.bad
    assert (bad.fault, report.counts()[fault]) == (fault, 1)
    firm = session.firms.get(piece.firm_id)
    said = bad.told()
    assert said.startswith(f"{firm.trade_name or firm.legal_name}: {words}")
    assert all(f"{link.item}, ISO/IEC 17025" in said for link in links[:2])
    assert "segunda copia" in said


def test_the_original_of_a_photo_and_a_paper_are_looked_after_too(session, links, file_of):
    whole = session.evidence.add(photo(1), links[0], keep_original=True)
    before = set(session.folder.rglob("*.enc"))
    _remove(next(iter(before - {file_of(whole)})))
    _flip(file_of(session.evidence.add(paper(), links[1])))
    assert {(one.is_original, one.is_picture) for one in session.files.check().bad} == {
        (True, True),
        (False, False),
    }


def test_a_file_without_any_record_is_counted_and_one_taken_away_is_none(session, links, file_of):
    piece = session.evidence.add(photo(1), links[0])
    session.evidence.remove(piece.id)
    assert session.files.check().counts()["orphans"] == 0
    session._workspace.attachments.put(b"nobody's", "image/jpeg")
    report = session.files.check()
    assert (report.checked, report.bad, report.orphans) == (0, (), 1)


def test_the_bundle_for_support_tells_figures_and_no_name(session, links, file_of):
    piece = session.evidence.add(photo(1), links[0])
    _remove(file_of(piece))
    bundle = gather(session.folder, session, {}, {}, lambda _step: None)
    told = json.loads(bundle.files["report.json"])["workspace"]["evidence_files"]
    assert told == {"checked": 1, "missing": 1, "damaged": 0, "orphans": 0}
    firm = session.firms.get(piece.firm_id)
    assert firm.legal_name not in bundle.shown()


def test_check_on_the_command_line_names_the_damaged_file(tmp_path, capsys):
    folder = tmp_path / "other"
    session = make_session(folder)
    firm = make_firm(session)
    agree_to_photos(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    code = gap.standard.requirements[0].code
    piece = session.evidence.add(photo(1), Link(gap.id, code))
    file = session._workspace.attachments.path(piece.sha256)
    session.close()
    assert cli.main(["check", "--workspace", str(folder)]) == 0
    sound = "El espacio de trabajo está sano.\n1 archivo revisado; 0 sin registro.\n"
    assert capsys.readouterr().out == sound
    _flip(file)
    assert cli.main(["check", "--workspace", str(folder)]) == 1
    assert f"{code}, ISO/IEC 17025" in capsys.readouterr().out
    assert cli.main(["check", "--workspace", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["files"]["damaged"], len(told["findings"])) == (False, 1, 1)
