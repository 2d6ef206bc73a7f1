//! Figures of what was found, as plain shapes that each format draws in its own way.
//!
//! They say the same without colour: each cell has its sign, each part of a bar its count, and shades differ in how dark
//! they are. The colours are a blue, an amber and a rust that colour-blind people tell apart.
#![expect(clippy::cast_precision_loss, reason = "a figure counts what fits on a page")]

use crate::model::{Counts, Tally, Verdict};

mod bars;
mod lettering;
mod lights;
#[cfg(test)]
mod tests;

pub(super) use self::{
    bars::bars,
    lights::{By, lights},
};

/// How wide every figure is: the text of an A4 page within its margins.
const WIDTH: f32 = 482.0;

/// A drawing. Lengths are in points, of which an inch has 72; x grows to the right, y down.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// What it shows, in a few words.
    pub title: String,
    /// All that it says, in words: for people who don't see it.
    pub told: String,
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
}

/// A part of a figure; later ones lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Rect { x: f32, y: f32, width: f32, height: f32, shade: Shade },
    Text { x: f32, baseline: f32, size: f32, anchor: Anchor, ink: Ink, text: String },
}

/// Which end of a text stands at its x. A text that runs to the left is placed the same: `Start` is its left end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Dark,
    /// On a dark shade.
    Light,
}

/// What a cell, or a part of a bar, stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    Met,
    Partly,
    NotMet,
    NotApplicable,
    Open,
    /// Nothing is asked there.
    NotAsked,
}

impl Shade {
    /// Those that items are counted by, in the order of bars and legends.
    pub(super) const COUNTED: [Shade; 5] =
        [Shade::Met, Shade::Partly, Shade::NotMet, Shade::NotApplicable, Shade::Open];

    /// What it stands for.
    pub(super) fn name(self) -> &'static str {
        match self {
            Shade::Met => "Met",
            Shade::Partly => "Partly met",
            Shade::NotMet => "Not met",
            Shade::NotApplicable => "Not applicable",
            Shade::Open => "Open",
            Shade::NotAsked => "Not asked",
        }
    }

    /// How many items it stands for.
    pub(super) fn count(self, tally: &Tally) -> usize {
        match self {
            Shade::Met => tally.met,
            Shade::Partly => tally.partly,
            Shade::NotMet => tally.not_met,
            Shade::NotApplicable => tally.not_applicable,
            Shade::Open => tally.open,
            Shade::NotAsked => tally.not_asked,
        }
    }

    /// Its red, green and blue.
    pub(super) fn colour(self) -> [u8; 3] {
        match self {
            Shade::Met => [0x1f, 0x5d, 0x9c],
            Shade::Partly => [0xe0, 0xa1, 0x00],
            Shade::NotMet => [0xb3, 0x42, 0x1e],
            Shade::NotApplicable => [0xb0, 0xb0, 0xb0],
            Shade::Open => [0xe9, 0xe9, 0xe9],
            Shade::NotAsked => [0xff, 0xff, 0xff],
        }
    }

    /// What is read on it.
    pub(super) fn ink(self) -> Ink {
        match self {
            Shade::Met | Shade::NotMet => Ink::Light,
            Shade::Partly | Shade::NotApplicable | Shade::Open | Shade::NotAsked => Ink::Dark,
        }
    }

    /// The shade of what is said of an item; none: it is not asked.
    pub(super) fn of_verdict(verdict: Option<Verdict<'_>>) -> Shade {
        match (verdict, verdict.and_then(Verdict::counts)) {
            (_, Some(counts)) => Shade::of(counts),
            (None, None) => Shade::NotAsked,
            (Some(Verdict::NotApplicable), None) => Shade::NotApplicable,
            (Some(Verdict::Open | Verdict::Level(_) | Verdict::Unknown(_)), None) => Shade::Open,
        }
    }

    /// The shade of what a mark counts as.
    pub(super) fn of(counts: Counts) -> Shade {
        match counts {
            Counts::Met => Shade::Met,
            Counts::Partly => Shade::Partly,
            Counts::NotMet => Shade::NotMet,
        }
    }
}

/// Adds what the shades stand for, below the rest; gives the figure's height.
fn legend(shapes: &mut Vec<Shape>, shades: &[(Shade, &str)], top: f32) -> f32 {
    const SIZE: f32 = 8.0;
    let mut x = 0.0;
    for (shade, name) in shades {
        shapes.push(Shape::Rect { x, y: top, width: 9.0, height: 9.0, shade: *shade });
        shapes.push(lettering::line((*name).to_owned(), SIZE, (x + 13.0, top + 7.8), Anchor::Start));
        x += 13.0 + lettering::room_of(name, SIZE) + 14.0;
    }
    top + 14.0
}
