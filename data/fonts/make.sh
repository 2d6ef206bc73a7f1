#!/bin/sh
# Makes the fonts of this folder anew from Debian's: apt-get install fonts-noto-core; pip install fonttools==4.68.0
set -eu
cd "$(dirname "$0")"
noto=/usr/share/fonts/truetype/noto
options="--no-hinting --drop-tables+=DSIG,STAT --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x0409 --no-recalc-timestamp"

subset() { # NAME CHARACTERS [OPTION...]
    name=$1 characters=$2
    shift 2
    pyftsubset "$noto/$name.ttf" --unicodes="$characters" --output-file="$name.ttf" $options --layout-features='*' "$@"
}

# Latin, Greek, Cyrillic with their marks, punctuation, currencies. Without ligatures: what is copied is what was typed.
letters=20-7E,A0-36F,370-3FF,400-52F,1AB0-1ABE,1D00-1DBF,1E00-1FFF,2000-2064,2070-209C,20A0-20BF,2100-214F,2C60-2C7F,2DE0-2DFF,A640-A69F,25CC,FFFD
plain='--layout-features=ccmp,kern,locl,mark,mkmk'
subset NotoSans-Regular $letters $plain
subset NotoSans-Bold $letters $plain

arabic=20,A0,600-6FF,750-77F,8A0-8FF,200C-200F,2066-2069,FDF2,FDFA,FDFC,FDFD,25CC
hebrew=20,A0,590-5FF,200C-200F,20AA,25CC
for font in "Arabic-Regular $arabic" "Arabic-Bold $arabic" "Hebrew-Regular $hebrew" "Hebrew-Bold $hebrew"; do
    name=NotoSans${font% *}
    cp "$noto/$name.ttf" .
    python3 rtl.py "$name.ttf"
    pyftsubset "$name.ttf" --unicodes="${font#* },F0000-F2FFF" --output-file=subset.ttf $options \
        --layout-features=calt,ccmp,curs,fina,init,isol,kern,locl,mark,medi,mkmk,rlig
    mv subset.ttf "$name.ttf"
done

# Scripts in which a word is now and then written: bold is drawn by thickening.
subset NotoSansArmenian-Regular 20,A0,530-58F
subset NotoSansGeorgian-Regular 20,A0,10A0-10FF,1C90-1CBF
subset NotoSansEthiopic-Regular 20,A0,1200-139F
subset NotoSansDevanagari-Regular 20,A0,900-97F,1CD0-1CFA,200C,200D,25CC
subset NotoSansBengali-Regular 20,A0,951-952,964-965,980-9FF,200C,200D,25CC
subset NotoSansGurmukhi-Regular 20,A0,951-952,964-965,A00-A7F,200C,200D,25CC
subset NotoSansTamil-Regular 20,A0,951-952,964-965,B80-BFF,200C,200D,25CC

# Signs: each from the one of Noto's fonts that has it.
subset NotoSansSymbols2-Regular 2190-21FF,2300-23FF,25A0-25FF,2600-26FF,2700-27BF,2B00-2BFF,1F5F5-1F5FA
subset NotoSansSymbols-Regular 20D0-20E0,2150-218F,2300-23FF,2460-24FF,2600-26FF,2776-2793
subset NotoSansMath-Regular 2190-21FF,2200-22FF,27C0-27FF,2900-297F --drop-tables+=MATH

python3 emoji.py >emoji.txt
