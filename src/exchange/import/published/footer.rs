//! The foot of the web page that a published text was copied from.

use std::ops::Range;

use crate::text::fold;

/// How surely a line belongs to the page's foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
enum Sure {
    /// Only next to other such lines.
    Beside,
    /// A label of the page, which makes a foot together with a sign of one.
    Label,
    /// A sign that there is a foot.
    Sign,
}

/// Which of the lines, none of them blank or recognised, are the page's foot.
///
/// After a checklist everything from the foot's first line to its last goes with it. In prose, which belongs
/// to somebody, only lines that are known one by one.
pub(super) fn find(lines: &[&str], in_prose: bool) -> Option<Range<usize>> {
    let known: Vec<Option<Sure>> = lines.iter().map(|line| recognise(line)).collect();
    let end = known.iter().rposition(Option::is_some)? + 1;
    let beside = |from: usize| known[..from].iter().rev().take_while(|sure| sure.is_some()).count();
    let start = if in_prose {
        end - beside(end)
    } else {
        let first = known.iter().position(|sure| *sure >= Some(Sure::Label))?;
        first - beside(first)
    };
    known[start..end].contains(&Some(Sure::Sign)).then_some(start..end)
}

/// Whether a line is one that feet of pages have.
pub(super) fn is_known(line: &str) -> bool {
    recognise(line).is_some()
}

fn recognise(line: &str) -> Option<Sure> {
    let words = fold::words(line);
    let is_short = words.len() <= 80;
    if line.starts_with('©')
        || is_short && words.contains("all rights reserved")
        || is_short && words.starts_with("subscribe to our newsletter")
        || is_short && words.starts_with("see our privacy policy")
    {
        Some(Sure::Sign)
    } else if ["consortium", "non eu partners", "associate", "associate partners", "privacy policy"]
        .contains(&words.as_str())
    {
        Some(Sure::Label)
    } else if is_short && words.starts_with("contact ") && line.contains('@')
        || words.contains("received funding from the european union") && words.contains("grant agreement")
    {
        Some(Sure::Beside)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOOT: [&str; 4] =
        ["Consortium", "Somebody else", "See our: Privacy Policy", "© SPRING. All rights reserved."];

    #[test]
    fn a_foot_needs_a_sign() {
        assert_eq!(find(&["A stray line", "Consortium"], false), None);
        assert_eq!(find(&["Contact: anna@example.org"], false), None);
        assert_eq!(find(&[], false), None);
    }

    #[test]
    fn after_a_checklist_the_foot_goes_whole() {
        let lines = [&["A stray line"][..], &FOOT, &["The next practice"]].concat();
        assert_eq!(find(&lines, false), Some(1..5));
    }

    #[test]
    fn prose_keeps_what_is_not_surely_the_foot() {
        let lines = [&["An answer."][..], &FOOT].concat();
        assert_eq!(find(&lines, true), Some(3..5));
    }
}
