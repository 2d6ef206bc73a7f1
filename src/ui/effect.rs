//! What the core hears ([`Msg`]) and what it asks the shell to do ([`Effect`]).

use std::{path::PathBuf, sync::Arc};

use crossterm::event::{KeyEvent, MouseEvent};

use crate::exchange::{CopyKind, Export, Part};
use crate::model::{
    Edit, Evaluation, Field, Framework, Id, Moment, Orphan, Place, Plan, Revision, Rival, Step, Way,
    framework::FrameworkRef,
};
use crate::reading::{Hit, LibraryRow, Narrowing, Query, Rescued, Trashed};
use crate::text::Text;
use crate::ui::{Notice, Settings};

/// What the core hears.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// Text came in as keys, faster than anybody types: a paste, or a line typed over a slow connection.
    Burst(String),
    /// The mouse was used; of a press: how many there were at this place, one upon the other.
    Mouse(MouseEvent, u8),
    /// The terminal has this many columns and rows now.
    Resized(u16, u16),
    /// The terminal has the focus again, or the program is back from the background.
    Returned,
    /// An evaluation is to be begun: against this framework, the first where none is named; of the practice of this title.
    Begin(Option<Id>, Text),
    /// The user's own editor gave this text back for a field.
    Edited(Field, Text),
    /// The library was read, or part of it.
    Listed(Listing),
    /// An evaluation was opened, as the effect asked.
    Opened(Box<Opened>),
    /// Everything journalled of this evaluation up to this moment is on the disk.
    Saved(Id, Moment),
    /// Something typed into this evaluation is only in memory, and why.
    NotSaved(Id, String),
    /// What is saved of this evaluation is in its journal alone, and why its file can't have it; none: nothing stands in the
    /// file's way.
    Behind(Id, Option<String>),
    /// The edit just asked to be journalled is not taken, and why; it is to be undone.
    Refused(String),
    /// All evaluations were read, as the effect asked; a line says what could not be.
    ReadAll(ReadPurpose, Vec<Evaluation>, Option<String>),
    /// What the search of this number found, after what it found before.
    Found {
        /// The search's number.
        search: u64,
        /// More hits.
        hits: Vec<Hit>,
        /// Whether that was all.
        whole: bool,
    },
    /// Something of the library could not be read to be searched: what, and why.
    NotSearched(String),
    /// The open evaluation was let go of: everything of it is on the disk.
    Closed,
    /// The open evaluation can't be let go of: something of it is only in memory, and why.
    CannotLeave(String),
    /// What another program made of the open evaluation came in: this is to be shown from now on.
    Merged(Box<Evaluation>),
    /// Other versions of the open evaluation wait for choices.
    Rivals(Vec<Rival>),
    /// The revisions of the open evaluation, the latest first, as the effect asked.
    History(LookBack, Vec<Revision>),
    /// An evaluation was moved to the trash, where it is this entry.
    Trashed(Trashed),
    /// Earlier runs could not save these, and left them in rescue files.
    Rescued(Vec<Rescued>),
    /// The trash was read.
    TrashListed(Vec<Trashed>),
    /// Two evaluations were chosen to be put side by side.
    Compare(Arc<Evaluation>, Arc<Evaluation>),
    /// A filter of the portfolio was chosen.
    Narrow(Narrowing),
    /// A step is to be taken, for this reason.
    Act(Step, Text),
    /// The question was chosen that a jot is filed under.
    FileUnder(Id),
    /// The open evaluation is changed as was chosen from a list; what was done, in words.
    Change(Box<Edit>, String),
    /// A replacement throughout the open evaluation was chosen.
    Replace(Box<Edit>),
    /// The open evaluation is to be moved by this plan, with those of its suggestions that are confirmed.
    MoveVersion(Box<Plan>, Vec<bool>),
    /// Something that is not asked was chosen, to be placed or read.
    Orphan(Orphan),
    /// What is not asked is to go over to something that is.
    Carry(Way),
    /// An earlier state of the open evaluation was chosen, to be the latest again.
    Restore(Box<Evaluation>),
    /// Something was done; one line says what.
    Done(String),
    /// An evaluation came into the library, which is to be read anew; one line says how.
    Added(Id, String),
    /// Evaluations were read from files, as the effect asked; none is in the library yet.
    ReadToImport(Arc<ReadImport>),
    /// The frameworks' folder has changed since it was last read: these can be answered. Rows that come later name them by
    /// their places.
    FrameworksChanged(Vec<Arc<Framework>>),
    /// The frameworks' folder was read, as the effect asked: these files in it are no frameworks.
    FrameworksListed(Vec<FaultyFramework>),
    /// A table was read as a framework, as the effect asked; nothing is written yet.
    FrameworkRead(Arc<ReadFramework>),
    /// It is not known which columns of this table hold what.
    ColumnsWanted {
        /// The table, as it was named.
        table: PathBuf,
        /// What could be meant.
        example: String,
        /// Why it is not known.
        why: String,
    },
    /// A framework was put into the library; one line says how.
    FrameworkAdded(Arc<Framework>, String),
    /// New evaluations are to answer this framework.
    StandardFramework(FrameworkRef),
    /// Evaluations were taken in; the library is to be read anew, this one chosen, these lines shown.
    Imported {
        /// The first of them.
        first: Id,
        /// What the import reports.
        report: Vec<String>,
    },
    /// So many of the evaluations that are being exported are done, of so many.
    Exporting(usize, usize),
    /// Evaluations were written to a file, which the user knows by this name; lines say what else there is to know.
    Exported(ExportFile, String, Vec<String>),
    /// A file that evaluations were to be written to exists already, and was left as it is.
    FileExists(ExportFile),
    /// What is to be known before public copies go into this file; nothing was written.
    PublicWarned(ExportFile, Vec<String>),
    /// Nothing was exported, for this reason.
    NotExported(String),
    /// Something failed; what, and what to do.
    Failed(String),
    /// Something about where the program runs, to be told besides whatever is told already.
    Surroundings(Notice),
    /// The source of a flagged file, fit to be shown.
    Source {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        problem: String,
        /// Its text.
        text: String,
        /// What can be done about it.
        remedy: Remedy,
    },
}

