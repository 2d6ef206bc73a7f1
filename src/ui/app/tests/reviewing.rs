//! Remarks, replies and the steps of an evaluation.

use super::{
    commands::starts::revised,
    scenes::{self, blank, id, table},
    *,
};
use crate::model::{Edit, Entry, Field, Mark, Revision, Status, Step};
use crate::ui::{LookBack, Purpose};

fn reviewed() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("The centre is open to everybody in town.");
    driven.press("ctrl-r");
    driven
}

fn question() -> Id {
    Framework::built_in().question(0).unwrap().question.id.clone()
}

#[test]
fn a_remark_is_made_answered_and_resolved() {
    let mut driven = reviewed();
    driven.press("r").write("Who was asked?").press("enter tab r").write("Which ones?").press("enter");
    driven.press("t").write("All of them").press("enter");
    let evaluation = driven.evaluation().clone();
    let asked = question();
    let remarks: Vec<_> = evaluation.remarks_on(&asked).collect();
    assert_eq!(remarks.len(), 2);
    assert_eq!((remarks[0].text.as_str(), remarks[0].author.as_str()), ("Who was asked?", "Jana Nováková"));
    assert_eq!(remarks[1].item, Some(Framework::built_in().question(0).unwrap().question.items[0].id.clone()));
    assert_eq!(evaluation.replies_to(&remarks[0].id).next().map(|reply| reply.text.as_str()), Some("All of them"));
    assert_eq!(evaluation.open_remarks(), 2);
    driven.press("x");
    assert_eq!(driven.evaluation().open_remarks(), 1);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn submitting_ends_the_visit_that_goes_on() {
    let mut driven = reviewed();
    driven.press("e f5 ctrl-r s");
    assert!(driven.screen().contains("submitting ends it"), "{}", driven.screen());
    driven.press("home enter");
    assert!(driven.screen().contains("submitted, and the visit has ended"), "{}", driven.screen());
    assert!(driven.evaluation().visit_under_way().is_none() && driven.evaluation().visits.len() == 1);
    // Reopened, everything is undone in turn.
    driven.press("u enter e ctrl-z ctrl-z");
    assert!(driven.evaluation().visit_under_way().is_some(), "{}", driven.screen());
    driven.press("ctrl-z ctrl-z");
    assert!(driven.evaluation().visits.is_empty(), "{}", driven.screen());
    assert!(driven.evaluation().narrative(&question()).ends_with("to everybody in "), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn open_remarks_are_walked_from_anywhere() {
    let mut driven = reviewed();
    driven.press("3 r").write("On design").press("enter 1 w");
    assert!(driven.screen().contains("On design"), "{}", driven.screen());
    driven.press("e alt-k");
    assert!(driven.screen().contains("! Jana Nováková, 14:02: On design"), "{}", driven.screen());
}

#[test]
fn every_open_remark_is_walked_those_of_one_question_too() {
    let mut driven = reviewed();
    driven
        .press("r")
        .write("First")
        .press("enter tab r")
        .write("Second")
        .press("enter 3 r")
        .write("Third")
        .press("enter");
    let focused = |driven: &Driven| {
        let screen = driven.screen();
        let row = screen.lines().find(|line| line.contains('▌') && line.contains("Remark")).unwrap_or_default();
        ["First", "Second", "Third"].into_iter().find(|text| row.contains(text))
    };
    driven.press("1");
    let mut walked = Vec::new();
    for _ in 0..4 {
        driven.press("w");
        walked.push(focused(&driven).unwrap());
    }
    assert_eq!(walked, ["First", "Second", "Third", "First"]);
    assert!(driven.screen().contains("Draft   3 open remarks"), "{}", driven.screen());
    driven.press("x w w o");
    assert!(driven.screen().contains("1.1 Diverse groups !1"), "{}", driven.screen());
    assert!(driven.screen().contains("Draft   2 open remarks"), "{}", driven.screen());
    // While recording those of one question are walked too.
    driven.press("o e alt-1");
    let mut walked = Vec::new();
    for _ in 0..2 {
        driven.press("f9");
        let screen = driven.screen();
        walked.extend(["First", "Second", "Third"].into_iter().find(|text| screen.contains(text)));
    }
    assert_eq!(walked, ["Third", "Second"]);
}

#[test]
fn a_passages_remark_says_when_its_passage_is_gone() {
    let mut driven = reviewed();
    driven.press("e home shift-right shift-right shift-right f8").write("Which one?").press("enter");
    let passage = driven.evaluation().remarks[0].passage.clone().unwrap();
    assert_eq!(passage.text.as_str(), "The");
    driven.press("ctrl-home").write("Well. ");
    assert_eq!(passage.place_in(driven.evaluation().narrative(&question())), Some(6..9));
    driven.press("ctrl-a delete ctrl-r");
    assert!(driven.screen().contains("this passage is gone"), "{}", driven.screen());
}

#[test]
fn an_evaluation_is_submitted_returned_and_approved() {
    let mut driven = reviewed();
    driven.press("s");
    assert!(driven.screen().contains("Submit anyway"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(driven.evaluation().status(), Status::Submitted);
    driven.press("e").write("more");
    assert!(driven.screen().contains("This evaluation is submitted"), "{}", driven.screen());
    driven.press("ctrl-r b enter");
    assert_eq!(driven.evaluation().status(), Status::Submitted, "returning needs a reason");
    driven.write("Please look at 1.1").press("enter r").write("Where?").press("enter");
    assert_eq!(driven.evaluation().status(), Status::Returned);
    let id = driven.evaluation().id.clone();
    driven.press("esc").open(&id, Purpose::Record);
    driven.write(" Indeed.").press("ctrl-k").write("submit").press("enter enter");
    driven.press("ctrl-r a enter enter");
    assert_eq!(driven.evaluation().status(), Status::Approved);
    let acts: Vec<Step> = driven.evaluation().acts.iter().map(|act| act.step).collect();
    assert_eq!(acts, [Step::Submit, Step::Return, Step::Submit, Step::Approve]);
    driven.press("ctrl-z r");
    assert!(driven.screen().contains("reopen it first"), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_returned_evaluation_opens_on_its_first_open_remark() {
    let mut driven = reviewed();
    driven.press("2 right r").write("How?").press("enter s enter b").write("see 2.2").press("enter");
    let id = driven.evaluation().id.clone();
    driven.press("esc").open(&id, Purpose::Record);
    driven.write("Here: ");
    let asked = Framework::built_in().question(4).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&asked), "Here: ");
}

/// The texts that were copied.
fn copied(driven: &Driven) -> Vec<&str> {
    driven
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Copy(text) = effect { Some(&**text) } else { None })
        .collect()
}

#[test]
fn a_passage_is_selected_by_sentences_copied_with_its_source_and_remarked_on() {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("They met. Why?  Nobody said.").press("ctrl-r");
    let id = driven.evaluation().id.clone();
    driven.press("y shift-right y shift-down y shift-right y shift-left shift-left y shift-down shift-down shift-up y");
    let source = |text: &str| format!("\u{201c}{text}\u{201d} (Centre; 1.1; {id})");
    let whole = "They met. Why?  Nobody said.";
    let expected = [whole, "They met.", "They met. Why?", "Nobody said.", "They met.", "They met. Why?"].map(source);
    assert_eq!(copied(&driven), expected);
    driven.press("r").write("Who?").press("enter");
    let remark = &driven.evaluation().remarks[0];
    assert_eq!(remark.passage.as_ref().map(|passage| passage.text.as_str()), Some("They met. Why?"));
    driven.press("shift-right esc");
    assert!(driven.screen().contains("question 1 of 12"), "the selection goes first\n{}", driven.screen());
    driven.press("esc esc esc");
    assert!(driven.app.evaluation().is_none());
}

#[test]
fn the_mouse_selects_a_passage() {
    use crossterm::event::{MouseButton::Left, MouseEvent, MouseEventKind};
    let mut driven = Driven::new(60, 20);
    let text =
        "They met \u{6f22}\u{5b57} often, in the kitchen and in the yard, and nobody counted how often that was.";
    driven.press("n").write("Centre").press("enter").write(text).press("ctrl-r");
    let rows: Vec<String> = driven.screen().lines().map(str::to_owned).collect();
    let first = rows.iter().position(|row| row.contains("They met")).unwrap() as u16;
    let mouse = |driven: &mut Driven, kind, column, row| {
        let mouse = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        driven.hear(Msg::Mouse(mouse, 1));
    };
    mouse(&mut driven, MouseEventKind::Down(Left), 9, first);
    mouse(&mut driven, MouseEventKind::Drag(Left), 16, first);
    driven.press("y");
    assert!(copied(&driven)[0].starts_with("\u{201c}met \u{6f22}\u{5b57}\u{201d}"), "{:?}", copied(&driven));
    // Over the end of a row, and backwards.
    mouse(&mut driven, MouseEventKind::Down(Left), 6, first + 1);
    mouse(&mut driven, MouseEventKind::Drag(Left), 4, first);
    driven.press("y");
    let last = copied(&driven)[1].to_owned();
    assert!(last.contains("They met \u{6f22}\u{5b57} often, in the kitchen and in"), "{last}");
    mouse(&mut driven, MouseEventKind::Down(Left), 4, first + 9);
    driven.press("y");
    assert!(copied(&driven)[2].contains("that was."), "a click takes the selection off");
}

#[test]
fn a_selection_is_gone_when_another_program_changed_the_text() {
    let mut driven = reviewed();
    driven.press("shift-right");
    let mut merged = driven.evaluation().clone();
    merged
        .apply(&Edit::replace(Field::Narrative(question()), "The centre is open to everybody in town.", "x"))
        .unwrap();
    driven.library.insert(merged.id.clone(), merged.clone());
    driven.hear(Msg::Merged(Box::new(merged)));
    driven.press("y");
    assert!(copied(&driven)[0].starts_with("\u{201c}x\u{201d}"));
}

#[test]
fn what_changed_is_told_to_each_reviewer_without_what_they_said_themselves() {
    let mut driven = reviewed();
    let id = driven.evaluation().id.clone();
    driven.press("esc");
    let old = driven.library[&id].clone();
    let mut new = old.clone();
    let field = Field::Narrative(question());
    new.apply(&Edit::replace(field, "The centre is open to everybody in town.", "The centre is open to all in town."))
        .unwrap();
    let item = Framework::built_in().question(0).unwrap().question.items[0].id.clone();
    new.apply(&Edit::mark(&new, &question(), &item, Some(Mark::MET))).unwrap();
    for (key, author) in [("m-1", "Jana Nováková"), ("m-2", "Petr Svoboda")] {
        let remark = crate::model::evaluation::Remark {
            id: scenes::id(key),
            question: question(),
            item: None,
            passage: None,
            reply_to: None,
            author: author.into(),
            at: driven.now,
            text: format!("by {author}").as_str().into(),
            resolved: false,
        };
        new.apply(&Edit::add(&new, Entry::Remark(remark))).unwrap();
    }
    driven.library.insert(id.clone(), new);
    driven.open(&id, Purpose::Review(0));
    let revision = Revision { number: 1, written: driven.now, state: Ok(old), changes: Vec::new() };
    driven.press("c");
    driven.hear(Msg::History(LookBack::Since, vec![revision.clone()]));
    let screen = driven.screen();
    for shown in ["open to everybody all in town", "· → ✓  Participatory approach", "+ remark  Petr Svoboda: by Petr"]
    {
        assert!(screen.contains(shown), "no {shown:?} in\n{screen}");
    }
    assert!(!screen.contains("by Jana"), "{screen}");
    driven.shoot("changes_since");
    // Without colours the same is told by signs.
    driven.app.cx.theme.colour = false;
    driven.press("esc");
    driven.hear(Msg::History(LookBack::Since, vec![revision.clone()]));
    assert!(driven.screen().contains("open to [-everybody-] {+all+} in town"), "{}", driven.screen());
    driven.shoot("changes_since_no_colour");
    // Somebody else has not looked yet.
    driven.press("esc");
    driven.app.cx.name = Some("Agnieszka".into());
    driven.hear(Msg::History(LookBack::Since, vec![revision]));
    assert!(driven.screen().contains("This is your first look at this evaluation"), "{}", driven.screen());
}

#[test]
fn any_two_revisions_are_compared() {
    let mut driven = revised();
    driven.press("enter");
    assert!(driven.screen().contains("Revision 2, 12:00  →  3, 13:00"), "{}", driven.screen());
    assert!(driven.screen().contains("three four"));
    // The first against the last, whichever is marked.
    for keys in ["esc space end enter", "esc space home enter"] {
        driven.press(keys);
        let screen = driven.screen();
        assert!(screen.contains("Revision 1, 11:00  →  3, 13:00"), "{keys}\n{screen}");
    }
    driven.press("esc end space enter");
    assert!(driven.screen().contains("w shows the whole version"), "{}", driven.screen());
    driven.press("up r");
    assert_eq!(driven.evaluation().narrative(&question()), "one two");
    assert_eq!(driven.app.scopes()[0], Scope::Text, "the list is closed");
}

#[test]
fn a_name_for_one_run_stands_in_everything_and_is_not_kept() {
    let mut driven = Driven::of(80, 24, Theme::default(), Settings::default(), Vec::new());
    driven.app.cx.name = Some("Petr Svoboda".into());
    driven
        .press("n")
        .write("Centre")
        .press("enter")
        .write("Text.")
        .press("ctrl-r r")
        .write("Who?")
        .press("enter s enter");
    let evaluation = driven.evaluation().clone();
    assert_eq!(evaluation.evaluators.as_str(), "Petr Svoboda");
    assert_eq!(evaluation.remarks[0].author.as_str(), "Petr Svoboda");
    assert_eq!(evaluation.acts[0].name.as_str(), "Petr Svoboda");
    driven.press("esc");
    let kept: Vec<&Settings> = driven
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Keep(kept) = effect { Some(kept) } else { None })
        .collect();
    assert!(!kept.is_empty() && kept.iter().all(|kept| kept.name.is_blank()));
    assert_eq!(driven.app.cx.settings.seen_of(&evaluation.id, &"Petr Svoboda".into()), Some(1));
}

#[test]
fn a_reply_asks_for_the_name_and_is_a_reply() {
    let mut driven = reviewed();
    driven.press("r").write("Who?").press("enter");
    driven.app.cx.settings.name = Text::default();
    driven.press("t").write("Jana").press("enter").write("All").press("enter");
    let remarks = &driven.evaluation().remarks;
    assert_eq!((remarks.len(), remarks[1].reply_to.as_ref()), (2, Some(&remarks[0].id)));
    // While recording too.
    driven.app.cx.settings.name = Text::default();
    driven.press("e f8").write("Jana").press("enter").write("Here").press("enter");
    assert_eq!(driven.evaluation().remarks[2].author.as_str(), "Jana");
}

#[test]
fn a_decision_is_made_on_the_chosen_evaluation_first_and_then_to_the_next() {
    let mut driven = portfolio();
    driven.press("esc home v");
    assert_eq!(driven.evaluation().id, id("c"), "the only one awaiting review");
    driven.press("v");
    assert!(driven.screen().contains("No other evaluation is awaiting review"), "{}", driven.screen());
    driven.press("a enter esc v");
    assert!(driven.screen().contains("No evaluation is awaiting review"), "{}", driven.screen());
}

#[test]
fn why_an_evaluation_came_back_is_told_when_it_is_opened_and_in_the_overview() {
    let mut driven = reviewed();
    driven.press("s enter b").write("see 2.2").press("enter");
    let id = driven.evaluation().id.clone();
    driven.press("esc").open(&id, Purpose::Record);
    assert!(driven.screen().contains("Returned by Jana Nováková, 14:02: see 2.2"), "{}", driven.screen());
    driven.press("ctrl-r o end pagedown");
    let screen = driven.screen();
    assert!(screen.contains("Submitted 14:02 by Jana Nováková"), "{screen}");
    assert!(screen.contains("Returned 14:02 by Jana Nováková: see 2.2"), "{screen}");
}

/// Three practices of two countries, on the portfolio's screen.
fn portfolio() -> Driven {
    let practice = |key: &str, title: &str, country: &str| {
        let mut evaluation = if key == "a" { table() } else { blank(key, title) };
        (evaluation.id, evaluation.practice.title) = (id(key), title.into());
        evaluation.practice.country = country.into();
        evaluation
    };
    let mut submitted = practice("c", "Baba", "Italy");
    submitted.acts = scenes::submitted().acts;
    let all = vec![practice("a", "Kitchen", "Poland"), practice("b", "Garden", "Italy"), submitted];
    let mut driven = Driven::with(80, 24, Theme::default(), all);
    driven.press("p");
    driven
}

#[test]
fn the_portfolios_filters_hold_for_cells_totals_and_one_question() {
    let mut driven = portfolio();
    driven.press("f").shoot("portfolio_filters").write("ital").press("enter");
    let screen = driven.screen();
    assert!(screen.contains("2 of 3 practices") && screen.contains("Only  Italy"), "{screen}");
    driven.shoot("portfolio_filtered");
    driven.press("t");
    let screen = driven.screen();
    assert!(screen.contains("By criterion, all 2") && !screen.contains("Poland"), "{screen}");
    driven.press("esc o");
    assert!(driven.screen().contains("practice 1 of 2") && !driven.screen().contains("Kitchen"), "{}", driven.screen());
    driven.press("esc f").write("submitted").press("enter");
    assert!(driven.screen().contains("Only  Submitted, Italy"), "{}", driven.screen());
    assert!(driven.screen().contains("1 of 3 practices"), "{}", driven.screen());
    // The same row clears it again; c clears all.
    driven.press("f").write("submitted").press("enter");
    assert!(driven.screen().contains("2 of 3 practices"), "{}", driven.screen());
    driven.press("c");
    assert!(driven.screen().contains("3 practices") && !driven.screen().contains("Only"), "{}", driven.screen());
}

#[test]
fn from_a_filtered_portfolio_its_practices_alone_are_gone_through() {
    let mut driven = portfolio();
    driven.press("f").write("ital").press("enter").press("enter");
    assert!(driven.screen().contains("practice 1 of 2"), "{}", driven.screen());
    let first = driven.evaluation().id.clone();
    driven.press("n");
    let second = driven.evaluation().id.clone();
    assert!(driven.screen().contains("practice 2 of 2"), "{}", driven.screen());
    let mut both = [first, second];
    both.sort();
    assert_eq!(both, [id("b"), id("c")]);
    driven.press("n");
    assert!(driven.screen().contains("This is the last of the evaluations"), "{}", driven.screen());
    driven.press("esc esc").open(&id("a"), Purpose::Review(0));
    assert!(driven.screen().contains(" of 3"), "{}", driven.screen());
}

#[test]
fn an_answer_read_from_the_portfolio_leads_back_to_its_cell() {
    let mut driven = portfolio();
    driven.press("f").write("poland").press("enter").press("down down enter");
    assert_eq!(driven.evaluation().id, id("a"));
    driven.press("e tab n esc esc");
    let screen = driven.screen();
    assert!(screen.contains("Only  Poland") && screen.contains("▌"), "{screen}");
    let Some(Screen::Portfolio(matrix)) = &driven.app.open else { panic!("{screen}") };
    // What was marked there counts at once.
    let expected = {
        let all: Vec<Evaluation> = driven.library.values().cloned().collect();
        crate::reading::portfolio::Portfolio::new(&Framework::built_in(), &all)
    };
    assert_eq!(matrix.whole, expected);
    driven.press("esc");
    assert_eq!(driven.app.scopes()[0], Scope::Library);
}

#[test]
fn evaluations_of_several_frameworks_are_read_one_framework_at_a_time() {
    let mut other = Framework::built_in();
    other.version = "0.9".into();
    other.title = "An earlier wording".into();
    let mut old = blank("old", "Old one");
    old.framework.version = other.version.clone();
    let mut driven = Driven::with(80, 24, Theme::default(), vec![blank("a", "One"), blank("b", "Two"), old]);
    driven.app.cx.frameworks.push(Arc::new(other));
    driven.press("p");
    assert!(driven.screen().contains("2 practices"), "{}", driven.screen());
    assert!(driven.screen().contains("1 of other frameworks: f"), "{}", driven.screen());
    driven.press("f").write("0.9").press("enter");
    let screen = driven.screen();
    assert!(screen.contains("1 practice ") && screen.contains("0.9") && screen.contains("Old one"), "{screen}");
}

#[test]
fn both_sides_of_a_choice_are_read_to_their_ends() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut driven = super::commands::starts::long_sided();
        driven.hear(Msg::Resized(size.0, size.1));
        driven.press("f6");
        assert!(driven.screen().contains("more rows: PageDown"), "{}", driven.screen());
        driven.press(&"pagedown ".repeat(9));
        let screen = driven.screen();
        assert!(screen.contains("line 39 of ours") && screen.contains("line 39 of theirs"), "{size:?}\n{screen}");
        assert!(screen.contains("rows above: PageUp"), "{screen}");
        driven.press(&"pageup ".repeat(9));
        assert!(driven.screen().contains("line 0 of ours"), "{}", driven.screen());
    }
}

#[test]
fn what_a_damaged_file_last_held_can_take_its_place_or_come_back_beside_it() {
    for (keys, effect) in [
        ("esc enter", Effect::RestoreLastGood("broken.ron".to_owned())),
        ("esc down enter", Effect::BringBack("broken.ron".to_owned())),
    ] {
        let mut driven = Driven::new(80, 24);
        let (file, problem, text) = ("broken.ron".to_owned(), "line 4".to_owned(), "(".to_owned());
        driven.hear(Msg::Source { file, problem, text, remedy: Remedy::LastGood });
        driven.press(keys);
        assert!(driven.effects.contains(&effect), "{:?}", driven.effects);
    }
}
