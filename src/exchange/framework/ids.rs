//! Ids from codes and texts: made once, and the same whenever the same table is read.

use std::collections::{HashMap, HashSet};

use crate::model::{Id, id::slug};

/// What an id is made from.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    /// The id that the table gives.
    pub(super) given: &'a str,
    /// The code.
    pub(super) code: &'a str,
    /// The text.
    pub(super) text: &'a str,
    /// What it is, for texts that no letters of an id can be taken from.
    pub(super) what: &'static str,
    /// What of the level above it is in, by its place among these; none at the highest.
    pub(super) within: Option<usize>,
}

/// The ids of one level, each among those that are taken already.
///
/// Codes that only count within what is above them ("a", "b" under each question) are put behind its id, and so is one that
/// is said again by a slip: the others keep theirs. Texts that begin
/// alike are told apart by letters made of the whole text, so that a row between two others changes the id of neither.
pub(super) fn of_level(sources: &[Source], above: &[Id], taken: &mut HashSet<Id>) -> Vec<Id> {
    let bases: Vec<Option<String>> = sources.iter().map(|source| code(source.code)).collect();
    let is_local = codes_are_local(sources, &bases) || bases.iter().flatten().any(|base| is_taken(base, taken));
    let again: HashSet<usize> = codes_again(sources).into_iter().map(|(at, _)| at).collect();
    let texts: Vec<String> = sources.iter().map(|source| text(source.text, source.what)).collect();
    let mut alike: HashMap<&str, usize> = HashMap::new();
    for (source, text) in sources.iter().zip(&texts).filter(|(source, _)| source.code.is_empty()) {
        *alike.entry(text.as_str()).or_default() += usize::from(source.given.is_empty());
    }
    // What the table gives goes first, whatever the others would be called.
    let mut ids: Vec<Option<Id>> = vec![None; sources.len()];
    for (source, id) in sources.iter().zip(&mut ids) {
        *id = source.given.parse::<Id>().ok().filter(|id| taken.insert(id.clone()));
    }
    for (at, source) in sources.iter().enumerate() {
        if ids[at].is_some() {
            continue;
        }
        let above = source.within.and_then(|within| above.get(within));
        let base = match (&bases[at], above) {
            (Some(base), Some(above)) if is_local || again.contains(&at) => format!("{above}-{base}"),
            (Some(base), _) => base.clone(),
            (None, _) if alike[texts[at].as_str()] > 1 || is_taken(&texts[at], taken) || texts[at] == source.what => {
                format!("{}-{}", texts[at], letters(source.text, above))
            }
            (None, _) => texts[at].clone(),
        };
        ids[at] = Some(free(&base, source, above, taken));
    }
    ids.into_iter().flatten().collect()
}

/// Whether codes count only within the level above: where they are said again throughout, and not by a slip here or there.
fn codes_are_local(sources: &[Source], bases: &[Option<String>]) -> bool {
    let coded = || sources.iter().zip(bases).filter_map(|(source, base)| Some((source.within, base.as_deref()?)));
    let mut within: HashMap<&str, HashSet<Option<usize>>> = HashMap::new();
    for (above, base) in coded() {
        within.entry(base).or_default().insert(above);
    }
    let is_shared = |base: &str| within.get(base).is_some_and(|above| above.len() > 1);
    let shared: Vec<Option<usize>> = coded().filter(|(_, base)| is_shared(base)).map(|(above, _)| above).collect();
    let all: HashSet<Option<usize>> = coded().map(|(above, _)| above).collect();
    let above: HashSet<Option<usize>> = shared.iter().copied().collect();
    !shared.is_empty() && 2 * above.len() >= all.len() && 4 * shared.len() >= coded().count()
}

