//! The lists that the program offers: what stands in each, and what choosing a row does.

use std::{path::PathBuf, sync::Arc};

use super::{Asking, Choice, Outcome, Overlay, Prompt, Row, prompt::Wanted};
use crate::exchange::Export;
use crate::model::{Edit, Evaluation, Field, Framework, Id, Moment, Place, Remark, Step, Way, place};
use crate::reading::{Rescued, RescuedEdits, Summary, Trashed, checks::Check, narrowing::NarrowingRow};
use crate::text::{Text, counted, fold::sort_key, sentence, wrap::truncate};
use crate::ui::{
    Action, AlreadyHere, COMMANDS, Command, Context, Effect, ExportFile, ExportSheet, ExportSubject, ExportedCopy, Msg,
    Purpose, ReadImport, Remedy, Scope, Taken, command,
};

/// How many columns of a heading the terminal's edges, the blanks, the quotes and the comma take.
const HEADING: usize = 12;

/// Every command: those that work in these scopes, then the others, each with where it works.
pub fn palette(scopes: &[Scope]) -> Choice {
    let (text, own): (Vec<Scope>, Vec<Scope>) =
        scopes.iter().partition(|scope| matches!(scope, Scope::Text | Scope::Prose));
    let mut here: Vec<&Command> = Vec::new();
    for command in command::in_scopes(&[own, text].concat()) {
        // Digits say more than that they are called, and motions mean something only as keys.
        let by_key =
            matches!(command.action, Action::Criterion(_) | Action::Palette | Action::Move(_) | Action::Select(_));
        if !by_key && !here.iter().any(|other| other.action == command.action) {
            here.push(command);
        }
    }
    let mut elsewhere: Vec<(&Command, &str)> = Vec::new();
    for command in COMMANDS {
        let known = here.iter().any(|other| other.action == command.action)
            || elsewhere.iter().any(|(other, _)| (other.action, other.label) == (command.action, command.label));
        if let Some(place) = command.scope.whereabouts().filter(|_| !known && !scopes.contains(&command.scope)) {
            elsewhere.push((command, place));
        }
    }
    // The label stands before the help, so that it is in sight wherever the match is.
    let labels = here.iter().copied().chain(elsewhere.iter().map(|(command, _)| *command));
    let widest = labels.map(|command| command.label.len()).max().unwrap_or(0);
    let label = |command: &Command| format!("{:<widest$}", command.label);
    let own = |command: &Command| {
        let keys = command.shown_keys_in(scopes);
        Row::new(label(command), command.help, keys, Outcome::Command(command.action))
    };
    let other = |(command, place): (&Command, &str)| {
        let line = format!("\u{201c}{}\u{201d} works {place}", command.label);
        Row::new(label(command), command.help, place, message(Msg::Done(line))).dimmed()
    };
    let rows = here.into_iter().map(own).chain(elsewhere.into_iter().map(other));
    Choice::new("Commands", rows.collect()).by_lead()
}

/// What the frameworks are listed under for a new evaluation.
const WHICH_FRAMEWORK: &str = "Which framework?";

/// Whether this asks which framework a new evaluation answers, or which practice it is of, and nothing was done in it yet.
pub(in crate::ui) fn just_begins(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Choice(choice) => choice.title == WHICH_FRAMEWORK && choice.is_untouched(),
        Overlay::Prompt(prompt) => matches!(prompt.asking, Asking::Title(_)) && prompt.text().is_empty(),
        Overlay::Finder(_)
        | Overlay::History(_)
        | Overlay::Moving(_)
        | Overlay::Reader(_)
        | Overlay::Export(_)
        | Overlay::PublicCopy(_) => false,
    }
}

/// The frameworks, for a new evaluation.
pub fn frameworks(cx: &Context) -> Choice {
    let row = |framework: &Arc<Framework>| {
        let asked = ask(Asking::Title(framework.reference()), "");
        let versions = cx.frameworks.iter().filter(|other| other.id == framework.id).count();
        let version = if versions > 1 { format!(", version {}", framework.version) } else { String::new() };
        Row::new("", format!("{}{version}", framework.title), counted(framework.len(), "question"), asked)
    };
    let standard = cx.standard_framework();
    let mut rows: Vec<_> = cx.frameworks.iter().enumerate().collect();
    rows.sort_by_key(|(n, _)| *n != standard);
    Choice::new(WHICH_FRAMEWORK, rows.into_iter().map(|(_, framework)| row(framework)).collect())
}

