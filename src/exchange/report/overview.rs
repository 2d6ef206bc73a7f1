//! What a document about several evaluations says before it reports on each: which they are, and how they stand side by
//! side. There is no total of a practice.

use super::{Block, Entry, Line, Report, evaluation};
use crate::exchange::figure::{self, By};
use crate::model::{Evaluation, Framework};
use crate::reading::Portfolio;
use crate::text::counted;

/// The overview of these evaluations, each with the framework that shows it.
pub(in crate::exchange) fn overview(evaluations: &[(&Evaluation, Option<&Framework>)]) -> Report {
    let title = counted(evaluations.len(), "evaluation");
    let mut blocks = vec![Block::Heading(1, Line::from(&*title))];
    blocks.push(Block::List(evaluations.iter().map(|(one, _)| entry(one)).collect()));
    let mut seen: Vec<&Framework> = Vec::new();
    for framework in evaluations.iter().filter_map(|(_, framework)| *framework) {
        if !seen.contains(&framework) {
            seen.push(framework);
            side_by_side(&mut blocks, &Portfolio::new(framework, evaluations.iter().map(|(one, _)| *one)));
        }
    }
    Report { title: "Overview".to_owned(), language: None, blocks }
}

fn entry(evaluation: &Evaluation) -> Entry {
    let practice = &evaluation.practice;
    let last = evaluation.acts.last().map_or_else(String::new, |act| format!(", {}", act.at.day()));
    let status = format!("{}{last}", evaluation.status().name());
    let told = [practice.organisation.as_str(), practice.country.as_str(), &status].map(Line::from);
    Line::joined([Line::from(evaluation.title()), Line::joined(told, ", ")], ": ").into()
}

fn side_by_side(blocks: &mut Vec<Block>, portfolio: &Portfolio) {
    let framework = portfolio.framework();
    let criteria = framework.criteria.iter().enumerate().map(|(at, criterion)| criterion.numbered(at));
    let rows: Vec<_> = criteria.zip(portfolio.by_criterion()).filter(|(_, tally)| tally.items() > 0).collect();
    let practices = portfolio.columns().len();
    if rows.is_empty() || practices == 0 {
        return;
    }
    blocks.push(Block::Heading(2, Line::from(format!("{}, version {}", framework.title, framework.version))));
    if portfolio.samples() > 0 {
        let left_out = counted(portfolio.samples(), "sample");
        blocks.push(Block::Note(format!("Left out of the figures, since its practice is invented: {left_out}.")));
    }
    let title = format!("Marks of {} by criterion", counted(practices, "practice"));
    blocks.push(Block::Figure(figure::bars(&title, &rows)));
    blocks.push(Block::Profile(rows));
    blocks.extend(figure::lights(portfolio, By::Criterion).into_iter().map(Block::Figure));
    blocks.extend(figure::lights(portfolio, By::Item).into_iter().map(Block::Figure));
    blocks.push(Block::Note(evaluation::legend(framework)));
}
