//! Comments on marks, and what marks rest on.

use super::{
    commands::starts::{jots, prose},
    scenes::{self, id},
    *,
};
use crate::model::Source;

fn item(n: usize) -> Id {
    Framework::built_in().question(0).unwrap().question.items[n].id.clone()
}

/// What the mark of the first question's item rests on.
fn evidence(driven: &Driven, n: usize) -> Vec<Source> {
    let evidence = driven.evaluation().evidence(&scenes::question(0), &item(n));
    evidence.iter().map(|one| one.source.clone()).collect()
}

fn comment(driven: &Driven, n: usize) -> String {
    driven.evaluation().marked(&scenes::question(0), &item(n)).map_or("", |marked| &marked.comment).to_owned()
}

#[test]
fn a_comment_is_one_key_away_and_esc_leads_back_to_the_item() {
    let mut driven = prose();
    driven.press("tab m up e").write("Seen at the door").press("esc");
    assert_eq!(comment(&driven, 0), "Seen at the door");
    assert!(driven.screen().contains("▌ [✓]") && driven.screen().contains(" +1\n"), "a count: {}", driven.screen());
    // The next key marks, as before.
    driven.press("n");
    assert_eq!(driven.evaluation().mark(&scenes::question(0), &item(0)), Some(Mark::NOT_MET));
    assert_eq!(comment(&driven, 0), "Seen at the door", "a mark that changes keeps its comment");
    driven.press("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(comment(&driven, 0), "");
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_selected_passage_is_pinned_by_two_keys_and_found_from_the_item() {
    let mut driven = prose();
    driven.press("shift-home alt-e");
    assert!(driven.screen().contains("Pin to which item?"), "{}", driven.screen());
    driven.press("enter");
    assert!(
        matches!(&evidence(&driven, 0)[..], [Source::Passage(_, passage)] if passage.text.as_str() == "three four")
    );
    driven.press("tab e tab");
    assert!(driven.screen().contains("“three four” (1.1)"), "{}", driven.screen());
    // To its place and back.
    driven.press("enter").write("!");
    assert_eq!(driven.evaluation().narrative(&scenes::question(0)), "one two\n!", "it was selected there");
    assert!(driven.screen().contains("This was evidence: its words stay with the mark"), "{}", driven.screen());
    driven.press("ctrl-z alt-,");
    assert!(driven.screen().contains("Comment and evidence"), "{}", driven.screen());
}

#[test]
fn a_passage_that_is_deleted_says_so_and_keeps_its_words() {
    let mut driven = prose();
    driven.press("shift-home alt-e enter shift-home delete");
    assert!(driven.screen().contains("This was evidence: its words stay with the mark"), "{}", driven.screen());
    driven.press("tab e");
    assert!(driven.screen().contains("“three four” (1.1, no longer in the narrative)"), "{}", driven.screen());
    driven.press("tab enter");
    assert!(driven.screen().contains("its words stay with the mark"), "{}", driven.screen());
}

#[test]
fn without_a_selection_the_key_says_what_to_do() {
    let mut driven = prose();
    driven.press("alt-e");
    assert!(driven.screen().contains("Select the passage first"), "{}", driven.screen());
}

#[test]
fn a_jot_is_pinned_from_the_checklist_and_from_the_tray() {
    let mut driven = jots();
    driven.press("tab +");
    assert!(
        driven.screen().contains("First jot") && driven.screen().contains("Name a document"),
        "{}",
        driven.screen()
    );
    driven.press("enter");
    assert!(matches!(&evidence(&driven, 0)[..], [Source::Jot { text, .. }] if text.as_str() == "First jot"));
    // What is pinned already is not offered again.
    driven.press("+");
    assert!(!driven.screen().contains("First jot") && driven.screen().contains("Second jot"), "{}", driven.screen());
    driven.press("esc ctrl-o end +").write("accessible information");
    driven.press("enter");
    assert!(driven.screen().contains("Pinned to “Accessible information”"), "{}", driven.screen());
    assert!(matches!(&evidence(&driven, 1)[..], [Source::Jot { text, .. }] if text.as_str() == "Second jot"));
    assert!(driven.screen().contains("Pinned to “Accessible information”"), "{}", driven.screen());
}

#[test]
fn a_jot_that_is_removed_keeps_its_words_with_the_mark_as_they_were_last() {
    let mut driven = jots();
    driven.press("tab + enter ctrl-o e").write(", as told");
    driven.press("enter delete");
    assert!(driven.screen().contains("its words stay with the mark"), "{}", driven.screen());
    assert!(matches!(&evidence(&driven, 0)[..], [Source::Jot { text, .. }] if text.as_str() == "First jot, as told"));
    driven.press("esc e");
    assert!(driven.screen().contains("First jot, as told (the jot was removed)"), "{}", driven.screen());
    driven.press("esc ctrl-z");
    assert!(driven.evaluation().jots.iter().any(|jot| jot.text.as_str() == "First jot, as told"));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn documents_are_named_changed_and_removed() {
    let mut driven = prose();
    driven.press("tab e ctrl-n").write("Annual report 2023, p. 14").press("ctrl-n").write("Minutes");
    assert_eq!(
        evidence(&driven, 0),
        ["Annual report 2023, p. 14", "Minutes"].map(|text| Source::Document(text.into()))
    );
    driven.press("ctrl-r");
    assert_eq!(evidence(&driven, 0).len(), 1);
    driven.press("shift-tab").write("Because");
    assert_eq!(comment(&driven, 0), "Because");
    driven.press("esc");
    assert!(driven.screen().contains(" +2\n"), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_framework_that_wants_evidence_has_it_checked() {
    let mut driven = Driven::against(scenes::GARDEN, 80, 24);
    driven.press("tab 4 y f2");
    let wording = "An item is met, but no comment or evidence says why";
    assert!(driven.screen().contains(wording), "{}", driven.screen());
    // From the check to the item and its comment.
    driven.press("enter e").write("Two bays.").press("esc down e").write("Seen.").press("esc f2");
    assert!(!driven.screen().contains(wording), "{}", driven.screen());
}

#[test]
fn what_a_mark_rests_on_is_read_whole_in_review() {
    let mut driven = Driven::against(scenes::GARDEN, 80, 30);
    driven.press("tab 3 up e").write("Turned every month.").press("ctrl-n").write("Photo 7").press("esc ctrl-r");
    let screen = driven.screen();
    assert!(screen.contains("Turned every month.") && screen.contains("Photo 7"), "{screen}");
    assert_eq!(driven.evaluation().evidence(&id("s1"), &id("s1a")).len(), 1);
}
