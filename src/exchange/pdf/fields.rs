//! What is known of a practice by name, in two columns.

use krilla::tagging::{ListNumbering, Tag as Kind};

use super::{
    column::Column,
    look::{BODY, HEIGHT, LABEL, WIDTH},
    table::{Cell, row},
};
use crate::exchange::report::Line;

/// The room between the columns.
const BETWEEN: f32 = 14.0;
/// The names take no more of the width than this.
const WIDEST: f32 = WIDTH * 0.36;

pub(super) fn written(column: &mut Column<'_>, fields: &[(String, Line)]) {
    let list = column.structure.within(column.whole, Kind::L(ListNumbering::None));
    let names: Vec<_> = fields.iter().map(|(name, _)| column.setter.text(name, LABEL, WIDEST)).collect();
    let widest = names.iter().map(|name| name.width).fold(0.0, f32::max);
    let left = widest + BETWEEN;
    for (name, (_, value)) in names.iter().zip(fields) {
        let entry = column.structure.within(list, Kind::LI);
        let label = column.structure.within(entry, Kind::Lbl);
        let body = column.structure.within(entry, Kind::LBody);
        let mut of_name = Cell::at(0.0, WIDEST);
        of_name.text(name, LABEL, 0.0, 0.0, label);
        let mut of_value = Cell::at(left, WIDTH - left);
        let value = column.setter.words(value, BODY, WIDTH - left);
        of_value.text(&value, BODY, 0.0, 0.0, body);
        column.stripes.extend(row(&[of_name, of_value], None, HEIGHT, 1.5));
    }
}
