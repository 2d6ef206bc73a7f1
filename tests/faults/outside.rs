//! Others: another program, git and synchronisers change what an evaluation's file holds.

use std::fs;

use fieldbook::{
    model::{
        difference::Part,
        edit::{Detail, Field},
        evaluation::Evaluation,
        format,
        merge::taking,
    },
    store::disk::{InjectedFault, Operation},
};

use crate::field::{Desk, Site, id, moment, new_evaluation, question, titling, typing};

/// Another program changes the evaluation that stands in the file.
fn changed(site: &Site, change: impl FnOnce(&mut Evaluation)) -> Evaluation {
    let mut theirs = format::read(&fs::read_to_string(site.file()).unwrap()).unwrap();
    change(&mut theirs);
    theirs
}

fn write(site: &Site, theirs: &Evaluation) {
    let beside = site.file().with_extension("theirs");
    fs::write(&beside, format::write(theirs)).unwrap();
    fs::rename(beside, site.file()).unwrap();
}

fn retitled(site: &Site) -> Evaluation {
    changed(site, |theirs| {
        let edit = titling(theirs, "Their title");
        theirs.apply(&edit).unwrap();
    })
}

fn rewritten(site: &Site, text: &str) -> Evaluation {
    changed(site, |theirs| {
        let edit = typing(theirs, 0, text);
        theirs.apply(&edit).unwrap();
    })
}

fn in_file(site: &Site) -> Evaluation {
    format::read(&fs::read_to_string(site.file()).unwrap()).unwrap()
}

fn settled(desk: &mut Desk) {
    let outcome = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    if let Some(merged) = outcome.merged {
        desk.evaluation = merged;
    }
}

#[test]
fn an_outside_edit_of_another_field_is_merged() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let theirs = retitled(&site);
    write(&site, &theirs);
    let outcome = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    let merged = outcome.merged.unwrap();
    assert_eq!((merged.narrative(&question(0)), merged.title()), ("ours", "Their title"));
    assert_eq!((in_file(&site), outcome.conflicts), (merged, 0));
    // What stood there before and what they wrote are both revisions.
    let history = site.library.history(&id()).unwrap();
    let titles: Vec<_> = history.iter().map(|revision| revision.state.as_ref().unwrap().title()).collect();
    assert_eq!(titles, ["Their title", "Their title", "Untitled practice"]);
    assert_eq!(history[0].number, outcome.revision);
}

#[test]
fn an_outside_edit_of_the_same_field_leaves_a_choice() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    write(&site, &rewritten(&site, "theirs"));
    let outcome = desk.writer.merge_external_changes(&desk.evaluation, moment()).unwrap().unwrap();
    assert_eq!((outcome.merged, outcome.conflicts), (None, 1));
    // What is on the screen stays; the other text waits, also for those who come later.
    drop(desk.writer);
    let mut desk = site.open();
    assert_eq!(desk.evaluation.narrative(&question(0)), "ours");
    assert_eq!(site.library.scan().unwrap()[0].copies, 1);
    let versions = site.library.versions(&id()).unwrap();
    let merged = versions[0].merge(&desk.evaluation);
    let conflict = &merged.conflicts[0];
    assert_eq!(conflict.part, Part::Text(Field::Narrative(question(0))));
    let texts = [&conflict.base, &conflict.ours, &conflict.theirs].map(|text| text.as_deref().unwrap());
    assert_eq!(texts, ["", "ours", "theirs"]);
    let choice = taking(&desk.evaluation, &versions[0].theirs, &conflict.part).unwrap();
    desk.edit(&choice);
    desk.writer.settle_rival(&versions[0].file.to_string()).unwrap();
    settled(&mut desk);
    assert_eq!(in_file(&site).narrative(&question(0)), "theirs");
    assert_eq!(site.library.versions(&id()).unwrap(), []);
    assert!(site.everything().contains("ours"));
}

