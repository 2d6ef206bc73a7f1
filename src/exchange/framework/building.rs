//! Rows become a framework: what is blank repeats what stands above it, and what is there already is taken again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    TableError, TableOptions,
    columns::Columns,
    field::Field,
    note::TableNote,
    scales::Scales,
    table::{Row, Sheet},
};
use crate::model::{Framework, Scale};
use crate::text::{Text, counted, words_in_line};

mod finishing;

/// A criterion, a question or an item as the rows say it.
#[derive(Clone, Debug, Default)]
struct Draft {
    /// The place of what it is in.
    within: usize,
    /// The row that says it first.
    row: usize,
    text: String,
    code: String,
    /// The id that the table gives.
    given: String,
    guidance: String,
}

/// Which of the three a guidance is for.
#[derive(Clone, Copy)]
enum Level {
    Criterion(usize),
    Question(usize),
    Item(usize),
}

struct Building<'a> {
    columns: &'a Columns,
    /// What stands before guidance of several columns.
    guidance: Vec<(usize, Option<String>)>,
    title: &'a str,
    standard: Arc<Scale>,
    scales: Scales,
    criteria: Vec<Draft>,
    questions: Vec<Draft>,
    /// The criteria whose items stand under no question, with the question that stands in.
    made_up: HashMap<usize, usize>,
    items: Vec<(Draft, Arc<Scale>)>,
    /// The places of what is there, by what it is in and its code or text.
    places: HashMap<(&'static str, usize, String), usize>,
    criterion: Option<usize>,
    question: Option<usize>,
    last: Option<Level>,
    scale: Option<(usize, String)>,
    filled: Vec<usize>,
    unread: BTreeMap<String, (String, Vec<usize>)>,
    /// The scales that items have, each with their rows.
    scaled: BTreeMap<String, Vec<usize>>,
    /// Rows whose scale no item had yet.
    waiting: Option<usize>,
    notes: Vec<TableNote>,
}

/// The framework that the rows below the header make.
pub(super) fn build(
    sheet: &Sheet,
    columns: &Columns,
    options: &TableOptions,
    title: &Text,
    notes: &mut Vec<TableNote>,
) -> Result<Framework, TableError> {
    let mut scales = Scales::default();
    let standard = match &options.scale {
        Some(raw) => scales.read(raw.trim()).map_err(|why| TableError::Scale(raw.clone(), why))?,
        None => Scale::met_or_not(),
    };
    let header = &sheet.rows[columns.header];
    let columns_of_guidance: Vec<usize> =
        columns.fields.iter().filter(|(field, _)| *field == Field::Guidance).map(|(_, column)| *column).collect();
    let several = columns_of_guidance.len() > 1;
    let named = |column: usize| (column, several.then(|| line(header.cell(column))));
    let mut building = Building {
        columns,
        guidance: columns_of_guidance.into_iter().map(named).collect(),
        title,
        standard,
        scales,
        criteria: Vec::new(),
        questions: Vec::new(),
        made_up: HashMap::new(),
        items: Vec::new(),
        places: HashMap::new(),
        criterion: None,
        question: None,
        last: None,
        scale: None,
        filled: Vec::new(),
        unread: BTreeMap::new(),
        scaled: BTreeMap::new(),
        waiting: None,
        notes: std::mem::take(notes),
    };
    for row in &sheet.rows[columns.header + 1..] {
        if row.filled().count() > 1 && row.filled().eq(header.filled()) {
            building.notes.push(TableNote::HeaderAgain(row.number));
        } else {
            building.row(row);
        }
    }
    let (framework, told) = building.finished(options)?;
    *notes = told;
    framework.check().map_err(TableError::Fault)?;
    Ok(framework)
}

