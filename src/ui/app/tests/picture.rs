//! The screen as text, for snapshots: what stands where, and in which style.

use std::fmt::Write as _;

use ratatui::{
    backend::Backend,
    buffer::{Buffer, Cell, CellWidth},
    style::{Color, Modifier},
};

use super::*;

/// The sizes that every screen is looked at in.
const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (60, 20), (40, 12)];

/// The letters of the styles.
const LEGEND: &str = "styles: . plain, b bold, d dim, v reversed, V bold reversed";

/// The letters of the styles of what changed.
const LEGEND_OF_CHANGES: &str = ",\n        x red struck out, X struck out, u underlined";

/// The cells of a row that begin a cluster.
fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = &Cell> {
    let mut next = 0;
    (0..buffer.area.width).filter_map(move |x| {
        let cell = &buffer[(x, y)];
        let begins = x >= next;
        if begins {
            next = x + cell.symbol().cell_width().max(1);
        }
        begins.then_some(cell)
    })
}

fn grid(buffer: &Buffer, show: impl Fn(&Cell) -> String) -> String {
    let row = |y| cells(buffer, y).map(&show).collect::<String>();
    (0..buffer.area.height).map(row).map(|row| row.trim_end().to_owned() + "\n").collect()
}

/// What stands where.
pub(super) fn text(buffer: &Buffer) -> String {
    grid(buffer, |cell| cell.symbol().to_owned())
}

/// The style of every cell that is not blank, as a letter.
fn styles(buffer: &Buffer) -> String {
    grid(buffer, |cell| letter(cell).to_string().repeat(usize::from(cell.symbol().cell_width().max(1))))
}

fn letter(cell: &Cell) -> char {
    assert_eq!(cell.bg, Color::Reset, "the terminal's own background");
    let blank = cell.symbol().trim().is_empty();
    match (cell.fg, cell.modifier) {
        (Color::Reset, Modifier::REVERSED) => 'v',
        (Color::Reset, modifier) if modifier == Modifier::BOLD | Modifier::REVERSED => 'V',
        _ if blank => ' ',
        (Color::Reset, Modifier::BOLD) => 'b',
        (Color::Reset, Modifier::DIM) => 'd',
        (Color::Reset, modifier) if modifier.is_empty() => '.',
        (Color::LightRed, Modifier::CROSSED_OUT) => 'x',
        (Color::Reset, Modifier::CROSSED_OUT) => 'X',
        (Color::Reset, Modifier::UNDERLINED) => 'u',
        other => panic!("a style without a letter: {other:?}"),
    }
}

impl Driven {
    /// The screen in this size, with where the caret stands.
    fn in_size(&mut self, (width, height): (u16, u16)) -> String {
        self.hear(Msg::Resized(width, height));
        let mut terminal = self.terminal();
        let caret = match terminal.backend_mut().get_cursor_position() {
            Ok(at) if (at.x, at.y) != (0, 0) => format!(", caret at {},{}", at.x, at.y),
            _ => String::new(),
        };
        format!("{width}×{height}{caret}\n{}", text(terminal.backend().buffer()))
    }

    /// The screen in every size, then its styles in the first, left as it was.
    pub(super) fn pictures(&mut self) -> String {
        let mut pictures = String::new();
        for size in SIZES {
            let _ = writeln!(pictures, "{}\n", self.in_size(size).trim_end());
        }
        self.hear(Msg::Resized(SIZES[0].0, SIZES[0].1));
        let styles = styles(self.terminal().backend().buffer());
        let of_changes = if styles.contains(['x', 'X', 'u']) { LEGEND_OF_CHANGES } else { "" };
        let _ = write!(pictures, "{LEGEND}{of_changes}\n{styles}");
        pictures
    }

    /// Compares the screen in every size with its snapshot.
    pub(super) fn shoot(&mut self, name: &str) -> &mut Driven {
        let pictures = self.pictures();
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(name.replace('_', " "));
        settings.bind(|| insta::assert_snapshot!(name, pictures));
        self
    }
}
