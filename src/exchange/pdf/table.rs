//! Tables: the checklist of a question, and the profile by criterion.

use std::rc::Rc;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag as Kind};

use super::{
    column::Column,
    look::{BEHIND_HEAD, CELL, CELL_HEAD, Colour, FAINT, HEIGHT, LINES, SUPPORT, Style, WIDTH},
    marks::{Mark, Rect, Tag},
    paging::{Stripe, without_orphans},
    setting::{Set, SetLine, Setter, Side},
};
use crate::exchange::{
    figure::Shade,
    report::{Block, Checked, Line, columns},
};
use crate::model::Tally;

/// The room between a cell's edge and its text.
const ASIDE: f32 = 5.5;
const ABOVE: f32 = 3.2;
/// How thick a line is, and the coloured edge of a mark.
const THIN: f32 = 0.5;
const EDGE: f32 = 4.5;
/// A mark's sign and word take no more of the width than this; the word goes on in a second line.
const WIDEST_SIGN: f32 = WIDTH * 0.1;
const WIDEST_WORD: f32 = WIDTH * 0.2;
/// The room between a sign and its word.
const BEHIND_SIGN: f32 = 4.0;
/// What a number takes at least.
const NUMBER: f32 = 46.0;
/// The room above a table.
const GAP: f32 = 8.0;

/// A cell of a row, with the lines that stand in it.
pub(super) struct Cell {
    x: f32,
    width: f32,
    /// What it has at its left.
    edge: Option<Colour>,
    lines: Vec<CellLine>,
    height: f32,
}

#[derive(Clone)]
struct CellLine {
    set: Rc<Set>,
    line: usize,
    style: Style,
    x: f32,
    y: f32,
    tag: Tag,
}

impl CellLine {
    fn end(&self) -> f32 {
        self.y + self.set.lines[self.line].height
    }
}

impl Cell {
    pub(super) fn at(x: f32, width: f32) -> Cell {
        Cell { x, width, edge: None, lines: Vec::new(), height: 0.0 }
    }

    /// A text below those that are there.
    pub(super) fn text(&mut self, set: &Rc<Set>, style: Style, x: f32, above: f32, tag: Tag) {
        let mut y = self.height + above;
        for (line, SetLine { height, .. }) in set.lines.iter().enumerate() {
            self.lines.push(CellLine { set: set.clone(), line, style, x: self.x + x, y, tag });
            y += height;
        }
        self.height = y;
    }

    /// A line beside the text that comes next.
    fn beside(&mut self, set: &Rc<Set>, style: Style, x: f32, above: f32, tag: Tag) {
        let y = self.height + above;
        self.lines.push(CellLine { set: set.clone(), line: 0, style, x: self.x + x, y, tag });
    }
}

/// The lines around the cells of a table, and what is behind them.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    behind: Option<Colour>,
    /// Whether there is a line above, as the first row has one.
    has_top: bool,
}

/// A row, in one stripe unless it is higher than `most`; then it is cut between lines.
pub(super) fn row(cells: &[Cell], frame: Option<Frame>, most: f32, above: f32) -> Vec<Stripe> {
    let room = most - 2.0 * above;
    let height = cells.iter().map(|cell| cell.height).fold(0.0, f32::max);
    let mut stripes = Vec::new();
    let mut from = 0.0;
    while from < height || stripes.is_empty() {
        let late = cells.iter().flat_map(|cell| &cell.lines).filter(|line| line.y >= from && line.end() > from + room);
        // A line that is higher than a page stands on one all the same.
        let cut = late.map(|line| line.y).fold(height, f32::min);
        let to = if cut <= from { height } else { cut };
        stripes.push(part(cells, frame, (from, to), above));
        from = to;
    }
    stripes
}

/// The part of a row between two heights.
fn part(cells: &[Cell], frame: Option<Frame>, (from, to): (f32, f32), above: f32) -> Stripe {
    let height = to - from + 2.0 * above;
    let mut marks = Vec::new();
    if let Some(frame) = frame {
        framed(&mut marks, cells, frame, height);
    }
    for line in cells.iter().flat_map(|cell| &cell.lines).filter(|line| line.y >= from && line.y < to) {
        let CellLine { set, line, style, x, y, tag } = line.clone();
        marks.push(Mark::Line { set, line, style, x, y: y - from + above, tag });
    }
    Stripe { height, marks, ..Stripe::default() }
}

