//! What a sheet does to how its cells are seen: rows that are hidden, and numbers that are shown in another way than they are
//! kept. The reader of workbooks says neither, so the parts that do are looked at here, tag by tag.

use std::{
    collections::{BTreeSet, HashMap},
    io::{Cursor, Read},
};

use html5gum::{StartTag, Token, Tokenizer};
use zip::ZipArchive;

/// How the cells of a sheet are seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// The rows that are hidden, from 0.
    pub(super) hidden: BTreeSet<u32>,
    /// The formats of cells that have one, by row and column from 0.
    formats: HashMap<(u32, u32), String>,
}

/// How a number is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// As it is kept, or so.
    As(String),
    /// In a format that is not understood here.
    Otherwise(String),
}

impl Looks {
    /// How the number in a cell is seen.
    pub(super) fn number(&self, (row, column): (u32, u32), number: f64) -> Seen {
        let Some(format) = self.formats.get(&(row, column)) else { return Seen::As(number.to_string()) };
        // Only noughts: so many digits in front, so many behind.
        let (whole, behind) = format.split_once('.').unwrap_or((format, ""));
        let is_plain = !whole.is_empty() && [whole, behind].iter().all(|part| part.bytes().all(|byte| byte == b'0'));
        if is_plain {
            let width = if behind.is_empty() { whole.len() } else { whole.len() + 1 + behind.len() };
            return Seen::As(format!("{number:0width$.digits$}", digits = behind.len()));
        }
        Seen::Otherwise(format.clone())
    }
}

/// The looks of all sheets in the order in which the workbook names them; none where a part is not understood.
pub(super) fn of_sheets(raw: &[u8]) -> Option<Vec<Looks>> {
    let mut zip = ZipArchive::new(Cursor::new(raw)).ok()?;
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    };
    let formats = part("xl/styles.xml").map(|styles| formats(&styles)).unwrap_or_default();
    let (book, relations) = (part("xl/workbook.xml")?, part("xl/_rels/workbook.xml.rels")?);
    let targets: HashMap<String, String> = tags(&relations)
        .filter(|tag| name(tag) == b"relationship")
        .filter_map(|tag| Some((attribute(&tag, "id")?, attribute(&tag, "target")?)))
        .collect();
    let sheets = tags(&book).filter(|tag| name(tag) == b"sheet");
    let sheets: Vec<Option<String>> =
        sheets.map(|tag| attribute(&tag, "id").and_then(|id| targets.get(&id).cloned())).collect();
    let looks = sheets.into_iter().map(|target| {
        let target = target?;
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        part(&path).map(|sheet| of_sheet(&sheet, &formats))
    });
    Some(looks.map(Option::unwrap_or_default).collect())
}

fn of_sheet(sheet: &str, formats: &[Option<String>]) -> Looks {
    let mut looks = Looks::default();
    let mut row = 0;
    for tag in tags(sheet) {
        match name(&tag) {
            b"row" => {
                row =
                    attribute(&tag, "r").and_then(|number| number.parse::<u32>().ok()).map_or(row + 1, |number| number);
                let is_hidden = matches!(attribute(&tag, "hidden").as_deref(), Some("1" | "true"));
                if is_hidden && row > 0 {
                    looks.hidden.insert(row - 1);
                }
            }
            b"c" => {
                let style = attribute(&tag, "s").and_then(|style| style.parse::<usize>().ok());
                let format = style.and_then(|style| formats.get(style)?.clone());
                if let (Some(format), Some(place)) = (format, attribute(&tag, "r").as_deref().and_then(place)) {
                    looks.formats.insert(place, format);
                }
            }
            _ => {}
        }
    }
    looks
}

/// The number formats of the styles that cells name, in order; none where one shows numbers as they are.
fn formats(styles: &str) -> Vec<Option<String>> {
    let mut own: HashMap<String, String> = HashMap::new();
    let (mut formats, mut is_of_cells) = (Vec::new(), false);
    for tag in tags(styles) {
        match name(&tag) {
            b"numfmt" => {
                if let (Some(id), Some(code)) = (attribute(&tag, "numfmtid"), attribute(&tag, "formatcode")) {
                    own.insert(id, code);
                }
            }
            b"cellxfs" => is_of_cells = true,
            b"cellstyles" | b"dxfs" => is_of_cells = false,
            b"xf" if is_of_cells => {
                let id = attribute(&tag, "numfmtid").unwrap_or_default();
                let built_in = match id.as_str() {
                    "1" => Some("0"),
                    "2" => Some("0.00"),
                    "3" => Some("#,##0"),
                    "4" => Some("#,##0.00"),
                    "9" => Some("0%"),
                    "10" => Some("0.00%"),
                    "11" => Some("0.00E+00"),
                    "12" | "13" => Some("# ?/?"),
                    _ => None,
                };
                let code = own.get(&id).cloned().or_else(|| built_in.map(str::to_owned));
                formats.push(code.filter(|code| !matches!(code.as_str(), "General" | "@")));
            }
            _ => {}
        }
    }
    formats
}

/// The opening tags of a part. The reader is one of web pages: names come in lower case.
fn tags(xml: &str) -> impl Iterator<Item = StartTag<()>> {
    Tokenizer::new(xml).flatten().filter_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    })
}

/// What a tag is called, without its prefix.
fn name(tag: &StartTag<()>) -> &[u8] {
    let name: &[u8] = &tag.name;
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// What an attribute of a tag says, by its name in lower case and whatever its prefix.
fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let is_it = |key: &[u8]| key.rsplit(|byte| *byte == b':').next() == Some(name.as_bytes());
    let (_, value) = tag.attributes.iter().find(|(key, _)| is_it(key))?;
    String::from_utf8(value.value.0.clone()).ok()
}

/// The place of a cell as `B12` names it, row and column from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let column = name[..digits].bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A')?;
        column.checked_mul(26)?.checked_add(u32::from(letter) + 1)
    })?;
    Some((name[digits..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
