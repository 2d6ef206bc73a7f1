//! The whole program as one value: what it knows, and what it makes of each message. Nothing here touches the world.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::Frame;

use crate::{
    command::{self, Action, Scope},
    desk::{Desk, Saved},
    difference::{changed_in_words, difference, in_words},
    edit::{self, Edit},
    effect::{Effect, Msg, Opened, Purpose, Reading, Revision, Rival, Then},
    evaluation::{Act, Evaluation, Step},
    exchange::{self, Export},
    framework::Framework,
    id::{Dice, Id},
    moment::Moment,
    overlay::{Asking, Choice, Choosing, Finder, Overlay, Prompt, Reader, prompt::Wanted},
    portfolio::{self, Portfolio},
    screen::{
        Context, Turn,
        compare::Pair,
        library::{self, Library},
        portfolio::Matrix,
        record::Record,
        review::Review,
        typed, write,
    },
    search::Searchable,
    settings::{Seen, Settings},
    text::Text,
    theme::{Canvas, Theme},
};

#[cfg(test)]
mod tests;

/// The smallest terminal that the screens are made for.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The program.
#[derive(Debug)]
pub struct App {
    cx: Context,
    library: Library,
    /// The evaluation that lies open, on one of its screens; none: the library is shown.
    open: Option<Screen>,
    overlays: Vec<Overlay>,
    /// What was typed into prompts that were closed; it stands there again next time.
    drafts: Vec<(Asking, Text)>,
}

#[derive(Debug)]
enum Screen {
    Record(Box<Record>),
    Review(Box<Review>),
    Portfolio(Box<Matrix>),
    Compare(Box<Pair>),
}

/// What the program begins with.
#[derive(Debug)]
pub struct Beginning {
    /// The moment.
    pub now: Moment,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// For random letters.
    pub seed: u64,
    /// The user's settings.
    pub settings: Settings,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Framework>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// Why the library can only be read; none: it can be written.
    pub read_only: Option<String>,
}

impl App {
    /// The program at the library, which has still to be read.
    pub fn new(beginning: Beginning) -> App {
        let Beginning { now, size, seed, settings, frameworks, theme, read_only } = beginning;
        let frameworks = frameworks.into_iter().map(Arc::new).collect();
        let (clipboard, effects) = (String::new(), vec![Effect::List]);
        let dice = Dice::new(seed);
        let cx = Context { size, now, dice, frameworks, settings, theme, clipboard, notice: None, effects, read_only };
        let (library, overlays) = (Library::default(), Vec::new());
        App { cx, library, open: None, overlays, drafts: Vec::new() }
    }

