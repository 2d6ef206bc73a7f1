//! What the names in a web page mean: classes and icons that stand for a mark, elements that are no part of what it says.

use super::PagePart;
use crate::model::Mark;

#[rustfmt::skip]
const MET: &[&str] = &[
    "met", "fulfilled", "yes", "yes-alt", "ok", "true", "done", "passed", "positive", "check", "checked", "checkmark",
    "check-mark", "check-circle", "circle-check", "check-square", "square-check", "tick", "ticked",
];

#[rustfmt::skip]
const NOT_MET: &[&str] = &[
    "unmet", "notmet", "unfulfilled", "no", "no-alt", "false", "failed", "negative", "unchecked", "uncheck", "minus",
    "minus-circle", "circle-minus", "minus-square", "dash", "ndash", "cross", "times", "times-circle", "xmark", "x-mark",
    "circle-xmark", "x-circle",
];

/// The mark that a name stands for: a class, the words beside an icon, a picture's file.
pub(super) fn mark(name: &str) -> Option<Mark> {
    let name = name.trim().to_ascii_lowercase().replace([' ', '_'], "-").replace("--", "-");
    // What a library of icons or a style guide puts in front of a name stays aside.
    let before =
        |known: &&'static str| name.strip_suffix(*known).filter(|front| front.is_empty() || front.ends_with('-'));
    if NOT_MET.iter().any(|known| before(known).is_some()) {
        return Some(Mark::NOT_MET);
    }
    let front = MET.iter().find_map(before)?;
    let is_negated = front.rsplit('-').nth(1).is_some_and(|word| ["not", "no", "non", "un"].contains(&word));
    Some(if is_negated { Mark::NOT_MET } else { Mark::MET })
}

/// The part of a page around what it is about that an element is, by its name.
pub(super) fn part_by_element(element: &str) -> Option<PagePart> {
    Some(match element {
        "nav" => PagePart::Menu,
        "header" => PagePart::Head,
        "aside" => PagePart::Side,
        "footer" => PagePart::Foot,
        _ => return None,
    })
}

/// The part that an element is by its role, its id or one of its classes.
pub(super) fn part_by_name(name: &str) -> Option<PagePart> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is_it = |front: &str| front.is_empty() || front.ends_with('-') && !["has-", "with-", "no-"].contains(&front);
    let ends = |known: &[&str]| known.iter().any(|known| name.strip_suffix(known).is_some_and(is_it));
    if ends(&["navigation", "nav", "navbar", "menu", "breadcrumb", "breadcrumbs"]) {
        Some(PagePart::Menu)
    } else if ends(&["banner", "site-header", "topbar", "cookie-notice", "cookie-bar", "cookie-consent"]) {
        Some(PagePart::Head)
    } else if ends(&["sidebar", "complementary", "related-posts", "share", "social", "search"]) {
        Some(PagePart::Side)
    } else if ends(&["footer", "contentinfo", "colophon"]) {
        Some(PagePart::Foot)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_marks_are_known_and_others_are_none() {
        for name in
            ["met", "fa-check", "icon_tick", "item--met", "Check mark", "glyphicon-ok", "dashicons-yes", "checked"]
        {
            assert_eq!(mark(name), Some(Mark::MET), "{name}");
        }
        for name in ["not-met", "not_met", "Not met", "fa-times", "bi-x-circle", "unchecked", "item--not-met", "no"] {
            assert_eq!(mark(name), Some(Mark::NOT_MET), "{name}");
        }
        for name in
            ["", "checklist", "check-list", "checkbox", "no-bullet", "notes", "metadata", "fa", "tickets", "not-x"]
        {
            assert_eq!(mark(name), None, "{name}");
        }
    }
}
