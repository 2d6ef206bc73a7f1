use std::io::{Cursor, Read as _};

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipArchive};

use super::*;
use crate::exchange::figure::{self, Anchor, Figure, Ink, Shade, Shape};
use crate::exchange::report::{Block, Checked, Line, Part, Piece, Report, prose::lines, report};
use crate::exchange::xml::escaped;
use crate::model::{Counts, Edit, Evaluation, Field, Framework, Tally};

/// A document's parts by name, in the order of the file.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn of(bytes: &[u8]) -> Parts {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let count = zip.len();
        let part = |at| {
            let mut file = zip.by_index(at).unwrap();
            assert_eq!(file.compression(), CompressionMethod::Deflated);
            let mut xml = String::new();
            file.read_to_string(&mut xml).unwrap();
            (file.name().to_owned(), xml)
        };
        Parts((0..count).map(part).collect())
    }

    fn get(&self, name: &str) -> &str {
        &self.0.iter().find(|(known, _)| known == name).unwrap().1
    }

    fn body(&self) -> &str {
        self.get("word/document.xml")
    }
}

/// What a part says: its paragraphs, and each of its elements as a path.
#[derive(Debug, Default)]
struct Seen {
    paragraphs: Vec<String>,
    elements: Vec<String>,
}

/// Reads a part by a tokenizer that is not ours; an element that is not closed where it should be ends the test.
fn read(xml: &str) -> Seen {
    let (mut seen, mut open, mut is_text) = (Seen::default(), Vec::new(), false);
    for token in Tokenizer::new(xml.strip_prefix(package::DECLARATION).unwrap_or(xml)).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.0.clone()).unwrap();
                match &*name {
                    "w:p" => seen.paragraphs.push(String::new()),
                    "w:br" => seen.paragraphs.last_mut().unwrap().push('\n'),
                    "w:tab" if open.last().is_some_and(|parent| parent == "w:r") => {
                        seen.paragraphs.last_mut().unwrap().push('\t');
                    }
                    _ => {}
                }
                is_text = name == "w:t";
                open.push(name);
                seen.elements.push(open.join("/"));
                if tag.self_closing {
                    open.pop();
                }
            }
            Token::EndTag(tag) => {
                is_text = false;
                assert_eq!(open.pop().map(String::into_bytes).as_ref(), Some(&tag.name.0), "{xml}");
            }
            Token::String(text) if is_text => {
                *seen.paragraphs.last_mut().unwrap() += std::str::from_utf8(&text.value.0).unwrap();
            }
            // The text of a document is nowhere else.
            Token::String(text) => {
                let is_blank = text.value.0.trim_ascii().is_empty();
                let parent = open.last().map_or("", String::as_str);
                assert!(is_blank || parent == "w:instrtext" || !parent.starts_with("w:"), "{parent}: {text:?}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open, [""; 0], "{xml}");
    seen
}

fn bytes(reports: Vec<Report>) -> Vec<u8> {
    written(Document {
        title: "2 <evaluations>".to_owned(),
        author: "Anna & Jan".to_owned(),
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
        contents: reports.iter().map(|report| report.title.clone()).collect(),
        reports: Box::new(reports.into_iter()),
    })
}

fn parts(reports: Vec<Report>) -> Parts {
    Parts::of(&bytes(reports))
}

fn with(blocks: Vec<Block>, language: Option<&'static str>) -> Parts {
    parts(vec![Report { title: "One".to_owned(), language, blocks }])
}

fn of_prose(text: &str, language: Option<&'static str>) -> Parts {
    with(vec![Block::Prose(text.to_owned())], language)
}

/// The paragraph that has a run beginning with this, as it is written.
fn paragraph<'p>(parts: &'p Parts, says: &str) -> &'p str {
    let at = parts.body().find(&format!(">{says}")).unwrap();
    let from = parts.body()[..at].rfind("<w:p>").unwrap();
    &parts.body()[from..at + parts.body()[at..].find("</w:p>").unwrap()]
}

