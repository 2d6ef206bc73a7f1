//! What is drawn in which style: the default colour on the terminal's own ground, whatever the place.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

use super::{
    laws::{Scene, scenes},
    scenes::table,
    *,
};

impl Driven {
    /// The same program on a terminal without colours.
    fn without_colours(&self) -> Driven {
        let mut driven = self.clone();
        driven.app.cx.theme.colour = false;
        driven.hear(Msg::Resized(driven.app.cx.size.0 + 1, driven.app.cx.size.1));
        driven.hear(Msg::Resized(self.app.cx.size.0, self.app.cx.size.1));
        driven
    }

    fn cells(&self) -> Vec<Cell> {
        self.terminal().backend().buffer().content().to_vec()
    }
}

#[test]
fn everything_is_in_the_default_colour_but_what_was_struck_out() {
    for Scene { name, driven } in scenes() {
        let (cells, without) = (driven.cells(), driven.without_colours().cells());
        let is_struck = |cell: &Cell| cell.modifier.contains(Modifier::CROSSED_OUT);
        for cell in cells.iter().chain(&without) {
            let colour = if is_struck(cell) && cell.fg != Color::Reset { Color::LightRed } else { Color::Reset };
            assert_eq!((cell.fg, cell.bg), (colour, Color::Reset), "{name}: {cell:?}\n{}", driven.screen());
            // Each takes the other away on some terminal.
            assert!(!cell.modifier.contains(Modifier::BOLD | Modifier::DIM), "{name}: {cell:?}");
        }
        assert!(without.iter().all(|cell| cell.fg == Color::Reset), "{name}");
        assert!(cells == without || cells.iter().any(is_struck), "{name}\n{}", driven.screen());
    }
}

#[test]
fn where_one_is_shows_without_any_style() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.press("enter");
    assert!(driven.screen().contains("→ ● 1.1 Diverse"), "{}", driven.screen());
    driven.press("esc");
    assert!(driven.screen().contains("▌ ● 1.1 Diverse"), "{}", driven.screen());
    driven.press("down");
    assert!(driven.screen().contains("▌ ● 1.2 Receiving"), "{}", driven.screen());
}

#[test]
fn what_changed_shows_in_signs_where_there_are_no_colours() {
    let revised = commands::starts::revised();
    let shown = |mut driven: Driven| driven.press("enter").screen();
    let (with, without) = (shown(revised.clone()), shown(revised.without_colours()));
    assert!(!with.contains("{+") && without.contains("{+"), "{with}\n{without}");
}