fn framed(marks: &mut Vec<Mark>, cells: &[Cell], Frame { behind, has_top }: Frame, height: f32) {
    let mut rect = |x, y, width, height, colour| marks.push(Mark::Rect(Rect { x, y, width, height, colour }));
    for Cell { x, width, edge, .. } in cells {
        let x = x - ASIDE;
        if let Some(behind) = behind {
            rect(x, 0.0, width + 2.0 * ASIDE, height, behind);
        }
        rect(x - THIN / 2.0, 0.0, THIN, height, LINES);
        if let Some(edge) = edge {
            rect(x - THIN / 2.0, THIN / 2.0, EDGE, height - THIN, *edge);
        }
    }
    rect(WIDTH - THIN / 2.0, 0.0, THIN, height, LINES);
    rect(-THIN / 2.0, height - THIN / 2.0, WIDTH + THIN, THIN, LINES);
    if has_top {
        rect(-THIN / 2.0, -THIN / 2.0, WIDTH + THIN, THIN, LINES);
    }
}

/// The x and the width of the text in columns, of which the last takes what is left.
fn columns_at(first: &[f32]) -> Vec<(f32, f32)> {
    let mut x = 0.0;
    let mut all = Vec::new();
    for width in first.iter().copied().chain([WIDTH - first.iter().sum::<f32>()]) {
        all.push((x + ASIDE, width - 2.0 * ASIDE));
        x += width;
    }
    all
}

/// Adds a table: its head, and the rows with it above them again on each page.
fn table(column: &mut Column<'_>, head: &[Cell], rows: &[Vec<Cell>]) {
    let frame = Frame { behind: Some(BEHIND_HEAD), has_top: true };
    let mut head = row(head, Some(frame), HEIGHT / 3.0, ABOVE);
    head.truncate(1);
    let Some(mut head) = head.pop() else { return };
    let again = Rc::new(head.clone());
    head.above = GAP;
    head.keeps = true;
    column.stripes.push(head);
    let most = HEIGHT - again.height;
    let frame = Frame { behind: None, has_top: false };
    let mut stripes: Vec<Stripe> = rows.iter().flat_map(|cells| row(cells, Some(frame), most, ABOVE)).collect();
    for stripe in &mut stripes {
        stripe.head = Some(again.clone());
    }
    without_orphans(&mut stripes);
    column.stripes.append(&mut stripes);
    column.stripes.push(Stripe { height: GAP / 2.0, ..Stripe::default() });
}

/// How wide the signs and the words of marks are, the widest of each: so are all tables of a report.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Widths {
    sign: f32,
    word: f32,
}

/// The sign of a mark, where its word says more.
fn sign(Checked { sign, word, .. }: &Checked) -> Option<String> {
    (sign != word).then(|| format!("{sign} "))
}

impl Widths {
    /// Those of the checklists among these blocks.
    pub(super) fn of(setter: &mut Setter, blocks: &[Block]) -> Widths {
        let mut widths = Widths::default();
        let lists =
            blocks.iter().filter_map(|block| if let Block::Checklist(items) = block { Some(items) } else { None });
        for item in lists.flatten() {
            let sign = sign(item).map_or(0.0, |sign| setter.text(&sign, CELL, WIDEST_SIGN).width + BEHIND_SIGN);
            let word = setter.text(&item.word, CELL, WIDEST_WORD).width;
            widths = Widths { sign: widths.sign.max(sign), word: widths.word.max(word) };
        }
        widths
    }
}

/// The items with their marks; what the marks rest on stands below each.
pub(super) fn checklist(column: &mut Column<'_>, items: &[Checked]) {
    let Widths { sign: sign_width, word } = column.widths;
    let head = [column.setter.text("Mark", CELL_HEAD, WIDTH), column.setter.text("Item", CELL_HEAD, WIDTH)];
    let inside = (EDGE + sign_width + word).max(head[0].width);
    // A little more, lest a line that fits exactly be broken.
    let at = columns_at(&[inside + 2.0 * ASIDE + 0.5]);
    let table_tag = column.structure.within(column.whole, Kind::Table);
    let head_tag = column.structure.within(table_tag, Kind::THead);
    let head_row = column.structure.within(head_tag, Kind::TR);
    let mut head_cells = Vec::new();
    for (set, (x, width)) in head.iter().zip(&at) {
        let tag = column.structure.within(head_row, Kind::TH(TableHeaderScope::Column));
        head_cells.push(filled(*x, *width, set, CELL_HEAD, tag));
    }
    let body = column.structure.within(table_tag, Kind::TBody);
    let mut rows = Vec::new();
    for item in items {
        let tag = column.structure.within(body, Kind::TR);
        let of_mark = column.structure.within(tag, Kind::TD);
        let mut mark = Cell { edge: Some(colour(item)), ..Cell::at(at[0].0, at[0].1) };
        if let Some(sign) = sign(item) {
            let sign = column.setter.text(&sign, CELL, WIDEST_SIGN);
            mark.beside(&sign, CELL, EDGE, 0.0, of_mark);
        }
        let word = column.setter.text(&item.word, CELL, WIDEST_WORD);
        mark.text(&word, CELL, EDGE + sign_width, 0.0, of_mark);
        let of_item = column.structure.within(tag, Kind::TD);
        rows.push(vec![mark, item_cell(column, item, at[1], of_item)]);
    }
    table(column, &head_cells, &rows);
}

