//! Reports as one web page that needs nothing else: it can be sent, printed and read aloud.

use std::fmt::Write as _;

use self::prose::prose;
use crate::exchange::report::{Block, Checked, Document, Entry, Line, Piece, Report, columns};
use crate::exchange::{svg, xml::escaped};
use crate::model::{Counts, Tally};

mod prose;
#[cfg(test)]
mod tests;

const STYLE: &str = include_str!("html/style.css");

/// A page with these reports, one after the other.
pub(super) fn written(document: Document<'_>) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&document.title)
    );
    if document.contents.len() > 1 {
        contents(&mut page, &document);
    }
    page += "<main>\n";
    let mut figures = 0;
    for (at, report) in document.reports.enumerate() {
        let _ = writeln!(page, "<article id=\"report-{}\">", at + 1);
        for block in &report.blocks {
            written_block(&mut page, block, &report, &mut figures);
        }
        page += "</article>\n";
    }
    page + "</main>\n</body>\n</html>\n"
}

/// Links to several reports.
fn contents(page: &mut String, Document { title, contents, .. }: &Document<'_>) {
    let _ = writeln!(page, "<nav aria-label=\"Contents\">\n<p>{}</p>\n<ol>", escaped(title));
    for (at, title) in contents.iter().enumerate() {
        let title = escaped(title);
        let _ = writeln!(page, "<li><a href=\"#report-{}\" dir=\"auto\">{title}</a></li>", at + 1);
    }
    *page += "</ol>\n</nav>\n";
}

fn written_block(page: &mut String, block: &Block, report: &Report, figures: &mut usize) {
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
        Block::Figure(figure) => {
            *figures += 1;
            let (caption, drawn) = (escaped(&figure.title), svg::element(figure, *figures));
            writeln!(page, "<figure>\n<figcaption>{caption}</figcaption>\n{drawn}\n</figure>")
        }
        Block::Checklist(items) => write!(page, "{}", checklist(items)),
        Block::List(entries) => {
            writeln!(page, "<ul>\n{}</ul>", entries.iter().map(entry).collect::<String>())
        }
        Block::Room(lines) => {
            writeln!(page, "<div class=\"room\">\n{}</div>", "<div></div>\n".repeat(usize::from(*lines)))
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

/// The counts of each criterion.
fn profile(rows: &[(String, Tally)]) -> String {
    let columns = columns(rows);
    let head = each(&columns, |column| format!("<th scope=\"col\" class=\"number\">{}</th>", column.name()));
    let row = |(name, tally): &(String, Tally)| {
        let counts = each(&columns, |column| format!("<td class=\"number\">{}</td>", column.count(tally)));
        format!("<tr><th scope=\"row\" dir=\"auto\">{}</th>{counts}</tr>\n", escaped(name))
    };
    let rows = each(rows, row);
    format!(
        "<table class=\"profile\">\n<thead><tr><th scope=\"col\">Criterion</th>{head}</tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
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
