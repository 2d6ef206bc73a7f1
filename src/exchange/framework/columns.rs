//! Which column of a table holds what: by its header, or as it is mapped.

use super::{
    TableError,
    field::{CRITERION, Field, QUESTION, REQUIREMENT, Said, plain, said},
    note::TableNote,
    table::{Row, Sheet, letters},
};

/// Which columns hold what, and where the header is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The header's place among the rows.
    pub(super) header: usize,
    /// The fields with their columns. Guidance may have several, every other field one.
    pub(super) fields: Vec<(Field, usize)>,
}

/// A field that the user says lies in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The field.
    pub field: Field,
    /// The column: its header, its letter, or its number from 1.
    pub column: String,
}

/// The mappings that `FIELD=COLUMN,…` says. A comma within a header's name belongs to it where no field follows.
///
/// # Errors
/// When a part is no such thing or names no field.
pub fn mappings(raw: &str) -> Result<Vec<Mapping>, TableError> {
    let mut mappings: Vec<Mapping> = Vec::new();
    for part in raw.split(',') {
        match (part.split_once('='), mappings.last_mut()) {
            (Some((field, column)), _) if !column.trim().is_empty() => {
                let field = Field::named(field).ok_or_else(|| TableError::NoField(field.trim().to_owned()))?;
                mappings.push(Mapping { field, column: column.trim().to_owned() });
            }
            (None, Some(last)) => last.column = format!("{},{part}", last.column),
            _ => return Err(TableError::NoField(part.trim().to_owned())),
        }
    }
    Ok(mappings)
}

impl Columns {
    /// The column of a field.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(other, _)| *other == field).map(|(_, column)| *column)
    }

    /// What a row says of a field; blank where no column holds it.
    pub(super) fn cell<'r>(&self, row: &'r Row, field: Field) -> &'r str {
        self.of(field).map_or("", |column| row.cell(column))
    }

    fn holds(&self, column: usize) -> bool {
        self.fields.iter().any(|(_, held)| *held == column)
    }

    /// How well a table is understood.
    fn score(&self) -> usize {
        let is_of = |wanted: Field| usize::from(self.of(wanted).is_some());
        self.fields.len() + 10 * is_of(Field::Item) + 5 * is_of(Field::Question)
    }
}

/// How far down a header is looked for.
const LOOKED_AT: usize = 60;

/// The sheet that is understood best, and its columns.
pub(super) fn find<'s>(
    sheets: &'s [Sheet],
    map: &[Mapping],
    notes: &mut Vec<TableNote>,
) -> Result<(&'s Sheet, Columns), TableError> {
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(TableError::Empty);
    }
    let mut best: Option<(&Sheet, Columns)> = None;
    for sheet in sheets {
        let Some(columns) = of_sheet(sheet, map) else { continue };
        if best.as_ref().is_none_or(|(_, other)| columns.score() > other.score()) {
            best = Some((sheet, columns));
        }
    }
    let Some((sheet, columns)) = best else { return Err(not_found(sheets, map)) };
    if let (Some(name), true) = (&sheet.name, sheets.len() > 1) {
        notes.push(TableNote::SheetUsed(name.clone()));
    }
    let others = sheets.iter().filter(|other| other.name != sheet.name && !other.rows.is_empty());
    notes.extend(others.filter_map(|other| Some(TableNote::SheetNotUsed(other.name.clone()?))));
    let header = &sheet.rows[columns.header];
    if !map.is_empty() && !is_header(header, map) {
        notes.push(TableNote::HeaderTaken(header.number));
    }
    for row in &sheet.rows[..columns.header] {
        let text = row.filled().map(|(_, cell)| cell).collect::<Vec<_>>().join(" ");
        notes.push(TableNote::Above { row: row.number, text });
    }
    notes.extend(unused(sheet, &columns));
    Ok((sheet, columns))
}

/// The title above a table: the text of its first row, where it stands there alone, with the row's number.
pub(super) fn title<'s>(sheet: &'s Sheet, columns: &Columns) -> Option<(usize, &'s str)> {
    const LONGEST: usize = 100;
    let row = sheet.rows[..columns.header].first()?;
    let mut filled = row.filled();
    let (Some((_, text)), None) = (filled.next(), filled.next()) else { return None };
    let is_title = text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic) && !text.contains('\n');
    is_title.then_some((row.number, text))
}

