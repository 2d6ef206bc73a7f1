//! The fields of a framework that a column can hold, and what people call them.

use crate::text::fold::fold;

mod words;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A criterion's title.
    Criterion,
    /// Its code.
    CriterionCode,
    /// A question's text.
    Question,
    /// Its code.
    QuestionCode,
    /// An item's text.
    Item,
    /// Its code.
    Code,
    /// Guidance for what the row is about; there may be several such columns.
    Guidance,
    /// The levels of an item.
    Scale,
    /// A criterion's id in Fieldbook.
    CriterionId,
    /// A question's.
    QuestionId,
    /// An item's.
    ItemId,
}

impl Field {
    /// Every field, in the order in which a table has them.
    pub const ALL: [Field; 11] = [
        Field::Criterion,
        Field::CriterionCode,
        Field::Question,
        Field::QuestionCode,
        Field::Item,
        Field::Code,
        Field::Guidance,
        Field::Scale,
        Field::CriterionId,
        Field::QuestionId,
        Field::ItemId,
    ];

    /// Its name on the command line and in a table's header.
    pub fn name(self) -> &'static str {
        match self {
            Field::Criterion => "criterion",
            Field::CriterionCode => "criterion_code",
            Field::Question => "question",
            Field::QuestionCode => "question_code",
            Field::Item => "item",
            Field::Code => "code",
            Field::Guidance => "guidance",
            Field::Scale => "scale",
            Field::CriterionId => "fieldbook_criterion_id",
            Field::QuestionId => "fieldbook_question_id",
            Field::ItemId => "fieldbook_id",
        }
    }

    /// What it holds.
    pub fn meaning(self) -> &'static str {
        match self {
            Field::Criterion => "The criterion's title",
            Field::CriterionCode => "The code that the criterion is published under",
            Field::Question => "The question's wording; blank where a question stands in for its criterion",
            Field::QuestionCode => "The code that the question is published under",
            Field::Item => "The item's wording; blank in the row of a question or of a criterion's guidance",
            Field::Code => "The code that the item is published under",
            Field::Guidance => "What is published with it besides: means of verification, examples",
            Field::Scale => "The levels that the item can be given, best first",
            Field::CriterionId => "The criterion's id",
            Field::QuestionId => "The question's id: `question` in answers and marks",
            Field::ItemId => "The item's id: `item` in marks",
        }
    }

    /// The field of this name.
    pub fn named(name: &str) -> Option<Field> {
        let name = plain(name);
        Field::ALL.into_iter().find(|field| plain(field.name()) == name)
    }
}

/// What a header says, before it is known which levels the table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The text of a level, which stands at this height among levels: a smaller number holds a larger one.
    Level(u8),
    /// Its code.
    CodeOf(u8),
    /// A word that is an item's text where nothing better is.
    Loosely(u8),
    /// A code, not said of which level.
    Code,
    /// Guidance.
    Guidance,
    /// A scale.
    Scale,
    /// A field by its own name.
    Field(Field),
}

/// How high the level of a criterion is by its own name, and so on.
pub(super) const CRITERION: u8 = 30;
pub(super) const QUESTION: u8 = 50;
const ITEM: u8 = 70;
/// From here on a level is one that items have.
pub(super) const REQUIREMENT: u8 = 60;