fn checked(word: &str, counts: Option<Counts>, item: &str) -> Checked {
    let support = vec![Line::from("they said so")];
    Checked { sign: "✓".to_owned(), word: word.to_owned(), counts, item: Line::from(item), support }
}

#[test]
fn every_part_is_well_formed_and_has_its_place() {
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &Framework::built_in());
    let title = Field::Practice(crate::model::Detail::Title);
    evaluation.apply(&Edit::replace(title, "", "Łódź & <the> \"عمل\"")).unwrap();
    let parts = parts(vec![report(&evaluation, Some(&Framework::built_in()), &Part::ALL)]);
    let types = parts.get("[Content_Types].xml");
    assert_eq!(parts.0[0].0, "[Content_Types].xml");
    for (name, xml) in &parts.0 {
        read(xml);
        let is_known = name.contains("_rels/") || types.contains(&format!("PartName=\"/{name}\""));
        assert!(is_known || name == "[Content_Types].xml", "{name}");
    }
}

#[test]
fn it_says_of_itself_what_it_is_called_who_wrote_it_and_when() {
    let parts = of_prose("x", None);
    let core = parts.get("docProps/core.xml");
    let (_, said) = core.split_once("<dc:title>").unwrap();
    let at = "xsi:type=\"dcterms:W3CDTF\">2026-11-24T13:02:11Z";
    assert_eq!(
        said,
        format!(
            "2 &lt;evaluations&gt;</dc:title><dc:creator>Anna &amp; Jan</dc:creator><dcterms:created {at}</dcterms:created>\
             <dcterms:modified {at}</dcterms:modified></cp:coreProperties>\n"
        )
    );
    assert_eq!(parts.get("docProps/app.xml").matches("</").count(), 2);
    assert!(parts.get("word/header.xml").contains(">2 &lt;evaluations&gt;</w:t>"));
    assert!(parts.get("word/footer.xml").contains(" NUMPAGES "));
}

#[test]
fn the_same_reports_make_the_same_bytes() {
    let framework = Framework::built_in();
    let sample = crate::exchange::sample("2026-11-24T14:02:11+01:00".parse().unwrap(), &mut crate::model::Dice::new(1));
    let both = || bytes(vec![report(&sample, Some(&framework), &Part::ALL); 2]);
    assert_eq!(both(), both());
}

#[test]
fn each_report_begins_a_page_to_which_the_contents_lead() {
    let one = |title: &str| {
        let blocks = vec![Block::Heading(1, Line::from(title)), Block::Heading(2, Line::from("Part"))];
        Report { title: title.to_owned(), language: None, blocks }
    };
    let parts = parts(vec![one("Kuchyně"), one("مطبخ")]);
    let (contents, reports) = parts.body().split_once("</w:sdtContent>").unwrap();
    for (at, title) in [(1, "Kuchyně"), (2, "مطبخ")] {
        let link = contents.split("<w:hyperlink ").find(|link| link.contains(title)).unwrap();
        assert!(link.starts_with(&format!("w:anchor=\"_Toc0000000{at}\"")), "{link}");
        let heading = reports.split("<w:p>").find(|paragraph| paragraph.contains(title)).unwrap();
        assert!(heading.contains("<w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/>"), "{heading}");
        assert!(heading.contains(&format!("w:name=\"_Toc0000000{at}\"")), "{heading}");
    }
    assert_eq!(parts.body().matches("<w:pageBreakBefore/>").count(), 2);
    assert_eq!(parts.body().matches(" TOC \\o").count(), 1);
    let alone = self::parts(vec![one("Kuchyně")]);
    assert!(!alone.body().contains("TOC \\o") && !alone.body().contains("pageBreakBefore"), "{}", alone.body());
    assert_eq!(read(self::parts(Vec::new()).body()).paragraphs, [""]);
}

