//! Names of files: which is an evaluation, which may be a copy of one, which is none of our business; and how they are shown.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    path::Path,
};

use crate::model::Id;
use crate::text::{Text, cluster::is_invisible};

/// A raw string, fit for a message on one line: nothing in it steers a terminal or turns the reading direction.
pub fn shown(raw: &str) -> String {
    let one_line = |c| if matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
    escaped(&Text::new(raw).chars().map(one_line).collect::<String>())
}

/// A text as a terminal may have it: what is not seen but steers the terminal or the reading, or hides in it, is written as
/// an escape, `\u{202e}`. The joiners that scripts need stay.
pub fn escaped(raw: &str) -> String {
    // Line ends; where words may break; which form a letter takes.
    let is_harmless = |c| {
        matches!(c,
            '\n' | '\t' | '\u{ad}' | '\u{200b}' | '\u{34f}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}')
    };
    let steers = |c: char| !is_harmless(c) && (c.is_control() || is_invisible(c));
    raw.chars().fold(String::with_capacity(raw.len()), |mut text, c| {
        if steers(c) {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
        text
    })
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

    /// Whether it is the same name once capitals are overlooked.
    pub(super) fn is_but_for_case(&self, other: &FileName) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
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

/// What a name in the evaluations' folder says that the file is. What is in it may say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Evaluation(Id),
    /// Another version of this evaluation, put beside it by a synchroniser or by a merge of ours.
    Copy(Id),
    /// It should be an evaluation, but has the name of none.
    Unnamed,
    /// Something of another program's, unless an evaluation is in it.
    Other,
    /// What a program of ours was writing of this evaluation, beside its place.
    Leftover(Id),
    /// A temporary file, of whichever program.
    Temporary,
}

/// How the names begin and end that programs give to what is theirs for a while.
const TEMPORARY: ([&str; 3], [&str; 9]) =
    ([".", "~", "#"], ["~", "#", ".tmp", ".temp", ".swp", ".part", ".partial", ".crdownload", ".lock"]);

/// What a file in the evaluations' folder is, by its name.
pub(super) fn file_kind(name: &OsStr) -> FileKind {
    let raw = name.to_string_lossy();
    let lower = raw.to_ascii_lowercase();
    let (beginnings, ends) = TEMPORARY;
    if beginnings.iter().any(|beginning| lower.starts_with(beginning)) || ends.iter().any(|end| lower.ends_with(end)) {
        return leftover_of(&raw).map_or(FileKind::Temporary, FileKind::Leftover);
    }
    if !Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("ron")) {
        return FileKind::Other;
    }
    let Some(stem) = raw.strip_suffix(".ron") else { return FileKind::Unnamed };
    let original = copied(stem);
    match (original.unwrap_or(stem).parse(), original) {
        (Ok(id), None) => FileKind::Evaluation(id),
        (Ok(id), Some(_)) => FileKind::Copy(id),
        (Err(_), _) => FileKind::Unnamed,
    }
}

/// The evaluation of which a program of ours was writing a file of this name: a new or a displaced one, or another version.
/// Ids of ours have no dots; `.syncthing.<id>.ron.tmp` is a synchroniser's.
fn leftover_of(raw: &str) -> Option<Id> {
    let stem = raw.strip_suffix(".ron.old.tmp").or_else(|| raw.strip_suffix(".ron.tmp"))?;
    let id = stem.strip_prefix('.').or_else(|| Some(stem.split_once(OURS)?.0))?;
    if id.contains('.') { None } else { id.parse().ok() }
}

/// The stem that a copy's stem is made from: Syncthing's, Dropbox's and Nextcloud's ways, ownCloud's, and ours.
fn copied(stem: &str) -> Option<&str> {
    let before = |mark: &str| Some(stem.split_once(mark)?.0);
    let others = || before("_conflict-").or_else(|| before(OURS));
    before(".sync-conflict-").or_else(|| if stem.contains("conflicted copy") { before(" (") } else { others() })
}

/// Whether a file may hold another version of this evaluation, by its name: it speaks of that one, or of none.
pub(super) fn may_be_version(name: &OsStr, id: &Id) -> bool {
    let speaks_of_it = || {
        let lower = name.to_string_lossy().to_ascii_lowercase();
        lower.contains(&id.as_str().to_ascii_lowercase())
    };
    match file_kind(name) {
        FileKind::Evaluation(other) => other != *id && speaks_of_it(),
        FileKind::Copy(of) => of == *id || speaks_of_it(),
        FileKind::Unnamed | FileKind::Other => true,
        FileKind::Leftover(_) | FileKind::Temporary => false,
    }
}

const OURS: &str = ".conflict-";

