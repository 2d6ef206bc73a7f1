//! A line to fill in.

use std::{borrow::Cow, path::PathBuf};

use ratatui::layout::Rect;

use super::{LINE, public_copy};
use crate::model::{FrameworkRef, Redaction, Step};
use crate::text::Text;
use crate::ui::{Action, Canvas, writing::TextInput};

/// What a prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// The user's name, and what it is needed for.
    Name(Wanted),
    /// The title of a new evaluation's practice, of this framework.
    Title(FrameworkRef),
    /// The file to import.
    ImportPath,
    /// The table to make a framework of.
    FrameworkPath,
    /// Which of the columns of this table hold what.
    FrameworkColumns(PathBuf),
    /// The text to be replaced throughout the open evaluation.
    Find,
    /// What replaces this text.
    ReplaceBy(Text),
    /// Why a step is taken.
    Reason(Step),
    /// What public copies of the open evaluation replace.
    ToRedact,
    /// What stands in the place of this in public copies.
    Redact(Redaction),
}

/// What the user's name is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A new evaluation.
    New,
    /// A new evaluation of the practice that is chosen in the library.
    Anew,
    /// The settings.
    Settings,
    /// A remark, an answer to one, or to say that one is dealt with: what this command does.
    Remark(Action),
    /// A step of an evaluation.
    Step(Step),
}

/// A line to fill in.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it asks for.
    pub asking: Asking,
    pub(super) input: TextInput,
}

impl Prompt {
    /// A prompt with something filled in.
    pub fn new(asking: Asking, filled_in: &str) -> Prompt {
        Prompt { asking, input: TextInput::new(filled_in) }
    }

    /// Selects what is filled in, for what is typed next to take its place.
    pub fn select(&mut self) {
        self.input.editor.select_all();
    }

    /// What is filled in.
    pub fn text(&self) -> Text {
        self.input.text()
    }

    pub(super) fn title(&self) -> &'static str {
        match self.asking {
            Asking::Name(_) => "Your name",
            Asking::Title(_) => "New evaluation",
            Asking::ImportPath => "Import",
            Asking::FrameworkPath | Asking::FrameworkColumns(_) => "Import a framework",
            Asking::Find | Asking::ReplaceBy(_) => "Find and replace",
            Asking::ToRedact | Asking::Redact(_) => "Public copy",
            Asking::Reason(Step::Submit) => "Submit",
            Asking::Reason(Step::Return) => "Return for revision",
            Asking::Reason(Step::Approve) => "Approve",
            Asking::Reason(Step::Reopen) => "Reopen",
        }
    }

    pub(super) fn question(&self) -> Cow<'static, str> {
        let question = match &self.asking {
            Asking::Redact(redaction) => return public_copy::question(redaction).into(),
            Asking::ToRedact => {
                "Which name, place or passage do public copies replace? Whole words are found, whatever their capitals and accents."
            }
            Asking::Name(Wanted::Remark(_) | Wanted::Step(_)) => {
                "What is your name? Remarks and status changes carry it."
            }
            Asking::Name(_) => {
                "What is your name? Your evaluations and remarks carry it. You can leave it empty for now."
            }
            Asking::Title(_) => "Which practice will be evaluated? You can leave this empty and fill it in later.",
            Asking::ImportPath => {
                "Which file holds the evaluations? Published text (.txt), saved web pages (.html) and Fieldbook's own files (.ron) are read."
            }
            Asking::FrameworkPath => {
                "Which table holds the framework? CSV or XLSX, a row an item. You see what is made of it before it is written."
            }
            Asking::FrameworkColumns(_) => {
                "Which columns hold what? Fields with their columns, by name or letter: criterion=A,question=B,item=Text. Fields are criterion, question, item, code, guidance, scale."
            }
            Asking::Reason(Step::Return) => {
                "What should the evaluator revise? The reason goes into the status history."
            }
            Asking::Reason(_) => "Is there a reason or comment to record? You can leave this empty.",
            Asking::Find => "Find throughout this evaluation. Case- and accent-sensitive.",
            Asking::ReplaceBy(_) => "Replace with. You will see every match before anything changes.",
        };
        question.into()
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        canvas.bar(1, inner.y, 1);
        canvas.editor(&self.input.editor, Rect::new(LINE, inner.y, inner.width.saturating_sub(LINE).max(1), 1))
    }
}