#[test]
fn tables_repeat_their_heads_keep_their_rows_and_their_distance() {
    let tally = |met| Tally { met, not_met: 1, ..Tally::default() };
    let items = vec![checked("Met", Some(Counts::Met), "an item"), checked("Open", None, "another")];
    let parts = with(
        vec![
            Block::Fields(vec![("Country".to_owned(), Line::from("Česko"))]),
            Block::Profile(vec![("1 First".to_owned(), tally(3)), ("2 Second".to_owned(), tally(4))]),
            Block::Checklist(items),
        ],
        None,
    );
    let body = parts.body();
    assert_eq!(body.matches("<w:tbl>").count(), 3);
    assert_eq!(body.matches("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>").count(), 2);
    assert_eq!(body.matches("<w:trPr><w:cantSplit/>").count(), body.matches("<w:tr>").count());
    assert!(!body.contains("</w:tbl>\n<w:tbl>") && !body.contains("</w:tbl>\n<w:sectPr>"), "{body}");
    let seen = read(body);
    let said: Vec<&str> = seen.paragraphs.iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
    let profile = ["Criterion", "Met", "Not met", "1 First", "3", "1", "2 Second", "4", "1"];
    let checklist = ["Mark", "Item", "✓ Met", "an item", "they said so", "✓ Open", "another", "they said so"];
    assert_eq!(said, [&["Country", "Česko"][..], &profile, &checklist].concat());
    // The cells of a row take the width that the grid says.
    let width = |of: &str| quoted(body, of).iter().map(|width| width.parse::<usize>().unwrap()).sum::<usize>();
    assert_eq!(width("<w:gridCol w:w="), 3 * body::TEXT_WIDTH);
    assert_eq!(width("<w:tcW w:w="), 7 * body::TEXT_WIDTH);
    let edges = ["1F5D9C", "9A9A9A"]
        .map(|colour| body.find(&format!("<w:left w:val=\"single\" w:sz=\"36\" w:space=\"0\" w:color=\"{colour}\"/>")));
    assert!(edges[0] < body.find("✓ Met") && edges[1] < body.find("✓ Open") && edges[0] < edges[1], "{edges:?}");
    assert!(paragraph(&parts, "3<").contains("<w:jc w:val=\"right\"/>"));
}

/// The quoted values that stand behind each of these.
fn quoted<'x>(xml: &'x str, of: &str) -> Vec<&'x str> {
    xml.split(of).skip(1).map(|rest| rest.split('"').nth(1).unwrap()).collect()
}

#[test]
fn a_paragraph_runs_in_its_direction_and_parts_of_it_in_theirs() {
    let parts = of_prose("قال Anna Nowak 7 هنا\n\nŁódź, then שלום.", Some("ar"));
    let arabic = paragraph(&parts, "قال");
    assert!(arabic.contains("<w:pStyle w:val=\"BodyText\"/><w:bidi/>"), "{arabic}");
    assert!(
        arabic.contains("<w:rPr><w:rtl/><w:lang w:bidi=\"ar-SA\"/></w:rPr><w:t xml:space=\"preserve\">قال </w:t>"),
        "{arabic}"
    );
    assert!(arabic.contains(
        "<w:rPr><w:lang w:val=\"ar-SA\" w:eastAsia=\"ar-SA\"/></w:rPr><w:t xml:space=\"preserve\">Anna Nowak 7</w:t>"
    ));
    let latin = paragraph(&parts, "Łódź");
    assert!(!latin.contains("<w:bidi/>") && latin.matches("<w:rtl/>").count() == 1, "{latin}");
}

#[test]
fn what_people_wrote_is_in_their_language_and_the_rest_in_ours() {
    let blocks = || {
        let [heading, asked] = ["Kuchyně", "Does it?"].map(Line::from);
        vec![Block::Heading(1, heading), Block::Heading(3, asked), Block::Prose("Dobrý den".to_owned())]
    };
    let czech = with(blocks(), Some("cs"));
    for said in ["Kuchyně", "Dobrý den"] {
        assert!(paragraph(&czech, said).contains("<w:lang w:val=\"cs-CZ\" w:eastAsia=\"cs-CZ\"/>"));
        assert!(paragraph(&with(blocks(), None), said).contains("<w:lang w:val=\"x-none\" w:eastAsia=\"x-none\"/>"));
    }
    assert!(!paragraph(&czech, "Does it?").contains("<w:lang"));
    assert!(of_prose("x", Some("pl")).body().contains("pl-PL") && of_prose("x", Some("uk")).body().contains("uk-UA"));
}

