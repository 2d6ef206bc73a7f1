//! Practices side by side as a traffic-light figure: a row a practice, a cell an item or a criterion.

use std::ops::Range;

use crate::exchange::figure::{
    Anchor, Figure, Shade, Shape, WIDTH, legend,
    lettering::{fitted, line},
};
use crate::model::{Framework, Tally, Verdict};
use crate::reading::Portfolio;

/// Where the cells begin; left of it stand the practices.
const CELLS: f32 = 130.0;
const CELL: f32 = 14.0;
const SIZE: f32 = 8.0;
const SIGN: f32 = 7.5;
/// What lies between two questions, and between two criteria.
const GAP: f32 = 4.0;
/// The most practices of one figure: it has to fit on a page.
const PRACTICES: usize = 30;

/// What a cell of the figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum By {
    Criterion,
    Item,
}

/// A cell as it is drawn.
struct Cell {
    shade: Shade,
    sign: String,
}

/// Columns that stand together under one head: a question's items, or a criterion.
struct Group {
    head: String,
    cells: Range<usize>,
}

/// The practices of a portfolio as figures, each of which fits on a page.
pub(in crate::exchange) fn lights(portfolio: &Portfolio, by: By) -> Vec<Figure> {
    let all = portfolio.columns().len();
    let groups = groups(portfolio.framework(), by);
    let figure = |from: usize| {
        let practices = from..(from + PRACTICES).min(all);
        let part =
            if all > PRACTICES { format!(", {} to {} of {all}", from + 1, practices.end) } else { String::new() };
        let what = match by {
            By::Criterion => "criterion",
            By::Item => "item",
        };
        drawn(portfolio, by, &groups, practices, format!("Practices by {what}{part}"))
    };
    (0..all).step_by(PRACTICES).map(figure).collect()
}

fn groups(framework: &Framework, by: By) -> Vec<Group> {
    let mut before = 0;
    let mut group = |head: String, cells: usize| {
        before += cells;
        Group { head, cells: before - cells..before }
    };
    match by {
        By::Criterion => {
            framework.criteria.iter().enumerate().map(|(at, criterion)| group(criterion.number(at), 1)).collect()
        }
        By::Item => {
            let questions = framework.questions().map(|placed| group(placed.number(), placed.question.items.len()));
            questions.filter(|group| !group.cells.is_empty()).collect()
        }
    }
}

fn drawn(portfolio: &Portfolio, by: By, groups: &[Group], practices: Range<usize>, title: String) -> Figure {
    let cell_width = match by {
        By::Item => CELL,
        By::Criterion => ((WIDTH - CELLS) / groups.len().max(1) as f32 - GAP).clamp(CELL * 1.6, 60.0),
    };
    let cells: Vec<Vec<Cell>> = practices.clone().map(|practice| cells(portfolio, by, practice)).collect();
    let mut shapes = Vec::new();
    let mut top = 0.0;
    for band in bands(groups, cell_width) {
        heads(&mut shapes, by, band, cell_width, top);
        top += SIZE * 2.4;
        for (row, practice) in cells.iter().zip(practices.clone()) {
            let title = fitted(&portfolio.columns()[practice].title, SIZE, CELLS - 6.0);
            shapes.push(line(title, SIZE, (0.0, top + CELL - 4.0), Anchor::Start));
            for (cell, x) in placed(band, cell_width) {
                drawn_cell(&mut shapes, &row[cell], (x, top), cell_width);
            }
            top += CELL + 1.0;
        }
        top += 8.0;
    }
    let height = legend(&mut shapes, &meanings(by, &cells), top);
    let told = told(portfolio, groups, practices, &cells);
    Figure { title, told, width: WIDTH, height, shapes }
}

/// The groups in bands that fit into the width, each begun where a group begins.
fn bands(groups: &[Group], cell_width: f32) -> Vec<&[Group]> {
    let mut bands = Vec::new();
    let (mut from, mut width) = (0, 0.0);
    for (at, group) in groups.iter().enumerate() {
        let own = group.cells.len() as f32 * cell_width + GAP;
        if at > from && CELLS + width + own > WIDTH + GAP {
            bands.push(&groups[from..at]);
            (from, width) = (at, 0.0);
        }
        width += own;
    }
    bands.push(&groups[from..]);
    bands
}

/// The cells of a band, each with its x.
fn placed(band: &[Group], cell_width: f32) -> impl Iterator<Item = (usize, f32)> {
    let first = band.first().map_or(0, |group| group.cells.start);
    let with_gaps = band.iter().enumerate().flat_map(|(n, group)| group.cells.clone().map(move |cell| (n, cell)));
    with_gaps.map(move |(n, cell)| (cell, CELLS + (cell - first) as f32 * cell_width + n as f32 * GAP))
}

