#!/usr/bin/env python3
"""Cuts the Arabic and Hebrew faces that printed names need and Inter has not.

    pip install fonttools
    python3 cut_noto.py /usr/share/fonts/truetype/noto

Reads NotoSans{Arabic,Hebrew}-{Regular,Bold}.ttf from the folder given and writes
files of the same names beside this script. Running it twice on the same sources
gives the same bytes.

Presentation forms are left out: shaping makes them from the letters.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = {
    "Arabic": [(0x0020, 0x0020), (0x00A0, 0x00A0), (0x0600, 0x06FF), (0x0750, 0x077F),
               (0x200C, 0x200F), (0x25CC, 0x25CC)],
    "Hebrew": [(0x0020, 0x0020), (0x00A0, 0x00A0), (0x0591, 0x05F4), (0x200C, 0x200F),
               (0x25CC, 0x25CC), (0xFB1D, 0xFB4F)],
}


def cut(source, target, ranges):
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in ranges for c in range(a, b + 1)])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = record.toUnicode() + ";subset"
    font.save(target)
    print(f"{target.name}: {target.stat().st_size} bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: cut_noto.py FOLDER_WITH_NOTO_TTF")
    here = pathlib.Path(__file__).resolve().parent
    for script, ranges in RANGES.items():
        for weight in ("Regular", "Bold"):
            file = f"NotoSans{script}-{weight}.ttf"
            cut(pathlib.Path(sys.argv[1]) / file, here / file, ranges)


if __name__ == "__main__":
    main()
