//! What a search found, as JSON.

use serde::Serialize;

use crate::exchange::json::printed;
use crate::model::{Field, Id, Place};
use crate::reading::{Hit, search::Excerpt};

#[derive(Serialize)]
struct HitJson<'a> {
    evaluation: &'a Id,
    title: &'a str,
    whereabouts: &'a str,
    question: Option<&'a Id>,
    /// The item, where that was found.
    item: Option<&'a Id>,
    /// The text, where that was found.
    field: Option<&'a Field>,
    /// The byte of the first match in the text.
    at: Option<usize>,
    passage: &'a str,
    /// The bytes of the matches in the passage, each from and until.
    matches: Vec<[usize; 2]>,
}

/// The hits of a search as JSON.
pub fn to_json(hits: &[Hit]) -> String {
    let hits: Vec<HitJson> = hits.iter().map(hit).collect();
    printed(&hits)
}

fn hit(hit: &Hit) -> HitJson<'_> {
    let Excerpt { text, matches } = &hit.excerpt;
    let (field, at) = if let Place::Text(field, at) = &hit.place { (Some(field), Some(*at)) } else { (None, None) };
    HitJson {
        evaluation: &hit.evaluation,
        title: &hit.title,
        whereabouts: &hit.whereabouts,
        question: hit.question.as_ref(),
        item: if let Place::Item(_, item) = &hit.place { Some(item) } else { None },
        field,
        at,
        passage: text,
        matches: matches.iter().map(|range| [range.start, range.end]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::{Evaluation, Framework};
    use crate::reading::{Query, search::hits};

    #[test]
    fn a_hit_has_the_promised_shape() {
        let spring = Framework::built_in();
        let mut one = Evaluation::new("mine".parse().unwrap(), &spring);
        one.practice.title = "The Long Table".into();
        let found = |query: &str| -> Value {
            let hits = hits(&Query::parse(query).unwrap(), &one, Some(&spring));
            serde_json::from_str(&to_json(&hits)).unwrap()
        };
        let expected = json!([{
            "evaluation": "mine", "title": "The Long Table", "whereabouts": "practice, title", "question": null,
            "item": null, "field": { "Practice": "Title" }, "at": 4, "passage": "The Long Table", "matches": [[4, 8]]
        }]);
        assert_eq!(found("long"), expected);
        let open = found("mark:open");
        assert_eq!(
            (open[0]["item"].is_string(), &open[0]["field"], &open[0]["at"]),
            (true, &Value::Null, &Value::Null)
        );
        assert_eq!(found("nothing"), json!([]));
    }
}
