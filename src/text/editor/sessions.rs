//! Random sessions: whatever is typed, clicked, resized and undone, the editor and its text agree.

use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Deletion, Editor, EditorMode, Motion};
use crate::text::{Charset, Splice, Text, cluster, wrap};

/// An editor of `raw` in a window of the given size.
pub(super) fn editor(mode: EditorMode, raw: &str, width: u16, height: u16) -> Editor {
    let mut editor = Editor::new(mode, &Text::from(raw));
    editor.resize(width, height);
    editor
}

/// Applies what is proposed, if anything is.
pub(super) fn step(editor: &mut Editor, propose: impl FnOnce(&Editor) -> Option<Splice>) -> Option<Splice> {
    let splice = propose(editor)?;
    editor.apply(&splice);
    Some(splice)
}

const PIECES: [&str; 32] = [
    "a",
    "word ",
    " ",
    "   ",
    "\t",
    "\n",
    "\n\n",
    "-",
    "« oui » ",
    "漢字",
    "、",
    "e\u{301}",
    "\u{301}",
    "👩‍👩‍👧‍👦",
    "🇨🇿",
    "🇵",
    "👍🏽",
    "ภาษาไทย",
    "ำ",
    "مرحبا ",
    "שלום ",
    "\u{202e}",
    "\u{2066}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "क्षि",
    "\u{600}",
    "ｶﾞ",
    "Donaudampfschifffahrtsgesellschaft",
    "$(1,234.50)",
    "\r\n\u{1b}[0m",
];

const MOTIONS: [Motion; 14] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::Up,
    Motion::Down,
    Motion::PageUp,
    Motion::PageDown,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::ParagraphUp,
    Motion::ParagraphDown,
    Motion::Start,
    Motion::End,
];

const DELETIONS: [Deletion; 4] = [Deletion::ClusterBack, Deletion::Cluster, Deletion::WordBack, Deletion::Word];

#[derive(Clone, Debug)]
enum Gesture {
    Insert(String),
    Delete(Deletion),
    Undo,
    Move(Motion, bool),
    SetCaret(usize, bool),
    Click(u16, u16, bool),
    SelectWord(usize),
    SelectParagraph(usize),
    SelectAll,
    Resize(u16, u16),
    Scroll(isize),
    Follow,
}

fn nasty(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..most).prop_map(|pieces| pieces.concat())
}

fn action() -> impl Strategy<Value = Gesture> {
    let motion = prop::sample::select(&MOTIONS[..]);
    prop_oneof![
        8 => nasty(4).prop_map(Gesture::Insert),
        1 => nasty(40).prop_map(Gesture::Insert),
        6 => prop::sample::select(&DELETIONS[..]).prop_map(Gesture::Delete),
        2 => Just(Gesture::Undo),
        8 => (motion, prop::bool::weighted(0.3)).prop_map(|(motion, extend)| Gesture::Move(motion, extend)),
        3 => (0usize..600, any::<bool>()).prop_map(|(byte, extend)| Gesture::SetCaret(byte, extend)),
        3 => (0u16..45, 0u16..22, any::<bool>()).prop_map(|(x, y, extend)| Gesture::Click(x, y, extend)),
        1 => (0usize..600).prop_map(Gesture::SelectWord),
        1 => (0usize..600).prop_map(Gesture::SelectParagraph),
        1 => Just(Gesture::SelectAll),
        2 => (0u16..=40, 0u16..=20).prop_map(|(width, height)| Gesture::Resize(width, height)),
        2 => (-30isize..30).prop_map(Gesture::Scroll),
        1 => Just(Gesture::Follow),
    ]
}

/// A text as its owner keeps it, with everything that happened to it.
struct Owner {
    text: Text,
    history: Vec<Splice>,
}

impl Owner {
    /// Does one thing, and says whether the caret was to be brought into sight.
    fn act(&mut self, editor: &mut Editor, action: &Gesture) -> bool {
        let splice = match action {
            Gesture::Insert(raw) => step(editor, |editor| editor.insert(raw)),
            Gesture::Delete(deletion) => step(editor, |editor| editor.delete(*deletion)),
            Gesture::Undo => {
                let last = self.history.last().cloned().map(Splice::inverse);
                step(editor, |_| last)
            }
            _ => return self.look(editor, action),
        };
        if let Some(splice) = &splice {
            self.text.splice(splice).unwrap();
            self.history.push(splice.clone());
        }
        splice.is_some()
    }

