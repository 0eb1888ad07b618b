#!/usr/bin/env bash
# Installs what baulast needs: system packages through apt where the rights allow, all else in .venv.
# Usage: tools/setup.sh run|test|bench
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

# program or file that proves it | Debian package | what for
needed="
tesseract|tesseract-ocr|Texterkennung (zweite Engine)
/usr/share/tesseract-ocr/5/tessdata/deu.traineddata|tesseract-ocr-deu|deutsches Sprachmodell
/usr/share/tesseract-ocr/5/tessdata/Latin.traineddata|tesseract-ocr-script-latn|zweiter Blick auf Ziffern und §
pdftoppm|poppler-utils|PDF-Seiten, die mehr als ein Bild sind
/usr/lib/$(uname -m)-linux-gnu/libpangoft2-1.0.so.0|libpangoft2-1.0-0|Baulastenauskunft als Schreiben
/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf|fonts-dejavu-core|Schrift des Schreibens
"
if [ "$purpose" != run ]; then
  needed+="
java|default-jre-headless|veraPDF, Elasticsearch
javac|default-jdk-headless|ein Modul für das Elasticsearch der Tests
mvn|maven|holt veraPDF und Elasticsearch
node|nodejs|pdf.js
npm|npm|holt pdf.js und axe
chromium|chromium|der Schreibtisch im Browser
/usr/lib/postgresql|postgresql|Katalog auf PostgreSQL
"
fi

if [ "$purpose" = bench ]; then
  needed+="
gs|ghostscript|OCRmyPDF zum Vergleich
"
fi

python=$(command -v python3.11 || command -v python3 || true)
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "setup: Python 3.11 fehlt (Debian 12: apt-get install python3 python3-venv)." >&2
  exit 4
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  needed+="
/nonexistent|python3-venv|Python-Umgebung
"
fi

missing=()
while IFS='|' read -r proof package reason; do
  [ -n "$proof" ] || continue
  case $proof in
    /*) [ -e "$proof" ] && continue ;;
    *) command -v "$proof" >/dev/null && continue ;;
  esac
  missing+=("$package")
  echo "setup: es fehlt $package ($reason)"
done <<<"$needed"

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then
    apt=(apt-get)
  elif sudo -n true 2>/dev/null; then
    apt=(sudo -n apt-get)
  else
    echo "setup: Keine Rechte zum Installieren. Bitte als root ausführen:" >&2
    echo "    apt-get install ${missing[*]}" >&2
    exit 4
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" update -qq
  "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

case $purpose in
  run) extras="" ;;
  test) extras="[dev]" ;;
  bench) extras="[dev,bench]" ;;
esac
stamp=.venv/installed-$purpose
if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ constraints.txt -nt "$stamp" ]; then
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  echo "setup: richte .venv ein"
  .venv/bin/pip install -q --disable-pip-version-check -c constraints.txt -e ".$extras"
  touch "$stamp"
fi
