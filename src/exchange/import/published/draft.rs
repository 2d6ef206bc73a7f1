//! One evaluation of a published text, as far as it was read.

use std::borrow::Cow;

use crate::exchange::import::{
    published::{
        layout::{ADDRESS, LineKind, NOTE},
        opening::Opening,
        source::SourceLine,
    },
    report::ReportLine,
    signs::{self, Sign},
};
use crate::model::{Answer, Dice, Evaluation, Framework, Id, Jot, Mark, Marked, Moment, Tool};
use crate::text::Text;

/// One evaluation of the text: what stands above it, by question what was read, and the lines that fit nowhere.
pub(super) struct Draft<'a> {
    pub(super) opening: Opening<'a>,
    answers: Vec<DraftAnswer<'a>>,
    jots: Vec<Cow<'a, str>>,
}

#[derive(Clone, Default)]
struct DraftAnswer<'a> {
    /// Its lines; none stands between paragraphs.
    prose: Vec<Option<Cow<'a, str>>>,
    tools: Vec<DraftTool<'a>>,
    items: Vec<(usize, Option<Mark>)>,
    reason: Option<Lines<'a>>,
}

/// A text, line by line.
type Lines<'a> = Vec<&'a str>;

/// A tool, part by part: none of what is not said.
#[derive(Clone, Default)]
struct DraftTool<'a> {
    title: Lines<'a>,
    address: Option<Lines<'a>>,
    note: Option<Lines<'a>>,
}

