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
        format!(
            "Figures are met / rated: rated is {}.",
            if framework.has_partly() { "met, partly met or not met" } else { "met or not met" }
        ),
    ]
}

fn cells(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    const COLUMN: usize = 4;
    let columns = portfolio.columns();
    let numbers = portfolio.rows().map(|row| str_width(&row.number()) + 1).max().unwrap_or(0).clamp(4, 9);
    let room = WIDTH - numbers - 7 - COLUMN * columns.len();
    let widest = portfolio.rows().map(|row| str_width(&row.item.label)).max().unwrap_or(0) + 1;
    let widest = widest.min(room);
    let labels = concat(columns.iter().map(|column| format!(" {}", column.label)));
    let mut lines = vec![format!("{}{labels}", left("By item", numbers + widest + 7, theme))];
    for (row, totals) in portfolio.rows().zip(portfolio.by_item()) {
        let cells = (0..columns.len()).filter_map(|column| portfolio.cell(row.at, column));
        let cells = concat(cells.map(|cell| format!(" {}", centred(sign(cell, row.item, theme)))));
        let (number, label) = (left(&row.number(), numbers, theme), left(&row.item.label, widest, theme));
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
    let has_conditions = framework.items().any(|item| !item.applies.0.is_empty());
    let blank = if has_conditions { "not asked or the question is n/a" } else { "the question is n/a" };
    let others = format!("n/a not applicable, {} open, blank where {blank}", theme.point());
    match lines.last_mut() {
        Some(last) if str_width(last) + 2 + str_width(&others) <= WIDTH => *last = format!("{last}, {others}"),
        Some(_) | None => lines.push(others),
    }
    lines
}

/// A cell's sign, at most three columns wide.
fn sign(cell: Cell, item: &Item, theme: Theme) -> &str {
    cell.verdict(&item.scale).map_or("", |verdict| theme.written_mark(verdict))
}

fn items(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let rows = portfolio.rows().map(|row| format!("{} {}", row.number(), row.item.label));
    totals("By item", rows.zip(portfolio.by_item()), portfolio, theme)
}

fn criteria(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let criteria = portfolio.framework().criteria.iter().enumerate();
    let rows = criteria.map(|(n, criterion)| format!("{} {}", criterion.number(n), criterion.label));
    totals("By criterion", rows.zip(portfolio.by_criterion()), portfolio, theme)
}

fn countries(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let rows = portfolio.by_country().into_iter().map(|(country, practices, totals)| {
        let name = country.as_ref().map_or("country not given", |country| country.name());
        let practices = if practices == 1 { "1 practice".to_owned() } else { format!("{practices} practices") };
        (format!("{name}, {practices}"), totals)
    });
    totals("By country", rows, portfolio, theme)
}

/// The counts of each row; a column for what is partly met where a scale has a level that counts as that.
fn totals(
    heading: &str,
    rows: impl Iterator<Item = (String, Tally)>,
    portfolio: &Portfolio,
    theme: Theme,
) -> Vec<String> {
    const PARTLY: usize = 8;
    let has_partly = portfolio.framework().has_partly();
    let named = if has_partly { 40 - PARTLY } else { 40 };
    let partly = |told: &str| if has_partly { format!("{told:>PARTLY$}") } else { String::new() };
    let heading = left(heading, named, theme);
    let mut lines = vec![format!(
        "{heading}{:>7}{}{:>9}{:>7}{:>7}{:>9}",
        "met",
        partly("partly"),
        "not met",
        "n/a",
        "open",
        "rate"
    )];
    for (name, totals) in rows {
        let rate = totals.per_cent().map_or(theme.point().to_owned(), |rate| format!("{rate} %"));
        let Tally { met, not_met, not_applicable, open, .. } = totals;
        let (name, partly) = (left(&name, named, theme), partly(&totals.partly.to_string()));
        lines.push(format!("{name}{met:>7}{partly}{not_met:>9}{not_applicable:>7}{open:>7}{rate:>9}"));
    }
    lines
}

fn practices(portfolio: &Portfolio, theme: Theme) -> Vec<String> {
    let criteria = portfolio.framework().criteria.len();
    let named = WIDTH.saturating_sub(8 + 7 * criteria).max(20);
    let numbers = portfolio.framework().criteria.iter().enumerate();
    let numbers = concat(numbers.map(|(n, criterion)| format!(" {:>6}", cut(&criterion.number(n), 6, theme))));
    let mut lines = vec![format!("{}{numbers}", left("By practice and criterion", 8 + named, theme))];
    for (n, column) in portfolio.columns().iter().enumerate() {
        let country = column.facts.country.as_ref().map_or("", |country| country.code());
        let profile = concat(portfolio.profile(n).into_iter().map(|totals| format!("{:>7}", totals.fraction())));
        let (title, country) = (left(&column.name(), named, theme), left(country, 4, theme));
        lines.push(format!("{} {title}{country}{profile}", column.label));
    }
    lines
}

fn concat(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().concat()
}

/// A text in so many columns, the last of them blank: cut where it is too long.
fn left(text: &str, columns: usize, theme: Theme) -> String {
    let fitting = cut(text, columns.saturating_sub(1), theme);
    format!("{fitting}{}", " ".repeat(columns.saturating_sub(str_width(&fitting))))
}

/// A text in at most so many columns.
fn cut(text: &str, columns: usize, theme: Theme) -> String {
    truncate(&Text::one_line(text), columns, theme.ellipsis()).into_owned()
}

fn centred(sign: &str) -> String {
    if str_width(sign) < 2 { format!(" {sign:1} ") } else { sign.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Evaluation, Mark, format};

    const GARDEN: &str = include_str!("../../tests/fixtures/frameworks/garden.ron");

    fn garden() -> Portfolio {
        let framework = format::read_framework(GARDEN).unwrap();
        let mut one = Evaluation::new("2026-11-24-beds-abcde".parse().unwrap(), &framework);
        for (question, item, level) in [("s1", "s1a", "3"), ("s1", "s1b", "partly"), ("s2", "s2a", "no")] {
            let mark = Some(Mark::Level(level.parse().unwrap()));
            let edit = Edit::mark(&one, &question.parse().unwrap(), &item.parse().unwrap(), mark);
            one.apply(&edit).unwrap();
        }
        Portfolio::new(&framework, &[one])
    }

    #[test]
    fn what_is_partly_met_has_a_column_and_every_figure_is_explained() {
        let table = portfolio(&garden(), Theme::default());
        assert!(table.lines().all(|line| str_width(line) <= WIDTH), "{table}");
        assert!(table.contains("Figures are met / rated: rated is met, partly met or not met."), "{table}");
        let row = |beginning: &str| {
            let row = table.lines().rev().find(|line| line.starts_with(beginning));
            row.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(row("By criterion"), "By criterion met partly not met n/a open rate");
        assert_eq!(row("S Soil"), "S Soil and water 1 1 1 0 1 33 %");
        assert_eq!(row("By practice"), "By practice and criterion S 2");
        assert!(table.contains("S-1.a Compost") && table.contains("S-2 "), "{table}");
    }

    #[test]
    fn what_nobody_is_asked_has_no_figure() {
        let table = portfolio(&garden(), Theme::default());
        let row = table.lines().find(|line| line.starts_with("2.2")).unwrap();
        assert_eq!(row.trim_end(), "2.2   Each class has a bed of its own", "{table}");
        assert!(table.contains("blank where not asked or the question is n/a"), "{table}");
        let spring = portfolio(&Portfolio::new(&Framework::built_in(), &[]), Theme::default());
        assert!(spring.contains(", blank where the question is n/a\n") && !spring.contains("partly"), "{spring}");
    }
}
