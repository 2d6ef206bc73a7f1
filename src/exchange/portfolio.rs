//! A portfolio as JSON and as CSV: the same figures that the screen shows.

use serde_json::{Value, json};

pub use crate::exchange::delimited::Dialect;
use crate::exchange::{json::printed, tables};
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
            "number": row.number(),
            "label": row.item.label,
            "text": row.item.text,
            "totals": tally(totals),
            "cells": cells(portfolio, row.at).map(|cell| cell.name(&row.item.scale)).collect::<Vec<_>>(),
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
        "left_out": {
            "other_framework": portfolio.others(),
            "filtered": portfolio.filtered_out(),
            "samples": portfolio.samples(),
        },
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
        "details": chosen(column),
    })
}

/// The options chosen of each detail, by ids.
fn chosen(column: &Column) -> Value {
    let mut details = serde_json::Map::new();
    for (detail, option) in &column.facts.chosen {
        let options = details.entry(detail.as_str()).or_insert_with(|| json!([]));
        if let Value::Array(options) = options {
            options.push(json!(option));
        }
    }
    Value::Object(details)
}

fn tally(totals: Tally) -> Value {
    let Tally { met, partly, not_met, not_applicable, open, not_asked, .. } = totals;
    json!({
        "met": met,
        "not_met": not_met,
        "not_applicable": not_applicable,
        "open": open,
        "not_asked": not_asked,
        "rate": totals.rate(),
        "partly": partly,
    })
}

fn cells(portfolio: &Portfolio, row: usize) -> impl Iterator<Item = Cell> {
    (0..portfolio.columns().len()).filter_map(move |column| portfolio.cell(row, column))
}

/// A portfolio as a table for spreadsheets: an item a line, with its totals and a column for each practice, named by title.
pub fn to_csv(portfolio: &Portfolio, dialect: Dialect) -> String {
    tables::csv(&tables::of_portfolio(portfolio), dialect)
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
        let sample = Evaluation { sample: false, ..sample(now, &mut Dice::new(7)) };
        Portfolio::new(&Framework::built_in(), &[sample, other])
    }

    #[test]
    fn json_has_the_promised_shape() {
        let portfolio = of_the_sample();
        let out: Value = serde_json::from_str(&to_json(&portfolio)).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&out), ["framework", "practices", "items", "criteria", "countries", "left_out"]);
        let practice = &out["practices"][0];
        assert_eq!(keys(practice), ["id", "label", "title", "country", "status", "day", "profile", "details"]);
        assert_eq!((&practice["label"], &practice["country"]), (&json!("TLT"), &json!("Poland")));
        assert_eq!((&out["practices"][1]["country"], &out["practices"][1]["day"]), (&Value::Null, &Value::Null));
        assert_eq!((practice["profile"].as_array().unwrap().len(), out["items"].as_array().unwrap().len()), (5, 40));
        assert_eq!(keys(&out["items"][0]), ["id", "question", "number", "label", "text", "totals", "cells"]);
        let totals = ["met", "not_met", "not_applicable", "open", "not_asked", "rate", "partly"];
        assert_eq!(keys(&out["items"][0]["totals"]), totals);
        assert_eq!(out["items"][39]["cells"], json!(["not_asked", "open"]));
        assert_eq!(out["items"][39]["totals"]["rate"], Value::Null);
        assert_eq!(out["countries"].as_array().unwrap().len(), 2);
        assert_eq!(out["countries"][1]["name"], Value::Null);
        assert_eq!(out["left_out"], json!({ "other_framework": 0, "filtered": 0, "samples": 0 }));
    }

    #[test]
    fn csv_has_a_line_for_each_item_and_a_field_for_each_practice() {
        let portfolio = of_the_sample();
        let csv = to_csv(&portfolio, Dialect::Plain);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 41);
        let totals = "number,question,item,label,met,not_met,not_applicable,open,not_asked,rate";
        assert_eq!(lines[0], format!("{totals},\"The Long Table, Brzezina\",Untitled practice"));
        assert!(lines[40].ends_with(",0,0,0,1,1,,not_asked,open"), "{}", lines[40]);
        assert!(csv.contains("\"Flexible formats, compensation\""));
    }

    #[test]
    fn practices_of_one_title_are_told_apart() {
        let framework = Framework::built_in();
        let titled = |(id, title): (&str, &str)| {
            let mut evaluation = Evaluation::new(id.parse().unwrap(), &framework);
            evaluation.practice.title = title.into();
            evaluation
        };
        let three = [("2026-a-aaaaa", "Kuchyně"), ("2026-b-bbbbb", "Kuchyně"), ("2026-c-ccccc", "=Łódź;\n\u{202e}x")];
        let portfolio = Portfolio::new(&framework, &three.map(titled));
        let heads = |csv: &str| csv.lines().next().unwrap().split("rate").nth(1).unwrap().to_owned();
        assert_eq!(heads(&to_csv(&portfolio, Dialect::Plain)), ",'=Łódź; x,Kuchyně (aaaaa),Kuchyně (bbbbb)");
        assert_eq!(heads(&to_csv(&portfolio, Dialect::Excel)), ";\"'=Łódź; x\";Kuchyně (aaaaa);Kuchyně (bbbbb)");
    }

    #[test]
    fn excel_gets_a_mark_semicolons_and_decimal_commas() {
        let portfolio = of_the_sample();
        let (plain, excel) = (to_csv(&portfolio, Dialect::Plain), to_csv(&portfolio, Dialect::Excel));
        assert!(excel.starts_with("\u{feff}number;question;item;label;met;"));
        assert_eq!((plain.matches("\r\n").count(), excel.matches("\r\n").count()), (0, 41));
        let records = |text: &str, delimiter: u8| -> Vec<Vec<String>> {
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
        };
        let excel = records(excel.trim_start_matches('\u{feff}'), b';');
        let rates: Vec<&str> = excel.iter().map(|record| record[9].as_str()).collect();
        assert!(rates.contains(&"1,0000") && rates.contains(&""), "{rates:?}");
        let pointed = |mut record: Vec<String>| {
            record[9] = record[9].replace(',', ".");
            record
        };
        assert_eq!(excel.into_iter().map(pointed).collect::<Vec<_>>(), records(&plain, b','));
    }
}
