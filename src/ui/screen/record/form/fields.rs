//! Which fields each form has.

use super::{
    Form, FormField, FormKind, Input,
    choices::{Options, OptionsOf},
};
use crate::model::{
    AskedDetail, Detail, DetailKind, Evidence, Field, Id, Source, ToolPart, VisitPart, evaluation::name_of_person,
};
use crate::text::{Text, editor::EditorMode};
use crate::ui::{FieldEditor, Session};

impl Form {
    pub(in crate::ui::screen::record) fn details(session: &Session) -> Form {
        use EditorMode::{Line, Prose};
        let mut fields = Fields(session, Vec::new());
        for (detail, label, hint, mode) in [
            (Detail::Title, "Practice", "what the practice is called", Line),
            (Detail::Organisation, "Organisation", "who runs it", Line),
            (Detail::Country, "Country", "name or code", Line),
            (Detail::Place, "Place", "town, district or region", Line),
            (Detail::Period, "Period", "since when, until when", Line),
            (Detail::Address, "Web address", "", Line),
            (Detail::Summary, "Summary", "what it does, in a few sentences", Prose),
        ] {
            fields.add(Field::Practice(detail), label, hint, mode);
        }
        fields.add(Field::Evaluators, "Evaluators", "one name a line", Prose);
        for visit in &session.evaluation().visits {
            for (part, label, hint, mode) in [
                (VisitPart::Date, "Visit", "the day: 24 nov, yesterday, 2026-11-24", Line),
                (VisitPart::Place, "  where", "", Line),
                (VisitPart::People, "  people met", "one name a line", Prose),
            ] {
                fields.add(Field::Visit(visit.id.clone(), part), label, hint, mode);
            }
        }
        fields.people();
        session.framework.details.iter().filter(|asked| !asked.at_end).for_each(|asked| fields.asked(asked));
        fields.add(Field::Language, "Language", "the language that you write in", Line);
        Form::new(FormKind::Details, fields.1)
    }

    /// What the framework asks for after its last question.
    pub(in crate::ui::screen::record) fn closing(session: &Session) -> Form {
        let mut fields = Fields(session, Vec::new());
        session.framework.details.iter().filter(|asked| asked.at_end).for_each(|asked| fields.asked(asked));
        Form::new(FormKind::Closing, fields.1)
    }

    pub(in crate::ui::screen::record) fn tool(session: &Session, question: &Id, tool: &Id) -> Form {
        let mut fields = Fields(session, Vec::new());
        for (part, label, hint, mode) in [
            (ToolPart::Title, "Title", "what it is called", EditorMode::Line),
            (ToolPart::Address, "Web address", "", EditorMode::Line),
            (ToolPart::Note, "Note", "why it is worth telling others", EditorMode::Prose),
        ] {
            fields.add(Field::Tool(question.clone(), tool.clone(), part), label, hint, mode);
        }
        Form::new(FormKind::Tool, fields.1)
    }

    /// A jot's text and speaker. A jot is one line where it is taken down, so Enter takes what stands there.
    pub(in crate::ui::screen::record) fn jot(session: &Session, jot: &Id) -> Form {
        let mut fields = Fields(session, Vec::new());
        fields.add(Field::Jot(jot.clone()), "Jot", "what was said", EditorMode::Prose);
        fields.add(Field::Speaker(jot.clone()), "Speaker", "who said it", EditorMode::Line);
        Form::new(FormKind::Jot, fields.1)
    }

    /// The comment on an item's mark, and what the mark rests on.
    pub(in crate::ui::screen::record) fn item(session: &Session, question: &Id, item: &Id) -> Form {
        let mut fields = Fields(session, Vec::new());
        let hint = "why it is marked so";
        fields.add(Field::Comment(question.clone(), item.clone()), "Comment", hint, EditorMode::Prose);
        for Evidence { id, source } in session.evaluation().evidence(question, item) {
            match source {
                Source::Document(_) => {
                    let field = Field::Document(question.clone(), item.clone(), id.clone());
                    fields.add(field, "Document", "which, and where in it", EditorMode::Line);
                }
                Source::Passage(..) => fields.pinned("Passage", id),
                Source::Jot { .. } => fields.pinned("Jot", id),
            }
        }
        Form::new(FormKind::Item(question.clone(), item.clone()), fields.1)
    }
}

/// The fields of a form, as they are added to it.
struct Fields<'a>(&'a Session, Vec<FormField>);

impl Fields<'_> {
    fn add(&mut self, field: Field, label: &str, hint: &str, mode: EditorMode) {
        // The first is written on, the others show their beginnings.
        let editor = if self.1.is_empty() { FieldEditor::at_end } else { FieldEditor::new };
        let input = Input::Text(Box::new(editor(self.0, field, mode)));
        self.1.push(FormField { label: label.into(), hint: hint.into(), input });
    }

    fn pinned(&mut self, label: &str, evidence: &Id) {
        let input = Input::Evidence(evidence.clone());
        self.1.push(FormField { label: label.into(), hint: Text::default(), input });
    }

    /// A detail that the framework asks for: a text, or a list with a line for what is not in it.
    fn asked(&mut self, asked: &AskedDetail) {
        let AskedDetail { id, label, guidance, kind, .. } = asked;
        let text = |mode| (Field::Given(id.clone()), mode);
        let (field, mode) = match kind {
            DetailKind::Line | DetailKind::Number | DetailKind::Date => text(EditorMode::Line),
            DetailKind::Prose => text(EditorMode::Prose),
            DetailKind::OneOf(choices) | DetailKind::SeveralOf(choices) => {
                let options = choices.options.iter().map(|option| option.id.clone()).collect();
                let labels = choices.options.iter().map(|option| option.label.clone()).collect();
                let one = matches!(kind, DetailKind::OneOf(_));
                let of = OptionsOf::Detail { detail: id.clone(), options, one };
                let input = Input::Options(Options { of, labels, at: 0 });
                self.1.push(FormField { label: label.clone(), hint: guidance.clone(), input });
                if choices.other {
                    self.add(Field::Given(id.clone()), "  other", "what is not in the list", EditorMode::Line);
                }
                return;
            }
        };
        self.add(field, label, guidance, mode);
    }

    /// The people who were met in any visit, each once, with what they agreed to.
    fn people(&mut self) {
        let evaluation = self.0.evaluation();
        let met = evaluation.visits.iter().flat_map(|visit| visit.people.entries());
        let known = evaluation.people.iter().map(|person| person.name.as_str());
        let mut names: Vec<&str> = Vec::new();
        for written in met.chain(known) {
            let name = name_of_person(written);
            if !name.is_empty() && !names.iter().any(|other| crate::model::evaluation::is_same_person(other, name)) {
                names.push(name);
            }
        }
        for name in names {
            let (label, hint) = (Text::from(name), Text::from("to be named"));
            self.1.push(FormField { label, hint, input: Input::Options(Options::of_consent(name)) });
        }
    }
}
