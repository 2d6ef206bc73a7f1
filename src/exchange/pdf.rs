//! Reports as a PDF, to be sent and to be printed: tagged for those who have it read to them, with bookmarks, and the same
//! wherever it is made, since its fonts come with the program.
//!
//! `column` makes of a report a column of stripes that `setting` set, `paging` breaks it into pages, `drawing` draws them.
//! All reports are laid out before the first page is drawn: its foot says how many there are.

use std::rc::Rc;

use krilla::{
    Document as Pdf, SerializeSettings,
    metadata::{DateTime, Metadata},
    tagging::{Tag as Kind, TagTree},
};

use self::{
    column::Column,
    drawing::Drawing,
    look::{HEIGHT, RUNNING, WIDTH},
    marks::Structure,
    paging::{Placed, pages},
    setting::{Set, Setter, Side},
};
use crate::exchange::{report::Document, unprintable::Unprintable};
use crate::model::Moment;

mod column;
mod contents;
mod drawing;
mod faces;
mod fields;
mod figure;
mod glyphs;
mod look;
mod marks;
mod paging;
mod prose;
mod scripts;
mod setting;
mod spelling;
mod table;
#[cfg(test)]
mod tests;

/// The language of what the program itself says in a report.
const LANGUAGE: &str = "en";

/// A file with these reports, one after the other.
pub(super) fn written(document: Document<'_>) -> Result<Vec<u8>, Unprintable> {
    with_settings(document, SerializeSettings::default())
}

/// Pages that belong together, and what stands above each but the first.
struct Chapter {
    running: Rc<Set>,
    pages: Vec<Vec<Placed>>,
}

fn with_settings(document: Document<'_>, settings: SerializeSettings) -> Result<Vec<u8>, Unprintable> {
    let Document { title, author, at, contents, reports } = document;
    let mut setter = Setter::new();
    let mut structure = Structure::new();
    let opening = structure.within(Structure::WHOLE, Kind::Section);
    let mut chapters = Vec::new();
    for report in reports {
        let whole = structure.within(Structure::WHOLE, Kind::Article);
        let mut column = Column::new(&mut setter, &mut structure, whole);
        column.report(&report);
        let pages = pages(column.stripes, HEIGHT);
        let running = running(&mut setter, &report.title);
        setter.missing.checked(&report.title)?;
        chapters.push(Chapter { running, pages });
    }
    let mut begins = begins(&chapters, 0);
    if contents.len() > 1 {
        // How many pages it takes does not depend on the numbers in it; what is not drawn is no part of the structure.
        let mut list = |begins: &[usize]| {
            let mut column = Column::new(&mut setter, &mut structure, opening);
            contents::written(&mut column, &title, &contents, begins);
            pages(column.stripes, HEIGHT)
        };
        let taken = list(&begins).len();
        begins = self::begins(&chapters, taken);
        let pages = list(&begins);
        chapters.insert(0, Chapter { running: running(&mut setter, &title), pages });
        setter.missing.checked(&title)?;
    }
    let mut pdf = Pdf::new_with(settings);
    let count = chapters.iter().map(|chapter| chapter.pages.len()).sum();
    let feet: Vec<Rc<Set>> = (1..=count).map(|page| foot(&mut setter, page, count)).collect();
    let mut feet = feet.iter();
    let mut drawing = Drawing::new(&setter.faces, &mut structure, &begins);
    for Chapter { running, pages } in chapters {
        for (at, (page, foot)) in pages.iter().zip(&mut feet).enumerate() {
            drawing.page(&mut pdf, page, (at > 0).then_some(&*running), foot);
        }
    }
    pdf.set_outline(drawing.outline());
    pdf.set_metadata(metadata(title, author, at));
    pdf.set_tag_tree(TagTree { children: structure.nodes(), lang: Some(LANGUAGE.to_owned()) });
    pdf.finish().map_err(|fault| Unprintable::Refused(fault.to_string()))
}

/// On which page each chapter begins, where so many come before them.
fn begins(chapters: &[Chapter], before: usize) -> Vec<usize> {
    let lengths = chapters.iter().map(|chapter| chapter.pages.len());
    lengths.scan(before, |next, length| Some(std::mem::replace(next, *next + length))).collect()
}

/// A title that stands in one line above the pages.
fn running(setter: &mut Setter, title: &str) -> Rc<Set> {
    let whole = setter.text(title, RUNNING, WIDTH);
    let [first, _, ..] = &whole.lines[..] else { return whole };
    let shown = &whole.text[..first.end];
    setter.text(&format!("{}…", shown.trim_end()), RUNNING, WIDTH)
}

fn foot(setter: &mut Setter, page: usize, count: usize) -> Rc<Set> {
    setter.sided(&format!("{page} / {count}"), RUNNING, WIDTH, Side::Right)
}

fn metadata(title: String, author: String, at: Moment) -> Metadata {
    let at = jiff::tz::Offset::UTC.to_datetime(at.timestamp());
    let (month, day) = (at.month() as u8, at.day() as u8);
    let date = DateTime::new(at.year().unsigned_abs()).month(month).day(day);
    let date = date.hour(at.hour() as u8).minute(at.minute() as u8).second(at.second() as u8);
    let date = date.utc_offset_hour(0).utc_offset_minute(0);
    let metadata = Metadata::new().title(title).language(LANGUAGE.to_owned()).creation_date(date);
    let metadata = metadata.creator("Fieldbook".to_owned()).producer("Fieldbook".to_owned());
    if author.is_empty() { metadata } else { metadata.authors(vec![author]) }
}
