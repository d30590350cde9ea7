"""A decision letter with a table of 12 rows on each page in typst, warm, in one process: letters.py COUNT PAGES prints ms of processor time a letter.

Ends with 3 where there is no typst (pip install typst==0.15.0)."""

import json
import os
import sys
import time

try:
    import typst
except ImportError:
    sys.exit(3)

ROWS = ["Omzet", "Aansprakelijkheid", "Solvabiliteit", "Liquiditeit", "Formatie", "Kwaliteitscertificaat", "Geldigheid certificaat",
        "VOG", "Referenties", "Concentratie", "Verzuim", "Uitsluitingsgronden"]


def letter(number):
    rows = [{"naam": name, "eis": "≥ 250.000", "opgave": f"{number * 37 % 999}.000",
             "uitkomst": "voldoet" if (number + row) % 3 else "voldoet niet"} for row, name in enumerate(ROWS)]
    return {"data": json.dumps({
        "nr": f"2026-{number:06}", "gemeente": f"Gemeente {number % 342}", "datum": "22 november 2026", "aanbieder": f"Zorg & Welzijn {number}",
        "kvk": str(10000000 + number), "groep": "Begeleiding individueel",
        "besluit": "u wordt toegelaten." if number % 2 else "uw aanvraag wordt afgewezen.", "drempels": rows, "paginas": pages})}


here = os.path.dirname(os.path.abspath(__file__))
count, pages = int(sys.argv[1]), int(sys.argv[2])
compiler = typst.Compiler(os.path.join(here, "letter.typ"), font_paths=["/usr/share/fonts/truetype/dejavu"], ignore_system_fonts=True,
                          sys_inputs=letter(0))
for number in range(5):
    compiler.compile(format="pdf", sys_inputs=letter(number))
before = time.process_time()
for number in range(count):
    compiler.compile(format="pdf", sys_inputs=letter(number + 5))
print(f"{(time.process_time() - before) * 1e3 / count:.3f}")
