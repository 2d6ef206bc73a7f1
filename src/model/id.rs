//! Ids: what frameworks, evaluations and their records are called for ever; and lists whose records have one each.

use std::{fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

/// A short name that never changes: letters, digits, `-`, `_` and `.` in ASCII, at most [`Id::LONGEST`] bytes.
///
/// The rule keeps every id usable as a file's stem on every system: no separators, no hidden files, no `..`,
/// none of the names that Windows reserves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Box<str>);

/// Why a string is no [`Id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// Nothing there.
    #[error("an id can't be empty")]
    Empty,
    /// Longer than [`Id::LONGEST`] bytes.
    #[error("an id has at most {} characters", Id::LONGEST)]
    TooLong,
    /// A character that no id has, or a `.` in front.
    #[error("an id has only the letters a to z, digits, '-', '_' and '.', and no '.' in front")]
    Character,
    /// A name that some systems keep for a device.
    #[error("this id is a device's name on some systems")]
    Reserved,
}

impl Id {
    /// The most bytes that an id has.
    pub const LONGEST: usize = 100;

    /// The id as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id for a record within an evaluation: a letter that tells its kind and six random ones.
    pub fn of_record(kind: char, dice: &mut Dice) -> Id {
        Id(format!("{kind}-{}", dice.letters(6)).into())
    }

    /// An evaluation's id: the day it was begun, its practice's title as a slug, and a few random letters.
    pub fn of_evaluation(day: jiff::civil::Date, title: &str, dice: &mut Dice) -> Id {
        Id(format!("{day}-{}-{}", slug(title), dice.letters(5)).into())
    }

    /// An id for one of several that are told apart by their numbers alone; `what` is of letters from a to z.
    pub(crate) fn numbered(what: &'static str, n: usize) -> Id {
        Id(format!("{what}-{n}").into())
    }

    /// The day on which an evaluation was begun, where its id tells it.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.as_str().get(..10)?.parse().ok()
    }

    /// What stands last in an evaluation's id, its random letters, by which people tell two of one practice apart.
    pub fn letters(&self) -> &str {
        self.as_str().rsplit('-').next().unwrap_or_default()
    }

    /// Whether `beginning` abbreviates this id: a beginning of the whole, of its slug or of its random letters.
    pub fn begins_with(&self, beginning: &str) -> bool {
        let whole = self.as_str();
        let slug = if self.day().is_some() { whole.get(11..).unwrap_or("") } else { whole };
        [whole, slug, self.letters()].iter().any(|part| part.starts_with(beginning))
    }
}

/// A title as the middle of an id or as a file's name: folded to ASCII words joined by `-`, at most 40 bytes, never empty.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in crate::text::fold::fold(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(40);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

/// Random letters from a seed: the same seed gives the same letters, so that the core stays repeatable.
#[derive(Clone, Copy, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that start from `seed`.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// `count` letters and digits, without those that look alike (0 o, 1 l i).
    pub fn letters(&mut self, count: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
        (0..count).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect()
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound as u64) as usize
    }

    /// Some number, by `SplitMix64`, <https://prng.di.unimi.it/splitmix64.c>.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(raw: &str) -> Result<Id, IdError> {
        const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
        let stem = raw.split('.').next().unwrap_or("").to_ascii_lowercase();
        let numbered =
            |name: &str| stem.strip_prefix(name).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
        if raw.is_empty() {
            Err(IdError::Empty)
        } else if raw.len() > Id::LONGEST {
            Err(IdError::TooLong)
        } else if raw.starts_with('.') || !raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
            Err(IdError::Character)
        } else if RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
            Err(IdError::Reserved)
        } else {
            Ok(Id(raw.into()))
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A record that is known by an id within its list.
pub trait Keyed {
    /// Whether the list is held in the order of its ids instead of the order of entry.
    const SORTED: bool = false;

    /// The record's id.
    fn key(&self) -> &Id;

    /// Whether the record says nothing; such records are not kept.
    fn is_void(&self) -> bool {
        false
    }
}

/// An id on its own is a record of nothing more: a list of ids is a set, in their order.
impl Keyed for Id {
    const SORTED: bool = true;
    fn key(&self) -> &Id {
        self
    }
}

/// A list of records in which no id stands twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Records<T>(Vec<T>);

impl<T> Default for Records<T> {
    fn default() -> Self {
        Records(Vec::new())
    }
}

impl<T> Deref for Records<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a Records<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> IntoIterator for Records<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Keyed> Records<T> {
    /// Where the record with this id stands, or, in a sorted list, where it belongs.
    fn find(&self, key: &Id) -> Result<usize, usize> {
        if T::SORTED {
            self.0.binary_search_by(|record| record.key().cmp(key))
        } else {
            self.0.iter().position(|record| record.key() == key).ok_or(self.0.len())
        }
    }

    /// The record with this id.
    pub fn get(&self, key: &Id) -> Option<&T> {
        self.find(key).ok().map(|at| &self.0[at])
    }

    /// The record with this id, to be changed in anything but its id.
    pub fn get_mut(&mut self, key: &Id) -> Option<&mut T> {
        self.find(key).ok().map(|at| &mut self.0[at])
    }

    /// Where the record with this id stands.
    pub fn position(&self, key: &Id) -> Option<usize> {
        self.find(key).ok()
    }

    /// Puts a record in at `at` (in a sorted list: where it belongs), unless its id is there already or `at` is too far.
    pub fn insert(&mut self, at: usize, record: T) -> bool {
        match self.find(record.key()) {
            Err(place) if T::SORTED => self.0.insert(place, record),
            Err(_) if at <= self.0.len() => self.0.insert(at, record),
            _ => return false,
        }
        true
    }

    /// Takes the record with this id out.
    pub fn remove(&mut self, key: &Id) -> Option<T> {
        self.find(key).ok().map(|at| self.0.remove(at))
    }
}

impl<T: Keyed> FromIterator<T> for Records<T> {
    /// Of records with the same id the first stays.
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut list = Records::default();
        for record in records {
            list.insert(list.len(), record);
        }
        list
    }
}

