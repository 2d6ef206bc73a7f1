//! A framework as a file of format 1 has it.

use serde::Deserialize;

use crate::model::Id;
use crate::model::format::framework::filled;
use crate::model::framework;
use crate::text::Text;

/// A framework's file of format 1, which has no number in front.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::model::format) struct Framework {
    id: Id,
    #[serde(deserialize_with = "filled")]
    version: Text,
    #[serde(deserialize_with = "filled")]
    title: Text,
    #[serde(default)]
    source: Text,
    criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Criterion {
    id: Id,
    #[serde(deserialize_with = "filled")]
    title: Text,
    #[serde(deserialize_with = "filled")]
    label: Text,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: Id,
    #[serde(deserialize_with = "filled")]
    text: Text,
    #[serde(deserialize_with = "filled")]
    label: Text,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: Id,
    #[serde(deserialize_with = "filled")]
    text: Text,
    #[serde(deserialize_with = "filled")]
    label: Text,
}

impl From<Framework> for framework::Framework {
    fn from(Framework { id, version, title, source, criteria }: Framework) -> framework::Framework {
        let criteria = criteria.into_iter().map(Into::into).collect();
        framework::Framework { version, title, source, criteria, ..framework::Framework::named(&id) }
    }
}

impl From<Criterion> for framework::Criterion {
    fn from(Criterion { id, title, label, questions }: Criterion) -> framework::Criterion {
        let questions = questions.into_iter().map(Into::into).collect();
        framework::Criterion { title, label, questions, ..framework::Criterion::named(&id) }
    }
}

impl From<Question> for framework::Question {
    fn from(Question { id, text, label, items }: Question) -> framework::Question {
        let items = items.into_iter().map(Into::into).collect();
        framework::Question { text, label, items, ..framework::Question::named(&id) }
    }
}

impl From<Item> for framework::Item {
    fn from(Item { id, text, label }: Item) -> framework::Item {
        framework::Item { text, label, ..framework::Item::named(&id) }
    }
}
