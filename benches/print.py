"""The same page by reportlab: for benches/print.rs.

    python3 print.py STUDENTS.csv OUT.pdf
"""

import sys

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# A TrueType face, since reportlab embeds no other.
FOLDER = "/usr/share/fonts/truetype/dejavu/"
pdfmetrics.registerFont(TTFont("R", FOLDER + "DejaVuSans.ttf"))
pdfmetrics.registerFont(TTFont("B", FOLDER + "DejaVuSans-Bold.ttf"))

WIDTH, HEIGHT = 612.0, 792.0
MARGIN, TOP, PITCH, CODE = 36.0, 84.0, 39.0, 160.0
ROWS = 17


def fit(text, font, size, width, smallest):
    wide = pdfmetrics.stringWidth(text, font, size)
    if wide > width:
        size = max(smallest, size * width / wide)
    return size


def main():
    rows = [line.rstrip("\n").split(";") for line in open(sys.argv[1], encoding="utf-8")]
    pages = -(-len(rows) // ROWS)
    canvas = Canvas(sys.argv[2], pagesize=(WIDTH, HEIGHT), pageCompression=1)
    names, width = 230.0, 84.0
    for page in range(pages):
        canvas.setFont("B", 18)
        canvas.drawString(MARGIN, HEIGHT - 42, "Students")
        canvas.setFont("R", 9.5)
        canvas.drawString(MARGIN, HEIGHT - 58, "Fall handout 2026")
        canvas.setFont("B", 7.5)
        canvas.drawCentredString(MARGIN + 22 + CODE / 2, HEIGHT - 77, "Scan")
        canvas.drawCentredString(WIDTH - MARGIN - CODE / 2, HEIGHT - 77, "Scan")
        canvas.drawString(names, HEIGHT - 77, "Student, model due")
        canvas.drawString(names + width + 20, HEIGHT - 77, "Holds now")
        canvas.setLineWidth(0.9)
        canvas.line(MARGIN, HEIGHT - TOP, WIDTH - MARGIN, HEIGHT - TOP)
        canvas.setLineWidth(0.4)
        for place, (code, name, about, held) in enumerate(rows[page * ROWS:(page + 1) * ROWS]):
            top = HEIGHT - TOP - place * PITCH
            canvas.rect(MARGIN + 4, top - PITCH / 2 - 5.5, 11, 11)
            bars = Code128(code, barWidth=1.44, barHeight=25, quiet=0)
            left = MARGIN + 22 if place % 2 == 0 else WIDTH - MARGIN - CODE
            x = left + (CODE - bars.width) / 2
            bars.drawOn(canvas, x, top - 27.5)
            canvas.setFont("R", 8.5)
            canvas.drawCentredString(x + bars.width / 2, top - 36, code)
            canvas.setFont("B", fit(name, "B", 12, width, 9))
            canvas.drawString(names, top - 17, name)
            canvas.setFont("R", fit(about, "R", 8, width, 6.5))
            canvas.drawString(names, top - 28, about)
            canvas.setFont("R", 9)
            canvas.drawCentredString(names + width + 45, top - 22, held or "–")
            canvas.line(MARGIN, top - PITCH, WIDTH - MARGIN, top - PITCH)
        canvas.setFont("R", 7.5)
        canvas.drawString(MARGIN, 24, "Register of 9 August 2026 · printed 12 August 8:14")
        canvas.drawString(WIDTH - 200, 24, "Print at 100 %")
        canvas.drawRightString(WIDTH - MARGIN, 24, f"Page {page + 1} of {pages}")
        canvas.showPage()
    canvas.save()


main()
