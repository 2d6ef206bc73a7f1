//! What people write, read by its lines: its paragraphs, line breaks and lists stay what they are.

use std::borrow::Cow;

/// A line of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProseLine<'a> {
    /// How many lists are open around it, its own included where it is an entry.
    pub depth: usize,
    /// The mark of the entry that it begins: `-`, `1.` or `1)`.
    pub mark: Option<&'a str>,
    /// Whether it stands apart from the line before.
    pub after_gap: bool,
    /// Its text, without the mark.
    pub text: Cow<'a, str>,
}

/// What somebody typed, line by line; blank lines are gaps.
pub(crate) fn lines(raw: &str) -> Vec<ProseLine<'_>> {
    let mut reader = Reader::default();
    for line in raw.lines() {
        match (line.trim(), Entry::read(line)) {
            ("", _) => reader.after_gap = true,
            (_, Some(entry)) => reader.entry(&entry),
            (text, None) => reader.text(columns(line), text),
        }
    }
    reader.lines
}

/// A paragraph, or the first of an entry: lines that were typed below each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph<'a> {
    /// How many lists are open around it, its own included where it is the first of an entry.
    pub depth: usize,
    /// The mark of the entry that it begins.
    pub mark: Option<&'a str>,
    /// Whether it stands apart from what is before.
    pub after_gap: bool,
    /// Its text, a line feed between its lines.
    pub text: String,
}

/// What somebody typed, paragraph by paragraph.
pub(crate) fn paragraphs(raw: &str) -> Vec<Paragraph<'_>> {
    let mut all: Vec<Paragraph<'_>> = Vec::new();
    for ProseLine { depth, mark, after_gap, text } in lines(raw) {
        match all.last_mut() {
            Some(last) if mark.is_none() && !after_gap && last.depth == depth => {
                last.text.push('\n');
                last.text += &text;
            }
            _ => all.push(Paragraph { depth, mark, after_gap, text: text.into_owned() }),
        }
    }
    all
}

/// How many digits a line begins with.
pub(crate) fn digits(line: &str) -> usize {
    line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// Whether a line begins an entry of a list.
pub(crate) fn is_entry(line: &str) -> bool {
    Entry::read(line).is_some()
}

/// A line that is written as an entry of a list.
struct Entry<'a> {
    /// In which column its mark stands.
    indent: usize,
    mark: &'a str,
    text: &'a str,
}

impl Entry<'_> {
    fn read(line: &str) -> Option<Entry<'_>> {
        let trimmed = line.trim();
        let number = digits(trimmed);
        let length = if number == 0 { "-".len() } else { number + ".".len() };
        let (mark, rest) = trimmed.split_at_checked(length)?;
        // Four digits are a year.
        let is_mark = mark == "-" || (1..=3).contains(&number) && mark.ends_with(['.', ')']);
        let text = rest.trim_start();
        // A rule is not an entry, and an entry has something to say.
        let is_rule = trimmed.chars().all(|c| matches!(c, '-' | ' ' | '\t'));
        let is_entry = is_mark && rest.starts_with([' ', '\t']) && !text.is_empty() && !is_rule;
        is_entry.then_some(Entry { indent: columns(line), mark, text })
    }

    /// The number of a numbered entry: one that would be written the same.
    fn number(&self) -> Option<u32> {
        let number = self.mark[..self.mark.len() - 1].parse::<u32>().ok()?;
        (number.to_string().len() == self.mark.len() - 1).then_some(number)
    }
}

/// In which column a line's text begins.
fn columns(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// A list that is open.
struct Level {
    /// In which column its entries were typed.
    indent: usize,
    /// Of a numbered list: its last number.
    number: Option<u32>,
    /// What stands behind a number, or the sign of an entry.
    sign: char,
}

/// What is read so far.
#[derive(Default)]
struct Reader<'a> {
    lines: Vec<ProseLine<'a>>,
    /// The lists that are open, the outermost first.
    lists: Vec<Level>,
    /// Whether nothing was typed in the line before.
    after_gap: bool,
}

/// How far in an entry has to stand to belong to the one above it.
const DEEPER: usize = 2;

impl<'a> Reader<'a> {
    fn entry(&mut self, entry: &Entry<'a>) {
        let sign = entry.mark.chars().next_back().unwrap_or('-');
        let number = entry.number();
        if sign != '-' && number.is_none() {
            return self.text(entry.indent, format!("{} {}", entry.mark, entry.text));
        }
        // An entry further out ends the lists within; one in between is theirs.
        while let [.., outer, _] = &self.lists[..]
            && entry.indent < outer.indent + DEEPER
        {
            self.lists.pop();
        }
        let is_inner = self.lists.last().is_some_and(|list| entry.indent >= list.indent + DEEPER);
        if let Some(list) = self.lists.last_mut().filter(|_| !is_inner) {
            let goes_on = list.sign == sign && number == list.number.map(|last| last + 1);
            if goes_on {
                list.number = number;
                return self.push(Some(entry.mark), entry.text.into());
            }
            // Numbers that do not follow each other would be numbered anew.
            if list.sign == sign {
                return self.text(0, format!("{} {}", entry.mark, entry.text));
            }
            self.lists.pop();
        }
        self.after_gap |= !is_inner || number.is_some_and(|number| number != 1);
        self.lists.push(Level { indent: entry.indent, number, sign });
        self.push(Some(entry.mark), entry.text.into());
    }

    /// A line of a paragraph, typed in this column.
    fn text(&mut self, indent: usize, text: impl Into<Cow<'a, str>>) {
        // What is typed below an entry's text belongs to it; else the text is a paragraph of its own.
        while self.lists.last().is_some_and(|list| indent < list.indent + DEEPER) {
            self.lists.pop();
            self.after_gap = true;
        }
        self.push(None, text.into());
    }

    fn push(&mut self, mark: Option<&'a str>, text: Cow<'a, str>) {
        let after_gap = std::mem::take(&mut self.after_gap) && !self.lines.is_empty();
        self.lines.push(ProseLine { depth: self.lists.len(), mark, after_gap, text });
    }
}
