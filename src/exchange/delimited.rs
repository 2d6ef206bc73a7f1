//! Tables for spreadsheets as text (CSV), of which nothing is run there.

use csv::{Terminator, WriterBuilder};

/// How a table for spreadsheets is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// As programs read it (RFC 4180): with commas.
    #[default]
    Plain,
    /// As Excel opens it where figures have a decimal comma: with a byte order mark, so that it takes letters for what they
    /// are, and semicolons.
    Excel,
}

/// Lines of one length as a table for spreadsheets.
pub(super) fn csv(lines: &[Vec<String>], dialect: Dialect) -> String {
    written(lines.iter().map(|line| line.iter().map(|field| guarded(field)).collect()), dialect)
}

/// Lines of one length, whose texts are guarded, as a table for spreadsheets.
pub(super) fn written(lines: impl Iterator<Item = Vec<String>>, dialect: Dialect) -> String {
    let (mark, delimiter, end) = match dialect {
        Dialect::Plain => ("", b',', Terminator::Any(b'\n')),
        Dialect::Excel => ("\u{feff}", b';', Terminator::CRLF),
    };
    let mut builder = WriterBuilder::new();
    let mut writer = builder.delimiter(delimiter).terminator(end).from_writer(mark.as_bytes().to_vec());
    for line in lines {
        writer.write_record(line).expect("lines of one length, and memory takes all");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("fields are text")
}

/// A field with an apostrophe before what a spreadsheet would run, and before what looks guarded already: so it can be taken
/// off again.
pub(super) fn guarded(field: &str) -> String {
    if is_guardable(field) { format!("'{field}") } else { field.to_owned() }
}

/// A field without the apostrophe that guards it.
pub(super) fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_guardable(rest)).unwrap_or(field)
}

fn is_guardable(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_has_to_be_and_never_run() {
        let fields =
            ["plain", "a,b", "say \"x\"", "=1+1", "-1,5"].map(|field| csv(&[vec![field.to_owned()]], Dialect::Plain));
        let fields = fields.each_ref().map(|line| line.trim_end());
        assert_eq!(fields, ["plain", "\"a,b\"", "\"say \"\"x\"\"\"", "'=1+1", "\"'-1,5\""]);
    }
}
