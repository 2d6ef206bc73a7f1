//! Earlier revisions: listed, restored, thinned out, whatever the clock says.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use fieldbook::{
    model::{
        difference::{Part, restoring},
        edit::{Edit, Entry, Field},
        moment::Moment,
    },
    store::disk::{InjectedFault, Operation},
};

use crate::field::{Desk, Site, id, moment, question, submission};

fn checkpoint(desk: &mut Desk, now: Moment) -> u64 {
    desk.writer.checkpoint(&desk.evaluation, now).unwrap().revision
}

fn numbers(site: &Site) -> Vec<u64> {
    let history = site.library.history(&id()).unwrap();
    history.iter().rev().map(|revision| revision.number).collect()
}

/// Eleven revisions more, made every five hours of the last days; those before were all made on a day before these.
fn go_on_for_days(site: &Site, desk: &mut Desk) {
    let before = numbers(site).len() - 1;
    for _ in 0..11 {
        desk.type_in(0, "x");
        checkpoint(desk, now());
    }
    let ages = std::iter::repeat_n(90, before).chain((2..13).rev().map(|n| n * 5));
    for (n, hours) in (1..).zip(ages) {
        let path = site.path("history").join(id().as_str()).join(format!("{n}.ron"));
        let written = SystemTime::now() - Duration::from_secs(hours * 3600);
        fs::File::options().write(true).open(path).unwrap().set_modified(written).unwrap();
    }
}

/// The revisions up to this one that are still there.
fn left_of(site: &Site, last: u64) -> Vec<u64> {
    numbers(site).into_iter().filter(|number| *number <= last).collect()
}

fn now() -> Moment {
    Moment::new(jiff::Timestamp::now(), jiff::tz::Offset::UTC)
}

#[test]
fn revisions_are_listed_with_what_changed_and_one_can_be_restored() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "first");
    checkpoint(&mut desk, moment());
    desk.type_in(1, "second");
    assert_eq!(checkpoint(&mut desk, moment()), 3);
    let history = site.library.history(&id()).unwrap();
    let changes: Vec<Vec<Part>> =
        history.iter().map(|revision| revision.changes.iter().flat_map(Part::of).collect()).collect();
    let narrative = |n| vec![Part::Text(Field::Narrative(question(n)))];
    assert_eq!(changes, [narrative(1), narrative(0), vec![]]);
    assert_eq!(history[0].state.as_ref().unwrap(), &desk.evaluation);
    // Restoring is an edit like any other: it can be undone, and makes a new revision.
    let earlier = site.library.read_revision(&id(), 1).unwrap();
    desk.edit(&Edit::Together(restoring(&desk.evaluation, &earlier)));
    assert_eq!(checkpoint(&mut desk, moment()), 4);
    assert_eq!(site.after_death(), earlier);
    assert_eq!(numbers(&site), [1, 2, 3, 4]);
}

/// Written over in place, replaced, emptied or removed by another program once it is closed: what was saved last is in the
/// history, and is offered where the file can't be read.
#[test]
fn what_was_saved_last_is_in_the_history_whatever_is_done_to_the_file() {
    type Harm = fn(&Site);
    let harms: [Harm; 4] = [
        |site| {
            let text = fs::read_to_string(site.file()).unwrap().replace("saved last", "written over");
            fs::write(site.file(), text).unwrap();
        },
        |site| {
            let text = fs::read_to_string(site.file()).unwrap().replace("saved last", "put in its place");
            fs::write(site.path("beside"), text).unwrap();
            fs::rename(site.path("beside"), site.file()).unwrap();
        },
        |site| fs::write(site.file(), "").unwrap(),
        |site| fs::remove_file(site.file()).unwrap(),
    ];
    for (n, harm) in harms.into_iter().enumerate() {
        let site = Site::begun();
        let mut desk = site.open();
        for text in ["before, ", "saved last"] {
            desk.type_in(0, text);
            checkpoint(&mut desk, now());
        }
        drop(desk.writer);
        harm(&site);
        let numbered = (1..9).filter_map(|n| site.library.read_revision(&id(), n).ok());
        let kept = numbered.filter(|revision| *revision == desk.evaluation).count();
        assert_eq!(kept, 1, "{n}");
        match site.library.scan().unwrap().first().map(|row| &row.state) {
            Some(Ok(_)) => assert_eq!(site.library.history(&id()).unwrap().len(), 4, "{n}"),
            Some(Err(unreadable)) => assert_eq!(unreadable.kept.as_deref(), Some(&desk.evaluation), "{n}"),
            None => {}
        }
    }
}

