//! A figure as a group of shapes (`DrawingML`), which word processors draw and scale.
//!
//! Hundreds of practices side by side have ten thousand cells, and a shape for each is more than a word processor lays out
//! in minutes. So all cells of a shade are one shape, and texts that stand below each other are one text.
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
/// What a shape looks like of which nothing but its text is seen.
const UNSEEN: &str = "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>";

/// Where a shape stands and how large it is, in points.
#[derive(Clone, Copy)]
struct Frame {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// Texts that stand below each other.
struct Column<'f>(Vec<Label<'f>>);

/// A text of a figure.
struct Label<'f> {
    x: f32,
    baseline: f32,
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
        let whole = Frame { x: 0.0, y: 0.0, width: width * scale, height: height * scale };
        let (number, cx, cy) = (self.next_drawn(), emu(whole.width), emu(whole.height));
        let shapes = self.shapes(shapes, scale, whole);
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

    /// The areas, then the texts: no area of a figure lies over another, or over a text.
    fn shapes(&mut self, shapes: &[Shape], scale: f32, whole: Frame) -> String {
        let mut areas: Vec<(Shade, Vec<Frame>)> = Vec::new();
        let mut columns: Vec<Column<'_>> = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Rect { x, y, width, height, shade } => {
                    let frame = Frame { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
                    match areas.iter_mut().find(|(known, _)| known == shade) {
                        Some((_, frames)) => frames.push(frame),
                        None => areas.push((*shade, vec![frame])),
                    }
                }
                Shape::Text { x, baseline, size, anchor, ink, text } => {
                    let [x, baseline, size] = [x, baseline, size].map(|length| length * scale);
                    let label = Label { x, baseline, size, anchor: *anchor, ink: *ink, text };
                    match columns.iter_mut().find(|column| column.goes_on_with(&label)) {
                        Some(column) => column.0.push(label),
                        None => columns.push(Column(vec![label])),
                    }
                }
            }
        }
        let mut xml = String::new();
        // The group is as large as the figure.
        self.shape(&mut xml, whole, UNSEEN, "");
        for (shade, frames) in areas {
            self.shape(&mut xml, around(&frames), &area(shade, &frames), "");
        }
        for column in columns {
            self.shape(&mut xml, column.frame(whole), UNSEEN, &column.content());
        }
        xml
    }

    fn shape(&mut self, xml: &mut String, frame: Frame, look: &str, text: &str) {
        let number = self.next_drawn();
        let Frame { x, y, width, height } = frame;
        let [x, y, cx, cy] = [x, y, width, height].map(emu);
        let kind = if text.is_empty() { "" } else { " txBox=\"1\"" };
        let _ = writeln!(
            xml,
            "<wps:wsp><wps:cNvPr id=\"{number}\" name=\"Shape {number}\"/><wps:cNvSpPr{kind}/><wps:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
             <a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm>{look}</wps:spPr>{text}\
             <wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></wps:bodyPr></wps:wsp>"
        );
    }
}

/// The frame that holds these.
fn around(frames: &[Frame]) -> Frame {
    let least = |of: fn(&Frame) -> f32| frames.iter().map(of).fold(f32::INFINITY, f32::min);
    let most = |of: fn(&Frame) -> f32| frames.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (x, y) = (least(|frame| frame.x), least(|frame| frame.y));
    let (right, below) = (most(|frame| frame.x + frame.width), most(|frame| frame.y + frame.height));
    Frame { x, y, width: right - x, height: below - y }
}

