#!/usr/bin/env bash
# Exports of every format, opened by programs that are not ours: LibreOffice, Chromium, an HTML validator, poppler, pandoc.
# Not part of .ci/run, since it needs large programs: run it before a release, and look at the pictures that it leaves in
# target/outside. It needs, on Debian: libreoffice-writer, libreoffice-calc, chromium, poppler-utils, pandoc, npm.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in soffice chromium pdftoppm pdftotext pandoc npx; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: see the head of $0"; exit 1; }
done

out=$PWD/target/outside
rm -rf "$out" && mkdir -p "$out"
export FIELDBOOK_LIBRARY=$out/library XDG_CONFIG_HOME=$out/config XDG_DATA_HOME=$out/data XDG_CACHE_HOME=$out/cache
cargo build --release --locked
fieldbook=target/release/fieldbook

"$fieldbook" import data/sample-evaluation.ron >/dev/null
"$fieldbook" import tests/fixtures/published.txt --title "The Open Kitchen" --title "Warsztat Łódź" --title "Ελληνική κουζίνα" >/dev/null
parts=remarks,jots,evidence,visits,history

echo "== exports"
for to in docx pdf html md xlsx svg; do
    "$fieldbook" export sample --to $to -o "$out/sample.$to"
    "$fieldbook" export --all --to $to -o "$out/all.$to"
done
"$fieldbook" export sample --to docx --with $parts -o "$out/whole.docx"
"$fieldbook" frameworks export spring-good-practice --to docx -o "$out/questionnaire.docx"
"$fieldbook" frameworks export spring-good-practice --to pdf -o "$out/questionnaire.pdf"
"$fieldbook" frameworks export spring-good-practice --to html -o "$out/questionnaire.html"

echo "== the HTML validator"
printf '{ "extends": ["html-validate:recommended"] }\n' >"$out/.htmlvalidate.json"
(cd "$out" && npx --yes html-validate@8 ./*.html)

echo "== Chromium"
for page in sample all questionnaire; do
    chromium --headless --no-sandbox --window-size=1000,1400 --screenshot="$out/$page.html.png" "$out/$page.html" 2>/dev/null
    chromium --headless --no-sandbox --no-pdf-header-footer --print-to-pdf="$out/$page.html.pdf" "$out/$page.html" 2>/dev/null
done
for figure in sample all; do
    chromium --headless --no-sandbox --window-size=700,1200 --screenshot="$out/$figure.svg.png" "$out/$figure.svg" 2>/dev/null
done

echo "== LibreOffice"
for file in sample.docx all.docx whole.docx questionnaire.docx sample.xlsx all.xlsx; do
    soffice --headless --convert-to pdf --outdir "$out/soffice-$file" "$out/$file" >/dev/null 2>&1
done

echo "== the words"
for pdf in "$out"/*.pdf "$out"/soffice-*/*.pdf; do
    pdftotext "$pdf" "$pdf.txt"
    pdftoppm -r 60 -png -l 4 "$pdf" "$pdf"
done
for file in sample.pdf soffice-sample.docx/sample.pdf soffice-whole.docx/whole.pdf sample.html.pdf; do
    tr -s '[:space:]' ' ' <"$out/$file.txt" | grep -q "The Long Table, Brzezina" || { echo "$file does not name the practice"; exit 1; }
done
pandoc -f docx -t plain "$out/sample.docx" | grep -q "The Long Table, Brzezina"

echo "Everything was opened. Look at the pictures in $out."
