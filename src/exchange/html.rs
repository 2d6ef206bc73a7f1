//! Reports as one web page that needs nothing else: it can be sent, printed and read aloud.

use std::fmt::Write as _;

use self::prose::prose;
use crate::exchange::report::{Block, Checked, Entry, Line, Piece, Report, columns};
use crate::model::{Counts, Tally};
use crate::text::counted;

mod prose;
#[cfg(test)]
mod tests;

const STYLE: &str = include_str!("html/style.css");

/// A page with these reports, one after the other.
pub(super) fn written(reports: &[Report]) -> String {
    let title = match reports {
        [report] => report.title.clone(),
        _ => counted(reports.len(), "evaluation"),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title)
    );
    if reports.len() > 1 {
        contents(&mut page, &title, reports);
    }
    page += "<main>\n";
    for (at, report) in reports.iter().enumerate() {
        let _ = writeln!(page, "<article id=\"evaluation-{}\">", at + 1);
        for block in &report.blocks {
            written_block(&mut page, block, report);
        }
        page += "</article>\n";
    }
    page + "</main>\n</body>\n</html>\n"
}

/// Links to several reports.
fn contents(page: &mut String, title: &str, reports: &[Report]) {
    let _ = writeln!(page, "<nav aria-label=\"Contents\">\n<p>{}</p>\n<ol>", escaped(title));
    for (at, report) in reports.iter().enumerate() {
        let title = escaped(&report.title);
        let _ = writeln!(page, "<li><a href=\"#evaluation-{}\" dir=\"auto\">{title}</a></li>", at + 1);
    }
    *page += "</ol>\n</nav>\n";
}

fn written_block(page: &mut String, block: &Block, report: &Report) {
    let written = match block {
        Block::Heading(level, text) => {
            let lang = if *level == 1 { lang(report) } else { String::new() };
            writeln!(page, "<h{level} dir=\"auto\"{lang}>{}</h{level}>", line(text))
        }
        Block::Fields(fields) => {
            let field = |(name, value): &(String, Line)| {
                format!("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", escaped(name), line(value))
            };
            writeln!(page, "<dl>\n{}</dl>", fields.iter().map(field).collect::<String>())
        }
        Block::Prose(text) => {
            writeln!(page, "<div class=\"prose\" dir=\"auto\"{}>\n{}</div>", lang(report), prose(text))
        }
        Block::Note(text) => writeln!(page, "<p class=\"note\">{}</p>", escaped(text)),
        Block::Profile(rows) => write!(page, "{}", profile(rows)),
        Block::Checklist(items) => write!(page, "{}", checklist(items)),
        Block::List(entries) => {
            writeln!(page, "<ul>\n{}</ul>", entries.iter().map(entry).collect::<String>())
        }
    };
    written.expect("a string takes what is written into it");
}

/// The language that people wrote in, as an attribute.
fn lang(report: &Report) -> String {
    report.language.map_or_else(String::new, |tag| format!(" lang=\"{tag}\""))
}

fn entry(Entry { text, below }: &Entry) -> String {
    format!("<li dir=\"auto\">{}{}</li>\n", line(text), list_of(below))
}

/// Lines as a list, where there are any.
fn list_of(lines: &[Line]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let entry = |below: &Line| format!("<li dir=\"auto\">{}</li>", line(below));
    format!("<ul>{}</ul>", lines.iter().map(entry).collect::<String>())
}

/// The items with their marks; what the marks rest on stands below each.
fn checklist(items: &[Checked]) -> String {
    let row = |item: &Checked| {
        let Checked { sign, word, counts, item, support } = item;
        let class = class_of(*counts);
        let mark = if word == sign {
            escaped(word)
        } else {
            format!("<span aria-hidden=\"true\">{}</span> {}", escaped(sign), escaped(word))
        };
        let (item, support) = (line(item), list_of(support));
        format!("<tr><td class=\"mark {class}\">{mark}</td><td dir=\"auto\">{item}{support}</td></tr>\n")
    };
    let rows: String = items.iter().map(row).collect();
    format!(
        "<table class=\"checklist\">\n<thead><tr><th scope=\"col\">Mark</th><th scope=\"col\">Item</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn class_of(counts: Option<Counts>) -> &'static str {
    match counts {
        Some(Counts::Met) => "met",
        Some(Counts::Partly) => "partly",
        Some(Counts::NotMet) => "not-met",
        None => "other",
    }
}

/// The counts of each criterion, with a bar of them.
fn profile(rows: &[(String, Tally)]) -> String {
    let columns = columns(rows);
    let head = each(&columns, |(name, _)| format!("<th scope=\"col\" class=\"number\">{name}</th>"));
    let row = |(name, tally): &(String, Tally)| {
        let counts = each(&columns, |(_, count)| format!("<td class=\"number\">{}</td>", count(tally)));
        let name = escaped(name);
        format!("<tr><th scope=\"row\" dir=\"auto\">{name}</th>{counts}<td>{}</td></tr>\n", bar(*tally))
    };
    let rows = each(rows, row);
    format!(
        "<table class=\"profile\">\n<thead><tr><th scope=\"col\">Criterion</th>{head}<th scope=\"col\">Share</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// The shares of a criterion's items side by side: told apart by how dark they are, and by their order.
fn bar(tally: Tally) -> String {
    const WIDTH: usize = 120;
    let counts = [
        ("met", tally.met),
        ("partly", tally.partly),
        ("not-met", tally.not_met),
        ("other", tally.not_applicable),
        ("open", tally.open),
    ];
    let all = tally.items().max(1);
    let mut before = 0;
    let mut parts = String::new();
    for (class, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let (x, end) = (before * WIDTH / all, (before + count) * WIDTH / all);
        let _ = write!(parts, "<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{}\" height=\"12\"/>", end - x);
        before += count;
    }
    let told = format!("{} of {} rated met", tally.met, tally.rated());
    format!(
        "<svg viewBox=\"0 0 {WIDTH} 12\" width=\"{WIDTH}\" height=\"12\" role=\"img\" aria-label=\"{told}\">{parts}</svg>"
    )
}

/// Each of these written, one after the other.
fn each<T>(all: &[T], write: impl Fn(&T) -> String) -> String {
    all.iter().map(write).collect()
}

fn line(line: &Line) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Link(address) => format!("<a href=\"{0}\">{0}</a>", escaped(address)),
    };
    line.0.iter().map(piece).collect()
}

/// A text that stays text.
fn escaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '&' => text += "&amp;",
            '<' => text += "&lt;",
            '>' => text += "&gt;",
            '"' => text += "&quot;",
            '\'' => text += "&#39;",
            c => text.push(c),
        }
    }
    text
}
