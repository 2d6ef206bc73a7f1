//! What a key costs where a framework has 5,000 items, beside one of 40: as a ratio, in one run.

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

    /// What these keys cost each: those of an evaluation in which they are pressed often without those of one in which they
    /// are pressed once. Each is a new one, since an evaluation opens where it was left.
    fn count(self, before: &[&str], keys: &[&str]) -> u64 {
        const TIMES: usize = 8;
        let place = Place::new(0, None);
        let frameworks = place.folder.path().join("library/frameworks");
        std::fs::create_dir_all(&frameworks).unwrap();
        std::fs::write(frameworks.join("rooms.ron"), self.ron()).unwrap();
        let [once, often] = [("Clinic", 1), ("School", TIMES)].map(|(title, times)| {
            place.succeeds(&["new", "--title", title, "--framework", "rooms", "--no-open"]);
            place.count(&["open", title], "Checklist", &[before, &keys.repeat(times)].concat())
        });
        often.saturating_sub(once) / (keys.len() * (TIMES - 1)) as u64
    }
}

#[test]
#[ignore = "takes valgrind and a release build, see the top of cost.rs"]
fn cost_of_a_key_hardly_grows_with_the_items() {
    let typed = (&["x"][..], &["a", "n", "d", ",", "i", "t"][..]);
    let comment = (&["x", "tab", "e", "x"][..], typed.1);
    let marks = (&["x", "tab", "1"][..], &["2", "up", "3", "up"][..]);
    let moves = (&["x", "tab", "down"][..], &["down", "up"][..]);
    for (name, (before, keys)) in
        [("a letter", typed), ("a letter of a comment", comment), ("a mark", marks), ("an arrow", moves)]
    {
        let few = Shape::FORTY.count(before, keys);
        for shape in Shape::FIVE_THOUSAND {
            let many = shape.count(before, keys);
            println!("{name}: {few} instructions among 40 items, {many} among 5,000 ({shape:?})");
            assert!(many <= MOST * few, "{name} costs {many} instructions in {shape:?}, {few} among 40 items");
        }
    }
}
