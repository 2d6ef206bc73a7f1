//! A row for each evaluation: the practice, its details, the counts, and the profile by criterion.

use super::{Cell, Column, Fixed, Kind, Shown, YES_OR_NO, practice};
use crate::model::{AskedDetail, Criterion, DetailKind, Evaluation, Framework, GivenDetail, Id, Tally, place};
use crate::reading::{Country, Facts};

type Of = fn(&Evaluation) -> Cell;
type Counted = fn(Tally) -> Cell;

const PRACTICE: [Fixed<Of>; 11] = [
    Fixed::new("organisation", Kind::Line, "Who runs the practice", |one| Cell::text(&one.practice.organisation)),
    Fixed::new("country_code", Kind::Word, "The country's code (ISO 3166-1 alpha-2), where it is known", |one| {
        let known = Country::of(&one.practice.country).filter(|country| country.code() != country.name());
        known.map_or(Cell::Empty, |country| Cell::text(country.code()))
    }),
    Fixed::new("place", Kind::Line, "The place within the country", |one| Cell::text(&one.practice.place)),
    Fixed::new("period", Kind::Line, "When the practice ran, in words or years", |one| {
        Cell::text(&one.practice.period)
    }),
    Fixed::new("address", Kind::Line, "The practice's web address", |one| Cell::text(&one.practice.address)),
    Fixed::new("summary", Kind::Prose, "What the practice is, in a few sentences", |one| {
        Cell::text(&one.practice.summary)
    }),
    Fixed::new(
        "day",
        Kind::Date,
        "The day of the first visit, else the day on which the evaluation was begun",
        |one| Facts::of(one).day.map_or(Cell::Empty, Cell::Date),
    ),
    Fixed::new("status_day", Kind::Date, "The day of the last step of the status history", |one| {
        one.acts.last().map_or(Cell::Empty, |act| Cell::Date(act.at.day()))
    }),
    Fixed::new("language", Kind::Word, "The language that the evaluation is written in, where it is said", |one| {
        Cell::text(&one.language)
    }),
    Fixed::of("sample", YES_OR_NO, "Whether the practice is invented; no portfolio counts it", |one| {
        Cell::yes_or_no(one.sample)
    }),
    Fixed::new("evaluators", Kind::Line, "Who evaluated; several names apart by semicolons", |one| {
        Cell::text(&one.evaluators.entries().collect::<Vec<_>>().join("; "))
    }),
];

/// Counts of the whole. There is no rate among them: a practice has a profile by criterion, and no single score.
const COUNTS: [Fixed<Counted>; 9] = [
    Fixed::new("questions", Kind::Number, "Questions that apply to the practice", |tally| Cell::count(tally.questions)),
    Fixed::new("complete", Kind::Number, "Of these, questions that have everything asked for", |tally| {
        Cell::count(tally.complete)
    }),
    Fixed::new("met", Kind::Number, "Items met", |tally| Cell::count(tally.met)),
    Fixed::new("partly", Kind::Number, "Items partly met", |tally| Cell::count(tally.partly)),
    Fixed::new("not_met", Kind::Number, "Items not met", |tally| Cell::count(tally.not_met)),
    Fixed::new("rated", Kind::Number, "Items met, partly met or not met", |tally| Cell::count(tally.rated())),
    Fixed::new("not_applicable", Kind::Number, "Items marked as not applicable", |tally| {
        Cell::count(tally.not_applicable)
    }),
    Fixed::new("open", Kind::Number, "Items without a mark", |tally| Cell::count(tally.open)),
    Fixed::new("not_asked", Kind::Number, "Items that are not asked of the practice", |tally| {
        Cell::count(tally.not_asked)
    }),
];

/// What is counted of a criterion, by the end of the column's name.
const PROFILE: [Fixed<Counted>; 4] = [
    Fixed::new("met", Kind::Number, "items met", |tally| Cell::count(tally.met)),
    Fixed::new("partly", Kind::Number, "items partly met", |tally| Cell::count(tally.partly)),
    Fixed::new("rated", Kind::Number, "items met, partly met or not met", |tally| Cell::count(tally.rated())),
    Fixed::new("rate", Kind::Rate, "items met of those rated", |tally| Cell::rate(tally.rate())),
];

/// The details that the frameworks ask for, each once.
fn details<'f>(frameworks: &[&'f Framework]) -> Vec<&'f AskedDetail> {
    let mut details: Vec<&AskedDetail> = Vec::new();
    for detail in frameworks.iter().flat_map(|framework| &framework.details) {
        if details.iter().all(|known| known.id != detail.id) {
            details.push(detail);
        }
    }
    details
}