impl Msg {
    /// This evaluation was duplicated, as the one of this id.
    pub fn duplicated(evaluation: &Evaluation, copy: Id) -> Msg {
        let kept = if evaluation.evaluators.is_blank() { "" } else { ", its evaluators kept" };
        Msg::Added(copy, format!("“{}” duplicated{kept}", evaluation.title()))
    }

    /// This entry of the trash is in the library again, as the evaluation of this id.
    pub fn restored(Trashed { title, .. }: &Trashed, id: Id) -> Msg {
        Msg::Added(id, format!("“{title}” restored from the trash"))
    }
}

/// What the core asks the shell to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the library; [`Msg::Listed`] answers.
    List,
    /// Open an evaluation; [`Msg::Opened`] answers.
    Open(Id, Purpose),
    /// Begin a new draft with all that this evaluation holds; [`Msg::duplicated`] answers.
    Duplicate(Id),
    /// Begin a new evaluation of the practice of this one, by these evaluators, and open it for writing.
    Anew(Id, Text),
    /// Put a new evaluation on the disk, under an id of its own.
    Create(Box<Evaluation>, Then),
    /// Put an edit into the open evaluation's journal, before the next frame.
    Journal(Edit),
    /// Write the open evaluation's file.
    Save,
    /// Write the open evaluation's file as it stands, so that its revisions have it before this plan, with those of its
    /// suggestions that are confirmed, moves it; [`Msg::MoveVersion`] answers.
    SaveBeforeMoving(Box<Plan>, Vec<bool>),
    /// Write the open evaluation's file and let go of it; [`Msg::Closed`] or [`Msg::CannotLeave`] answers.
    Close,
    /// Let go of the open evaluation, though something of it is only in memory and in this file that it was exported to;
    /// [`Msg::Closed`] answers.
    Abandon(ExportedCopy),
    /// Take what is in these rescue files into the library; it is opened where it is one evaluation.
    TakeInRescued(Vec<PathBuf>),
    /// Look whether another program changed the open evaluation.
    Look,
    /// Take the open evaluation over, where who had it is gone.
    TakeOver(Id, Purpose),
    /// Read the open evaluation's revisions; [`Msg::History`] answers.
    ListHistory(LookBack),
    /// Put a version away whose choices are made.
    SettleRival(String),
    /// Put in a flagged file's place what it last held.
    RestoreLastGood(String),
    /// Bring back, as a new draft, what a flagged file last held, or holds under a name that is not its own.
    BringBack(String),
    /// Give a flagged file the name of the evaluation in it.
    NameAfterId(String),
    /// Move an evaluation to the trash.
    Trash(Id),
    /// Search all evaluations, which are read when this is asked for first, instead of what was sought before. Each
    /// search has a number of its own; [`Msg::Found`] answers, as often as something is found.
    Search(u64, Query),
    /// Let go of what searching has read.
    EndSearch,
    /// Read all evaluations; [`Msg::ReadAll`] answers.
    ReadAll(ReadPurpose),
    /// Read the trash; [`Msg::TrashListed`] answers.
    ListTrash,
    /// Take an entry of the trash back into the library; [`Msg::restored`] answers.
    Restore(Trashed),
    /// Read evaluations from a file; [`Msg::ReadToImport`] answers.
    Import(PathBuf),
    /// Put evaluations that were read into the library, all of them or none; [`Msg::Imported`] answers.
    TakeIn(Arc<ReadImport>, Taken),
    /// Know these frameworks, and no others, from now on.
    Know(Vec<Arc<Framework>>),
    /// Read the frameworks' folder; [`Msg::FrameworksListed`] answers.
    ListFrameworks,
    /// Read a table as a framework, its columns mapped as the text says; [`Msg::FrameworkRead`] or [`Msg::ColumnsWanted`]
    /// answers.
    ReadFramework(PathBuf, Text),
    /// Put a framework that was read into the library; [`Msg::FrameworkAdded`] answers.
    AddFramework(Arc<ReadFramework>),
    /// Write evaluations to a file; [`Msg::Exported`], [`Msg::FileExists`], [`Msg::PublicWarned`] or [`Msg::NotExported`]
    /// answers.
    Export(ExportFile),
    /// Break the export off that is under way; [`Msg::NotExported`] answers.
    CancelExport,
    /// Fetch the source of a flagged file.
    Source(String),
    /// Keep the settings.
    Keep(Settings),
    /// Put a text into the terminal's clipboard.
    Copy(String),
    /// Take or leave the mouse.
    Mouse(bool),
    /// Have the user's own editor change a field's text; [`Msg::Edited`] answers.
    EditOutside(Field, String),
    /// Draw the whole screen anew.
    Redraw,
    /// Go to the background.
    Suspend,
    /// Leave the program, once nothing is only in memory.
    Quit,
}

