//! What is searched for, as a person types it.

use std::borrow::Borrow;

use thiserror::Error;

use crate::model::{Choices, Counts, Framework, LevelId, Verdict};
use crate::reading::{Chosen, Country, Filter, filter::status_named};
use crate::text::{
    Text,
    fold::{fold, is_quote},
    words_in_line,
};

/// Words to be found and filters on where: `kitchen "long table" country:it status:submitted mark:not_met`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words and phrases, folded, blanks in them single. All have to stand in the same text.
    pub words: Vec<String>,
    /// Which evaluations are searched.
    pub filter: Filter,
    /// Only evaluations with an item of which this is said are searched.
    pub mark: Option<SoughtMark>,
}

/// What is sought of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoughtMark {
    /// They have no mark.
    Open,
    /// They have no bearing on the practice.
    NotApplicable,
    /// They have a level that counts as this.
    Counts(Counts),
    /// They are not asked.
    NotAsked,
    /// They have one of these levels, by id and label: on another scale the same id may say something else.
    Levels(Vec<(LevelId, Text)>),
}

impl SoughtMark {
    /// Whether this is said of an item; of one without a verdict, that it is not asked.
    pub fn is(&self, verdict: Option<Verdict<'_>>) -> bool {
        let Some(verdict) = verdict else { return *self == SoughtMark::NotAsked };
        match self {
            SoughtMark::NotAsked => false,
            SoughtMark::Open => matches!(verdict, Verdict::Open | Verdict::Unknown(_)),
            SoughtMark::NotApplicable => verdict == Verdict::NotApplicable,
            SoughtMark::Counts(counts) => verdict.counts() == Some(*counts),
            SoughtMark::Levels(levels) => verdict
                .level()
                .is_some_and(|level| levels.iter().any(|(id, label)| *id == level.id && *label == level.label)),
        }
    }
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// No status begins like this.
    #[error("unknown status \"{0}\": use draft, submitted, returned or approved")]
    Status(String),
    /// No mark begins like this.
    #[error(
        "unknown mark \"{0}\": use met, partly, not_met, not_applicable, not_asked, open, or a level of a framework's scale"
    )]
    Mark(String),
    /// The list of a detail has no such option.
    #[error("unknown value \"{value}\" of {detail}: use {options}")]
    Option {
        /// What was typed.
        value: String,
        /// What the detail is called.
        detail: String,
        /// What it can be.
        options: String,
    },
    /// No country follows.
    #[error("the filter country: needs a country's name or code")]
    Country,
}

impl Query {
    /// Reads a query: the details and levels of these frameworks are filters too. Words in quotes are one phrase; a filter
    /// that is not known is a word like others.
    ///
    /// # Errors
    /// When a filter's value is none that it takes.
    pub fn parse<F: Borrow<Framework>>(typed: &str, frameworks: &[F]) -> Result<Query, QueryError> {
        let mut query = Query::default();
        let filters = filters(frameworks);
        let typed = Text::new(typed);
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (name, value, after) = split_term(rest, &filters);
            rest = after.trim_start();
            match name.as_deref() {
                Some("status") => {
                    let status = status_named(&value).ok_or_else(|| QueryError::Status(value.clone()))?;
                    query.filter.status = Some(status);
                }
                Some("country") => query.filter.country = Some(Country::sought(&value).ok_or(QueryError::Country)?),
                Some("mark") => {
                    let mark = mark_named(&value, frameworks);
                    query.mark = Some(mark.ok_or_else(|| QueryError::Mark(value.clone()))?);
                }
                Some(detail) => query.filter.chosen.push(option_named(detail, &value, frameworks)?),
                None => query.add_word(&value),
            }
        }
        Ok(query)
    }

    /// Reads a query that a shell split into arguments: one without quotes of its own is a phrase, or a filter as a whole.
    ///
    /// # Errors
    /// When a filter's value is none that it takes.
    pub fn of_arguments<'a, F: Borrow<Framework>>(
        arguments: impl IntoIterator<Item = &'a str>,
        frameworks: &[F],
    ) -> Result<Query, QueryError> {
        let filters = filters(frameworks);
        let quote = |argument: &str| match filter_of(argument, &filters) {
            _ if argument.contains(is_quote) => argument.to_owned(),
            Some((name, value)) => format!("{name}:\"{value}\""),
            None => format!("\"{argument}\""),
        };
        let terms: Vec<String> = arguments.into_iter().map(quote).collect();
        Query::parse(&terms.join(" "), frameworks)
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    fn add_word(&mut self, word: &str) {
        let folded = fold(word);
        let word = words_in_line(&folded);
        if !word.is_empty() {
            self.words.push(word);
        }
    }
}