#[test]
fn an_outside_edit_after_the_program_died_is_merged_too() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    drop(desk);
    write(&site, &retitled(&site));
    // Who only reads sees both, and changes nothing.
    let read = site.after_death();
    assert_eq!((read.narrative(&question(0)), read.title()), ("ours", "Their title"));
    assert!(in_file(&site).narrative(&question(0)).is_empty());
    let desk = site.open();
    assert_eq!(desk.evaluation, read);
    assert_eq!(desk.loaded.recovered.unwrap().edits, 1);
    drop(desk);
    assert_eq!(in_file(&site), read);
    assert_eq!(site.open().loaded.recovered, None);
}

#[test]
fn an_outside_edit_is_noticed_whatever_its_size_and_time() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "one");
    settled(&mut desk);
    assert_eq!(desk.writer.merge_external_changes(&desk.evaluation, moment()), Ok(None));
    // In part, of the same length, and with the old time set again.
    let before = fs::metadata(site.file()).unwrap().modified().unwrap();
    let text = fs::read_to_string(site.file()).unwrap().replace("one", "two");
    fs::write(site.file(), text).unwrap();
    fs::File::options().write(true).open(site.file()).unwrap().set_modified(before).unwrap();
    let outcome = desk.writer.merge_external_changes(&desk.evaluation, moment()).unwrap().unwrap();
    assert_eq!(outcome.merged.unwrap().narrative(&question(0)), "two");
    assert!(site.everything().contains("one"));
}

#[test]
fn an_outside_edit_during_the_swap_is_merged() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let theirs = format::write(&retitled(&site)).into_bytes();
    site.faults.plan(Operation::Exchange, 0, 1, InjectedFault::Meanwhile(site.file(), theirs));
    let outcome = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    let merged = outcome.merged.unwrap();
    assert_eq!((merged.narrative(&question(0)), merged.title()), ("ours", "Their title"));
    assert_eq!(in_file(&site), merged);
    assert_eq!(site.library.versions(&id()).unwrap(), []);
}

#[test]
fn an_outside_edit_of_the_same_field_during_the_swap_leaves_a_choice() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let theirs = format::write(&rewritten(&site, "theirs")).into_bytes();
    site.faults.plan(Operation::Exchange, 0, 1, InjectedFault::Meanwhile(site.file(), theirs));
    settled(&mut desk);
    assert_eq!(in_file(&site).narrative(&question(0)), "ours");
    let versions = site.library.versions(&id()).unwrap();
    assert_eq!(versions[0].theirs.narrative(&question(0)), "theirs");
    assert_eq!(versions[0].base, Some(new_evaluation()));
}

#[test]
fn what_cannot_be_read_but_was_displaced_is_kept_aside() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    site.faults.plan(Operation::Exchange, 0, 1, InjectedFault::Meanwhile(site.file(), b"something else".to_vec()));
    settled(&mut desk);
    assert_eq!(in_file(&site), desk.evaluation);
    assert!(site.everything().contains("something else"));
}

#[test]
fn the_program_dying_right_after_an_outside_edit_during_the_swap_loses_neither() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let theirs = format::write(&retitled(&site)).into_bytes();
    site.faults.plan(Operation::Exchange, 0, 1, InjectedFault::Meanwhile(site.file(), theirs));
    // Nothing that comes after the exchange happens.
    let io = || InjectedFault::Fails(rustix::io::Errno::IO.raw_os_error());
    site.faults.plan_on(Operation::SyncFolder, "evaluations", 0, usize::MAX, io());
    assert!(desk.writer.checkpoint(&desk.evaluation, moment()).is_err());
    drop(desk);
    site.faults.heal();
    let mut desk = site.open();
    settled(&mut desk);
    assert_eq!((desk.evaluation.narrative(&question(0)), desk.evaluation.title()), ("ours", "Their title"));
}

