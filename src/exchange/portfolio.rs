//! A portfolio as JSON and as CSV: the same figures that the screen shows.

use jiff::civil::Date;
use serde::Serialize;

use crate::exchange::json::printed;
use crate::model::{Id, Tally};
use crate::reading::{Cell, Column, Country, Portfolio};

#[derive(Serialize)]
struct PortfolioJson<'a> {
    framework: PortfolioFrameworkJson<'a>,
    practices: Vec<PortfolioPracticeJson<'a>>,
    items: Vec<PortfolioItemJson<'a>>,
    criteria: Vec<PortfolioCriterionJson<'a>>,
    countries: Vec<CountryJson>,
    left_out: LeftOutJson,
}

#[derive(Serialize)]
struct PortfolioFrameworkJson<'a> {
    id: &'a Id,
    version: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct PortfolioPracticeJson<'a> {
    id: &'a Id,
    label: &'a str,
    title: &'a str,
    country: Option<&'a str>,
    status: &'static str,
    day: Option<Date>,
    /// The totals by criterion; there is no total of the whole.
    profile: Vec<PortfolioTallyJson>,
}

#[derive(Serialize)]
struct PortfolioItemJson<'a> {
    id: &'a Id,
    question: &'a Id,
    number: String,
    label: &'a str,
    text: &'a str,
    totals: PortfolioTallyJson,
    /// In the order of the practices.
    cells: Vec<&'static str>,
}

#[derive(Serialize)]
struct PortfolioCriterionJson<'a> {
    id: &'a Id,
    title: &'a str,
    totals: PortfolioTallyJson,
}

#[derive(Serialize)]
struct CountryJson {
    name: Option<String>,
    code: Option<String>,
    practices: usize,
    totals: PortfolioTallyJson,
}

#[derive(Serialize)]
struct LeftOutJson {
    other_framework: usize,
    filtered: usize,
}

#[derive(Serialize)]
struct PortfolioTallyJson {
    met: usize,
    not_met: usize,
    not_applicable: usize,
    open: usize,
    not_asked: usize,
    rate: Option<f64>,
}

impl From<Tally> for PortfolioTallyJson {
    fn from(totals: Tally) -> PortfolioTallyJson {
        let Tally { met, not_met, not_applicable, open, not_asked, .. } = totals;
        PortfolioTallyJson { met, not_met, not_applicable, open, not_asked, rate: totals.rate() }
    }
}

/// A portfolio as JSON.
pub fn to_json(portfolio: &Portfolio) -> String {
    let framework = portfolio.framework();
    let columns = portfolio.columns();
    let criteria = framework.criteria.iter().zip(portfolio.by_criterion());
    let items = portfolio.rows().zip(portfolio.by_item()).map(|(row, totals)| PortfolioItemJson {
        id: &row.item.id,
        question: &row.placed.question.id,
        number: row.placed.number(),
        label: &row.item.label,
        text: &row.item.text,
        totals: totals.into(),
        cells: cells(portfolio, row.at).map(Cell::name).collect(),
    });
    let countries = portfolio.by_country().into_iter().map(|(country, practices, totals)| CountryJson {
        name: country.as_ref().map(|country| country.name().to_owned()),
        code: country.as_ref().map(|country| country.code().to_owned()),
        practices,
        totals: totals.into(),
    });
    printed(&PortfolioJson {
        framework: PortfolioFrameworkJson { id: &framework.id, version: &framework.version, title: &framework.title },
        practices: columns.iter().enumerate().map(|(n, column)| practice(column, portfolio.profile(n))).collect(),
        items: items.collect(),
        criteria: criteria
            .map(|(criterion, totals)| PortfolioCriterionJson {
                id: &criterion.id,
                title: &criterion.title,
                totals: totals.into(),
            })
            .collect(),
        countries: countries.collect(),
        left_out: LeftOutJson { other_framework: portfolio.others(), filtered: portfolio.filtered_out() },
    })
}

fn practice(column: &Column, profile: Vec<Tally>) -> PortfolioPracticeJson<'_> {
    PortfolioPracticeJson {
        id: &column.id,
        label: &column.label,
        title: &column.title,
        country: column.facts.country.as_ref().map(Country::name),
        status: column.facts.status.name(),
        day: column.facts.day,
        profile: profile.into_iter().map(PortfolioTallyJson::from).collect(),
    }
}

fn cells(portfolio: &Portfolio, row: usize) -> impl Iterator<Item = Cell> {
    (0..portfolio.columns().len()).filter_map(move |column| portfolio.cell(row, column))
}

