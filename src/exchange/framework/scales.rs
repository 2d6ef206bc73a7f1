//! Scales as a cell says them: `Yes/Partly/No`, `0-4`, `2 = Full; 1 = Partial; 0 = None`.

use std::{collections::HashMap, sync::Arc};

use super::field::plain;
use crate::model::{
    Counts, Framework, Id, LevelId,
    id::slug,
    scale::{Level, Scale, Value},
};
use crate::text::{Text, cluster::str_width};

mod told;
mod words;

use self::words::{by_words, is_plain};

pub(super) use told::{Returns, returns, written};

/// The scales of a table. The same text gives the same scale.
#[derive(Default)]
pub(super) struct Scales {
    read: HashMap<String, Result<Arc<Scale>, String>>,
    /// Those that the framework has of its own, in the order of the table.
    pub(super) own: Vec<Arc<Scale>>,
}

impl Scales {
    /// The scale that a text says, or why it says none.
    pub(super) fn read(&mut self, raw: &str) -> Result<Arc<Scale>, String> {
        if let Some(known) = self.read.get(raw) {
            return known.clone();
        }
        let read = self.read_anew(raw);
        self.read.insert(raw.to_owned(), read.clone());
        read
    }

    /// What was taken for granted in a text that was read, and how it says the opposite; none where it says it all.
    pub(super) fn guess(&self, raw: &str) -> Option<Guess> {
        let scale = self.read.get(raw)?.as_ref().ok()?;
        let is_guess = told::levels(raw).is_none() && said_levels(raw).is_ok_and(|said| understood(&said).is_guess);
        is_guess.then(|| Guess { taken: told::in_words(&scale.levels), turned: told::turned(&scale.levels) })
    }

    fn read_anew(&mut self, raw: &str) -> Result<Arc<Scale>, String> {
        let levels = levels(raw)?;
        let standard = Scale::met_or_not();
        let is_standard = levels.len() == 2
            && levels
                .iter()
                .zip(&standard.levels)
                .all(|(one, other)| plain(&one.label) == plain(&other.label) && one.counts == other.counts);
        if is_standard || plain(raw) == plain(Scale::MET_OR_NOT) {
            return Ok(standard);
        }
        // Written otherwise it is still the same.
        if let Some(same) = self.own.iter().find(|scale| scale.levels == levels) {
            return Ok(Arc::clone(same));
        }
        let labels: Vec<&str> = levels.iter().map(|level| level.label.as_str()).collect();
        let base = slug(&labels.join(" "));
        let is_taken = |id: &str| id == Scale::MET_OR_NOT || self.own.iter().any(|scale| scale.id.as_str() == id);
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !is_taken(id)).expect("numbers have no end");
        let id: Id = id.parse().or_else(|_| format!("scale-{id}").parse()).map_err(|_| "it gives no id".to_owned())?;
        let scale = Arc::new(Scale { id, levels });
        self.own.push(Arc::clone(&scale));
        Ok(scale)
    }
}

/// What was taken for granted of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// Its levels, best first, with what each counts as.
    pub(super) taken: String,
    /// What to write where that is the wrong way round.
    pub(super) turned: String,
}

/// The levels that a text says, best first.
fn levels(raw: &str) -> Result<Vec<Level>, String> {
    if let Some(told) = told::levels(raw) {
        return told;
    }
    let said = said_levels(raw)?;
    checked(said.iter().map(|(label, _)| label))?;
    let Understood { mut rated, .. } = understood(&said);
    if [Counts::Met, Counts::NotMet].iter().any(|end| rated.iter().all(|(_, _, counts)| counts != end)) {
        return Err("it does not say which level is met and which is not".to_owned());
    }
    let first_is_worst = rated.first().zip(rated.last()).is_some_and(|(first, last)| first.2 > last.2);
    if first_is_worst {
        rated.reverse();
    }
    rated.sort_by_key(|(_, _, counts)| *counts);
    named(&rated)
}

/// Refuses what is no scale by its labels alone.
fn checked<'l>(labels: impl Iterator<Item = &'l String>) -> Result<(), String> {
    let labels: Vec<&String> = labels.collect();
    if labels.len() < 2 {
        return Err("it names no levels, such as Yes/Partly/No or 0-4".to_owned());
    }
    if labels.len() > Framework::MOST_LEVELS {
        return Err(format!("it has {} levels; a scale has up to {}", labels.len(), Framework::MOST_LEVELS));
    }
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let is_again = |(at, label): &(usize, &&String)| labels[..*at].iter().any(|before| same(before, label));
    match labels.iter().enumerate().find(is_again) {
        Some((_, label)) => Err(format!("it names “{label}” twice")),
        None => Ok(()),
    }
}

