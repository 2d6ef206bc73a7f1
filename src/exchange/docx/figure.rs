//! A figure as a group of shapes (DrawingML), which word processors draw, scale and let people change.
#![expect(clippy::cast_precision_loss, reason = "a figure counts what fits on a page")]

use std::fmt::Write as _;

use super::{
    body::{Body, TEXT_WIDTH},
    language::Language,
    paragraph::{Style, runs},
    table::hex,
};
use crate::exchange::{
    figure::{Anchor, Figure, Ink, Shade, Shape},
    report::Line,
    xml::escaped,
};
use crate::text::{TextDirection, cluster::str_width};

/// Points that a page has room for below each other, with a caption.
const HIGHEST: f32 = 640.0;
/// Of which a point has many.
const EMU: f32 = 12_700.0;

/// Where a shape stands and how large it is, in points.
#[derive(Clone, Copy)]
struct Frame {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// A text within a frame.
struct Label<'f> {
    size: f32,
    anchor: Anchor,
    ink: Ink,
    text: &'f str,
}

impl Body {
    /// A figure with its title below it. Who doesn't see it is told what it says.
    pub(super) fn figure(&mut self, figure: &Figure) {
        let Figure { title, told, width, height, shapes } = figure;
        let scale = (TEXT_WIDTH as f32 / 20.0 / width).min(HIGHEST / height).min(1.0);
        let (number, cx, cy) = (self.next_drawn(), emu(width * scale), emu(height * scale));
        let shapes = self.shapes(shapes, scale);
        let (title_told, told) = (escaped(title), escaped(told));
        self.drawing(&format!(
            "<mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/>\
             <wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{told}\" title=\"{title_told}\"/><wp:cNvGraphicFramePr/>\
             <a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp>\
             <wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/><a:chOff x=\"0\" y=\"0\"/>\
             <a:chExt cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm></wpg:grpSpPr>\n{shapes}</wpg:wgp></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t xml:space=\"preserve\">{told}</w:t></mc:Fallback>\
             </mc:AlternateContent>"
        ));
        self.paragraph(Style::Caption.into(), Language::Own, &Line::from(title.as_str()));
    }

    fn shapes(&mut self, shapes: &[Shape], scale: f32) -> String {
        let mut xml = String::new();
        let mut rest = shapes.iter().peekable();
        while let Some(shape) = rest.next() {
            match shape {
                Shape::Rect { x, y, width, height, shade } => {
                    let frame = Frame { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
                    let label =
                        rest.peek().and_then(|next| label(next, scale)).filter(|(at, label)| frame.centres(*at, label));
                    if label.is_some() {
                        rest.next();
                    }
                    self.shape(&mut xml, frame, Some(*shade), label.map(|(_, label)| label));
                }
                text @ Shape::Text { .. } => {
                    if let Some((at, label)) = label(text, scale) {
                        self.shape(&mut xml, Frame::around(at, &label), None, Some(label));
                    }
                }
            }
        }
        xml
    }

    fn shape(&mut self, xml: &mut String, frame: Frame, shade: Option<Shade>, label: Option<Label<'_>>) {
        let number = self.next_drawn();
        let Frame { x, y, width, height } = frame;
        let [x, y, cx, cy] = [x, y, width.max(0.0), height.max(0.0)].map(emu);
        let fill = shade.map_or_else(|| "<a:noFill/>".to_owned(), |shade| filled(&hex(shade.colour())));
        let line = match shade {
            Some(Shade::NotAsked | Shade::Open) => format!("<a:ln w=\"6350\">{}</a:ln>", filled("9A9A9A")),
            Some(_) | None => "<a:ln><a:noFill/></a:ln>".to_owned(),
        };
        let kind = if shade.is_none() { " txBox=\"1\"" } else { "" };
        let text = label.map_or_else(String::new, |label| label.content());
        let _ = writeln!(
            xml,
            "<wps:wsp><wps:cNvPr id=\"{number}\" name=\"Shape {number}\"/><wps:cNvSpPr{kind}/><wps:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
             <a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>{fill}{line}</wps:spPr>{text}\
             <wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"><a:noAutofit/></wps:bodyPr></wps:wsp>"
        );
    }
}

/// A text of a figure with the place of its baseline.
fn label(shape: &Shape, scale: f32) -> Option<((f32, f32), Label<'_>)> {
    let Shape::Text { x, baseline, size, anchor, ink, text } = shape else { return None };
    Some(((x * scale, baseline * scale), Label { size: size * scale, anchor: *anchor, ink: *ink, text }))
}

impl Frame {
    /// Whether a text stands in the middle of it, and has room.
    fn centres(self, (x, baseline): (f32, f32), label: &Label<'_>) -> bool {
        let (across, down) =
            (self.x + self.width / 2.0 - x, self.y + self.height / 2.0 - (baseline - label.size * 0.35));
        let has_room = label.line() <= self.height && label.width() <= self.width;
        label.anchor == Anchor::Middle && across.abs() < 1.0 && down.abs() < label.size / 3.0 && has_room
    }

    /// Room for a text with its baseline there: of a line, four fifths stand above it.
    fn around((x, baseline): (f32, f32), label: &Label<'_>) -> Frame {
        let (width, height) = (label.width(), label.line());
        let left = match label.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Frame { x: left, y: baseline - height * 0.8, width, height }
    }
}

impl Label<'_> {
    fn line(&self) -> f32 {
        self.size * 1.2
    }

    /// At least as wide as the text is in any font.
    fn width(&self) -> f32 {
        (str_width(self.text) as f32 + 1.0) * self.size * 0.7
    }

    /// The text as a shape's content. It is set against the side where it was to stand, whichever way it runs.
    fn content(&self) -> String {
        let direction = TextDirection::of(self.text).unwrap_or_default();
        let is_left = direction == TextDirection::RightToLeft;
        let side = match self.anchor {
            Anchor::Middle => "center",
            Anchor::Start if is_left => "right",
            Anchor::End if is_left => "left",
            Anchor::Start => "left",
            Anchor::End => "right",
        };
        let bidi = if is_left { "<w:bidi/>" } else { "" };
        let (line, half_points) = ((self.line() * 20.0).round(), (self.size * 2.0).round().max(2.0));
        let colour = match self.ink {
            Ink::Dark => "1B1B1B",
            Ink::Light => "FFFFFF",
        };
        let look =
            format!("<w:color w:val=\"{colour}\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
        let runs = runs(self.text, direction, Language::Written(None), &look);
        format!(
            "<wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val=\"FigureText\"/>{bidi}\
             <w:spacing w:line=\"{line}\" w:lineRule=\"exact\"/><w:jc w:val=\"{side}\"/></w:pPr>{runs}</w:p>\
             </w:txbxContent></wps:txbx>"
        )
    }
}

fn filled(colour: &str) -> String {
    format!("<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>")
}

/// Points as drawings measure them.
fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}
