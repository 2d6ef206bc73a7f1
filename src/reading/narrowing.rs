//! The list of filters: every value that occurs, with how many practices it leaves.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Framework, Status, place};
use crate::reading::{Chosen, Country, Filter, Portfolio};

/// What a row of the list does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// Clears all filters.
    All,
    /// Shows one status only; again: all.
    Status(Status),
    /// Shows one country only; again: all.
    Country(Country),
    /// Shows what is of this day or later; again: all.
    From(Date),
    /// Shows what is of this day or earlier; again: all.
    Until(Date),
    /// Shows only those with this option of a detail; again: all. With both labels.
    Chosen(Chosen, String, String),
    /// Shows the practices that answer another framework.
    Framework(usize),
}

impl Narrowing {
    /// The filter that comes of it: its value is set, or taken off where it is set already.
    pub fn applied_to(&self, filter: &Filter) -> Filter {
        fn turned<T: PartialEq + Clone>(set: Option<&T>, value: &T) -> Option<T> {
            (set != Some(value)).then(|| value.clone())
        }
        match self {
            Narrowing::All => Filter::default(),
            Narrowing::Status(value) => Filter { status: turned(filter.status.as_ref(), value), ..filter.clone() },
            Narrowing::Country(value) => Filter { country: turned(filter.country.as_ref(), value), ..filter.clone() },
            Narrowing::From(value) => Filter { from: turned(filter.from.as_ref(), value), ..filter.clone() },
            Narrowing::Until(value) => Filter { until: turned(filter.until.as_ref(), value), ..filter.clone() },
            Narrowing::Chosen(value, ..) => {
                let mut chosen = filter.chosen.clone();
                match chosen.iter().position(|one| one == value) {
                    Some(at) => drop(chosen.remove(at)),
                    None => chosen.push(value.clone()),
                }
                Filter { chosen, ..filter.clone() }
            }
            Narrowing::Framework(_) => filter.clone(),
        }
    }

    fn is_on(&self, filter: &Filter) -> bool {
        match self {
            Narrowing::Status(value) => filter.status == Some(*value),
            Narrowing::Country(value) => filter.country.as_ref() == Some(value),
            Narrowing::From(value) => filter.from == Some(*value),
            Narrowing::Until(value) => filter.until == Some(*value),
            Narrowing::Chosen(value, ..) => filter.chosen.contains(value),
            Narrowing::All | Narrowing::Framework(_) => false,
        }
    }

    fn in_words(&self) -> (&str, String) {
        match self {
            Narrowing::Chosen(_, detail, option) => (detail, option.clone()),
            Narrowing::All => ("", "All practices: clear filters".to_owned()),
            Narrowing::Status(status) => ("Status   ", status.name().to_owned()),
            Narrowing::Country(country) => ("Country  ", country.name().to_owned()),
            Narrowing::From(day) => ("From     ", month(*day)),
            Narrowing::Until(day) => ("Until    ", month(*day)),
            Narrowing::Framework(_) => ("Framework", String::new()),
        }
    }
}

/// A row of the list: what stands before its text, the text, what stands at the right edge, and what it does.
pub type NarrowingRow = (String, String, String, Narrowing);

/// The rows of the list: each value that occurs, with how many practices it would leave under the other filters.
pub fn rows(whole: &Portfolio, filter: &Filter, frameworks: &[(Arc<Framework>, usize)]) -> Vec<NarrowingRow> {
    let mut narrowings = values(whole);
    if !filter.is_off() {
        narrowings.insert(0, Narrowing::All);
    }
    let row = |narrowing: Narrowing| {
        let (lead, text) = narrowing.in_words();
        let tail = if narrowing.is_on(filter) {
            "on: Enter clears it".to_owned()
        } else {
            let narrowed = narrowing.applied_to(filter);
            whole.columns().iter().filter(|column| narrowed.accepts(&column.facts)).count().to_string()
        };
        (lead.to_owned(), text, tail, narrowing)
    };
    let mut rows: Vec<NarrowingRow> = narrowings.into_iter().map(row).collect();
    if frameworks.len() > 1 {
        rows.extend(frameworks.iter().enumerate().map(|(at, (framework, count))| {
            let narrowing = Narrowing::Framework(at);
            let lead = narrowing.in_words().0.to_owned();
            let is_shown = **framework == *whole.framework();
            let tail = if is_shown { "shown".to_owned() } else { count.to_string() };
            let text = format!("{} {}: {}", framework.id, framework.version, framework.title);
            (lead, text, tail, narrowing)
        }));
    }
    rows
}

/// The values that occur: statuses, countries, months.
fn values(whole: &Portfolio) -> Vec<Narrowing> {
    let facts = || whole.columns().iter().map(|column| &column.facts);
    let statuses = Status::ALL.into_iter().filter(|status| facts().any(|facts| facts.status == *status));
    // The columns stand in the order of their countries.
    let mut countries: Vec<&Country> = facts().filter_map(|facts| facts.country.as_ref()).collect();
    countries.dedup_by(|one, other| one.is(other));
    let mut months: Vec<Date> = facts().filter_map(|facts| Some(facts.day?.first_of_month())).collect();
    months.sort_unstable_by(|one, other| other.cmp(one));
    months.dedup();
    let mut values: Vec<Narrowing> = statuses.map(Narrowing::Status).collect();
    values.extend(countries.into_iter().cloned().map(Narrowing::Country));
    for asked in &whole.framework().details {
        let options = asked.kind.choices().into_iter().flat_map(|choices| &choices.options);
        values.extend(options.filter_map(|option| {
            let chosen = (asked.id.clone(), option.id.clone());
            let occurs = facts().any(|facts| facts.chosen.contains(&chosen));
            occurs.then(|| Narrowing::Chosen(chosen, asked.label.to_string(), option.label.to_string()))
        }));
    }
    values.extend(months.iter().copied().map(Narrowing::From));
    values.extend(months.iter().map(|month| Narrowing::Until(month.last_of_month())));
    values
}