/// What the levels of instruments are called, from the widest to the narrowest.
const LEVELS: [(u8, &[&str]); 7] = [
    (10, &["part", "pillar", "module", "building block", "component", "group", "annex", "volume", "level 1"]),
    (
        20,
        &[
            "domain",
            "area",
            "theme",
            "dimension",
            "chapter",
            "category",
            "topic",
            "principle",
            "standard",
            "focus area",
            "thematic area",
            "function",
            "service area",
            "heading",
            "aspect",
            "field of action",
            "priority area",
        ],
    ),
    (CRITERION, &["criterion", "criteria"]),
    (
        40,
        &[
            "section",
            "subdomain",
            "subarea",
            "subtheme",
            "subcategory",
            "subchapter",
            "subcriterion",
            "subcriteria",
            "subdimension",
            "subtopic",
            "subsection",
            "subheading",
            "commitment",
            "element",
            "objective",
            "practice",
            "capability",
            "guideline",
            "process",
            "attribute",
            "level 2",
            "sub standard",
            "substandard",
        ],
    ),
    (QUESTION, &["question", "key question", "guiding question", "evaluation question", "core question", "query"]),
    (
        REQUIREMENT,
        &[
            "requirement",
            "req",
            "indicator",
            "statement",
            "success criterion",
            "success criteria",
            "key action",
            "quality statement",
            "performance indicator",
            "measurable element",
            "quality criterion",
            "control",
            "provision",
            "subquestion",
            "sub question",
            "minimum standard",
            "level 3",
        ],
    ),
    (
        ITEM,
        &[
            "item",
            "checkpoint",
            "check",
            "check point",
            "checklist item",
            "check item",
            "checklist",
            "test",
            "action",
            "checklist question",
            "line item",
            "subindicator",
            "subitem",
            "sub item",
            "point to check",
            "assessment item",
        ],
    ),
];

const LOOSE: [&str; 6] = ["text", "wording", "title", "name", "description", "content"];

const GUIDANCE: [&str; 43] = [
    "guidance",
    "guidance note",
    "guidance notes",
    "further guidance",
    "note",
    "notes",
    "example",
    "examples",
    "explanation",
    "means of verification",
    "mov",
    "verification",
    "verification method",
    "method of verification",
    "how to verify",
    "how to check",
    "how to assess",
    "evidence",
    "evidence required",
    "evidence needed",
    "required evidence",
    "suggested evidence",
    "sources of evidence",
    "source of evidence",
    "examples of evidence",
    "source of information",
    "sources of information",
    "data source",
    "data sources",
    "source of verification",
    "sources of verification",
    "rationale",
    "intent",
    "hint",
    "hints",
    "help",
    "help text",
    "clarification",
    "instruction",
    "instructions",
    "remarks for assessors",
    "interpretation",
    "supporting text",
];

const SCALES: [&str; 17] = [
    "scale",
    "rating scale",
    "response option",
    "response options",
    "response",
    "responses",
    "answer option",
    "answer options",
    "scoring",
    "scoring scale",
    "score options",
    "options",
    "rating",
    "rating options",
    "levels",
    "possible answers",
    "choices",
];

const CODES: [&str; 16] = [
    "id",
    "code",
    "no",
    "nr",
    "num",
    "number",
    "ref",
    "reference",
    "key",
    "identifier",
    "numbering",
    "n",
    "n°",
    "no.",
    "#",
    "index",
];

const TEXTS: [&str; 8] = ["name", "text", "title", "label", "wording", "description", "statement", "heading"];

/// A name as it is compared: folded, in words with one blank between.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name).replace('#', " number ");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    // "Sub-domain", "sub domain" and "subdomain" are one.
    joined.strip_prefix("sub ").map_or(joined.clone(), |rest| format!("sub{rest}"))
}

/// How high the level is that a name names.
fn level(name: &str) -> Option<u8> {
    let known = |name: &str| LEVELS.iter().find(|(_, names)| names.contains(&name)).map(|(level, _)| *level);
    let singular = |name: &str| name.strip_suffix("ies").map(|stem| format!("{stem}y"));
    known(name).or_else(|| known(name.strip_suffix('s')?)).or_else(|| known(&singular(name)?))
}

/// What a header says; none where nothing is known of it.
pub(super) fn said(header: &str) -> Option<Said> {
    let name = plain(header);
    said_in_english(&name).or_else(|| said_in_english(&words::in_english(&name)))
}

