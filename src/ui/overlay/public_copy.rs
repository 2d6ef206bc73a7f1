//! What public copies of the open evaluation have something else for, the words like it, and whom one met and may not name.

use ratatui::layout::Rect;

use super::{Asking, Choice, Outcome, Overlay, Prompt, Response, Row};
use crate::exchange::public::{self, Unfit};
use crate::model::{Evaluation, Framework, Id, Redaction, RedactionKind, place};
use crate::text::{Text, cluster::str_width, counted, fold::sort_key, sentence, words_in_line, wrap::truncate};
use crate::ui::{Action, Canvas, Context, List};

/// How many columns of what is marked are named in a heading.
const NAMED: usize = 40;

/// From so many words on, what is selected is likely a passage.
const PASSAGE: usize = 5;

/// What is marked, and what may be.
#[derive(Clone, Debug)]
pub struct PublicCopy {
    rows: Vec<PublicRow>,
    pub(super) list: List,
    about: String,
    /// What stands in the place of a person who is marked from here.
    suggested: Text,
}

/// A row of the list.
#[derive(Clone, Debug)]
enum PublicRow {
    /// Something that is replaced, and in how many places.
    Marked(Redaction, usize),
    /// A word like it, whether it is replaced too, and where it stands.
    Word { of: Redaction, word: Text, is_replaced: bool, places: String },
    /// Somebody who was met and is not marked, and in how many places they are named, or words are like the name.
    Person(Text, usize),
}

impl PublicCopy {
    /// The list of an evaluation, which answers this framework.
    pub fn new(evaluation: &Evaluation, framework: &Framework) -> PublicCopy {
        let suggested = public::suggested(evaluation, RedactionKind::Name);
        let places = public::places(evaluation);
        let inflected = public::inflected(evaluation);
        let mut rows = Vec::new();
        for (redaction, places) in evaluation.redactions.iter().zip(&places) {
            rows.push(PublicRow::Marked(redaction.clone(), places.len()));
            let word = |word: &Text, places: Option<String>| PublicRow::Word {
                of: redaction.clone(),
                word: word.clone(),
                is_replaced: places.is_none(),
                places: places.unwrap_or_else(|| "replaced too".to_owned()),
            };
            let like = inflected.iter().filter(|one| one.redaction == redaction.id);
            let like = like.map(|one| word(&one.word, Some(told(&one.places, evaluation, framework))));
            let mut words: Vec<PublicRow> = redaction.forms.iter().map(|form| word(form, None)).chain(like).collect();
            words.sort_by_cached_key(PublicRow::key);
            rows.extend(words);
        }
        let replaced: usize = places.iter().map(Vec::len).sum();
        let about = match places.len() {
            0 => "Nothing is marked yet: a marks a name, a place or a passage".to_owned(),
            n => format!("{n} marked, replaced in {}", counted(replaced, "place")),
        };
        rows.extend(public::people_to_mark(evaluation).into_iter().map(|name| {
            let redaction = marked(Id::numbered("x", 0), RedactionKind::Name, name, &suggested);
            let like = public::inflected_of(std::slice::from_ref(&redaction), evaluation);
            let like: usize = like.iter().map(|one| one.places.len()).sum();
            PublicRow::Person(name.into(), public::places_of(&redaction, evaluation).len() + like)
        }));
        PublicCopy { rows, list: List::default(), about, suggested }
    }

    /// The list as it is by now, the same row chosen; where a person was marked, the next one, and what is new else.
    #[must_use]
    pub fn again(&self, evaluation: &Evaluation, framework: &Framework, new: Option<&Id>) -> PublicCopy {
        let mut list = PublicCopy::new(evaluation, framework);
        let chosen = self.list.chosen();
        let from_end = self.rows.len() - chosen.min(self.rows.len());
        let was_person = matches!(self.rows.get(chosen), Some(PublicRow::Person(..)));
        let people = |rows: &[PublicRow]| rows.iter().filter(|row| matches!(row, PublicRow::Person(..))).count();
        let fewer = people(&self.rows).saturating_sub(people(&list.rows));
        let chosen = if was_person && fewer > 0 { list.rows.len().saturating_sub(from_end - 1) } else { chosen };
        list.list = self.list;
        if let Some(new) = new.filter(|_| !was_person) {
            return list.at(new);
        }
        list.list.keep(chosen.min(list.rows.len().saturating_sub(1)));
        list
    }