/// The trash, to restore from.
pub fn trash(entries: Vec<Trashed>) -> Choice {
    let row = |entry: Trashed| {
        let Trashed { name, title } = entry.clone();
        Row::new("", title, name, Outcome::Effect(Effect::Restore(entry)))
    };
    Choice::new("Trash: choose what to restore", entries.into_iter().map(row).collect())
}

/// What to do where some of what was read from files is here already.
pub fn already_here(read: &Arc<ReadImport>) -> Choice {
    let (all, here) = (read.evaluations.len(), read.here.len());
    let take = |which| Outcome::Effect(Effect::TakeIn(read.clone(), which));
    let new = format!("Import only the {} not here yet", counted(all - here, "evaluation"));
    let new = (here < all).then(|| Row::new("", new, "", take(Taken::New)));
    let nothing = Row::new("", "Import nothing", "", message(Msg::Done("Nothing was imported".to_owned())));
    let again = if all == 1 { "Import it again".to_owned() } else { format!("Import all {all} again") };
    let open = read.here.iter().map(|AlreadyHere { id, title, .. }| {
        let open = Outcome::Effect(Effect::Open(id.clone(), Purpose::Record));
        Row::new("", format!("Open “{title}”"), id.letters(), open)
    });
    let asked = [nothing, Row::new("", again, "", take(Taken::All))];
    let title = format!("Here already: {here} of {} in {}", counted(all, "evaluation"), read.from);
    Choice::new(title, new.into_iter().chain(asked).chain(open).collect())
}

/// Whether to move an evaluation to the trash; its status and its title are said in the heading.
pub fn to_the_trash(summary: &Summary, cx: &Context) -> Choice {
    let status = summary.status.name();
    let room = usize::from(cx.size.0).saturating_sub(status.len() + HEADING);
    let heading = format!("“{}”, {status}", truncate(summary.title(), room, cx.theme.ellipsis()));
    let move_there = Outcome::Effect(Effect::Trash(summary.id.clone()));
    let rows = vec![Row::new("", "Move to the trash", "", move_there), Row::new("", "Keep", "", Outcome::Nothing)];
    Choice::new(heading, rows)
}

/// What to do where the file to export to exists. The sheet below has again what was typed into it.
pub fn overwrite(file: ExportFile) -> Choice {
    let typed = file.path.to_string_lossy().into_owned();
    let overwrite = Outcome::Effect(Effect::Export(ExportFile { overwrites: true, ..file }));
    let rows =
        vec![Row::new("", "Choose another name", "", Outcome::Nothing), Row::new("", "Overwrite", "", overwrite)];
    Choice::new(format!("Already exists: {typed}"), rows)
}

/// What to do where something is to be known before public copies go out.
pub fn warned(file: ExportFile, warnings: &[String]) -> Choice {
    let all_the_same = Outcome::Effect(Effect::Export(ExportFile { in_spite: true, ..file }));
    let rows = vec![
        Row::new("", "Back to the sheet: nothing is written", "", Outcome::Nothing),
        Row::new("", "Export all the same", "", all_the_same),
    ];
    let about = format!("{}. Marked words are seen, and marked, by the command “public copy”.", warnings.join(". "));
    Choice::new("Before a public copy goes out", rows).about(about)
}

/// The settings.
pub fn settings(cx: &Context) -> Choice {
    let kept = if cx.settings.name.is_blank() { "not given" } else { cx.settings.name.as_str() };
    let label =
        cx.name.as_ref().map_or_else(|| "Your name".to_owned(), |name| format!("Your name; in this run {name}"));
    let mouse = if cx.settings.mouse { "on" } else { "off: the terminal selects text" };
    let name = ask(Asking::Name(Wanted::Settings), &cx.settings.name);
    let rows =
        vec![Row::new("", label, kept, name), Row::new("", "Mouse", mouse, Outcome::Command(Action::ToggleMouse))];
    Choice::new("Settings", rows)
}