/// A portfolio as a table for spreadsheets (fields quoted as in RFC 4180): an item a line, with its totals and a column for each practice.
pub fn to_csv(portfolio: &Portfolio) -> String {
    const TOTALS: [&str; 6] = ["met", "not_met", "not_applicable", "open", "not_asked", "rate"];
    let named = ["number", "question", "item", "label"].into_iter().chain(TOTALS).map(str::to_owned);
    let practices = portfolio.columns().iter().map(|column| column.id.to_string());
    let mut lines = vec![named.chain(practices).collect::<Vec<String>>()];
    for (row, totals) in portfolio.rows().zip(portfolio.by_item()) {
        let Tally { met, not_met, not_applicable, open, not_asked, .. } = totals;
        let counts = [met, not_met, not_applicable, open, not_asked].map(|count| count.to_string());
        let rate = totals.rate().map_or(String::new(), |rate| format!("{rate:.4}"));
        let item = [
            row.placed.number(),
            row.placed.question.id.to_string(),
            row.item.id.to_string(),
            row.item.label.to_string(),
        ];
        let cells = cells(portfolio, row.at).map(|cell| cell.name().to_owned());
        lines.push(item.into_iter().chain(counts).chain([rate]).chain(cells).collect());
    }
    csv(&lines)
}

fn csv(lines: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer
            .write_record(line.iter().map(|field| guarded(field)))
            .expect("lines of one length, and memory takes all");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("fields are text")
}

/// A field with an apostrophe before what a spreadsheet would run.
fn guarded(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t']) { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::exchange::sample;
    use crate::model::{Dice, Evaluation, Framework};

    fn of_the_sample() -> Portfolio {
        let now = "2026-11-24T14:02:11+01:00".parse().unwrap();
        let other = Evaluation::new("mine".parse().unwrap(), &Framework::built_in());
        Portfolio::new(&Framework::built_in(), &[sample(now, &mut Dice::new(7)), other])
    }

    #[test]
    fn json_has_the_promised_shape() {
        let portfolio = of_the_sample();
        let out: Value = serde_json::from_str(&to_json(&portfolio)).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&out), ["framework", "practices", "items", "criteria", "countries", "left_out"]);
        let practice = &out["practices"][0];
        assert_eq!(keys(practice), ["id", "label", "title", "country", "status", "day", "profile"]);
        assert_eq!((&practice["label"], &practice["country"]), (&json!("TLT"), &json!("Poland")));
        assert_eq!((&out["practices"][1]["country"], &out["practices"][1]["day"]), (&Value::Null, &Value::Null));
        assert_eq!((practice["profile"].as_array().unwrap().len(), out["items"].as_array().unwrap().len()), (5, 40));
        assert_eq!(keys(&out["items"][0]), ["id", "question", "number", "label", "text", "totals", "cells"]);
        let totals = ["met", "not_met", "not_applicable", "open", "not_asked", "rate"];
        assert_eq!(keys(&out["items"][0]["totals"]), totals);
        assert_eq!(out["items"][39]["cells"], json!(["not_asked", "open"]));
        assert_eq!(out["items"][39]["totals"]["rate"], Value::Null);
        assert_eq!(out["countries"].as_array().unwrap().len(), 2);
        assert_eq!(out["countries"][1]["name"], Value::Null);
        assert_eq!(out["left_out"], json!({ "other_framework": 0, "filtered": 0 }));
    }

    #[test]
    fn csv_has_a_line_for_each_item_and_a_field_for_each_practice() {
        let portfolio = of_the_sample();
        let csv = to_csv(&portfolio);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 41);
        assert!(
            lines[0]
                .starts_with("number,question,item,label,met,not_met,not_applicable,open,not_asked,rate,2026-11-24-")
        );
        assert!(lines[40].ends_with(",0,0,0,1,1,,not_asked,open"), "{}", lines[40]);
        assert!(csv.contains("\"Flexible formats, compensation\""));
    }

    #[test]
    fn a_field_is_quoted_where_it_has_to_be_and_never_run() {
        let fields = ["plain", "a,b", "say \"x\"", "=1+1", "-1,5"].map(|field| csv(&[vec![field.to_owned()]]));
        let fields = fields.each_ref().map(|line| line.trim_end());
        assert_eq!(fields, ["plain", "\"a,b\"", "\"say \"\"x\"\"\"", "'=1+1", "\"'-1,5\""]);
    }
}
