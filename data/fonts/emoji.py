"""Prints the emoji that the fonts of this folder lack, with their names in Unicode."""
import glob
import os
import unicodedata

from fontTools.ttLib import TTFont

here = os.path.dirname(os.path.abspath(__file__))
drawn = set()
for font in glob.glob(here + "/*.ttf"):
    drawn |= set(TTFont(font).getBestCmap())
blocks = [(0x231A, 0x2BFF), (0x1F000, 0x1F0FF), (0x1F300, 0x1F6FF), (0x1F7E0, 0x1F7FF), (0x1F900, 0x1FAFF)]
for first, last in blocks:
    for code in range(first, last + 1):
        name = unicodedata.name(chr(code), "").lower()
        skipped = code in drawn or not name or name.startswith(("apl ", "box drawings", "braille"))
        if not skipped and unicodedata.category(chr(code)) in ("So", "Sk"):
            print(f"{code:X} {name}")