/// The evaluations that one can be compared with, those of the same practice first. Their ids' letters tell apart those
/// that share a title; how many answer something else is said.
pub fn compare(one: Evaluation, mut others: Vec<Evaluation>, left_out: usize) -> Choice {
    others.sort_by_cached_key(|other| (!one.shares_practice_with(other), sort_key(other.title())));
    let one = Arc::new(one);
    let row = |other: Evaluation| {
        let names: Vec<&str> = other.evaluators.entries().collect();
        let tail = std::iter::once(other.status().name()).chain(names).collect::<Vec<_>>().join(", ");
        let (letters, title) = (other.id.letters().to_owned(), other.title().to_owned());
        Row::new(letters, title, tail, message(Msg::Compare(one.clone(), Arc::new(other))))
    };
    let about = match left_out {
        0 => String::new(),
        n => format!(
            "Without {} of other frameworks or versions: marks are compared within one.",
            counted(n, "evaluation")
        ),
    };
    Choice::new("Compare with", others.into_iter().map(row).collect()).about(about)
}

/// The portfolio's filters.
pub fn filters(rows: Vec<NarrowingRow>) -> Choice {
    let row = |(lead, text, tail, narrowing): NarrowingRow| Row::new(lead, text, tail, message(Msg::Narrow(narrowing)));
    Choice::new("Which practices?", rows.into_iter().map(row).collect())
}

/// To submit, or to look at something that wants another look first.
pub fn submit(checks: Vec<Check>) -> Choice {
    let what = if checks.is_empty() { "Submit: nothing to check" } else { "Submit anyway" };
    let mut rows = vec![Row::new("", what, "", message(Msg::Act(Step::Submit, Text::default())))];
    rows.extend(checks.into_iter().map(check));
    Choice::new("Submit", rows)
}

/// To approve, or to look at a remark first that is still open.
pub fn approve(open: &[&Remark]) -> Choice {
    let prompt = Overlay::Prompt(Prompt::new(Asking::Reason(Step::Approve), ""));
    let what = format!("Approve with {} open", counted(open.len(), "remark"));
    let remark = |remark: &&Remark| {
        let place = Place::Remark(remark.question.clone(), remark.id.clone());
        Row::new("", &*remark.text, &*remark.author, Outcome::Place(place))
    };
    let all = Row::new("", what, "", Outcome::Overlay(Box::new(prompt)));
    Choice::new("Approve", std::iter::once(all).chain(open.iter().map(remark)).collect())
}

/// What may want another look.
pub fn checks(checks: Vec<Check>) -> Choice {
    Choice::new("Checks", checks.into_iter().map(check).collect())
}

fn check(Check { number, wording, place, is_unfinished }: Check) -> Row {
    let tail = if is_unfinished { "unfinished" } else { "" };
    Row::new(number.unwrap_or_default(), wording, tail, Outcome::Place(place))
}

/// What is over the list of what to do while something is only in memory.
pub(super) const UNSAVED: &str = "Not saved: what you typed is in memory only";

/// What to do while something of an evaluation is only in memory, for this reason, and in the copy that has all of it.
pub fn unsaved(evaluation: &Evaluation, why: String, copy: Option<&ExportedCopy>, now: Moment) -> Choice {
    let leave = copy.map(|copy| {
        let leave = Outcome::Effect(Effect::Abandon(copy.clone()));
        Row::new("", "Leave without saving: the copy has everything", "", leave)
    });
    let subject = ExportSubject::one(&evaluation.id, evaluation.title());
    let sheet = ExportSheet::as_one_of(vec![subject], vec![Export::Ron], None, now);
    let export = Outcome::Overlay(Box::new(Overlay::Export(Box::new(sheet))));
    let rows = leave.into_iter().chain([
        Row::new("", "Try to save again", "", Outcome::Effect(Effect::Save)),
        Row::new("", "Export elsewhere, to another disk, then leave", "", export),
    ]);
    let why = sentence(why);
    let stop = if why.ends_with(['.', '?', '!']) { "" } else { "." };
    let about = match copy {
        Some(copy) => format!("{why}{stop} A copy of everything is in {}.", copy.name),
        None => format!("{why}{stop}"),
    };
    Choice::new(UNSAVED, rows.collect()).about(about)
}

