//! Whoever follows what a row or a message says loses no letter by it.

use std::fs;

use fieldbook::{
    model::{evaluation::Evaluation, format, framework::Framework},
    store::StoreError,
};

use crate::field::{Site, holder, id, moment, new_evaluation, question, titling, typing};

/// What the listing says about the one file that it flags.
fn flagged(site: &Site) -> String {
    let rows = site.library.scan().unwrap();
    let flagged: Vec<String> = rows.iter().filter_map(|row| Some(row.state.as_ref().err()?.to_string())).collect();
    assert_eq!(flagged.len(), 1, "{flagged:?}");
    flagged[0].clone()
}

fn titled(title: &str) -> Evaluation {
    let mut evaluation = new_evaluation();
    let edit = titling(&evaluation, title);
    evaluation.apply(&edit).unwrap();
    evaluation
}

#[test]
fn merge_markers_choosing_what_is_right() {
    let site = Site::begun();
    let whole = format::write(&titled("ours"));
    let marked = whole.replacen(
        "        title: \"ours\",\n",
        "<<<<<<< HEAD\n        title: \"ours\",\n=======\n        title: \"theirs\",\n>>>>>>> branch\n",
        1,
    );
    fs::write(site.file(), &marked).unwrap();
    let told = flagged(&site);
    assert!(told.ends_with("choose there what is right; both versions stay in the quarantine"), "{told}");
    fs::write(site.file(), &whole).unwrap();
    assert_eq!(site.after_death().title(), "ours");
    assert!(site.everything().contains("theirs"));
}

#[test]
fn another_encoding_saving_it_as_utf_8() {
    let text = format::write(&titled("Ústí"));
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for encoded in [latin, utf16] {
        let site = Site::begun();
        fs::write(site.file(), encoded).unwrap();
        let told = flagged(&site);
        assert!(told.ends_with("save it as UTF-8"), "{told}");
        fs::write(site.file(), &text).unwrap();
        assert_eq!(site.after_death().title(), "Ústí");
    }
}

#[test]
fn an_id_that_is_there_already_deleting_it_first() {
    let site = Site::new();
    site.library.create(&titled("first")).unwrap();
    let error = site.library.create(&titled("second")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "an evaluation with the id 2026-11-24-centre-k7q2x is there already: delete it first in the library (it goes to the \
         trash), or give the new one another id"
    );
    site.library.trash(&id(), &holder()).unwrap();
    site.library.create(&titled("second")).unwrap();
    let kept = site.everything();
    assert!(kept.contains("first") && kept.contains("second"));
    // So it does when the first is restored.
    let trashed = site.library.trashed().unwrap();
    assert_eq!(site.library.restore(&trashed[0].name), Err(StoreError::Exists(id())));
    site.library.trash(&id(), &holder()).unwrap();
    assert_eq!(site.library.restore(&trashed[0].name), Ok(id()));
    let kept = site.everything();
    assert!(kept.contains("first") && kept.contains("second"));
}

#[test]
fn a_damaged_file_restoring_the_last_good_version() {
    let site = Site::begun();
    let mut desk = site.open();
    for text in ["good", ", better"] {
        desk.type_in(0, text);
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    }
    drop(desk);
    fs::write(site.file(), "(format: 2, what a person wrote by hand").unwrap();
    flagged(&site);
    assert!(site.library.restore_last_good(&id()).unwrap().narrative(&question(0)).starts_with("good"));
    assert!(site.everything().contains("what a person wrote by hand"));
}

#[test]
fn a_file_of_another_name_taking_it_in_while_another_program_puts_one_there() {
    let site = Site::new();
    fs::write(site.path("evaluations/from a stick.ron"), format::write(&titled("theirs"))).unwrap();
    assert!(flagged(&site).ends_with("Enter in the library takes it in"));
    let file = site.library.scan().unwrap()[0].file.clone();
    site.library.create(&titled("ours")).unwrap();
    assert_eq!(site.library.name_after_id(&file), Err(StoreError::Exists(id())));
    assert_eq!(site.after_death().title(), "ours");
    assert_eq!(site.library.rivals(&id()).unwrap().len(), 1);
}

#[test]
fn an_evaluation_that_is_open_elsewhere_closing_it_there() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed there");
    let elsewhere = site.elsewhere();
    let error = elsewhere.trash(&id(), &holder()).unwrap_err();
    assert!(error.to_string().ends_with("close it there first"), "{error}");
    drop(desk);
    elsewhere.trash(&id(), &holder()).unwrap();
    assert!(site.everything().contains("typed there"));
}

#[test]
fn an_unknown_framework_putting_its_file_in_under_a_name_of_its_own() {
    let site = Site::new();
    let mut framework = Framework::built_in();
    framework.version = "2".into();
    let mut evaluation = Evaluation::new(id(), &framework);
    let edit = typing(&evaluation, 0, "answered");
    evaluation.apply(&edit).unwrap();
    site.library.create(&evaluation).unwrap();
    assert!(evaluation.framework_among(&site.library.known_frameworks()).is_none());
    fs::write(site.path("frameworks/spring-2.ron"), format::write_framework(&framework)).unwrap();
    assert!(evaluation.framework_among(&site.library.known_frameworks()).is_some());
    assert_eq!(site.after_death(), evaluation);
}

#[test]
fn a_conflict_choosing_either_or_both() {
    for choice in ["ours", "theirs"] {
        let site = Site::begun();
        let mut desk = site.open();
        desk.type_in(0, "what we wrote");
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        let mut theirs = new_evaluation();
        let edit = typing(&theirs, 0, "what they wrote");
        theirs.apply(&edit).unwrap();
        fs::write(site.path("evaluations/2026-11-24-centre-k7q2x (1).ron"), format::write(&theirs)).unwrap();
        let rivals = site.library.rivals(&id()).unwrap();
        if choice == "theirs" {
            let taken =
                fieldbook::model::merge::taking(&desk.evaluation, &theirs, &rivals[0].conflicts[0].part).unwrap();
            desk.edit(&taken);
        }
        desk.writer.settle_rival(&rivals[0].file).unwrap();
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        let kept = site.everything();
        assert!(kept.contains("what we wrote") && kept.contains("what they wrote"), "{choice}");
    }
}
