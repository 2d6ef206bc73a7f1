//! Texts, set: broken into lines of glyphs that only have to be put in their place.

use std::{borrow::Cow, collections::HashMap, ops::Range, rc::Rc};

use super::{
    faces::{FAMILIES, Face, Faces},
    glyphs::{Hidden, Parted, SetGlyph},
    look::{BODY, Colour, LINK, Style},
    scripts::Missing,
    spelling::spelled,
};
use crate::exchange::report::{Line as Words, Piece};
use krilla::text::KrillaGlyph;
use parley::{
    Glyph, LayoutContext,
    fontique::{FontWeight, Language},
    layout::{Alignment, AlignmentOptions, Layout, Line, Run},
    style::{FontFamily, LineHeight, OverflowWrap, StyleProperty},
};

/// A text in lines.
#[derive(Debug)]
pub(super) struct Set {
    pub text: String,
    pub lines: Vec<SetLine>,
    /// Whether it runs from the right to the left.
    pub is_rtl: bool,
    /// How wide its widest line is.
    pub width: f32,
    /// The web addresses in it.
    pub links: Vec<String>,
}

/// A line, from the left to the right.
#[derive(Debug)]
pub(super) struct SetLine {
    pub height: f32,
    /// How far below its top its letters stand.
    pub baseline: f32,
    pub runs: Vec<SetRun>,
    /// Where in the text it ends.
    pub end: usize,
}

/// Glyphs of one font.
#[derive(Debug)]
pub(super) struct SetRun {
    pub face: Face,
    pub size: f32,
    /// Whether it is drawn thicker, for want of a bold font.
    pub is_thickened: bool,
    /// Which of the text's links it belongs to.
    pub link: Option<u16>,
    /// From the left of the column.
    pub x: f32,
    pub width: f32,
    glyphs: Vec<SetGlyph>,
    /// The marks on its letters, each with how far it stands from the left.
    marks: Vec<(f32, SetGlyph)>,
}

impl SetRun {
    /// The colour of its glyphs in a text of this style.
    pub(super) fn colour(&self, style: Style) -> Colour {
        if self.link.is_some() { LINK } else { style.colour }
    }

    /// Its glyphs as they are drawn.
    pub(super) fn glyphs(&self) -> Vec<KrillaGlyph> {
        self.glyphs.iter().map(|glyph| glyph.drawn(self.size)).collect()
    }

    /// Its marks as they are drawn, each with how far it stands from the left of the run.
    pub(super) fn marks(&self) -> impl Iterator<Item = (f32, KrillaGlyph)> {
        self.marks.iter().map(|(pen, mark)| (*pen, mark.drawn(self.size)))
    }
}

/// Which end of a column a text keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// Where its reading begins: the left, or the right of what is read from there.
    Start,
    /// The left, whichever way it runs.
    Left,
    /// The right of numbers in a table.
    Right,
}

