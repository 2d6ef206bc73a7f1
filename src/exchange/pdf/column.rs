//! A report as a column of stripes: its headings, paragraphs, lists and rooms to write in.

use std::{num::NonZeroU16, rc::Rc};

use krilla::tagging::{ListNumbering, Tag as Kind};

use super::{
    fields, figure,
    look::{ACCENT, BODY, FAINT, MM, NOTE, Style, WIDTH, heading},
    marks::{Mark, Rect, Structure, Tag},
    paging::{Stripe, without_orphans},
    prose,
    setting::{Set, Setter},
    table::{self, Widths},
};
use crate::exchange::report::{Block, Entry, Line, Report};

/// What is being written, and with what.
pub(super) struct Column<'a> {
    pub setter: &'a mut Setter,
    pub structure: &'a mut Structure,
    /// The part of the structure that it belongs to.
    pub whole: Tag,
    pub stripes: Vec<Stripe>,
    /// Those of the marks in its tables.
    pub widths: Widths,
}

/// How far the text of a list's entry stands in from its bullet.
pub(super) const INDENT: f32 = 14.0;
/// The room above a paragraph, and above an entry of a list.
const GAP: f32 = 6.0;
const ENTRY_GAP: f32 = 2.5;

impl<'a> Column<'a> {
    pub(super) fn new(setter: &'a mut Setter, structure: &'a mut Structure, whole: Tag) -> Column<'a> {
        Column { setter, structure, whole, stripes: Vec::new(), widths: Widths::default() }
    }

    pub(super) fn report(&mut self, report: &Report) {
        self.widths = Widths::of(self.setter, &report.blocks);
        for block in &report.blocks {
            match block {
                Block::Heading(level, text) => self.heading(*level, text, report.language),
                Block::Fields(rows) => fields::written(self, rows),
                Block::Prose(text) => {
                    self.setter.language = report.language;
                    prose::written(self, text, GAP, ENTRY_GAP);
                    self.setter.language = None;
                }
                Block::Note(text) => {
                    let tag = self.structure.within(self.whole, Kind::P);
                    let set = self.setter.text(text, NOTE, WIDTH);
                    self.paragraph(&set, NOTE, 0.0, GAP, tag);
                }
                Block::Profile(rows) => table::profile(self, rows),
                Block::Figure(figure) => figure::written(self, figure),
                Block::Checklist(items) => table::checklist(self, items),
                Block::List(entries) => self.list(entries),
                Block::Room(lines) => self.room(*lines),
            }
        }
    }

    fn heading(&mut self, level: u8, text: &Line, language: Option<&'static str>) {
        let (style, above, below) = heading(level);
        let set = self.setter.words(text, style, WIDTH);
        let kind = Kind::Hn(NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN), Some(set.text.clone()));
        let language = language.filter(|_| level == 1).map(str::to_owned);
        let tag = self.structure.within(self.whole, kind.with_lang(language));
        let mut stripes = lines(&set, style, 0.0, above, tag);
        if let Some(last) = stripes.last_mut() {
            if level == 2 {
                let rule = Rect { x: 0.0, y: last.height + 2.5, width: WIDTH, height: 1.4, colour: ACCENT };
                last.marks.push(Mark::Rect(rule));
            }
            last.height += below;
        }
        for stripe in &mut stripes {
            stripe.keeps = true;
        }
        if let Some(first) = stripes.first_mut() {
            first.bookmark = Some((level, set.text.clone()));
        }
        self.stripes.append(&mut stripes);
    }

    /// A text whose lines begin at `x`, on its own or as the text of an entry.
    pub(super) fn paragraph(&mut self, set: &Rc<Set>, style: Style, x: f32, above: f32, tag: Tag) {
        let mut stripes = lines(set, style, x, above, tag);
        without_orphans(&mut stripes);
        self.stripes.append(&mut stripes);
    }

    /// An entry of a list, its text in from its bullet or number: on the other side where it runs to the left.
    pub(super) fn entry(
        &mut self,
        bullet: &str,
        text: &Line,
        style: Style,
        depth: usize,
        above: f32,
        list: Tag,
    ) -> Tag {
        let x = indent(depth);
        let width = WIDTH - x - INDENT;
        let set = self.setter.words(text, style, width);
        let bullet = self.setter.text(bullet, style, WIDTH);
        let entry = self.structure.within(list, Kind::LI);
        let label = self.structure.within(entry, Kind::Lbl);
        let body = self.structure.within(entry, Kind::LBody);
        let (text_at, bullet_at) =
            if set.is_rtl { (0.0, WIDTH - x - bullet.width) } else { (x + INDENT.max(bullet.width + 4.0), x) };
        let mut stripes = lines(&set, style, text_at, above, body);
        without_orphans(&mut stripes);
        if let Some(first) = stripes.first_mut() {
            first.marks.insert(0, Mark::Line { set: bullet, line: 0, style, x: bullet_at, y: 0.0, tag: label });
        }
        self.stripes.append(&mut stripes);
        body
    }

    fn list(&mut self, entries: &[Entry]) {
        let list = self.structure.within(self.whole, Kind::L(ListNumbering::Disc));
        for Entry { text, below } in entries {
            let body = self.entry("•", text, BODY, 0, ENTRY_GAP, list);
            if !below.is_empty() {
                let inner = self.structure.within(body, Kind::L(ListNumbering::Circle));
                for line in below {
                    self.entry("◦", line, BODY, 1, ENTRY_GAP, inner);
                }
            }
        }
    }

    /// Lines to write on.
    fn room(&mut self, lines: u8) {
        let height = 9.0 * MM;
        let rule = Rect { x: 0.0, y: height - 0.5, width: WIDTH, height: 0.5, colour: FAINT };
        let line = Stripe { height, marks: vec![Mark::Rect(rule)], ..Stripe::default() };
        let mut stripes = vec![line; usize::from(lines)];
        without_orphans(&mut stripes);
        self.stripes.append(&mut stripes);
    }
}

/// How far in the bullets of a list at this depth stand; lists within lists within lists don't run out of the page.
pub(super) fn indent(depth: usize) -> f32 {
    INDENT * f32::from(depth.min(8) as u8)
}

/// The lines of a text from `x` on, as stripes.
pub(super) fn lines(set: &Rc<Set>, style: Style, x: f32, above: f32, tag: Tag) -> Vec<Stripe> {
    let stripe = |line: usize| Stripe {
        above: if line == 0 { above } else { 0.0 },
        height: set.lines[line].height,
        marks: vec![Mark::Line { set: set.clone(), line, style, x, y: 0.0, tag }],
        ..Stripe::default()
    };
    (0..set.lines.len()).map(stripe).collect()
}
