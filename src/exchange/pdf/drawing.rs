//! Puts on the pages of a PDF what was laid out.

use krilla::{
    Document,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    destination::{Destination, XyzDestination},
    geom::{PathBuilder, Point, Rect as Area},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::{Page, PageSettings},
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag as Kind},
};

use super::{
    faces::Faces,
    look::{Colour, FOOT, HEAD, MARGIN, PAGE, RUNNING, Style},
    marks::{FigureText, Mark, Rect, Structure, Tag},
    paging::{Placed, Stripe},
    setting::{Set, SetRun},
};

/// A document that pages are added to.
pub(super) struct Drawing<'a> {
    faces: &'a Faces,
    structure: &'a mut Structure,
    /// On which page each report begins.
    begins: &'a [usize],
    /// The headings so far, each with its level and its place.
    bookmarks: Vec<(u8, String, XyzDestination)>,
    /// How many pages are drawn.
    drawn: usize,
}

/// A part of a page that leads elsewhere, and the part of the structure that says so.
struct Lead {
    area: Area,
    to: Target,
    told: String,
    tag: Tag,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(faces: &'a Faces, structure: &'a mut Structure, begins: &'a [usize]) -> Drawing<'a> {
        Drawing { faces, structure, begins, bookmarks: Vec::new(), drawn: 0 }
    }

    /// Adds a page, with what stands above and below its text.
    pub(super) fn page(&mut self, document: &mut Document, placed: &[Placed], head: Option<&Set>, foot: &Set) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("a page has a size");
        let mut page = document.start_page_with(settings);
        let mut leads = Vec::new();
        let mut surface = page.surface();
        for (set, y, kind) in [(head, HEAD, ArtifactType::Header), (Some(foot), FOOT, ArtifactType::Footer)] {
            if let Some(set) = set {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
                self.line(&mut surface, set, 0, RUNNING, (MARGIN, y));
                surface.end_tagged();
            }
        }
        for stripe in placed {
            match stripe {
                Placed::Stripe(y, stripe) => self.stripe(&mut surface, stripe, MARGIN + y, &mut leads),
                Placed::Again(y, stripe) => self.again(&mut surface, stripe, MARGIN + y),
            }
        }
        surface.finish();
        self.lead(&mut page, leads);
        page.finish();
        self.drawn += 1;
    }

    fn stripe(&mut self, surface: &mut Surface<'_>, stripe: &Stripe, top: f32, leads: &mut Vec<Lead>) {
        if let Some((level, text)) = stripe.bookmark.as_ref().filter(|(level, _)| *level <= DEEPEST) {
            let place = XyzDestination::new(self.drawn, Point::from_xy(0.0, top));
            self.bookmarks.push((*level, text.clone(), place));
        }
        ruled(surface, stripe, top);
        for mark in &stripe.marks {
            match mark {
                Mark::Rect(_) => {}
                Mark::Line { set, line, style, x, y, tag } => {
                    self.tagged(surface, (set, *line, *style), (MARGIN + x, top + y), *tag, leads);
                }
                Mark::Figure { rects, texts, tag } => {
                    let identifier = surface.start_tagged(ContentTag::Other);
                    for rect in rects {
                        filled(surface, *rect, top);
                    }
                    for FigureText { set, style, x, baseline } in texts {
                        let above = set.lines.first().map_or(0.0, |line| line.baseline);
                        self.line(surface, set, 0, *style, (MARGIN + x, top + baseline - above));
                    }
                    surface.end_tagged();
                    self.structure.drawn(*tag, identifier);
                }
                Mark::Leads { report, told, width, height, tag } => {
                    let place = XyzDestination::new(self.begins[*report], Point::from_xy(0.0, MARGIN));
                    let to = Target::Destination(Destination::Xyz(place));
                    if let Some(area) = Area::from_xywh(MARGIN, top, *width, *height) {
                        leads.push(Lead { area, to, told: told.clone(), tag: *tag });
                    }
                }
            }
        }
    }

    /// The head of a table that is there again, which is said once.
    fn again(&self, surface: &mut Surface<'_>, stripe: &Stripe, top: f32) {
        ruled(surface, stripe, top);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
        for mark in &stripe.marks {
            if let Mark::Line { set, line, style, x, y, .. } = mark {
                self.line(surface, set, *line, *style, (MARGIN + x, top + y));
            }
        }
        surface.end_tagged();
    }

