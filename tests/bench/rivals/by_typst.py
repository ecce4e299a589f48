"""The same pages by typst from its markup, tagged as PDF/UA-1."""

from __future__ import annotations

import json

import typst

from tests.bench.rivals.plan import FAMILY, Drawing, Grid, Part, Plan, Points, Text, main

_MARK = "•"


def build(plan: Plan) -> bytes:
    """The file; another compiler each time, as in a program that is asked for one report."""
    compiler = typst.Compiler(
        _source(plan).encode(), font_paths=[str(plan.fonts)], ignore_system_fonts=True
    )
    return compiler.compile(format="pdf", pdf_standards=["ua-1"])


def _source(plan: Plan) -> str:
    head = (
        f"#set document(title: {_quoted(plan.title)}, date: none)\n"
        f"#set page(width: {plan.width}pt, height: {plan.height}pt, margin: {plan.margin}pt,"
        f" footer: context [#text(9pt, {_quoted(plan.foot)}) #counter(page).display()])\n"
        f'#set text(lang: "{plan.lang}", font: "{FAMILY}", size: 11pt)\n'
        "#set par(leading: 0.5em, spacing: 0.7em)\n"
        '#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#DDD9CF")), inset: (x: 2pt, y: 4pt))\n'
        "#show heading: it => block(it.body)\n"
    )
    return head + "\n".join(_markup(part) for part in plan.parts)


def _markup(part: Part) -> str:
    match part:
        case Text() if part.tag.startswith("H") and part.tag[1:].isdigit():
            return f"#heading(level: {part.tag[1:]})[{_words(part)}]\n"
        case Text():
            return f"#par[{_words(part)}]\n"
        case Points():
            return "".join(map(_list, part.items))
        case Grid():
            return _table(part)
        case Drawing():
            data = f"bytes({_quoted(part.svg)})"
            size = f"width: {part.width:.2f}pt, height: {part.height:.2f}pt"
            return f'#image({data}, format: "svg", alt: {_quoted(part.alt)}, {size})\n'


def _list(item: Text) -> str:
    label = _quoted(item.label or _MARK)
    return f"#list(marker: text({label}), body-indent: 6pt)[{_words(item)}]\n"


def _table(grid: Grid) -> str:
    columns = ", ".join(f"{width:.1f}pt" for width in grid.widths)
    cells = [f"table.header({', '.join(map(_cell, grid.head))})"] if grid.head else []
    cells += [_cell(cell) for row in grid.rows for cell in row]
    caption = f"#par[{_words(grid.caption)}]\n" if grid.caption else ""
    return f"{caption}#table(columns: ({columns},), {', '.join(cells)})\n"


def _cell(cell: Text) -> str:
    return f"[{_words(cell)}]"


def _words(text: Text) -> str:
    return "".join(
        f'#text({text.size}pt, weight: {600 if strong else 400}, fill: rgb("{colour}"),'
        f" {_quoted(words)})"
        for words, strong, colour in text.runs
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main(build)