#[test]
fn what_is_in_the_file_is_one_revision_with_its_copy() {
    let site = Site::begun();
    let mut desk = site.open();
    for expected in 2..6 {
        desk.type_in(0, "x");
        assert_eq!(checkpoint(&mut desk, now()), expected);
        assert_eq!(numbers(&site), (1..=expected).collect::<Vec<_>>());
    }
    // A content costs one file, however often it is saved.
    checkpoint(&mut desk, now());
    assert_eq!(fs::read_dir(site.path("history").join(id().as_str())).unwrap().count(), 5);
}

#[test]
fn a_checkpoint_without_changes_makes_no_revision() {
    let site = Site::begun();
    let mut desk = site.open();
    assert_eq!(checkpoint(&mut desk, moment()), 1);
    desk.type_in(0, "x");
    let mut undone = desk.evaluation.clone();
    let edit = Edit::replace(Field::Narrative(question(0)), "x", "");
    undone.apply(&edit).unwrap();
    desk.edit(&edit);
    assert_eq!(checkpoint(&mut desk, moment()), 1);
    assert!(!desk.writer.journal().exists());
    assert_eq!(site.after_death(), undone);
}

#[test]
fn old_revisions_are_thinned_out_but_never_what_an_act_made() {
    let site = Site::begun();
    let mut desk = site.open();
    for n in 2..=8 {
        if n == 5 {
            let act = Edit::add(&desk.evaluation, Entry::Act(submission()));
            desk.edit(&act);
            let reopening = fieldbook::model::evaluation::Act {
                id: "a-2".parse().unwrap(),
                step: fieldbook::model::evaluation::Step::Reopen,
                ..submission()
            };
            checkpoint(&mut desk, now());
            let act = Edit::add(&desk.evaluation, Entry::Act(reopening));
            desk.edit(&act);
        }
        desk.type_in(0, "x");
        checkpoint(&mut desk, now());
    }
    assert_eq!(numbers(&site), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    go_on_for_days(&site, &mut desk);
    assert_eq!(numbers(&site), (1..=20).collect::<Vec<_>>());
    desk.type_in(0, "x");
    checkpoint(&mut desk, now());
    // Number 5 is the submission, 6 the reopening.
    assert_eq!(left_of(&site, 8), [5, 6, 8]);
}

#[test]
fn nothing_is_thinned_out_when_the_checkpoint_failed() {
    let site = Site::begun();
    let mut desk = site.open();
    for _ in 0..4 {
        desk.type_in(0, "x");
        checkpoint(&mut desk, now());
    }
    go_on_for_days(&site, &mut desk);
    desk.type_in(0, "x");
    site.faults.plan(Operation::Exchange, 0, 1, InjectedFault::Fails(5));
    assert!(desk.writer.checkpoint(&desk.evaluation, now()).is_err());
    assert_eq!(left_of(&site, 4), [1, 2, 3, 4]);
    checkpoint(&mut desk, now());
    assert_eq!(left_of(&site, 4), [4]);
}

#[test]
fn whatever_the_clock_says_revisions_stay_in_order_and_nothing_is_lost() {
    let site = Site::begun();
    let mut desk = site.open();
    for now in [
        "2026-11-24T14:02:11+01:00",
        "2036-11-24T14:02:11+01:00",
        "2016-11-24T14:02:11+01:00",
        "1961-04-12T06:07:00+00:00",
        "2026-11-24T14:02:12-11:00",
    ] {
        desk.type_in(0, now);
        desk.writer.append(&Edit::replace(Field::Evaluators, "", ""), now.parse().unwrap()).unwrap();
        assert_eq!(site.after_death(), desk.evaluation);
        drop(desk);
        desk = site.open();
        checkpoint(&mut desk, now.parse().unwrap());
        assert!(site.library.scan().unwrap()[0].state.is_ok());
        assert_eq!(site.after_death(), desk.evaluation);
    }
    let lengths: Vec<usize> = site
        .library
        .history(&id())
        .unwrap()
        .iter()
        .map(|revision| revision.state.as_ref().unwrap().narrative(&question(0)).len())
        .collect();
    assert!(lengths.is_sorted_by(|newer, older| newer > older), "{lengths:?}");
}

#[test]
fn an_unreadable_revision_is_told_and_never_thrown_away() {
    let site = Site::begun();
    let mut desk = site.open();
    for _ in 0..3 {
        desk.type_in(0, "x");
        checkpoint(&mut desk, now());
    }
    fs::write(site.path("history").join(id().as_str()).join("2.ron"), "broken").unwrap();
    go_on_for_days(&site, &mut desk);
    desk.type_in(0, "x");
    checkpoint(&mut desk, now());
    assert_eq!(left_of(&site, 3), [2, 3]);
    let history = site.library.history(&id()).unwrap();
    assert!(history.iter().find(|revision| revision.number == 2).unwrap().state.is_err());
    let error = site.library.read_revision(&id(), 2).unwrap_err().to_string();
    assert!(error.starts_with("2.ron can't be read: line 1"), "{error}");
}
