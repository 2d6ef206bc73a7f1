//! What is drawn on a page, and the structure that those hear who have it read to them.

use std::rc::Rc;

use krilla::tagging::{Identifier, Node, TagGroup, TagKind};

use super::{
    look::{Colour, Style},
    setting::Set,
};

/// Something drawn, in its place within a stripe.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A line of a text.
    Line { set: Rc<Set>, line: usize, style: Style, x: f32, y: f32, tag: Tag },
    /// A rule or a background, which nobody needs to hear of.
    Rect(Rect),
    /// A figure: what is drawn in it belongs to one part of the structure.
    Figure { rects: Vec<Rect>, texts: Vec<FigureText>, tag: Tag },
    /// The stripe leads to the report of this number.
    Leads { report: usize, told: String, width: f32, height: f32, tag: Tag },
}

/// A rectangle that is filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub colour: Colour,
}

/// A text in a figure: its one line from `x` on, standing on the baseline.
#[derive(Clone, Debug)]
pub(super) struct FigureText {
    pub set: Rc<Set>,
    pub style: Style,
    pub x: f32,
    pub baseline: f32,
}

/// A part of the structure, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag(usize);

/// The structure of a document, in the order in which it is read.
#[derive(Debug)]
pub(super) struct Structure {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// What it is; nothing for the document as a whole.
    kind: Option<TagKind>,
    children: Vec<Child>,
}

#[derive(Clone, Copy, Debug)]
enum Child {
    Part(Tag),
    Drawn(Identifier),
}

impl Structure {
    /// The document as a whole.
    pub(super) const WHOLE: Tag = Tag(0);

    pub(super) fn new() -> Structure {
        Structure { parts: vec![Part { kind: None, children: Vec::new() }] }
    }

    /// A new part at the end of another.
    pub(super) fn within(&mut self, Tag(whole): Tag, kind: impl Into<TagKind>) -> Tag {
        let tag = Tag(self.parts.len());
        self.parts.push(Part { kind: Some(kind.into()), children: Vec::new() });
        self.parts[whole].children.push(Child::Part(tag));
        tag
    }

    /// Something that was drawn, at the end of a part.
    pub(super) fn drawn(&mut self, Tag(part): Tag, identifier: Identifier) {
        self.parts[part].children.push(Child::Drawn(identifier));
    }

    /// All of it, without parts in which nothing was drawn.
    pub(super) fn nodes(mut self) -> Vec<Node> {
        self.children(Structure::WHOLE)
    }

    fn children(&mut self, Tag(part): Tag) -> Vec<Node> {
        let children = std::mem::take(&mut self.parts[part].children);
        children.into_iter().filter_map(|child| self.node(child)).collect()
    }

    fn node(&mut self, child: Child) -> Option<Node> {
        let tag = match child {
            Child::Drawn(identifier) => return Some(Node::Leaf(identifier)),
            Child::Part(tag) => tag,
        };
        let children = self.children(tag);
        let kind = self.parts[tag.0].kind.take()?;
        (!children.is_empty()).then(|| TagGroup::with_children(kind, children).into())
    }
}
