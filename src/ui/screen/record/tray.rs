//! The jot tray: every jot in order of time, to be filed under the questions.

use ratatui::layout::Position;

use super::{Form, Mode, Record};
use crate::model::{Edit, Entry, Evaluation, Evidence, Field, Filing, Framework, Id, Jot, Source};
use crate::text::{Splice, Text};
use crate::ui::{Action, Canvas, Context, FieldEditor, List, Overlay, Page, Session, Turn, overlay::lists};

mod aim;
mod questions;

use aim::{Aim, Missing};
use questions::QuestionList;

#[derive(Clone, Debug)]
pub(super) struct Tray {
    /// Whether filed jots are shown too.
    all: bool,
    pub(super) list: List,
    /// What jots are filed under.
    aim: Aim,
    questions: QuestionList,
    /// The rows as last laid out, and at which of them each jot ends.
    page: Page,
    ends: Vec<usize>,
}

impl Tray {
    /// The unfiled jots, to be filed under the question at `target`.
    pub(super) fn new(target: usize) -> Tray {
        let (list, questions) = (List::default(), QuestionList::default());
        Tray { all: false, list, aim: Aim::Question(target), questions, page: Page::new(0), ends: Vec::new() }
    }

    fn jots<'a>(&self, evaluation: &'a Evaluation) -> Vec<&'a Jot> {
        let mut jots: Vec<&Jot> = evaluation.jots.iter().filter(|jot| self.all || jot.filed.is_none()).collect();
        jots.sort_by_key(|jot| jot.at);
        jots
    }

    /// Chooses a jot; a filed one has the filed ones shown.
    pub(super) fn choose(&mut self, id: &Id, evaluation: &Evaluation) {
        self.all |= evaluation.jots.get(id).is_some_and(|jot| jot.filed.is_some());
        self.choose_listed(id, evaluation);
    }

    /// Chooses a jot where it is listed.
    pub(super) fn choose_listed(&mut self, id: &Id, evaluation: &Evaluation) {
        if let Some(at) = self.jots(evaluation).iter().position(|jot| jot.id == *id) {
            self.list.choose(at);
        }
    }

    /// Files under the question at this place from now on.
    pub(super) fn aim_at(&mut self, question: Option<usize>) {
        self.aim = question.map_or(self.aim, Aim::Question);
    }

    /// Lays the rows out for the terminal's size, the chosen jot in sight once it was gone to.
    pub(super) fn settle(&mut self, session: &Session, cx: &Context) {
        let target = self.aim.question(&session.framework);
        self.questions.lay_out(&session.framework, target, cx);
        let area = self.questions.jots;
        // Which jot is chosen decides how it is drawn.
        let jots = self.jots(session.evaluation()).len();
        self.list.choose_within(jots);
        (self.page, self.ends) = self.lay_out(session, cx, area.width);
        let begin = |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.list.settle_with(jots, area.height, self.page.len(), |at| begin(at)..self.ends[at]);
    }

    fn lay_out(&self, session: &Session, cx: &Context, width: u16) -> (Page, Vec<usize>) {
        let theme = cx.theme;
        let mut page = Page::new(width);
        let mut ends = Vec::new();
        for (at, jot) in self.jots(session.evaluation()).into_iter().enumerate() {
            let chosen = at == self.list.chosen();
            let speaker = if jot.speaker.is_blank() { String::new() } else { format!("  {}", jot.speaker) };
            page.gap();
            let first = page.len();
            page.styled(2, &[(&jot.at.seen_from(cx.now), theme.dim()), (&speaker, theme.plain())]);
            page.tail(&filed(jot, &session.framework), theme.dim());
            page.paragraph(2, &jot.text, if chosen { theme.accent() } else { theme.plain() });
            for row in (first..page.len()).filter(|_| chosen) {
                page.sign(row, 0, theme.bar(), theme.accent());
            }
            ends.push(page.len());
        }
        (page, ends)
    }

    pub(super) fn view(&self, session: &Session, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let width = cx.size.0;
        let target = self.aim.question(&session.framework);
        let (under, style) = match target.map(|at| session.question(at)) {
            Some(placed) => (format!("Files under {}", placed.name()), theme.accent()),
            None => ("No question chosen: type its number".to_owned(), theme.warning()),
        };
        let x = canvas.text_ending_at(width.saturating_sub(1), 2, width / 2, &under, style);
        let title = if self.all { "All jots" } else { "Unfiled jots" };
        canvas.text(3, 2, x.saturating_sub(4), title, theme.dim());
        self.questions.view(&session.framework, target, canvas);
        let area = self.questions.jots;
        if self.page.is_empty() {
            let none = session.evaluation().jots.is_empty();
            let text = if none { "No jots yet: Ctrl-T takes one down." } else { "All jots are filed. a shows them." };
            canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), text, theme.plain());
        }
        self.page.draw(canvas, area, self.list.top());
        let more = self.page.more_below(self.list.top(), area.height);
        if !more.is_empty() {
            canvas.text_ending_at(area.right(), area.bottom(), 14, &more, theme.dim());
        }
        None
    }

    /// A click on a question chooses it to file under, one on a jot that jot.
    pub(super) fn click(&mut self, at: Position) {
        if let Some(question) = self.questions.question_at(at) {
            self.aim = Aim::Question(question);
        }
        let area = self.questions.jots;
        let row = area.contains(at).then(|| at.y - area.y);
        let row = row.map(|row| self.list.top() + usize::from(row));
        if let Some(at) = row.and_then(|row| self.ends.iter().position(|end| row < *end)) {
            self.list.choose(at);
        }
    }

    /// The questions move where the pointer is on them, and the jots elsewhere.
    pub(super) fn scroll(&mut self, at: Position, by: isize) {
        if self.questions.area.contains(at) {
            self.questions.scroller.scroll(by);
        } else if self.questions.jots.contains(at) {
            self.list.scroll(by);
        }
    }

    /// Does what a command says, but for leaving and changing a jot; `narrative` is the one that is open below.
    fn act(&mut self, action: Action, session: &mut Session, narrative: &mut FieldEditor) -> Turn {
        match action {
            Action::ShowAll => self.all = !self.all,
            Action::ChooseQuestion => return Turn::over(Overlay::Choice(lists::questions(&session.framework))),
            Action::Criterion(digit) => {
                self.aim = self.aim.typed(digit, &session.framework);
                return match (self.aim.notice(), self.aim) {
                    (None, _) => Turn::stay(),
                    (Some(line), Aim::Nothing(Missing::Half(_))) => Turn::inform(line),
                    (Some(line), _) => Turn::complain(line),
                };
            }
            Action::Go(to) => self.list.go(to),
            _ => {
                return match self.chosen(session.evaluation()).cloned() {
                    Some(jot) => self.act_on(&jot, action, session, narrative),
                    None => Turn::inform("No jot here"),
                };
            }
        }
        Turn::stay()
    }

    pub(super) fn chosen<'a>(&self, evaluation: &'a Evaluation) -> Option<&'a Jot> {
        self.jots(evaluation).get(self.list.chosen()).copied()
    }

    fn act_on(&mut self, jot: &Jot, action: Action, session: &mut Session, narrative: &mut FieldEditor) -> Turn {
        let target = self.aim.question(&session.framework).map(|at| session.question(at));
        let target = target.map(|placed| (placed.number(), placed.question.id.clone()));
        let (done, question) = match (action, target) {
            (Action::FileBeside | Action::FileQuoted, None) => return Turn::complain(self.aim.why_none()),
            (Action::FileBeside, Some((number, question))) => (format!("Filed under {number}"), Some(question)),
            (Action::FileQuoted, Some((number, question))) => (format!("Quoted in {number}"), Some(question)),
            (Action::Unfile, _) if jot.filed.is_none() => return Turn::inform("This jot is not filed"),
            (Action::Unfile, _) => ("Jot unfiled".to_owned(), None),
            (Action::RemoveJot, _) => {
                return remove(jot, session);
            }
            _ => return Turn::stay(),
        };
        let turn = match question {
            Some(question) if action == Action::FileQuoted => quote(jot, question, session, narrative),
            to => session.change(file(jot, to.map(Filing::Beside))),
        };
        if turn.is_done() {
            // The next digit begins another number.
            self.aim_at(self.aim.question(&session.framework));
            if self.all {
                self.list.choose(self.list.chosen() + 1);
            }
        }
        turn.and_inform(done)
    }
}

