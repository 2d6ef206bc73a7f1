//! Text that can't be saved goes into a rescue file when the program has to end, and comes back from there.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use fieldbook::{
    model::{
        edit::{Edit, Field},
        evaluation::Evaluation,
    },
    store::{
        StoreError,
        disk::{InjectedFault, Operation},
    },
};
use rustix::io::Errno;
use tempfile::TempDir;

use crate::field::{Desk, Site, holder, id, moment, question, sound};

/// A desk on which the second half of what was typed is only in memory, since the library's folders take nothing.
fn failing(site: &Site) -> Desk {
    let mut desk = site.open();
    desk.type_in(0, "on the disk, ");
    desk.writer.sync().unwrap();
    full(site, site.library.root());
    for letter in "in memory".chars() {
        assert!(!desk.type_in(0, &letter.to_string()));
    }
    desk
}

/// From now on nothing new fits below this folder.
fn full(site: &Site, folder: &Path) {
    let below = folder.to_string_lossy();
    for operation in [Operation::Create, Operation::Write, Operation::Sync] {
        site.faults.plan_on(operation, &below, 0, usize::MAX, InjectedFault::Fails(Errno::NOSPC.raw_os_error()));
    }
}

/// A library whose disk has room again, the folder that took what could not be saved, the rescue file in it, and what was
/// typed.
fn after_rescue() -> (Site, TempDir, PathBuf, Evaluation) {
    let site = Site::begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let desk = failing(&site);
    let file = rescued(&desk, &[elsewhere.path().to_owned()]).unwrap();
    let typed = desk.evaluation.clone();
    drop(desk);
    site.faults.heal();
    (site, elsewhere, file, typed)
}

fn rescued(desk: &Desk, elsewhere: &[PathBuf]) -> Result<PathBuf, StoreError> {
    desk.writer.rescue(elsewhere)
}

#[test]
fn the_first_folder_that_takes_it_has_it_and_the_next_start_takes_it_in() {
    let site = Site::begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let places = ["full", "state/fieldbook"].map(|name| elsewhere.path().join(name));
    let mut desk = failing(&site);
    full(&site, &places[0]);
    assert!(desk.writer.leave(&desk.evaluation, moment()).is_err());
    let file = rescued(&desk, &places).unwrap();
    assert_eq!(file, places[1].join(format!("fieldbook-{}.rescued", id())));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let typed = desk.evaluation.clone();
    drop(desk);
    site.faults.heal();

    let library = site.elsewhere();
    let [found] = &library.rescue_files(&places)[..] else { panic!("not one rescue file") };
    let edits = found.edits.as_ref().unwrap();
    assert_eq!((found.file.as_path(), edits.count, edits.is_here), (file.as_path(), 10, true));
    assert_eq!(library.read(&id()).unwrap().evaluation.narrative(&question(0)), "on the disk, ");
    let taken = library.take_in_rescued(&file, &holder()).unwrap();
    assert_eq!((&taken.evaluation, taken.choices, taken.is_damaged), (&typed, 0, false));
    assert!(library.rivals(&id()).unwrap().is_empty());
    assert_eq!(library.read(&id()).unwrap().evaluation, typed);
    assert!(library.rescue_files(&places).is_empty() && !file.exists());
}

#[test]
fn what_was_written_since_is_merged_with_what_was_rescued() {
    let (site, _elsewhere, file, _) = after_rescue();
    let mut desk = site.open();
    desk.type_in(1, "Elsewhere.");
    desk.type_in(0, "and since.");
    desk.writer.leave(&desk.evaluation, moment()).unwrap();
    drop(desk);
    let library = site.elsewhere();
    let taken = library.take_in_rescued(&file, &holder()).unwrap();
    assert_eq!(taken.evaluation.narrative(&question(1)), "Elsewhere.");
    assert_eq!(taken.evaluation.narrative(&question(0)), "on the disk, and since.", "what is there stands");
    assert!(taken.choices == 1 && taken.to_string().contains("with 1 choice: open it and press F6"), "{taken}");
    let choices = library.rivals(&id()).unwrap();
    let all = site.everything();
    assert!(all.contains("on the disk, in memory") && all.contains("on the disk, and since."), "{choices:?}");
    assert_eq!(choices.len(), 1, "a person chooses between the two");
}

/// The evaluation was opened, and left as it was, before the rescue file was taken in.
#[test]
fn what_the_library_kept_of_it_is_no_other_version() {
    let (site, _elsewhere, file, typed) = after_rescue();
    let mut desk = site.open();
    desk.writer.leave(&desk.evaluation, moment()).unwrap();
    drop(desk);
    let taken = site.library.take_in_rescued(&file, &holder()).unwrap();
    assert_eq!((taken.evaluation, taken.choices), (typed, 0));
}