/// What an item counts as, in colour.
fn colour(item: &Checked) -> Colour {
    item.counts.map_or(FAINT, |counts| Shade::of(counts).colour())
}

fn filled(x: f32, width: f32, set: &Rc<Set>, style: Style, tag: Tag) -> Cell {
    let mut cell = Cell::at(x, width);
    cell.text(set, style, 0.0, 0.0, tag);
    cell
}

fn item_cell(
    column: &mut Column<'_>,
    Checked { item, support, .. }: &Checked,
    (x, width): (f32, f32),
    tag: Tag,
) -> Cell {
    const IN: f32 = 9.0;
    let mut cell = Cell::at(x, width);
    let own = column.structure.within(tag, Kind::P);
    let set = column.setter.words(item, CELL, width);
    cell.text(&set, CELL, 0.0, 0.0, own);
    if support.is_empty() {
        return cell;
    }
    let list = column.structure.within(tag, Kind::L(ListNumbering::Disc));
    for line in support {
        let set = column.setter.words(line, SUPPORT, width - IN);
        let bullet = column.setter.text("•", SUPPORT, WIDTH);
        let entry = column.structure.within(list, Kind::LI);
        let label = column.structure.within(entry, Kind::Lbl);
        let body = column.structure.within(entry, Kind::LBody);
        let (bullet_at, text_at) = if set.is_rtl { (width - bullet.width, 0.0) } else { (0.0, IN) };
        cell.beside(&bullet, SUPPORT, bullet_at, 2.0, label);
        cell.text(&set, SUPPORT, text_at, 2.0, body);
    }
    cell
}

/// The counts of each criterion.
pub(super) fn profile(column: &mut Column<'_>, rows: &[(String, Tally)]) {
    let counted = columns(rows);
    let names: Vec<&str> = counted.iter().map(|shade| shade.name()).collect();
    let widths: Vec<f32> = names.iter().map(|name| column.setter.text(name, CELL_HEAD, WIDTH).width).collect();
    let widths: Vec<f32> = widths.iter().map(|width| (width + 2.0 * ASIDE + 0.5).max(NUMBER)).collect();
    let (_, all_but_last) = widths.split_last().unwrap_or((&0.0, &[]));
    let first = WIDTH - widths.iter().sum::<f32>();
    let at = columns_at(&[&[first], all_but_last].concat());
    let table_tag = column.structure.within(column.whole, Kind::Table);
    let head_tag = column.structure.within(table_tag, Kind::THead);
    let head_row = column.structure.within(head_tag, Kind::TR);
    let names = std::iter::once("Criterion").chain(names);
    let mut head = Vec::new();
    for (n, (name, (x, width))) in names.zip(&at).enumerate() {
        let side = if n == 0 { Side::Start } else { Side::Right };
        let set = column.setter.sided(name, CELL_HEAD, *width, side);
        let tag = column.structure.within(head_row, Kind::TH(TableHeaderScope::Column));
        head.push(filled(*x, *width, &set, CELL_HEAD, tag));
    }
    let body = column.structure.within(table_tag, Kind::TBody);
    let mut lines = Vec::new();
    for (name, tally) in rows {
        let tag = column.structure.within(body, Kind::TR);
        let of_name = column.structure.within(tag, Kind::TH(TableHeaderScope::Row));
        let set = column.setter.words(&Line::from(name.as_str()), CELL, at[0].1);
        let mut cells = vec![filled(at[0].0, at[0].1, &set, CELL, of_name)];
        for (shade, (x, width)) in counted.iter().zip(&at[1..]) {
            let set = column.setter.sided(&shade.count(tally).to_string(), CELL, *width, Side::Right);
            let of_count = column.structure.within(tag, Kind::TD);
            cells.push(filled(*x, *width, &set, CELL, of_count));
        }
        lines.push(cells);
    }
    table(column, &head, &lines);
}
