//! A framework as a blank questionnaire, to be printed and filled in by hand when there is no laptop.

use super::{Block, Checked, Line, Piece, Report, evaluation::marks};
use crate::model::{
    Asked, AskedDetail, Conditions, Framework, Item, Placed,
    framework::{Choices, DetailKind},
    place,
};
use crate::text::Text;

/// How many empty lines there are for a narrative, for a comment, and for a few words.
const NARRATIVE: u8 = 12;
const COMMENTS: u8 = 3;
const WORDS: u8 = 1;
/// What is written on by hand, in a line.
const BLANK: &str = "________________________________________";

/// What a framework asks, with boxes to tick and room to write.
pub(in crate::exchange) fn questionnaire(framework: &Framework) -> Report {
    let mut blocks = vec![
        Block::Heading(1, Line::from(&*framework.title)),
        Block::Note(format!("Version {}. {}", framework.version, framework.source).trim_end().to_owned()),
        Block::Fields(fields(framework)),
        Block::Note(format!("Marks: {}.", marks(framework))),
    ];
    for placed in framework.questions() {
        if placed.question_at == 0 {
            blocks.push(Block::Heading(2, Line::from(placed.criterion.numbered(placed.criterion_at))));
            blocks.push(Block::Prose(placed.criterion.guidance.to_string()));
        }
        question(&mut blocks, &placed, framework);
    }
    for asked in framework.details.iter().filter(|asked| asked.at_end) {
        blocks.push(Block::Heading(2, Line::from(&*asked.label)));
        blocks.push(Block::Prose(asked.guidance.to_string()));
        blocks.push(Block::Room(NARRATIVE));
    }
    blocks.retain(|block| !matches!(block, Block::Prose(text) if text.trim().is_empty()));
    Report { title: framework.title.to_string(), language: None, blocks }
}

/// What is asked about the practice, then what the framework asks besides.
fn fields(framework: &Framework) -> Vec<(String, Line)> {
    let practice =
        ["Practice", "Organisation", "Country", "Place", "Period", "Web address", "Evaluated by", "Date", "People met"];
    let practice = practice.into_iter().map(|name| (name.to_owned(), Line::from(BLANK)));
    let asked = framework.details.iter().filter(|asked| !asked.at_end);
    practice.chain(asked.map(|asked| (asked.label.to_string(), detail(asked)))).collect()
}

fn detail(asked: &AskedDetail) -> Line {
    match &asked.kind {
        DetailKind::OneOf(choices) | DetailKind::SeveralOf(choices) => options(choices),
        DetailKind::Line | DetailKind::Prose | DetailKind::Number | DetailKind::Date => Line::from(BLANK),
    }
}

fn options(choices: &Choices) -> Line {
    // A box stays with its word, and words stand apart, whatever a program makes of blanks.
    let boxed = |what: &str| Line(vec![Piece::Text(format!("☐\u{a0}{what}"))]);
    let other = choices.other.then(|| boxed("other: ____________"));
    Line::joined(choices.options.iter().map(|option| boxed(&option.label)).chain(other), "\u{2003} ")
}

fn question(blocks: &mut Vec<Block>, placed: &Placed<'_>, framework: &Framework) {
    let question = placed.question;
    blocks.push(Block::Heading(3, Line::from(format!("{} {}", placed.number(), question.text))));
    if let Some(only) = only_where(&question.applies, framework) {
        blocks.push(Block::Note(only));
    }
    blocks.push(Block::Prose(question.guidance.to_string()));
    match question.narrative {
        Asked::Wanted => blocks.push(Block::Room(NARRATIVE)),
        Asked::Optional => blocks.push(Block::Room(COMMENTS)),
        Asked::None => {}
    }
    if !question.items.is_empty() {
        let of_question = &question.applies;
        blocks.push(Block::Checklist(question.items.iter().map(|one| item(one, of_question, framework)).collect()));
    }
    if question.narrative == Asked::None {
        blocks.push(Block::Heading(4, Line::from("Comments and evidence")));
        blocks.push(Block::Room(COMMENTS));
    }
    if let Some(tools) = &framework.tools {
        blocks.push(Block::Heading(4, Line::from(&**tools)));
        blocks.push(Block::Room(WORDS));
    }
}

/// An item with a box for each level, and below it what is published with it.
fn item(item: &Item, of_question: &Conditions, framework: &Framework) -> Checked {
    let levels = item.scale.levels.iter().map(|level| level.sign.as_str()).chain(["n/a"]);
    let boxes = levels.map(|sign| format!("☐\u{a0}{sign}")).collect::<Vec<_>>().join("\u{2002}");
    let own = Some(&item.applies).filter(|applies| *applies != of_question);
    let only = own.and_then(|applies| only_where(applies, framework));
    let support = only.into_iter().map(Text::from).chain([item.guidance.clone()]).filter(|text| !text.is_blank());
    Checked {
        sign: boxes.clone(),
        word: boxes,
        counts: None,
        item: Line::from(item.listed()),
        support: support.map(|text| Line::from(&*text)).collect(),
    }
}

/// In which practices something is asked, where that is not all of them.
fn only_where(conditions: &Conditions, framework: &Framework) -> Option<String> {
    let one = |condition: &crate::model::framework::Condition| {
        let options =
            condition.any_of.iter().map(|option| place::option_label(&condition.detail, option, Some(framework)));
        let options = options.collect::<Vec<_>>().join(" or ");
        format!("{}: {options}", place::detail_label(&condition.detail, Some(framework)))
    };
    let all: Vec<String> = conditions.0.iter().map(one).collect();
    (!all.is_empty()).then(|| format!("Only where {}.", all.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_questionnaire_asks_everything_and_leaves_room() {
        let framework = Framework::built_in();
        let blocks = questionnaire(&framework).blocks;
        let items: Vec<&Checked> = blocks
            .iter()
            .filter_map(|block| if let Block::Checklist(items) = block { Some(items) } else { None })
            .flatten()
            .collect();
        assert_eq!(items.len(), 40);
        assert_eq!(items[0].word, "☐\u{a0}✓\u{2002}☐\u{a0}–\u{2002}☐\u{a0}n/a");
        let narratives = blocks.iter().filter(|block| **block == Block::Room(NARRATIVE)).count();
        assert_eq!(narratives, 12);
        let headings = blocks.iter().filter(|block| matches!(block, Block::Heading(2 | 3, _))).count();
        assert_eq!(headings, 5 + 12);
        let Block::Fields(fields) = &blocks[2] else { panic!("{blocks:?}") };
        let groups = fields.iter().find(|(name, _)| name == "Target groups").unwrap();
        assert!(
            groups.1.plain().contains("☐\u{a0}Students\u{2003} ☐\u{a0}")
                && groups.1.plain().ends_with("other: ____________")
        );
    }
}
