//! Filters: which evaluations a portfolio or a search looks at.

use jiff::civil::Date;

use crate::model::{Evaluation, Id, Status, country};
use crate::text::fold::fold;

/// A country as one value, whether its name or its code was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country {
    /// What it is compared by.
    key: String,
    name: String,
}

/// What filters look at in an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where it stands.
    pub status: Status,
    /// The practice's country; none: it is not said.
    pub country: Option<Country>,
    /// The day of the first visit, else the day in the id.
    pub day: Option<Date>,
    /// The options that are chosen of the framework's details.
    pub chosen: Vec<Chosen>,
    /// Whether it is the sample.
    pub sample: bool,
}

/// An option chosen of a detail: the detail, the option.
pub type Chosen = (Id, Id);

/// What an evaluation has to be like; what is none does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// It has this status.
    pub status: Option<Status>,
    /// Its practice is in this country.
    pub country: Option<Country>,
    /// It is of this day or later.
    pub from: Option<Date>,
    /// It is of this day or earlier.
    pub until: Option<Date>,
    /// Each of these options is chosen.
    pub chosen: Vec<Chosen>,
}

impl Country {
    /// The country that an evaluation names; none where nothing is said.
    pub fn of(named: &str) -> Option<Country> {
        let named = named.trim();
        if named.is_empty() {
            return None;
        }
        let name = country::known(named).map_or(named, |(name, _)| name);
        Some(Country { key: fold(name), name: name.to_owned() })
    }

    /// The country that is looked for; a beginning that only one has is enough.
    pub fn sought(typed: &str) -> Option<Country> {
        Country::of(country::completed(typed).unwrap_or(typed))
    }

    /// Its name; what was typed where it is not known.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its code; its name where it is not known.
    pub fn code(&self) -> &str {
        country::code(&self.name)
    }

    /// Whether both are the same country.
    pub fn is(&self, other: &Country) -> bool {
        self.key == other.key
    }
}

impl Facts {
    /// What filters look at in this evaluation.
    pub fn of(evaluation: &Evaluation) -> Facts {
        let visited = evaluation.visits.iter().filter_map(crate::model::evaluation::Visit::day).min();
        let chosen = evaluation
            .details
            .iter()
            .flat_map(|given| given.chosen.iter().map(|option| (given.detail.clone(), option.clone())));
        let begun = || evaluation.id.as_str().get(..10)?.parse().ok();
        Facts {
            status: evaluation.status(),
            country: Country::of(&evaluation.practice.country),
            day: visited.or_else(begun),
            chosen: chosen.collect(),
            sample: evaluation.sample,
        }
    }
}

impl Filter {
    /// Whether nothing is filtered.
    pub fn is_off(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether an evaluation passes. One without a day passes no filter by day.
    pub fn accepts(&self, facts: &Facts) -> bool {
        let in_country = |sought: &Country| facts.country.as_ref().is_some_and(|country| country.is(sought));
        self.status.is_none_or(|status| status == facts.status)
            && self.country.as_ref().is_none_or(in_country)
            && self.from.is_none_or(|from| facts.day.is_some_and(|day| from <= day))
            && self.until.is_none_or(|until| facts.day.is_some_and(|day| day <= until))
            && self.chosen.iter().all(|chosen| facts.chosen.contains(chosen))
    }
}

/// The status that a person begins to name.
pub fn status_named(typed: &str) -> Option<Status> {
    let typed = fold(typed.trim());
    Status::ALL.into_iter().find(|status| !typed.is_empty() && fold(status.name()).starts_with(&typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Framework, Visit};

    fn evaluation(id: &str, country: &str, visits: &[&str]) -> Evaluation {
        let mut evaluation = Evaluation::new(id.parse().unwrap(), &Framework::built_in());
        evaluation.practice.country = country.into();
        let visits = visits.iter().enumerate();
        evaluation.visits =
            visits.map(|(n, day)| Visit::on(format!("v-{n}").parse().unwrap(), (*day).into())).collect();
        evaluation
    }

    #[test]
    fn a_country_is_one_however_it_is_written() {
        let same = [" czechia", "CZ", "Czechia"].map(|named| Country::of(named).unwrap());
        assert!(same.iter().all(|country| country.is(&same[0]) && country.name() == "Czechia"));
        assert!(Country::sought("cze").unwrap().is(&same[0]));
        let unknown = Country::of("Atlantis").unwrap();
        assert_eq!((unknown.name(), unknown.code()), ("Atlantis", "Atlantis"));
        assert!(Country::of("atlantís").unwrap().is(&unknown));
        assert_eq!(Country::of(" "), None);
    }

    #[test]
    fn the_day_is_the_first_visits_else_the_ids() {
        let day = |id, visits: &[&str]| Facts::of(&evaluation(id, "", visits)).day.map(|day| day.to_string());
        assert_eq!(day("2026-11-24-x-abcde", &["soon", "2026-10-02", "2026-09-30"]).as_deref(), Some("2026-09-30"));
        assert_eq!(day("2026-11-24-x-abcde", &["soon"]).as_deref(), Some("2026-11-24"));
        assert_eq!(day("mine", &[]), None);
    }

    #[test]
    fn every_part_of_a_filter_has_to_fit() {
        let facts = Facts::of(&evaluation("2026-11-24-x-abcde", "IT", &[]));
        let day = |raw: &str| Some(raw.parse().unwrap());
        let accepts = |filter: Filter| filter.accepts(&facts);
        assert!(accepts(Filter::default()) && Filter::default().is_off());
        assert!(accepts(Filter { status: Some(Status::Draft), country: Country::sought("ital"), ..Filter::default() }));
        assert!(!accepts(Filter { status: Some(Status::Approved), country: Country::of("it"), ..Filter::default() }));
        assert!(!accepts(Filter { country: Country::of("Poland"), ..Filter::default() }));
        assert!(accepts(Filter { from: day("2026-11-24"), until: day("2026-11-24"), ..Filter::default() }));
        assert!(!accepts(Filter { from: day("2026-11-25"), ..Filter::default() }));
        assert!(!accepts(Filter { until: day("2026-11-23"), ..Filter::default() }));
        let dayless = Facts::of(&evaluation("mine", "", &[]));
        assert!(!Filter { from: day("2000-01-01"), ..Filter::default() }.accepts(&dayless));
    }

    #[test]
    fn a_status_is_named_by_its_beginning() {
        assert_eq!(status_named("SUB"), Some(Status::Submitted));
        assert_eq!(status_named("approved"), Some(Status::Approved));
        assert_eq!((status_named(""), status_named("done")), (None, None));
    }
}
