//! Scales of which a cell tells what each level counts as: `Acceptable [met] / Tolerable [partly] / Unacceptable [not met]`.
//! Their order is the cell's. A level's id stands behind that where no other would be made: `Yes [met, full]`.

use super::{SEPARATORS, named, said_levels, understood, with_value};
use crate::model::{
    Counts, LevelId,
    scale::{Level, Scale, Value},
};

/// A level without what is told of it, and that: what it counts as, and its id where that is told.
fn apart(part: &str) -> Option<(&str, Counts, Option<LevelId>)> {
    let (label, told) = part.trim().strip_suffix(']')?.rsplit_once('[')?;
    let (told, id) = told.split_once(',').map_or((told, None), |(told, id)| (told, Some(id)));
    let counts = [Counts::Met, Counts::Partly, Counts::NotMet];
    let counts = counts.into_iter().find(|counts| counts.in_words() == super::plain(told))?;
    let id = match id {
        Some(id) => Some(id.trim().parse().ok()?),
        None => None,
    };
    let label = label.trim();
    (!label.is_empty()).then_some((label, counts, id))
}

/// The levels of a text that tells what each of them counts as; none where it does not.
pub(super) fn levels(raw: &str) -> Option<Result<Vec<Level>, String>> {
    let parts = |separator: &&str| {
        let parts: Option<Vec<_>> = raw.split(*separator).filter(|part| !part.trim().is_empty()).map(apart).collect();
        parts.filter(|parts| parts.len() > 1)
    };
    let told = SEPARATORS.iter().find_map(parts)?;
    let rated: Vec<_> = told
        .iter()
        .map(|(label, counts, _)| {
            let (label, value) = with_value(label);
            (label, value, *counts)
        })
        .collect();
    Some(super::checked(rated.iter().map(|(label, ..)| label)).and_then(|()| named(&rated)).map(|mut levels| {
        for (level, (_, _, id)) in levels.iter_mut().zip(told) {
            level.id = id.unwrap_or(level.id);
        }
        levels
    }))
}

/// A scale as a cell says it: as people write it where that is understood without guessing, else with what each level counts
/// as.
pub(in crate::exchange::framework) fn written(scale: &Scale) -> String {
    let label = |level: &Level| match level.value {
        Some(Value(value)) if level.label.as_str() != value.to_string() => format!("{value} = {}", level.label),
        _ => level.label.to_string(),
    };
    let plain: Vec<String> = scale.levels.iter().map(label).collect();
    // What parts the levels must not be in one of them.
    let joined = |said: &[String]| [" / ", "; ", "\n", " | "].map(|separator| said.join(separator));
    let is_certain = |written: &&String| said_levels(written).is_ok_and(|said| !understood(&said).is_guess);
    if let Some(written) = joined(&plain).iter().filter(is_certain).find(|written| is_same(written, scale)) {
        return written.clone();
    }
    let counted: Vec<String> =
        scale.levels.iter().map(|level| format!("{} [{}]", label(level), level.counts.in_words())).collect();
    let whole = scale
        .levels
        .iter()
        .map(|level| format!("{} [{}, {}]", label(level), level.counts.in_words(), level.id))
        .collect::<Vec<_>>();
    let candidates = joined(&counted).into_iter().chain(joined(&whole)).collect::<Vec<_>>();
    candidates.iter().find(|written| is_same(written, scale)).unwrap_or(&candidates[0]).clone()
}

/// Whether a text is read as the levels of a scale, but for what no cell says: signs, keys and guidance.
fn is_same(written: &str, scale: &Scale) -> bool {
    let said = |level: &Level| (level.id, level.label.clone(), level.counts, level.value);
    super::levels(written).is_ok_and(|read| read.iter().map(said).eq(scale.levels.iter().map(said)))
}

/// How much of a scale comes back from what a cell says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::framework) enum Returns {
    /// All but its id.
    Whole,
    /// What its levels are called and count as, and their order; not their signs, keys and guidance.
    Levels,
    /// Not even that.
    Less,
}

/// How much of a scale comes back.
pub(in crate::exchange::framework) fn returns(scale: &Scale) -> Returns {
    let written = written(scale);
    if scale.is_met_or_not() || super::levels(&written).is_ok_and(|read| read == scale.levels) {
        Returns::Whole
    } else if is_same(&written, scale) {
        Returns::Levels
    } else {
        Returns::Less
    }
}

/// How a cell says the opposite of what was made of it, best first.
pub(super) fn turned(levels: &[Level]) -> String {
    let counts = levels.iter().map(|level| level.counts);
    let said = levels.iter().rev().zip(counts);
    said.map(|(level, counts)| format!("{} [{}]", level.label, counts.in_words())).collect::<Vec<_>>().join(" / ")
}

/// Levels with what they count as, in words.
pub(super) fn in_words(levels: &[Level]) -> String {
    levels.iter().map(|level| format!("{} ({})", level.label, level.counts.in_words())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::framework::scales::Scales;

    #[test]
    fn what_each_level_counts_as_is_told_and_read_back_in_its_order() {
        for raw in [
            "Unacceptable [not met] / Tolerable [partly] / Acceptable [met]",
            "No [met] / Yes [not met]",
            "Met [met] / Not met [not met] / Not assessed [not met]",
            "3 = Low risk [met]; 1 = High/very high risk [not met]",
            "Yes [met, full] / No [not met, none]",
        ] {
            let mut scales = Scales::default();
            let scale = scales.read(raw).unwrap();
            assert_eq!(scales.guess(raw), None);
            assert_eq!((written(&scale).as_str(), returns(&scale)), (raw, Returns::Whole));
        }
        let mut scales = Scales::default();
        let turned = scales.read("not met [met] / met [not met]").unwrap();
        assert!(!turned.is_met_or_not());
    }

    #[test]
    fn what_a_cell_does_not_say_is_known() {
        let mut scale = (*Scales::default().read("Yes/Partly/No").unwrap()).clone();
        assert_eq!((written(&scale).as_str(), returns(&scale)), ("Yes / Partly / No", Returns::Whole));
        scale.levels.reverse();
        assert_eq!(written(&scale), "No [not met] / Partly [partly] / Yes [met]");
        assert_eq!(returns(&scale), Returns::Levels, "the keys are others");
        scale.levels[0].label = "No / [met]; x |\ny".into();
        assert_eq!(returns(&scale), Returns::Less);
    }
}