/// To take in what earlier runs could not save, or to leave it for now. What belongs to another library is not taken into this
/// one by the first key.
pub fn rescued(rescued: &[Rescued], now: Moment) -> Choice {
    let line = |Rescued { file, edits }: &Rescued| match edits {
        Ok(RescuedEdits { title, count, at, is_here }) => {
            let when = at.map_or(String::new(), |at| format!(" up to {}", at.seen_from(now)));
            let elsewhere = if *is_here { "" } else { "; its evaluation is not in this library" };
            format!("“{title}”: {}{when}, in {}{elsewhere}.", counted(*count, "edit"), file.display())
        }
        Err(why) => format!("{} {why}.", file.display()),
    };
    let about: Vec<String> = rescued.iter().map(line).collect();
    let files = |here: bool| -> Vec<PathBuf> {
        let those = rescued.iter().filter(|it| it.edits.as_ref().is_ok_and(|edits| edits.is_here == here));
        those.map(|rescued| rescued.file.clone()).collect()
    };
    let take = |text: &str, files: Vec<PathBuf>| {
        (!files.is_empty()).then(|| Row::new("", text, "", Outcome::Effect(Effect::TakeInRescued(files))))
    };
    let leave = Row::new("", "Leave it where it is: it is offered again at the next start", "", Outcome::Nothing);
    let here = take("Take it in: it is merged with what the library has", files(true));
    let elsewhere = take("Take into this library what is not of it", files(false));
    Choice::new("What could not be saved was kept", here.into_iter().chain([leave]).chain(elsewhere).collect())
        .about(about.join(" "))
}

/// What to do about a flagged file; none where there is nothing.
pub fn remedies(file: &str, remedy: &Remedy) -> Option<Choice> {
    let row = |text: String, effect: Effect| Row::new("", text, "", Outcome::Effect(effect));
    let (last_good, bring_back) = (Effect::RestoreLastGood(file.to_owned()), Effect::BringBack(file.to_owned()));
    let (title, mut rows) = match remedy {
        Remedy::None => return None,
        Remedy::LastGood => {
            let in_place = "Restore the last good version; the damaged file stays in the quarantine".to_owned();
            let as_draft = "Restore the last good version as a new draft, and leave the file".to_owned();
            ("This file can't be read", vec![row(in_place, last_good), row(as_draft, bring_back)])
        }
        Remedy::OwnName(id) => {
            let take_in = row(format!("Take it in as {id}"), Effect::NameAfterId(file.to_owned()));
            let as_draft = row("Take it in as a new draft, and leave the file".to_owned(), bring_back);
            ("This file does not have its evaluation’s name", vec![take_in, as_draft])
        }
        Remedy::Draft => {
            let as_draft = row("Take it in as a new draft, and leave the file".to_owned(), bring_back);
            ("This file holds another version", vec![as_draft])
        }
    };
    rows.push(Row::new("", "Leave it as it is", "", Outcome::Nothing));
    Some(Choice::new(title, rows))
}

/// The questions of a framework, to file a jot under.
pub fn questions(framework: &Framework) -> Choice {
    let rows = framework.questions().map(|placed| {
        let question = placed.question;
        let file = message(Msg::FileUnder(question.id.clone()));
        Row::new(placed.number(), format!("{}  {}", question.label, question.text), "", file)
    });
    Choice::new("Which question?", rows.collect())
}

/// The questions that what is said on one that is not asked can go over to.
pub fn questions_to_take(from: &Id, framework: &Framework) -> Choice {
    let rows = framework.questions().filter(|placed| placed.question.id != *from).map(|placed| {
        let question = placed.question;
        let way = Way::Question { from: from.clone(), to: question.id.clone() };
        Row::new(placed.number(), format!("{}  {}", question.label, question.text), "", message(Msg::Carry(way)))
    });
    Choice::new("Place it in which question?", rows.collect())
}