#[test]
fn a_file_deleted_outside_is_made_anew_when_there_is_something_to_save() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "one");
    settled(&mut desk);
    fs::remove_file(site.file()).unwrap();
    assert_eq!(desk.writer.merge_external_changes(&desk.evaluation, moment()), Ok(None));
    desk.type_in(0, " two");
    assert_eq!(site.library.scan().unwrap()[0].state.as_ref().unwrap(), &desk.evaluation);
    let outcome = desk.writer.merge_external_changes(&desk.evaluation, moment()).unwrap().unwrap();
    assert!(outcome.recreated);
    assert_eq!(in_file(&site), desk.evaluation);
}

#[test]
fn a_file_deleted_after_the_program_died_comes_back_from_the_journal() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "one");
    drop(desk.writer);
    fs::remove_file(site.file()).unwrap();
    assert_eq!(site.after_death(), desk.evaluation);
    assert_eq!(site.open().evaluation, desk.evaluation);
    assert_eq!(in_file(&site), desk.evaluation);
}

#[test]
fn git_checking_out_an_older_revision_is_a_change_like_any_other() {
    let site = Site::begun();
    let older = in_file(&site);
    let mut desk = site.open();
    desk.type_in(0, "newer");
    settled(&mut desk);
    desk.type_in(1, "newest");
    write(&site, &older);
    settled(&mut desk);
    // Their going back and our going on are in different fields.
    assert_eq!((desk.evaluation.narrative(&question(0)), desk.evaluation.narrative(&question(1))), ("", "newest"));
    assert!(site.everything().contains("newer"));
    assert_eq!(in_file(&site), desk.evaluation);
}

#[test]
fn a_synchronisers_copy_is_another_version_of_its_evaluation() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "common");
    settled(&mut desk);
    let copy = rewritten(&site, " theirs");
    desk.type_in(0, " ours");
    settled(&mut desk);
    for (name, text, base) in [
        ("2026-11-24-centre-k7q2x.sync-conflict-20261124-140211-ABCDEFG.ron", "common theirs", "common"),
        ("2026-11-24-centre-k7q2x (Jana's conflicted copy 2026-11-24).ron", "common, theirs again", "common theirs"),
    ] {
        let copy = format::write(&copy).replace("common theirs", text);
        fs::write(site.path("evaluations").join(name), copy).unwrap();
        let rows = site.library.scan().unwrap();
        assert_eq!((rows.len(), rows[0].copies), (1, 1));
        // A checkpoint does not take the choice away from the person.
        settled(&mut desk);
        let versions = site.library.versions(&id()).unwrap();
        let merged = versions[0].merge(&desk.evaluation);
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.conflicts[0].base.as_deref(), Some(base));
        assert_eq!(merged.conflicts[0].ours.as_deref(), Some("common ours"));
        assert_eq!(merged.conflicts[0].theirs.as_deref(), Some(text));
        desk.writer.settle_rival(&versions[0].file.to_string()).unwrap();
        assert_eq!(site.library.scan().unwrap()[0].copies, 0);
    }
    assert_eq!(in_file(&site), desk.evaluation);
}

#[test]
fn a_synchronisers_copy_of_another_field_is_a_choice_too() {
    let site = Site::begun();
    let mut desk = site.open();
    let copy = retitled(&site);
    desk.type_in(0, "ours");
    settled(&mut desk);
    let name = "2026-11-24-centre-k7q2x.sync-conflict-20261124-140211-ABCDEFG.ron";
    fs::write(site.path("evaluations").join(name), format::write(&copy)).unwrap();
    settled(&mut desk);
    let versions = site.library.versions(&id()).unwrap();
    let merged = versions[0].merge(&desk.evaluation);
    assert_eq!((&merged.evaluation, merged.conflicts.len()), (&desk.evaluation, 1));
    // Once it is taken the copy brings nothing new.
    let choice = taking(&desk.evaluation, &versions[0].theirs, &merged.conflicts[0].part).unwrap();
    desk.edit(&choice);
    settled(&mut desk);
    assert_eq!(site.library.versions(&id()).unwrap(), []);
    assert_eq!((desk.evaluation.narrative(&question(0)), desk.evaluation.title()), ("ours", "Their title"));
}

