"""Chromium and WeasyPrint: HTML with a style sheet becomes a PDF."""
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pages
from tools import CHROMIUM, FONTS_CONF, PYTHON, run


def chromium(law, recipe, out):
    options = dict(recipe.get("options", {}))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "law.html")
        flags = [] if recipe.get("furniture") else ["--no-pdf-header-footer"]
        flags += [] if recipe.get("tagged") else ["--disable-pdf-tagging"]
        flags += ["--generate-pdf-document-outline"] if recipe.get("outline") else []

        def print_it():
            source.write_text(pages.html(law, recipe.get("css", ""), **options), encoding="utf-8")
            run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", *flags,
                 f"--print-to-pdf={out}", source.as_uri()])
        if options.get("contents"):                   # Chromium has no counters for them: once without page numbers, to learn them
            options["numbers"] = ["0"] * len(law.heads(options["contents"]))
            print_it()
            options["numbers"] = numbers(out, law, options["contents"])
        print_it()


def numbers(pdf, law, deepest=3):
    """On which page each head stands, the contents left out: from the page on that has the first paragraph."""
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    # Some makers give radicals in place of characters.
    sheets = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", p)) for p in text.split("\f")]
    first = next(re.sub(r"\s+", "", unicodedata.normalize("NFKC", b.text))[:12] for b in law.blocks if b.kind == "para")
    found, at = [], next(n for n, s in enumerate(sheets) if first in s)
    for b in law.heads(deepest):
        head = re.sub(r"\s+", "", unicodedata.normalize("NFKC", b.text))
        at = next((n for n in range(at, len(sheets)) if head in sheets[n]), at)
        found.append(at + 1)
    return found


def weasyprint(law, recipe, out):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "law.html")
        source.write_text(pages.html(law, recipe.get("css", ""), **recipe.get("options", {})), encoding="utf-8")
        variant = ["--pdf-variant", "pdf/ua-1"] if recipe.get("tagged") else []
        run([PYTHON, "-m", "weasyprint", *variant, source, out], FONTCONFIG_FILE=FONTS_CONF)
