use std::{io::Cursor, ops::ControlFlow};

use calamine::{Data, Range, Reader, Xlsx};

use super::*;
use crate::exchange::{Export, ExportError, Request, dictionary, export, sample, untold};
use crate::model::{Dice, Edit, Evidence, Mark, Marked, Source, Tally, format};

const GARDEN: &str = include_str!("../../../tests/fixtures/frameworks/garden.ron");

fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn request<'a>(evaluations: &'a [Shown<'a>], to: Export, table: Table) -> Request<'a> {
    Request { evaluations, to, parts: &[], table, dialect: Dialect::Plain, at: now() }
}

fn written(request: &Request<'_>) -> Result<Vec<u8>, ExportError> {
    export(request, &mut |_| ControlFlow::Continue(()))
}

fn as_csv(evaluations: &[Shown<'_>], table: Table) -> Vec<Vec<String>> {
    let bytes = written(&request(evaluations, Export::Csv, table)).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn book(evaluations: &[Shown<'_>]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(written(&request(evaluations, Export::Xlsx, Table::default())).unwrap())).unwrap()
}

fn real_sample(id: &str) -> Evaluation {
    Evaluation { sample: false, id: id.parse().unwrap(), ..sample(now(), &mut Dice::new(7)) }
}

/// The cells of a column below its name.
fn column<'r>(sheet: &'r Range<Data>, name: &str) -> Vec<&'r Data> {
    let at = sheet.rows().next().unwrap().iter().position(|cell| *cell == *name);
    let at = at.unwrap_or_else(|| panic!("no column {name}"));
    sheet.rows().skip(1).map(|row| &row[at]).collect()
}

fn garden() -> Framework {
    format::read_framework(GARDEN).unwrap()
}

fn garden_evaluation(garden: &Framework) -> Evaluation {
    let mut one = Evaluation::new("2026-11-24-beds-abcde".parse().unwrap(), garden);
    one.practice.title = "Beds".into();
    for (question, item, level) in [("s1", "s1a", "3"), ("s1", "s1b", "partly"), ("s2", "s2a", "no")] {
        let mark = Some(Mark::Level(level.parse().unwrap()));
        one.apply(&Edit::mark(&one, &question.parse().unwrap(), &item.parse().unwrap(), mark)).unwrap();
    }
    one
}

#[test]
fn another_reader_adds_up_what_the_portfolio_says() {
    let spring = Framework::built_in();
    let [one, two] = ["2026-11-24-a-aaaaa", "2026-11-24-b-bbbbb"].map(real_sample);
    let all = [(&one, Some(&spring)), (&two, Some(&spring))];
    let mut book = book(&all);
    assert_eq!(book.sheet_names(), ["Evaluations", "Answers", "Marks", "Portfolio", "Framework", "Dictionary"]);
    let portfolio = Portfolio::new(&spring, [&one, &two]);
    let marks = book.worksheet_range("Marks").unwrap();
    let (items, counts) = (column(&marks, "item"), column(&marks, "counts"));
    let matrix = book.worksheet_range("Portfolio").unwrap();
    assert_eq!(marks.height(), 1 + 2 * 40);
    for (row, Tally { met, partly, not_met, not_applicable, open, not_asked, .. }) in
        portfolio.rows().zip(portfolio.by_item())
    {
        for (name, total) in [
            ("met", met),
            ("partly", partly),
            ("not_met", not_met),
            ("not_applicable", not_applicable),
            ("open", open),
            ("not_asked", not_asked),
        ] {
            let here = items.iter().zip(&counts).filter(|(item, _)| item.to_string() == row.item.id.as_str());
            assert_eq!(
                here.filter(|(_, counted)| counted.to_string() == name).count(),
                total,
                "{} {name}",
                row.item.id
            );
            if name != "partly" {
                assert_eq!(
                    *column(&matrix, name)[row.at],
                    Data::Float(f64::from(total as u32)),
                    "{} {name}",
                    row.item.id
                );
            }
        }
    }
    let evaluations = book.worksheet_range("Evaluations").unwrap();
    let rates = column(&evaluations, "profile_1-inclusivity_rate");
    let rate = one.tally_of_criterion(&spring.criteria[0]).rate().unwrap();
    assert!(rates.iter().all(|cell| **cell == Data::Float(rate)), "{rates:?}");
    let days = column(&evaluations, "day");
    assert!(days.iter().all(|day| matches!(day, Data::DateTime(_))), "{days:?}");
}

#[test]
fn the_portfolios_table_is_the_one_that_portfolio_prints() {
    let garden = garden();
    let one = garden_evaluation(&garden);
    let all = [(&one, Some(&garden))];
    let csv = written(&request(&all, Export::Csv, Table::Portfolio)).unwrap();
    let portfolio = Portfolio::new(&garden, [&one]);
    assert_eq!(String::from_utf8(csv).unwrap(), crate::exchange::portfolio::to_csv(&portfolio, Dialect::Plain));
    let shown = book(&all).worksheet_range("Portfolio").unwrap();
    let marks: Vec<String> = column(&shown, "Beds").iter().map(ToString::to_string).collect();
    assert_eq!(
        marks[..5],
        ["3 established", "½ partly", "– no", "not asked", "open"].map(|mark| mark.replace("3 established", &marks[0]))
    );
    assert!(marks[0].ends_with("established"), "{marks:?}");
}

#[test]
fn each_framework_has_a_portfolio_and_a_part_of_the_framework() {
    let (spring, garden) = (Framework::built_in(), garden());
    let (one, two) = (real_sample("2026-11-24-a-aaaaa"), garden_evaluation(&garden));
    let unknown = Evaluation {
        framework: crate::model::FrameworkRef { id: "gone".parse().unwrap(), version: "1".into() },
        ..two.clone()
    };
    let all = [(&one, Some(&spring)), (&two, Some(&garden)), (&unknown, None)];
    let mut book = book(&all);
    let names = book.sheet_names();
    assert_eq!(names[3..5], ["Portfolio spring-good-practice", "Portfolio garden 2"]);
    assert!(names.iter().all(|name| name.chars().count() <= 31));
    assert_eq!(column(&book.worksheet_range("Framework").unwrap(), "framework").last().unwrap().to_string(), "garden");
    let marks = book.worksheet_range("Marks").unwrap();
    // What is known by its id alone has a row all the same.
    let of_unknown: Vec<String> = marks.rows().filter(|row| row[4] == *"gone").map(|row| row[9].to_string()).collect();
    assert_eq!(of_unknown, ["s1a", "s1b", "s2a"]);
    let refused = written(&request(&all, Export::Csv, Table::Portfolio)).unwrap_err();
    assert_eq!(refused, ExportError::Table(TableError::SeveralFrameworks(2)));
}

#[test]
fn what_begins_like_a_formula_stays_text_and_figures_stay_figures() {
    let garden = garden();
    let mut one = garden_evaluation(&garden);
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "https://x.org", "_x0041_", "007", "TRUE"];
    one.practice.title = texts[0].into();
    one.practice.organisation = texts[1].into();
    one.practice.place = texts[2].into();
    one.practice.period = texts[3].into();
    one.practice.address = texts[4].into();
    one.language = texts[5].into();
    one.evaluators = texts[6].into();
    one.practice.country = texts[7].into();
    let given = |id: &str, text: &str| crate::model::GivenDetail {
        text: text.into(),
        ..crate::model::GivenDetail::new(id.parse().unwrap())
    };
    one.details = [given("plots", "-12.5"), given("opened", "2024-03-01"), given("warden", "=x")].into_iter().collect();
    let all = [(&one, Some(&garden))];
    let sheet = book(&all).worksheet_range("Evaluations").unwrap();
    for (name, text) in ["title", "organisation", "place", "period", "address", "language", "evaluators", "country"]
        .into_iter()
        .zip(texts)
    {
        assert_eq!(*column(&sheet, name)[0], Data::String(text.to_owned()), "{name}");
    }
    assert_eq!(*column(&sheet, "detail_plots")[0], Data::Float(-12.5));
    assert!(matches!(column(&sheet, "detail_opened")[0], Data::DateTime(_)));
    let csv = as_csv(&all, Table::Evaluations);
    let field = |name: &str| csv[1][csv[0].iter().position(|head| head == name).unwrap()].as_str();
    assert_eq!(["title", "organisation", "place", "period"].map(field), ["'=1+1", "'+1", "'-1", "'@SUM(A1)"]);
    assert_eq!(["detail_plots", "detail_opened", "detail_warden"].map(field), ["-12.5", "2024-03-01", "'=x"]);
}

#[test]
fn what_is_longer_than_a_cell_is_cut_with_a_word_about_it_and_csv_has_it_whole() {
    let spring = Framework::built_in();
    let mut one = real_sample("2026-11-24-a-aaaaa");
    let long = "𝕎ord ".repeat(8_000);
    one.practice.summary = long.as_str().into();
    let all = [(&one, Some(&spring))];
    let sheet = book(&all).worksheet_range("Evaluations").unwrap();
    let cut = column(&sheet, "summary")[0].to_string();
    assert!(
        cut.encode_utf16().count() <= 32_767 && cut.encode_utf16().count() > 32_760,
        "{}",
        cut.encode_utf16().count()
    );
    assert!(cut.ends_with(" … [cut here: the text has 40000 characters]"), "{}", &cut[cut.len() - 60..]);
    let asked = request(&all, Export::Xlsx, Table::default());
    assert_eq!(untold(&asked, &[]), ["the end of 1 text, longer than a cell takes"]);
    let csv = as_csv(&all, Table::Evaluations);
    assert!(csv[1].contains(&long));
    assert_eq!(xlsx::fitting(&"a".repeat(32_767)), None);
}

#[test]
fn a_workbook_is_the_same_each_time_and_says_what_it_is() {
    let spring = Framework::built_in();
    let one = real_sample("2026-11-24-a-aaaaa");
    let all = [(&one, Some(&spring))];
    let [first, second] = [(), ()].map(|()| written(&request(&all, Export::Xlsx, Table::default())).unwrap());
    assert_eq!(first, second);
    let mut zip = zip::ZipArchive::new(Cursor::new(first)).unwrap();
    let core = std::io::read_to_string(zip.by_name("docProps/core.xml").unwrap()).unwrap();
    for part in [
        "<dc:title>The Long Table, Brzezina</dc:title>",
        "<dc:creator>Jana Veselá, Tomasz Lis</dc:creator>",
        "2026-11-24T13:02:11Z",
    ] {
        assert!(core.contains(part), "{part}: {core}");
    }
}

#[test]
fn a_sheet_that_is_too_large_is_refused_by_name() {
    let sheet = Sheet {
        table: Table::Marks,
        title: "Marks".to_owned(),
        columns: Vec::new(),
        rows: vec![Vec::new(); xlsx::MOST_ROWS],
    };
    let properties = Properties { title: "", author: "", at: now() };
    let refused = xlsx::workbook([sheet].into_iter(), &properties).unwrap_err();
    assert!(matches!(refused, TableError::TooLarge { rows: 1_048_577, .. }), "{refused}");
}

#[test]
fn every_column_of_every_table_is_in_the_dictionary_once() {
    let (spring, garden) = (Framework::built_in(), garden());
    let (one, two) = (real_sample("2026-11-24-a-aaaaa"), garden_evaluation(&garden));
    let all = [(&one, Some(&spring)), (&two, Some(&garden))];
    let described: Vec<(String, String)> =
        as_csv(&all, Table::Dictionary).into_iter().skip(1).map(|row| (row[0].clone(), row[1].clone())).collect();
    let mut unique = described.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), described.len());
    for table in [Table::Evaluations, Table::Answers, Table::Marks, Table::Framework, Table::Dictionary] {
        let heads = as_csv(&all, table).remove(0);
        let of_table: Vec<&String> =
            described.iter().filter(|(of, _)| of == table.name()).map(|(_, name)| name).collect();
        assert_eq!(of_table, heads.iter().collect::<Vec<_>>(), "{}", table.name());
    }
    let beside = dictionary(&request(&all, Export::Csv, Table::Marks)).unwrap();
    assert!(
        beside.starts_with("table,column,type,meaning,values\nmarks,evaluation,") && !beside.contains("\nanswers,"),
        "{beside}"
    );
    assert!(beside.contains("not_applicable; open"), "{beside}");
    assert_eq!(dictionary(&request(&all, Export::Xlsx, Table::Marks)), None);
}