#[test]
fn a_copy_that_brings_nothing_new_is_put_away() {
    let site = Site::begun();
    let mut desk = site.open();
    let name = "2026-11-24-centre-k7q2x.sync-conflict-20261124-140211-ABCDEFG.ron";
    fs::copy(site.file(), site.path("evaluations").join(name)).unwrap();
    desk.type_in(0, "ours");
    settled(&mut desk);
    assert_eq!(site.library.versions(&id()).unwrap(), []);
    assert_eq!(in_file(&site), desk.evaluation);
}

#[test]
fn a_copy_whose_evaluation_is_elsewhere_is_a_flagged_row() {
    let site = Site::begun();
    let name = "2026-11-25-other-m3n4p.sync-conflict-20261124-140211-ABCDEFG.ron";
    fs::write(site.path("evaluations").join(name), "").unwrap();
    let rows = site.library.scan().unwrap();
    let unreadable = rows[1].state.as_ref().unwrap_err().to_string();
    assert_eq!(unreadable, format!("{name} is a copy of the evaluation 2026-11-25-other-m3n4p, which was not found"));
}

#[test]
fn temporary_files_of_synchronisers_are_passed_over() {
    let site = Site::begun();
    for name in
        [".syncthing.2026-11-24-centre-k7q2x.ron.tmp", "~syncthing~2026-11-24-centre-k7q2x.ron.tmp", ".stfolder"]
    {
        fs::write(site.path("evaluations").join(name), "half").unwrap();
    }
    let rows = site.library.scan().unwrap();
    assert_eq!((rows.len(), rows[0].copies), (1, 0));
}

#[test]
fn merge_markers_are_explained_and_never_overwritten() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let whole = fs::read_to_string(site.file()).unwrap();
    let marked = whole.replacen("    practice", "<<<<<<< HEAD\n    practice", 1) + "=======\n>>>>>>> branch\n";
    assert_ne!(marked.len(), whole.len() + 24);
    fs::write(site.file(), &marked).unwrap();
    let error = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap_err();
    assert!(error.to_string().contains("git left merge conflicts in it, from line"), "{error}");
    assert_eq!(fs::read_to_string(site.file()).unwrap(), marked);
    // Typing goes on into the journal, which whoever reads the evaluation takes it from.
    assert!(desk.type_in(0, " and more"));
    drop(desk.writer);
    assert_eq!(site.after_death(), desk.evaluation);
    assert_eq!(fs::read_to_string(site.file()).unwrap(), marked);
    // It is what leaving puts in its place, and the other goes to the quarantine.
    let mut desk = site.open();
    assert_eq!(fs::read_to_string(site.file()).unwrap(), marked);
    desk.writer.leave(&desk.evaluation, moment()).unwrap();
    assert_eq!(in_file(&site), desk.evaluation);
    assert!(site.everything().contains("<<<<<<< HEAD"));
}

#[test]
fn a_file_mended_by_hand_after_a_merge_takes_our_edits() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let mended = format::write(&retitled(&site));
    fs::write(site.file(), format!("<<<<<<< HEAD\n{mended}>>>>>>> branch\n")).unwrap();
    assert!(desk.writer.merge_external_changes(&desk.evaluation, moment()).is_err());
    fs::write(site.file(), mended).unwrap();
    settled(&mut desk);
    assert_eq!((desk.evaluation.narrative(&question(0)), desk.evaluation.title()), ("ours", "Their title"));
}

#[test]
fn what_was_approved_elsewhere_is_not_changed_behind_its_back() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "ours");
    let theirs = changed(&site, |theirs| theirs.acts = [crate::field::submission()].into_iter().collect());
    write(&site, &theirs);
    settled(&mut desk);
    assert_eq!((in_file(&site), &desk.evaluation), (theirs.clone(), &theirs));
    let versions = site.library.versions(&id()).unwrap();
    assert_eq!(versions[0].theirs.narrative(&question(0)), "ours");
    let detail = Field::Practice(Detail::Title);
    assert_eq!(desk.evaluation.field(&detail), Some(""));
}