/// What parts levels, in the order in which it is looked for.
const SEPARATORS: [&str; 8] = ["\n", ";", "|", "/", ",", " - ", " – ", " or "];

/// What a text says of each level: its label, and its value where it gives one.
type SaidLevel = (String, Option<f64>);

fn said_levels(raw: &str) -> Result<Vec<SaidLevel>, String> {
    if let Some(range) = range(raw) {
        return range;
    }
    // A sign that is part of "not applicable" parts nothing.
    let protected = raw.replace("N/A", "N\u{2060}A").replace("n/a", "n\u{2060}a");
    let parts = SEPARATORS.iter().map(|separator| {
        let parts = protected.split(*separator).map(|part| part.trim().trim_start_matches(['•', '*', '▪']).trim());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<String>>()
    });
    let parts = parts.into_iter().find(|parts| parts.len() > 1).unwrap_or_else(|| vec![protected.trim().to_owned()]);
    let levels: Vec<&String> = parts.iter().filter(|part| !is_not_applicable(part)).collect();
    Ok(counted_off(&levels).unwrap_or_else(|| levels.iter().map(|part| with_value(part)).collect()))
}

/// `0 none/1 weak/2 good`: each level behind its number, where these count on or back; "1 visit/2 visits" are no such thing.
fn counted_off(parts: &[&String]) -> Option<Vec<SaidLevel>> {
    let numbered = |part: &&String| {
        let (number, label) = part.split_once(' ')?;
        let label = label.trim();
        let is_word = label.starts_with(|c: char| c.is_alphabetic());
        Some((number.parse::<u32>().ok()?, label.to_owned())).filter(|_| is_word)
    };
    let levels: Vec<(u32, String)> = parts.iter().map(numbered).collect::<Option<_>>()?;
    let [(first, _), (second, _), ..] = &levels[..] else { return None };
    let step = i64::from(*second) - i64::from(*first);
    let is_run = levels.windows(2).all(|two| i64::from(two[1].0) - i64::from(two[0].0) == step);
    let stem = |label: &str| plain(label).trim_end_matches('s').to_owned();
    let is_counted =
        levels.iter().any(|(_, label)| levels.iter().filter(|(_, other)| stem(other) == stem(label)).count() > 1);
    (step.abs() == 1 && is_run && !is_counted)
        .then(|| levels.into_iter().map(|(number, label)| (label, Some(f64::from(number)))).collect())
}

/// `0-4`, `1 to 5`, `0..3`.
fn range(raw: &str) -> Option<Result<Vec<SaidLevel>, String>> {
    let [first, last] = ["..", " to ", "–", "—", "-"].into_iter().find_map(|between| {
        let (first, last) = raw.trim().split_once(between)?;
        Some([first.trim().parse::<u32>().ok()?, last.trim().trim_start_matches('.').parse::<u32>().ok()?])
    })?;
    let (low, high) = (first.min(last), first.max(last));
    if high - low >= Framework::MOST_LEVELS as u32 {
        return Some(Err(format!(
            "it has {} levels; a scale has up to {}",
            u64::from(high - low) + 1,
            Framework::MOST_LEVELS
        )));
    }
    Some(Ok((low..=high).map(|number| (number.to_string(), Some(f64::from(number)))).collect()))
}

fn is_not_applicable(part: &str) -> bool {
    let name = plain(&part.replace('\u{2060}', ""));
    [
        "na",
        "n a",
        "not applicable",
        "non applicable",
        "does not apply",
        "not relevant",
        "not asked",
        "not assessed",
        "open",
        "nicht zutreffend",
        "nicht anwendbar",
        "entfallt",
        "sans objet",
        "non concerne",
        "no aplica",
        "no aplicable",
        "no procede",
        "non applicabile",
        "neaplikovatelne",
        "nevztahuje se",
        "netyka se",
        "nie dotyczy",
    ]
    .contains(&name.as_str())
}