#[test]
fn what_stands_in_a_column_is_among_the_values_that_it_may_have() {
    let (spring, garden) = (Framework::built_in(), garden());
    let (one, two) = (real_sample("2026-11-24-a-aaaaa"), garden_evaluation(&garden));
    let all = [(&one, Some(&spring)), (&two, Some(&garden))];
    let tables = Tables::new(&all, &[]);
    for table in [Table::Evaluations, Table::Answers, Table::Marks] {
        let mut sheet = tables.empty(table);
        for shown in all {
            tables.add(&mut sheet, shown);
        }
        for (at, column) in sheet
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.values.is_empty() && !column.name.starts_with("detail_"))
        {
            for row in &sheet.rows {
                let Cell::Text(text) = &row[at] else { panic!("{} {:?}", column.name, row[at]) };
                assert!(column.values.contains(text), "{}: {text}", column.name);
            }
        }
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()));
    }
}

#[test]
fn every_field_of_json_is_described_and_no_other() {
    let spring = Framework::built_in();
    let one = real_sample("2026-11-24-a-aaaaa");
    let value = crate::exchange::json::evaluation(&one, Some(&spring));
    let mut paths = std::collections::BTreeSet::new();
    fields(&value, "", &mut paths);
    let described: std::collections::BTreeSet<String> = of_json()
        .rows
        .iter()
        .map(|row| match &row[1] {
            Cell::Text(path) => path.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(described, paths);
}

/// The fields of a value; records that people keep are one each.
fn fields(value: &serde_json::Value, path: &str, paths: &mut std::collections::BTreeSet<String>) {
    const WHOLE: [&str; 8] = [
        "visits",
        "jots",
        "remarks",
        "acts",
        "details",
        "people",
        "evaluators",
        "criteria[].questions[].items[].evidence",
    ];
    match value {
        _ if WHOLE.contains(&path) => drop(paths.insert(path.to_owned())),
        serde_json::Value::Object(object) => {
            let dot = if path.is_empty() { "" } else { "." };
            object.iter().for_each(|(name, value)| fields(value, &format!("{path}{dot}{name}"), paths));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| fields(value, &format!("{path}[]"), paths)),
        _ => drop(paths.insert(path.to_owned())),
    }
}

#[test]
fn evidence_stays_at_home_unless_it_is_wanted() {
    let spring = Framework::built_in();
    let mut one = real_sample("2026-11-24-a-aaaaa");
    let question = &spring.criteria[0].questions[0];
    let mut answer = one.answer(&question.id).unwrap().clone();
    let evidence = Evidence { id: "e-1".parse().unwrap(), source: Source::Document("Mrs Kowalska’s letter".into()) };
    answer.marks = [Marked {
        evidence: [evidence].into_iter().collect(),
        comment: "Seen".into(),
        ..Marked::new(question.items[0].id.clone())
    }]
    .into_iter()
    .collect();
    one.answers.remove(&question.id);
    one.answers.insert(0, answer);
    let all = [(&one, Some(&spring))];
    let whole = |parts: &[Part]| {
        let request = Request { parts, ..request(&all, Export::Csv, Table::Marks) };
        String::from_utf8(written(&request).unwrap()).unwrap()
    };
    assert!(!whole(&[]).contains("Kowalska") && whole(&[]).contains(",Seen,,1,"));
    assert!(whole(&[Part::Evidence]).contains("Mrs Kowalska’s letter"));
}

#[test]
fn an_export_of_tables_is_cancelled_at_once() {
    let spring = Framework::built_in();
    let one = real_sample("2026-11-24-a-aaaaa");
    let all = [(&one, Some(&spring)), (&one, Some(&spring))];
    for to in [Export::Xlsx, Export::Csv, Export::Jsonl, Export::Published] {
        for table in Table::ALL {
            let stop = &mut |done| if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            assert_eq!(export(&request(&all, to, table), stop), Err(ExportError::Cancelled), "{to:?} {table:?}");
        }
    }
}

#[test]
fn json_lines_are_the_objects_of_json() {
    let spring = Framework::built_in();
    let one = real_sample("2026-11-24-a-aaaaa");
    let all = [(&one, Some(&spring)), (&one, Some(&spring))];
    let lines = String::from_utf8(written(&request(&all, Export::Jsonl, Table::default())).unwrap()).unwrap();
    let array = written(&request(&all, Export::Json, Table::default())).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(serde_json::Value::Array(lines), serde_json::from_slice::<serde_json::Value>(&array).unwrap());
}
