//! A web page as it is seen: the lines of its blocks, without what only programs read.
//!
//! The tokenizer follows the standard. Of the tree that browsers build from its tokens only what is open matters here, so
//! that tags which are left out or cross each other do no harm.

use std::borrow::Cow;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{
    Page, PageLine, PagePart, names,
    table::{Cell, Table},
};
use crate::exchange::import::{labels, signs};
use crate::model::Mark;
use crate::text::words_in_line;

/// Reads a web page.
pub(super) fn read(source: &str) -> Page<'static> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = PageReader::default();
    for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
        match token {
            Token::StartTag(tag) => reader.begin(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.take(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.leave_to(0);
    reader.end_line();
    Page { title: Some(reader.title).filter(|title| !title.is_empty()), lines: reader.lines, parts: reader.parts }
}

type Tag = StartTag<()>;

/// Elements that have no end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements of which nothing is seen as text.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio", "video", "select", "title",
];
/// Elements with a gap before and after them.
const SPACED: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "fieldset",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "hr",
];
/// Other elements that begin a line.
const BLOCKS: &[&str] = &[
    "html",
    "body",
    "div",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "caption",
    "figcaption",
    "address",
    "details",
    "summary",
    "form",
    "button",
    "legend",
    "center",
    "textarea",
    "menu",
    "dir",
    "thead",
    "tbody",
    "tfoot",
    "hgroup",
    "dialog",
];
/// Elements whose class may mark the items in them.
const MARKING: &[&str] = &["li", "ul", "ol", "tr", "td", "dd", "div", "p", "label"];
/// Elements that may be a part around what a page is about.
const PARTS: &[&str] = &["div", "ul", "ol", "section", "nav", "header", "footer", "aside", "form", "menu", "table"];
/// So deep a page is understood; what lies deeper is read as if it lay here.
const DEEPEST: usize = 256;

#[derive(Default)]
struct PageReader {
    title: String,
    lines: Vec<PageLine<'static>>,
    parts: Vec<PagePart>,
    open: Vec<Element>,
    line: String,
    /// The part of the page in which the line begins.
    part: Option<usize>,
    /// The mark that an icon in the line stands for, or before it.
    icon: Option<Mark>,
    /// What a list puts in front of the line.
    bullet: Option<String>,
    /// The place of the line that a list of terms explains next.
    term: Option<usize>,
}

/// An element that is open.
#[derive(Default)]
struct Element {
    name: String,
    /// The mark that its classes stand for.
    mark: Option<Mark>,
    /// The part of the page that it belongs to.
    part: Option<usize>,
    /// Of a numbered list: how many entries it has.
    entries: usize,
    table: Table,
}

