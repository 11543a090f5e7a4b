"""Makes what browsers load: copies files of the npm packages, compiles the French catalogue."""

import shutil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_HERE = Path(__file__).parent
_FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
}


def main() -> None:
    """Copy each file and compile each catalogue; a file that is missing ends it with its name."""
    vendor = _HERE / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    for source, name in _FILES.items():
        shutil.copyfile(_HERE / "node_modules" / source, vendor / name)
    for catalogue in (_HERE / "translations").glob("*/LC_MESSAGES/*.po"):
        with catalogue.open("rb") as texts, catalogue.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(texts, catalogue.parts[-3]))


if __name__ == "__main__":
    main()
