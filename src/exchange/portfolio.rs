//! A portfolio as JSON and as CSV: the same figures that the screen shows.

use std::collections::HashMap;

use csv::{Terminator, WriterBuilder};
use serde_json::{Value, json};

use crate::exchange::json::printed;
use crate::model::Tally;
use crate::reading::{Cell, Column, Country, Portfolio};
use crate::text::cluster::is_invisible;

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

/// How a table for spreadsheets is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As programs read it (RFC 4180): with commas.
    Plain,
    /// As Excel opens it where figures have a decimal comma: with a byte order mark, so that it takes letters for what they
    /// are, and semicolons.
    Excel,
}

/// A portfolio as a table for spreadsheets: an item a line, with its totals and a column for each practice, named by title.
pub fn to_csv(portfolio: &Portfolio, dialect: Dialect) -> String {
    const TOTALS: [&str; 7] = ["met", "partly", "not_met", "not_applicable", "open", "not_asked", "rate"];
    // Where no scale has anything between met and not met there is no column for it.
    let has_partly = portfolio.framework().has_partly();
    let totals = TOTALS.into_iter().filter(|total| has_partly || *total != "partly");
    let named = ["number", "question", "item", "label"].into_iter().chain(totals).map(str::to_owned);
    let mut lines = vec![named.chain(headings(portfolio.columns())).collect::<Vec<String>>()];
    for (row, totals) in portfolio.rows().zip(portfolio.by_item()) {
        let Tally { met, partly, not_met, not_applicable, open, not_asked, .. } = totals;
        let counts =
            [met].into_iter().chain(has_partly.then_some(partly)).chain([not_met, not_applicable, open, not_asked]);
        let counts = counts.map(|count| count.to_string());
        let rate = totals.rate().map_or(String::new(), |rate| format!("{rate:.4}"));
        let rate = if dialect == Dialect::Excel { rate.replace('.', ",") } else { rate };
        let item =
            [row.number(), row.placed.question.id.to_string(), row.item.id.to_string(), row.item.label.to_string()];
        let cells = cells(portfolio, row.at).map(|cell| cell.name(&row.item.scale).to_owned());
        lines.push(item.into_iter().chain(counts).chain([rate]).chain(cells).collect());
    }
    csv(&lines, dialect)
}

/// The practices' titles; where several share one, with the letters of their ids.
fn headings(columns: &[Column]) -> Vec<String> {
    // A spreadsheet shows them beside each other: nothing in one turns another's reading direction.
    let seen = |title: &str| title.chars().filter(|c| !is_invisible(*c)).collect::<String>();
    let title = |column: &Column| seen(&column.title).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shared: HashMap<String, usize> = HashMap::new();
    for column in columns {
        *shared.entry(title(column)).or_default() += 1;
    }
    let heading = |column: &Column| match title(column) {
        title if shared[&title] > 1 => format!("{title} ({})", column.id.letters()),
        title => title,
    };
    columns.iter().map(heading).collect()
}

/// Lines of one length as a table for spreadsheets, of which nothing is run there.
pub(super) fn csv(lines: &[Vec<String>], dialect: Dialect) -> String {
    let (mark, delimiter, end) = match dialect {
        Dialect::Plain => ("", b',', Terminator::Any(b'\n')),
        Dialect::Excel => ("\u{feff}", b';', Terminator::CRLF),
    };
    let mut builder = WriterBuilder::new();
    let mut writer = builder.delimiter(delimiter).terminator(end).from_writer(mark.as_bytes().to_vec());
    for line in lines {
        let fields = line.iter().map(|field| guarded(field));
        writer.write_record(fields).expect("lines of one length, and memory takes all");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("fields are text")
}

/// A field with an apostrophe before what a spreadsheet would run, and before what looks guarded already: so it can be taken
/// off again.
fn guarded(field: &str) -> String {
    if is_guardable(field) { format!("'{field}") } else { field.to_owned() }
}

/// A field without the apostrophe that guards it.
pub(super) fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_guardable(rest)).unwrap_or(field)
}

fn is_guardable(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t'])
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

    #[test]
    fn a_field_is_quoted_where_it_has_to_be_and_never_run() {
        let fields =
            ["plain", "a,b", "say \"x\"", "=1+1", "-1,5"].map(|field| csv(&[vec![field.to_owned()]], Dialect::Plain));
        let fields = fields.each_ref().map(|line| line.trim_end());
        assert_eq!(fields, ["plain", "\"a,b\"", "\"say \"\"x\"\"\"", "'=1+1", "\"'-1,5\""]);
    }
}