/// Whether a row looks like a header: names of it are known, or those of the mapping.
fn is_header(row: &Row, map: &[Mapping]) -> bool {
    row.filled()
        .any(|(_, cell)| said(cell).is_some() || map.iter().any(|mapping| plain(&mapping.column) == plain(cell)))
}

/// Where the header is and what its columns hold. Mapped columns count for known ones.
fn of_sheet(sheet: &Sheet, map: &[Mapping]) -> Option<Columns> {
    let candidates = || sheet.rows.iter().enumerate().take(LOOKED_AT);
    let width = sheet.width();
    let asks = |columns: &Columns| columns.of(Field::Item).is_some() || columns.of(Field::Question).is_some();
    let mapped = |row: &Row, at: usize| of_header(row, at, map, width).filter(asks);
    let enough = |columns: &Columns| columns.fields.len() > 1;
    let by_name = |(at, row): (usize, &Row)| {
        // A long text is no name, whatever it begins with.
        let is_named = is_header(row, map) && row.filled().all(|(_, cell)| cell.chars().count() <= 120);
        is_named.then(|| mapped(row, at)).flatten()
    };
    let found = candidates().filter_map(by_name).find(enough).or_else(|| candidates().find_map(by_name));
    found.or_else(|| if map.is_empty() { None } else { candidates().find_map(|(at, row)| mapped(row, at)) })
}

/// What the columns of a header hold; none where a mapped column is not there.
fn of_header(row: &Row, at: usize, map: &[Mapping], width: usize) -> Option<Columns> {
    let mut columns = Columns { header: at, fields: Vec::new() };
    for mapping in map {
        columns.fields.push((mapping.field, column_named(row, &mapping.column, width)?));
    }
    let said: Vec<(usize, Said)> = row
        .filled()
        .filter(|(column, _)| !columns.holds(*column))
        // Of two columns of one name the second is none of its own.
        .filter(|(column, cell)| row.filled().all(|(before, other)| before >= *column || plain(other) != plain(cell)))
        .filter_map(|(column, cell)| Some((column, said(cell)?)))
        .collect();
    place_levels(&said, &mut columns);
    for (column, what) in &said {
        let field = match what {
            Said::Guidance => Field::Guidance,
            Said::Scale => Field::Scale,
            Said::Field(field) => *field,
            Said::Level(_) | Said::CodeOf(_) | Said::Loosely(_) | Said::Code => continue,
        };
        columns.put(field, *column);
    }
    columns.fields.sort_unstable();
    Some(columns)
}

impl Columns {
    /// Gives a column to a field, where the field has none yet or can have several.
    fn put(&mut self, field: Field, column: usize) {
        if !self.holds(column) && (field == Field::Guidance || self.of(field).is_none()) {
            self.fields.push((field, column));
        }
    }
}

/// The column that a mapping names, of so many: by its header, else its letter, else its number.
fn column_named(header: &Row, name: &str, count: usize) -> Option<usize> {
    let by_name = header.filled().find(|(_, cell)| *cell == name);
    let by_name = by_name.or_else(|| header.filled().find(|(_, cell)| plain(cell) == plain(name)));
    let by_letter = || (0..count).find(|column| letters(*column).eq_ignore_ascii_case(name));
    let by_number =
        || name.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|column| *column < count);
    by_name.map(|(column, _)| column).or_else(by_letter).or_else(by_number)
}

