//! The signs that say of an item whether it is met.

use crate::model::Mark;

/// What stands before or behind an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    None,
    Mark(Mark),
    Unclear,
}

impl Sign {
    pub(super) fn mark(self) -> Option<Mark> {
        match self {
            Sign::Mark(mark) => Some(mark),
            Sign::None | Sign::Unclear => None,
        }
    }
}

/// White space, no-break and zero-width ones included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The sign in front of a line: what stands there before the first letter or digit, brackets and quotes apart.
pub(super) fn before(line: &str) -> Sign {
    meant(line.split(char::is_alphanumeric).next().unwrap_or(""))
}

/// The mark whose sign stands behind a line, apart from it.
pub(super) fn behind(line: &str) -> Option<Mark> {
    let (_, last) = line.trim_matches(is_space).rsplit_once(is_space)?;
    meant(last).mark()
}

/// The mark whose sign is all that stands in a line.
pub(super) fn alone(line: &str) -> Option<Mark> {
    if line.contains(char::is_alphanumeric) { None } else { meant(line).mark() }
}

fn meant(sign: &str) -> Sign {
    let is_decoration = |c: char| is_space(c) || "•·▪(“”‘’\"'«‹„‚¿¡\u{fe0e}\u{fe0f}".contains(c);
    match sign.replace(is_decoration, "").as_str() {
        "" => Sign::None,
        // The last two are what Wingdings has for it, and its mathematical twin.
        "✓" | "✔" | "✅" | "☑" | "🗸" | "\u{f0fc}" | "√" => Sign::Mark(Mark::MET),
        "–" | "−" => Sign::Mark(Mark::NOT_MET),
        _ => Sign::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_stands_before_behind_or_alone() {
        for (line, first, last, only) in [
            ("✓\u{a0}Use it", Some(Mark::MET), None, None),
            ("• ✔ Use it", Some(Mark::MET), None, None),
            ("– Use it", Some(Mark::NOT_MET), None, None),
            ("Use it\t✓", None, Some(Mark::MET), None),
            ("Use it −", None, Some(Mark::NOT_MET), None),
            ("Use it–", None, None, None),
            ("Use it.", None, None, None),
            (" ✓ ", Some(Mark::MET), None, Some(Mark::MET)),
            ("", None, None, None),
        ] {
            assert_eq!((before(line).mark(), behind(line), alone(line)), (first, last, only), "{line}");
        }
    }
}