    /// A line of a text as a part of the structure; its links are parts of their own.
    fn tagged(
        &mut self,
        surface: &mut Surface<'_>,
        (set, line, style): (&Set, usize, Style),
        (x, y): (f32, f32),
        tag: Tag,
        leads: &mut Vec<Lead>,
    ) {
        let Some(set_line) = set.lines.get(line) else { return };
        for runs in set_line.runs.chunk_by(|one, next| one.link == next.link) {
            let link = runs[0].link.and_then(|at| set.links.get(usize::from(at)));
            let part = link.map_or(tag, |_| self.structure.within(tag, Kind::Link));
            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            for run in runs {
                self.run(surface, set, run, style, (x, y + set_line.baseline));
            }
            surface.end_tagged();
            self.structure.drawn(part, identifier);
            let width: f32 = runs.iter().map(|run| run.width).sum();
            if let (Some(address), Some(area)) = (link, Area::from_xywh(x + runs[0].x, y, width, set_line.height)) {
                let to = Target::Action(Action::Link(LinkAction::new(address.clone())));
                leads.push(Lead { area, to, told: address.clone(), tag: part });
            }
        }
    }

    fn line(&self, surface: &mut Surface<'_>, set: &Set, line: usize, style: Style, (x, y): (f32, f32)) {
        let Some(line) = set.lines.get(line) else { return };
        for run in &line.runs {
            self.run(surface, set, run, style, (x, y + line.baseline));
        }
    }

    fn run(&self, surface: &mut Surface<'_>, set: &Set, run: &SetRun, style: Style, (x, baseline): (f32, f32)) {
        let colour = run.colour(style);
        surface.set_fill(Some(fill(colour)));
        if run.is_thickened {
            let paint = fill(colour).paint;
            surface.set_stroke(Some(Stroke { paint, width: run.size / 36.0, ..Stroke::default() }));
        }
        let start = Point::from_xy(x + run.x, baseline);
        surface.draw_glyphs(start, &run.glyphs(), self.faces.font(run.face), &set.text, run.size, false);
        for (pen, mark) in run.marks() {
            let start = Point::from_xy(x + run.x + pen, baseline);
            surface.draw_glyphs(start, &[mark], self.faces.font(run.face), &set.text, run.size, true);
        }
        surface.set_stroke(None);
    }

    fn lead(&mut self, page: &mut Page<'_>, leads: Vec<Lead>) {
        for Lead { area, to, told, tag } in leads {
            let annotation = Annotation::new_link(LinkAnnotation::new(area, to), Some(told));
            let identifier = page.add_tagged_annotation(annotation);
            self.structure.drawn(tag, identifier);
        }
    }

    /// The headings as bookmarks: each within the one above it of a lower level.
    pub(super) fn outline(self) -> Outline {
        let mut outline = Outline::new();
        let mut rest = &self.bookmarks[..];
        while let Some(node) = bookmark(&mut rest, self.begins.len() == 1) {
            outline.push_child(node);
        }
        outline
    }
}

/// The deepest heading that is a bookmark: a question.
const DEEPEST: u8 = 3;

/// The next bookmark with those within it.
fn bookmark(rest: &mut &[(u8, String, XyzDestination)], is_open: bool) -> Option<OutlineNode> {
    let ((level, text, place), behind) = rest.split_first()?;
    *rest = behind;
    let mut node = OutlineNode::new(text.clone(), place.clone()).with_open(is_open);
    while let Some((next, ..)) = rest.first()
        && next > level
    {
        let inner = bookmark(rest, false)?;
        node.push_child(inner);
    }
    Some(node)
}

fn fill(colour: Colour) -> Fill {
    let [red, green, blue] = colour;
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

/// The rules and backgrounds of a stripe.
fn ruled(surface: &mut Surface<'_>, stripe: &Stripe, top: f32) {
    let mut rects =
        stripe.marks.iter().filter_map(|mark| if let Mark::Rect(rect) = mark { Some(*rect) } else { None }).peekable();
    if rects.peek().is_some() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for rect in rects {
            filled(surface, rect, top);
        }
        surface.end_tagged();
    }
}

fn filled(surface: &mut Surface<'_>, Rect { x, y, width, height, colour }: Rect, top: f32) {
    let mut path = PathBuilder::new();
    if let Some(area) = Area::from_xywh(MARGIN + x, top + y, width, height) {
        path.push_rect(area);
    }
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}