/// A level and its value, whichever stands first: `2 = Full`, `2: Full`, `2 - Full`, `Full (2)`, `Full = 2`.
fn with_value(part: &str) -> SaidLevel {
    let number = |raw: &str| raw.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    if let Some(value) = number(part) {
        return (value.to_string(), Some(value));
    }
    let signs = ['=', ':', '-', '–', '.', ')'];
    let first = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let after = part[first..].trim_start();
    if let (Some(value), Some(label)) = (number(&part[..first]), after.strip_prefix(signs))
        && !label.trim().is_empty()
        && !label.starts_with(|c: char| c.is_ascii_digit())
    {
        return (label.trim().to_owned(), Some(value));
    }
    let last = part.trim_end_matches(')');
    if let Some((label, value)) = last.rsplit_once(['=', '(', ':'])
        && let (Some(value), false) = (number(value), label.trim().is_empty())
    {
        return (label.trim().to_owned(), Some(value));
    }
    (part.to_owned(), None)
}

/// A level's label, its value where it has one, and what it counts as.
type Rated = (String, Option<f64>, Counts);

/// What the levels of a text count as.
struct Understood {
    /// The levels: those with values by these, the others as they were said.
    rated: Vec<Rated>,
    /// Whether anything of that is not in the words themselves.
    is_guess: bool,
}

/// Each level with what it counts as: by its words, else by its value, else by where it stands.
fn understood(said: &[SaidLevel]) -> Understood {
    let words: Vec<Option<Counts>> = said.iter().map(|(label, _)| by_words(label)).collect();
    let values: Option<Vec<f64>> = said.iter().map(|(_, value)| *value).collect();
    let (sorted, known) = match values {
        _ if words.iter().all(Option::is_some) => {
            let is_guess = !said.iter().all(|(label, _)| is_plain(label));
            let known = words.into_iter().flatten();
            let rated = said.iter().zip(known).map(|((label, value), counts)| (label.clone(), *value, counts));
            return Understood { rated: rated.collect(), is_guess };
        }
        Some(values) => {
            let mut sorted: Vec<(&SaidLevel, Option<Counts>, f64)> =
                said.iter().zip(words).zip(values).map(|((said, words), value)| (said, words, value)).collect();
            sorted.sort_by(|one, other| other.2.total_cmp(&one.2));
            sorted.into_iter().map(|(said, words, _)| (said.clone(), words)).unzip()
        }
        None => (said.to_vec(), words),
    };
    let known: Vec<Counts> = by_place(&known);
    let rated = sorted.into_iter().zip(&known).map(|((label, value), counts)| (label, value, *counts));
    let rated: Vec<Rated> = rated.collect();
    // Two ends that are known leave nothing open but what is between them.
    let ends = [rated.first(), rated.last()]
        .map(|end| end.is_some_and(|(label, ..)| by_words(label).is_some() && is_plain(label)));
    Understood { rated, is_guess: ends != [true, true] }
}

/// What is not known by its words counts by its place: the ends are met and not met, whichever way those that are known say,
/// and what is between them is partly met.
fn by_place(known: &[Option<Counts>]) -> Vec<Counts> {
    let (first, last) = (known.first().copied().flatten(), known.last().copied().flatten());
    let best_first = match (first, last) {
        (Some(Counts::NotMet), _) | (None, Some(Counts::Met)) => false,
        (Some(Counts::Met), _) | (None, Some(Counts::NotMet)) => true,
        // Neither end says it: what is between them may.
        _ => {
            let place = |sought: Counts| known.iter().position(|counts| *counts == Some(sought));
            match (place(Counts::Met), place(Counts::NotMet)) {
                (Some(met), Some(not_met)) => met < not_met,
                _ => true,
            }
        }
    };
    // Where both are known by their words, what else there is can be neither.
    let is_said = |sought: Counts| known.contains(&Some(sought));
    let (both, last) = (is_said(Counts::Met) && is_said(Counts::NotMet), known.len() - 1);
    let of_place = |at: usize| match at {
        _ if both || at != 0 && at != last => Counts::Partly,
        _ if (at == 0) == best_first => Counts::Met,
        _ => Counts::NotMet,
    };
    known.iter().enumerate().map(|(at, counts)| counts.unwrap_or_else(|| of_place(at))).collect()
}