/// The codes that stand under another of the level above already, though they count everywhere: each by its place and that of
/// the first.
pub(super) fn codes_again(sources: &[Source]) -> Vec<(usize, usize)> {
    let bases: Vec<Option<String>> = sources.iter().map(|source| code(source.code)).collect();
    if codes_are_local(sources, &bases) {
        return Vec::new();
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    let coded = bases.iter().enumerate().filter_map(|(at, base)| Some((at, base.as_deref()?)));
    let again = coded.map(|(at, base)| (at, *first.entry(base).or_insert(at)));
    again.filter(|(at, before)| sources[*at].within != sources[*before].within).collect()
}

fn is_taken(base: &str, taken: &HashSet<Id>) -> bool {
    base.parse::<Id>().is_ok_and(|id| taken.contains(&id))
}

/// A code as an id: as it stands where that is one, else in an id's letters.
fn code(code: &str) -> Option<String> {
    const LONGEST: usize = 40;
    if code.is_empty() {
        return None;
    }
    let joined = code.split_whitespace().collect::<Vec<_>>().join("-");
    let joined = joined.trim_end_matches(['.', ')', ':']);
    if joined.len() <= LONGEST && joined.parse::<Id>().is_ok() {
        return Some(joined.to_owned());
    }
    let slug = slug(code);
    // What has no letters of an id is told apart by letters made of it.
    Some(if slug == "untitled" { format!("code-{}", letters(code, None)) } else { slug })
}

/// A text as an id.
fn text(text: &str, what: &'static str) -> String {
    match slug(text) {
        slug if slug == "untitled" => what.to_owned(),
        slug if slug.parse::<Id>().is_err() => format!("{what}-{slug}"),
        slug => slug,
    }
}

/// A few letters made of a text and of where it stands.
fn letters(text: &str, above: Option<&Id>) -> String {
    let whole = format!("{}\n{text}", above.map_or("", Id::as_str));
    format!("{:08x}", crc32fast::hash(whole.as_bytes()))[..5].to_owned()
}

/// The first id from this base on that is not taken, which it then is.
fn free(base: &str, source: &Source, above: Option<&Id>, taken: &mut HashSet<Id>) -> Id {
    const ROOM: usize = 8;
    let base = if base.len() + ROOM > Id::LONGEST {
        // What is above is long: it goes into the letters.
        let own = code(source.code).unwrap_or_else(|| text(source.text, source.what));
        format!("{own}-{}", letters(source.text, above))
    } else {
        base.to_owned()
    };
    // The name of a device is none.
    let base = if base.parse::<Id>().is_ok() { base } else { format!("{}-{base}", source.what) };
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut ids = std::iter::once(base.clone()).chain(numbered).filter_map(|word| word.parse::<Id>().ok());
    ids.find(|id| taken.insert(id.clone())).expect("a base of an id's letters, and numbers have no end")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(sources: &[(&'static str, &'static str, Option<usize>)], above: &[&str]) -> Vec<String> {
        let above: Vec<Id> = above.iter().map(|id| id.parse().unwrap()).collect();
        let sources: Vec<Source> = sources
            .iter()
            .map(|(code, text, within)| Source { given: "", code, text, what: "item", within: *within })
            .collect();
        let mut taken = above.iter().cloned().collect();
        of_level(&sources, &above, &mut taken).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn codes_are_ids_and_local_ones_stand_behind_what_is_above_them() {
        assert_eq!(ids(&[("1.1", "One", Some(0)), ("REQ 7)", "Two", Some(0))], &["q1"]), ["1.1", "REQ-7"]);
        let local = [("a", "One", Some(0)), ("b", "Two", Some(0)), ("a", "Three", Some(1))];
        assert_eq!(ids(&local, &["q1", "q2"]), ["q1-a", "q1-b", "q2-a"]);
        assert_eq!(ids(&[("1", "One", Some(0))], &["1"]), ["1-1"], "the code of what is above");
        let mut slip: Vec<(String, Option<usize>)> =
            (0..5).flat_map(|q| (1..=4).map(move |n| (format!("{}.{n}", q + 1), Some(q)))).collect();
        let named = |codes: &[(String, Option<usize>)]| -> Vec<String> {
            let above: Vec<Id> = (1..=5).map(|q| format!("q{q}").parse().unwrap()).collect();
            let source = |(code, within): &'_ (String, Option<usize>)| (code.clone(), *within);
            let owned: Vec<_> = codes.iter().map(source).collect();
            let sources: Vec<Source> = owned
                .iter()
                .map(|(code, within)| Source { given: "", code, text: "x", what: "item", within: *within })
                .collect();
            of_level(&sources, &above, &mut HashSet::new()).iter().map(ToString::to_string).collect()
        };
        let before = named(&slip);
        slip[19].0 = "1.1".to_owned();
        let after = named(&slip);
        assert_eq!((&before[..19], after[19].as_str()), (&after[..19], "q5-1.1"), "a slip in another question too");
        let doubled = [("a", "One", Some(0)), ("a", "Two", Some(0)), ("b", "Three", Some(0))];
        assert_eq!(ids(&doubled, &["q1"]), ["a", "a-2", "b"], "a slip changes no other id");
    }

    #[test]
    fn texts_that_begin_alike_are_told_apart_wherever_they_stand() {
        let long = "Staff are trained in the first days of their work at the desk";
        let longer = "Staff are trained in the first days of their work in the field";
        let two = ids(&[("", long, Some(0)), ("", longer, Some(0))], &["q1"]);
        let turned = ids(&[("", longer, Some(0)), ("", "Something else", Some(0)), ("", long, Some(0))], &["q1"]);
        assert_eq!((&two[0], &two[1]), (&turned[2], &turned[0]));
        assert_ne!(two[0], two[1]);
    }

    #[test]
    fn whatever_stands_there_the_ids_are_ids_and_differ() {
        let strange = [
            ("", "هل يوجد", Some(0)),
            ("", "مدخل", Some(0)),
            ("", "con", Some(0)),
            ("§", "x", Some(0)),
            ("№", "x", Some(0)),
            ("nul", "x", Some(0)),
            ("", "", Some(0)),
            ("", "", Some(0)),
        ];
        let long = "q".repeat(100);
        let all = ids(&strange, &[&long]);
        let different: HashSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (8, 8), "{all:?}");
        assert_eq!(all, ids(&strange, &[&long]));
    }
}
