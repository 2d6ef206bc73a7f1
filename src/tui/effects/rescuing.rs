//! What can't be saved before the program ends, and what earlier runs could not save.

use std::path::PathBuf;

use thiserror::Error;

use super::{Answers, EffectRunner};
use crate::model::{Evaluation, format};
use crate::store::{self, Disk, shown};
use crate::text::sentence;
use crate::ui::{ExportedCopy, Msg, Purpose};

/// What became of what could not be saved before the program had to end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unsaved {
    /// It is in a rescue file.
    #[error(
        "“{title}” could not be saved: {why}\nWhat was only in memory is in {}: Fieldbook offers it at the next start, and `fieldbook import` takes it in",
        shown(&.file.to_string_lossy())
    )]
    Rescued {
        /// The practice's title.
        title: String,
        /// Why it could not be saved.
        why: String,
        /// The rescue file.
        file: PathBuf,
    },
    /// No other folder took it either.
    #[error("“{title}” could not be saved: {why}\nNo other folder took it either: {last}\nThis is all of it:\n{text}")]
    Nowhere {
        /// The practice's title.
        title: String,
        /// Why it could not be saved.
        why: String,
        /// Why the last of the other folders did not take it.
        last: String,
        /// The evaluation, as its file would be.
        text: String,
    },
}

impl EffectRunner {
    /// Puts what can't be saved, for this reason, where it is found again; none where no evaluation is open for writing.
    pub(crate) fn rescue(&mut self, open: &Evaluation, why: String) -> Option<Unsaved> {
        let writer = self.writer.take()?;
        let title = shown(open.title());
        Some(match writer.rescue(&self.rescue_folders) {
            Ok(file) => Unsaved::Rescued { title, why, file },
            Err(error) => {
                let text = format::write(open);
                Unsaved::Nowhere { title, why, last: error.to_string(), text }
            }
        })
    }

    /// Lets go of what can't be saved, where the copy has all of it still.
    pub(super) fn abandon(&mut self, copy: &ExportedCopy, open: Option<&Evaluation>) -> Answers {
        let name = &copy.name;
        let text = store::read_text(&Disk::default(), &store::named_to_write(&copy.path)).ok().flatten();
        if text.and_then(|text| format::read(&text).ok()).as_ref() != open {
            return vec![Msg::Failed(format!("{name} does not have everything any more: export it again"))];
        }
        self.writer = None;
        let line = format!("Left unsaved; {name} has everything: press i to import it once saving works again");
        vec![Msg::Closed, Msg::Failed(line)]
    }

    /// Takes rescue files into the library, and opens what they held where that is one evaluation.
    pub(super) fn take_in_rescued(&mut self, files: &[PathBuf], open: Option<&Evaluation>) -> Answers {
        // It may be the one that is open, and is merged as a whole.
        if let Err(why) = self.close_writer(open) {
            return vec![Msg::CannotLeave(why)];
        }
        let mut lines = Vec::new();
        let mut ids = Vec::new();
        let mut has_failed = false;
        for file in files {
            match self.library.take_in_rescued(file, &self.holder()) {
                Ok(taken) => {
                    lines.push(taken.to_string());
                    ids.push(taken.evaluation.id);
                }
                Err(error) => {
                    has_failed = true;
                    lines.push(sentence(format!("{error}; {} stays where it is", shown(&file.to_string_lossy()))));
                }
            }
        }
        ids.dedup();
        let line = lines.join(". ");
        let told = if has_failed { Msg::Failed(line) } else { Msg::Done(line) };
        match &ids[..] {
            [only] if !has_failed => self.open(only, Purpose::Record, open).into_iter().chain([told]).collect(),
            _ => open.map(|_| Msg::Closed).into_iter().chain(self.list()).chain([told]).collect(),
        }
    }
}