/// The number of each group over its cells, and below it the place of each item in its question.
fn heads(shapes: &mut Vec<Shape>, by: By, band: &[Group], cell_width: f32, top: f32) {
    let mut placed = placed(band, cell_width);
    for group in band {
        for (n, (_, x)) in placed.by_ref().take(group.cells.len()).enumerate() {
            let middle = x + (cell_width - 1.0) / 2.0;
            match by {
                By::Criterion => {
                    shapes.push(line(group.head.clone(), SIZE, (middle, top + SIZE * 2.0), Anchor::Middle));
                }
                By::Item => {
                    if n == 0 {
                        let room = group.cells.len() as f32 * cell_width;
                        shapes.push(line(fitted(&group.head, 7.0, room), 7.0, (x, top + 7.5), Anchor::Start));
                    }
                    shapes.push(line((n + 1).to_string(), 5.5, (middle, top + 16.0), Anchor::Middle));
                }
            }
        }
    }
}

fn drawn_cell(shapes: &mut Vec<Shape>, cell: &Cell, (x, y): (f32, f32), width: f32) {
    shapes.push(Shape::Rect { x, y, width: width - 1.0, height: CELL, shade: cell.shade });
    if !cell.sign.is_empty() {
        shapes.push(Shape::Text {
            x: x + (width - 1.0) / 2.0,
            baseline: y + CELL - 4.3,
            size: SIGN,
            anchor: Anchor::Middle,
            ink: cell.shade.ink(),
            text: cell.sign.clone(),
        });
    }
}

/// A practice's cells, one after the other.
fn cells(portfolio: &Portfolio, by: By, practice: usize) -> Vec<Cell> {
    match by {
        By::Criterion => portfolio.profile(practice).into_iter().map(of_criterion).collect(),
        By::Item => {
            let of_item = |row: crate::reading::portfolio::PlacedItem<'_>| {
                let verdict = portfolio.cell(row.at, practice).and_then(|cell| cell.verdict(&row.item.scale));
                of_item(verdict)
            };
            portfolio.rows().map(of_item).collect()
        }
    }
}

fn of_item(verdict: Option<Verdict<'_>>) -> Cell {
    let sign = match verdict {
        Some(Verdict::Level(level)) => level.sign.to_string(),
        Some(Verdict::NotApplicable) => "n/a".to_owned(),
        Some(Verdict::Open | Verdict::Unknown(_)) | None => String::new(),
    };
    Cell { shade: Shade::of_verdict(verdict), sign }
}

/// All, some or none of those rated are met.
fn of_criterion(tally: Tally) -> Cell {
    let shade = match (tally.met, tally.rated()) {
        (_, 0) if tally.open > 0 => Shade::Open,
        (_, 0) if tally.not_applicable > 0 => Shade::NotApplicable,
        (_, 0) => Shade::NotAsked,
        (met, rated) if met == rated => Shade::Met,
        (0, _) if tally.partly == 0 => Shade::NotMet,
        _ => Shade::Partly,
    };
    Cell { shade, sign: if tally.rated() == 0 { String::new() } else { tally.fraction() } }
}

/// What the shades that are seen stand for.
fn meanings(by: By, cells: &[Vec<Cell>]) -> Vec<(Shade, &'static str)> {
    let all = Shade::COUNTED.into_iter().chain([Shade::NotAsked]);
    let seen = all.filter(|shade| cells.iter().flatten().any(|cell| cell.shade == *shade));
    seen.map(|shade| (shade, meaning(by, shade))).collect()
}

fn meaning(by: By, shade: Shade) -> &'static str {
    match (by, shade) {
        (By::Criterion, Shade::Met) => "All rated items met",
        (By::Criterion, Shade::Partly) => "Some met, or partly met",
        (By::Criterion, Shade::NotMet) => "None met",
        (By::Criterion, Shade::Open) => "Nothing rated yet",
        (_, shade) => shade.name(),
    }
}

/// All cells in words, a practice after the other.
fn told(portfolio: &Portfolio, groups: &[Group], practices: Range<usize>, cells: &[Vec<Cell>]) -> String {
    let practice = |(row, practice): (&Vec<Cell>, usize)| {
        let group = |group: &Group| {
            let cells = row[group.cells.clone()].iter().map(|cell| match &cell.sign[..] {
                "" => cell.shade.name().to_lowercase(),
                sign if sign.contains('/') && sign != "n/a" => format!("{sign} met"),
                _ => cell.shade.name().to_lowercase(),
            });
            format!("{} {}", group.head, cells.collect::<Vec<_>>().join(", "))
        };
        let groups: Vec<String> = groups.iter().map(group).collect();
        format!("{}: {}.", portfolio.columns()[practice].title, groups.join("; "))
    };
    cells.iter().zip(practices).map(practice).collect::<Vec<_>>().join(" ")
}