impl<'de, T: Keyed + Deserialize<'de>> Deserialize<'de> for Records<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Keyed + Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
            type Value = Records<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of records with an id each")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Records<T>, A::Error> {
                let mut records = Records::default();
                while let Some(record) = list.next_element::<T>()? {
                    let id = record.key().clone();
                    if !records.insert(records.len(), record) {
                        return Err(de::Error::custom(format_args!("the id \"{id}\" appears twice in this list")));
                    }
                }
                records.0.retain(|record| !record.is_void());
                Ok(records)
            }
        }
        deserializer.deserialize_seq(Visitor(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_safe_as_a_file_name() {
        let longest = "x".repeat(100);
        for good in [
            "spring-good-practice",
            "1.2-receiving-society",
            "2026-11-24-untitled-k7q2x",
            "console",
            "a_b",
            "com",
            "com10",
            "lptx",
            &longest,
        ] {
            assert_eq!(good.parse::<Id>().map(|id| id.to_string()).as_deref(), Ok(good));
        }
        for bad in
            ["", ".", "..", "../x", "a/b", "a\\b", "a\0", "Ústí", "nul", "CON.ron", "com1", "lpt9.x", &"x".repeat(101)]
        {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_evaluations_id_tells_day_and_practice() {
        let day = jiff::civil::date(2026, 11, 24);
        let id = |title: &str| Id::of_evaluation(day, title, &mut Dice::new(7)).to_string();
        assert!(id("Centre for Foreigners, Ústí").starts_with("2026-11-24-centre-for-foreigners-usti-"));
        assert!(id("中心").starts_with("2026-11-24-untitled-"));
        assert_eq!([39, 40, 41].map(|length| slug(&"x".repeat(length)).len()), [39, 40, 40]);
        assert_eq!(slug(&format!("{} y", "x".repeat(39))), "x".repeat(39), "no dash at the end");
        assert_eq!(slug("  A -- b!"), "a-b");
        assert!(id("Łódź").parse::<Id>().is_ok());
    }

    #[test]
    fn an_id_is_found_by_any_of_its_beginnings() {
        let id: Id = "2026-11-24-centre-k7q2x".parse().unwrap();
        for beginning in ["2026-11", "centre", "cen", "k7"] {
            assert!(id.begins_with(beginning), "{beginning}");
        }
        assert!(!id.begins_with("entre") && !id.begins_with("11-24"));
        let id: Id = "no-day-in-front".parse().unwrap();
        assert!(id.begins_with("no-day") && id.begins_with("front") && !id.begins_with("day"));
    }

    #[test]
    fn dice_repeat_themselves_and_give_letters_that_can_be_told_apart() {
        // The first numbers that the published generator gives for this seed.
        let mut dice = Dice::new(1_234_567);
        let numbers = [(); 3].map(|()| dice.roll());
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        assert_eq!(Dice::new(1_234_567).below(1000), 317);
        let letters = Dice::new(7).letters(400);
        assert!(letters.len() == 400 && !letters.contains(['0', 'o', '1', 'l', 'i']));
        assert!(('a'..='z').chain('2'..='9').filter(|c| letters.contains(*c)).count() == 31, "{letters}");
        assert_eq!(Id::of_record('j', &mut Dice::new(7)).as_str(), format!("j-{}", &letters[..6]));
    }

    /// A record in the order of entry; ids on their own are sorted.
    #[derive(Debug, PartialEq)]
    struct Entered(Id);

    impl Keyed for Entered {
        fn key(&self) -> &Id {
            &self.0
        }
    }

    #[test]
    fn a_list_takes_an_id_once_and_in_its_order() {
        let id = |raw: &str| raw.parse::<Id>().unwrap();
        let mut entered: Records<Entered> = ["b", "c", "b"].map(|raw| Entered(id(raw))).into_iter().collect();
        assert!(!entered.insert(3, Entered(id("a"))), "too far");
        assert!(entered.insert(0, Entered(id("a"))) && entered.insert(3, Entered(id("d"))));
        assert!(!entered.insert(0, Entered(id("d"))), "it is there");
        assert_eq!(entered.iter().map(|one| one.0.as_str()).collect::<String>(), "abcd");
        assert_eq!((entered.position(&id("c")), entered.get(&id("c"))), (Some(2), Some(&Entered(id("c")))));
        assert_eq!((entered.remove(&id("c")), entered.remove(&id("c"))), (Some(Entered(id("c"))), None));

        let mut sorted: Records<Id> = ["c", "a", "c"].map(id).into_iter().collect();
        assert!(sorted.insert(9, id("b")) && !sorted.insert(0, id("b")));
        assert_eq!(sorted.iter().map(Id::as_str).collect::<String>(), "abc");
        assert_eq!((sorted.position(&id("b")), sorted.get(&id("d"))), (Some(1), None));
    }
}
