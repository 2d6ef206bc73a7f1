//! Copies that synchronisers, file managers and people make: whatever they are called, what is in them tells whose version
//! they are, and nothing of them is lost.

use std::fs;

use fieldbook::{
    model::{
        difference::Part,
        edit::{Detail, Field},
        evaluation::Evaluation,
        format,
        merge::taking,
    },
    store::StoreError,
};

use crate::field::{Desk, Site, id, moment, new_evaluation, question, titling, typing};

/// The evaluation with this in its first narrative.
fn version(text: &str) -> Evaluation {
    let mut version = new_evaluation();
    let edit = typing(&version, 0, text);
    version.apply(&edit).unwrap();
    version
}

fn put(site: &Site, name: &str, evaluation: &Evaluation) {
    fs::write(site.path("evaluations").join(name), format::write(evaluation)).unwrap();
}

/// A library whose evaluation says "ours".
fn written() -> Site {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    settled(&mut desk);
    site
}

fn settled(desk: &mut Desk) {
    let outcome = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.evaluation = outcome.merged.unwrap_or(desk.evaluation.clone());
}

/// The names of the files in the evaluations' folder.
fn names(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.path("evaluations")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What the evaluation's file may be copied to, by whom.
const NAMES: [&str; 27] = [
    "2026-11-24-centre-k7q2x-LAPTOP7.ron",
    "2026-11-24-centre-k7q2x-LAPTOP7-2.ron",
    "2026-11-24-centre-k7q2x - Copy.ron",
    "2026-11-24-centre-k7q2x - Copy (2).ron",
    "2026-11-24-centre-k7q2x (1).ron",
    "2026-11-24-centre-k7q2x(1).ron",
    "2026-11-24-centre-k7q2x 2.ron",
    "2026-11-24-centre-k7q2x copy.ron",
    "Copy of 2026-11-24-centre-k7q2x.ron",
    "Kopie – 2026-11-24-centre-k7q2x.ron",
    "2026-11-24-centre-k7q2x (Anna's conflicted copy 2026-11-28).ron",
    "2026-11-24-centre-k7q2x (conflicted copy 2026-11-28 101112).ron",
    "2026-11-24-centre-k7q2x.sync-conflict-20261128-101112-ABCDEFG.ron",
    "2026-11-24-centre-k7q2x_conf(1).ron",
    "2026-11-24-centre-k7q2x_conflict-20261128-101112.ron",
    "2026-11-24-centre-k7q2x.ron (1)",
    "2026-11-24-centre-k7q2x.ron.orig",
    "2026-11-24-Centre-K7Q2X.ron",
    "2026-11-24-centre-k7q2x.RON",
    " 2026-11-24-centre-k7q2x .ron",
    "2026-11-24-centre-k7q2x.conflict-9-LAPTOP7.ron",
    "2026-11-25-other-m3n4p.sync-conflict-20261128-101112-ABCDEFG.ron",
    "2026-11-25-other-m3n4p.ron",
    "kopie.ron",
    "Ústí, from Jana's stick.ron",
    "notes.txt",
    "centre",
];

#[test]
fn whatever_its_name_a_copy_is_offered_as_a_conflict_and_nothing_of_it_is_lost() {
    for name in NAMES {
        for takes_theirs in [false, true] {
            let site = written();
            put(&site, name, &version("theirs"));
            let rows = site.library.scan().unwrap();
            assert_eq!((rows.len(), rows[0].copies), (1, 1), "{name}");
            let mut desk = site.open();
            settled(&mut desk);
            let rivals = site.library.rivals(&id()).unwrap();
            assert_eq!(rivals.len(), 1, "{name}: {:?}", names(&site));
            let conflict = &rivals[0].conflicts[0];
            assert_eq!(conflict.part, Part::Text(Field::Narrative(question(0))), "{name}");
            assert_eq!([&conflict.ours, &conflict.theirs].map(Option::as_deref), [Some("ours"), Some("theirs")]);
            if takes_theirs {
                let choice = taking(&desk.evaluation, &rivals[0].theirs, &conflict.part).unwrap();
                desk.edit(&choice);
            }
            desk.writer.settle_rival(&rivals[0].file).unwrap();
            settled(&mut desk);
            assert_eq!(names(&site), ["2026-11-24-centre-k7q2x.ron"], "{name}");
            assert_eq!(site.library.rivals(&id()).unwrap(), []);
            let kept = site.everything();
            assert!(kept.contains("ours") && kept.contains("theirs"), "{name}");
        }
    }
}

#[test]
fn several_copies_are_each_offered() {
    let site = written();
    for (n, name) in NAMES.iter().enumerate() {
        put(&site, name, &version(&format!("theirs {n}")));
    }
    let rows = site.library.scan().unwrap();
    assert_eq!((rows.len(), rows[0].copies), (1, NAMES.len()));
    let rivals = site.library.rivals(&id()).unwrap();
    assert_eq!(rivals.len(), NAMES.len());
    // What is settled is the one that was chosen, and no other.
    let mut desk = site.open();
    desk.writer.settle_rival("kopie.ron").unwrap();
    assert_eq!(site.library.rivals(&id()).unwrap().len(), NAMES.len() - 1);
    desk.writer.settle_rival("2026-11-24-centre-k7q2x.ron").unwrap();
    assert_eq!(site.after_death().narrative(&question(0)), "ours");
}

#[test]
fn a_copy_that_brings_nothing_new_asks_nothing() {
    for name in NAMES {
        let site = written();
        fs::copy(site.file(), site.path("evaluations").join(name)).unwrap();
        let mut desk = site.open();
        desk.type_in(0, ", and more");
        settled(&mut desk);
        assert_eq!(site.library.rivals(&id()).unwrap(), [], "{name}");
        assert_eq!(site.library.scan().unwrap().len(), 1, "{name}");
        assert_eq!(site.after_death().narrative(&question(0)), "ours, and more", "{name}");
    }
}

#[test]
fn a_copy_of_an_evaluation_that_only_the_journal_has_is_one_too() {
    let site = written();
    let mut desk = site.open();
    desk.type_in(0, " and journalled");
    drop(desk);
    fs::rename(site.file(), site.path("evaluations").join("moved.ron")).unwrap();
    let rows = site.library.scan().unwrap();
    assert_eq!(rows.iter().map(|row| row.copies).collect::<Vec<_>>(), [1]);
    assert_eq!(site.after_death().narrative(&question(0)), "ours and journalled");
}

#[test]
fn what_is_left_of_other_programs_is_passed_over() {
    let site = written();
    let theirs = version("theirs");
    for name in [
        ".2026-11-24-centre-k7q2x.ron.swp",
        "~2026-11-24-centre-k7q2x.ron",
        "2026-11-24-centre-k7q2x.ron~",
        "#2026-11-24-centre-k7q2x.ron#",
        "2026-11-24-centre-k7q2x.ron.part",
        "2026-11-24-centre-k7q2x.ron.tmp",
    ] {
        put(&site, name, &theirs);
    }
    fs::write(site.path("evaluations/desktop.ini"), "[.ShellClassInfo]").unwrap();
    fs::write(site.path("evaluations/Thumbs.db"), [0, 159, 146, 150]).unwrap();
    fs::create_dir(site.path("evaluations/a folder")).unwrap();
    let before = names(&site);
    let rows = site.library.scan().unwrap();
    assert_eq!((rows.len(), rows[0].copies), (1, 0));
    assert_eq!(site.library.rivals(&id()).unwrap(), []);
    settled(&mut site.open());
    assert_eq!(names(&site), before);
}

#[test]
fn a_copy_that_is_all_there_is_of_its_evaluation_is_a_row_and_can_be_taken_in() {
    for name in NAMES {
        let site = Site::new();
        put(&site, name, &version("theirs"));
        let rows = site.library.scan().unwrap();
        let unreadable = rows[0].state.as_ref().unwrap_err();
        let told = "has another name than the id in it, 2026-11-24-centre-k7q2x: Enter in the library takes it in";
        assert!(unreadable.to_string().ends_with(told), "{unreadable}");
        assert_eq!(unreadable.kept.as_deref(), Some(&version("theirs")));
        assert_eq!(site.library.take_in(&unreadable.file), Ok(id()));
        assert_eq!(names(&site), ["2026-11-24-centre-k7q2x.ron"], "{name}");
        assert_eq!(site.after_death(), version("theirs"));
    }
}

#[test]
fn of_several_that_are_all_there_is_one_is_taken_in_and_the_others_are_its_conflicts() {
    let site = Site::new();
    put(&site, "first.ron", &version("first"));
    put(&site, "second (1).ron", &version("second"));
    let rows = site.library.scan().unwrap();
    let files: Vec<_> = rows.iter().map(|row| row.state.as_ref().unwrap_err().file.clone()).collect();
    assert_eq!(site.library.take_in(&files[0]), Ok(id()));
    // Following what the other row said is refused by now, and takes nothing away.
    assert_eq!(site.library.take_in(&files[1]), Err(StoreError::Exists(id())));
    let rivals = site.library.rivals(&id()).unwrap();
    assert_eq!((rivals.len(), rivals[0].file.as_str()), (1, "second (1).ron"));
    assert_eq!(site.after_death(), version("first"));
    let kept = site.everything();
    assert!(kept.contains("first") && kept.contains("second"));
}

#[test]
fn a_copy_beside_a_file_that_can_not_be_read_is_a_row_of_its_own() {
    let site = Site::new();
    fs::write(site.file(), "(format: 2, damaged").unwrap();
    put(&site, "2026-11-24-centre-k7q2x (1).ron", &version("theirs"));
    let rows = site.library.scan().unwrap();
    assert_eq!(rows.len(), 2);
    let row = rows.iter().find(|row| row.file.to_string().contains("(1)")).unwrap();
    let unreadable = row.state.as_ref().unwrap_err();
    assert_eq!(
        unreadable.to_string(),
        "2026-11-24-centre-k7q2x (1).ron holds another version of 2026-11-24-centre-k7q2x, whose own file can't be read"
    );
    assert_eq!(unreadable.kept.as_deref(), Some(&version("theirs")));
    assert!(site.library.take_in(&unreadable.file).is_err());
    assert_eq!(fs::read_to_string(site.file()).unwrap(), "(format: 2, damaged");
}

#[test]
fn a_damaged_copy_is_a_row_whatever_its_name_says() {
    let site = written();
    for name in ["2026-11-24-centre-k7q2x (1).ron", "kopie.ron", "a b.ron", "2026-11-24-centre-k7q2x.RON"] {
        fs::write(site.path("evaluations").join(name), "(format: 2, id: \"2026-11-24-centre-k7q2x\", damaged").unwrap();
    }
    let rows = site.library.scan().unwrap();
    assert_eq!(rows.iter().filter(|row| row.state.is_err()).count(), 4);
    for unreadable in rows.iter().filter_map(|row| row.state.as_ref().err()) {
        assert!(unreadable.to_string().contains("can't be read: line 1, column"), "{unreadable}");
    }
}

#[test]
fn one_file_under_a_name_in_capitals_is_the_evaluation_itself() {
    // As where capitals are not told from small letters: both names lead to one file.
    let site = written();
    fs::hard_link(site.file(), site.path("evaluations/2026-11-24-CENTRE-K7Q2X.ron")).unwrap();
    let rows = site.library.scan().unwrap();
    assert!(rows.iter().all(|row| row.state.as_ref().unwrap().id == id() && row.copies == 0));
}

#[test]
fn a_version_that_a_merge_of_ours_put_there_is_told_from_a_synchronisers_copy_of_it() {
    let site = written();
    let ours = Evaluation { id: id(), ..version("base") };
    let mut theirs = ours.clone();
    let edit = titling(&theirs, "Their title");
    theirs.apply(&edit).unwrap();
    put(&site, "2026-11-24-centre-k7q2x.conflict-1-LAPTOP7.ron", &theirs);
    let versions = site.library.versions(&id()).unwrap();
    let merged = versions[0].merge(&site.after_death());
    // Nothing of it comes in by itself.
    assert_eq!(merged.evaluation, site.after_death());
    assert!(merged.conflicts.iter().any(|conflict| conflict.part == Part::Text(Field::Practice(Detail::Title))));
}