    /// Does what changes no text.
    fn look(&self, editor: &mut Editor, action: &Gesture) -> bool {
        match *action {
            Gesture::Move(motion, extend) => editor.move_caret(motion, extend),
            Gesture::SetCaret(byte, extend) => editor.set_caret(byte, extend),
            Gesture::Click(x, y, extend) => editor.click(x, y, extend),
            Gesture::SelectWord(at) => editor.select_word(at),
            Gesture::SelectParagraph(at) => editor.select_paragraph(at),
            Gesture::SelectAll => editor.select_all(),
            Gesture::Resize(width, height) => editor.resize(width, height),
            Gesture::Scroll(rows) => _ = editor.scroll(rows),
            Gesture::Follow => editor.follow(),
            Gesture::Insert(_) | Gesture::Delete(_) | Gesture::Undo => {}
        }
        assert_eq!(editor.text(), self.text);
        !matches!(action, Gesture::Scroll(_) | Gesture::Resize(..))
    }
}

fn check(editor: &Editor, owner: &Owner, followed: bool) {
    let text = editor.text();
    assert_eq!(text, owner.text);
    assert_eq!(editor.is_empty(), text.is_empty());
    if editor.mode() == EditorMode::Prose {
        assert_eq!(editor.words(), text.words());
        assert_eq!(editor.rows(usize::MAX), wrap::wrap(&text, editor.wrap_width()).len());
        assert_eq!(editor.rows(3), editor.rows(usize::MAX).min(3));
    }
    for paragraph in &editor.paragraphs {
        assert!(paragraph.is_in_step(editor.wrap_width()), "{paragraph:?}");
    }
    assert!(cluster::is_boundary(&text, editor.caret()), "the caret is inside a cluster");
    if let Some(selection) = editor.selection() {
        assert_eq!(editor.selected().as_deref(), text.get(selection));
    }
    assert!(!followed || editor.height == 0 || editor.cursor().is_some(), "the caret is out of sight");
    if let Some((x, y)) = editor.cursor() {
        assert!(usize::from(x) <= editor.width && usize::from(y) < editor.height);
        assert!(cluster::is_boundary(&text, editor.point_at(x, y)));
    }
    assert!(editor.delete(Deletion::ClusterBack).is_some() == (editor.caret() > 0 || editor.selection().is_some()));
}

/// Draws into the right area and into wrong ones; nothing may panic, nothing may be touched outside.
fn draw(editor: &Editor) {
    let (width, height) = (editor.width as u16 + 1, editor.height as u16);
    for area in [Rect::new(3, 2, width, height), Rect::new(3, 2, 90, 50), Rect::new(46, 23, 60, 60), Rect::ZERO] {
        let mut buf = Buffer::empty(Rect::new(0, 0, 50, 25));
        editor.draw(area, 0, &mut buf, Style::new(), Style::new(), Charset::Unicode);
        editor.draw(area, 0, &mut buf, Style::new(), Style::new(), Charset::Ascii);
        let untouched = buf.area.positions().filter(|&at| !area.contains(at)).all(|at| buf[at].symbol() == " ");
        assert!(untouched, "drawn outside of {area}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_editor_agrees_with_its_text(
        start in nasty(30),
        line in prop::bool::weighted(0.25),
        (width, height) in (0u16..=40, 0u16..=20),
        actions in prop::collection::vec(action(), 0..60),
    ) {
        let start = Text::from(start);
        let mode = if line { EditorMode::Line } else { EditorMode::Prose };
        let mut editor = editor(mode, &start, width, height);
        let mut owner = Owner { text: start.clone(), history: Vec::new() };
        for action in &actions {
            let followed = owner.act(&mut editor, action);
            check(&editor, &owner, followed);
            draw(&editor);
        }
        for splice in owner.history.into_iter().rev().map(Splice::inverse) {
            owner.text.splice(&splice).unwrap();
            editor.apply(&splice);
            assert_eq!(editor.text(), owner.text);
        }
        prop_assert_eq!(owner.text, start);
    }

    #[test]
    fn all_that_is_visible_is_drawn_at_any_width(text in nasty(30), width in 3u16..=40) {
        let text = Text::from(text);
        prop_assume!(cluster::clusters(&text).all(|(_, cluster)| cluster::width(cluster, 0) <= usize::from(width)));
        let rows = wrap::wrap(&text, usize::from(width) - 1);
        let mut editor = editor(EditorMode::Prose, &text, width, rows.len() as u16);
        editor.scroll(-1);
        let mut buf = Buffer::empty(Rect::new(0, 0, width, rows.len() as u16));
        editor.draw(buf.area, 0, &mut buf, Style::new(), Style::new(), Charset::Unicode);
        let seen = |symbols: String| symbols.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let drawn = seen(buf.content.iter().map(ratatui::buffer::Cell::symbol).collect());
        let meant = cluster::clusters(&text).filter(|(_, cluster)| cluster::width(cluster, 0) > 0);
        let meant = seen(meant.map(|(_, cluster)| cluster::visible(cluster)).collect());
        prop_assert_eq!(drawn, meant);
    }
}