#[test]
fn numbers_stay_as_they_were_typed() {
    let parts =
        of_prose("3. three\n4. four\n   1) inner\n   2) inner\n\nbetween\n\n1. one\n- dash\n  - deeper\n    on", None);
    let numbered = |says: &str| {
        let (_, list) = paragraph(&parts, says).split_once("<w:numPr><w:ilvl w:val=\"").unwrap();
        let (level, list) = list.split_once("\"/><w:numId w:val=\"").unwrap();
        (level.to_owned(), list.split_once('"').unwrap().0.to_owned())
    };
    let of = |level: &str, list: &str| (level.to_owned(), list.to_owned());
    assert_eq!([numbered("three"), numbered("four")], [of("0", "2"), of("0", "2")]);
    assert_eq!(numbered("inner"), of("1", "3"));
    assert_eq!(numbered("one<"), of("0", "4"));
    assert_eq!([numbered("dash"), numbered("deeper")], [of("0", "1"), of("1", "1")]);
    let numbering = parts.get("word/numbering.xml");
    for (list, kind, level, start) in [(2, 1, 0, 3), (3, 2, 1, 1), (4, 1, 0, 1)] {
        let expected = format!(
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"{level}\">\
             <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
        );
        assert!(numbering.contains(&expected), "{expected}\n{numbering}");
    }
    assert!(read(parts.body()).paragraphs.contains(&"deeper\non".to_owned()));
}

#[test]
fn an_address_is_a_link_and_what_is_none_stays_text() {
    let line = |address: &str| ("Web".to_owned(), Line(vec![Piece::Link(address.to_owned())]));
    let fields = vec![line("https://x.example/?a=1&b=2"), line("https://[broken"), line("https://x.example/?a=1&b=2")];
    let parts = with(vec![Block::Fields(fields)], None);
    assert_eq!(parts.body().matches("<w:hyperlink r:id=\"rId6\"").count(), 2);
    assert_eq!(read(parts.body()).paragraphs.iter().filter(|said| *said == "https://[broken").count(), 1);
    let relationships = parts.get("word/_rels/document.xml.rels");
    assert!(
        relationships.contains("Target=\"https://x.example/?a=1&amp;b=2\" TargetMode=\"External\""),
        "{relationships}"
    );
    assert!(!relationships.contains("broken"));
}

#[test]
fn a_figure_is_drawn_told_and_numbered() {
    let rows = vec![("1 <First>".to_owned(), Tally { met: 3, not_met: 1, ..Tally::default() })];
    let drawn = figure::bars("Marks & more", &rows);
    let told = escaped(&drawn.told);
    let right = Figure {
        title: "Wide".to_owned(),
        told: String::new(),
        width: 4_000.0,
        height: 20.0,
        shapes: vec![
            Shape::Rect { x: 0.0, y: 0.0, width: 4_000.0, height: 20.0, shade: Shade::Open },
            Shape::Text {
                x: 0.0,
                baseline: 14.0,
                size: 80.0,
                anchor: Anchor::Start,
                ink: Ink::Dark,
                text: "عمل".to_owned(),
            },
        ],
    };
    let parts = with(vec![Block::Figure(drawn), Block::Figure(right)], None);
    let body = parts.body();
    read(body);
    assert!(body.contains(&format!("descr=\"{told}\" title=\"Marks &amp; more\"")), "{body}");
    assert!(
        body.contains("<w:pStyle w:val=\"Caption\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Marks &amp; more</w:t>")
    );
    let mut ids = [quoted(body, "<wp:docPr id="), quoted(body, "<wps:cNvPr id=")].concat();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), body.matches("<wps:wsp>").count()), (all, all - 2));
    // The wide one is made to fit, its letters too, and `Start` is the left end of what runs to the left.
    assert!(body.contains("<wp:extent cx=\"6120130\" cy=\"30601\"/>"), "{body}");
    let text = paragraph(&parts, "عمل");
    assert!(
        text.contains("<w:bidi/>") && text.contains("<w:jc w:val=\"right\"/>") && text.contains("<w:sz w:val=\"19\"/>"),
        "{text}"
    );
}

