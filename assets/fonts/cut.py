#!/usr/bin/env python3
"""Cuts the four weights of Inter that the window embeds.

    pip install fonttools
    python3 cut.py /usr/share/fonts/opentype/inter

Reads Inter-{Regular,Medium,SemiBold,Bold}.otf from the folder given and
writes files of the same names beside this script. Running it twice on the
same sources gives the same bytes.

Three things change. The ten digits become the tabular ones, because the window
cannot switch OpenType features and columns of tags must line up. Scripts and
features that the window does not use are left out. And the family gets a name
of its own: where the system has Inter too, the window would draw with that.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Tagdesk Inter"

WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),  # Latin, Latin-1, Extended-A and -B
    (0x0259, 0x0259), (0x02B0, 0x02FF),  # schwa; modifier letters (okina among them)
    (0x0300, 0x036F),                    # combining marks
    (0x0370, 0x03FF), (0x0400, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),                    # Latin Extended Additional: Vietnamese
    (0x2000, 0x206F), (0x2070, 0x209F),  # punctuation, super- and subscripts
    (0x20A0, 0x20BF), (0x2100, 0x214F),  # currency, letterlike
    (0x2190, 0x21FF), (0x2200, 0x22FF),  # arrows, mathematics
    (0x2300, 0x23FF), (0x25A0, 0x25FF),  # keys, geometric shapes
    (0x2600, 0x27BF), (0xFFFD, 0xFFFD),  # ticks, crosses, warning; replacement
]

# `calt` stays out on purpose: in Inter it turns "4x4" into "4×4" and "->" into
# an arrow, and a code on screen must show the characters that were scanned.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]

NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 16, 17]


def tabular_digits(font):
    """Glyph name -> glyph name for 0 to 9, read from the `tnum` feature."""
    gsub = font["GSUB"].table
    found = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    found.update(getattr(table, "ExtSubTable", table).mapping)
    best = font.getBestCmap()
    # The feature widens , . : ; too. Those stay as they are: prose needs them.
    return {code: found[best[code]] for code in range(ord("0"), ord("9") + 1)}


def level(font, glyphs):
    """Gives the digits one advance: the drawn ones differ by a few units of 2816."""
    widths = [font["hmtx"][glyph][0] for glyph in glyphs]
    assert max(widths) - min(widths) <= 8, widths
    usual = max(sorted(set(widths)), key=widths.count)
    for glyph in glyphs:
        font["hmtx"][glyph] = (usual, font["hmtx"][glyph][1])


def rename(font):
    """Gives the family its own name wherever a name stands."""
    spaced = lambda text: text.replace("Inter", FAMILY, 1)
    joined = lambda text: text.replace("Inter", FAMILY.replace(" ", ""), 1)
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = spaced(record.toUnicode())
        elif record.nameID in (3, 6):
            record.string = joined(record.toUnicode())
    cff = font["CFF "].cff
    cff.fontNames = [joined(name) for name in cff.fontNames]
    for key in ("FullName", "FamilyName"):
        setattr(cff[0], key, spaced(getattr(cff[0], key)))


def cut(source, target, weight):
    font = TTFont(source, recalcTimestamp=False)
    digits = tabular_digits(font)
    for table in font["cmap"].tables:
        for code, glyph in digits.items():
            if code in table.cmap:
                table.cmap[code] = glyph

    options = subset.Options()
    options.layout_features = FEATURES
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = NAMES
    options.name_languages = ["*"]
    options.hinting = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    subsetter.subset(font)

    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    assert family == "Inter", family
    rename(font)
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID == 3:
            record.string = text + ":tagdesk"
        elif record.nameID == 5:
            record.string = text + ";tabular digits, subset"

    level(font, list(digits.values()))

    assert font["OS/2"].usWeightClass == weight, font["OS/2"].usWeightClass
    widths = {font["hmtx"][font.getBestCmap()[c]][0] for c in digits}
    assert len(widths) == 1, widths
    font.save(target)
    print(f"{target.name}: {target.stat().st_size} bytes, weight {weight}, "
          f"{len(font.getBestCmap())} characters")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: cut.py FOLDER_WITH_INTER_OTF")
    here = pathlib.Path(__file__).resolve().parent
    for name, weight in WEIGHTS.items():
        file = f"Inter-{name}.otf"
        cut(pathlib.Path(sys.argv[1]) / file, here / file, weight)


if __name__ == "__main__":
    main()
