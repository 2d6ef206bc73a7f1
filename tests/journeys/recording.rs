//! Recording an evaluation, from an empty library to the file.

use fieldbook::model::{framework::Framework, mark::Mark};

use crate::site::{NAME, Site, begin, leave, question};
use crate::terminal::Terminal;

/// Hands that count the keys beyond the text itself.
pub(crate) struct Hands<'a> {
    pub(crate) terminal: &'a Terminal,
    pub(crate) pressed: usize,
}

impl Hands<'_> {
    pub(crate) fn keys(&mut self, names: &str) {
        self.pressed += names.split_whitespace().count();
        self.terminal.keys(names);
    }
}

#[test]
fn record_quit_and_resume_where_it_was_left() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Centre for Foreigners, Ústí nad Labem");
    terminal.type_text("Everybody is welcome.");
    terminal.wait_for("3 words");
    terminal.keys("tab m n");
    terminal.wait_for("Checklist                                       2/4");
    terminal.keys("shift-tab ctrl-n");
    terminal.wait_for("1.2  Does the practice");
    terminal.type_text("Neighbours cook too.");
    terminal.wait_for("Neighbours cook too.");
    terminal.keys("ctrl-left ctrl-left");
    leave(terminal);

    let evaluation = site.only();
    assert_eq!(evaluation.title(), "Centre for Foreigners, Ústí nad Labem");
    assert_eq!(evaluation.evaluators.as_str(), NAME);
    assert_eq!(evaluation.narrative(&question(0)), "Everybody is welcome.");
    let items = &Framework::built_in().question(0).unwrap().question.items.clone();
    let marks: Vec<_> = items.iter().map(|item| evaluation.mark(&question(0), &item.id)).collect();
    assert_eq!(marks, [Some(Mark::MET), Some(Mark::NOT_MET), None, None]);

    let terminal = site.start(&[]);
    terminal.wait_for("Centre for Foreigners");
    terminal.keys("enter");
    terminal.wait_for("Neighbours cook too.");
    terminal.type_text("now ");
    terminal.wait_for("Neighbours now cook too.");
    // The name is known by now.
    terminal.keys("esc esc n");
    terminal.wait_for("Which practice will be evaluated?");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(1)), "Neighbours now cook too.");
}

#[test]
fn the_wheel_shows_what_was_written_and_the_next_letter_goes_where_the_caret_is() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Centre");
    for n in 0..20 {
        terminal.type_text(&format!("Line {n:02}.\n"));
    }
    terminal.type_text("The end");
    terminal.wait_for("The end");
    let (column, row) = terminal.place_of("Line 19.");
    terminal.wheel(-30, column, row);
    terminal.wait_for("Line 00.");
    assert!(terminal.cursor().is_none() && !terminal.screen().contains("The end"), "{}", terminal.screen());
    terminal.type_text("!");
    terminal.wait_for("The end!");
    assert!(terminal.cursor().is_some(), "{}", terminal.screen());
    // What tells one thing from another is drawn in the terminal's own colour.
    for (text, is_bold, is_dim) in [("Centre", true, false), ("saved", false, true), ("The end", false, false)] {
        let cell = terminal.cell_of(text);
        let looks = (cell.bold(), cell.dim(), cell.fgcolor(), cell.bgcolor());
        assert_eq!(looks, (is_bold, is_dim, vt100::Color::Default, vt100::Color::Default), "{text}");
    }
    leave(terminal);
    assert!(site.only().narrative(&question(0)).ends_with("Line 19.\nThe end!"));
}

