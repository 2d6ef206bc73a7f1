//! Public copies: an evaluation that gives nobody away, made of one in which names, places and passages were marked once.

use sha2::{Digest, Sha256};

use self::redactor::Redactor;
use crate::model::{
    Act, Answer, Dice, Evaluation, Evidence, Filing, Framework, FrameworkRef, GivenDetail, Id, Keyed, LevelId, Mark,
    Marked, Passage, Records, Source, Tool, evaluation::Practice, id::slug,
};
use crate::text::{Text, counted, phrase::Phrases};

mod address;
mod finding;
mod inflection;
mod marking;
mod redactor;

pub use self::{
    finding::{Spot, people_to_mark, places, places_of},
    inflection::{Inflected, inflected, inflected_of},
    marking::{Unfit, check, suggested},
};

/// For whom a copy is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyKind {
    /// Those who know the practice: it is as it stands.
    #[default]
    Internal,
    /// Anybody: it gives nobody away.
    Public,
}

impl CopyKind {
    /// Both.
    pub const ALL: [CopyKind; 2] = [CopyKind::Internal, CopyKind::Public];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            CopyKind::Internal => "internal",
            CopyKind::Public => "public",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<CopyKind> {
        CopyKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// So many of them: `2 evaluations`, `2 public copies`.
    pub fn counted(self, count: usize) -> String {
        match (self, count) {
            (CopyKind::Internal, count) => counted(count, "evaluation"),
            (CopyKind::Public, 1) => "1 public copy".to_owned(),
            (CopyKind::Public, count) => format!("{count} public copies"),
        }
    }

    /// Such a copy; what shows the evaluation is among these frameworks, where it is known.
    pub fn of(self, evaluation: Evaluation, known: &[Framework]) -> Evaluation {
        match self {
            CopyKind::Internal => evaluation,
            CopyKind::Public => public_copy(&evaluation, evaluation.shown_by(known)),
        }
    }

    /// What a person should know before such copies of these go out together, in sentences.
    pub fn warnings(self, evaluations: &[Evaluation]) -> Vec<String> {
        let CopyKind::Public = self else { return Vec::new() };
        let titled = |one: &Evaluation, line: String| {
            if evaluations.len() == 1 { line } else { format!("“{}”: {line}", one.title()) }
        };
        let own = evaluations.iter().flat_map(|one| finding::warnings(one).into_iter().map(|line| titled(one, line)));
        own.chain(finding::marked_elsewhere(evaluations)).collect()
    }
}

/// A copy of an evaluation that can be given to anybody: everything that is marked has something else in its place. It has
/// no visits, people met, jots, remarks, marked words or evidence that comes of these. Its id tells nothing of the original's
/// and is the same each time. The framework's wording is never touched.
pub fn public_copy(evaluation: &Evaluation, framework: Option<&Framework>) -> Evaluation {
    // Each part is named here, so that a new one can't go out unnoticed.
    let Evaluation {
        format,
        id,
        framework: FrameworkRef { id: framework_id, version },
        sample,
        language,
        practice,
        details,
        evaluators,
        people: _,
        visits: _,
        answers,
        jots: _,
        remarks: _,
        acts,
        redactions,
    } = evaluation;
    let copying = Copying { redactor: Redactor::new(redactions), evaluation, framework };
    let practice = copying.practice(practice);
    Evaluation {
        format: *format,
        id: copying.id(id, &practice.title),
        framework: FrameworkRef { id: framework_id.clone(), version: version.clone() },
        sample: *sample,
        language: copying.text(language),
        practice,
        details: details.iter().enumerate().map(|(n, given)| copying.detail(n, given)).collect(),
        evaluators: copying.text(evaluators),
        people: Records::default(),
        visits: Records::default(),
        answers: kept(answers.iter().enumerate().map(|(n, answer)| copying.answer(n, answer))),
        jots: Records::default(),
        remarks: Records::default(),
        acts: acts.iter().enumerate().map(|(n, act)| copying.act(n, act)).collect(),
        redactions: Records::default(),
    }
}

/// Records that say something.
fn kept<T: Keyed>(records: impl Iterator<Item = T>) -> Records<T> {
    records.filter(|record| !record.is_void()).collect()
}

/// A public copy in the making.
struct Copying<'a> {
    redactor: Redactor<'a>,
    evaluation: &'a Evaluation,
    framework: Option<&'a Framework>,
}