/// Levels with ids, signs and keys: those that a file would be given which names none.
fn named(rated: &[Rated]) -> Result<Vec<Level>, String> {
    let digit = |value: Option<f64>| value.map(|value| value.to_string()).filter(|word| word.len() == 1);
    let mut levels: Vec<Level> = Vec::new();
    for (at, (label, value, counts)) in rated.iter().enumerate() {
        let words = slug(label).replace('-', "_");
        let words = digit(*value).unwrap_or_else(|| words.chars().take(LevelId::LONGEST - 2).collect());
        let words = words.trim_end_matches('_');
        let numbered = (2..).map(|n| format!("{words}_{n}"));
        let free = |id: LevelId| levels.iter().all(|level| level.id != id);
        let candidates = std::iter::once(words.to_owned()).chain(numbered).take(20);
        let id = candidates.filter_map(|word| word.parse::<LevelId>().ok()).find(|id| free(*id));
        let id = id.ok_or_else(|| format!("“{label}” gives no id"))?;
        levels.push(Level {
            id,
            label: Text::one_line(label),
            sign: Text::default(),
            ascii: Text::default(),
            counts: *counts,
            key: char::from_digit((at as u32 + 1) % 10, 10),
            value: value.map(Value),
            guidance: Text::default(),
        });
    }
    let is_digit = |level: &Level| level.id.as_str().len() == 1 && level.id.as_str().as_bytes()[0].is_ascii_digit();
    if levels.iter().any(is_digit) {
        for level in &mut levels {
            level.key = level.id.as_str().chars().next().filter(|_| is_digit(level));
        }
    }
    sign(&mut levels);
    Ok(levels)
}