    /// Takes a message at a moment; returns what the shell is to do.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.cx.now = now;
        match msg {
            Msg::Key(key) => self.press(key),
            Msg::Paste(_) if self.is_too_small() => self.cx.inform("Nothing was pasted: the window was too small"),
            Msg::Paste(text) => self.type_text(&text),
            Msg::Mouse(mouse, presses) => self.mouse(mouse, presses),
            Msg::Resized(width, height) => self.cx.size = (width, height),
            Msg::Returned if self.open.is_some() => self.cx.ask(Effect::Look),
            Msg::Returned => {}
            Msg::Closed => self.closed(),
            Msg::ReadAll(reading, evaluations) => self.read_all(reading, evaluations),
            Msg::CannotLeave(why) => {
                self.saved(Saved::Failing(why));
                self.overlays.push(Overlay::Choice(Choice::unsaved()));
            }
            Msg::Merged(evaluation) => {
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.merged(*evaluation);
                } else if let Some(desk) = self.desk_mut() {
                    desk.evaluation = *evaluation;
                }
                self.cx.inform("Another program changed this evaluation; its changes and yours are both here");
            }
            Msg::Rivals(rivals) => self.rivals(rivals),
            Msg::History(revisions) if matches!(self.open, Some(Screen::Review(_))) => self.show_changes(&revisions),
            Msg::History(revisions) => self.overlays.push(Overlay::Choice(Choice::history(revisions, &self.cx))),
            Msg::Edited(field, text) => {
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.edited_outside(&field, &text, &mut self.cx);
                }
            }
            Msg::Begin(framework, title) => {
                let named = |id: &Id| self.cx.frameworks.iter().position(|framework| framework.id == *id);
                self.create(framework.as_ref().and_then(named).unwrap_or(0), title);
            }
            Msg::Listed(rows) => self.library.list(rows),
            Msg::Opened(opened) => self.opened(*opened),
            Msg::Saved(moment) => self.saved(Saved::UpTo(moment)),
            Msg::NotSaved(why) => self.saved(Saved::Failing(why)),
            Msg::Refused(line) => {
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.refused();
                }
                self.cx.complain(line);
            }
            Msg::TrashListed(entries) if entries.is_empty() => self.cx.inform("The trash is empty"),
            Msg::TrashListed(entries) => self.overlays.push(Overlay::Choice(Choice::trash(entries))),
            Msg::Done(line) => self.cx.inform(line),
            Msg::Came(id, line) => {
                self.library.await_listing_of(id);
                self.cx.ask(Effect::List);
                self.cx.inform(line);
            }
            Msg::Imported { first, report } => {
                self.drafts.retain(|(asking, _)| *asking != Asking::ImportPath);
                self.library.await_listing_of(first);
                self.overlays.push(Overlay::Reader(Reader::paragraphs("Imported", report)));
            }
            Msg::Failed(line) => self.cx.complain(line),
            Msg::Source { file, flaw, text, kept } => {
                if kept {
                    self.overlays.push(Overlay::Choice(Choice::bring_back(file.clone())));
                }
                let lines =
                    vec![flaw, String::new(), "The file is left as it is. It reads:".to_owned(), String::new(), text];
                self.overlays.push(Overlay::Reader(Reader::paragraphs(file, lines)));
            }
        }
        self.settle();
        self.take_effects();
        std::mem::take(&mut self.cx.effects)
    }

    /// Gathers what the open evaluation's changes ask the shell for.
    fn take_effects(&mut self) {
        let purpose = match &self.open {
            Some(Screen::Review(review)) => Purpose::Review(review.at()),
            _ => Purpose::Record,
        };
        let Some(desk) = self.desk_mut() else { return };
        let (mut effects, wants_over) = (desk.take_effects(), desk.take_wants_over());
        if wants_over {
            effects.push(Effect::TakeOver(desk.evaluation.id.clone(), purpose));
        }
        // What was changed is journalled before anything else is done with it.
        effects.append(&mut self.cx.effects);
        self.cx.effects = effects;
    }

    /// What lies open, for saving it as a whole.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        self.desk().map(|desk| &desk.evaluation)
    }

    fn desk(&self) -> Option<&Desk> {
        match self.open.as_ref()? {
            Screen::Record(record) => Some(&record.desk),
            Screen::Review(review) => Some(&review.desk),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    fn desk_mut(&mut self) -> Option<&mut Desk> {
        match self.open.as_mut()? {
            Screen::Record(record) => Some(&mut record.desk),
            Screen::Review(review) => Some(&mut review.desk),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    fn saved(&mut self, saved: Saved) {
        if let Some(desk) = self.desk_mut() {
            desk.saved = saved;
        }
    }

    fn is_too_small(&self) -> bool {
        self.cx.size.0 < SMALLEST.0 || self.cx.size.1 < SMALLEST.1
    }

    /// The scopes of the keys that work now, the innermost first.
    fn scopes(&self) -> &'static [Scope] {
        match (self.overlays.last(), &self.open) {
            (Some(overlay), _) => overlay.scopes(),
            (None, Some(Screen::Record(record))) => record.scopes(),
            (None, Some(Screen::Review(review))) => review.scopes(),
            (None, Some(Screen::Portfolio(_))) => Matrix::scopes(),
            (None, Some(Screen::Compare(_))) => Pair::scopes(),
            (None, None) => self.library.scopes(),
        }
    }

    fn press(&mut self, key: KeyEvent) {
        if !key.is_press() && !key.is_repeat() {
            return;
        }
        self.cx.notice = None;
        let name = command::name_of(key);
        match command::called(&name, self.scopes()) {
            Some(command) if !self.is_too_small() || command.action == Action::Quit => self.act(command.action, &name),
            _ if self.is_too_small() => {}
            _ => match typed(key) {
                Some(c) => self.type_text(c.encode_utf8(&mut [0; 4])),
                None => self.cx.inform(format!("{} does nothing here", command::shown(&name))),
            },
        }
    }

    fn type_text(&mut self, text: &str) {
        match (self.overlays.last_mut(), &mut self.open) {
            (Some(Overlay::Choice(choice)), _) => {
                if let Some(splice) = choice.filter.insert(text) {
                    choice.change_filter(&splice);
                }
            }
            (Some(Overlay::Prompt(prompt)), _) => {
                if let Some(splice) = prompt.editor.insert(text) {
                    prompt.editor.apply(&splice);
                }
            }
            (Some(Overlay::Finder(finder)), _) => {
                if let Some(splice) = finder.sought.insert(text) {
                    finder.change(&splice);
                }
            }
            (Some(Overlay::Reader(_)), _) | (None, Some(Screen::Portfolio(_) | Screen::Compare(_))) => {}
            (None, Some(Screen::Review(review))) => review.type_text(text, &mut self.cx),
            (None, Some(Screen::Record(record))) => record.type_text(text, &mut self.cx),
            (None, None) => self.library.type_text(text),
        }
    }

    /// Does what a command says.
    fn act(&mut self, action: Action, key: &str) {
        match action {
            Action::Help => self.overlays.push(Overlay::Reader(Reader::help(self.scopes()))),
            Action::Palette => {
                let palette = Choice::palette(self.scopes());
                self.overlays.push(Overlay::Choice(palette));
            }
            Action::Quit => self.quit(),
            Action::Suspend => self.cx.ask(Effect::Suspend),
            Action::Redraw => self.cx.ask(Effect::Redraw),
            _ if !self.overlays.is_empty() => self.act_over(action),
            _ => self.act_on_screen(action, key),
        }
    }

    fn act_on_screen(&mut self, action: Action, key: &str) {
        let cx = &mut self.cx;
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => record.act(action, key, cx),
            Some(Screen::Review(review)) => review.act(action, key, &self.library, cx),
            Some(Screen::Portfolio(matrix)) => matrix.act(action, cx),
            Some(Screen::Compare(pair)) => pair.act(action, cx),
            None => self.library.act(action, cx),
        };
        self.turn(turn);
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Stay => {}
            Turn::Over(overlay) => self.lay_over(*overlay),
            Turn::Library => {
                self.note_place();
                if self.desk().is_some() {
                    self.cx.ask(Effect::Close);
                } else {
                    self.open = None;
                }
            }
            Turn::Review => {
                self.note_place();
                self.open = self.open.take().map(|screen| match screen {
                    Screen::Record(record) => {
                        let at = record.at();
                        Screen::Review(Box::new(Review::new(record.desk, at)))
                    }
                    other => other,
                });
            }
            Turn::Record => {
                let settings = &self.cx.settings;
                self.open = self.open.take().map(|screen| match screen {
                    Screen::Review(review) => {
                        let (at, desk) = (review.at(), review.desk);
                        let left = settings.place_in(&desk.evaluation.id).cloned();
                        Screen::Record(Box::new(Record::new(desk, Some(at), left.as_ref())))
                    }
                    other => other,
                });
            }
        }
    }

    /// Keeps in the settings where the open evaluation was left, and which revision of it was looked at.
    fn note_place(&mut self) {
        if let Some(Screen::Review(review)) = &self.open {
            let (evaluation, revision) = (review.desk.evaluation.id.clone(), review.desk.revision);
            self.cx.settings.see(Seen { evaluation, revision });
            self.cx.ask(Effect::Keep(self.cx.settings.clone()));
        }
        if let Some(Screen::Record(record)) = &self.open {
            self.cx.settings.leave(record.place());
            self.cx.ask(Effect::Keep(self.cx.settings.clone()));
        }
    }

    fn quit(&mut self) {
        self.note_place();
        self.cx.ask(Effect::Quit);
    }

    /// Shows the library once the open evaluation was let go of.
    fn closed(&mut self) {
        if let Some(desk) = self.desk() {
            self.library.await_listing_of(desk.evaluation.id.clone());
            self.open = None;
            self.cx.ask(Effect::List);
        }
    }

    /// Shows what all evaluations were read for.
    fn read_all(&mut self, reading: Reading, evaluations: Vec<Evaluation>) {
        match reading {
            Reading::Search => {
                let framework =
                    |one: &Evaluation| self.cx.frameworks.iter().find(|framework| one.answers_to(framework));
                let library =
                    evaluations.iter().map(|one| Searchable::new(one, framework(one).map(|f| &**f))).collect();
                self.overlays.push(Overlay::Finder(Box::new(Finder::new(library))));
            }
            Reading::Portfolio => {
                let most = portfolio::answered(&evaluations).into_iter().find_map(|((id, version), _)| {
                    let is_it = |framework: &&Arc<Framework>| framework.id == id && framework.version == version;
                    self.cx.frameworks.iter().find(is_it).cloned()
                });
                match most {
                    Some(framework) => {
                        let whole = Portfolio::new(&framework, &evaluations);
                        self.open = Some(Screen::Portfolio(Box::new(Matrix::new(evaluations, whole))));
                    }
                    None => self.cx.inform("There is no evaluation to read side by side"),
                }
            }
            Reading::Compare(id) => {
                let (one, others): (Vec<_>, Vec<_>) = evaluations.into_iter().partition(|one| one.id == id);
                let Some(one) = one.into_iter().next() else { return };
                let others: Vec<_> = others.into_iter().filter(|other| other.framework == one.framework).collect();
                if others.is_empty() {
                    return self.cx.inform("There is no other evaluation of this framework");
                }
                self.overlays.push(Overlay::Choice(Choice::other(one, others)));
            }
        }
    }

    /// Shows what changed since the reviewer last looked.
    fn show_changes(&mut self, revisions: &[Revision]) {
        let Some(desk) = self.desk() else { return };
        let Some(seen) = self.cx.settings.seen_of(&desk.evaluation.id) else {
            return self.cx.inform("You have not looked at this evaluation before: all of it is new to you");
        };
        // A revision that was thinned out since stands for by the one before it.
        let before = revisions.iter().find(|revision| revision.number <= seen);
        let Some(before) = before.and_then(|revision| revision.state.as_ref().ok()) else {
            return self.cx.inform("What you last saw is no longer in the history");
        };
        let edits = difference(before, &desk.evaluation);
        if edits.is_empty() {
            return self.cx.inform("Nothing changed since you last looked");
        }
        let framework = Some(&*desk.framework);
        let lines = edits.iter().map(|edit| changed_in_words(edit, before, &desk.evaluation, framework)).collect();
        self.overlays.push(Overlay::Reader(Reader::paragraphs("Changed since you last looked", lines)));
    }

    fn rivals(&mut self, rivals: Vec<Rival>) {
        let places: usize = rivals.iter().map(|rival| rival.conflicts.len()).sum();
        if let Some(Screen::Record(record)) = &mut self.open {
            record.rivals = rivals;
            if places > 0 {
                self.cx.inform(format!("{places} changed on both sides: F6 shows them, so that you can choose"));
            }
        }
    }

    /// Makes an earlier state the latest, as a change that undo takes back.
    fn restore(&mut self, earlier: &Evaluation) {
        if let Some(Screen::Record(record)) = &mut self.open {
            record.restore(earlier, &mut self.cx);
        }
    }

    fn opened(&mut self, opened: Opened) {
        let purpose = opened.purpose.clone();
        if let Some(line) = &opened.recovered {
            self.cx.inform(line.clone());
        }
        let desk = Desk::new(opened, &self.cx.frameworks);
        if let Some(why) = &desk.read_only {
            self.cx.complain(why.clone());
        }
        let left = self.cx.settings.place_in(&desk.evaluation.id);
        let at = match &self.open {
            Some(Screen::Record(record)) if record.desk.evaluation.id == desk.evaluation.id => Some(record.at()),
            _ => None,
        };
        self.open = Some(match purpose {
            Purpose::Record => Screen::Record(Box::new(Record::new(desk, at, left))),
            Purpose::Review(at) => Screen::Review(Box::new(Review::new(desk, at))),
            Purpose::At(place) => {
                let mut record = Record::new(desk, None, left);
                record.go(&place);
                Screen::Record(Box::new(record))
            }
        });
    }

    /// Puts something over the screen; a prompt has again what was typed into it before.
    fn lay_over(&mut self, overlay: Overlay) {
        let overlay = match overlay {
            Overlay::Prompt(prompt) => {
                let draft = self.drafts.iter().find(|(asking, _)| *asking == prompt.asking);
                Overlay::Prompt(draft.map_or(prompt.clone(), |(asking, text)| Prompt::new(asking.clone(), text)))
            }
            other => other,
        };
        self.overlays.push(overlay);
    }

    fn act_over(&mut self, action: Action) {
        match (action, self.overlays.last_mut()) {
            (Action::Leave, _) => {
                if let Some(Overlay::Prompt(prompt)) = self.overlays.pop() {
                    self.drafts.retain(|(asking, _)| *asking != prompt.asking);
                    self.drafts.push((prompt.asking, prompt.editor.text()));
                }
            }
            (Action::Accept, Some(Overlay::Prompt(_))) => {
                if let Some(Overlay::Prompt(prompt)) = self.overlays.pop() {
                    self.drafts.retain(|(asking, _)| *asking != prompt.asking);
                    self.answered(&prompt);
                }
            }
            (Action::Accept, Some(Overlay::Finder(finder))) => {
                if let Some(hit) = finder.chosen().cloned() {
                    self.overlays.pop();
                    self.cx.ask(Effect::Open(hit.evaluation, Purpose::At(hit.place)));
                }
            }
            (Action::Up | Action::Down | Action::PageUp | Action::PageDown, Some(Overlay::Finder(finder))) => {
                finder.step(action);
            }
            (_, Some(Overlay::Finder(finder))) => {
                if let Some(splice) = write(action, &mut finder.sought, &mut self.cx) {
                    finder.change(&splice);
                }
            }
            (Action::Accept, Some(Overlay::Choice(choice))) => {
                if let Some(chosen) = choice.chosen()
                    && let Some(Overlay::Choice(choice)) = self.overlays.pop()
                {
                    self.chose(&choice, chosen);
                }
            }
            (_, Some(Overlay::Reader(reader))) => reader.scroll(action),
            (Action::Up | Action::Down | Action::PageUp | Action::PageDown, Some(Overlay::Choice(choice))) => {
                choice.step(action);
            }
            (_, Some(Overlay::Choice(choice))) => {
                if let Some(splice) = write(action, &mut choice.filter, &mut self.cx) {
                    choice.change_filter(&splice);
                }
            }
            (_, Some(Overlay::Prompt(prompt))) => {
                if let Some(splice) = write(action, &mut prompt.editor, &mut self.cx) {
                    prompt.editor.apply(&splice);
                }
            }
            (_, None) => {}
        }
    }

    fn answered(&mut self, prompt: &Prompt) {
        let text = Text::from(prompt.editor.text().trim());
        match &prompt.asking {
            Asking::Name(wanted) => {
                self.cx.settings.name = text;
                self.cx.ask(Effect::Keep(self.cx.settings.clone()));
                match wanted {
                    Wanted::New => {
                        let turn = library::ask_framework(&self.cx);
                        self.turn(turn);
                    }
                    Wanted::Step(step) if !self.cx.settings.name.is_blank() => {
                        self.act_on_screen(Action::Step(*step), "");
                    }
                    Wanted::Remark if !self.cx.settings.name.is_blank() => self.act_on_screen(Action::Remark, ""),
                    Wanted::Step(_) | Wanted::Remark => {
                        self.cx.inform("Remarks and steps carry a name: nothing was done");
                    }
                    Wanted::Settings => {}
                }
            }
            Asking::Title(framework) => self.create(*framework, text),
            Asking::ImportPath => match prompt.path() {
                Some(path) => {
                    // It stands there again until it was read.
                    self.drafts.push((Asking::ImportPath, prompt.editor.text()));
                    self.cx.ask(Effect::Import(path));
                }
                None => self.cx.inform("No file named: nothing was imported"),
            },
            Asking::ExportPath(id, to) => match prompt.path() {
                Some(path) => self.cx.ask(Effect::Export(id.clone(), *to, path)),
                None => self.cx.inform("No file named: nothing was exported"),
            },
            Asking::Reason(step) => self.take_step(*step, text),
            Asking::Find => {
                let sought = prompt.editor.text();
                if !sought.is_empty() {
                    self.lay_over(Overlay::Prompt(Prompt::new(Asking::ReplaceBy(sought), "")));
                }
            }
            Asking::ReplaceBy(sought) => {
                let Some(Screen::Record(record)) = &mut self.open else { return };
                let turn = record.preview_replacing(sought, &prompt.editor.text(), &mut self.cx);
                self.turn(turn);
            }
        }
    }

    /// Takes a step: an act with its name, time and reason.
    fn take_step(&mut self, step: Step, reason: Text) {
        if step == Step::Return && reason.is_blank() {
            return self.cx.complain("Returning needs a reason: nothing was done");
        }
        let act = Act {
            id: Id::of_record('a', &mut self.cx.dice),
            step,
            name: self.cx.settings.name.clone(),
            at: self.cx.now,
            reason,
        };
        let Some(desk) = self.desk_mut() else { return };
        let outcome = desk.change(Edit::add(&desk.evaluation, edit::Record::Act(act)), None, None);
        if outcome.is_ok() {
            self.cx.inform(format!("The evaluation is {}", step.done()));
        }
        self.cx.report(outcome);
    }

    fn create(&mut self, framework: usize, title: Text) {
        let Some(framework) = self.cx.frameworks.get(framework) else { return };
        let id = Id::of_evaluation(self.cx.now.day(), &title, &mut self.cx.dice);
        let mut evaluation = Evaluation::new(id, framework);
        evaluation.practice.title = title;
        evaluation.evaluators = self.cx.settings.name.clone();
        self.cx.ask(Effect::Create(Box::new(evaluation), Then::Record));
    }

    fn chose(&mut self, choice: &Choice, chosen: usize) {
        match &choice.choosing {
            Choosing::Other(one, others) => {
                let framework = self.cx.frameworks.iter().find(|framework| one.answers_to(framework));
                if let Some(framework) = framework.cloned() {
                    let pair = Pair::new((**one).clone(), others[chosen].clone(), framework);
                    self.open = Some(Screen::Compare(Box::new(pair)));
                }
            }
            Choosing::Submit(_) if chosen == 0 => self.take_step(Step::Submit, Text::default()),
            Choosing::Submit(places) => {
                if matches!(self.open, Some(Screen::Review(_))) {
                    self.turn(Turn::Record);
                }
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.go(&places[chosen - 1]);
                }
            }
            Choosing::Unsaved if chosen == 0 => self.cx.ask(Effect::Save),
            Choosing::Unsaved => {
                if let Some(desk) = self.desk() {
                    let id = desk.evaluation.id.clone();
                    self.lay_over(Overlay::Choice(Choice::export(id)));
                }
            }
            Choosing::BringBack(file) if chosen == 0 => self.cx.ask(Effect::BringBack(file.clone())),
            Choosing::BringBack(_) => {}
            Choosing::Revision(revisions) => {
                let choice = Choice::revision(revisions[chosen].clone());
                self.overlays.push(Overlay::Choice(choice));
            }
            Choosing::OneRevision(revision) => self.chose_of_revision(revision, chosen),
            Choosing::Question | Choosing::Place(..) | Choosing::Replacement(..) => {
                let Some(Screen::Record(record)) = &mut self.open else { return };
                match &choice.choosing {
                    Choosing::Replacement(edit, places) => match chosen.checked_sub(1) {
                        None => record.replace(edit, &mut self.cx),
                        Some(at) => record.go(&places[at]),
                    },
                    Choosing::Place(_, places) => record.go(&places[chosen].further(choice.match_at())),
                    _ => record.question_chosen(chosen, &mut self.cx),
                }
            }
            Choosing::Command(commands) => self.act(commands[chosen].action, ""),
            Choosing::Framework => self.lay_over(Overlay::Prompt(Prompt::new(Asking::Title(chosen), ""))),
            Choosing::Trash(entries) => self.cx.ask(Effect::Restore(entries[chosen].name.clone())),
            Choosing::Export(id) => {
                let to = Export::ALL[chosen];
                let file = format!("~/{id}.{}", to.name());
                self.lay_over(Overlay::Prompt(Prompt::new(Asking::ExportPath(id.clone(), to), &file)));
            }
            Choosing::Setting if chosen == 0 => {
                let prompt = Prompt::new(Asking::Name(Wanted::Settings), &self.cx.settings.name);
                self.lay_over(Overlay::Prompt(prompt));
            }
            Choosing::Setting => {
                self.cx.settings.mouse = !self.cx.settings.mouse;
                self.cx.ask(Effect::Mouse(self.cx.settings.mouse));
                self.cx.ask(Effect::Keep(self.cx.settings.clone()));
                self.cx.inform(if self.cx.settings.mouse { "The mouse is on" } else { "The mouse is off" });
            }
        }
    }

    /// Shows what a revision changed, shows the whole of it, or makes it the latest again.
    fn chose_of_revision(&mut self, revision: &Revision, chosen: usize) {
        let title = format!("Revision {}, {}", revision.number, revision.written.seen_from(self.cx.now));
        let evaluation = match &revision.state {
            Ok(evaluation) => evaluation,
            Err(flaw) => return self.cx.complain(flaw.clone()),
        };
        let framework = self.desk().map(|desk| desk.framework.clone());
        let reader = match chosen {
            0 => Reader::paragraphs(
                title,
                revision.changes.iter().map(|edit| in_words(edit, framework.as_deref())).collect(),
            ),
            1 => {
                let whole = exchange::export(evaluation, framework.as_deref(), Export::Markdown);
                Reader::paragraphs(title, whole.lines().map(str::to_owned).collect())
            }
            _ => return self.restore(&evaluation.clone()),
        };
        self.overlays.push(Overlay::Reader(reader));
    }

    fn mouse(&mut self, mouse: MouseEvent, presses: u8) {
        if self.is_too_small() {
            return;
        }
        if !self.overlays.is_empty() {
            use crossterm::event::MouseEventKind::{ScrollDown, ScrollUp};
            match mouse.kind {
                ScrollUp => self.act_over(Action::Up),
                ScrollDown => self.act_over(Action::Down),
                _ => {}
            }
            return;
        }
        let cx = &mut self.cx;
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => {
                record.mouse(mouse, presses, cx);
                Turn::Stay
            }
            Some(Screen::Review(review)) => review.mouse(mouse, &self.library, cx),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) => Turn::Stay,
            None => self.library.mouse(mouse, cx),
        };
        self.turn(turn);
    }

    /// Lays everything out for the terminal's size, so that drawing changes nothing.
    fn settle(&mut self) {
        match &mut self.open {
            Some(Screen::Record(record)) => record.settle(&self.cx),
            Some(Screen::Review(review)) => review.settle(&self.cx),
            Some(Screen::Portfolio(matrix)) => matrix.settle(&self.cx),
            Some(Screen::Compare(pair)) => pair.settle(&self.cx),
            None => self.library.settle(&self.cx),
        }
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.settle(&self.cx);
        }
    }
}

/// Draws the program. Changes nothing.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let cx = &app.cx;
    let area = frame.area();
    let mut canvas = Canvas { buffer: frame.buffer_mut(), theme: cx.theme };
    if app.is_too_small() || (area.width, area.height) != cx.size {
        let (width, height) = SMALLEST;
        let line = format!("Fieldbook needs {width}x{height}; this is {}x{}.", area.width, area.height);
        if area.height > 0 {
            canvas.text(0, 0, area.width, &line, cx.theme.plain());
        }
        if area.height > 1 {
            canvas.text(0, 1, area.width, "Nothing is lost: enlarge the window.", cx.theme.dim());
        }
        return;
    }
    let cursor = match &app.open {
        Some(Screen::Record(record)) => record.view(cx, &mut canvas),
        Some(Screen::Review(review)) => review.view(&app.library, cx, &mut canvas),
        Some(Screen::Portfolio(matrix)) => {
            matrix.view(cx, &mut canvas);
            None
        }
        Some(Screen::Compare(pair)) => {
            pair.view(cx, &mut canvas);
            None
        }
        None => app.library.view(cx, &mut canvas),
    };
    let cursor = app.overlays.last().map_or(cursor, |overlay| overlay.view(cx, &mut canvas));
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}
