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
/// What its title takes above it.
const TITLE: f32 = 15.0;
/// The thickness of the line around what is white or nearly so.
const THIN: f32 = 0.5;

pub(super) fn written(column: &mut Column<'_>, Figure { title, told, width, height, shapes }: &Figure) {
    let scale = (WIDTH / width).min((HEIGHT - GAP - TITLE) / height).min(1.0);
    let tag = column.structure.within(column.whole, Kind::Figure(Some(told.clone())));
    let (mut rects, mut texts) = (Vec::new(), Vec::new());
    let style = Style { size: 9.0, bold: true, colour: INK, leading: 1.3 };
    let set = column.setter.sided(title, style, f32::MAX, Side::Left);
    texts.push(FigureText { set, style, x: 0.0, baseline: TITLE - 6.0 });
    for shape in shapes {
        match shape {
            Shape::Rect { x, y, width, height, shade } => {
                let [x, y, width, height] = [x, y, width, height].map(|length| length * scale);
                outlined(&mut rects, Rect { x, y: y + TITLE, width, height, colour: shade.colour() }, *shade);
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
                texts.push(FigureText { set, style, x, baseline: baseline * scale + TITLE });
            }
        }
    }
    let marks = vec![Mark::Figure { rects, texts, tag }];
    column.stripes.push(Stripe { above: GAP, height: height * scale + TITLE + GAP, marks, ..Stripe::default() });
}

/// A rectangle, in lines where it would not be seen on paper without.
fn outlined(rects: &mut Vec<Rect>, rect: Rect, shade: Shade) {
    match shade {
        Shade::Open | Shade::NotAsked => {
            let Rect { x, y, width, height, colour } = rect;
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
        Shade::Met | Shade::Partly | Shade::NotMet | Shade::NotApplicable => rects.push(rect),
    }
}