impl PageReader {
    fn begin(&mut self, tag: &Tag) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        self.icon = self.icon.or_else(|| icon(&name, tag));
        if VOID.contains(&name.as_str()) {
            match name.as_str() {
                "br" => self.end_line(),
                "hr" => self.end_block(),
                _ => {}
            }
            return;
        }
        self.close_before(&name);
        self.break_at(&name);
        let part = self.part_of(&name, tag).or_else(|| self.open.last().and_then(|around| around.part));
        let mark = classes(tag).find_map(|class| names::mark(&class)).filter(|_| MARKING.contains(&name.as_str()));
        match name.as_str() {
            "li" => self.bullet = self.next_bullet(),
            "dt" => self.term = Some(self.lines.len()),
            "td" | "th" => {
                let cell = Cell { is_head: name == "th", first: self.lines.len(), icon: None };
                self.icon = None;
                self.table().into_iter().for_each(|table| table.row.push(Cell { ..cell }));
            }
            _ => {}
        }
        let closes_itself = tag.self_closing && self.is_in(&["svg", "math"]);
        if !closes_itself && self.open.len() < DEEPEST {
            self.open.push(Element { name, mark, part, ..Element::default() });
        }
    }

    /// Closes what the beginning of this element closes, where its end was left out.
    fn close_before(&mut self, name: &str) {
        let (closed, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" | "thead" | "tbody" | "tfoot" => (&["tr"], &["table"]),
            name if is_block(name) => (&["p"], &["td", "th", "li", "dd", "div", "section", "article", "table"]),
            _ => return,
        };
        let is_either = |element: &Element| closed.contains(&&*element.name) || within.contains(&&*element.name);
        let nearest = self.open.iter().rposition(is_either);
        if let Some(at) = nearest.filter(|at| closed.contains(&&*self.open[*at].name)) {
            self.leave_to(at);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            self.leave_to(at);
        }
    }

    /// Closes what is open but for so many elements.
    fn leave_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let name = self.open[self.open.len() - 1].name.clone();
            self.break_at(&name);
            match name.as_str() {
                "li" => (self.icon, self.bullet) = (None, None),
                "td" | "th" => {
                    let icon = self.icon.take();
                    if let Some(cell) = self.table().and_then(|table| table.row.last_mut()) {
                        cell.icon = icon;
                    }
                }
                "tr" => {
                    let mut lines = std::mem::take(&mut self.lines);
                    self.table().into_iter().for_each(|table| table.end_row(&mut lines));
                    self.lines = lines;
                }
                "dd" => self.explain(),
                _ => {}
            }
            self.open.pop();
        }
    }

    fn take(&mut self, text: &str) {
        if self.open.last().is_some_and(|element| element.name == "title") && !self.is_in(&["svg"]) {
            self.title.push_str(&words_in_line(text));
        }
        if self.is_in(UNSEEN) {
            return;
        }
        if self.line.trim_ascii().is_empty() {
            self.part = self.open.last().and_then(|element| element.part);
        }
        let keeps_lines = self.is_in(&["pre", "textarea"]);
        for c in text.chars() {
            match c {
                '\n' if keeps_lines => self.end_line(),
                c if c.is_ascii_whitespace() && self.line.ends_with(' ') => {}
                c if c.is_ascii_whitespace() => self.line.push(' '),
                c => self.line.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim_matches(' ');
        if text.is_empty() {
            return;
        }
        let level = |element: &Element| element.name.strip_prefix('h')?.parse().ok();
        let inherited = self.open.iter().rev().find_map(|element| element.mark);
        self.lines.push(PageLine {
            number: None,
            text: Cow::Owned(text.to_owned()),
            bullet: self.bullet.take(),
            heading: self.open.iter().rev().find_map(level),
            mark: self.icon.take().or(inherited),
            part: self.part,
        });
    }

    /// Ends a line with a gap behind it.
    fn end_block(&mut self) {
        self.end_line();
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(PageLine::default());
        }
    }

    /// Ends the line where this element begins or ends, with a gap where it has one. Lists within lists have none.
    fn break_at(&mut self, name: &str) {
        let is_inner_list = matches!(name, "ul" | "ol") && self.is_in(&["li"]);
        if SPACED.contains(&name) && !is_inner_list {
            self.end_block();
        } else if is_block(name) {
            self.end_line();
        }
    }

    /// Puts an explanation behind its term, where that is a label.
    fn explain(&mut self) {
        let Some(term) = self.term.take() else { return };
        let told: Vec<&PageLine> = self.lines.iter().skip(term).filter(|line| !line.text.is_empty()).collect();
        if let [label, value] = told[..]
            && labels::of(label.text.trim_end_matches(':')).is_some()
        {
            let text = format!("{}: {}", label.text.trim_end_matches(':'), value.text);
            let line = PageLine { text: Cow::Owned(text), ..label.clone() };
            self.lines.truncate(term);
            self.lines.push(line);
        }
    }

    /// What the list puts in front of an entry that begins.
    fn next_bullet(&mut self) -> Option<String> {
        let is_list = |element: &&mut Element| matches!(&*element.name, "ul" | "ol" | "menu");
        let mut lists = self.open.iter_mut().filter(is_list);
        let list = lists.next_back()?;
        list.entries += 1;
        let depth = "  ".repeat(lists.count());
        Some(if list.name == "ol" { format!("{depth}{}. ", list.entries) } else { format!("{depth}- ") })
    }

    /// The part that begins with this element.
    fn part_of(&mut self, name: &str, tag: &Tag) -> Option<usize> {
        let skips = name == "a" && classes(tag).any(|class| class.starts_with("skip"));
        if !PARTS.contains(&name) && !skips {
            return None;
        }
        // An article has a head and a foot of its own, which are of its content.
        let is_inner = matches!(name, "header" | "footer") && self.is_in(&["main", "article", "section"]);
        let by_element = if is_inner { None } else { names::part_by_element(name) };
        let told = ["role", "id"].into_iter().filter_map(|key| attribute(tag, key)).chain(classes(tag));
        let by_name = || told.into_iter().find_map(|told| names::part_by_name(&told));
        let part = if skips { PagePart::Menu } else { by_element.or_else(by_name)? };
        self.parts.push(part);
        Some(self.parts.len() - 1)
    }

    fn table(&mut self) -> Option<&mut Table> {
        self.open.iter_mut().rfind(|element| element.name == "table").map(|element| &mut element.table)
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|element| names.contains(&&*element.name))
    }
}

fn is_block(name: &str) -> bool {
    SPACED.contains(&name) || BLOCKS.contains(&name)
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<Cow<'t, str>> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value))
}

fn classes(tag: &Tag) -> impl Iterator<Item = Cow<'_, str>> {
    let class = tag.attributes.get(&b"class"[..]).map_or(&b""[..], |value| value);
    class.split(u8::is_ascii_whitespace).map(String::from_utf8_lossy)
}

/// The mark that an icon stands for, by its classes, the words in its place or its file; a box that is ticked is one too.
fn icon(name: &str, tag: &Tag) -> Option<Mark> {
    if name == "input" {
        let is_box = attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        return (is_box && attribute(tag, "checked").is_some()).then_some(Mark::MET);
    }
    if !["i", "span", "svg", "img", "use", "b", "em"].contains(&name) {
        return None;
    }
    let words = ["alt", "aria-label", "title"].into_iter().filter_map(|key| attribute(tag, key));
    let by_words = words.into_iter().find_map(|words| signs::alone(&words).or_else(|| names::mark(&words)));
    let by_class = || classes(tag).find_map(|class| names::mark(&class));
    let by_file = || {
        let file = ["src", "href", "xlink:href"].into_iter().find_map(|key| attribute(tag, key))?;
        let stem = file.rsplit(['/', '#']).next()?.split('.').next()?.to_owned();
        names::mark(&stem)
    };
    by_words.or_else(by_class).or_else(by_file)
}
