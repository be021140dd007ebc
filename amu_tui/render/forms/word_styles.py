"""What a Word document looks like: its page, its styles, what stands on every page.

Styles are named, so that whoever goes on writing can change one for the whole document.
"""

import datetime
import re

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from amu_tui.render.forms.blocks import Document
from amu_tui.words import _

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_INK = RGBColor(0x1B, 0x27, 0x33)
_SIZES = {"Heading 1": 18, "Heading 2": 14, "Heading 3": 11.5}

_DEFAULTS = f"""
<w:docDefaults {nsdecls("w")}>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>
  <w:color w:val="1B2733"/><w:sz w:val="21"/><w:szCs w:val="21"/>
  <w:lang w:val="{{language}}"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>"""

_STYLES = f"""
<w:styles {nsdecls("w")}>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Warning"><w:name w:val="Warning"/>
  <w:basedOn w:val="Normal"/><w:pPr>
  <w:pBdr><w:left w:val="single" w:sz="20" w:space="8" w:color="8A3B12"/></w:pBdr></w:pPr>
  <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Remark"><w:name w:val="Remark"/>
  <w:basedOn w:val="Normal"/><w:rPr><w:color w:val="56616C"/><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Mark"><w:name w:val="Mark"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="right"/></w:pPr>
  <w:rPr><w:b/><w:color w:val="8A3B12"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Fact"><w:name w:val="Fact"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>
  <w:spacing w:after="40"/><w:ind w:left="2835" w:hanging="2835"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Label"><w:name w:val="Label"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="60"/></w:pPr>
  <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="SignHere"><w:name w:val="Sign here"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>
  <w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5100"/></w:tabs>
  <w:spacing w:before="360" w:after="40"/></w:pPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Ruled"><w:name w:val="Ruled"/>
  <w:basedOn w:val="TableNormal"/>
  <w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="18"/></w:rPr><w:tblPr><w:tblBorders>
  <w:top w:val="single" w:sz="8" w:color="1B2733"/>
  <w:bottom w:val="single" w:sz="8" w:color="1B2733"/>
  <w:insideH w:val="single" w:sz="4" w:color="B9C2CA"/></w:tblBorders><w:tblCellMar>
  <w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
  <w:bottom w:val="single" w:sz="6" w:color="1B2733"/></w:tcBorders></w:tcPr></w:tblStylePr>
  </w:style>
</w:styles>"""


def empty(document: Document) -> WordDocument:
    """A document without a word yet, on A4, in the language and of the date of `document`."""
    word = docx.Document()
    _drop_second_styles(word)
    _set_styles(word, _LANGUAGES[document.language])
    _set_page(word, document)
    about = word.core_properties
    about.title, about.author, about.language = document.title, document.author, document.language
    about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.datetime.combine(document.date, datetime.time())
    about.revision = 1
    return word


def _drop_second_styles(word: WordDocument) -> None:
    """Leave out the styles as Word 2010 kept them beside the others, which differ from ours."""
    for name, part in [*word.part.rels.items()]:
        if part.reltype.endswith("/stylesWithEffects"):
            del word.part.rels[name]


def _set_styles(word: WordDocument, language: str) -> None:
    """Letters, spaces and colours, where the style of a table can still change them."""
    styles = word.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(_DEFAULTS.format(language=language)))
    styles.extend(parse_xml(_STYLES))
    word.settings.element.insert_element_before(
        OxmlElement("w:autoHyphenation"), "w:characterSpacingControl"
    )
    for name, size in _SIZES.items():
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), _INK
        style.paragraph_format.space_before = Pt(0 if name == "Heading 1" else size + 2)
        style.paragraph_format.space_after = Pt(size / 2)


def _set_page(word: WordDocument, document: Document) -> None:
    """A4; the mark in the header, the title and the number of the page in the footer."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.3)
    if document.mark:
        section.header.paragraphs[0].text = document.mark
        section.header.paragraphs[0].style = "Mark"
    foot = section.footer.paragraphs[0]
    foot.style = "Remark"
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(16.4), 2)  # WD_TAB_ALIGNMENT.RIGHT
    foot.add_run(f"{document.title}\t")
    for part in re.split(r"({\w+})", _("Page {page} of {pages}")):
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(part)
        if field is None:
            foot.add_run(part)
        else:
            text = "<w:r><w:t>1</w:t></w:r>"
            foot._p.append(
                parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}">{text}</w:fldSimple>')
            )
