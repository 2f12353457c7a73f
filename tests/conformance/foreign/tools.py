"""Where the makers stand, and running them. `install` puts them there; each place can be set from outside."""
import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = Path(os.environ.get("DIBEN_FONTS", HERE.parents[2] / "fonts"))
HOME = Path(os.environ.get("QA_HOME", Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "diben-qa"))
PYTHON = os.environ.get("FOREIGN_PYTHON", str(HOME / "foreign" / "bin" / "python"))
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or "soffice"
if not (FONTS / "NotoSerifSC-Regular.otf").exists():
    raise SystemExit(f"{FONTS}: not the project's fonts; set DIBEN_FONTS")
LEAST = os.environ.get("NICE", "10")

# The project's fonts and those of the system: none may be installed for this.
_scratch = tempfile.mkdtemp(prefix="foreign-fonts-")
atexit.register(shutil.rmtree, _scratch, True)
FONTS_CONF = str(Path(_scratch, "fonts.conf"))
Path(FONTS_CONF).write_text(f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{_scratch}</cachedir><include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>""", encoding="utf-8")


def run(command, **environment):
    """Runs a maker with the fonts, quietly; what it said is shown if it fails."""
    done = subprocess.run(["nice", "-n", LEAST, *map(str, command)], capture_output=True, text=True, timeout=600,
                          env={**os.environ, "FONTCONFIG_FILE": FONTS_CONF, "LC_ALL": "C.UTF-8", **environment})
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}\n{(done.stdout + done.stderr)[-2000:]}")
    return done
