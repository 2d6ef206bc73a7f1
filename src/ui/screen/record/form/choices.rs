//! A field with a list to choose from: the options of a detail, or what a person agreed to.

use crate::model::{Consent, Edit, Entry, Id, Person, evaluation::is_same_person};
use crate::text::Text;
use crate::ui::{Context, Session, Turn};

/// A list in a form, of which an option has the focus.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) of: OptionsOf,
    /// What the options are called.
    pub(super) labels: Vec<Text>,
    /// The option that has the focus.
    pub(super) at: usize,
}

/// What the options are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OptionsOf {
    /// A detail that the framework asks for: its options, and whether only one of them is chosen at a time.
    Detail { detail: Id, options: Vec<Id>, one: bool },
    /// The consent of the person of this name, as it stands in a visit.
    Consent(Text),
}

const CONSENTS: [Consent; 3] = [Consent::NotAsked, Consent::ByName, Consent::WithoutName];

impl Options {
    pub(super) fn of_consent(name: &str) -> Options {
        let labels = CONSENTS.map(|consent| consent.name().into()).to_vec();
        Options { of: OptionsOf::Consent(name.into()), labels, at: 0 }
    }

    /// Goes to another option.
    pub(super) fn go(&mut self, by: isize) {
        let len = self.labels.len() as isize;
        self.at = (self.at as isize + by).rem_euclid(len.max(1)) as usize;
    }

    /// Whether the option at this place is chosen.
    pub(super) fn is_chosen(&self, at: usize, session: &Session) -> bool {
        match &self.of {
            OptionsOf::Detail { detail, options, .. } => {
                session.evaluation().details.get(detail).is_some_and(|given| given.chosen.get(&options[at]).is_some())
            }
            OptionsOf::Consent(name) => {
                let known = person(name, session);
                known.map_or(Consent::NotAsked, |person| person.consent) == CONSENTS[at]
            }
        }
    }

    /// Whether only one option is chosen at a time.
    pub(super) fn takes_one(&self) -> bool {
        match &self.of {
            OptionsOf::Detail { one, .. } => *one,
            OptionsOf::Consent(_) => true,
        }
    }

    /// Chooses the option in focus; where several can be chosen, or where it is chosen already, turns it over.
    pub(super) fn choose(&self, session: &mut Session, cx: &Context) -> Turn {
        let chosen = self.is_chosen(self.at, session);
        match &self.of {
            OptionsOf::Detail { detail, options, one } => {
                let choose =
                    |option: &Id, chosen| Edit::Choose { detail: detail.clone(), option: option.clone(), chosen };
                let others = (0..options.len()).filter(|at| *one && !chosen && self.is_chosen(*at, session));
                let mut edits: Vec<Edit> = others.map(|at| choose(&options[at], false)).collect();
                edits.push(choose(&options[self.at], !chosen));
                let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Together(edits) };
                session.change(edit)
            }
            OptionsOf::Consent(_) if chosen => Turn::stay(),
            OptionsOf::Consent(name) => {
                let to = CONSENTS[self.at];
                let edit = match person(name, session) {
                    Some(Person { id, consent, .. }) => Edit::Consent { person: id.clone(), from: *consent, to },
                    None => {
                        let (id, role) = (cx.new_id('p'), Text::default());
                        let person = Person { id, name: name.clone(), role, consent: to };
                        Edit::add(session.evaluation(), Entry::Person(person))
                    }
                };
                session.change(edit)
            }
        }
    }
}

/// What is known of the person of this name.
fn person<'a>(name: &str, session: &'a Session) -> Option<&'a Person> {
    session.evaluation().people.iter().find(|person| is_same_person(&person.name, name))
}
