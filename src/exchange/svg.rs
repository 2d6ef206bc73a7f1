//! Figures as SVG, alone or within a web page.

use std::fmt::Write as _;

use crate::exchange::figure::{Anchor, Figure, Ink, Shade, Shape};
use crate::exchange::xml::escaped;

/// A figure as a file of its own.
pub(super) fn written(figure: &Figure) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", element(figure, 0))
}

/// A figure as an element; the number tells it from others of the same page.
pub(super) fn element(figure: &Figure, number: usize) -> String {
    let Figure { title, told, width, height, shapes } = figure;
    let (title, told) = (escaped(title), escaped(told));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}pt\" height=\"{height}pt\" \
         role=\"img\" aria-labelledby=\"figure-{number}-title figure-{number}-told\" \
         font-family=\"'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif\">\n\
         <title id=\"figure-{number}-title\">{title}</title>\n<desc id=\"figure-{number}-told\">{told}</desc>\n"
    );
    for shape in shapes {
        written_shape(&mut svg, shape);
    }
    svg + "</svg>"
}

fn written_shape(svg: &mut String, shape: &Shape) {
    let written = match shape {
        Shape::Rect { x, y, width, height, shade } => {
            let [red, green, blue] = shade.colour();
            let line = if *shade == Shade::NotAsked || *shade == Shade::Open { " stroke=\"#9a9a9a\" stroke-width=\"0.5\"" } else { "" };
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
