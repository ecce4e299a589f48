"""The same pages by WeasyPrint from HTML, tagged as PDF/UA-1."""

from __future__ import annotations

import base64
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tests.bench.rivals.plan import FAMILY, Drawing, Grid, Part, Plan, Points, Text, main

_FONTS = FontConfiguration()


def build(plan: Plan) -> bytes:
    """The file."""
    body = "".join(_html(part) for part in plan.parts)
    page = (
        f'<!DOCTYPE html><html lang="{plan.lang}"><head><title>{escape(plan.title)}</title></head>'
        f"<body>{body}</body></html>"
    )
    style = CSS(string=_style(plan), font_config=_FONTS)
    document = HTML(string=page).render(stylesheets=[style], font_config=_FONTS)
    made = document.write_pdf(pdf_variant="pdf/ua-1")
    assert made is not None
    return made


def _style(plan: Plan) -> str:
    faces = "".join(
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: {weight}; "
        f"src: url('{plan.font(cut).resolve().as_uri()}') }}"
        for cut, weight in (("Regular", 400), ("Semibold", 600))
    )
    return faces + (
        f"@page {{ size: {plan.width}pt {plan.height}pt; margin: {plan.margin}pt;"
        f"  @bottom-left {{ content: '{plan.foot}  ' counter(page); font: 9pt '{FAMILY}' }} }}"
        f"body {{ font-family: '{FAMILY}'; line-height: 1.25; margin: 0 }}"
        "h1, h2, h3, p, ul { margin: 0 0 0.4em } h2, h3 { margin-top: 1em; break-after: avoid }"
        "h1, h2, h3, caption, th { font-weight: 400; text-align: left } ul { padding-left: 14pt }"
        "b { font-weight: 600 } table { border-collapse: collapse; width: 100%; margin: 0 0 6pt }"
        "td, th { border-bottom: 0.5pt solid #DDD9CF; padding: 4pt 5pt 4pt 0; vertical-align: top }"
    )


def _html(part: Part) -> str:
    match part:
        case Text():
            tag = part.tag.lower() if part.tag in ("H1", "H2", "H3") else "p"
            return f'<{tag} style="font-size: {part.size}pt">{_words(part)}</{tag}>'
        case Points():
            return f"<ul>{''.join(map(_item, part.items))}</ul>"
        case Grid():
            return _table(part)
        case Drawing():
            data = base64.b64encode(part.svg.encode()).decode()
            source = f"data:image/svg+xml;base64,{data}"
            return f'<p><img alt="{escape(part.alt)}" src="{source}"></p>'


def _item(item: Text) -> str:
    kind = f"'{item.label} '" if item.label else "disc"
    style = f"font-size: {item.size}pt; list-style-type: {kind}"
    return f'<li style="{style}">{_words(item)}</li>'


def _table(grid: Grid) -> str:
    caption = f"<caption>{_words(grid.caption)}</caption>" if grid.caption else ""
    columns = "".join(f'<col style="width: {width}pt">' for width in grid.widths)
    head = "".join(_cell(cell, 'th scope="col"') for cell in grid.head)
    rows = "".join(f"<tr>{''.join(_cell(cell, 'td') for cell in row)}</tr>" for row in grid.rows)
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table>{caption}<colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody></table>"


def _cell(cell: Text, tag: str) -> str:
    return f'<{tag} style="font-size: {cell.size}pt">{_words(cell)}</{tag.split(maxsplit=1)[0]}>'


def _words(text: Text) -> str:
    return "".join(
        f'<{"b" if strong else "span"} style="color: {colour}">{escape(words)}'
        f"</{'b' if strong else 'span'}>"
        for words, strong, colour in text.runs
    )


if __name__ == "__main__":
    main(build)