/// Removes a jot. Where a mark rests on it, its words as they are now stay with the mark.
fn remove(jot: &Jot, session: &mut Session) -> Turn {
    let evaluation = session.evaluation();
    let at = evaluation.jots.position(&jot.id).unwrap_or(0);
    let removal = Edit::Remove { at, record: Entry::Jot(jot.clone()) };
    let mut edits = Vec::new();
    let mut is_evidence = false;
    for answer in &evaluation.answers {
        for marked in &answer.marks {
            for (at, evidence) in marked.evidence.iter().enumerate() {
                if !matches!(&evidence.source, Source::Jot { jot: of, .. } if *of == jot.id) {
                    continue;
                }
                is_evidence = true;
                let source = Source::jot(jot);
                if evidence.source != source {
                    let entry = |evidence| Entry::Evidence(answer.question.clone(), marked.item.clone(), evidence);
                    edits.push(Edit::Remove { at, record: entry(evidence.clone()) });
                    edits.push(Edit::Insert { at, record: entry(Evidence { source, ..evidence.clone() }) });
                }
            }
        }
    }
    edits.push(removal);
    let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Together(edits) };
    let turn = session.change(edit);
    if is_evidence && turn.is_done() {
        return turn.and_inform("Jot removed: it was evidence, and its words stay with the mark");
    }
    turn
}

