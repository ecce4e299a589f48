"""The same pages by fpdf2, which tags its headings and the words of its pictures only."""

from __future__ import annotations

import io

from fpdf import FPDF, FontFace
from fpdf.fonts import TextStyle

from tests.bench.rivals.plan import FAMILY, Drawing, Grid, Part, Plan, Points, Text, main

_FAMILY = FAMILY.lower()  # as its pictures look it up


class _Report(FPDF):
    """Carries the foot."""

    foot = ""
    edge = 0.0

    def footer(self) -> None:
        self.set_y(-self.edge + 12)
        self.set_font(_FAMILY, size=9)
        self.cell(text=f"{self.foot}  {self.page_no()}")


def build(plan: Plan) -> bytes:
    """The file."""
    pdf = _Report(unit="pt", format=(plan.width, plan.height))
    pdf.foot, pdf.edge = plan.foot, plan.margin
    pdf.add_font(_FAMILY, "", str(plan.font("Regular")))
    pdf.add_font(_FAMILY, "B", str(plan.font("Semibold")))
    pdf.set_margin(plan.margin)
    pdf.set_auto_page_break(True, plan.margin)
    pdf.set_title(plan.title)
    pdf.set_lang(plan.lang)
    pdf.set_font(_FAMILY, size=11)
    pdf.add_page()
    for part in plan.parts:
        _put(pdf, part)
    return bytes(pdf.output())


def _put(pdf: FPDF, part: Part) -> None:
    match part:
        case Text() if part.tag in ("H1", "H2", "H3"):
            style = TextStyle(_FAMILY, "B", part.size, part.runs[0][2], t_margin=part.size)
            pdf.set_section_title_styles(style, style, style)
            pdf.start_section(part.plain.strip(), level=int(part.tag[1]) - 1)
        case Text():
            _write(pdf, part)
        case Points():
            for item in part.items:
                pdf.set_left_margin(pdf.l_margin + 14)
                pdf.set_x(pdf.l_margin - 14)
                pdf.set_font(_FAMILY, size=item.size)
                pdf.cell(14, item.size * 1.25, item.label or "•")
                _write(pdf, item)
                pdf.set_left_margin(pdf.l_margin - 14)
        case Grid():
            if part.caption:
                _write(pdf, part.caption)
            _table(pdf, part)
        case Drawing():
            if pdf.will_page_break(part.height):
                pdf.add_page()
            source = io.BytesIO(part.svg.encode())
            pdf.image(source, w=part.width, h=part.height, alt_text=part.alt)


def _write(pdf: FPDF, text: Text) -> None:
    for words, strong, colour in text.runs:
        pdf.set_font(_FAMILY, "B" if strong else "", text.size)
        pdf.set_text_color(colour)
        pdf.write(text.size * 1.25, words)
    pdf.ln(text.size * 1.65)


def _table(pdf: FPDF, grid: Grid) -> None:
    pdf.set_draw_color("#DDD9CF")
    with pdf.table(
        col_widths=grid.widths,
        borders_layout="HORIZONTAL_LINES",
        text_align="LEFT",
        first_row_as_headings=bool(grid.head),
        headings_style=FontFace(emphasis="BOLD"),
        padding=(4, 0),
        line_height=grid.rows[0][0].size * 1.25,
    ) as table:
        for cells in ([grid.head] if grid.head else []) + grid.rows:
            row = table.row()
            for cell in cells:
                pdf.set_font(_FAMILY, size=cell.size)
                first = cell.runs[0] if cell.runs else ("", False, "#000000")
                face = FontFace(emphasis="BOLD" if first[1] else "", color=first[2])
                row.cell(cell.plain, style=face)


if __name__ == "__main__":
    main(build)