/// The items that a mark can go over to: those of which nothing is said.
pub fn items_to_take(from: &(Id, Id), evaluation: &Evaluation, framework: &Framework) -> Choice {
    let mut rows = Vec::new();
    for placed in framework.questions() {
        let question = &placed.question.id;
        for (n, item) in placed.question.items.iter().enumerate() {
            if evaluation.meets(&item.applies) && evaluation.marked(question, &item.id).is_none() {
                let way = Way::Item { from: from.clone(), to: (question.clone(), item.id.clone()) };
                let lead = format!("{} item {}", placed.number(), n + 1);
                rows.push(Row::new(lead, item.text.as_str(), "", message(Msg::Carry(way))));
            }
        }
    }
    Choice::new("Place the mark on which item?", rows)
}

/// Everything in an evaluation that one can go to.
pub fn places(evaluation: &Evaluation, framework: &Framework) -> Choice {
    let mut rows = Vec::new();
    for placed in framework.questions() {
        let (question, number) = (&placed.question.id, placed.number());
        let here = || Outcome::Place(Place::Question(question.clone()));
        if placed.question_at == 0 {
            let lead = (placed.criterion_at + 1).to_string();
            rows.push(Row::new(lead, placed.criterion.title.as_str(), "", here()));
        }
        let text = format!("{}  {}", placed.question.label, placed.question.text);
        rows.push(Row::new(number.clone(), text, "", here()));
        for (n, item) in placed.question.items.iter().enumerate() {
            let place = Outcome::Place(Place::Item(question.clone(), item.id.clone()));
            let lead = if item.code.is_blank() { format!("{number} item {}", n + 1) } else { item.code.to_string() };
            rows.push(Row::new(lead, item.text.as_str(), "", place));
        }
        for marked in evaluation.answer(question).into_iter().flat_map(|answer| &answer.marks) {
            let at = || (question.clone(), marked.item.clone());
            if !marked.comment.is_blank() {
                let field = Field::Comment(at().0, at().1);
                rows.push(Row::within(format!("{number} comment"), marked.comment.as_str(), field, 0));
            }
            for one in &marked.evidence {
                let text = place::evidence(&one.source, evaluation, Some(framework));
                let field = Field::Document(at().0, at().1, one.id.clone());
                rows.push(Row::within(format!("{number} evidence"), text, field, 0));
            }
        }
        let mut at = 0;
        for paragraph in evaluation.narrative(question).split('\n') {
            if !paragraph.trim().is_empty() {
                let field = Field::Narrative(question.clone());
                rows.push(Row::within(format!("{number} narrative"), paragraph, field, at));
            }
            at += paragraph.len() + 1;
        }
    }
    rows.extend(evaluation.details.iter().filter(|given| !given.text.is_blank()).map(|given| {
        let lead = place::detail_label(&given.detail, Some(framework));
        Row::within(lead, given.text.as_str(), Field::Given(given.detail.clone()), 0)
    }));
    rows.extend(evaluation.jots.iter().map(|jot| {
        let lead = if jot.speaker.is_blank() { "jot".to_owned() } else { format!("jot {}", jot.speaker) };
        Row::new(lead, jot.text.as_str(), "", Outcome::Place(Place::Jot(jot.id.clone())))
    }));
    Choice::new("Go to", rows)
}

/// What a replacement would change: first the row that makes it, then its places, each with where it is, the words
/// around it, and the place.
pub fn replacement(edit: Edit, what: &str, signed: &str, places: Vec<(String, String, Place)>) -> Choice {
    let mut rows = vec![Row::new("", what, signed, message(Msg::Replace(Box::new(edit))))];
    rows.extend(places.into_iter().map(|(lead, text, place)| Row::new(lead, text, "", Outcome::Place(place))));
    Choice::new("Replace", rows)
}

fn message(msg: Msg) -> Outcome {
    Outcome::Message(Box::new(msg))
}

fn ask(asking: Asking, filled_in: &str) -> Outcome {
    Outcome::Overlay(Box::new(Overlay::Prompt(Prompt::new(asking, filled_in))))
}
