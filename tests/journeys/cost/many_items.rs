//! What a key costs where a framework has 5,000 items, beside one of 40: as a ratio, in one run.

use std::time::Duration;

use super::Place;

/// The most that a key may cost, as so many times one among 40 items.
const MOST: u64 = 2;

/// How the items of a framework are shared out.
#[derive(Clone, Copy, Debug)]
struct Shape {
    criteria: usize,
    /// To a criterion.
    questions: usize,
    /// To a question.
    items: usize,
}

impl Shape {
    const FORTY: Shape = Shape { criteria: 2, questions: 2, items: 10 };
    const FIVE_THOUSAND: [Shape; 2] =
        [Shape { criteria: 25, questions: 10, items: 20 }, Shape { criteria: 1, questions: 1, items: 5_000 }];

    /// The framework as a file: yes, partly and no; each question with a narrative.
    fn ron(self) -> String {
        let item = |c: usize, q: usize, i: usize| {
            format!(r#"(id: "i{c}.{q}.{i}", text: "The {i}th record of this room is kept up to date and signed."),"#)
        };
        let question = |c: usize, q: usize| {
            let items: String = (0..self.items).map(|i| item(c, q, i)).collect();
            format!(r#"(id: "q{c}.{q}", text: "Is room {q} of building {c} as it should be?", items: [{items}]),"#)
        };
        let criterion = |c: usize| {
            let questions: String = (0..self.questions).map(|q| question(c, q)).collect();
            format!(r#"(id: "c{c}", title: "Building {c}", questions: [{questions}]),"#)
        };
        let criteria: String = (0..self.criteria).map(criterion).collect();
        format!(
            r#"(format: 2, id: "rooms", version: "1", title: "Rooms", scale: Some("answer"), scales: [(id: "answer", levels: [
                (id: "yes", label: "Yes", sign: "Y", counts: Met),
                (id: "partly", label: "Partly", sign: "P", counts: Partly),
                (id: "no", label: "No", sign: "N", counts: NotMet),
            ])], criteria: [{criteria}])"#
        )
    }

    /// A library with this framework, and for each case of `CASES` two new evaluations that answer it: an evaluation opens
    /// where it was left.
    fn place(self) -> Place {
        let place = Place::new(0, None);
        let frameworks = place.folder.path().join("library/frameworks");
        std::fs::create_dir_all(&frameworks).unwrap();
        let file = frameworks.join("rooms.ron");
        std::fs::write(&file, self.ron()).unwrap();
        for title in CASES.iter().flat_map(|case| [case.title("once"), case.title("often")]) {
            place.succeeds(&["new", "--title", &title, "--framework", "rooms", "--no-open"]);
        }
        // What changed so recently is read again with each listing.
        let is_settled =
            || std::fs::metadata(&file).unwrap().modified().unwrap().elapsed().is_ok_and(|age| age > SETTLED);
        while !is_settled() {
            std::thread::sleep(Duration::from_millis(100));
        }
        place
    }
}

/// How old a file is of which no program looks twice.
const SETTLED: Duration = Duration::from_secs(4);

/// Keys that are counted, after others.
struct Case {
    name: &'static str,
    before: &'static [&'static str],
    keys: &'static [&'static str],
}

const TYPED: &[&str] = &["a", "n", "d", ",", "i", "t"];

const CASES: [Case; 4] = [
    Case { name: "a letter", before: &["x"], keys: TYPED },
    Case { name: "a letter of a comment", before: &["x", "tab", "e", "x"], keys: TYPED },
    Case { name: "a mark", before: &["x", "tab", "1"], keys: &["2", "up", "3", "up", "1", "up"] },
    Case { name: "an arrow", before: &["x", "tab", "down"], keys: &["down", "down", "up", "down", "up", "up"] },
];

impl Case {
    fn title(&self, often: &str) -> String {
        format!("{} {often}", self.name)
    }

    /// What these keys cost each: pressed often without pressed once.
    fn count(&self, place: &Place) -> u64 {
        const TIMES: usize = 32;
        let [once, often] = [("once", 1), ("often", TIMES)].map(|(often, times)| {
            let keys = [self.before, &self.keys.repeat(times)].concat();
            place.count(&["open", &self.title(often)], "Checklist", &keys)
        });
        assert!(often > once, "{}: {often} instructions for {TIMES} times as many keys, {once} for once", self.name);
        (often - once) / (self.keys.len() * (TIMES - 1)) as u64
    }
}

#[test]
#[ignore = "takes valgrind and a release build, see the top of cost.rs"]
fn cost_of_a_key_hardly_grows_with_the_items() {
    let forty = Shape::FORTY.place();
    let few = CASES.each_ref().map(|case| case.count(&forty));
    for shape in Shape::FIVE_THOUSAND {
        let place = shape.place();
        for (case, few) in CASES.iter().zip(few) {
            let (name, many) = (case.name, case.count(&place));
            println!("{name}: {few} instructions among 40 items, {many} among 5,000 ({shape:?})");
            assert!(many <= MOST * few, "{name} costs {many} instructions in {shape:?}, {few} among 40 items");
        }
    }
}
