//! Glyphs, and which letters each of them stands for where text is read from the right.
//!
//! Whoever copies from a PDF gets the letters of its glyphs. Readers turn those around that were drawn from the left, but are
//! of several minds about a glyph for two letters and about a mark that was moved onto its letter. So each letter has a
//! glyph of its own, in its place: one without shape and width where it is drawn as a part of another glyph or is a mark;
//! and marks are drawn as shapes that are no text.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::Glyph;
use unicode_normalization::char::is_combining_mark;

use super::faces::Face;

/// A glyph, in a form that takes little room: there may be millions.
#[derive(Clone, Debug)]
pub(super) struct SetGlyph {
    pub id: u16,
    /// The bytes of the text that it stands for.
    pub from: u32,
    to: u32,
    advance: f32,
    dx: f32,
    dy: f32,
}

impl SetGlyph {
    pub(super) fn of(glyph: &Glyph, stands_for: &Range<usize>) -> SetGlyph {
        let (from, to) = (stands_for.start as u32, stands_for.end as u32);
        SetGlyph { id: glyph.id as u16, from, to, advance: glyph.advance, dx: glyph.x, dy: -glyph.y }
    }

    /// As it is drawn in this size.
    pub(super) fn drawn(&self, size: f32) -> KrillaGlyph {
        let (advance, dx, dy) = (self.advance / size, self.dx / size, self.dy / size);
        let id = GlyphId::new(u32::from(self.id));
        KrillaGlyph::new(id, advance, dx, dy, 0.0, self.from as usize..self.to as usize, None)
    }
}

/// The glyphs that stand for a letter and show nothing, of the fonts that have some.
#[derive(Debug, Default)]
pub(super) struct Hidden(Vec<(Face, char, u16)>);

/// A cluster with a glyph for each letter, in the order in which they are drawn.
pub(super) struct Parted {
    pub letters: Vec<SetGlyph>,
    /// The marks, each with how far it stands from the left of the cluster.
    pub marks: Vec<(f32, SetGlyph)>,
}

/// Where in a font these glyphs are found, beyond their letters.
const BEYOND: u32 = 0xf_0000;

impl Hidden {
    /// Under which characters they are found, all of them.
    pub(super) fn sought() -> String {
        let ranges = [0x591..=0x5c7, 0x610..=0x61a, 0x644..=0x644, 0x64b..=0x65f, 0x670..=0x670, 0x6d6..=0x6ed];
        let letters = ranges.into_iter().flatten().chain([0x200c, 0x200d]);
        letters.filter_map(|letter| char::from_u32(BEYOND + letter)).collect()
    }

    /// This glyph was found under one of those characters.
    pub(super) fn add(&mut self, face: Face, found_under: char, glyph: u16) {
        let letter = char::from_u32(u32::from(found_under).wrapping_sub(BEYOND));
        self.0.extend(letter.filter(|_| glyph != 0).map(|letter| (face, letter, glyph)));
    }

    /// Parts a cluster that is read from the right. Nothing where its glyphs can't be told apart by their letters.
    pub(super) fn parted(&self, face: Face, glyphs: &[Glyph], cluster: &str, start: usize) -> Option<Parted> {
        let letters: Vec<(char, Range<usize>)> =
            cluster.char_indices().map(|(at, c)| (c, start + at..start + at + c.len_utf8())).collect();
        if let ([glyph], [(_, letter)]) = (glyphs, &letters[..]) {
            return Some(Parted { letters: vec![SetGlyph::of(glyph, letter)], marks: Vec::new() });
        }
        let mut marks = Vec::new();
        let mut bases = Vec::new();
        let mut pen = 0.0;
        for glyph in glyphs {
            if glyph.advance == 0.0 {
                marks.push((pen, SetGlyph::of(glyph, &(start..start + cluster.len()))));
            } else {
                bases.push(glyph);
            }
            pen += glyph.advance;
        }
        let [base] = bases[..] else { return None };
        // The glyph is that of the last letter, which its shape ends with.
        let shown = letters.iter().rposition(|(letter, _)| !is_combining_mark(*letter) && !is_joiner(*letter))?;
        let one = |(at, (letter, range)): (usize, &(char, Range<usize>))| {
            if at == shown {
                return Some(SetGlyph::of(base, range));
            }
            let (_, _, id) = self.0.iter().find(|(of, hidden, _)| *of == face && hidden == letter)?;
            let (from, to) = (range.start as u32, range.end as u32);
            Some(SetGlyph { id: *id, from, to, advance: 0.0, dx: 0.0, dy: 0.0 })
        };
        let letters: Option<Vec<SetGlyph>> = letters.iter().enumerate().rev().map(one).collect();
        Some(Parted { letters: letters?, marks })
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}
