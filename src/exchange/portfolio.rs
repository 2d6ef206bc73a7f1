//! A portfolio as JSON and as CSV: the same figures that the screen shows.

use serde_json::{Value, json};

use crate::exchange::json::printed;
use crate::model::Tally;
use crate::reading::{Cell, Column, Country, Portfolio};

/// A portfolio as JSON. There is no total of the whole.
pub fn to_json(portfolio: &Portfolio) -> String {
    let framework = portfolio.framework();
    let practices = portfolio.columns().iter().enumerate().map(|(n, column)| practice(column, portfolio.profile(n)));
    let items = portfolio.rows().zip(portfolio.by_item()).map(|(row, totals)| {
        json!({
            "id": row.item.id,
            "question": row.placed.question.id,
            "number": row.placed.number(),
            "label": row.item.label,
            "text": row.item.text,
            "totals": tally(totals),
            "cells": cells(portfolio, row.at).map(Cell::name).collect::<Vec<_>>(),
        })
    });
    let criteria =
        framework.criteria.iter().zip(portfolio.by_criterion()).map(
            |(criterion, totals)| json!({ "id": criterion.id, "title": criterion.title, "totals": tally(totals) }),
        );
    let countries = portfolio.by_country().into_iter().map(|(country, practices, totals)| {
        let (name, code) = (country.as_ref().map(Country::name), country.as_ref().map(Country::code));
        json!({ "name": name, "code": code, "practices": practices, "totals": tally(totals) })
    });
    printed(&json!({
        "framework": { "id": framework.id, "version": framework.version, "title": framework.title },
        "practices": practices.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "criteria": criteria.collect::<Vec<_>>(),
        "countries": countries.collect::<Vec<_>>(),
        "left_out": { "other_framework": portfolio.others(), "filtered": portfolio.filtered_out() },
    }))
}

fn practice(column: &Column, profile: Vec<Tally>) -> Value {
    json!({
        "id": column.id,
        "label": column.label,
        "title": column.title,
        "country": column.facts.country.as_ref().map(Country::name),
        "status": column.facts.status.name(),
        "day": column.facts.day,
        "profile": profile.into_iter().map(tally).collect::<Vec<_>>(),
    })
}

fn tally(totals: Tally) -> Value {
    let Tally { met, not_met, not_applicable, open, not_asked, .. } = totals;
    json!({
        "met": met,
        "not_met": not_met,
        "not_applicable": not_applicable,
        "open": open,
        "not_asked": not_asked,
        "rate": totals.rate(),
    })
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
        let fields = line.iter().map(|field| guarded(field));
        writer.write_record(fields).expect("lines of one length, and memory takes all");
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
