//! What a search found, as JSON.

use serde_json::{Value, json};

use crate::exchange::json::printed;
use crate::model::Place;
use crate::reading::{Hit, search::Excerpt};

/// The hits of a search as JSON.
pub fn to_json(hits: &[Hit]) -> String {
    printed(&hits.iter().map(hit).collect::<Vec<_>>())
}

/// A hit: of a text the byte of the first match, of an item the item; the matches in the passage are from and until.
fn hit(hit: &Hit) -> Value {
    let Excerpt { text, matches } = &hit.excerpt;
    let (field, at) = if let Place::Text(field, at) = &hit.place { (Some(field), Some(*at)) } else { (None, None) };
    json!({
        "evaluation": hit.evaluation,
        "title": hit.title,
        "framework": hit.framework,
        "whereabouts": hit.whereabouts,
        "question": hit.question,
        "item": if let Place::Item(_, item) = &hit.place { Some(item) } else { None },
        "field": field,
        "at": at,
        "passage": text,
        "matches": matches.iter().map(|range| [range.start, range.end]).collect::<Vec<_>>(),
    })
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
            let hits = hits(&Query::parse(query, &[Framework::built_in()]).unwrap(), &one, Some(&spring));
            serde_json::from_str(&to_json(&hits)).unwrap()
        };
        let expected = json!([{
            "evaluation": "mine", "title": "The Long Table",
            "framework": { "id": "spring-good-practice", "version": "1" }, "whereabouts": "practice, title", "question": null,
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
