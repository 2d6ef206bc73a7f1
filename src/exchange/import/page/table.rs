//! Tables of a web page: a sign in a cell of its own marks what stands beside it, and a label's value follows it.

use std::borrow::Cow;

use super::{PageLine, names};
use crate::exchange::import::{labels, signs};
use crate::model::Mark;

/// A table, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What the heads of its columns stand for.
    columns: Vec<Option<Mark>>,
    /// The cells of the row that is being read.
    pub(super) row: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) is_head: bool,
    /// The place of its first line among the page's.
    pub(super) first: usize,
    /// The mark of an icon without words.
    pub(super) icon: Option<Mark>,
}

impl Table {
    /// Ends a row: gives the page's lines that belong to it as they are to be read.
    pub(super) fn end_row(&mut self, lines: &mut Vec<PageLine<'static>>) {
        let row = std::mem::take(&mut self.row);
        let mut cells: Vec<(&Cell, Vec<PageLine<'static>>)> =
            row.iter().rev().map(|cell| (cell, lines.split_off(cell.first.min(lines.len())))).collect();
        cells.reverse();
        if row.iter().all(|cell| cell.is_head) {
            let columns: Vec<_> = cells.iter().map(|(_, lines)| names::mark(only(lines))).collect();
            if columns.iter().any(Option::is_some) {
                // The words are the columns' and no content.
                self.columns = columns;
                return;
            }
        }
        let marks: Vec<Option<Mark>> =
            cells.iter().enumerate().map(|(at, (cell, lines))| self.mark_of(at, cell, lines)).collect();
        if let [(_, label), (_, value)] = &cells[..]
            && labels::of(only(label).trim_end_matches(':')).is_some()
            && !only(value).is_empty()
        {
            let text = format!("{}: {}", only(label).trim_end_matches(':'), only(value));
            return lines.push(PageLine { text: Cow::Owned(text), part: label[0].part, ..PageLine::default() });
        }
        let is_told = |(_, lines): &(&Cell, Vec<PageLine<'static>>)| lines.iter().any(|line| !line.text.is_empty());
        let beside = cells.iter().zip(&marks).any(|(cell, mark)| mark.is_none() && is_told(cell));
        let only_mark = if marks.iter().flatten().count() == 1 { marks.iter().flatten().next() } else { None };
        let first = lines.len();
        for ((_, told), mark) in cells.into_iter().zip(&marks) {
            if mark.is_none() || only_mark.is_none() || !beside {
                lines.extend(told);
            }
        }
        let marked = lines[first..].iter_mut().find(|line| !line.text.is_empty()).filter(|_| beside);
        if let (Some(mark), Some(line)) = (only_mark, marked) {
            line.mark = Some(*mark);
        }
    }

    /// The mark that a cell stands for which holds nothing else.
    fn mark_of(&self, at: usize, cell: &Cell, lines: &[PageLine<'static>]) -> Option<Mark> {
        let text = only(lines);
        let says = cell.icon.or_else(|| signs::alone(text)).or_else(|| names::mark(text));
        let column = self.columns.get(at).copied().flatten();
        // In a column of its own, any tick or cross says what the column's head says.
        column.filter(|_| says == Some(Mark::MET) || matches!(text, "x" | "X" | "×" | "✗" | "✘" | "☒")).or(says)
    }
}

/// What stands in a cell of one line.
fn only<'a>(lines: &'a [PageLine<'static>]) -> &'a str {
    let mut told = lines.iter().filter(|line| !line.text.is_empty());
    told.next().filter(|_| told.next().is_none()).map_or("", |line| &line.text)
}
