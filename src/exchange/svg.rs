//! Figures as SVG, alone or within a web page.

use std::fmt::Write as _;

use crate::exchange::figure::{Anchor, Figure, Ink, Shade, Shape};
use crate::exchange::xml::escaped;

const FONTS: &str = "font-family=\"'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif\"";
/// What lies between two figures of a file, and above each for its title.
const GAP: f32 = 24.0;

/// Figures as one file, each below its title.
pub(super) fn written(figures: &[Figure]) -> String {
    let width = figures.iter().map(|figure| figure.width).fold(0.0, f32::max);
    let height: f32 = figures.iter().map(|figure| figure.height + GAP).sum();
    let mut svg = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -4 {} {}\" \
         width=\"{}pt\" height=\"{}pt\" {FONTS}>\n<rect x=\"-12\" y=\"-4\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        width + 24.0,
        height + 8.0,
        width + 24.0,
        height + 8.0,
    );
    let mut top = 0.0;
    for (at, figure) in figures.iter().enumerate() {
        let title = escaped(&figure.title);
        let _ =
            writeln!(svg, "<text x=\"0\" y=\"{}\" font-size=\"10\" font-weight=\"bold\">{title}</text>", top + 12.0);
        let _ = writeln!(svg, "<svg x=\"0\" y=\"{}\" {}", top + GAP - 4.0, opened(figure, at, ""));
        figure.shapes.iter().for_each(|shape| written_shape(&mut svg, shape));
        svg += "</svg>\n";
        top += figure.height + GAP;
    }
    svg + "</svg>\n"
}

/// A figure as an element of a page; the number tells it from others there.
pub(super) fn element(figure: &Figure, number: usize) -> String {
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {FONTS} {}", opened(figure, number, "pt"));
    figure.shapes.iter().for_each(|shape| written_shape(&mut svg, shape));
    svg + "</svg>"
}

/// The rest of a figure's opening tag, its lengths in this unit, with what it says in words.
fn opened(Figure { title, told, width, height, .. }: &Figure, number: usize, unit: &str) -> String {
    let (title, told) = (escaped(title), escaped(told));
    format!(
        "viewBox=\"0 0 {width} {height}\" width=\"{width}{unit}\" height=\"{height}{unit}\" role=\"img\" \
         aria-labelledby=\"figure-{number}-title figure-{number}-told\">\n\
         <title id=\"figure-{number}-title\">{title}</title>\n<desc id=\"figure-{number}-told\">{told}</desc>\n"
    )
}

fn written_shape(svg: &mut String, shape: &Shape) {
    let written = match shape {
        Shape::Rect { x, y, width, height, shade } => {
            let [red, green, blue] = shade.colour();
            let line = if *shade == Shade::NotAsked || *shade == Shade::Open {
                " stroke=\"#9a9a9a\" stroke-width=\"0.5\""
            } else {
                ""
            };
            writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#{red:02x}{green:02x}{blue:02x}\"{line}/>"
            )
        }
        Shape::Text { x, baseline, size, anchor, ink, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let fill = match ink {
                Ink::Dark => "#1b1b1b",
                Ink::Light => "#ffffff",
            };
            let text = escaped(text);
            writeln!(
                svg,
                "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{text}</text>"
            )
        }
    };
    written.expect("a string takes what is written into it");
}