fn said_in_english(name: &str) -> Option<Said> {
    if let Some(field) = Field::ALL.into_iter().find(|field| plain(field.name()) == name) {
        return Some(match field {
            Field::Criterion => Said::Level(CRITERION),
            Field::Question => Said::Level(QUESTION),
            Field::Item => Said::Level(ITEM),
            Field::Code => Said::Code,
            Field::Guidance => Said::Guidance,
            Field::Scale => Said::Scale,
            field => Said::Field(field),
        });
    }
    if GUIDANCE.contains(&name) {
        return Some(Said::Guidance);
    }
    if SCALES.contains(&name) {
        return Some(Said::Scale);
    }
    if CODES.contains(&name) {
        return Some(Said::Code);
    }
    if let Some(level) = level(name) {
        return Some(Said::Level(level));
    }
    if let Some(at) = LOOSE.iter().position(|loose| *loose == name) {
        return Some(Said::Loosely(at as u8));
    }
    let (stem, last) = name.rsplit_once(' ')?;
    let Some(level) = level(stem) else { return qualified(stem, last) };
    if CODES.contains(&last) {
        Some(Said::CodeOf(level))
    } else if TEXTS.contains(&last) {
        Some(Said::Level(level))
    } else if GUIDANCE.contains(&last) {
        Some(Said::Guidance)
    } else {
        None
    }
}

/// A level with one word before it that says more of it: "quality standard".
fn qualified(stem: &str, last: &str) -> Option<Said> {
    // What counts or dates something is none.
    const OTHERWISE: [&str; 14] = [
        "number", "total", "date", "type", "count", "status", "score", "result", "mark", "max", "weight", "comment",
        "overall", "of",
    ];
    let says_more = !stem.contains(' ') && !OTHERWISE.contains(&stem) && !CODES.contains(&stem);
    says_more.then(|| level(last).map(Said::Level)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_each_of_its_spellings() {
        for (names, wanted) in [
            (&["Criterion", "CRITERIA", " criterion text"][..], Said::Level(CRITERION)),
            (&["Sub-domain", "sub domain", "SUBDOMAIN", "sub_domain_name", "Section", "section_name"], Said::Level(40)),
            (&["req_description", "Requirement", "Requirements", "Indicator"], Said::Level(REQUIREMENT)),
            (&["Checklist item", "checkpoint", "Item text", "items"], Said::Level(ITEM)),
            (&["Code", "ID", "No.", "#", "Ref", "N°"], Said::Code),
            (&["item_id", "Item no.", "item #"], Said::CodeOf(ITEM)),
            (&["Quality standard", "Maturity dimension"], Said::Level(20)),
            (&["Means of Verification", "Guidance-notes", "Evidence required"], Said::Guidance),
            (&["Rating scale", "response_options", "Scale"], Said::Scale),
            (&["Kriterium", "critère", "Criterio", "kritérium", "Kryteria"], Said::Level(CRITERION)),
            (&["Frage", "Pregunta", "domanda", "Otázka", "pytanie", "Texte de la question"], Said::Level(QUESTION)),
            (&["indicateur", "Indicador", "Anforderung", "Wskaźnik", "požadavek"], Said::Level(REQUIREMENT)),
            (&["Nr.", "n°", "Número", "Lp.", "Číslo", "Kennung"], Said::Code),
            (&["Frage Nr."], Said::CodeOf(QUESTION)),
            (&["Numéro de la question"], Said::Field(Field::QuestionCode)),
            (
                &["Nachweis", "preuve", "Evidencia", "evidenza", "doklad", "Dowód", "Moyens de vérification"],
                Said::Guidance,
            ),
            (&["Stufen", "échelle", "escala", "Scala", "Skala", "Stupnice", "Réponses possibles"], Said::Scale),
            (&["Criterion code"], Said::Field(Field::CriterionCode)),
            (&["fieldbook id"], Said::Field(Field::ItemId)),
        ] {
            for name in names {
                assert_eq!(said(name), Some(wanted), "{name}");
            }
        }
        for unknown in ["", "Owner", "level", "Due date", "2024", "…", "Total items", "Number of checks"] {
            assert_eq!(said(unknown), None, "{unknown}");
        }
    }
}
