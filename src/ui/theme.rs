//! Named styles, and the few signs that have an ASCII twin.
//!
//! What is read stands in the terminal's default colour on its own ground, since that pair alone is made to be read,
//! whatever the terminal: bright black is the ground itself in Solarized, cyan and yellow are gone on white, blue on black.
//! So attributes tell one thing from another:
//!
//! | style | is | means |
//! |---|---|---|
//! | [`plain`](Theme::plain) | | what is read or can be done |
//! | [`dim`](Theme::dim) | dim | what is glanced at: times, counts, rules, what is said where nothing is yet; nothing that is needed to go on |
//! | [`strong`](Theme::strong) | bold | the question, a title, a heading |
//! | [`accent`](Theme::accent) | bold | what has the focus, beside its bar or arrow; a key |
//! | [`warning`](Theme::warning) | bold | what wants attention, in its own words or behind `!`; a mark that is not met |
//! | [`error`](Theme::error) | bold, reversed | what went wrong |
//! | [`selection`](Theme::selection) | reversed | selected text; the chosen cell of the portfolio |
//! | [`remarked`](Theme::remarked) | underlined | a passage with an open remark |
//! | [`found`](Theme::found) | bold | what a search found |
//! | [`added`](Theme::added) | underlined | text that came |
//! | [`removed`](Theme::removed) | struck out, red | text that went |
//!
//! The one colour is bright red, which is told from the ground in every palette that was looked at, dark or light. It stands
//! in for the striking out, which not every terminal shows; under `NO_COLOR` signs do.
//!
//! Signs, places and words say the same as the styles, for no terminal shows all of these. xterm darkens dim text by a third:
//! to 2.4:1 on Solarized dark, and black on white not at all. The Linux console shows dim as bright black (`setterm
//! --hbcolor` has another), bold as brighter, underlined as white, and strikes nothing out. tmux hands dim on.

use std::ops::Range;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{LineGauge, Widget},
};

use crate::model::{Counts, Progress, Verdict};
use crate::text::{Charset, Editor, PieceKind, cluster::str_width, paint::paint, wrap::truncate};

/// How this terminal is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used at all (`NO_COLOR` says no). No meaning is by colour alone.
    pub colour: bool,
    /// The characters that it shows.
    pub charset: Charset,
}

impl Default for Theme {
    fn default() -> Theme {
        Theme { colour: true, charset: Charset::Unicode }
    }
}

impl Theme {
    /// What is read.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// What is secondary.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// The question.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What has the focus, and keys.
    pub fn accent(self) -> Style {
        self.strong()
    }

    /// What wants attention.
    pub fn warning(self) -> Style {
        self.strong()
    }

    /// What went wrong.
    pub fn error(self) -> Style {
        self.strong().add_modifier(Modifier::REVERSED)
    }

    /// Selected text.
    pub fn selection(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A passage with an open remark.
    pub fn remarked(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// What a search found.
    pub fn found(self) -> Style {
        self.strong()
    }

    /// Text that went. Without colours it wants signs around it: not every terminal can strike text out.
    pub fn removed(self) -> Style {
        let struck = Style::new().add_modifier(Modifier::CROSSED_OUT);
        if self.colour { struck.fg(Color::LightRed) } else { struck }
    }

    /// Text that came.
    pub fn added(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// A piece of a text that changed, with its style; without colours in signs, since not every terminal strikes out or
    /// underlines.
    pub fn changed(self, kind: PieceKind, text: &str) -> Vec<(&str, Style)> {
        let (open, close, style) = match kind {
            PieceKind::Same => return vec![(text, self.plain())],
            PieceKind::Removed => ("[-", "-]", self.removed()),
            PieceKind::Added => ("{+", "+}", self.added()),
        };
        if self.colour { vec![(text, style)] } else { vec![(open, self.plain()), (text, style), (close, self.plain())] }
    }

    /// What is said of an item, by what it counts as; the sign alone says the same.
    pub fn mark(self, verdict: Verdict<'_>) -> Style {
        match verdict.counts() {
            Some(Counts::NotMet) => self.warning(),
            Some(Counts::Met | Counts::Partly) | None => self.plain(),
        }
    }

    fn sign(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.charset {
            Charset::Unicode => unicode,
            Charset::Ascii => ascii,
        }
    }

    /// The sign for what is said of an item, one or two columns wide.
    pub fn mark_sign(self, verdict: Verdict<'_>) -> &str {
        match verdict {
            Verdict::Open => " ",
            Verdict::Level(level) if self.charset == Charset::Ascii => &level.ascii,
            Verdict::Level(level) => &level.sign,
            Verdict::NotApplicable => "/",
            Verdict::Unknown(_) => "?",
        }
    }

    /// A question's progress, one column wide.
    pub fn progress_sign(self, progress: Progress) -> &'static str {
        match progress {
            Progress::Complete => self.sign("●", "*"),
            Progress::Begun => self.sign("◐", "+"),
            Progress::Untouched => self.sign("○", "."),
            Progress::NotApplicable => self.sign("–", "-"),
            Progress::NotAsked => " ",
        }
    }

    /// The bar at the left edge of what has the focus.
    pub fn bar(self) -> &'static str {
        self.sign("▌", "|")
    }

    /// A row that is selected with others.
    pub fn selected(self) -> &'static str {
        self.sign("●", "*")
    }

