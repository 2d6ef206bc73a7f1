//! The fonts that a PDF is set in. They come with the program, so that a report looks the same wherever it is made.

use std::sync::Arc;

use krilla::text::Font;
use parley::{
    FontContext,
    fontique::{Blob, Collection, CollectionOptions, SourceCache},
};

macro_rules! faces {
    ($($name:literal),+ $(,)?) => { [$(include_bytes!(concat!("../../../data/fonts/", $name, ".ttf"))),+] };
}

/// Their files; `data/fonts/README.md` tells how they were made.
const FILES: [&[u8]; 16] = faces![
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSansArabic-Regular",
    "NotoSansArabic-Bold",
    "NotoSansHebrew-Regular",
    "NotoSansHebrew-Bold",
    "NotoSansArmenian-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansEthiopic-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansBengali-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansTamil-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansMath-Regular",
];

/// The families in the order in which each character is looked for.
pub(super) const FAMILIES: &str = "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Armenian, Noto Sans Georgian, \
    Noto Sans Ethiopic, Noto Sans Devanagari, Noto Sans Bengali, Noto Sans Gurmukhi, Noto Sans Tamil, \
    Noto Sans Symbols2, Noto Sans Symbols, Noto Sans Math";

/// A font, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Face(u8);

/// The fonts as those read them who lay out a text and who draw it.
pub(super) struct Faces {
    pub context: FontContext,
    /// By which number the layout knows each, and the font itself.
    drawn: Vec<(u64, Font)>,
}

impl Faces {
    pub(super) fn new() -> Faces {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut drawn = Vec::new();
        for file in FILES {
            let blob = Blob::new(Arc::new(file));
            drawn.push((
                blob.id(),
                Font::new(file.into(), 0).expect("the fonts that come with the program can be read"),
            ));
            collection.register_fonts(blob, None);
        }
        Faces { context: FontContext { collection, source_cache: SourceCache::default() }, drawn }
    }

    /// The one that the layout knows by this number.
    pub(super) fn face(&self, blob: u64) -> Face {
        let at = self.drawn.iter().position(|(known, _)| *known == blob);
        Face(at.expect("a text is laid out in these fonts alone") as u8)
    }

    pub(super) fn font(&self, Face(at): Face) -> Font {
        self.drawn[usize::from(at)].1.clone()
    }
}