#[test]
fn room_to_write_is_so_many_lines() {
    let parts = with(vec![Block::Room(3)], None);
    assert_eq!(parts.body().matches("<w:pStyle w:val=\"Room\"/>").count(), 3);
}

/// The order in which the schema wants the children of an element, of which only some are there.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "w:ppr",
        &[
            "w:pstyle",
            "w:keepnext",
            "w:keeplines",
            "w:pagebreakbefore",
            "w:widowcontrol",
            "w:numpr",
            "w:pbdr",
            "w:tabs",
            "w:bidi",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlinelvl",
        ],
    ),
    (
        "w:rpr",
        &[
            "w:rstyle", "w:rfonts", "w:b", "w:bcs", "w:i", "w:ics", "w:color", "w:sz", "w:szcs", "w:u", "w:rtl",
            "w:lang",
        ],
    ),
    ("w:tblpr", &["w:tblstyle", "w:tblw", "w:tblind", "w:tblborders", "w:tbllayout", "w:tblcellmar", "w:tbllook"]),
    ("w:tcpr", &["w:tcw", "w:tcborders", "w:shd"]),
    ("w:tc", &["w:tcpr", "w:p"]),
    ("w:sectpr", &["w:headerreference", "w:footerreference", "w:pgsz", "w:pgmar", "w:cols", "w:titlepg"]),
];

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    let sample = crate::exchange::sample("2026-11-24T14:02:11+01:00".parse().unwrap(), &mut crate::model::Dice::new(1));
    let mut said = report(&sample, Some(&Framework::built_in()), &Part::ALL);
    said.blocks.extend([Block::Prose("1. عمل x\n\n   y\n\nz".to_owned()), Block::Room(1)]);
    let parts = parts(vec![said.clone(), said]);
    for part in ["word/document.xml", "word/styles.xml"] {
        for (parent, order) in ORDERS {
            let mut last = 0;
            for element in read(parts.get(part)).elements {
                let Some((before, name)) = element.rsplit_once('/') else { continue };
                if name == *parent {
                    last = 0;
                } else if before.rsplit('/').next() == Some(*parent) {
                    let at = order.iter().position(|known| *known == name);
                    let at = at.unwrap_or_else(|| panic!("{part}: {element} is not expected"));
                    assert!(at >= last, "{part}: {element} comes too late");
                    last = at;
                }
            }
        }
    }
}

proptest! {
    /// Whatever somebody typed is what the document says, in its order, and it stays well formed.
    #[test]
    fn a_document_says_what_was_typed_and_nothing_else(
        text in r#"([<>&"'=/!a-z;#-]|[ \t]{1,2}|\n[ ]{0,4}|- |[1-3][.)] |</w:t>|\]\]>|-->|&lt;|&#0;|Łź|ع|ש1|🙂|e\u{301}|\u{200f}){0,24}"#,
    ) {
        let parts = of_prose(&text, Some("he"));
        let expected: Vec<String> = lines(&text).iter().map(|line| line.text.to_string()).collect();
        let seen = read(parts.body()).paragraphs.join("\n");
        prop_assert_eq!(seen, expected.join("\n"));
    }

    /// What no document can hold is left out, wherever it stands.
    #[test]
    fn what_xml_cannot_hold_is_left_out(text in "[a \u{0}\u{1b}\u{b}\u{fffe}\u{ffff}\u{fffd}&ع]{0,12}") {
        let fields = vec![(text.clone(), Line::from(&*text))];
        let entries = vec![Line::from(&*text).into()];
        let blocks = vec![Block::Heading(1, Line::from(&*text)), Block::Fields(fields), Block::Note(text.clone()), Block::List(entries)];
        let parts = with(blocks, None);
        let holds = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
        prop_assert!(parts.body().chars().all(holds));
        let note = text.chars().filter(|c| holds(*c)).collect::<String>();
        prop_assert!(read(parts.body()).paragraphs.contains(&note));
    }
}
