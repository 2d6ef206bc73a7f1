//! What the program keeps about its user: the name, the mouse, and where each evaluation was left.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::exchange::Export;
use crate::model::{FormatError, Id, format, framework::FrameworkRef};
use crate::text::Text;

/// The user's settings, kept in `settings.ron` in the config folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The number of the format.
    pub format: TodaysFormat,
    /// The name that evaluations, remarks and acts carry; empty until asked.
    pub name: Text,
    /// Whether the program takes the mouse, and with it the terminal's own selection.
    pub mouse: bool,
    /// Where evaluations were left, the latest first.
    pub left: Vec<Left>,
    /// Which revisions were looked at as a reviewer, the latest first.
    pub seen: Vec<Seen>,
    /// The formats that evaluations were exported to, the latest first.
    pub exported: Vec<Export>,
    /// The framework of new evaluations; none: the built-in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<FrameworkRef>,
}

/// The number of the settings' format: what is written in a greater one is of a newer program.
const FORMAT: u32 = 1;

/// The format that settings are written in: always today's, whatever they were read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub struct TodaysFormat;

impl From<u32> for TodaysFormat {
    fn from(_: u32) -> TodaysFormat {
        TodaysFormat
    }
}

impl From<TodaysFormat> for u32 {
    fn from(TodaysFormat: TodaysFormat) -> u32 {
        FORMAT
    }
}

/// Why a text can't be read as settings.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// It says nothing.
    #[error("can't be read: it is empty")]
    Empty,
    /// It was written by a newer program.
    #[error("was written by a newer version of this program")]
    Newer,
    /// It holds something else, with the place.
    #[error("can't be read: {0}")]
    Format(FormatError),
}

/// Which revision of an evaluation was looked at last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The evaluation.
    pub evaluation: Id,
    /// The revision.
    pub revision: u64,
    /// Who looked at it.
    #[serde(default)]
    pub reviewer: Text,
}

impl Seen {
    fn is_of(&self, evaluation: &Id, reviewer: &Text) -> bool {
        self.evaluation == *evaluation && self.reviewer == *reviewer
    }
}

/// Where an evaluation was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The evaluation.
    pub evaluation: Id,
    /// The question that was open.
    pub question: Id,
    /// The caret's byte in its narrative.
    #[serde(default)]
    pub caret: usize,
    /// What had the focus within it.
    #[serde(default, skip_serializing_if = "Within::is_narrative")]
    pub within: Within,
}

/// What had the focus within a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// Its narrative.
    #[default]
    Narrative,
    /// The reason why it is not applicable.
    Reason,
    /// This item.
    Item(Id),
    /// This inspiring tool.
    Tool(Id),
}

impl Within {
    fn is_narrative(&self) -> bool {
        *self == Within::Narrative
    }
}

/// How many evaluations' places are kept.
const PLACES: usize = 500;

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            format: TodaysFormat,
            name: Text::default(),
            mouse: true,
            left: Vec::new(),
            seen: Vec::new(),
            exported: Vec::new(),
            framework: None,
        }
    }
}

impl Settings {
    /// The settings that a file's text holds.
    ///
    /// # Errors
    /// When it holds something else, or what only a newer program understands.
    pub fn read(raw: &str) -> Result<Settings, SettingsError> {
        if raw.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(SettingsError::Empty);
        }
        if format::number_in(raw).is_some_and(|number| number > FORMAT) {
            return Err(SettingsError::Newer);
        }
        format::read_pretty(raw).map_err(SettingsError::Format)
    }

    /// The settings as the text of a file.
    pub fn write(&self) -> String {
        format::write_pretty(self)
    }

    /// Which revision of this evaluation a reviewer looked at last.
    pub fn seen_of(&self, evaluation: &Id, reviewer: &Text) -> Option<u64> {
        self.seen.iter().find(|seen| seen.is_of(evaluation, reviewer)).map(|seen| seen.revision)
    }

    /// Notes that a revision was looked at.
    pub fn see(&mut self, seen: Seen) {
        self.seen.retain(|known| !known.is_of(&seen.evaluation, &seen.reviewer));
        self.seen.insert(0, seen);
        self.seen.truncate(PLACES);
    }

    /// Notes that an evaluation was exported to this format.
    pub fn export_to(&mut self, format: Export) {
        self.exported.retain(|known| *known != format);
        self.exported.insert(0, format);
    }

    /// Where this evaluation was left.
    pub fn place_in(&self, evaluation: &Id) -> Option<&Left> {
        self.left.iter().find(|left| left.evaluation == *evaluation)
    }

    /// Notes where an evaluation was left.
    pub fn leave(&mut self, place: Left) {
        self.left.retain(|left| left.evaluation != place.evaluation);
        self.left.insert(0, place);
        self.left.truncate(PLACES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_go_out_and_come_back() {
        let mut settings = Settings { name: "Jana \"J\" Nováková".into(), mouse: false, ..Settings::default() };
        let id = |raw: &str| raw.parse::<Id>().unwrap();
        for n in 0..PLACES + 5 {
            let within = if n % 2 == 0 { Within::Narrative } else { Within::Item(id("i")) };
            settings.leave(Left { evaluation: id(&format!("e{n}")), question: id("q"), caret: n, within });
        }
        for (reviewer, revision) in [("Jana", 1), ("Petr", 2), ("Jana", 3)] {
            settings.see(Seen { evaluation: id("e1"), revision, reviewer: reviewer.into() });
        }
        let seen = |reviewer: &str| settings.seen_of(&id("e1"), &reviewer.into());
        assert_eq!([seen("Jana"), seen("Petr"), seen("")], [Some(3), Some(2), None]);
        for format in [Export::Ron, Export::Markdown, Export::Ron] {
            settings.export_to(format);
        }
        assert_eq!(settings.exported, [Export::Ron, Export::Markdown]);
        let within = Within::Reason;
        settings.leave(Left { evaluation: id("e504"), question: id("q2"), caret: 0, within });
        assert_eq!(settings.left.len(), PLACES);
        assert_eq!(settings.place_in(&id("e504")).map(|left| left.question.as_str()), Some("q2"));
        assert_eq!(Settings::read(&settings.write()), Ok(settings));
        assert_eq!(Settings::read("()"), Ok(Settings::default()));
        let older = Settings::read("(left: [(evaluation: \"e1\", question: \"q\", caret: 3)])").unwrap();
        let within = Within::Narrative;
        assert_eq!(older.left, [Left { evaluation: id("e1"), question: id("q"), caret: 3, within }]);
        assert!(!older.write().contains("within"));
    }

    #[test]
    fn what_is_no_settings_says_what_it_is() {
        let refusal = |raw: &str| Settings::read(raw).unwrap_err();
        for empty in ["", " \n", "\u{feff}"] {
            assert_eq!(refusal(empty), SettingsError::Empty);
        }
        for newer in ["(format: 2)", "(format: 9, name: \"Jana\", telepathy: (on: true))"] {
            assert_eq!(refusal(newer), SettingsError::Newer);
        }
        for damaged in ["(nam: \"\")", "(name: ", "(format: 1, telepathy: true)", "[]"] {
            assert!(matches!(refusal(damaged), SettingsError::Format(_)), "{damaged}");
        }
        assert_eq!(Settings::read("\u{feff}(\r\n  mouse: true,\r\n)"), Ok(Settings::default()));
    }
}
