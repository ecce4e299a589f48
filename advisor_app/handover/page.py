"""What the telephone shows: one big button to take the document, one to say that it arrived."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.handover.style import STYLE
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.hand_over import Offer

CONFIRM: Final = "tengo"

_STYLE_HASH: Final = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
POLICY: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
}
"""What a browser may do with these pages: show them, and send back their own form."""


def offer_page(offer: Offer, base: str, *, asks_first: bool = False) -> bytes:
    """The page of an offer; ``asks_first`` where somebody confirmed before taking anything."""
    _ = catalog(offer.lang).text
    size = formats.number(max(1, round(len(offer.pdf) / 1024)), offer.lang)
    first = _("Primero guárdelo en su teléfono.")
    note = f'<p class="note">{first}</p>' if asks_first else ""
    whole, whole_is = _("Guardar en el teléfono"), f"PDF · {size} KB"
    one_page, one_page_is = _("Guardar solo la página 1"), _("como imagen")
    then, confirm = _("Cuando lo vea en su teléfono, toque aquí:"), _("Ya lo tengo")
    how = _(
        "Llega directo del computador del asesor, sin pasar por internet. Esta página sirve una "
        "sola vez."
    )
    body = f"""
<h1>{escape(offer.title)}</h1>
<p class="firm" dir="auto">{escape(offer.firm)}</p>
<p class="soft" dir="auto">{escape(offer.number)}</p>
{note}
<a class="main" href="{base}/{offer.pdf_name}">{whole}<small>{whole_is}</small></a>
<a href="{base}/{offer.picture_name}">{one_page}<small>{one_page_is}</small></a>
<hr>
<p>{then}</p>
<form method="post" action="{base}/{CONFIRM}"><button>{confirm}</button></form>
<p class="soft">{how}</p>
"""
    return _whole(offer.lang, offer.title, body)


def thanks_page(lang: str) -> bytes:
    """After the receiver confirmed."""
    _ = catalog(lang).text
    return _words(
        lang,
        _("Gracias"),
        _("Quedó anotado que usted lo recibió. Ya puede cerrar esta página."),
    )


def closed_page(lang: str) -> bytes:
    """After it was confirmed or took too long."""
    _ = catalog(lang).text
    return _words(
        lang,
        _("Esta página ya se cerró"),
        _("Si aún necesita el documento, pídale al asesor que lo ofrezca otra vez."),
    )


def _words(lang: str, title: str, text: str) -> bytes:
    return _whole(lang, title, f"<h1>{title}</h1>\n<p>{text}</p>\n")


def _whole(lang: str, title: str, body: str) -> bytes:
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>{body}</main>
</body>
</html>
""".encode()