/// Signs: a level's digit; where one alone is met, one partly, one not, the usual ones; else the beginnings of the labels.
fn sign(levels: &mut [Level]) {
    let alone = |counts: Counts, levels: &[Level]| levels.iter().filter(|level| level.counts == counts).count() == 1;
    let usual: Vec<Option<(&str, &str)>> = levels
        .iter()
        .map(|level| match level.counts {
            counts if level.key.is_some_and(|key| level.id.as_str() == key.to_string()) || !alone(counts, levels) => {
                None
            }
            Counts::Met => Some(("✓", "x")),
            Counts::Partly => Some(("◐", "~")),
            Counts::NotMet => Some(("–", "-")),
        })
        .collect();
    for (at, usual) in usual.into_iter().enumerate() {
        let beginning: String = levels[at].id.as_str().chars().take(2).collect();
        let beginning = beginning.trim_end_matches(['_', '-', '.']).to_owned();
        let is_taken = |sign: &str| levels[..at].iter().any(|level| level.ascii.as_str() == sign);
        let own = if is_taken(&beginning) { (at + 1).to_string() } else { beginning };
        let (sign, ascii) =
            usual.map_or_else(|| (own.clone(), own.clone()), |(sign, ascii)| (sign.to_owned(), ascii.to_owned()));
        debug_assert!(str_width(&sign) <= 2);
        levels[at].sign = sign.as_str().into();
        levels[at].ascii = ascii.as_str().into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<Vec<(String, Counts)>, String> {
        let levels = levels(raw)?;
        Ok(levels.into_iter().map(|level| (level.label.to_string(), level.counts)).collect())
    }

    #[test]
    fn the_usual_words_say_what_they_count_as_best_first() {
        use Counts::{Met, NotMet, Partly};
        for (raw, wanted) in [
            ("Yes/Partly/No", vec![("Yes", Met), ("Partly", Partly), ("No", NotMet)]),
            ("Yes / No / Partly", vec![("Yes", Met), ("Partly", Partly), ("No", NotMet)]),
            ("no, in progress, yes, n/a", vec![("yes", Met), ("in progress", Partly), ("no", NotMet)]),
            (
                "Compliant; Partially compliant; Non-compliant; N/A",
                vec![("Compliant", Met), ("Partially compliant", Partly), ("Non-compliant", NotMet)],
            ),
            (
                "Fully met\nNot fully met\nNot met",
                vec![("Fully met", Met), ("Not fully met", Partly), ("Not met", NotMet)],
            ),
            (
                "Absent|Emerging|Established|Leading",
                vec![("Leading", Met), ("Established", Met), ("Emerging", Partly), ("Absent", NotMet)],
            ),
            ("Yes/Rather/No", vec![("Yes", Met), ("Rather", Partly), ("No", NotMet)]),
            ("Yes or No", vec![("Yes", Met), ("No", NotMet)]),
            ("1 = Yes; 2 = Partly; 3 = No", vec![("Yes", Met), ("Partly", Partly), ("No", NotMet)]),
            ("0/1/2", vec![("2", Met), ("1", Partly), ("0", NotMet)]),
            (
                "0 - Nothing, 1 - Something, 2 - Everything",
                vec![("Everything", Met), ("Something", Partly), ("Nothing", NotMet)],
            ),
            ("Everything (2); Nothing (0)", vec![("Everything", Met), ("Nothing", NotMet)]),
        ] {
            let wanted: Vec<(String, Counts)> =
                wanted.into_iter().map(|(label, counts)| (label.to_owned(), counts)).collect();
            assert_eq!(read(raw), Ok(wanted), "{raw}");
        }
        for range in ["0-4", "0–4", "0 to 4", "4-0", "0..4"] {
            let levels = levels(range).unwrap();
            let seen: Vec<(&str, Option<char>, Option<f64>)> =
                levels.iter().map(|level| (level.id.as_str(), level.key, level.value.map(|value| value.0))).collect();
            assert_eq!(seen[0], ("4", Some('4'), Some(4.0)), "{range}");
            assert_eq!(seen[4], ("0", Some('0'), Some(0.0)));
        }
    }

    #[test]
    fn what_the_words_do_not_say_is_taken_in_its_order_and_told() {
        use Counts::{Met, NotMet, Partly};
        let guessed = |raw: &str| {
            let mut scales = Scales::default();
            let scale = scales.read(raw).unwrap();
            let levels: Vec<(String, Counts)> =
                scale.levels.iter().map(|level| (level.label.to_string(), level.counts)).collect();
            (levels, scales.guess(raw))
        };
        for (raw, wanted) in [
            ("Igen/Nem", vec![("Igen", Met), ("Nem", NotMet)]),
            ("Igen/Részben/Nem", vec![("Igen", Met), ("Részben", Partly), ("Nem", NotMet)]),
            ("None/Some/All", vec![("All", Met), ("Some", Partly), ("None", NotMet)]),
            ("Blue/Grey/Pink", vec![("Blue", Met), ("Grey", Partly), ("Pink", NotMet)]),
            ("No risk/Some risk/High risk", vec![("High risk", Met), ("Some risk", Partly), ("No risk", NotMet)]),
            ("0-2", vec![("2", Met), ("1", Partly), ("0", NotMet)]),
            ("1 = fine; 2 = so so; 3 = bad", vec![("fine", Met), ("so so", Partly), ("bad", NotMet)]),
            ("Yes/No/Perhaps", vec![("Yes", Met), ("Perhaps", Partly), ("No", NotMet)]),
        ] {
            let (levels, guess) = guessed(raw);
            let wanted: Vec<(String, Counts)> =
                wanted.into_iter().map(|(label, counts)| (label.to_owned(), counts)).collect();
            assert_eq!(levels, wanted, "{raw}");
            // What the note says to write is the other way round.
            let (turned, told) = guessed(&guess.expect(raw).turned);
            assert_eq!((&turned[0].0, turned[0].1, told), (&wanted[wanted.len() - 1].0, Met, None), "{raw}");
        }
        for raw in ["Yes/Partly/No", "1 = acceptable; 2 = tolerable; 3 = unacceptable", "Good/Bad", "met / not met"] {
            let (levels, guess) = guessed(raw);
            assert_eq!((levels[0].1, guess), (Met, None), "{raw}");
        }
    }

    #[test]
    fn what_names_no_levels_is_refused_with_the_reason() {
        for (raw, why) in [
            ("Quality scale", "names no levels"),
            ("0-10", "has 11 levels"),
            ("yes/Yes/no", "names “Yes” twice"),
            ("Yes/Always", "which is not"),
            ("", "names no levels"),
            ("N/A", "names no levels"),
        ] {
            let told = read(raw).unwrap_err();
            assert!(told.contains(why), "{raw}: {told}");
        }
    }

    #[test]
    fn the_same_levels_are_one_scale_and_met_or_not_is_the_one_that_is_always_there() {
        let mut scales = Scales::default();
        let one = scales.read("Yes/Partly/No").unwrap();
        assert!(Arc::ptr_eq(&one, &scales.read("Yes / Partly / No / N/A").unwrap()));
        assert_eq!(one.id.as_str(), "yes-partly-no");
        assert!(scales.read("met / not met").unwrap().is_met_or_not());
        let other = scales.read("yes/partly/no").unwrap();
        assert_eq!((other.id.as_str(), scales.own.len()), ("yes-partly-no-2", 2));
        for raw in [
            "Yes/Partly/No",
            "0-4",
            "2 = Full; 0 = None",
            "Compliant; Partially compliant; Non-compliant",
            "A/B met; No, not",
        ] {
            let scale = scales.read(raw).unwrap();
            assert!(Arc::ptr_eq(&scale, &scales.read(&written(&scale)).unwrap()), "{raw}: {}", written(&scale));
        }
    }
}
