"""Makes a drawn file accessible and archivable: structure, colour profile, metadata."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

if TYPE_CHECKING:
    from advisor_app.reports.photo import Jpeg
    from advisor_app.reports.tagging import Element, Marks

_LINE_ENDS = (b"\r", b"\n")
_STATIC_ID = (
    b"31415926535897932384626433832795"  # what qpdf writes where it shall not name the file
)
_TRAILER = 400  # more than it takes
_UNMAPPED = re.compile(rb"(<[0-9A-F]{2}>) <0000>")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says about itself."""

    title: str
    subject: str
    author: str
    locale: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, before it is put together.

    Attributes:
        file: a PDF with the fonts, the outline and as many pages.
        pages: the operators of each page.
        photos: each photo with the pages that show it, in the order of their names; taken out as
            they come into the file, so that many lie in memory only once.
    """

    file: bytes
    pages: Sequence[Sequence[str]] = ()
    photos: dict[Jpeg, set[int]] = field(default_factory=dict["Jpeg", "set[int]"])


def finish(drawn: Drawn, root: Element, marks: Marks, facts: Facts) -> bytes:
    """The drawn pages as PDF/UA-1 and PDF/A-2a; equal input gives equal bytes."""
    with pikepdf.open(io.BytesIO(drawn.file)) as pdf:
        for page, operators in zip(pdf.pages, drawn.pages, strict=False):
            page.obj.Contents = pdf.make_stream("\n".join(operators).encode("ascii"))
        _add_photos(pdf, drawn.photos)
        _add_colours(pdf)
        _mend_fonts(pdf)
        _pack_streams(pdf)  # before the structure, whose many objects are none
        _add_structure(pdf, root, marks)
        _add_metadata(pdf, facts)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
            static_id=True,
        )
    return _named(out, drawn, facts)


def _named(out: io.BytesIO, drawn: Drawn, facts: Facts) -> bytes:
    """The file with a name of its own, from what was drawn: its photos are not read once more."""
    name = hashlib.sha256(repr(facts).encode())
    name.update(drawn.file)
    for operators in drawn.pages:
        name.update("\n".join(operators).encode("ascii"))
    with out.getbuffer() as file:
        at = bytes(file[-_TRAILER:]).rindex(_STATIC_ID) - _TRAILER + len(file)
        file[at : at + len(_STATIC_ID)] = name.hexdigest()[: len(_STATIC_ID)].encode()
    return out.getvalue()


def _add_photos(pdf: pikepdf.Pdf, photos: dict[Jpeg, set[int]]) -> None:
    """Put each photo, byte for byte, where the pages that draw it find it, and let go of it."""
    for number in range(1, len(photos) + 1):
        image = next(iter(photos))
        places = photos.pop(image)
        stream = pdf.make_stream(
            image.data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=image.width,
            Height=image.height,
            ColorSpace=Name.DeviceGray if image.is_grey else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
        for place in places:
            resources: Any = pdf.pages[place].obj.Resources
            if "/XObject" not in resources:
                resources.XObject = Dictionary()
            resources.XObject[f"/Photo{number}"] = stream


def _pack_streams(pdf: pikepdf.Pdf) -> None:
    """Compress every stream so that its last byte is not taken for the end of a line.

    PDF/A compares a stream's length with what lies before the end of line that closes it; that
    is why there are no object streams either, whose last byte nobody can choose.
    """
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == Name.Image:  # a photo stays the JPEG it came as
            continue
        data = thing.read_bytes()
        while (packed := zlib.compress(data))[-1:] in _LINE_ENDS:
            data += b"\n"
        if "/Length1" in thing:
            thing.Length1 = len(data)
        thing.write(packed, filter=Name.FlateDecode)


def _add_structure(pdf: pikepdf.Pdf, root: Element, marks: Marks) -> None:
    pages = [page.obj for page in pdf.pages]
    owners: dict[tuple[int, int], Object] = {}
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = _node(pdf, root, tree, pages, owners)
    numbers = Array()
    for number, page in enumerate(pages):
        page.StructParents = number
        page.Tabs = Name.S
        page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)
        pieces = [owners[number, piece] for piece in range(len(marks.pages[number]))]
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array(pieces)))
        if "/Trans" in page:
            del page.Trans
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _node(
    pdf: pikepdf.Pdf,
    element: Element,
    parent: Object,
    pages: Sequence[Object],
    owners: dict[tuple[int, int], Object],
) -> Object:
    facts: dict[str, Any] = {"/S": _name(element.tag), "/P": parent}
    if element.alt:
        facts["/Alt"] = String(element.alt)
    attributes = _attributes(element)
    if attributes is not None:
        facts["/A"] = attributes
    first = element.pieces[0][0] if element.pieces else None
    if first is not None:
        facts["/Pg"] = pages[first]
    kids: list[Any] = [
        piece if page == first else Dictionary(Type=Name.MCR, Pg=pages[page], MCID=piece)
        for page, piece in element.pieces
    ]
    if kids and not element.parts:
        facts["/K"] = kids[0] if len(kids) == 1 else Array(kids)
    node: Any = pdf.make_indirect(Dictionary(facts))
    for place in element.pieces:
        owners[place] = node
    if element.parts:
        kids += [_node(pdf, part, node, pages, owners) for part in element.parts]
        node.K = kids[0] if len(kids) == 1 else Array(kids)
    return node


@cache
def _name(tag: str) -> Name:
    return Name(f"/{tag}")


def _attributes(element: Element) -> Object | None:
    if element.scope:
        attributes = Dictionary(O=Name.Table, Scope=_name(element.scope))
        if element.span > 1:
            attributes.ColSpan = element.span
        return attributes
    if element.box:
        return Dictionary(O=Name.Layout, BBox=Array([round(side, 2) for side in element.box]))
    if element.tag == "L":
        return Dictionary(O=Name.List, ListNumbering=Name("/None"))
    return None


def _add_colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


@cache
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = b"\x07\xe8\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"  # its date, made constant
    return bytes(profile)


def _mend_fonts(pdf: pikepdf.Pdf) -> None:
    """Codes that no text uses must not be mapped to U+0000."""
    for thing in _fonts(pdf):
        mapping: Any = thing.ToUnicode
        mapping.write(_UNMAPPED.sub(rb"\1 <FFFD>", mapping.read_bytes()))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    fonts: Any = pdf.pages[0].obj.Resources.Font
    for name in fonts.keys():  # noqa: SIM118 - a pikepdf dictionary iterates differently
        if "/ToUnicode" in fonts[name]:
            yield fonts[name]


def _add_metadata(pdf: pikepdf.Pdf, facts: Facts) -> None:
    moment = facts.moment.astimezone(UTC).replace(microsecond=0)
    pdf.Root.Lang = String(facts.locale)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stream = pikepdf.Stream(pdf, _xmp(facts, moment.isoformat()).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    del pdf.trailer.Info
    stamp = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.docinfo["/Title"] = facts.title
    pdf.docinfo["/Subject"] = facts.subject
    pdf.docinfo["/Author"] = facts.author
    pdf.docinfo["/CreationDate"] = stamp
    pdf.docinfo["/ModDate"] = stamp


def _xmp(facts: Facts, moment: str) -> str:
    def localized(name: str, text: str) -> str:
        item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
        return f"<dc:{name}><rdf:Alt>{item}</rdf:Alt></dc:{name}>"

    return _XMP.format(
        title=localized("title", facts.title),
        subject=localized("description", facts.subject),
        author=escape(facts.author),
        locale=facts.locale,
        moment=moment,
    )


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{title}{subject}
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{locale}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
