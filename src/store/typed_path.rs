//! Paths as people type them, and as terminals and file managers hand them over: in quotes, with escaped blanks, as an
//! address, below `~`; several in a row.
//!
//! A file may be called by what would be a quote or an escape elsewhere: where one of just this name is there, it is meant.

use std::path::{Path, PathBuf};

/// The files that a line names, to be read.
pub fn named_to_read(typed: &Path) -> Vec<PathBuf> {
    let literal = at_home(typed);
    let Some(line) = typed.to_str() else { return vec![literal] };
    let trimmed = at_home(Path::new(line.trim()));
    let whole = [literal, trimmed.clone(), one(line.trim())];
    if let Some(there) = whole.into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return vec![there];
    }
    let words: Vec<PathBuf> = words(line).iter().map(|word| meant(word)).collect();
    let is_written_apart = line.trim_start().starts_with(['\'', '"']) || is_address(line.trim());
    // Blanks that nothing is said about belong to a name, unless each word names a file.
    let all_there = !words.is_empty() && words.iter().all(|word| word.symlink_metadata().is_ok());
    if all_there || is_written_apart { words } else { vec![one(line.trim())] }
}

/// The file that a line names, to be written.
pub fn named_to_write(typed: &Path) -> PathBuf {
    let Some(line) = typed.to_str() else { return typed.to_owned() };
    let literal = at_home(Path::new(line.trim()));
    let meant = one(line.trim());
    // Neither a file that is there is missed, nor a folder whose name looks like an escape.
    let is_known = literal.symlink_metadata().is_ok()
        || literal.parent().is_some_and(|folder| meant.parent() != Some(folder) && folder.is_dir());
    if is_known { literal } else { meant }
}

/// The file that an argument of the command line names: the shell did the rest, but an address is an address.
pub fn named_by_argument(argument: &Path) -> PathBuf {
    let address = argument.to_str().filter(|_| argument.symlink_metadata().is_err()).and_then(from_address);
    address.unwrap_or_else(|| argument.to_owned())
}

/// What a line means as one path.
fn one(line: &str) -> PathBuf {
    let mut words = words(line);
    let is_one_word = words.len() == 1 && !is_address(line);
    meant(&if is_one_word { words.remove(0) } else { unescaped(line) })
}

/// What a word means, once its quotes and escapes are gone.
fn meant(word: &str) -> PathBuf {
    from_address(word).unwrap_or_else(|| at_home(Path::new(word)))
}

/// The words of a line as a shell parts them. A quote counts where a word begins with it and it has an end.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = quoted_word(rest).unwrap_or_else(|| plain_word(rest));
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// A word that begins with a quote, and what follows it. An apostrophe within one is written `'\''`.
fn quoted_word(line: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut rest = line;
    while let Some(quote @ ('\'' | '"')) = rest.chars().next() {
        let (within, after) = rest[1..].split_once(quote)?;
        word += within;
        rest = after;
        while let Some(escaped) = rest.strip_prefix('\\').filter(|_| ESCAPES) {
            let mut chars = escaped.chars();
            word.extend(chars.next());
            rest = chars.as_str();
        }
    }
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (ends && rest.len() < line.len()).then_some((word, rest))
}

/// A word up to the next blank that is not escaped, and what follows it.
fn plain_word(line: &str) -> (String, &str) {
    let mut escaped = false;
    let end = line.char_indices().find(|(_, c)| {
        let ends = c.is_whitespace() && !escaped;
        escaped = ESCAPES && *c == '\\' && !escaped;
        ends
    });
    let (word, after) = line.split_at(end.map_or(line.len(), |(at, _)| at));
    (unescaped(word), after)
}

/// Whether a backslash escapes; elsewhere it parts folders.
const ESCAPES: bool = cfg!(not(windows));

/// A text without the backslashes in front of blanks and signs. Those in front of letters stay: no shell puts them there.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = ESCAPES && c == '\\' && chars.peek().is_some_and(|next| !next.is_alphanumeric());
        plain.push(if escapes { chars.next().unwrap_or(c) } else { c });
    }
    plain
}

fn is_address(text: &str) -> bool {
    text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// The path of an address such as `file:///home/jana/A%20text.txt`.
fn from_address(text: &str) -> Option<PathBuf> {
    let rest = text.get(5..).filter(|_| is_address(text))?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => &rest[rest.find('/')?..],
        None => rest,
    };
    let bytes = decoded(path);
    // `/C:/…` is a drive's path.
    let drive = cfg!(windows) && bytes.get(2) == Some(&b':');
    Some(path_of(if drive { bytes[1..].to_vec() } else { bytes }))
}

/// A text with its percent signs read: `%C5%81` is `Ł`.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
        let is_hex = after.len() >= 2 && after[..2].iter().all(u8::is_ascii_hexdigit);
        match (first, hex(&after[..2.min(after.len())])) {
            (b'%', Some(byte)) if is_hex => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()).into()
}