impl Copying<'_> {
    fn text(&self, text: &Text) -> Text {
        self.redactor.redacted(text).text.into()
    }

    fn practice(&self, practice: &Practice) -> Practice {
        let Practice { title, organisation, country, place, period, address, summary } = practice;
        Practice {
            title: self.text(title),
            organisation: self.text(organisation),
            country: self.text(country),
            place: self.text(place),
            period: self.text(period),
            address: self.text(address),
            summary: self.text(summary),
        }
    }

    fn detail(&self, n: usize, given: &GivenDetail) -> GivenDetail {
        let GivenDetail { detail, text, chosen } = given;
        let asked = self.framework.and_then(|framework| framework.detail(detail));
        let options = || asked.and_then(|asked| asked.kind.choices()).into_iter().flat_map(|choices| &choices.options);
        let chosen = chosen.iter().enumerate();
        let chosen =
            chosen.map(|(n, option)| self.known("option", n, option, options().any(|asked| asked.id == *option)));
        GivenDetail {
            detail: self.known("detail", n, detail, asked.is_some()),
            text: self.text(text),
            chosen: chosen.collect(),
        }
    }

    fn answer(&self, n: usize, answer: &Answer) -> Answer {
        let Answer { question, narrative, marks, tools, not_applicable } = answer;
        let marks = marks.iter().enumerate().map(|(n, marked)| self.marked(n, question, marked));
        Answer {
            question: self.question(n, question),
            narrative: self.text(narrative),
            marks: kept(marks),
            tools: tools.iter().enumerate().map(|(n, tool)| self.tool(n, tool)).collect(),
            not_applicable: not_applicable.as_ref().map(|reason| self.text(reason)),
        }
    }

    fn marked(&self, n: usize, question: &Id, marked: &Marked) -> Marked {
        let Marked { item, mark, comment, evidence } = marked;
        let asked = self.framework.and_then(|framework| framework.question(framework.position(question)?));
        let asked = asked.and_then(|placed| placed.question.items.iter().find(|asked| asked.id == *item));
        let is_known = asked.is_some();
        let is_level = |id: &LevelId| asked.is_some_and(|asked| asked.scale.levels.iter().any(|one| one.id == *id));
        let mark = mark.map(|mark| match mark {
            Mark::Level(id) if !is_level(&id) && self.redactor.finds(id.as_str()) => {
                Mark::Level(format!("level-{}", n + 1).parse().expect("short, and an id"))
            }
            mark => mark,
        });
        let evidence = evidence.iter().filter_map(|Evidence { id: _, source }| self.source(source)).enumerate();
        let evidence = evidence.map(|(n, source)| Evidence { id: Id::numbered("e", n + 1), source }).collect();
        Marked { item: self.known("item", n, item, is_known), mark, comment: self.text(comment), evidence }
    }

    /// What a mark rests on; none where it comes of a jot, or of a narrative that has been rewritten since.
    fn source(&self, source: &Source) -> Option<Source> {
        match source {
            Source::Jot { jot: _, speaker: _, text: _ } => None,
            Source::Document(text) => Some(Source::Document(self.text(text))),
            Source::Passage(question, passage) => {
                if self.quotes_jot(question, passage) {
                    return None;
                }
                let narrative = self.evaluation.narrative(question);
                let at = self.evaluation.answers.position(question)?;
                let redacted = self.redactor.redacted(narrative);
                // Cut anew out of the text, since it may begin or end within a name.
                let place = redacted.carried(&passage.place_in(narrative)?);
                Some(Source::Passage(self.question(at, question), Passage::of(&redacted.text, place)))
            }
        }
    }

    /// Whether a passage of a question's narrative says what was taken from a jot.
    fn quotes_jot(&self, question: &Id, passage: &Passage) -> bool {
        let quoted = |filed: &Option<Filing>| matches!(filed, Some(Filing::Quoted(of)) if of == question);
        let jots = self.evaluation.jots.iter().filter(|jot| quoted(&jot.filed));
        let holds = |one: &str, other: &str| Phrases::new([one]).stand_in(other);
        jots.into_iter().any(|jot| holds(&jot.text, &passage.text) || holds(&passage.text, &jot.text))
    }

    fn tool(&self, n: usize, tool: &Tool) -> Tool {
        let Tool { id: _, title, address, note } = tool;
        let (title, address, note) = (self.text(title), self.text(address), self.text(note));
        Tool { id: Id::numbered("t", n + 1), title, address, note }
    }

    fn act(&self, n: usize, act: &Act) -> Act {
        let Act { id: _, step, name, at, reason } = act;
        Act { id: Id::numbered("a", n + 1), step: *step, name: self.text(name), at: *at, reason: self.text(reason) }
    }

    fn question(&self, n: usize, question: &Id) -> Id {
        let is_known = self.framework.is_some_and(|framework| framework.position(question).is_some());
        self.known("question", n, question, is_known)
    }

    /// An id as the framework has it. One that it does not have is somebody's own, and may say what is marked; where the
    /// framework is not known, ids stand for its wording.
    fn known(&self, what: &'static str, n: usize, id: &Id, is_known: bool) -> Id {
        if is_known || self.framework.is_none() || !self.redactor.finds(id.as_str()) {
            return id.clone();
        }
        Id::numbered(what, n + 1)
    }

    /// The id of the copy of `original` under this title: the day on which that was begun, the title, letters that follow
    /// from the original's id and don't tell it.
    fn id(&self, original: &Id, title: &str) -> Id {
        let day = original.day().map(|day| day.to_string());
        let slug = slug(title);
        let hash = Sha256::digest(format!("public copy of {original}"));
        let mut dice = Dice::new(hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte)));
        // What is marked may be a year, or as short as the letters.
        (0..100)
            .map(|n| {
                let letters = dice.letters(5);
                let day = day.as_deref().filter(|_| n < 20);
                let slug = Some(if n < 10 { slug.as_str() } else { "untitled" }).filter(|_| n < 30);
                let parts: Vec<&str> = day.into_iter().chain(slug).chain([letters.as_str()]).collect();
                parts.join("-").parse().expect("letters, digits and hyphens, as many as an id has at most")
            })
            .find(|id: &Id| !self.redactor.finds(id.as_str()))
            .unwrap_or_else(|| Id::numbered("public", 0))
    }
}

#[cfg(test)]
mod tests;
