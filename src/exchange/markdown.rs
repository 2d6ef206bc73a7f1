//! A report in Markdown, as one person would send it to another.

use self::escaping::{cell, heading, opening, within, words};
use crate::exchange::report::{self, Block, Checked, Entry, Line, Piece, Report, columns, prose};
use crate::model::Tally;

mod escaping;
#[cfg(test)]
mod tests;

/// Blocks of a document, an empty line between them.
#[derive(Default)]
struct Document {
    text: String,
    /// Whether the last block is a list, or ends in one: another list would be read as its end.
    ends_in_list: bool,
}

impl Document {
    fn block(&mut self, block: &str) {
        let block = block.trim_end();
        if block.is_empty() {
            return;
        }
        if self.ends_in_list && prose::is_entry(block.lines().next().unwrap_or_default()) {
            self.text += "\n<!-- -->\n";
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += block;
        self.text.push('\n');
        // What belongs to an entry stands further in.
        let last = block.lines().next_back();
        self.ends_in_list = last.is_some_and(|last| prose::is_entry(last) || last.starts_with(' '));
    }
}

/// Reports, one after the other.
pub(super) fn written(document: report::Document<'_>) -> String {
    document.reports.map(|report| of_report(&report)).collect::<Vec<_>>().join("\n")
}

pub(super) fn of_report(report: &Report) -> String {
    let mut document = Document::default();
    for block in &report.blocks {
        document.block(&match block {
            // Below a question a heading would outweigh what stands under it.
            Block::Heading(4.., text) => format!("**{}**", line(text)),
            Block::Heading(level, text) => {
                format!("{} {}", "#".repeat(usize::from(*level)), heading(&text.plain()))
            }
            Block::Fields(fields) => {
                let field = |(name, value): &(String, Line)| (format!("{}: {}", words(name), line(value)), Vec::new());
                list(&fields.iter().map(field).collect::<Vec<_>>())
            }
            Block::Prose(text) => written_prose(text),
            Block::Note(text) => format!("*{}*", words(text)),
            Block::Profile(rows) => profile(rows),
            Block::Checklist(items) => list(&items.iter().map(checked).collect::<Vec<_>>()),
            Block::List(entries) => {
                let entry = |Entry { text, below }: &Entry| (opening(&line(text)), below.iter().map(line).collect());
                list(&entries.iter().map(entry).collect::<Vec<_>>())
            }
            // The text has nothing to draw with: tables say what figures say.
            Block::Figure(_) | Block::Room(_) => String::new(),
        });
    }
    document.text
}

/// A list of these entries, each with those below it.
fn list(entries: &[(String, Vec<String>)]) -> String {
    let mut list = String::new();
    for (text, below) in entries {
        list = list + "- " + text + "\n";
        for text in below {
            list = list + "  - " + &opening(text) + "\n";
        }
    }
    list
}

fn checked(item: &Checked) -> (String, Vec<String>) {
    let Checked { sign, word, item, support, .. } = item;
    let mark = if *word == *sign { words(word) } else { format!("{} {}", words(sign), words(word)) };
    (format!("**{mark}:** {}", line(item)), support.iter().map(line).collect())
}

/// The counts of each criterion as a table.
fn profile(rows: &[(String, Tally)]) -> String {
    let columns = columns(rows);
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = columns.iter().map(|column| column.name().to_owned());
    let head = row(std::iter::once("Criterion".to_owned()).chain(head).collect());
    let rule = row(std::iter::once("---").chain(columns.iter().map(|_| "---:")).map(str::to_owned).collect());
    let counts = |(name, tally): &(String, Tally)| {
        let counts = columns.iter().map(|column| column.count(tally).to_string());
        row(std::iter::once(cell(name)).chain(counts).collect())
    };
    rows.iter().fold(head + &rule, |table, one| table + &counts(one))
}

fn line(line: &Line) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => within(text),
        Piece::Link(address) => format!("<{address}>"),
    };
    line.0.iter().map(piece).collect()
}

/// Prose whose lines, paragraphs and lists stay what they are, and of which nothing becomes anything else.
fn written_prose(raw: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    // How far in the text of each open list's entries stands.
    let mut columns = vec![0];
    for prose::ProseLine { depth, mark, after_gap, text } in prose::lines(raw) {
        let escaped = opening(&within(&text));
        let (column, written) = match mark {
            Some(mark) => {
                columns.truncate(depth);
                let column = columns.last().copied().unwrap_or_default();
                columns.push(column + mark.len() + 1);
                (column, format!("{mark} {escaped}"))
            }
            None => {
                columns.truncate(depth + 1);
                if let Some(before) = lines.last_mut().filter(|_| !after_gap) {
                    before.push_str("  ");
                }
                (columns.last().copied().unwrap_or_default(), escaped)
            }
        };
        if after_gap {
            lines.push(String::new());
        }
        lines.push(format!("{:column$}{written}", ""));
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}
