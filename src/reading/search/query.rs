//! What is searched for, as a person types it.

use thiserror::Error;

use crate::model::Mark;
use crate::reading::{Cell, Country, Filter, filter::status_named};
use crate::text::{
    Text,
    fold::{fold, is_quote},
};

/// Words to be found and filters on where: `kitchen "long table" country:it status:submitted mark:not_met`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words and phrases, folded, blanks in them single. All have to stand in the same text.
    pub words: Vec<String>,
    /// Which evaluations are searched.
    pub filter: Filter,
    /// Only evaluations with an item of which this is said are searched.
    pub mark: Option<Cell>,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// No status begins like this.
    #[error("unknown status \"{0}\": use draft, submitted, returned or approved")]
    Status(String),
    /// No mark begins like this.
    #[error("unknown mark \"{0}\": use met, not_met, not_applicable or open")]
    Mark(String),
    /// No country follows.
    #[error("the filter country: needs a country's name or code")]
    Country,
}

impl Query {
    /// Reads a query. Words in quotes are one phrase; a filter that is not known is a word like others.
    ///
    /// # Errors
    /// When a filter's value is none that it takes.
    pub fn parse(typed: &str) -> Result<Query, QueryError> {
        let mut query = Query::default();
        let typed = Text::new(typed);
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (name, value, after) = split_term(rest);
            rest = after.trim_start();
            match name {
                Some("status") => {
                    let status = status_named(&value).ok_or_else(|| QueryError::Status(value.clone()))?;
                    query.filter.status = Some(status);
                }
                Some("country") => query.filter.country = Some(Country::sought(&value).ok_or(QueryError::Country)?),
                Some("mark") => query.mark = Some(mark_named(&value).ok_or_else(|| QueryError::Mark(value.clone()))?),
                _ => query.add_word(&value),
            }
        }
        Ok(query)
    }

    /// Reads a query that a shell split into arguments: one without quotes of its own is a phrase, or a filter as a whole.
    ///
    /// # Errors
    /// When a filter's value is none that it takes.
    pub fn of_arguments<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Query, QueryError> {
        let quote = |argument: &str| match filter_of(argument) {
            _ if argument.contains(is_quote) => argument.to_owned(),
            Some((name, value)) => format!("{name}:\"{value}\""),
            None => format!("\"{argument}\""),
        };
        let terms: Vec<String> = arguments.into_iter().map(quote).collect();
        Query::parse(&terms.join(" "))
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    fn add_word(&mut self, word: &str) {
        let folded = fold(word);
        let word = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        if !word.is_empty() {
            self.words.push(word);
        }
    }
}

const FILTERS: [&str; 3] = ["status", "country", "mark"];

/// The first term of what was typed: the filter's name where it is one, the word, phrase or value, and what follows.
fn split_term(typed: &str) -> (Option<&'static str>, String, &str) {
    if let Some(quoted) = typed.strip_prefix(is_quote) {
        let (phrase, after) = quoted.split_once(is_quote).unwrap_or((quoted, ""));
        return (None, phrase.to_owned(), after);
    }
    let Some((name, value)) = filter_of(typed) else { return word(typed) };
    let (_, value, after) = if value.starts_with(is_quote) { split_term(value) } else { word(value) };
    (Some(name), value, after)
}

/// The filter that stands at the beginning of what was typed, and what follows its colon.
fn filter_of(typed: &str) -> Option<(&'static str, &str)> {
    FILTERS.into_iter().find_map(|name| {
        let (head, rest) = typed.split_at_checked(name.len())?;
        Some((name, rest.strip_prefix(':').filter(|_| head.eq_ignore_ascii_case(name))?))
    })
}

fn word(typed: &str) -> (Option<&'static str>, String, &str) {
    let end = typed.find(char::is_whitespace).unwrap_or(typed.len());
    (None, typed[..end].to_owned(), &typed[end..])
}

/// The mark that a person begins to name; `not` alone names none.
fn mark_named(typed: &str) -> Option<Cell> {
    const ALL: [Option<Mark>; 4] = [Some(Mark::Met), Some(Mark::NotMet), Some(Mark::NotApplicable), None];
    let typed = fold(typed.trim()).replace([' ', '-'], "_");
    if matches!(typed.as_str(), "n/a" | "na") {
        return Some(Cell::Item(Some(Mark::NotApplicable)));
    }
    let mut named = ALL.into_iter().filter(|mark| !typed.is_empty() && Mark::name(*mark).starts_with(&typed));
    named.next().filter(|_| named.next().is_none()).map(Cell::Item)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Status;

    #[test]
    fn words_phrases_and_filters_are_told_apart() {
        let query = Query::parse(
            "  Küche \"Long\n Table\" country:\"united king\" STATUS:sub mark:not_met http://x odd: \"open",
        )
        .unwrap();
        assert_eq!(query.words, ["kuche", "long table", "http://x", "odd:", "open"]);
        assert_eq!(query.filter.status, Some(Status::Submitted));
        assert_eq!(query.filter.country.unwrap().name(), "United Kingdom");
        assert_eq!(query.mark, Some(Cell::Item(Some(Mark::NotMet))));
        assert_eq!(Query::parse("\"status:x\"").unwrap().words, ["status:x"]);
        let rounded = Query::parse("„long\u{a0}table“ «a b» country:“united king” O’Neill co‑op").unwrap();
        assert_eq!(rounded.words, ["long table", "a b", "o'neill", "co-op"]);
        assert_eq!(rounded.filter.country.unwrap().code(), "GB");
        assert!(Query::parse(" \"\" \u{301}").unwrap().is_empty());
    }

    #[test]
    fn a_shells_arguments_are_phrases_and_whole_filters() {
        let query = Query::of_arguments(["long table", "Country:united kingdom", "x", "\"a b\" c", "odd: y"]).unwrap();
        assert_eq!(query.words, ["long table", "x", "a b", "c", "odd: y"]);
        assert_eq!(query.filter.country.unwrap().code(), "GB");
    }

    #[test]
    fn a_mark_is_named_by_a_beginning_of_its_own() {
        let mark = |typed: &str| Query::parse(typed).unwrap().mark;
        assert_eq!([mark("mark:o"), mark("mark:met")], [None, Some(Mark::Met)].map(|mark| Some(Cell::Item(mark))));
        assert_eq!([mark("mark:n/a"), mark("mark:not-a")], [Some(Cell::Item(Some(Mark::NotApplicable))); 2]);
        assert_eq!(Query::parse("mark:not"), Err(QueryError::Mark("not".into())));
    }

    #[test]
    fn a_value_that_is_none_is_told_in_words() {
        let error = |typed: &str| Query::parse(typed).unwrap_err().to_string();
        assert_eq!(error("x status:done"), "unknown status \"done\": use draft, submitted, returned or approved");
        assert_eq!(error("mark:"), "unknown mark \"\": use met, not_met, not_applicable or open");
        assert_eq!(error("country: x"), "the filter country: needs a country's name or code");
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in any::<String>(), filter in "(status|country|mark):?\"?.{0,4}") {
            let _ = Query::parse(&typed);
            let _ = Query::parse(&filter);
        }
    }
}
