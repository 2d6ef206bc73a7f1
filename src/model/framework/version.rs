//! The order of a framework's versions.

use std::{borrow::Borrow, cmp::Ordering};

use super::Framework;
use crate::model::Id;

/// How two versions stand to each other: numbers by what they count, so that 1.10 comes after 1.9, all else by its letters.
pub fn version_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.trim(), other.trim());
    loop {
        let (first, second) = (take_part(&mut one), take_part(&mut other));
        let order = match (number(first), number(second)) {
            (Some(first), Some(second)) => first.len().cmp(&second.len()).then_with(|| first.cmp(second)),
            _ => first.cmp(second),
        };
        if order.is_ne() || first.is_empty() {
            // Whatever is written alike but for noughts in front keeps an order.
            return order.then_with(|| one.cmp(other));
        }
    }
}

/// The newest version of a framework among those that are known.
pub fn newest<'f, F: Borrow<Framework>>(known: &'f [F], id: &Id) -> Option<&'f F> {
    let versions = known.iter().filter(|framework| (*framework).borrow().id == *id);
    // Of two that have one version the first is the one that is used.
    versions.rev().max_by(|one, other| version_order(&(*one).borrow().version, &(*other).borrow().version))
}

/// Cuts the digits, or all up to the next digit, off a version's front.
fn take_part<'v>(version: &mut &'v str) -> &'v str {
    let is_number = version.starts_with(|c: char| c.is_ascii_digit());
    let end = version.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(version.len());
    let (part, rest) = version.split_at(end);
    *version = rest;
    part
}

/// A part without noughts in front, where it is a number.
fn number(part: &str) -> Option<&str> {
    part.starts_with(|c: char| c.is_ascii_digit()).then(|| part.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_numbers_and_the_rest_as_letters() {
        let sorted = [
            "", "1", "1.0", "1.2", "1.9", "1.10", "1.10-a", "1.10-b", "2", "10", "2024-11", "2024-12", "v1", "v2",
            "v10",
        ];
        for (at, one) in sorted.iter().enumerate() {
            for (place, other) in sorted.iter().enumerate() {
                assert_eq!(version_order(one, other), at.cmp(&place), "{one} {other}");
            }
        }
        assert_eq!(version_order("1.02", "1.2"), Ordering::Equal);
    }

    #[test]
    fn the_newest_is_taken_and_of_two_alike_the_first() {
        let [mut old, mut new, mut again] = [Framework::built_in(), Framework::built_in(), Framework::built_in()];
        (old.version, new.version, again.version) = ("1.9".into(), "1.10".into(), "1.10".into());
        again.title = "Again".into();
        let known = [old.clone(), new.clone(), again];
        assert_eq!(newest(&known, &old.id), Some(&known[1]));
        assert_eq!(newest(&known, &"other".parse().unwrap()), None);
    }
}