    /// The list with this redaction chosen.
    #[must_use]
    pub fn at(mut self, redaction: &Id) -> PublicCopy {
        let is_it = |row: &PublicRow| matches!(row, PublicRow::Marked(one, _) if one.id == *redaction);
        self.list.choose(self.rows.iter().position(is_it).unwrap_or(0));
        self
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn act(&mut self, action: Action, cx: &Context) -> Response {
        let ask = |asking, filled_in: &str| Response::Over(Box::new(Overlay::Prompt(Prompt::new(asking, filled_in))));
        match (action, self.rows.get(self.list.chosen())) {
            (Action::Redact, _) => ask(Asking::ToRedact, ""),
            (Action::Accept, Some(PublicRow::Marked(redaction, _))) => {
                ask(Asking::Redact(redaction.clone()), &redaction.with)
            }
            (Action::Accept, Some(PublicRow::Word { of, word, is_replaced, .. })) => {
                let mut redaction = of.clone();
                if *is_replaced {
                    redaction.forms.remove(word);
                } else {
                    redaction.forms.insert(word.clone());
                }
                Response::Redact(Box::new(redaction))
            }
            (Action::Accept, Some(PublicRow::Person(name, _))) => {
                Response::Redact(Box::new(marked(cx.new_id('x'), RedactionKind::Name, name, &self.suggested)))
            }
            (Action::Unredact, Some(PublicRow::Marked(redaction, _))) => Response::Unredact(redaction.id.clone()),
            (Action::Unredact, Some(PublicRow::Word { is_replaced: true, .. })) => self.act(Action::Accept, cx),
            (Action::Unredact, _) => Response::Say("This is not replaced: Enter has it replaced".to_owned()),
            (Action::Accept, None) => Response::Say("Nothing is marked yet: a marks something".to_owned()),
            _ => Response::stay(),
        }
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        canvas.text(3, inner.y, inner.width.saturating_sub(3), &self.about, canvas.theme.plain());
        for (n, y) in (self.list.top()..self.rows.len()).zip(inner.y + 1..inner.bottom()) {
            self.rows[n].draw(n == self.list.chosen(), y, inner, canvas);
        }
        None
    }
}

impl PublicRow {
    /// What words below a redaction are sorted by.
    fn key(&self) -> Vec<u8> {
        match self {
            PublicRow::Word { word, .. } => sort_key(word),
            PublicRow::Marked(..) | PublicRow::Person(..) => Vec::new(),
        }
    }

    fn draw(&self, is_chosen: bool, y: u16, inner: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        if is_chosen {
            canvas.bar(1, y, 1);
        }
        let style = if is_chosen { theme.accent() } else { theme.plain() };
        let tail = match self {
            PublicRow::Marked(redaction, count) => format!("{}, {}", redaction.kind.name(), counted(*count, "place")),
            PublicRow::Word { places, .. } => places.clone(),
            PublicRow::Person(_, count) => format!("not marked, {}", counted(*count, "place")),
        };
        let end = canvas.text_ending_at(inner.right(), y, inner.width / 2, &tail, theme.dim());
        let room = |x: u16| end.saturating_sub(x + 1);
        match self {
            PublicRow::Marked(redaction, _) => {
                let with = truncate(redaction.with.trim(), usize::from(room(3) / 2), theme.ellipsis()).into_owned();
                let with = format!("{} {with}", theme.arrow());
                let width = room(3).saturating_sub(str_width(&with) as u16 + 1);
                let text = words_in_line(&redaction.text);
                let x = 3 + canvas.text(3, y, width, &text, style) + 1;
                canvas.text(x, y, room(x), &with, theme.dim());
            }
            PublicRow::Word { word, is_replaced, .. } => {
                canvas.text(5, y, 3, if *is_replaced { "[x]" } else { "[ ]" }, style);
                canvas.text(9, y, room(9), word, style);
            }
            PublicRow::Person(name, _) => {
                canvas.text(3, y, 4, "met:", theme.dim());
                canvas.text(8, y, room(8), name, style);
            }
        }
    }
}

/// What a text is that is to be replaced, each kind with what may stand in its place.
///
/// # Errors
/// When it can't be replaced.
pub fn kinds(text: &str, evaluation: &Evaluation, cx: &Context) -> Result<Choice, Unfit> {
    let id = cx.new_id('x');
    let of_kind = |kind| marked(id.clone(), kind, text, &public::suggested(evaluation, kind));
    public::check(evaluation, &of_kind(RedactionKind::Passage))?;
    let mut kinds = RedactionKind::ALL;
    if text.split_whitespace().count() >= PASSAGE {
        kinds.rotate_right(1);
    }
    let row = |kind: RedactionKind| {
        let redaction = of_kind(kind);
        let with = redaction.with.to_string();
        let prompt = Prompt::new(Asking::Redact(redaction), &with);
        Row::new("", sentence(kind.name().to_owned()), with, Outcome::Overlay(Box::new(Overlay::Prompt(prompt))))
    };
    let places = match public::places_of(&of_kind(RedactionKind::Passage), evaluation).len() {
        0 => "It is not found in what goes out".to_owned(),
        n => format!("It is found in {} of what goes out", counted(n, "place")),
    };
    let named = truncate(&words_in_line(text), NAMED, cx.theme.ellipsis()).into_owned();
    let choice = Choice::new(format!("Public copy: what is “{named}”?"), kinds.into_iter().map(row).collect());
    Ok(choice.about(format!("{places}. Next, say what replaces it.")))
}

fn marked(id: Id, kind: RedactionKind, text: &str, with: &Text) -> Redaction {
    Redaction { id, kind, text: text.into(), with: with.clone(), forms: std::collections::BTreeSet::new() }
}

/// What stands in the place of something, as a question.
pub(super) fn question(redaction: &Redaction) -> String {
    let named = truncate(&words_in_line(&redaction.text), NAMED, "…").into_owned();
    format!("What replaces “{named}” in public copies?")
}

/// A text as it is named in a line.
/// Places in words, each once.
fn told(places: &[public::Spot], evaluation: &Evaluation, framework: &Framework) -> String {
    let mut told: Vec<String> = Vec::new();
    for spot in places {
        let words = match &spot.field {
            Some(field) => place::in_words(evaluation, field, Some(framework)),
            None => "status history".to_owned(),
        };
        if !told.contains(&words) {
            told.push(words);
        }
    }
    match places.len() {
        1 => told.join(", "),
        n => format!("{n} places: {}", told.join(", ")),
    }
}