/// A copy of the file that is taken in later changes nothing that was chosen meanwhile.
#[test]
fn a_copy_that_is_taken_in_later_brings_nothing_new() {
    let (site, elsewhere, file, _) = after_rescue();
    let copy = elsewhere.path().join("copy");
    fs::copy(&file, &copy).unwrap();
    let taken = site.library.take_in_rescued(&file, &holder()).unwrap();
    let mut desk = site.open();
    let edit = Edit::replace(Field::Narrative(question(0)), taken.evaluation.narrative(&question(0)), "Chosen.");
    desk.edit(&edit);
    desk.writer.leave(&desk.evaluation, moment()).unwrap();
    let chosen = desk.evaluation.clone();
    drop(desk);
    let again = site.library.take_in_rescued(&copy, &holder()).unwrap();
    assert_eq!((again.evaluation, again.choices), (chosen, 0));
    assert!(copy.exists(), "what has not our name is not ours to remove");
}

#[test]
fn a_damaged_rescue_file_is_taken_in_as_far_as_it_goes_and_kept() {
    let (site, _elsewhere, file, _) = after_rescue();
    let whole = fs::read(&file).unwrap();
    for damaged in [whole[..whole.len() - 40].to_vec(), {
        let mut flipped = whole.clone();
        let at = whole.len() - 300;
        flipped[at] ^= 1;
        flipped
    }] {
        fs::write(&file, &damaged).unwrap();
        let taken = site.library.take_in_rescued(&file, &holder()).unwrap();
        assert!(taken.is_damaged && taken.to_string().contains("it is in the quarantine"), "{taken}");
        assert!(taken.evaluation.narrative(&question(0)).starts_with("on the disk, "));
        let kept = fs::read_dir(site.path("quarantine")).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
        assert!(kept.into_iter().any(|bytes| bytes == damaged));
    }
}

#[test]
fn a_second_rescue_leaves_the_first_alone_and_taking_in_twice_changes_nothing() {
    let site = Site::begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let places = [elsewhere.path().to_owned()];
    let desk = failing(&site);
    let files = [rescued(&desk, &places).unwrap(), rescued(&desk, &places).unwrap()];
    assert_ne!(files[0], files[1]);
    let typed = desk.evaluation.clone();
    drop(desk);
    site.faults.heal();
    let library = site.elsewhere();
    for file in &files {
        assert_eq!(library.take_in_rescued(file, &holder()).unwrap().evaluation, typed);
    }
    assert!(library.rivals(&id()).unwrap().is_empty() && library.rescue_files(&places).is_empty());
}

#[test]
fn an_evaluation_that_is_gone_comes_back_whole() {
    let (_site, _elsewhere, file, typed) = after_rescue();
    let another = tempfile::tempdir().unwrap();
    let library = fieldbook::store::Library::open(another.path(), sound()).unwrap();
    assert_eq!(library.take_in_rescued(&file, &holder()).unwrap().evaluation, typed);
    assert_eq!(library.read(&id()).unwrap().evaluation, typed);
}

#[test]
fn where_nothing_takes_it_the_error_says_so_and_no_half_file_stays() {
    let site = Site::begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let desk = failing(&site);
    site.faults.plan(Operation::Write, 0, usize::MAX, InjectedFault::Fails(Errno::NOSPC.raw_os_error()));
    let error = rescued(&desk, &[elsewhere.path().to_owned()]).unwrap_err().to_string();
    assert!(error.contains("no space left"), "{error}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn whatever_fails_while_it_is_taken_in_nothing_is_lost() {
    let mut faults = 0;
    for (operation, strikes) in
        Operation::ALL.into_iter().flat_map(|operation| [(operation, 1), (operation, usize::MAX)])
    {
        for n in 0.. {
            let (site, _elsewhere, file, typed) = after_rescue();
            let before = site.faults.struck();
            site.faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
            let outcome = site.library.take_in_rescued(&file, &holder());
            if site.faults.struck() == before {
                break;
            }
            faults += 1;
            let library = site.elsewhere();
            let told = format!("{operation:?} {n}, {strikes}: {outcome:?}");
            if outcome.is_ok() {
                assert_eq!(library.read(&id()).unwrap().evaluation, typed, "{told}");
            } else {
                assert!(file.exists(), "{told}");
                assert_eq!(library.take_in_rescued(&file, &holder()).unwrap().evaluation, typed, "{told}");
            }
            assert!(library.rivals(&id()).unwrap().is_empty(), "{told}");
        }
    }
    println!("{faults} faults");
    assert!(faults > 40, "{faults}");
}

#[test]
fn nothing_else_passes_for_a_rescue_file() {
    let site = Site::begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let name = format!("fieldbook-{}.rescued", id());
    for (n, bytes) in [&b""[..], b"()", b"\0\0\0", b"00000001 00000000 x\n"].into_iter().enumerate() {
        let folder = elsewhere.path().join(n.to_string());
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(&name), bytes).unwrap();
        let [found] = &site.library.rescue_files(std::slice::from_ref(&folder))[..] else { panic!("not told of") };
        assert!(found.edits.as_ref().is_err_and(|why| why.contains("no rescue file")), "{found:?}");
        assert!(site.library.take_in_rescued(&folder.join(&name), &holder()).is_err());
        assert!(folder.join(&name).exists());
    }
    let folder = elsewhere.path().join("folder");
    fs::create_dir_all(folder.join(&name)).unwrap();
    assert!(site.library.rescue_files(&[folder, PathBuf::from("/nowhere/at/all")]).is_empty());
}