/// A filter in a few words.
pub fn in_words(filter: &Filter, framework: &Framework) -> String {
    let chosen = filter.chosen.iter().map(|(detail, option)| place::option_label(detail, option, Some(framework)));
    let parts = [
        filter.status.map(|status| status.name().to_owned()),
        filter.country.as_ref().map(|country| country.name().to_owned()),
        filter.from.map(|day| format!("from {}", month(day))),
        filter.until.map(|day| format!("until {}", month(day))),
    ];
    parts.into_iter().flatten().chain(chosen).collect::<Vec<_>>().join(", ")
}

fn month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evaluation, Visit};

    fn evaluation(id: &str, country: &str, day: &str) -> Evaluation {
        let mut evaluation = Evaluation::new(id.parse().unwrap(), &Framework::built_in());
        evaluation.practice.country = country.into();
        evaluation.visits = vec![Visit::on("v".parse().unwrap(), day.into())].into_iter().collect();
        evaluation
    }

    fn portfolio() -> Portfolio {
        let evaluations = [
            evaluation("a", "Italy", "2026-01-31"),
            evaluation("b", "IT", "2026-02-01"),
            evaluation("c", "Poland", "2026-02-28"),
            evaluation("d", "", "some day"),
        ];
        Portfolio::new(&Framework::built_in(), &evaluations)
    }

    fn shown(rows: &[NarrowingRow]) -> Vec<String> {
        rows.iter().map(|(lead, text, tail, _)| format!("{} {text} {tail}", lead.trim())).collect()
    }

    #[test]
    fn every_value_that_occurs_is_offered_with_what_it_leaves() {
        let all = rows(&portfolio(), &Filter::default(), &[]);
        let expected = [
            "Status Draft 4",
            "Country Italy 2",
            "Country Poland 1",
            "From 2026-02 2",
            "From 2026-01 3",
            "Until 2026-02 3",
            "Until 2026-01 1",
        ];
        assert_eq!(shown(&all), expected);
    }

    #[test]
    fn counts_are_under_the_other_filters_and_a_value_that_is_on_is_taken_off() {
        let filter = Narrowing::Country(Country::of("Italy").unwrap()).applied_to(&Filter::default());
        let narrowed = shown(&rows(&portfolio(), &filter, &[]));
        assert_eq!(narrowed[0], " All practices: clear filters 4");
        assert!(narrowed.contains(&"Country Italy on: Enter clears it".to_owned()), "{narrowed:?}");
        assert!(narrowed.contains(&"Country Poland 1".to_owned()), "{narrowed:?}");
        assert!(narrowed.contains(&"From 2026-02 1".to_owned()), "{narrowed:?}");
        assert_eq!(in_words(&filter, &Framework::built_in()), "Italy");
        let both = Narrowing::From("2026-02-01".parse().unwrap()).applied_to(&filter);
        assert_eq!(in_words(&both, &Framework::built_in()), "Italy, from 2026-02");
        assert!(Narrowing::All.applied_to(&both).is_off());
        assert!(Narrowing::Country(Country::of("it").unwrap()).applied_to(&filter).is_off());
    }

    #[test]
    fn whatever_is_chosen_is_on_until_it_is_chosen_again() {
        let day = "2026-02-01".parse().unwrap();
        for (narrowing, told) in [
            (Narrowing::Status(Status::Draft), "Draft"),
            (Narrowing::Country(Country::of("PL").unwrap()), "Poland"),
            (Narrowing::From(day), "from 2026-02"),
            (Narrowing::Until(day.last_of_month()), "until 2026-02"),
        ] {
            let filter = narrowing.applied_to(&Filter::default());
            assert_eq!(in_words(&filter, &Framework::built_in()), told);
            let rows = rows(&portfolio(), &filter, &[]);
            let on: Vec<&Narrowing> =
                rows.iter().filter(|(.., tail, _)| tail.starts_with("on:")).map(|(.., narrowing)| narrowing).collect();
            assert_eq!(on, [&narrowing]);
            assert!(narrowing.applied_to(&filter).is_off());
            assert_eq!(Narrowing::Framework(0).applied_to(&filter), filter);
        }
    }

    #[test]
    fn frameworks_are_offered_where_there_are_several() {
        let spring = Arc::new(Framework::built_in());
        let other = Arc::new(Framework { id: "other".parse().unwrap(), ..Framework::built_in() });
        let rows = |frameworks: &[(Arc<Framework>, usize)]| {
            let rows = rows(&portfolio(), &Filter::default(), frameworks);
            shown(&rows).into_iter().filter(|row| row.starts_with("Framework")).collect::<Vec<_>>()
        };
        assert_eq!(rows(&[(spring.clone(), 4)]), [""; 0]);
        let named = |id: &str, tail: &str| format!("Framework {id} 1: {} {tail}", spring.title);
        let both = rows(&[(other, 2), (spring.clone(), 4)]);
        assert_eq!(both, [named("other", "2"), named(spring.id.as_str(), "shown")]);
    }
}