/// All rectangles of a shade as one outline, and how it is filled.
fn area(shade: Shade, frames: &[Frame]) -> String {
    let all = around(frames);
    let [width, height] = [all.width, all.height].map(emu);
    let mut xml = format!(
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/>\
         <a:pathLst><a:path w=\"{width}\" h=\"{height}\">"
    );
    for frame in frames {
        let (x, y) = (frame.x - all.x, frame.y - all.y);
        let [left, top, right, below] = [x, y, x + frame.width, y + frame.height].map(emu);
        let _ = write!(
            xml,
            "<a:moveTo><a:pt x=\"{left}\" y=\"{top}\"/></a:moveTo><a:lnTo><a:pt x=\"{right}\" y=\"{top}\"/></a:lnTo>\
             <a:lnTo><a:pt x=\"{right}\" y=\"{below}\"/></a:lnTo><a:lnTo><a:pt x=\"{left}\" y=\"{below}\"/></a:lnTo><a:close/>"
        );
    }
    let line = match shade {
        Shade::NotAsked | Shade::Open => format!("<a:ln w=\"6350\">{}</a:ln>", filled("9A9A9A")),
        Shade::Met | Shade::Partly | Shade::NotMet | Shade::NotApplicable => "<a:ln><a:noFill/></a:ln>".to_owned(),
    };
    xml + "</a:path></a:pathLst></a:custGeom>" + &filled(&hex(shade.colour())) + &line
}

impl<'f> Column<'f> {
    /// Whether a text stands below its last one.
    fn goes_on_with(&self, label: &Label<'f>) -> bool {
        let at = |label: &Label<'f>| (label.x, label.size, label.anchor);
        self.0.last().is_some_and(|last| at(last) == at(label) && label.baseline - last.baseline >= label.line())
    }

    /// Room for it within the figure: of a line, four fifths stand above the baseline.
    fn frame(&self, figure: Frame) -> Frame {
        let frame = |label: &Label<'f>| {
            let (top, line, width) = (label.baseline - label.line() * 0.8, label.line(), label.width());
            Frame { x: label.left(), y: top, width, height: line }
        };
        around(&self.0.iter().map(frame).collect::<Vec<_>>()).within(figure)
    }

    /// A paragraph for each text, as far below the one before as it is to stand.
    fn content(&self) -> String {
        let mut paragraphs = String::new();
        let mut below = None;
        for label in &self.0 {
            let (line, baseline) = (twips(label.line()), twips(label.baseline));
            let before = below.map_or(0, |below: i64| (baseline - below).max(0));
            paragraphs +=
                &label.paragraph(&format!("<w:spacing w:before=\"{before}\" w:line=\"{line}\" w:lineRule=\"exact\"/>"));
            below = Some(baseline + line);
        }
        format!("<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>")
    }
}

impl Frame {
    /// As much of it as is within another: some programs stretch a group of shapes that do not fill it.
    fn within(self, whole: Frame) -> Frame {
        let (x, y) = (self.x.max(whole.x), self.y.max(whole.y));
        let right = (self.x + self.width).min(whole.x + whole.width);
        let below = (self.y + self.height).min(whole.y + whole.height);
        Frame { x, y, width: (right - x).max(0.0), height: (below - y).max(0.0) }
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

    fn left(&self) -> f32 {
        match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - self.width() / 2.0,
            Anchor::End => self.x - self.width(),
        }
    }

    /// It is set against the side where it was to stand, whichever way it runs.
    fn paragraph(&self, spacing: &str) -> String {
        let direction = TextDirection::of(self.text).unwrap_or_default();
        let is_left = direction == TextDirection::RightToLeft;
        let side = match self.anchor {
            Anchor::Middle => "center",
            Anchor::Start if is_left => "right",
            Anchor::End if !is_left => "right",
            Anchor::Start | Anchor::End => "left",
        };
        let bidi = if is_left { "<w:bidi/>" } else { "" };
        let colour = match self.ink {
            Ink::Dark => "1B1B1B",
            Ink::Light => "FFFFFF",
        };
        let half_points = (self.size * 2.0).round().max(2.0);
        let look =
            format!("<w:color w:val=\"{colour}\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
        let runs = runs(self.text, direction, Language::Written(None), &look);
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"FigureText\"/>{bidi}{spacing}<w:jc w:val=\"{side}\"/></w:pPr>{runs}</w:p>"
        )
    }
}

fn filled(colour: &str) -> String {
    format!("<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>")
}

/// Points as paragraphs measure them.
fn twips(points: f32) -> i64 {
    (points * 20.0).round() as i64
}

/// Points as drawings measure them.
fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}
