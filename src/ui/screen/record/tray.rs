//! The jot tray: every jot in order of time, to be filed under the questions.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{Form, Record};
use crate::{
    model::{
        edit::{Edit, Entry, Field},
        evaluation::{Filing, Jot},
        id::Id,
    },
    text::{Splice, Text},
    ui::{
        command::Action,
        overlay::{Choice, Overlay},
        page::Page,
        screen::{Context, FOOTER, Turn, step},
        theme::Canvas,
    },
};

/// The jot tray.
#[derive(Debug)]
pub(super) struct Tray {
    /// Whether filed jots are shown too.
    all: bool,
    chosen: usize,
    /// The first row shown, as it was when a jot was last chosen.
    top: usize,
    /// The place of the question that jots are filed under.
    target: usize,
    /// The criterion whose digit was typed last: the next digit is its question's.
    digit: Option<usize>,
}

impl Tray {
    /// The unfiled jots, to be filed under the question at `target`.
    pub(super) fn new(target: usize) -> Tray {
        Tray { all: false, chosen: 0, top: 0, target, digit: None }
    }

    fn jots<'a>(&self, record: &'a Record) -> Vec<&'a Jot> {
        let mut jots: Vec<&Jot> =
            record.desk.evaluation.jots.iter().filter(|jot| self.all || jot.filed.is_none()).collect();
        jots.sort_by_key(|jot| jot.at);
        jots
    }

    /// Chooses a jot; a filed one has the filed ones shown.
    pub(super) fn choose(&mut self, id: &Id, record: &Record) {
        self.all |= record.desk.evaluation.jots.get(id).is_some_and(|jot| jot.filed.is_some());
        self.chosen = self.jots(record).iter().position(|jot| jot.id == *id).unwrap_or(0);
    }

    /// Draws the tray.
    pub(super) fn view(&self, record: &Record, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let placed = record.desk.question(self.target);
        let under = format!("files under {} {}", placed.number(), placed.question.label);
        let x = canvas.text_ending_at(width.saturating_sub(1), 2, width / 2, &under, theme.accent());
        let title = if self.all { "All jots" } else { "Jots that are not filed yet" };
        canvas.text(3, 2, x.saturating_sub(4), title, theme.dim());
        let area = body(cx);
        let (page, ends) = self.page(record, cx, area.width);
        if page.is_empty() {
            let none = record.desk.evaluation.jots.is_empty();
            let text =
                if none { "No jots yet: Ctrl-T takes one down." } else { "Every jot is filed. a shows them all." };
            canvas.text(3, 4, area.width, text, theme.dim());
        }
        let top = self.top(&ends, area);
        page.draw(canvas, area, top);
        let more = page.more_below(top, area.height);
        if !more.is_empty() {
            canvas.text_ending_at(area.right(), area.bottom(), 14, &more, theme.dim());
        }
    }

    /// The first row shown: no further from the last one than the chosen jot needs to be in sight.
    fn top(&self, ends: &[usize], area: Rect) -> usize {
        let end = |at: usize| ends.get(at).copied().unwrap_or(0);
        let first = self.chosen.checked_sub(1).map_or(0, end);
        self.top.min(first).max(end(self.chosen).saturating_sub(usize::from(area.height)))
    }

    /// Keeps the chosen jot in sight.
    fn follow(&mut self, record: &Record, cx: &Context) {
        let area = body(cx);
        let (_, ends) = self.page(record, cx, area.width);
        self.top = self.top(&ends, area);
    }

    /// The jot that stands in a row of the screen.
    fn jot_at(&self, row: u16, record: &Record, cx: &Context) -> Option<usize> {
        let area = body(cx);
        let (_, ends) = self.page(record, cx, area.width);
        let row = self.top(&ends, area) + usize::from(row.checked_sub(area.y).filter(|row| *row < area.height)?);
        ends.iter().position(|end| row < *end)
    }

    /// The rows, and at which of them each jot ends.
    fn page(&self, record: &Record, cx: &Context, width: u16) -> (Page, Vec<usize>) {
        let theme = cx.theme;
        let mut page = Page::new(width);
        let mut ends = Vec::new();
        for (at, jot) in self.jots(record).into_iter().enumerate() {
            let chosen = at == self.chosen;
            let sign = if chosen { (theme.bar(), theme.accent()) } else { (" ", theme.plain()) };
            let head = if jot.speaker.is_blank() {
                jot.at.seen_from(cx.now)
            } else {
                format!("{}  {}", jot.at.seen_from(cx.now), jot.speaker)
            };
            page.gap();
            page.entry(0, sign, 2, &head, theme.dim());
            page.tail(&filed(jot, record), theme.dim());
            page.entry(0, sign, 2, &jot.text, if chosen { theme.accent() } else { theme.plain() });
            ends.push(page.len());
        }
        (page, ends)
    }
}

/// Where the jots stand.
fn body(cx: &Context) -> Rect {
    let (width, height) = cx.size;
    Rect::new(1, 4, width.saturating_sub(2), height.saturating_sub(4 + FOOTER))
}

