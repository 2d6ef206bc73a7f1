//! Names of files: which is an evaluation, which a copy of one, which is none of our business; and how they are shown.

use std::{
    ffi::{OsStr, OsString},
    fmt,
};

use crate::model::{Id, id::IdError};
use crate::text::Text;

/// A raw string, fit for a message on one line: nothing in it steers a terminal or turns the reading direction.
pub fn shown(raw: &str) -> String {
    let directs =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean = |c: char| match c {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if directs(c) => '\u{fffd}',
        c => c,
    };
    Text::new(raw).chars().map(clean).collect()
}

/// The name of a file in one of the library's folders, as the folder's listing has it. It shows sanitised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(OsString);

impl FileName {
    /// The file of an evaluation.
    pub fn of(id: &Id) -> FileName {
        FileName(format!("{id}.ron").into())
    }

    pub(super) fn listed(name: OsString) -> FileName {
        FileName(name)
    }

    pub(super) fn as_os_str(&self) -> &OsStr {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0.to_string_lossy()))
    }
}

/// What a name in the evaluations' folder says that the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Evaluation(Id),
    /// Another version of this evaluation, put beside it by a synchroniser or by a merge of ours.
    Copy(Id),
    /// It should be an evaluation, but its name is no id.
    BadName(IdError),
    /// A temporary file, or something of another program's.
    Other,
}

/// What a file in the evaluations' folder is, by its name.
pub(super) fn file_kind(name: &OsStr) -> FileKind {
    let raw = name.to_string_lossy();
    let Some(stem) = raw.strip_suffix(".ron").filter(|stem| !stem.starts_with(['.', '~'])) else {
        return FileKind::Other;
    };
    let original = copied(stem);
    match (original.unwrap_or(stem).parse(), original) {
        (Ok(id), None) => FileKind::Evaluation(id),
        (Ok(id), Some(_)) => FileKind::Copy(id),
        (Err(error), _) => FileKind::BadName(error),
    }
}

/// The stem that a copy's stem is made from: Syncthing's, Dropbox's and Nextcloud's ways, ownCloud's, and ours.
fn copied(stem: &str) -> Option<&str> {
    let before = |mark: &str| Some(stem.split_once(mark)?.0);
    let others = || before("_conflict-").or_else(|| before(OURS));
    before(".sync-conflict-").or_else(|| if stem.contains("conflicted copy") { before(" (") } else { others() })
}

const OURS: &str = ".conflict-";

/// The name of a version that a merge puts beside an evaluation, to wait for choices: `<id>.conflict-<base>.ron`, where
/// `base` is the revision that both come from, 0 where nobody knows; of several, the later have `-2` and so on after it.
pub(super) fn copy_of(id: &Id, base: u64, n: usize) -> FileName {
    let more = if n == 1 { String::new() } else { format!("-{n}") };
    FileName(format!("{id}{OURS}{base}{more}.ron").into())
}

pub(super) fn base_of_copy(name: &FileName) -> Option<u64> {
    let (_, numbers) = name.0.to_str()?.strip_suffix(".ron")?.split_once(OURS)?;
    numbers.split('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_file_is() {
        let id = || "2026-11-24-centre-k7q2x".parse::<Id>().unwrap();
        let kind = |name: &str| super::file_kind(OsStr::new(name));
        assert_eq!(kind("2026-11-24-centre-k7q2x.ron"), FileKind::Evaluation(id()));
        for copy in [
            "2026-11-24-centre-k7q2x.sync-conflict-20261124-140211-ABCDEFG.ron",
            "2026-11-24-centre-k7q2x (Jana's conflicted copy 2026-11-24).ron",
            "2026-11-24-centre-k7q2x (conflicted copy 2026-11-24 140211).ron",
            "2026-11-24-centre-k7q2x_conflict-20261124-140211.ron",
            "2026-11-24-centre-k7q2x.conflict-3.ron",
        ] {
            assert_eq!(kind(copy), FileKind::Copy(id()), "{copy}");
        }
        for other in [".syncthing.a.ron.tmp", ".a.ron.swp", "~syncthing~a.ron.tmp", ".a.ron", "a.ron~", "a.txt", "a"] {
            assert_eq!(kind(other), FileKind::Other, "{other}");
        }
        for odd in ["nul.ron", "Ústí.ron", "a b.ron", "a\u{1b}[31m.ron"] {
            assert!(matches!(kind(odd), FileKind::BadName(_)), "{odd}");
        }
    }

    #[test]
    fn our_own_copies_tell_what_they_come_from() {
        let id: Id = "2026-11-24-centre-k7q2x".parse().unwrap();
        for n in 1..3 {
            let name = copy_of(&id, 17, n);
            assert_eq!(file_kind(name.as_os_str()), FileKind::Copy(id.clone()));
            assert_eq!(base_of_copy(&name), Some(17));
        }
        assert_eq!(base_of_copy(&FileName::of(&id)), None);
    }

    #[test]
    fn nothing_raw_is_shown() {
        assert_eq!(shown("a\u{1b}[31m\u{9b}b\u{202e}c\nd"), "a[31mb\u{fffd}c d");
    }
}