/// Gives the levels of a table to criterion, question and item. A field's own name counts first; then the narrowest level is
/// the item's, the one above it the question's, and so on. What is wider still goes nowhere.
fn place_levels(said: &[(usize, Said)], columns: &mut Columns) {
    let mut levels: Vec<(u8, usize)> = said
        .iter()
        .filter_map(|(column, what)| if let Said::Level(level) = what { Some((*level, *column)) } else { None })
        .collect();
    levels.sort_by_key(|(level, _)| *level);
    let mut heights: Vec<(u8, Field)> = Vec::new();
    let has_item = columns.of(Field::Item).is_some();
    let question = levels.iter().position(|(level, _)| *level == QUESTION);
    // What is rated is an item, whatever it is called; and of three levels the narrowest is one.
    let is_rated = said.iter().any(|(_, what)| *what == Said::Scale) || columns.of(Field::Scale).is_some();
    let rated = (is_rated || levels.len() > 2 && question.is_none()) && columns.of(Field::Question).is_none();
    let narrow = levels.iter().rposition(|(level, _)| *level >= REQUIREMENT || rated);
    let has_loose = said.iter().any(|(_, what)| matches!(what, Said::Loosely(rank) if *rank < 2));
    let narrow = narrow.filter(|at| levels[*at].0 >= REQUIREMENT || !has_loose);
    if !has_item {
        if let Some(at) = narrow {
            let (level, column) = levels.remove(at);
            heights.push((level, Field::Item));
            columns.put(Field::Item, column);
        } else {
            place_loose(said, question.is_some(), columns);
        }
    }
    // What else there is of levels, by name or from the narrowest up.
    let question = levels.iter().position(|(level, _)| *level == QUESTION).map(|at| levels.remove(at));
    let has_question = question.is_some() || columns.of(Field::Question).is_some();
    if let Some((level, column)) = question {
        heights.push((level, Field::Question));
        columns.put(Field::Question, column);
    }
    let has_criterion = columns.of(Field::Criterion).is_some();
    let free = [(!has_question, Field::Question), (!has_criterion, Field::Criterion)];
    let mut free: Vec<Field> = free.into_iter().filter(|(is_free, _)| *is_free).map(|(_, field)| field).collect();
    // One level alone above items is the criterion.
    if levels.len() == 1 && !has_criterion && columns.of(Field::Item).is_some() {
        free.retain(|field| *field == Field::Criterion);
    }
    for field in free {
        // A criterion by its own name is no question, where something is above it only by chance.
        let own =
            (field == Field::Criterion).then(|| levels.iter().position(|(level, _)| *level == CRITERION)).flatten();
        let Some((level, column)) = own.map(|at| levels.remove(at)).or_else(|| levels.pop()) else { break };
        heights.push((level, field));
        columns.put(field, column);
    }
    place_codes(said, &heights, columns);
}

/// A loose word is the item's text where nothing else is; beside a question it is more likely what is said about that.
fn place_loose(said: &[(usize, Said)], has_question: bool, columns: &mut Columns) {
    let mut loose: Vec<(u8, usize)> = said
        .iter()
        .filter_map(|(column, what)| if let Said::Loosely(rank) = what { Some((*rank, *column)) } else { None })
        .collect();
    loose.sort_unstable();
    let loose = loose.into_iter();
    let is_item = !has_question || loose.as_slice().first().is_some_and(|(rank, _)| *rank < 2);
    if let (true, Some((_, column))) = (is_item, loose.as_slice().first().copied()) {
        columns.put(Field::Item, column);
    }
    loose.for_each(|(_, column)| columns.put(Field::Guidance, column));
}

fn place_codes(said: &[(usize, Said)], heights: &[(u8, Field)], columns: &mut Columns) {
    let code_of = |field: Field| match field {
        Field::Criterion => Field::CriterionCode,
        Field::Question => Field::QuestionCode,
        _ => Field::Code,
    };
    for (column, what) in said {
        let Said::CodeOf(level) = what else { continue };
        let same = heights.iter().find(|(height, _)| height == level).map(|(_, field)| code_of(*field));
        let likely = match *level {
            level if level >= REQUIREMENT => Some(Field::Code),
            // The code of a level of which there is no text.
            level if level < CRITERION && columns.of(Field::Criterion).is_none() => Some(Field::CriterionCode),
            _ => None,
        };
        if let Some(field) = same.or(likely) {
            columns.put(field, *column);
        }
    }
    for (column, what) in said {
        let is_plain = matches!(what, Said::Code);
        let is_left = matches!(what, Said::CodeOf(level) if *level >= QUESTION);
        if !is_plain && !is_left {
            continue;
        }
        let field = if columns.of(Field::Item).is_some() { Field::Code } else { Field::QuestionCode };
        columns.put(field, *column);
    }
    // Where an item is there already, a loose word is about it.
    if columns.of(Field::Item).is_some() {
        let loose = said.iter().filter(|(_, what)| matches!(what, Said::Loosely(_)));
        loose.for_each(|(column, _)| columns.put(Field::Guidance, *column));
    }
}

