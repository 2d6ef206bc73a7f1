//! A framework as a table, which reads back as the same as far as a table can say it.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{
    building::line,
    field::Field,
    scales::{Returns, returns, written},
    table::cleaned,
};
use crate::exchange::delimited::{Dialect, csv};
use crate::model::framework::{Asked, Criterion, Framework, Question, label_of};
use crate::text::counted;

const COLUMNS: usize = Field::ALL.len();

/// A row of a framework's table, field by field.
pub(crate) type Line = [String; COLUMNS];

/// Whether a question stands in for its criterion: then its columns are blank.
fn stands_in(criterion: &Criterion, question: &Question) -> bool {
    criterion.questions.len() == 1
        && question.narrative == Asked::None
        && question.text == criterion.title
        && question.code.is_blank()
        && question.guidance.is_blank()
        && question.id.as_str() == format!("{}-items", criterion.id)
}

/// The rows below the header: an item a row; a question without items, and whatever guidance is not an item's, in a row of its
/// own before them.
pub(crate) fn lines(framework: &Framework) -> Vec<Line> {
    let mut lines = Vec::new();
    for criterion in &framework.criteria {
        let of_criterion = |field: Field| match field {
            Field::Criterion => criterion.title.to_string(),
            Field::CriterionCode => criterion.code.to_string(),
            Field::CriterionId => criterion.id.to_string(),
            _ => String::new(),
        };
        if !criterion.guidance.is_blank() {
            lines.push(Field::ALL.map(|field| match field {
                Field::Guidance => criterion.guidance.to_string(),
                field => of_criterion(field),
            }));
        }
        for question in &criterion.questions {
            let is_seen = !stands_in(criterion, question);
            let of_question = |field: Field| match field {
                Field::Question if is_seen => question.text.to_string(),
                Field::QuestionCode if is_seen => question.code.to_string(),
                Field::QuestionId if is_seen => question.id.to_string(),
                field => of_criterion(field),
            };
            if question.items.is_empty() || !question.guidance.is_blank() {
                lines.push(Field::ALL.map(|field| match field {
                    Field::Guidance => question.guidance.to_string(),
                    field => of_question(field),
                }));
            }
            lines.extend(question.items.iter().map(|item| {
                Field::ALL.map(|field| match field {
                    Field::Item => item.text.to_string(),
                    Field::Code => item.code.to_string(),
                    Field::Guidance => item.guidance.to_string(),
                    Field::Scale => written(&item.scale),
                    Field::ItemId => item.id.to_string(),
                    field => of_question(field),
                })
            }));
        }
    }
    lines
}

/// A framework as CSV.
pub fn to_csv(framework: &Framework, dialect: Dialect) -> String {
    let header = Field::ALL.map(|field| field.name().to_owned());
    let lines: Vec<Vec<String>> = [header].into_iter().chain(lines(framework)).map(Vec::from).collect();
    csv(&lines, dialect)
}

/// A framework as a workbook with one sheet, its header always in view, each column to be filtered.
///
/// # Errors
/// When a text is longer than a cell takes.
pub fn to_xlsx(framework: &Framework) -> Result<Vec<u8>, String> {
    workbook(framework).map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => "a text is longer than a cell of a workbook takes".to_owned(),
        error => error.to_string(),
    })
}

fn workbook(framework: &Framework) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Framework")?;
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, field) in (0..).zip(Field::ALL) {
        sheet.write_string_with_format(0, column, field.name(), &head)?;
        let width = match field {
            Field::Question | Field::Item | Field::Guidance => 50,
            Field::Criterion | Field::Scale => 25,
            _ => 16,
        };
        sheet.set_column_width(column, width)?;
    }
    let lines = lines(framework);
    for (row, line) in (1..).zip(&lines) {
        for (column, text) in (0..).zip(line).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string_with_format(row, column, text, &body)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, lines.len() as u32, COLUMNS as u16 - 1)?;
    book.save_to_buffer()
}

/// What a table does not say of a framework, in words.
pub fn untold(framework: &Framework) -> Vec<String> {
    let some = |count: usize, what: &str| (count > 0).then(|| counted(count, what));
    let labels = framework.criteria.iter().filter(|one| one.label != label_of(&one.title)).count()
        + framework.questions().filter(|placed| placed.question.label != label_of(&placed.question.text)).count()
        + framework.items().filter(|item| item.label != label_of(&item.text)).count();
    let conditions = framework.criteria.iter().filter(|one| !one.applies.0.is_empty()).count()
        + framework.questions().filter(|placed| !placed.question.applies.0.is_empty()).count()
        + framework.items().filter(|item| !item.applies.0.is_empty()).count();
    let kept = |criterion: &Criterion, question: &Question| match question.narrative {
        Asked::Wanted => question.items.is_empty(),
        Asked::Optional => !question.items.is_empty(),
        Asked::None => stands_in(criterion, question),
    };
    let narratives = framework.questions().filter(|placed| !kept(placed.criterion, placed.question)).count();
    let texts = framework.criteria.iter().map(|one| &one.title);
    let texts = texts.chain(framework.questions().map(|placed| &placed.question.text));
    let texts = texts.chain(framework.items().map(|item| &item.text));
    let broken = texts.filter(|text| line(&cleaned(text)) != text.as_str()).count();
    let scales = |wanted: Returns| framework.scales.iter().filter(|scale| returns(scale) == wanted).count();
    [
        (!framework.source.is_blank()).then(|| "its source".to_owned()),
        framework.tools.as_ref().map(|tools| format!("the heading \"{tools}\" of what is noted with each question")),
        framework.wants_evidence.then(|| "that a met item wants evidence".to_owned()),
        some(framework.details.len(), "detail").map(|details| format!("{details} of the practice")),
        some(conditions, "condition").map(|conditions| format!("{conditions}: read back, everything is always asked")),
        some(narratives, "question").map(|questions| {
            format!("whether {questions} {} a narrative", if narratives == 1 { "wants" } else { "want" })
        }),
        some(labels, "short label").map(|labels| format!("{labels}, which are made of the texts when it is read back")),
        some(broken, "text").map(|texts| format!("the line breaks, or the blanks around them, of {texts}")),
        some(scales(Returns::Levels), "scale")
            .map(|scales| format!("signs, keys and guidance of the levels of {scales}")),
        some(scales(Returns::Less), "scale").map(|scales| {
            format!("{scales} whose labels can't be told apart in a cell: look at what counts when it is read back")
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}
