"""How the page on the telephone looks: large, calm, in the colours of the paper."""

from __future__ import annotations

from typing import Final

from advisor_app.design import LIGHT

STYLE: Final = f"""
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:100%}}
body{{margin:0;background:{LIGHT.paper};color:{LIGHT.ink};font:18px/1.45 sans-serif}}
main{{max-width:32rem;margin:0 auto;padding:24px 20px 40px;overflow-wrap:anywhere}}
h1{{font-size:26px;line-height:1.25;margin:0 0 12px}}
p{{margin:0 0 16px}}
.firm{{font-weight:600;margin:0}}
.soft{{color:{LIGHT.soft_ink};font-size:16px}}
.note{{border-left:4px solid {LIGHT.attention};padding:8px 12px}}
hr{{border:0;border-top:1px solid {LIGHT.line};margin:28px 0 24px}}
a,button{{display:block;width:100%;min-height:56px;padding:14px 16px;margin:0 0 12px;
border:2px solid {LIGHT.accent};border-radius:8px;font:600 19px/1.3 sans-serif;
text-align:center;text-decoration:none;color:{LIGHT.accent};background:{LIGHT.raised}}}
a.main{{background:{LIGHT.accent};color:{LIGHT.on_accent}}}
a small{{display:block;font-weight:400;font-size:16px}}
a:focus,button:focus{{outline:3px solid {LIGHT.info};outline-offset:3px}}
"""