#[test]
fn all_twelve_questions_in_order() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    let framework = Framework::built_in();
    let mut hands = Hands { terminal: &terminal, pressed: 0 };
    for placed in framework.questions() {
        let number = placed.number();
        terminal.wait_for(&format!("{number}  "));
        terminal.type_text(&format!("What we saw and heard on question {number}."));
        hands.keys("tab");
        for (n, _) in placed.question.items.iter().enumerate() {
            hands.keys(["m", "n", "m", "a"][n % 4]);
        }
        if number != "5.2" {
            hands.keys("ctrl-n");
        }
    }
    let pressed = hands.pressed;
    terminal.wait_for("12 of 12 questions");
    terminal.wait_for("40 of 40 items");
    leave(terminal);
    println!("all twelve questions with their 40 items: {pressed} keys beyond the text");
    assert!(pressed <= 40 + 12 + 11, "{pressed}");
    let evaluation = site.only();
    for placed in framework.questions() {
        let text = format!("What we saw and heard on question {}.", placed.number());
        assert_eq!(evaluation.narrative(&placed.question.id), text);
    }
    let tally = evaluation.tally_of_all(&framework);
    assert_eq!((tally.complete, tally.questions, tally.open), (12, 12, 0));
    assert_eq!((tally.met, tally.not_met, tally.not_applicable), (24, 12, 4));
}

#[test]
fn details_and_visits_are_filled_in_as_people_type_them() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.keys("ctrl-d");
    terminal.wait_for("Organisation");
    terminal.keys("tab tab");
    terminal.type_text("cz");
    terminal.wait_for("Czechia");
    terminal.keys("tab");
    terminal.type_text("Ústí nad Labem");
    terminal.keys("ctrl-n");
    terminal.wait_for("where");
    terminal.keys("ctrl-a");
    terminal.type_text("24 nov 2026");
    terminal.wait_for("Tuesday 24 November 2026");
    terminal.keys("tab");
    terminal.type_text("Community centre");
    terminal.keys("esc");
    terminal.wait_for("Checklist");
    leave(terminal);
    let evaluation = site.only();
    assert_eq!(
        (evaluation.practice.country.as_str(), evaluation.practice.place.as_str()),
        ("Czechia", "Ústí nad Labem")
    );
    let visit = &evaluation.visits[0];
    assert_eq!((visit.date.as_str(), visit.place.as_str()), ("2026-11-24", "Community centre"));
}

#[test]
fn a_paste_is_one_change() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Before. ");
    terminal.paste("Two lines,\npasted: « oui », \u{1b}[31mred, 中文.");
    terminal.wait_for("pasted:");
    terminal.wait_for("中文.");
    terminal.keys("ctrl-z");
    terminal.wait_gone("pasted:");
    terminal.keys("ctrl-y");
    terminal.wait_for("pasted:");
    leave(terminal);
    let narrative = site.only().narrative(&question(0)).to_owned();
    assert_eq!(narrative, "Before. Two lines,\npasted: « oui », [31mred, 中文.");
}

#[test]
fn going_anywhere_replacing_and_a_word_when_something_is_off() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    terminal.type_text("Cooks from Lodz, and a garden in Lodz.");
    terminal.keys("alt-3");
    terminal.wait_for("3.1  Is");
    terminal.type_text("W mieście Łódź.");
    terminal.wait_for("Łódź.");
    terminal.keys("ctrl-g");
    terminal.type_text("a garden");
    terminal.wait_for("1.1 narrative");
    terminal.keys("enter");
    terminal.wait_for("1.1  Does");
    terminal.type_text("half ");
    terminal.wait_for("half a garden");
    // Replacing counts accents; every place is seen first, and it is one step to undo.
    terminal.keys("f3");
    terminal.wait_for("Find throughout this evaluation");
    terminal.type_text("Lodz\nŁódź\n");
    terminal.wait_for("Lodz → Łódź");
    terminal.keys("enter");
    terminal.wait_for("Cooks from Łódź");
    terminal.keys("ctrl-z");
    terminal.wait_for("Cooks from Lodz");
    terminal.keys("ctrl-y");
    terminal.wait_for("half a garden in Łódź");
    terminal.keys("alt-, alt-.");
    // A check leads there: the first is a narrative without a mark, which wants one.
    terminal.keys("f2");
    terminal.wait_for("The narrative is written, but no item is marked");
    terminal.keys("enter m f4");
    terminal.wait_for("1/4");
    terminal.keys("shift-tab f4");
    terminal.wait_for("Checklist                                       1/4");
    leave(terminal);
    let evaluation = site.only();
    assert_eq!(evaluation.narrative(&question(0)), "Cooks from Łódź, and half a garden in Łódź.");
    assert_eq!(evaluation.narrative(&question(6)), "W mieście Łódź.");
}
