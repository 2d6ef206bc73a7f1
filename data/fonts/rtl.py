"""Makes what is copied from text in these Arabic or Hebrew fonts the text that was typed.

A glyph for several letters, and a mark that is moved onto its letter, are read by every reader of PDF in a way of its own. So no
ligature is left but lam with alef, which Arabic is not written without; and for its lam, for joiners and for each mark there is a
glyph without shape and width, found under the letter's code point and U+F0000."""
import sys
import unicodedata

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

LAM = {"uniFEDF", "uniFEE0"}
ALEF = {"uniFE8E", "uniFE84", "uniFE88", "uniFE82"}


def without_ligatures(font):
    gsub = font["GSUB"].table
    records = [record for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "rlig"]
    for at in {at for record in records for at in record.Feature.LookupListIndex}:
        for table in gsub.LookupList.Lookup[at].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if not hasattr(table, "ligatures"):
                continue
            for first, ligatures in table.ligatures.items():
                of_lam = first in LAM
                ligatures[:] = [one for one in ligatures if of_lam and len(one.Component) == 1 and one.Component[0] in ALEF]
            table.ligatures = {first: ligatures for first, ligatures in table.ligatures.items() if ligatures}


def with_hidden(font):
    known = font.getBestCmap()
    letters = [c for c in known if c in (0x644, 0x200C, 0x200D) or 0x590 < c < 0x700 and unicodedata.category(chr(c)) == "Mn"]
    names = {c: f"hidden{c:04X}" for c in letters}
    font.setGlyphOrder(font.getGlyphOrder() + list(names.values()))
    font["glyf"].glyphOrder = font.getGlyphOrder()
    for name in names.values():
        font["glyf"].glyphs[name] = Glyph()
        font["hmtx"].metrics[name] = (0, 0)
    whole = CmapSubtable.newSubtable(12)
    whole.platformID, whole.platEncID, whole.language = 3, 10, 0
    whole.cmap = {**known, **{0xF0000 + c: name for c, name in names.items()}}
    font["cmap"].tables.append(whole)


for path in sys.argv[1:]:
    font = TTFont(path)
    if "Arabic" in path:
        without_ligatures(font)
    with_hidden(font)
    font.save(path)