impl DraftAnswer<'_> {
    fn has_anything(&self) -> bool {
        !self.tools.is_empty() || !self.items.is_empty() || self.is_written() || self.reason.is_some()
    }

    fn is_written(&self) -> bool {
        self.prose.iter().any(Option::is_some)
    }

    /// The prose, its paragraphs apart by one empty line.
    fn narrative(&self) -> Text {
        let mut narrative = String::new();
        let mut gap = None;
        for line in &self.prose {
            match line {
                None => gap = gap.map(|_| "\n\n"),
                Some(line) => {
                    narrative = narrative + gap.unwrap_or("") + line;
                    gap = Some("\n");
                }
            }
        }
        narrative.into()
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(framework: &Framework) -> Draft<'a> {
        Draft { opening: Opening::default(), answers: vec![DraftAnswer::default(); framework.len()], jots: vec![] }
    }

    pub(super) fn has_answered(&self, question: usize) -> bool {
        self.answers[question].has_anything()
    }

    pub(super) fn has_anything(&self) -> bool {
        self.answers.iter().any(DraftAnswer::has_anything)
    }

    pub(super) fn add_opening(&mut self, lines: Vec<(usize, &SourceLine<'a>)>, framework: &Framework) {
        self.opening.read(lines, framework);
    }

    pub(super) fn add_prose(&mut self, question: usize, line: &SourceLine<'a>) {
        let text =
            line.raw.bullet.as_ref().map_or(Cow::Borrowed(line.text), |bullet| format!("{bullet}{}", line.text).into());
        self.answers[question].prose.push(Some(text));
    }

    /// Adds the reason why a question does not apply, above all prose; whether there was room for it.
    pub(super) fn add_reason(&mut self, question: usize, reason: &'a str) -> bool {
        let answer = &mut self.answers[question];
        let has_room = answer.reason.is_none() && !answer.is_written();
        if has_room {
            answer.reason = Some(begun(reason));
        }
        has_room
    }

    /// Goes on with the reason.
    pub(super) fn continue_reason(&mut self, question: usize, line: &'a str) {
        self.answers[question].reason.get_or_insert_default().push(line);
    }

    /// Ends a paragraph of prose.
    pub(super) fn add_gap(&mut self, question: usize) {
        self.answers[question].prose.push(None);
    }

    pub(super) fn add_tool(&mut self, question: usize, title: &'a str) {
        self.answers[question].tools.push(DraftTool { title: vec![title], ..DraftTool::default() });
    }

    /// Adds the part of the last tool that a line says by its label; whether there was room for it.
    pub(super) fn add_tool_part(&mut self, question: usize, line: &'a str) -> bool {
        let Some(tool) = self.answers[question].tools.last_mut() else { return false };
        let (part, value) = match (line.strip_prefix(ADDRESS), line.strip_prefix(NOTE)) {
            (Some(address), _) if tool.note.is_none() => (&mut tool.address, address),
            (_, Some(note)) => (&mut tool.note, note),
            (_, None) => return false,
        };
        let has_room = part.is_none();
        if has_room {
            *part = Some(begun(value.trim_matches(signs::is_space)));
        }
        has_room
    }

    /// Goes on with the part of the last tool that was begun last.
    pub(super) fn continue_tool(&mut self, question: usize, line: &'a str) {
        let Some(tool) = self.answers[question].tools.last_mut() else { return self.add_tool(question, line) };
        tool.note.as_mut().or(tool.address.as_mut()).unwrap_or(&mut tool.title).push(line);
    }

    /// Adds an item, unless it is there already.
    pub(super) fn add_item(&mut self, question: usize, item: usize, mark: Option<Mark>) -> bool {
        let items = &mut self.answers[question].items;
        let is_new = items.iter().all(|(at, _)| *at != item);
        if is_new {
            items.push((item, mark));
        }
        is_new
    }

    pub(super) fn add_jot(&mut self, line: &SourceLine<'a>) {
        self.jots.push(as_jot(line));
    }

    /// Makes jots of what stands above the evaluation and tells nothing that it has a place for; reports it, by its place.
    pub(super) fn leave_opening(&mut self) -> Vec<(usize, ReportLine)> {
        let strays = self.opening.strays();
        self.jots.splice(0..0, strays.iter().map(|(_, line)| as_jot(line)));
        strays.into_iter().map(|(n, line)| (n, ReportLine::Stray(line.named()))).collect()
    }

    /// The evaluation; `title` is put in the place of its own.
    pub(super) fn into_evaluation(
        self,
        framework: &Framework,
        title: Option<&Text>,
        now: Moment,
        dice: &mut Dice,
    ) -> Evaluation {
        let mut evaluation = Evaluation::new(Id::of_evaluation(now.day(), "", dice), framework);
        self.opening.fill(&mut evaluation, framework);
        if let Some(title) = title {
            evaluation.practice.title = title.clone();
        }
        evaluation.id = Id::of_evaluation(now.day(), &evaluation.practice.title, dice);
        for (answer, placed) in self.answers.iter().zip(framework.questions()).filter(|(a, _)| a.has_anything()) {
            let mut kept = Answer::new(placed.question.id.clone());
            kept.narrative = answer.narrative();
            kept.marks = answer
                .items
                .iter()
                .filter_map(|(at, mark)| {
                    let item = placed.question.items[*at].id.clone();
                    mark.map(|mark| Marked { mark: Some(mark), ..Marked::new(item) })
                })
                .collect();
            kept.tools = answer
                .tools
                .iter()
                .map(|tool| Tool {
                    id: Id::of_record('t', dice),
                    title: tool.title.join("\n").into(),
                    address: tool.address.as_deref().unwrap_or_default().join("\n").into(),
                    note: tool.note.as_deref().unwrap_or_default().join("\n").into(),
                })
                .collect();
            kept.not_applicable = answer.reason.as_ref().map(|reason| reason.join("\n").into());
            if !crate::model::id::Keyed::is_void(&kept) {
                evaluation.answers.insert(0, kept);
            }
        }
        evaluation.jots = self
            .jots
            .iter()
            .map(|text| Jot {
                id: Id::of_record('j', dice),
                at: now,
                speaker: Text::default(),
                text: text.as_ref().into(),
                filed: None,
                imported: true,
            })
            .collect();
        evaluation
    }
}

/// What stands behind a label as a text's first line; nothing: its lines stand below.
fn begun(value: &str) -> Lines<'_> {
    if value.is_empty() { Vec::new() } else { vec![value] }
}

/// A line as a jot, with the sign that stands beside it.
fn as_jot<'a>(line: &SourceLine<'a>) -> Cow<'a, str> {
    let mark = if let LineKind::Item { sign, .. } = line.kind { sign.mark() } else { line.raw.mark };
    match mark.filter(|_| signs::before(line.text) == Sign::None) {
        Some(mark) => format!("{} {}", if mark == Mark::MET { "✓" } else { "–" }, line.text).into(),
        None => Cow::Borrowed(line.text),
    }
}
