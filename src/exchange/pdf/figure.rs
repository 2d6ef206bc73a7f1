//! Figures in a PDF: drawn as they are, smaller where the page is narrower.

use krilla::tagging::Tag as Kind;

use super::{
    column::Column,
    look::{FAINT, HEIGHT, INK, Style, WHITE, WIDTH},
    marks::{FigureText, Mark, Rect},
    paging::Stripe,
    setting::Side,
};
use crate::exchange::figure::{Anchor, Figure, Ink, Shade, Shape};

/// The room above a figure, and below it.
const GAP: f32 = 8.0;
/// The thickness of the line around what is white or nearly so.
const THIN: f32 = 0.5;

pub(super) fn written(column: &mut Column<'_>, Figure { told, width, height, shapes, .. }: &Figure) {
    let scale = (WIDTH / width).min((HEIGHT - GAP) / height).min(1.0);
    let tag = column.structure.within(column.whole, Kind::Figure(Some(told.clone())));
    let (mut rects, mut texts) = (Vec::new(), Vec::new());
    for shape in shapes {
        match shape {
            Shape::Rect { x, y, width, height, shade } => {
                let rect = Rect { x: *x, y: *y, width: *width, height: *height, colour: shade.colour() };
                outlined(&mut rects, rect, *shade, scale);
            }
            Shape::Text { x, baseline, size, anchor, ink, text } => {
                let colour = match ink {
                    Ink::Dark => INK,
                    Ink::Light => WHITE,
                };
                let style = Style { size: size * scale, bold: false, colour, leading: 1.3 };
                let set = column.setter.sided(text, style, f32::MAX, Side::Left);
                let x = x * scale
                    - match anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => set.width / 2.0,
                        Anchor::End => set.width,
                    };
                texts.push(FigureText { set, style, x, baseline: baseline * scale });
            }
        }
    }
    let marks = vec![Mark::Figure { rects, texts, tag }];
    column.stripes.push(Stripe { above: GAP, height: height * scale + GAP, marks, ..Stripe::default() });
}

/// A rectangle, in lines where it would not be seen on paper without.
fn outlined(rects: &mut Vec<Rect>, Rect { x, y, width, height, colour }: Rect, shade: Shade, scale: f32) {
    let scaled = Rect { x: x * scale, y: y * scale, width: width * scale, height: height * scale, colour };
    match shade {
        Shade::Open | Shade::NotAsked => {
            let Rect { x, y, width, height, .. } = scaled;
            let around = Rect {
                x: x - THIN / 2.0,
                y: y - THIN / 2.0,
                width: width + THIN,
                height: height + THIN,
                colour: FAINT,
            };
            let (width, height) = (width - THIN, height - THIN);
            rects.extend([around, Rect { x: x + THIN / 2.0, y: y + THIN / 2.0, width, height, colour }]);
        }
        Shade::Met | Shade::Partly | Shade::NotMet | Shade::NotApplicable => rects.push(scaled),
    }
}
