"""The code of a network: what telephones read, whatever signs its name has."""

from __future__ import annotations

from advisor_app.domain.wifi import wifi_code


def test_a_network_is_told_with_its_password():
    assert wifi_code("Portátil de Lucía", "clave larga") == (
        "WIFI:T:WPA;S:Portátil de Lucía;P:clave larga;;"
    )


def test_signs_of_the_code_itself_are_marked():
    assert wifi_code('a;b,c:d"e', "\\x") == 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e;P:\\\\x;;'


def test_an_open_network_says_so():
    assert wifi_code("Abierta", "") == "WIFI:T:nopass;S:Abierta;;"
