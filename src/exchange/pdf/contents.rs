//! The list of the reports in a document, with the pages on which they begin.

use krilla::tagging::Tag as Kind;

use super::{
    column::{Column, lines},
    look::{BODY, GREY, Style, WIDTH, heading},
    marks::Mark,
    setting::Side,
};

/// What the number of a report, and that of its page, take of the width.
const NUMBER: f32 = 26.0;
const PAGE_NUMBER: f32 = 40.0;
const ABOVE: f32 = 3.0;

/// The title of the whole and the titles of the reports, each with the number of its page.
pub(super) fn written(column: &mut Column<'_>, title: &str, reports: &[String], pages: &[usize]) {
    let (style, _, below) = heading(1);
    let set = column.setter.text(title, style, WIDTH);
    let tag = column.structure.within(column.whole, Kind::P);
    let mut stripes = lines(&set, style, 0.0, 0.0, tag);
    if let Some(last) = stripes.last_mut() {
        last.height += below;
        last.keeps = true;
    }
    column.stripes.append(&mut stripes);
    let list = column.structure.within(column.whole, Kind::TOC);
    let numbers = Style { colour: GREY, ..BODY };
    for (report, (title, page)) in reports.iter().zip(pages).enumerate() {
        let entry = column.structure.within(list, Kind::TOCI);
        let link = column.structure.within(entry, Kind::Link);
        let title = column.setter.text(title, BODY, WIDTH - NUMBER - PAGE_NUMBER);
        let number = column.setter.sided(&(report + 1).to_string(), numbers, NUMBER - 8.0, Side::Right);
        let page = column.setter.sided(&(page + 1).to_string(), numbers, PAGE_NUMBER, Side::Right);
        let mut stripes = lines(&title, BODY, NUMBER, ABOVE, link);
        let beside = |set, x| Mark::Line { set, line: 0, style: numbers, x, y: 0.0, tag: link };
        if let Some(first) = stripes.first_mut() {
            first.marks.insert(0, beside(number, 0.0));
        }
        let last = stripes.len().saturating_sub(1);
        for (at, stripe) in stripes.iter_mut().enumerate() {
            stripe.keeps = at < last;
            let (told, height) = (title.text.clone(), stripe.height);
            if at == last {
                stripe.marks.push(beside(page.clone(), WIDTH - PAGE_NUMBER));
            }
            stripe.marks.push(Mark::Leads { report, told, width: WIDTH, height, tag: link });
        }
        column.stripes.append(&mut stripes);
    }
}