/// The columns that go nowhere, each with the rows that have something in it.
fn unused(sheet: &Sheet, columns: &Columns) -> Vec<TableNote> {
    const TEXTS: usize = 4;
    /// Where there are more, they have one line.
    const MOST_NAMED: usize = 12;
    let header = &sheet.rows[columns.header];
    let below = &sheet.rows[columns.header + 1..];
    let width = sheet.width();
    let mut notes = Vec::new();
    for column in (0..width).filter(|column| !columns.holds(*column)) {
        let filled: Vec<&Row> = below.iter().filter(|row| !row.spans && !row.cell(column).is_empty()).collect();
        let mut texts: Vec<String> = Vec::new();
        for row in &filled {
            let text = row.cell(column);
            if texts.len() < TEXTS && !texts.iter().any(|other| other == text) {
                texts.push(text.to_owned());
            }
        }
        let name = header.cell(column);
        if filled.is_empty() && name.is_empty() {
            continue;
        }
        let name = if name.is_empty() { letters(column) } else { crate::text::Text::one_line(name).to_string() };
        notes.push(TableNote::ColumnNotUsed { name, rows: filled.iter().map(|row| row.number).collect(), texts });
    }
    if notes.len() > MOST_NAMED {
        let count = notes.len();
        let names = notes.into_iter().take(MOST_NAMED / 2).filter_map(|note| match note {
            TableNote::ColumnNotUsed { name, .. } => Some(name),
            _ => None,
        });
        return vec![TableNote::ColumnsNotUsed { names: names.collect(), count }];
    }
    notes
}

/// Why no columns were found, with what is there and how it could be said.
fn not_found(sheets: &[Sheet], map: &[Mapping]) -> TableError {
    let sheet = sheets.iter().max_by_key(|sheet| sheet.rows.len()).expect("one of them has rows");
    let candidates = || sheet.rows.iter().take(LOOKED_AT);
    // The first row that is as wide as most looks like a header, though one column may have no name.
    let wide = candidates().map(|row| row.filled().count()).max().unwrap_or(0);
    let least = if wide > 2 { wide - 1 } else { wide };
    let header = candidates().find(|row| row.filled().count() >= least).expect("it has rows");
    // A column without a name can be mapped too, by its letter.
    let width = sheet.width();
    let is_there = |column: &usize| sheet.rows.iter().any(|row| !row.cell(*column).is_empty());
    let named = |column: usize| match header.cell(column) {
        "" => format!("{} without a name", letters(column)),
        name => format!("{} {}", letters(column), super::note::opening(name)),
    };
    let found: Vec<String> = (0..width).filter(is_there).map(named).collect();
    let missing =
        map.iter().find(|mapping| candidates().all(|row| column_named(row, &mapping.column, sheet.width()).is_none()));
    if let Some(Mapping { field, column }) = missing {
        return TableError::NoColumn { field: field.name(), column: column.clone(), row: header.number, found };
    }
    TableError::NoColumns { row: header.number, example: example(sheet, header), found }
}

/// How the columns could be mapped: the one with the longest texts as the item, the one with the fewest different ones before
/// it as the criterion.
fn example(sheet: &Sheet, header: &Row) -> String {
    let below: Vec<&Row> = sheet.rows.iter().filter(|row| row.number > header.number).collect();
    let length = |column: usize| below.iter().map(|row| row.cell(column).len()).sum::<usize>();
    let columns: Vec<usize> = header.filled().map(|(column, _)| column).collect();
    let item = columns.iter().copied().max_by_key(|column| (length(*column), usize::MAX - *column)).unwrap_or(0);
    let different = |column: usize| {
        let mut texts: Vec<&str> = below.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    };
    let criterion =
        columns.iter().copied().filter(|column| *column < item && length(*column) > 0).min_by_key(|c| different(*c));
    let name = |column: usize| {
        let cell = header.cell(column);
        if cell.contains([',', '=', '\'', '"', '\n']) { letters(column) } else { cell.to_owned() }
    };
    let parts = criterion.map(|column| format!("criterion={}", name(column))).into_iter();
    parts.chain([format!("item={}", name(item))]).collect::<Vec<_>>().join(",")
}
