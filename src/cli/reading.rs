//! Many evaluations read together: the portfolio and the search.

use crate::cli::{
    args::FilterArgs,
    failure::Failure,
    folders::{self, Reading, UserFolders},
    output::{note, print, print_text},
    table,
};
use crate::exchange::{self, portfolio::Dialect};
use crate::model::{Evaluation, Framework};
use crate::reading::{
    Hit, Portfolio, Query,
    naming::{are_several, framework_name},
    portfolio::answered,
    search::hits,
};
use crate::store::Library;
use crate::text::{Text, counted};
use crate::ui::Theme;

/// The form in which a portfolio is printed.
#[derive(Clone, Copy)]
pub(super) enum PortfolioForm {
    Json,
    Csv(Dialect),
    /// For people, with these signs.
    Table(Theme),
}

/// Prints a portfolio.
pub(super) fn portfolio(folders: &UserFolders, args: &FilterArgs, form: PortfolioForm) -> Result<(), Failure> {
    let library = folders.existing_library()?;
    let known = folders::frameworks(library.as_ref());
    let (evaluations, whole) = evaluations(library.as_ref())?;
    let framework = chosen(args, &known, &evaluations)?;
    let portfolio = Portfolio::new(framework, &evaluations).filtered(&args.filter(std::slice::from_ref(framework))?);
    if portfolio.samples() > 0 {
        note(&format!("Left out: {}", counted(portfolio.samples(), "sample")));
    }
    if portfolio.others() > 0 {
        note(&left_out(&portfolio, &evaluations, &known));
    }
    match form {
        PortfolioForm::Json => print(&exchange::portfolio::to_json(&portfolio)),
        PortfolioForm::Csv(dialect) => print(&exchange::portfolio::to_csv(&portfolio, dialect)),
        PortfolioForm::Table(theme) => print_text(&table::portfolio(&portfolio, theme)),
    }?;
    whole
}

/// Which frameworks the evaluations answer that a portfolio leaves out, and how to choose these.
fn left_out(portfolio: &Portfolio, evaluations: &[Evaluation], known: &[Framework]) -> String {
    let shown = portfolio.framework().reference();
    let others = answered(evaluations.iter().filter(|one| !one.sample && one.framework != shown));
    let named = others.iter().map(|((id, version), count)| {
        let is_known = known.iter().any(|one| one.id == *id && one.version == *version);
        format!("{count} of {id} {}{}", Text::one_line(version), if is_known { "" } else { " (not found)" })
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let count = counted(portfolio.others(), "evaluation");
    let of = if others.len() == 1 { "another framework" } else { "other frameworks" };
    format!("Left out: {count} of {of}: {named}. --framework and --framework-version choose")
}

/// The evaluations that can be read; of the others a note says why not. And whether all of the library could be reached.
pub(super) fn evaluations(library: Option<&Library>) -> Result<(Vec<Evaluation>, Result<(), Failure>), Failure> {
    let Reading { rows, whole } = Reading::of(library)?;
    let mut sound = Vec::new();
    for row in rows {
        match row.state {
            Ok(evaluation) => sound.push(evaluation),
            Err(unreadable) => note(&format!("Left out: {unreadable}")),
        }
    }
    Ok((sound, whole))
}

/// The framework that was named, else the known one that most evaluations answer, else the built-in one.
fn chosen<'k>(args: &FilterArgs, known: &'k [Framework], evaluations: &[Evaluation]) -> Result<&'k Framework, Failure> {
    let fits = |framework: &&Framework| {
        args.framework.as_ref().is_none_or(|id| *id == framework.id)
            && args.framework_version.as_ref().is_none_or(|version| *version == framework.version)
    };
    let answered = answered(evaluations);
    let count = |framework: &Framework| {
        let same = |(id, version): &(_, _)| *id == framework.id && *version == framework.version;
        answered.iter().find(|(named, _)| same(named)).map_or(0, |(_, count)| *count)
    };
    // Of several with as many answers the first stays.
    let most = known.iter().filter(fits).rev().max_by_key(|framework| count(framework));
    most.ok_or_else(|| match (&args.framework, &args.framework_version) {
        (Some(id), Some(version)) => Failure::NoVersion(id.clone(), version.clone()),
        (Some(id), None) => Failure::NoFramework(id.clone()),
        (None, _) => unreachable!("the built-in framework is always known, and a version needs an id"),
    })
}

pub(super) fn search(folders: &UserFolders, words: &[String], json: bool) -> Result<(), Failure> {
    let library = folders.existing_library()?;
    let known = folders::frameworks(library.as_ref());
    let query = Query::of_arguments(words.iter().map(String::as_str), &known)?;
    let (evaluations, whole) = evaluations(library.as_ref())?;
    let found = evaluations.iter().map(|one| hits(&query, one, one.shown_by(&known)));
    let found: Vec<Vec<Hit>> = found.filter(|hits| !hits.is_empty()).collect();
    if json {
        print(&exchange::search::to_json(&found.concat()))?;
        return whole;
    }
    if found.is_empty() {
        note(if whole.is_ok() { "No matches" } else { "No matches in what could be read" });
    }
    let several = are_several(found.iter().flatten().map(|hit| &hit.framework));
    found.iter().try_for_each(|hits| print_text(&of_one_evaluation(hits, several.then_some(&known))))?;
    whole
}

/// What was found in one evaluation; its framework is named where these are given to tell it from others.
fn of_one_evaluation(hits: &[Hit], known: Option<&Vec<Framework>>) -> String {
    let heading = hits.first().map_or(String::new(), |hit| {
        let name = known.map(|known| framework_name(&hit.framework.id, &hit.framework.version, known));
        let name = name.map_or_else(String::new, |name| format!("  ({})", Text::one_line(&name)));
        format!("{}  {}{name}", hit.evaluation, Text::one_line(&hit.title))
    });
    hits.iter()
        .fold(heading, |text, hit| format!("{text}\n  {}\n    {}", hit.whereabouts, Text::one_line(&hit.excerpt.text)))
}