/// The name of a version that a merge puts beside an evaluation, to wait for choices: `<id>.conflict-<base>.ron`, where
/// `base` is the revision that both come from, 0 where nobody knows; of several, the later have `-2` and so on after it.
pub(super) fn copy_of(id: &Id, base: u64, n: usize) -> FileName {
    FileName(format!("{id}{OURS}{base}{}.ron", numbered(n)).into())
}

/// What tells the name of the `n`-th file from that of the first.
pub(super) fn numbered(n: usize) -> String {
    if n == 1 { String::new() } else { format!("-{n}") }
}

/// The revision that a version of this evaluation comes from, where a merge of ours put it there under this name.
pub(super) fn base_of_copy(id: &Id, name: &FileName) -> Option<u64> {
    let numbers = name.0.to_str()?.strip_prefix(id.as_str())?.strip_prefix(OURS)?.strip_suffix(".ron")?;
    let (base, n) = numbers.split_once('-').unwrap_or((numbers, "1"));
    let (base, n) = (base.parse().ok()?, n.parse().ok()?);
    (copy_of(id, base, n) == *name).then_some(base)
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
        for temporary in [
            ".syncthing.a.ron.tmp",
            ".syncthing.a.conflict-3.ron.tmp",
            "a.ron.tmp",
            ".a.ron.swp",
            "~syncthing~a.ron.tmp",
            ".a.ron",
            "a.ron~",
            "#a.ron#",
            "a.ron.part",
            "~$a.ron",
        ] {
            assert_eq!(kind(temporary), FileKind::Temporary, "{temporary}");
        }
        for leftover in [
            ".2026-11-24-centre-k7q2x.ron.tmp",
            ".2026-11-24-centre-k7q2x.ron.old.tmp",
            "2026-11-24-centre-k7q2x.conflict-3.ron.tmp",
        ] {
            assert_eq!(kind(leftover), FileKind::Leftover(id()), "{leftover}");
        }
        for other in ["a.txt", "a", "a.ron.bak", "a.ron (1)", "desktop.ini"] {
            assert_eq!(kind(other), FileKind::Other, "{other}");
        }
        for odd in ["nul.ron", "Ústí.ron", "a b.ron", "a\u{1b}[31m.ron", "2026-11-24-centre-k7q2x (1).ron", "a.RON"] {
            assert_eq!(kind(odd), FileKind::Unnamed, "{odd}");
        }
    }

    #[test]
    fn what_may_be_a_version_speaks_of_its_evaluation_or_of_none() {
        let id: Id = "2026-11-24-centre-k7q2x".parse().unwrap();
        let may = |name: &str| may_be_version(OsStr::new(name), &id);
        for name in [
            "2026-11-24-centre-k7q2x-LAPTOP7.ron",
            "2026-11-24-CENTRE-k7q2x.ron",
            "copy-of-2026-11-24-centre-k7q2x.ron",
            "2026-11-24-centre-k7q2x - Copy.ron",
            "2026-11-24-centre-k7q2x.ron.bak",
            "wholly unlike.ron",
        ] {
            assert!(may(name), "{name}");
        }
        for name in
            ["2026-11-24-centre-k7q2x.ron", "2026-11-25-other-m3n4p.ron", "2026-11-25-other-m3n4p.conflict-1.ron"]
        {
            assert!(!may(name), "{name}");
        }
    }

    #[test]
    fn our_own_copies_tell_what_they_come_from() {
        let id: Id = "2026-11-24-centre-k7q2x".parse().unwrap();
        for n in 1..3 {
            let name = copy_of(&id, 17, n);
            assert_eq!(file_kind(name.as_os_str()), FileKind::Copy(id.clone()));
            assert_eq!(base_of_copy(&id, &name), Some(17));
        }
        assert_eq!(base_of_copy(&id, &FileName::of(&id)), None);
        // A synchroniser's copy of such a file is not ours, nor is another evaluation's.
        let theirs = FileName::listed(format!("{id}.conflict-17-LAPTOP7.ron").into());
        assert_eq!(base_of_copy(&id, &theirs), None);
        assert_eq!(base_of_copy(&"other".parse().unwrap(), &copy_of(&id, 17, 1)), None);
    }

    #[test]
    fn nothing_raw_is_shown() {
        assert_eq!(shown("a\u{1b}[31m\u{9b}b\u{202e}c\nd"), "a[31mb\\u{202e}c d");
    }

    #[test]
    fn what_is_not_seen_is_escaped_and_what_scripts_need_is_not() {
        let hidden =
            ["\u{feff}", "\u{fff9}", "\u{fffb}", "\u{e0041}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{2060}", "\u{1b}"];
        for c in hidden {
            assert_eq!(escaped(&format!("a{c}b")), format!("a{}b", c.escape_unicode()));
        }
        let seen = "نمی\u{200c}شود 👩\u{200d}🌾 co\u{ad}op\n\ttabbed";
        assert_eq!(escaped(seen), seen);
    }
}
