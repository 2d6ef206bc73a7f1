//! What levels count as by what they are called.

use crate::exchange::framework::field::plain;
use crate::model::Counts;

/// Whether a label has no word but those of levels, so that nothing in it can turn its meaning: "no risk" is good.
pub(super) fn is_plain(label: &str) -> bool {
    const FILLING: [&str; 8] = ["yet", "all", "the", "to", "an", "extent", "of", "at"];
    let is_known =
        |word: &str| [MET, PARTLY, NOT_MET].iter().any(|words| words.split([',', ' ']).any(|one| one == word));
    plain(label).split(' ').all(|word| word.len() == 1 || FILLING.contains(&word) || is_known(word))
}

/// Words of levels that are met.
const MET: &str = "yes, met, fully, full, complete, completed, completely, compliant, conforms, conforming, conformant, \
    achieved, implemented, done, pass, passed, passes, in place, established, present, always, good, \
    excellent, strong, adequate, satisfactory, advanced, leading, optimised, optimized, high, true, green, \
    available, sufficient, accessible, exemplary, acceptable, ja, oui, si, ano, tak, sim, erfullt, conforme, cumple, \
    splneno, spelnione";

/// Words of levels that are met in part.
const PARTLY: &str = "partly, partial, partially, part, in part, in progress, ongoing, some, somewhat, mostly, largely, \
    underway, under way, started, begun, developing, emerging, minor, basic, fair, moderate, medium, \
    sometimes, to some extent, satisfactory with, needs improvement, improving, planned, limited, mixed, \
    progressing, amber, approaching, tolerable, teilweise, teils, zum teil, partiellement, en partie, parcialmente, \
    en parte, em parte, parzialmente, in parte, castecne, zcasti, czesciowo, deels, gedeeltelijk";

/// Words that levels begin with which are not met.
const NOT_MET: &str = "no, not, non, none, never, absent, missing, fail, failed, fails, unmet, unsatisfactory, inadequate, \
    initial, ad hoc, nonexistent, lacking, poor, weak, low, major, critical, false, red, insufficient, \
    beginning, noncompliant, nonconforming, inaccessible, unacceptable, bad, nothing, nein, nicht, ne, nie, nee, nao, \
    nesplneno, niespelnione";

/// What a level counts as by what it is called.
pub(super) fn by_words(label: &str) -> Option<Counts> {
    let name = format!(" {} ", plain(label));
    let begins = |words: &str| words.split(", ").any(|word| name.starts_with(&format!(" {word} ")));
    let has = |words: &str| words.split(", ").any(|word| name.contains(&format!(" {word} ")));
    // "Not fully met" is partly met, and "not met" has "met" in it.
    if name.starts_with(" not fully ") || name.starts_with(" not completely ") || name.starts_with(" not yet fully ") {
        Some(Counts::Partly)
    } else if begins(NOT_MET) && !name.starts_with(" minor ") {
        Some(Counts::NotMet)
    } else if has(PARTLY) {
        Some(Counts::Partly)
    } else if has(MET) {
        Some(Counts::Met)
    } else {
        match name.trim() {
            "y" => Some(Counts::Met),
            "n" => Some(Counts::NotMet),
            "p" => Some(Counts::Partly),
            _ => None,
        }
    }
}