/// The criteria of the frameworks, each once, with the number that it has in its own.
fn criteria<'f>(frameworks: &[&'f Framework]) -> Vec<(String, &'f Criterion)> {
    let mut criteria: Vec<(String, &Criterion)> = Vec::new();
    for (at, criterion) in frameworks.iter().flat_map(|framework| framework.criteria.iter().enumerate()) {
        if criteria.iter().all(|(_, known)| known.id != criterion.id) {
            criteria.push((criterion.numbered(at), criterion));
        }
    }
    criteria
}

fn profile(frameworks: &[&Framework]) -> impl Iterator<Item = &'static Fixed<Counted>> {
    let has_partly = frameworks.iter().any(|framework| framework.has_partly());
    PROFILE.iter().filter(move |column| has_partly || column.name != "partly")
}

pub(super) fn columns(frameworks: &[&Framework]) -> Vec<Column> {
    let detail = |asked: &AskedDetail| {
        let kind = match asked.kind {
            DetailKind::Number => Kind::Number,
            DetailKind::Date => Kind::Date,
            DetailKind::Prose => Kind::Prose,
            DetailKind::Line | DetailKind::OneOf(_) | DetailKind::SeveralOf(_) => Kind::Line,
        };
        let more = match asked.kind {
            DetailKind::SeveralOf(_) => "; several apart by semicolons",
            DetailKind::Number | DetailKind::Date => "; as it was typed where that is none",
            DetailKind::Line | DetailKind::Prose | DetailKind::OneOf(_) => "",
        };
        let of_list = frameworks.iter().filter_map(|framework| framework.detail(&asked.id)?.kind.choices());
        let mut values: Vec<String> = Vec::new();
        for option in of_list.flat_map(|choices| &choices.options) {
            if !values.contains(&option.label.to_string()) {
                values.push(option.label.to_string());
            }
        }
        if !values.is_empty() && asked.kind.choices().is_some_and(|choices| choices.other) {
            values.push("anything else".to_owned());
        }
        Column { name: format!("detail_{}", asked.id), kind, meaning: format!("{}{more}", asked.label), values }
    };
    let of_criterion = |(numbered, criterion): &(String, &Criterion)| {
        let column = |counted: &Fixed<Counted>| Column {
            name: format!("profile_{}_{}", criterion.id, counted.name),
            meaning: format!("{numbered}: {}", counted.meaning),
            ..counted.column()
        };
        profile(frameworks).map(column).collect::<Vec<_>>()
    };
    let practice = practice::columns().chain(PRACTICE.iter().map(Fixed::column));
    let title = Column {
        name: "framework_title".to_owned(),
        kind: Kind::Line,
        meaning: "The title of the framework; blank where it is not known here: then nothing is counted".to_owned(),
        values: Vec::new(),
    };
    let details = details(frameworks);
    let criteria = criteria(frameworks);
    practice
        .chain([title])
        .chain(details.into_iter().map(detail))
        .chain(COUNTS.iter().map(Fixed::column))
        .chain(criteria.iter().flat_map(of_criterion))
        .collect()
}

pub(super) fn row(shown: Shown<'_>, frameworks: &[&Framework]) -> Vec<Cell> {
    let (evaluation, framework) = shown;
    let given = |asked: &AskedDetail| {
        evaluation.details.get(&asked.id).map_or(Cell::Empty, |given| detail(given, asked, framework))
    };
    let whole = framework.map(|framework| evaluation.tally_of_all(framework));
    let counted =
        |tally: Option<Tally>, column: &Fixed<Counted>| tally.map_or(Cell::Empty, |tally| (column.cell)(tally));
    let of_criterion = |id: &Id| {
        let own = framework.and_then(|framework| framework.criteria.iter().find(|criterion| criterion.id == *id));
        own.map(|criterion| evaluation.tally_of_criterion(criterion))
    };
    let criteria = criteria(frameworks);
    let profile = criteria.iter().flat_map(|(_, criterion)| {
        let tally = of_criterion(&criterion.id);
        profile(frameworks).map(move |column| counted(tally, column))
    });
    let title = framework.map_or(Cell::Empty, |framework| Cell::text(&framework.title));
    practice::cells(shown)
        .chain(PRACTICE.iter().map(|column| (column.cell)(evaluation)))
        .chain([title])
        .chain(details(frameworks).into_iter().map(given))
        .chain(COUNTS.iter().map(|column| counted(whole, column)))
        .chain(profile)
        .collect()
}

/// What is given for a detail: a figure or a day as such, where it is one.
fn detail(given: &GivenDetail, asked: &AskedDetail, framework: Option<&Framework>) -> Cell {
    let text = place::given(given, framework).join("; ");
    let read = match asked.kind {
        DetailKind::Number => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Cell::Number),
        DetailKind::Date => text.parse().ok().map(Cell::Date),
        DetailKind::Line | DetailKind::Prose | DetailKind::OneOf(_) | DetailKind::SeveralOf(_) => None,
    };
    read.unwrap_or_else(|| Cell::text(&text))
}