/// The names that filters have: those that are always there, and the ids of the lists that frameworks have.
fn filters<F: Borrow<Framework>>(frameworks: &[F]) -> Vec<String> {
    let details = frameworks.iter().flat_map(|framework| &framework.borrow().details);
    let lists = details.filter(|detail| detail.kind.choices().is_some()).map(|detail| detail.id.to_string());
    ["status", "country", "mark"].map(str::to_owned).into_iter().chain(lists).collect()
}

/// The first term of what was typed: the filter's name where it is one, the word, phrase or value, and what follows.
fn split_term<'t>(typed: &'t str, filters: &[String]) -> (Option<String>, String, &'t str) {
    if let Some(quoted) = typed.strip_prefix(is_quote) {
        let (phrase, after) = quoted.split_once(is_quote).unwrap_or((quoted, ""));
        return (None, phrase.to_owned(), after);
    }
    let Some((name, value)) = filter_of(typed, filters) else { return word(typed) };
    let (_, value, after) = if value.starts_with(is_quote) { split_term(value, &[]) } else { word(value) };
    (Some(name), value, after)
}

/// The filter that stands at the beginning of what was typed, and what follows its colon.
fn filter_of<'t>(typed: &'t str, filters: &[String]) -> Option<(String, &'t str)> {
    filters.iter().find_map(|name| {
        let (head, rest) = typed.split_at_checked(name.len())?;
        Some((name.clone(), rest.strip_prefix(':').filter(|_| head.eq_ignore_ascii_case(name))?))
    })
}

fn word(typed: &str) -> (Option<String>, String, &str) {
    let end = typed.find(char::is_whitespace).unwrap_or(typed.len());
    (None, typed[..end].to_owned(), &typed[end..])
}

/// The mark that has this name, else the levels of frameworks that have it, else the mark that a person begins to name;
/// `not` alone begins several.
fn mark_named<F: Borrow<Framework>>(typed: &str, frameworks: &[F]) -> Option<SoughtMark> {
    const ALWAYS: [(&str, SoughtMark); 6] = [
        ("met", SoughtMark::Counts(Counts::Met)),
        ("partly", SoughtMark::Counts(Counts::Partly)),
        ("not_met", SoughtMark::Counts(Counts::NotMet)),
        ("not_applicable", SoughtMark::NotApplicable),
        ("not_asked", SoughtMark::NotAsked),
        ("open", SoughtMark::Open),
    ];
    let plain = |text: &str| fold(text.trim()).replace([' ', '-'], "_");
    let typed = plain(typed);
    if typed.is_empty() {
        return None;
    }
    if matches!(typed.as_str(), "n/a" | "na") {
        return Some(SoughtMark::NotApplicable);
    }
    if let Some((_, mark)) = ALWAYS.into_iter().find(|(name, _)| *name == typed) {
        return Some(mark);
    }
    let scales = frameworks.iter().flat_map(|framework| &framework.borrow().scales);
    let levels = scales.flat_map(|scale| &scale.levels);
    let is_named = |text: &str| plain(text) == typed;
    let levels = levels.filter(|level| is_named(level.id.as_str()) || is_named(&level.label));
    let mut levels: Vec<(LevelId, Text)> = levels.map(|level| (level.id, level.label.clone())).collect();
    levels.sort();
    levels.dedup();
    if !levels.is_empty() {
        return Some(SoughtMark::Levels(levels));
    }
    let mut begun = ALWAYS.into_iter().filter(|(name, _)| name.starts_with(&typed));
    let mark = begun.next().map(|(_, mark)| mark);
    mark.filter(|_| begun.next().is_none())
}