    /// From old to new.
    pub fn arrow(self) -> &'static str {
        self.sign("→", ">")
    }

    /// What is gone.
    pub fn minus(self) -> &'static str {
        self.sign("−", "-")
    }

    /// That sign where "n/a" is written out and a point says that there is none.
    pub fn written_mark(self, verdict: Verdict<'_>) -> &str {
        match verdict {
            Verdict::NotApplicable => "n/a",
            Verdict::Open => self.point(),
            Verdict::Level(_) | Verdict::Unknown(_) => self.mark_sign(verdict),
        }
    }

    /// The end of what was cut.
    pub fn ellipsis(self) -> &'static str {
        self.sign("…", "..")
    }

    /// What stands in the box of an option that is chosen.
    pub fn chosen(self) -> &'static str {
        self.sign("•", "x")
    }

    /// A point in front of a list's entry; also "nothing yet".
    pub fn point(self) -> &'static str {
        self.sign("·", ".")
    }
}

/// A buffer with the theme that it is drawn in: the one way that text reaches the screen.
pub struct Canvas<'a> {
    /// Where it is drawn.
    pub buffer: &'a mut Buffer,
    /// How.
    pub theme: Theme,
}

impl Canvas<'_> {
    /// Draws one line of text into at most `width` columns; what does not fit ends in an ellipsis. Returns the columns used.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let ellipsis = self.theme.ellipsis();
        let fitting = truncate(text, usize::from(width), ellipsis);
        paint(self.buffer, x, y, width, &fitting, style, self.theme.charset)
    }

    /// Draws one line of text that ends before column `end`. Returns the column where it begins.
    pub fn text_ending_at(&mut self, end: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let needed = (str_width(text) as u16).min(width);
        let x = end.saturating_sub(needed);
        self.text(x, y, needed, text, style);
        x
    }

    /// Draws what is said where nothing is filled in: in brackets, since nothing else may tell it from what is.
    pub fn hint(&mut self, x: u16, y: u16, width: u16, hint: &str) {
        if !hint.is_empty() {
            self.text(x, y, width, &format!("({hint})"), self.theme.dim());
        }
    }

    /// Draws an editor in its own size; returns where its cursor stands.
    pub fn editor(&mut self, editor: &Editor, area: Rect) -> Option<(u16, u16)> {
        self.editor_cut(editor, area, 0)
    }

    /// The same where its first rows are out of sight.
    pub fn editor_cut(&mut self, editor: &Editor, area: Rect, above: u16) -> Option<(u16, u16)> {
        let (area, theme) = (area.intersection(self.buffer.area), self.theme);
        editor.draw(area, above, self.buffer, theme.plain(), theme.selection(), theme.charset);
        let (x, y) = editor.cursor()?;
        y.checked_sub(above).filter(|y| *y < area.height.max(1)).map(|y| (area.x + x, area.y + y))
    }

    /// Marks a passage of an editor that was drawn there, as one that somebody remarked on.
    pub fn mark_passage(&mut self, editor: &Editor, area: Rect, passage: &Range<usize>) {
        editor.style(passage, area.intersection(self.buffer.area), self.buffer, self.theme.remarked());
    }

    /// Marks what a search found in a line of text that was drawn here.
    pub fn mark_match(&mut self, line: Rect, text: &str, found: &Range<usize>) {
        let [start, end] = [found.start, found.end].map(|at| line.x + str_width(&text[..at]) as u16);
        let found = Rect::new(start, line.y, end.saturating_sub(start), 1);
        self.buffer.set_style(found.intersection(line).intersection(self.buffer.area), self.theme.found());
    }

    /// Blanks an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            self.buffer[position].reset();
        }
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, area: Rect) {
        self.fill(Rect { height: 1, ..area }, self.theme.sign("─", "-"), self.theme.dim());
    }

    /// Draws a vertical rule that meets a horizontal one below it.
    pub fn rule_down(&mut self, x: u16, top: u16, bottom: u16) {
        let area = Rect::new(x, top, 1, bottom.saturating_sub(top));
        self.fill(area, self.theme.sign("│", "|"), self.theme.dim());
        self.fill(Rect::new(x, bottom, 1, 1), self.theme.sign("┴", "+"), self.theme.dim());
    }

    /// Draws how much of a whole something is, as a bar of this width.
    pub fn gauge(&mut self, x: u16, y: u16, width: u16, ratio: f64) {
        let theme = self.theme;
        // The widget keeps the first column for its label.
        let area = Rect::new(x.saturating_sub(1), y, width + 1, 1);
        LineGauge::default()
            .label("")
            .ratio(ratio.clamp(0.0, 1.0))
            .filled_symbol(theme.sign("━", "#"))
            .unfilled_symbol(theme.sign("─", "."))
            .filled_style(theme.accent())
            .unfilled_style(theme.dim())
            .render(area.intersection(self.buffer.area), self.buffer);
    }

    /// Draws the bar of what has the focus.
    pub fn bar(&mut self, x: u16, top: u16, rows: u16) {
        self.fill(Rect::new(x, top, 1, rows), self.theme.bar(), self.theme.accent());
    }

    fn fill(&mut self, area: Rect, sign: &'static str, style: Style) {
        let mut filled = Cell::new(sign);
        filled.set_style(style);
        for row in area.intersection(self.buffer.area).rows().filter(|row| row.width > 0) {
            let first = self.buffer.index_of(row.x, row.y);
            self.buffer.content[first..first + usize::from(row.width)].fill(filled.clone());
        }
    }
}