/// A cell on one line.
pub(super) fn line(cell: &str) -> String {
    cell.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Building<'_> {
    fn cell(&self, row: &Row, field: Field) -> String {
        line(self.columns.cell(row, field))
    }

    fn row(&mut self, row: &Row) {
        if row.spans && self.across(row) {
            return;
        }
        let [criterion, criterion_code, question, question_code, item, mut code] =
            [Field::Criterion, Field::CriterionCode, Field::Question, Field::QuestionCode, Field::Item, Field::Code]
                .map(|field| self.cell(row, field));
        let said = |texts: [&String; 2]| texts.into_iter().any(|text| !text.is_empty());
        let has_criterion = said([&criterion, &criterion_code]);
        let has_question = said([&question, &question_code]);
        // Below a question that the row only repeats, a code is that of an item without a text.
        let repeats = item.is_empty()
            && !question.is_empty()
            && question_code.is_empty()
            && self.columns.of(Field::Item).is_some()
            && self.question.is_some_and(|at| {
                let asked = &self.questions[at];
                words_in_line(&asked.text) == words_in_line(&question) && asked.code != code
            });
        let has_item = !item.is_empty() || !code.is_empty() && (repeats || !has_criterion && !has_question);
        let there = self.criteria.len() + self.questions.len();
        let guidance = self.guidance_of(row);
        if has_criterion {
            // A table with one column of codes has that of what the row brings.
            let brings = !has_question && !has_item && criterion_code.is_empty();
            let own = if brings { std::mem::take(&mut code) } else { criterion_code };
            self.criterion(row, criterion, own);
        }
        if has_question {
            let brings = !has_item && question_code.is_empty();
            let own = if brings { std::mem::take(&mut code) } else { question_code };
            self.question(row, question, own);
        }
        if has_item {
            self.item(row, item, code);
        } else if has_criterion || has_question {
            if there < self.criteria.len() + self.questions.len() {
                self.note_scale(row);
            } else if guidance.is_empty() {
                // Its scale is no item's, and least of all the next one's.
                self.notes.push(TableNote::Repeats(row.number));
            }
        } else if guidance.is_empty() || self.last.is_none() {
            self.notes.push(TableNote::Nothing(row.number));
            return;
        }
        self.add_guidance(row, &guidance);
    }

    /// A heading across the table is a criterion, where no column holds these.
    fn across(&mut self, row: &Row) -> bool {
        let Some((column, text)) = row.filled().next() else { return false };
        if self.columns.of(Field::Criterion) == Some(column) || self.columns.of(Field::Question) == Some(column) {
            return false;
        }
        if self.columns.of(Field::Criterion).is_none() {
            self.criterion(row, line(text), String::new());
        } else {
            self.notes.push(TableNote::Spanning { row: row.number, text: text.to_owned() });
        }
        true
    }

    /// What a row says of its guidance, each column under its header where there are several.
    fn guidance_of(&self, row: &Row) -> String {
        let parts = self.guidance.iter().filter(|(column, _)| !row.cell(*column).is_empty());
        let parts = parts.map(|(column, name)| match name {
            Some(name) if !name.is_empty() => format!("{name}: {}", row.cell(*column)),
            _ => row.cell(*column).to_owned(),
        });
        parts.collect::<Vec<_>>().join("\n")
    }

    /// The place of a draft that this id, without one this code, without that this text names.
    fn known(&self, what: &'static str, within: usize, [given, code, text]: [&str; 3]) -> Option<usize> {
        let words = [("@", given), ("#", code), ("=", text)];
        let (kind, word) = words.into_iter().find(|(_, word)| !word.is_empty())?;
        self.places.get(&(what, within, format!("{kind}{}", words_in_line(word)))).copied()
    }

    fn keep(&mut self, what: &'static str, within: usize, [given, code, text]: [&str; 3], at: usize) {
        for (kind, word) in [("@", given), ("#", code), ("=", text)].into_iter().filter(|(_, word)| !word.is_empty()) {
            self.places.entry((what, within, format!("{kind}{}", words_in_line(word)))).or_insert(at);
        }
    }

    fn criterion(&mut self, row: &Row, text: String, code: String) {
        let given = self.cell(row, Field::CriterionId);
        let at = match self.known("criterion", 0, [&given, &code, &text]) {
            Some(at) => {
                self.compare("criterion", row.number, &text, &self.criteria[at].clone());
                at
            }
            None => {
                let at = self.criteria.len();
                self.keep("criterion", 0, [&given, &code, &text], at);
                let draft = self.draft(0, row.number, text, code, given, "criterion");
                self.criteria.push(draft);
                at
            }
        };
        if self.criterion != Some(at) {
            self.question = None;
        }
        self.criterion = Some(at);
        self.last = Some(Level::Criterion(at));
    }

    fn question(&mut self, row: &Row, text: String, code: String) {
        let within = self.standing_criterion(row.number);
        let given = self.cell(row, Field::QuestionId);
        let at = match self.known("question", within, [&given, &code, &text]) {
            Some(at) => {
                self.compare("question", row.number, &text, &self.questions[at].clone());
                at
            }
            None => {
                let at = self.questions.len();
                self.keep("question", within, [&given, &code, &text], at);
                let draft = self.draft(within, row.number, text, code, given, "question");
                self.questions.push(draft);
                at
            }
        };
        self.question = Some(at);
        self.last = Some(Level::Question(at));
    }

    fn draft(
        &mut self,
        within: usize,
        row: usize,
        text: String,
        code: String,
        given: String,
        what: &'static str,
    ) -> Draft {
        if text.is_empty() {
            self.notes.push(TableNote::CodeAlone { row, what });
        }
        let text = if text.is_empty() { code.clone() } else { text };
        Draft { within, row, text, code, given, guidance: String::new() }
    }

    /// Tells of a text that is not the one kept.
    fn compare(&mut self, what: &'static str, row: usize, text: &str, kept: &Draft) {
        if !text.is_empty() && words_in_line(text) != words_in_line(&kept.text) {
            let (code, text) = (kept.code.clone(), text.to_owned());
            self.notes.push(TableNote::OtherText { row, what, code, text, kept: kept.row });
        }
    }

    /// The criterion that a row stands under; where none does, the framework's title is one.
    fn standing_criterion(&mut self, row: usize) -> usize {
        if let Some(at) = self.criterion {
            return at;
        }
        if self.columns.of(Field::Criterion).is_some() || self.columns.of(Field::CriterionCode).is_some() {
            self.notes.push(TableNote::NoCriterion(row));
        }
        let at = self.criteria.len();
        self.criteria.push(Draft { row, text: self.title.to_owned(), ..Draft::default() });
        self.criterion = Some(at);
        at
    }

    /// The question that a row's item stands under; where none does, the criterion itself stands in.
    fn standing_question(&mut self, row: usize) -> usize {
        if let Some(at) = self.question {
            return at;
        }
        let within = self.standing_criterion(row);
        if self.columns.of(Field::Question).is_some() {
            self.notes.push(TableNote::NoQuestion(row));
        }
        let at = match self.made_up.get(&within) {
            Some(at) => *at,
            None => {
                let text = self.criteria[within].text.clone();
                self.questions.push(Draft { within, row, text, ..Draft::default() });
                self.made_up.insert(within, self.questions.len() - 1);
                self.questions.len() - 1
            }
        };
        self.question = Some(at);
        at
    }

    fn item(&mut self, row: &Row, text: String, code: String) {
        let within = self.standing_question(row.number);
        let given = self.cell(row, Field::ItemId);
        let same = ("item", within, format!("{given}\n{code}\n{}", words_in_line(&text)));
        if let Some(at) = self.places.get(&same) {
            let before = self.items[*at].0.row;
            self.last = Some(Level::Item(*at));
            // A merged cell repeats an item whose guidance has several rows.
            if self.guidance_of(row).is_empty() || self.items[*at].0.guidance == self.guidance_of(row) {
                self.notes.push(TableNote::ItemAgain { row: row.number, before });
            }
            return;
        }
        if let Some(at) = self.known("code", within, ["", &code, ""]) {
            let before = self.items[at].0.row;
            self.notes.push(TableNote::CodeAgain { row: row.number, code: code.clone(), before });
        }
        let at = self.items.len();
        self.places.insert(same, at);
        self.keep("code", within, ["", &code, ""], at);
        let scale = self.scale_of(row);
        let draft = self.draft(within, row.number, text, code, given, "item");
        self.items.push((draft, scale));
        self.last = Some(Level::Item(at));
    }

    /// A row without an item can say the scale of the items below it.
    fn note_scale(&mut self, row: &Row) {
        let raw = self.columns.cell(row, Field::Scale).trim().to_owned();
        if !raw.is_empty() {
            self.tell_waiting();
            self.scale = Some((row.number, raw));
            self.waiting = Some(row.number);
        }
    }

    fn tell_waiting(&mut self) {
        if let (Some(row), Some((_, text))) = (self.waiting.take(), &self.scale) {
            self.notes.push(TableNote::ScaleAlone { row, text: text.clone() });
        }
    }

    fn scale_of(&mut self, row: &Row) -> Arc<Scale> {
        let raw = self.columns.cell(row, Field::Scale).trim().to_owned();
        if !raw.is_empty() {
            self.tell_waiting();
            self.scale = Some((row.number, raw));
        } else if self.scale.is_some() {
            self.filled.push(row.number);
        }
        self.waiting = None;
        let Some((_, raw)) = &self.scale else { return Arc::clone(&self.standard) };
        match self.scales.read(raw) {
            Ok(scale) => {
                self.scaled.entry(raw.clone()).or_default().push(row.number);
                scale
            }
            Err(why) => {
                self.unread.entry(raw.clone()).or_insert_with(|| (why, Vec::new())).1.push(row.number);
                Arc::clone(&self.standard)
            }
        }
    }

    fn add_guidance(&mut self, row: &Row, guidance: &str) {
        let (draft, what) = match self.last {
            Some(Level::Criterion(at)) => (&mut self.criteria[at], "criterion"),
            Some(Level::Question(at)) => (&mut self.questions[at], "question"),
            Some(Level::Item(at)) => (&mut self.items[at].0, "item"),
            None => return,
        };
        if guidance.is_empty() || draft.guidance.contains(guidance) {
            return;
        }
        if draft.guidance.is_empty() {
            guidance.clone_into(&mut draft.guidance);
        } else {
            draft.guidance = format!("{}\n{guidance}", draft.guidance);
            self.notes.push(TableNote::GuidanceAgain { row: row.number, what });
        }
    }
}

/// How much a framework asks: `5 criteria, 12 questions, 40 items`.
pub(super) fn counts(framework: &Framework) -> String {
    let criteria = framework.criteria.len();
    let criteria = format!("{criteria} {}", if criteria == 1 { "criterion" } else { "criteria" });
    let (questions, items) = (counted(framework.len(), "question"), counted(framework.items().count(), "item"));
    format!("{criteria}, {questions}, {items}")
}
