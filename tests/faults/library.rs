//! The library as such: making, finding, listing, deleting, locking.

use fieldbook::{
    model::{evaluation::Evaluation, framework::Framework},
    store::{OpenOutcome, ReadOnlyReason, StoreError, Syncer},
};

use crate::field::{Desk, Site, holder, id, moment, new_evaluation, question};

#[test]
fn what_was_typed_is_there_after_the_program_died() {
    let site = Site::begun();
    let mut desk = site.open();
    for letter in "Integration centres".chars() {
        assert!(desk.type_in(0, &letter.to_string()));
        assert_eq!(site.after_death(), desk.evaluation);
    }
    drop(desk.writer);
    let again = site.open();
    assert_eq!(again.evaluation, desk.evaluation);
    assert_eq!(again.loaded.recovered.map(|recovered| (recovered.edits, recovered.dropped)), Some((19, 0)));
}

#[test]
fn typing_goes_on_in_a_recovered_journal() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "one");
    drop(desk);
    let mut desk = site.open();
    desk.type_in(0, " two");
    desk.writer.sync().unwrap();
    drop(desk);
    let desk = site.open();
    assert_eq!(desk.evaluation.narrative(&question(0)), "one two");
    assert_eq!(desk.loaded.recovered.unwrap().edits, 2);
}

#[test]
fn a_checkpoint_empties_the_journal_and_keeps_the_revision_before() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "one");
    assert_eq!(desk.writer.checkpoint(&desk.evaluation, moment()).unwrap().revision, 2);
    desk.type_in(0, " two");
    assert_eq!(desk.writer.checkpoint(&desk.evaluation, moment()).unwrap().revision, 3);
    assert!(!desk.writer.journal().exists());
    drop(desk.writer);
    let again = site.open();
    assert_eq!((again.evaluation, again.loaded.recovered), (desk.evaluation, None));
    let history: Vec<_> = std::fs::read_dir(site.path("history").join(id().as_str())).unwrap().collect();
    // Each of the three, what is in the file included.
    assert_eq!(history.len(), 3);
}

#[test]
fn a_second_instance_reads_and_takes_over_later() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed here");
    let elsewhere = site.elsewhere();
    match elsewhere.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap() {
        OpenOutcome::ReadOnly(reason, loaded) => {
            assert_eq!(reason, ReadOnlyReason::HeldElsewhere(Some(holder())));
            assert_eq!(reason.to_string(), "Jana (process 4242, since 14:02) has it open");
            assert_eq!(loaded.evaluation, desk.evaluation);
        }
        OpenOutcome::Writable(..) => panic!("two write at once"),
    }
    assert!(matches!(elsewhere.trash(&id(), &holder()), Err(StoreError::Held(Some(_)))));
    drop(desk.writer);
    let mut taken_over = Desk::at(&elsewhere);
    assert_eq!(taken_over.evaluation, desk.evaluation);
    assert!(taken_over.type_in(0, " and there"));
}

#[test]
fn an_id_is_never_taken_twice() {
    let site = Site::begun();
    assert_eq!(site.library.create(&new_evaluation()), Err(StoreError::Exists(id())));
}

#[test]
fn an_evaluation_is_found_by_any_unambiguous_beginning() {
    let site = Site::begun();
    let other = Evaluation::new("2026-11-25-central-m3n4p".parse().unwrap(), &Framework::built_in());
    site.library.create(&other).unwrap();
    assert_eq!(site.library.find("centre"), Ok(id()));
    assert_eq!(site.library.find("m3"), Ok(other.id.clone()));
    assert_eq!(
        site.library.find("zz").unwrap_err().to_string(),
        "no evaluation found for 'zz': `fieldbook list` shows all of them"
    );
    let ambiguous = site.library.find("centr").unwrap_err();
    assert_eq!(ambiguous, StoreError::Ambiguous { beginning: "centr".to_owned(), candidates: vec![id(), other.id] });
}

#[test]
fn the_trash_gives_back_what_it_took_with_every_edit() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(3, "kept");
    drop(desk.writer);
    site.library.trash(&id(), &holder()).unwrap();
    assert!(site.library.scan().unwrap().is_empty());
    let trashed = site.library.trashed().unwrap();
    assert_eq!(trashed[0].title, "Untitled practice");
    site.library.create(&new_evaluation()).unwrap();
    assert_eq!(site.library.restore(&trashed[0].name), Err(StoreError::Exists(id())));
    site.library.trash(&id(), &holder()).unwrap();
    assert_eq!(site.library.trashed().unwrap().len(), 2);
    assert_eq!(site.library.restore(&trashed[0].name), Ok(id()));
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn the_listing_has_every_evaluation_with_its_journal() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed");
    std::fs::write(site.path("evaluations/.2026-11-24-centre-k7q2x.ron.tmp"), "").unwrap();
    std::fs::write(site.path("evaluations/2026-11-24-broken-k7q2x.ron"), "(format: 1,\n  id: 7").unwrap();
    let rows = site.library.scan().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].state.as_ref().unwrap(), &desk.evaluation);
    let unreadable = rows[0].state.as_ref().unwrap_err();
    assert!(
        unreadable.to_string().starts_with("2026-11-24-broken-k7q2x.ron can't be read: line 2, column"),
        "{unreadable}"
    );
    assert_eq!(site.library.source(&rows[0].file).unwrap().as_str(), "(format: 1,\n  id: 7");
}
