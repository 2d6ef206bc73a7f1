//! A portfolio as plain tables. They have at most 80 columns, unless the framework has more than seven criteria.

use crate::model::{Framework, Item, Level, Scale, Tally, Verdict};
use crate::reading::{Cell, Portfolio};

use crate::text::{Text, cluster::str_width, wrap::truncate};
use crate::ui::Theme;

const WIDTH: usize = 80;
/// The most practices whose cells fit beside the items; of more there are the totals alone.
const MOST_BESIDE: usize = 9;

/// The portfolio: items, criteria, countries and practices.
pub(super) fn portfolio(portfolio: &Portfolio, theme: Theme) -> String {
    let parts = [
        heading(portfolio),
        if portfolio.columns().len() <= MOST_BESIDE { cells(portfolio, theme) } else { items(portfolio, theme) },
        criteria(portfolio, theme),
        countries(portfolio, theme),
        practices(portfolio, theme),
    ];
    parts.map(|lines| lines.join("\n")).join("\n\n")
}

fn heading(portfolio: &Portfolio) -> Vec<String> {
    let framework = portfolio.framework();
    let (shown, filtered_out) = (portfolio.columns().len(), portfolio.filtered_out());
    let of = if filtered_out > 0 { format!(" of {}", shown + filtered_out) } else { String::new() };
    let practices = if shown + filtered_out == 1 { "practice" } else { "practices" };
    vec![
        format!("{}, version {}: {shown}{of} {practices}", framework.title, framework.version),
        "Figures are met / (met + not met).".to_owned(),
    ]
}

fn cells(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    const COLUMN: usize = 4;
    let columns = portfolio.columns();
    let room = WIDTH - 4 - 7 - COLUMN * columns.len();
    let widest = portfolio.rows().map(|row| str_width(&row.item.label)).max().unwrap_or(0) + 1;
    let widest = widest.min(room);
    let labels = concat(columns.iter().map(|column| format!(" {}", column.label)));
    let mut lines = vec![format!("{}{labels}", left("By item", 4 + widest + 7, theme))];
    for (row, totals) in portfolio.rows().zip(portfolio.by_item()) {
        let cells = (0..columns.len()).filter_map(|column| portfolio.cell(row.at, column));
        let cells = concat(cells.map(|cell| format!(" {}", centred(sign(cell, row.item, theme)))));
        let (number, label) = (left(&row.placed.number(), 4, theme), left(&row.item.label, widest, theme));
        lines.push(format!("{number}{label}{:>7}{cells}", totals.fraction()).trim_end().to_owned());
    }
    lines.extend(legend(portfolio.framework(), theme));
    lines
}

/// What the signs say, in lines of their own where there are several scales.
fn legend(framework: &Framework, theme: Theme) -> Vec<String> {
    let mut scales: Vec<&Scale> = Vec::new();
    for item in framework.items().filter(|item| !scales.contains(&&*item.scale)).collect::<Vec<_>>() {
        if !scales.contains(&&*item.scale) {
            scales.push(&item.scale);
        }
    }
    let level = |level: &Level| format!("{} {}", theme.mark_sign(Verdict::Level(level)), level.label);
    let levels = |scale: &&Scale| scale.levels.iter().map(level).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<String> = scales.iter().map(levels).collect();
    let others = format!("n/a not applicable, {} open, blank where the question is n/a", theme.point());
    match lines.last_mut() {
        Some(last) => *last = format!("{last}, {others}"),
        None => lines.push(others),
    }
    lines
}

/// A cell's sign, at most three columns wide.
fn sign(cell: Cell, item: &Item, theme: Theme) -> &str {
    cell.verdict(&item.scale).map_or("", |verdict| theme.written_mark(verdict))
}

fn items(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let rows = portfolio.rows().map(|row| format!("{} {}", row.placed.number(), row.item.label));
    totals("By item", rows.zip(portfolio.by_item()), theme)
}

fn criteria(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let criteria = portfolio.framework().criteria.iter().enumerate();
    let rows = criteria.map(|(n, criterion)| format!("{} {}", n + 1, criterion.label));
    totals("By criterion", rows.zip(portfolio.by_criterion()), theme)
}

fn countries(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let rows = portfolio.by_country().into_iter().map(|(country, practices, totals)| {
        let name = country.as_ref().map_or("country not given", |country| country.name());
        let practices = if practices == 1 { "1 practice".to_owned() } else { format!("{practices} practices") };
        (format!("{name}, {practices}"), totals)
    });
    totals("By country", rows, theme)
}

fn totals(heading: &str, rows: impl Iterator<Item = (String, Tally)>, theme: Theme) -> Vec<String> {
    const NAMED: usize = 40;
    let heading = left(heading, NAMED, theme);
    let mut lines = vec![format!("{heading}{:>7}{:>9}{:>7}{:>7}{:>9}", "met", "not met", "n/a", "open", "rate")];
    for (name, totals) in rows {
        let rate = totals.per_cent().map_or(theme.point().to_owned(), |rate| format!("{rate} %"));
        let Tally { met, not_met, not_applicable, open, .. } = totals;
        lines.push(format!("{}{met:>7}{not_met:>9}{not_applicable:>7}{open:>7}{rate:>9}", left(&name, NAMED, theme)));
    }
    lines
}

fn practices(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let criteria = portfolio.framework().criteria.len();
    let named = WIDTH.saturating_sub(8 + 7 * criteria).max(20);
    let numbers = concat((1..=criteria).map(|n| format!("{n:>7}")));
    let mut lines = vec![format!("{}{numbers}", left("By practice and criterion", 8 + named, theme))];
    for (n, column) in portfolio.columns().iter().enumerate() {
        let country = column.facts.country.as_ref().map_or("", |country| country.code());
        let profile = concat(portfolio.profile(n).into_iter().map(|totals| format!("{:>7}", totals.fraction())));
        let (title, country) = (left(&column.title, named, theme), left(country, 4, theme));
        lines.push(format!("{} {title}{country}{profile}", column.label));
    }
    lines
}

fn concat(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().concat()
}

/// A text in so many columns, the last of them blank: cut where it is too long.
fn left(text: &str, columns: usize, theme: Theme) -> String {
    let clean = Text::one_line(text);
    let fitting = truncate(&clean, columns.saturating_sub(1), theme.ellipsis());
    format!("{fitting}{}", " ".repeat(columns.saturating_sub(str_width(&fitting))))
}

fn centred(sign: &str) -> String {
    if str_width(sign) < 2 { format!(" {sign:1} ") } else { sign.to_owned() }
}