/// What is set once, though it is asked for again: a framework's wording stands in every report.
type Known = (String, [u32; 3], bool, Side, Option<&'static str>);

/// Sets texts.
pub(super) struct Setter {
    pub faces: Faces,
    layouts: LayoutContext<Option<u16>>,
    known: HashMap<Known, Rc<Set>>,
    /// The language of what is set.
    pub language: Option<&'static str>,
    /// What no font has, so far.
    pub missing: Missing,
    hidden: Hidden,
}

/// The longest text that is kept to be asked for again.
const LONGEST_KNOWN: usize = 400;

impl Setter {
    pub(super) fn new() -> Setter {
        let mut setter = Setter {
            faces: Faces::new(),
            layouts: LayoutContext::new(),
            known: HashMap::new(),
            language: None,
            missing: Missing::default(),
            hidden: Hidden::default(),
        };
        setter.find_hidden();
        setter
    }

    /// A text without links.
    pub(super) fn text(&mut self, raw: &str, style: Style, width: f32) -> Rc<Set> {
        self.sided(raw, style, width, Side::Start)
    }

    /// A text without links that keeps to this side.
    pub(super) fn sided(&mut self, raw: &str, style: Style, width: f32, side: Side) -> Rc<Set> {
        let numbers = [style.size.to_bits(), style.leading.to_bits(), width.to_bits()];
        let key = (raw.to_owned(), numbers, style.bold, side, self.language);
        if let Some(set) = self.known.get(&key) {
            return set.clone();
        }
        let set = Rc::new(self.set(spelled(raw).into_owned(), Vec::new(), style, width, side));
        if raw.len() <= LONGEST_KNOWN {
            self.known.insert(key, set.clone());
        }
        set
    }

    /// A line of a report, its web addresses included.
    pub(super) fn words(&mut self, words: &Words, style: Style, width: f32) -> Rc<Set> {
        if !words.0.iter().any(|piece| matches!(piece, Piece::Link(_))) {
            return self.text(&words.plain(), style, width);
        }
        let mut text = String::new();
        let mut links = Vec::new();
        for piece in &words.0 {
            match piece {
                Piece::Text(raw) => text += &spelled(raw),
                Piece::Link(address) => {
                    let start = text.len();
                    text += &spelled(address);
                    links.push((start..text.len(), address.clone()));
                }
            }
        }
        Rc::new(self.set(text, links, style, width, Side::Start))
    }

    fn set(&mut self, text: String, links: Vec<(Range<usize>, String)>, style: Style, width: f32, side: Side) -> Set {
        let mut builder = self.layouts.ranged_builder(&mut self.faces.context, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::Source(Cow::Borrowed(FAMILIES))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Locale(self.language.and_then(|tag| Language::parse(tag).ok())));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        for (at, (range, _)) in links.iter().enumerate() {
            builder.push(StyleProperty::Brush(u16::try_from(at).ok()), range.clone());
        }
        let mut layout = builder.build(&text);
        layout.break_all_lines(Some(width));
        let alignment = match side {
            Side::Start => Alignment::Start,
            Side::Left => Alignment::Left,
            Side::Right => Alignment::Right,
        };
        layout.align(alignment, AlignmentOptions::default());
        let lines = self.lines(&layout, &text);
        let links = links.into_iter().map(|(_, address)| address).collect();
        Set { is_rtl: layout.is_rtl(), width: layout.width(), lines, links, text }
    }

    fn lines(&mut self, layout: &Layout<Option<u16>>, text: &str) -> Vec<SetLine> {
        let line = |line: Line<'_, Option<u16>>| {
            let metrics = line.metrics();
            let mut x = metrics.offset;
            let mut runs = Vec::new();
            for run in line.runs() {
                self.runs(&run, text, &mut x, &mut runs);
            }
            for run in &mut runs {
                run.glyphs.shrink_to_fit();
            }
            let baseline = metrics.baseline - metrics.block_min_coord;
            SetLine { height: metrics.line_height, baseline, runs, end: line.text_range().end }
        };
        layout.lines().map(line).collect()
    }

    /// The glyphs of a run from `x` on, apart where a link begins or ends.
    fn runs(&mut self, run: &Run<'_, Option<u16>>, text: &str, x: &mut f32, runs: &mut Vec<SetRun>) {
        let mut clusters = clusters(run);
        if run.is_rtl() {
            clusters.reverse();
        }
        let face = self.faces.face(run.font().data.id());
        let (size, is_thickened) = (run.font_size(), run.synthesis().embolden());
        let begins = runs.len();
        for Cluster { link, range, glyphs } in clusters {
            if glyphs.iter().any(|glyph| glyph.id == 0) {
                self.missing.add(&text[range.clone()]);
            }
            if runs.len() == begins || runs.last().is_some_and(|run| run.link != link) {
                runs.push(SetRun {
                    face,
                    size,
                    is_thickened,
                    link,
                    x: *x,
                    width: 0.0,
                    glyphs: Vec::new(),
                    marks: Vec::new(),
                });
            }
            let Some(set) = runs.last_mut() else { continue };
            let advance: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
            set.width += advance;
            *x += advance;
            let parted = run.is_rtl().then(|| self.hidden.parted(face, &glyphs, &text[range.clone()], range.start));
            match parted.flatten() {
                Some(Parted { letters, marks }) => {
                    set.glyphs.extend(letters);
                    set.marks.extend(marks.into_iter().map(|(pen, glyph)| (set.width - advance + pen, glyph)));
                }
                None => set.glyphs.extend(glyphs.iter().map(|glyph| SetGlyph::of(glyph, &range))),
            }
        }
    }

    /// Finds the glyphs that stand for letters and show nothing, in the fonts that have some.
    fn find_hidden(&mut self) {
        for style in [BODY, Style { bold: true, ..BODY }] {
            let set = self.set(Hidden::sought(), Vec::new(), style, f32::MAX, Side::Left);
            for run in set.lines.iter().flat_map(|line| &line.runs) {
                for glyph in &run.glyphs {
                    let under = set.text.get(glyph.from as usize..).and_then(|text| text.chars().next());
                    self.hidden.add(run.face, under.unwrap_or_default(), glyph.id);
                }
            }
        }
        self.missing = Missing::default();
    }
}

/// What a person takes for one character, and glyphs that can't be parted.
struct Cluster {
    link: Option<u16>,
    range: Range<usize>,
    glyphs: Vec<Glyph>,
}

/// The clusters of a run in the order of the text, since the first letter of a ligature has its glyphs. Line ends have none.
fn clusters(run: &Run<'_, Option<u16>>) -> Vec<Cluster> {
    let mut all: Vec<Cluster> = Vec::new();
    for cluster in run.clusters() {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation()
            && let Some(ligature) = all.last_mut()
        {
            ligature.range.end = ligature.range.end.max(range.end);
        } else if !cluster.is_hard_line_break() {
            all.push(Cluster { link: cluster.style().brush, range, glyphs: cluster.glyphs().collect() });
        }
    }
    all
}