impl Effect {
    /// What one update asks for, its edits apart. They are journalled first, all of them: whatever else takes the open
    /// evaluation takes it with every one of them.
    pub fn edits_apart(effects: Vec<Effect>) -> (Vec<Edit>, Vec<Effect>) {
        let (mut edits, mut others) = (Vec::new(), Vec::new());
        for effect in effects {
            match effect {
                Effect::Journal(edit) => edits.push(edit),
                other => others.push(other),
            }
        }
        (edits, others)
    }
}

/// What can be done about a file that is flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing from here.
    None,
    /// What it last held can be brought back.
    LastGood,
    /// It can be named after the evaluation in it, this one.
    OwnName(Id),
    /// What it holds can be taken in as a new draft.
    Draft,
}

/// Evaluations that were read from files, to be put into the library.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadImport {
    /// Where they come from, fit to be shown.
    pub from: String,
    /// The evaluations.
    pub evaluations: Vec<Evaluation>,
    /// Those that are here already.
    pub here: Vec<AlreadyHere>,
    /// The rescue files among them.
    pub rescued: Vec<PathBuf>,
    /// What the report says of the files.
    pub report: Vec<String>,
}

/// A framework that a table was made into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFramework {
    /// Where the table is, fit to be shown.
    pub from: String,
    /// The framework.
    pub framework: Framework,
    /// What was made, in lines.
    pub preview: Vec<String>,
    /// What is worth telling of the table.
    pub notes: Vec<String>,
}