/// A path whose leading `~` stands for the home folder.
fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A folder with files of such names as people and programs give.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["plain.txt", "my file.txt", "it's.txt", "Łódź 100%.txt", "'quoted'", r"a\ b", "a(1) & b.txt", "%20"]
        {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join(r"c\ d")).unwrap();
        folder
    }

    #[test]
    fn a_file_is_read_however_its_path_is_handed_over() {
        let folder = folder();
        let at = folder.path().to_str().unwrap();
        let address = |rest: &str| format!("file://{at}/{rest}");
        for (typed, name) in [
            (format!("{at}/plain.txt"), "plain.txt"),
            (format!("  {at}/plain.txt \n"), "plain.txt"),
            (format!("'{at}/plain.txt' "), "plain.txt"),
            (format!("{at}/my file.txt"), "my file.txt"),
            (format!("'{at}/my file.txt'"), "my file.txt"),
            (format!("\"{at}/my file.txt\" "), "my file.txt"),
            (format!(r"{at}/my\ file.txt "), "my file.txt"),
            (format!("{at}/it's.txt"), "it's.txt"),
            (format!(r"'{at}/it'\''s.txt'"), "it's.txt"),
            (format!(r"{at}/it\'s.txt"), "it's.txt"),
            (format!("\"{at}/it's.txt\""), "it's.txt"),
            (format!(r"{at}/a\(1\)\ \&\ b.txt"), "a(1) & b.txt"),
            (address("my%20file.txt"), "my file.txt"),
            (address("my file.txt"), "my file.txt"),
            (address("%C5%81%C3%B3d%c5%ba%20100%25.txt\r\n"), "Łódź 100%.txt"),
            (address("Łódź%20100%.txt"), "Łódź 100%.txt"),
            (format!("file://localhost{at}/plain.txt"), "plain.txt"),
            (format!("FILE:{at}/plain.txt"), "plain.txt"),
            (format!("'{}'", address("my%20file.txt")), "my file.txt"),
            // What is called so is meant so.
            (format!("{at}/'quoted'"), "'quoted'"),
            (format!(r"{at}/a\ b"), r"a\ b"),
            (format!("{at}/%20"), "%20"),
        ] {
            assert_eq!(named_to_read(Path::new(&typed)), [folder.path().join(name)], "{typed}");
        }
    }

    #[test]
    fn several_are_read_where_each_is_there_or_stands_apart() {
        let folder = folder();
        let at = folder.path().to_str().unwrap();
        let both = ["my file.txt", "plain.txt"].map(|name| folder.path().join(name));
        for typed in [
            format!("'{at}/my file.txt' '{at}/plain.txt' "),
            format!(r"{at}/my\ file.txt {at}/plain.txt"),
            format!("file://{at}/my%20file.txt\nfile://{at}/plain.txt\n"),
        ] {
            assert_eq!(named_to_read(Path::new(&typed)), both, "{typed}");
        }
        // A name that is told wrong is one name; words that stand apart are told one by one.
        assert_eq!(named_to_read(Path::new("/nowhere/my file.txt")), [Path::new("/nowhere/my file.txt")]);
        assert_eq!(
            named_to_read(Path::new("'/nowhere/a' '/nowhere/b c'")),
            ["/nowhere/a", "/nowhere/b c"].map(Path::new)
        );
        assert_eq!(named_to_read(Path::new("'")), [Path::new("'")]);
        assert_eq!(named_to_read(Path::new("")), [Path::new("")]);
    }

    #[test]
    fn a_home_folder_stands_in_front() {
        let home = directories::BaseDirs::new().unwrap().home_dir().to_owned();
        for typed in ["~/no such.txt", "'~/no such.txt'", r"~/no\ such.txt"] {
            assert_eq!(named_to_read(Path::new(typed)), [home.join("no such.txt")]);
            assert_eq!(named_to_write(Path::new(typed)), home.join("no such.txt"));
        }
        assert_eq!(named_to_write(Path::new("a~b")), Path::new("a~b"));
    }

    #[test]
    fn a_file_is_written_where_it_is_meant() {
        let folder = folder();
        let at = folder.path().to_str().unwrap();
        for (typed, name) in [
            (format!("{at}/new report.md"), "new report.md"),
            (format!("'{at}/new report.md' "), "new report.md"),
            (format!(r"{at}/new\ report.md"), "new report.md"),
            (format!("file://{at}/new%20report.md"), "new report.md"),
            (format!("{at}/O'Neill's report.md"), "O'Neill's report.md"),
            (format!("{at}/'quoted'"), "'quoted'"),
            (format!(r"{at}/c\ d/new.md"), r"c\ d/new.md"),
            (format!("{at}/100%25.md"), "100%25.md"),
        ] {
            assert_eq!(named_to_write(Path::new(&typed)), folder.path().join(name), "{typed}");
        }
    }

    #[test]
    fn an_argument_may_be_an_address_and_is_nothing_else() {
        assert_eq!(named_by_argument(Path::new("file:///tmp/a%20b")), Path::new("/tmp/a b"));
        assert_eq!(named_by_argument(Path::new("'a b'")), Path::new("'a b'"));
        assert_eq!(named_by_argument(Path::new("~/a%20b")), Path::new("~/a%20b"));
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_typed(typed in "(file:)?[/a~'\"\\\\% 2é]{0,16}") {
            let typed = Path::new(&typed);
            proptest::prop_assert!(!named_to_read(typed).is_empty());
            let _ = (named_to_write(typed), named_by_argument(typed));
        }
    }
}