/// Where a jot was filed.
fn filed(jot: &Jot, record: &Record) -> String {
    let number = |question: &Id| {
        let at = record.desk.framework.position(question);
        at.map_or(question.to_string(), |at| record.desk.question(at).number())
    };
    match &jot.filed {
        None if jot.imported => "imported".to_owned(),
        None => String::new(),
        Some(Filing::Beside(question)) => format!("beside {}", number(question)),
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

impl Record {
    /// A click chooses a jot, the wheel goes through them.
    pub(super) fn mouse_in_tray(&mut self, mouse: MouseEvent, cx: &mut Context) {
        let clicked = match mouse.kind {
            MouseEventKind::ScrollUp => return drop(self.act_in_tray(Action::Up, "", cx)),
            MouseEventKind::ScrollDown => return drop(self.act_in_tray(Action::Down, "", cx)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.tray.as_ref().and_then(|tray| tray.jot_at(mouse.row, self, cx))
            }
            _ => None,
        };
        if let (Some(tray), Some(at)) = (&mut self.tray, clicked) {
            tray.chosen = at;
        }
    }

    /// Does what a command says in the tray; `key` tells the digit.
    pub(super) fn act_in_tray(&mut self, action: Action, key: &str, cx: &mut Context) -> Turn {
        let Some(mut tray) = self.tray.take() else { return Turn::Stay };
        let chosen = tray.jots(self).get(tray.chosen).map(|jot| (*jot).clone());
        match (action, chosen) {
            (Action::Leave, _) => return Turn::Stay,
            (Action::ShowAll, _) => tray.all = !tray.all,
            (Action::ChooseQuestion, _) => {
                let choice = Choice::question(&self.desk.framework);
                self.tray = Some(tray);
                return Turn::Over(Box::new(Overlay::Choice(choice)));
            }
            (Action::Criterion, _) => self.type_digit(&mut tray, key, cx),
            (Action::FileBeside | Action::FileQuoted | Action::Unfile, Some(jot)) => {
                let outcome = self.file(&jot, tray.target, action);
                if outcome.is_ok() {
                    let number = self.desk.question(tray.target).number();
                    cx.inform(match action {
                        Action::FileBeside => format!("Filed beside {number}"),
                        Action::FileQuoted => format!("Quoted in {number}"),
                        _ => "Taken out from under its question".to_owned(),
                    });
                }
                cx.report(outcome);
                tray.digit = None;
                if tray.all {
                    tray.chosen += 1;
                }
            }
            (Action::EditJot, Some(jot)) => self.form = Some(Form::jot(&self.desk, &jot.id)),
            (Action::RemoveJot, Some(jot)) => {
                let at = self.desk.evaluation.jots.position(&jot.id).unwrap_or(0);
                cx.report(self.desk.change(Edit::Remove { at, record: Entry::Jot(jot) }, None, None));
            }
            (_, None) => cx.inform("There is no jot here"),
            _ => tray.chosen = step(action, tray.chosen, tray.jots(self).len(), 8),
        }
        tray.chosen = tray.chosen.min(tray.jots(self).len().saturating_sub(1));
        tray.follow(self, cx);
        self.tray = Some(tray);
        Turn::Stay
    }

    /// A question is chosen by its number: the criterion's digit, then the question's.
    fn type_digit(&self, tray: &mut Tray, key: &str, cx: &mut Context) {
        let Some(digit) = key.chars().last().and_then(|c| c.to_digit(10)).map(|digit| digit as usize) else { return };
        let framework = &self.desk.framework;
        let question = tray.digit.and_then(|criterion| {
            let first = framework.first_of_criterion(criterion)?;
            (1..=framework.criteria[criterion].questions.len()).contains(&digit).then_some(first + digit - 1)
        });
        if let Some(at) = question {
            (tray.target, tray.digit) = (at, None);
        } else if let Some(first) = framework.first_of_criterion(digit.saturating_sub(1)).filter(|_| digit > 0) {
            (tray.target, tray.digit) = (first, Some(digit - 1));
        } else {
            cx.inform(format!("There is no criterion {digit}"));
        }
    }

    fn file(&mut self, jot: &Jot, target: usize, action: Action) -> Result<(), String> {
        let question = self.desk.question(target).question.id.clone();
        let to = match action {
            Action::FileBeside => Some(Filing::Beside(question.clone())),
            Action::FileQuoted => Some(Filing::Quoted(question.clone())),
            _ => None,
        };
        let filing = Edit::File { jot: jot.id.clone(), from: jot.filed.clone(), to };
        if action != Action::FileQuoted {
            return self.desk.change(filing, None, None);
        }
        let field = Field::Narrative(question);
        let narrative = self.desk.evaluation.field(&field).unwrap_or("");
        let at = if self.narrative.field == field { self.narrative.editor.caret() } else { narrative.len() };
        let (before, after) = narrative.split_at(at);
        let parted =
            |text: &str, end: bool| text.is_empty() || if end { text.ends_with('\n') } else { text.starts_with('\n') };
        let lead = if parted(before, true) { "" } else { "\n" };
        let tail = if parted(after, false) { "" } else { "\n" };
        let inserted = Text::from(format!("{lead}{}{tail}", quotation(jot)));
        let splice = Splice { at, removed: Text::default(), inserted };
        let live = self.narrative.field == field;
        let quoted = Edit::Splice { field, splice: splice.clone() };
        let note = self.desk.note_of_visit(&quoted);
        let edits = [quoted, filing].into_iter().chain(note).collect();
        self.desk.change(Edit::Together(edits), None, None)?;
        if live {
            self.narrative.editor.apply(&splice);
        }
        Ok(())
    }

    /// Takes the question chosen from the list: for the jot being captured, or for the tray.
    pub fn question_chosen(&mut self, at: usize, cx: &mut Context) {
        let question = self.desk.question(at).question.id.clone();
        if let Some(jot) = &mut self.jot {
            let outcome = jot.file(question, &mut self.desk);
            cx.report(outcome);
        } else if let Some(tray) = &mut self.tray {
            (tray.target, tray.digit) = (at, None);
        }
    }
}