/// A file in the frameworks' folder that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultyFramework {
    /// The file's name.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}

/// An evaluation of an import that is in the library already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlreadyHere {
    /// Its place among those that were read.
    pub at: usize,
    /// As which it is here.
    pub id: Id,
    /// What that is called.
    pub title: String,
}

/// Which of the evaluations that were read are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// All of them, again those that are here already.
    All,
    /// Those that are not here.
    New,
}

impl ReadImport {
    /// The evaluations to be taken in.
    pub fn taken(&self, which: Taken) -> impl Iterator<Item = &Evaluation> {
        let is_here = move |at| which == Taken::New && self.here.iter().any(|here| here.at == at);
        self.evaluations.iter().enumerate().filter(move |(at, _)| !is_here(*at)).map(|(_, evaluation)| evaluation)
    }
}

/// A file that the open evaluation was exported to, with all that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedCopy {
    /// The path as it was typed.
    pub path: PathBuf,
    /// The file as the user knows it.
    pub name: String,
}

/// A file that evaluations are exported to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// The evaluations.
    pub evaluations: Vec<Id>,
    /// The format.
    pub format: Export,
    /// For whom it is.
    pub copy: CopyKind,
    /// Whether public copies go out whatever there is to be known of them.
    pub in_spite: bool,
    /// What goes with a report.
    pub parts: Vec<Part>,
    /// The file, as it was filled in.
    pub path: PathBuf,
    /// Whether it takes the place of a file that exists.
    pub overwrites: bool,
}

/// What the history is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookBack {
    /// To be shown.
    All,
    /// To tell what changed since the reviewer last looked.
    Since,
}

/// What all evaluations are read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadPurpose {
    /// For the portfolio.
    Portfolio,
    /// To compare this one with another.
    Compare(Id),
}

/// What an evaluation is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be written, where it was left.
    Record,
    /// To be read, at this place of a question.
    Review(usize),
    /// To be written, at this place.
    At(Place),
}

/// What follows once a new evaluation is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is opened for writing.
    Record,
    /// The library is read anew.
    List,
}

/// An evaluation as it was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The evaluation, its journal applied.
    pub evaluation: Evaluation,
    /// What it was opened for.
    pub purpose: Purpose,
    /// Why it can only be read; none: it can be written.
    pub read_only: Option<String>,
    /// One line on what was recovered.
    pub recovered: Option<String>,
    /// When it was last changed.
    pub modified: Moment,
    /// The number of the revision in its file; none where the history can't be reached.
    pub revision: Option<u64>,
}

/// The library's rows, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The rows, those first that changed last.
    pub rows: Vec<Arc<LibraryRow>>,
    /// How many files more are still to be read for the first time.
    pub unread: usize,
    /// What of the library can't be reached, and why.
    pub unreached: Vec<String>,
}

impl Listing {
    /// These rows, put in order.
    pub fn new(mut rows: Vec<Arc<LibraryRow>>, unread: usize) -> Listing {
        rows.sort_by(|one, other| one.order(other));
        Listing { rows, unread, unreached: Vec::new() }
    }
}