/// The option of a detail's list that a person begins to name, by its id or its label.
///
/// # Errors
/// When no list of these frameworks has such an option.
pub fn option_named<F: Borrow<Framework>>(detail: &str, typed: &str, frameworks: &[F]) -> Result<Chosen, QueryError> {
    let sought = fold(typed.trim());
    let details = frameworks.iter().flat_map(|framework| &framework.borrow().details);
    let details = details.filter(|asked| asked.id.as_str().eq_ignore_ascii_case(detail));
    let (mut label, mut options) = (detail.to_owned(), Vec::new());
    for asked in details {
        let Some(Choices { options: here, .. }) = asked.kind.choices() else { continue };
        let names = |text: &str| !sought.is_empty() && fold(text).starts_with(&sought);
        if let Some(option) = here.iter().find(|option| names(option.id.as_str()) || names(&option.label)) {
            return Ok((asked.id.clone(), option.id.clone()));
        }
        label = asked.label.to_string();
        options.extend(here.iter().map(|option| option.id.as_str()));
    }
    Err(QueryError::Option { value: typed.to_owned(), detail: label, options: options.join(", ") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Status;

    const NONE: [Framework; 0] = [];

    #[test]
    fn words_phrases_and_filters_are_told_apart() {
        let query = Query::parse(
            "  Küche \"Long\n Table\" country:\"united king\" STATUS:sub mark:not_met http://x odd: \"open",
            &NONE,
        )
        .unwrap();
        assert_eq!(query.words, ["kuche", "long table", "http://x", "odd:", "open"]);
        assert_eq!(query.filter.status, Some(Status::Submitted));
        assert_eq!(query.filter.country.unwrap().name(), "United Kingdom");
        assert_eq!(query.mark, Some(SoughtMark::Counts(Counts::NotMet)));
        assert_eq!(Query::parse("\"status:x\"", &NONE).unwrap().words, ["status:x"]);
        let rounded = Query::parse("„long\u{a0}table“ «a b» country:“united king” O’Neill co‑op", &NONE).unwrap();
        assert_eq!(rounded.words, ["long table", "a b", "o'neill", "co-op"]);
        assert_eq!(rounded.filter.country.unwrap().code(), "GB");
        assert!(Query::parse(" \"\" \u{301}", &NONE).unwrap().is_empty());
    }

    #[test]
    fn a_shells_arguments_are_phrases_and_whole_filters() {
        let query =
            Query::of_arguments(["long table", "Country:united kingdom", "x", "\"a b\" c", "odd: y"], &NONE).unwrap();
        assert_eq!(query.words, ["long table", "x", "a b", "c", "odd: y"]);
        assert_eq!(query.filter.country.unwrap().code(), "GB");
    }

    #[test]
    fn a_mark_is_named_by_a_beginning_of_its_own() {
        let mark = |typed: &str| Query::parse(typed, &NONE).unwrap().mark;
        assert_eq!(mark("mark:o"), Some(SoughtMark::Open));
        assert_eq!(mark("mark:met"), Some(SoughtMark::Counts(Counts::Met)));
        assert_eq!(mark("mark:part"), Some(SoughtMark::Counts(Counts::Partly)));
        for typed in ["mark:n/a", "mark:not-ap"] {
            assert_eq!(mark(typed), Some(SoughtMark::NotApplicable));
        }
        for typed in ["mark:not_asked", "mark:\"not asked\"", "mark:Not-As"] {
            assert_eq!(mark(typed), Some(SoughtMark::NotAsked));
        }
        assert_eq!(Query::parse("mark:not", &NONE), Err(QueryError::Mark("not".into())));
    }

    #[test]
    fn a_value_that_is_none_is_told_in_words() {
        let error = |typed: &str| Query::parse(typed, &NONE).unwrap_err().to_string();
        assert_eq!(error("x status:done"), "unknown status \"done\": use draft, submitted, returned or approved");
        assert_eq!(
            error("mark:"),
            "unknown mark \"\": use met, partly, not_met, not_applicable, not_asked, open, or a level of a framework's scale"
        );
        assert_eq!(error("country: x"), "the filter country: needs a country's name or code");
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in any::<String>(), filter in "(status|country|mark):?\"?.{0,4}") {
            let _ = Query::parse(&typed, &NONE);
            let _ = Query::parse(&filter, &NONE);
        }
    }
}
