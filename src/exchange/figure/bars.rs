//! A bar for each criterion, of as many parts as there are kinds of marks.

use crate::exchange::figure::{
    Anchor, Figure, Shade, Shape, WIDTH, legend,
    lettering::{in_two_lines, line},
};
use crate::model::Tally;

/// Where the bars begin, and where they end.
const BARS: (f32, f32) = (170.0, 410.0);
const ROW: f32 = 24.0;
const BAR: f32 = 15.0;
const SIZE: f32 = 8.5;
/// Below this a count does not fit into its part.
const NARROWEST: f32 = 9.0;

/// The marks of each criterion, by its name, as bars of one length.
pub(in crate::exchange) fn bars(title: &str, rows: &[(String, Tally)]) -> Figure {
    let mut shapes = Vec::new();
    for (at, (name, tally)) in rows.iter().enumerate() {
        let top = at as f32 * ROW;
        let lines = in_two_lines(name, SIZE, BARS.0 - 8.0);
        let first = top + if lines.len() > 1 { 8.0 } else { 13.0 };
        for (n, text) in lines.into_iter().enumerate() {
            shapes.push(line(text, SIZE, (0.0, first + n as f32 * (SIZE + 1.5)), Anchor::Start));
        }
        bar(&mut shapes, *tally, top + (ROW - BAR) / 2.0 - 1.0);
        let met = if tally.rated() == 0 { "none rated".to_owned() } else { format!("{} met", tally.fraction()) };
        shapes.push(line(met, SIZE, (WIDTH, top + 13.0), Anchor::End));
    }
    let all: Tally = rows.iter().map(|(_, tally)| *tally).sum();
    let shades: Vec<(Shade, &str)> =
        Shade::COUNTED.into_iter().filter(|shade| shade.count(&all) > 0).map(|shade| (shade, shade.name())).collect();
    let height = legend(&mut shapes, &shades, rows.len() as f32 * ROW + 6.0);
    Figure { title: title.to_owned(), told: told(rows), width: WIDTH, height, shapes }
}

/// The parts of a bar, each as long as its share, with its count where that fits.
fn bar(shapes: &mut Vec<Shape>, tally: Tally, y: f32) {
    let (from, until) = BARS;
    let all = tally.items().max(1) as f32;
    let mut before = 0;
    for shade in Shade::COUNTED {
        let count = shade.count(&tally);
        if count == 0 {
            continue;
        }
        let x = from + (until - from) * before as f32 / all;
        let width = (until - from) * count as f32 / all;
        shapes.push(Shape::Rect { x, y, width, height: BAR, shade });
        if width >= NARROWEST * count.to_string().len() as f32 * 0.7 {
            shapes.push(Shape::Text {
                x: x + width / 2.0,
                baseline: y + BAR - 4.5,
                size: 8.0,
                anchor: Anchor::Middle,
                ink: shade.ink(),
                text: count.to_string(),
            });
        }
        before += count;
    }
}

fn told(rows: &[(String, Tally)]) -> String {
    let row = |(name, tally): &(String, Tally)| {
        let counts = Shade::COUNTED.into_iter().filter(|shade| shade.count(tally) > 0);
        let counts: Vec<String> =
            counts.map(|shade| format!("{} {}", shade.count(tally), shade.name().to_lowercase())).collect();
        format!("{name}: {}.", if counts.is_empty() { "no items".to_owned() } else { counts.join(", ") })
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}