fn filed(jot: &Jot, framework: &Framework) -> String {
    let number = |question: &Id| {
        let placed = framework.position(question).and_then(|at| framework.question(at));
        placed.map_or_else(|| question.to_string(), |placed| placed.number())
    };
    match &jot.filed {
        None if jot.imported => "imported".to_owned(),
        None => String::new(),
        Some(Filing::Beside(question)) => format!("filed under {}", number(question)),
        Some(Filing::Quoted(question)) => format!("quoted in {}", number(question)),
    }
}

/// A jot as a quotation in a narrative.
fn quotation(jot: &Jot) -> String {
    let when = format!("{}, {}", jot.at.day(), jot.at.clock());
    if jot.speaker.is_blank() {
        format!("“{}” ({when})", jot.text.trim())
    } else {
        format!("“{}” ({}, {when})", jot.text.trim(), jot.speaker.trim())
    }
}

fn file(jot: &Jot, to: Option<Filing>) -> Edit {
    Edit::File { jot: jot.id.clone(), from: jot.filed.clone(), to }
}

/// Files a jot as a quotation in a question's narrative: at the caret where that narrative is open, else at its end.
fn quote(jot: &Jot, question: Id, session: &mut Session, narrative: &mut FieldEditor) -> Turn {
    let filing = file(jot, Some(Filing::Quoted(question.clone())));
    let field = Field::Narrative(question);
    let is_open = narrative.field == field;
    let text = session.evaluation().field(&field).unwrap_or("");
    let at = if is_open { narrative.editor.caret() } else { text.len() };
    let (before, after) = text.split_at(at);
    let lead = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let tail = if after.is_empty() || after.starts_with('\n') { "" } else { "\n" };
    let inserted = Text::from(format!("{lead}{}{tail}", quotation(jot)));
    let splice = Splice { at, removed: Text::default(), inserted };
    let quoted = Edit::Splice { field, splice: splice.clone() };
    let note = session.note_of_visit(&quoted);
    let turn = session.change(Edit::Together([quoted, filing].into_iter().chain(note).collect()));
    if turn.is_done() && is_open {
        narrative.editor.apply(&splice);
    }
    turn
}

impl Record {
    pub(super) fn act_in_tray(&mut self, action: Action, cx: &Context) -> Turn {
        if action == Action::Pin {
            return self.pin(cx);
        }
        let Mode::Tray(tray, _) = &mut self.mode else { return Turn::stay() };
        match (action, tray.chosen(self.session.evaluation())) {
            (Action::Leave | Action::Tray, _) => self.close_mode(),
            (Action::EditJot, Some(jot)) => {
                let form = Form::jot(&self.session, &jot.id);
                self.open_form(form);
            }
            _ => return tray.act(action, &mut self.session, &mut self.narrative),
        }
        Turn::stay()
    }
}
