//! Evaluations for the tests: always the same, with long titles, wide characters and very long words among them.

use crate::exchange;
use crate::model::{Act, Conflict, Dice, Evaluation, Framework, Id, Keyed, Moment, Part, Records, Remark, Rival, Step};
use crate::text::Text;
use crate::ui::effect::Msg;

/// A framework with everything that one can say.
pub(super) const GARDEN: &str = include_str!("../../../../tests/fixtures/frameworks/garden.ron");
/// A framework of one checklist.
pub(super) const INSPECTION: &str = include_str!("../../../../tests/fixtures/frameworks/inspection.ron");

/// A moment of 2026 on the clock in Prague.
pub(super) fn moment(month_day_time: &str) -> Moment {
    format!("2026-{month_day_time}:00+01:00").parse().unwrap()
}

pub(super) fn id(raw: &str) -> Id {
    raw.parse().unwrap()
}

/// The id of the question at this place.
pub(super) fn question(at: usize) -> Id {
    Framework::built_in().question(at).unwrap().question.id.clone()
}

/// An evaluation of a practice of this title, nothing answered.
pub(super) fn blank(key: &str, title: &str) -> Evaluation {
    let mut evaluation = Evaluation::new(id(key), &Framework::built_in());
    evaluation.practice.title = title.into();
    evaluation.evaluators = "Jana Nováková".into();
    evaluation
}

/// The sample with two remarks on the first question, and a text in several scripts as its eighth answer.
pub(super) fn table() -> Evaluation {
    let mut table = exchange::sample(moment("11-24T14:02"), &mut Dice::new(1));
    push(&mut table.remarks, remark("m-asked", 0, "Who was asked, and when?", false));
    push(&mut table.remarks, remark("m-ramp", 0, "Is the ramp built by now?", true));
    let scripts = "多文化共生の取り組みは、地域の人々と外国人住民が一緒に料理を作ることから始まりました。\n\
                   Die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft kocht mit 👩‍👩‍👧‍👦.\n\
                   « Oui », dit-elle.\tTab, e\u{301}, ﷺ, العربية.";
    table.answers.get_mut(&question(7)).unwrap().narrative = scripts.into();
    table
}

/// Submitted and returned, with a title that fits in no row.
pub(super) fn returned() -> Evaluation {
    let title = "Centre for the Integration of Foreigners in the Free Royal Town of Ústí nad Labem and the \
                 Surrounding Municipalities of Northern Bohemia";
    let mut evaluation = blank("2026-11-02-centre-for-the-integration-of-a2b3c", title);
    evaluation.practice.country = "Czechia".into();
    evaluation.practice.place = "Ústí nad Labem".into();
    push(&mut evaluation.remarks, remark("m-one", 2, "Whose decision was it?", false));
    push(&mut evaluation.remarks, remark("m-two", 3, "Please name the source.", false));
    push(&mut evaluation.acts, act("a-1", Step::Submit, "11-16T10:00"));
    push(&mut evaluation.acts, act("a-2", Step::Return, "11-18T10:00"));
    evaluation
}

/// Submitted, with a title in wide characters.
pub(super) fn submitted() -> Evaluation {
    let mut evaluation =
        blank("2026-11-20-untitled-k7m2p", "多文化共生センター大阪の外国人住民のための相談窓口と日本語教室");
    evaluation.practice.country = "Japan".into();
    evaluation.practice.place = "大阪".into();
    evaluation.answers = table().answers;
    push(&mut evaluation.acts, act("a-1", Step::Submit, "11-22T09:30"));
    evaluation
}

/// Approved.
pub(super) fn approved() -> Evaluation {
    let mut evaluation = blank("2024-03-01-immigrant-integration-model-q8r9s", "Immigrant Integration Model");
    evaluation.practice.country = "Poland".into();
    evaluation.practice.place = "Gdańsk".into();
    push(&mut evaluation.acts, act("a-1", Step::Submit, "03-02T10:00"));
    push(&mut evaluation.acts, act("a-2", Step::Approve, "03-03T10:00"));
    evaluation
}

/// A draft whose title is one word that fits in no column.
pub(super) fn long_word() -> Evaluation {
    let title = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftshaus";
    blank("2026-11-23-donaudampfschifffahrt-z5y4x", title)
}

/// A draft that answers a framework which is not here.
pub(super) fn foreign() -> Evaluation {
    let mut evaluation = blank("2026-06-01-borrowed-h4j5k", "Borrowed from elsewhere");
    evaluation.framework.id = id("another-framework");
    evaluation
}

/// Puts a record at the end of a list.
pub(super) fn push<T: Keyed>(records: &mut Records<T>, record: T) {
    let end = records.len();
    assert!(records.insert(end, record));
}

fn remark(key: &str, at: usize, text: &str, resolved: bool) -> Remark {
    let (author, text) = ("Jana Nováková".into(), Text::from(text));
    Remark {
        id: id(key),
        question: question(at),
        item: None,
        passage: None,
        reply_to: None,
        author,
        at: moment("11-18T16:20"),
        text,
        resolved,
    }
}

pub(super) fn act(key: &str, step: Step, at: &str) -> Act {
    Act { id: id(key), step, name: "Jana Nováková".into(), at: moment(at), reason: Text::default() }
}

/// A choice between our text and theirs; ours stands.
pub(super) fn conflict(part: Part, ours: Option<&str>, theirs: Option<&str>) -> Conflict {
    let [ours, theirs] = [ours, theirs].map(|text| text.map(str::to_owned));
    Conflict { part, base: None, ours, theirs, ours_stands: true }
}

/// Another version of the open evaluation, with choices to be made.
pub(super) fn rival(theirs: Evaluation, conflicts: Vec<Conflict>) -> Msg {
    Msg::Rivals(vec![Rival { file: "other.ron".to_owned(), theirs, conflicts }])
}
