//! Tables of each usual shape, written here after the shapes alone.

use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::exchange::portfolio::Dialect;
use crate::model::{
    Counts, format,
    framework::{Asked, Placed},
};

mod hostile;
mod rows;
mod understood;

fn options() -> TableOptions {
    TableOptions {
        id: "a-tool".parse().unwrap(),
        version: "1".into(),
        title: None,
        named: "A tool".into(),
        map: Vec::new(),
        scale: None,
    }
}

#[track_caller]
fn made(raw: impl AsRef<[u8]>) -> FromTable {
    let made = from_table(raw.as_ref(), &options()).unwrap();
    // What is written reads back as the same, whatever was made.
    assert_eq!(format::read_framework(&format::write_framework(&made.framework)), Ok(made.framework.clone()));
    assert_eq!(from_table(raw.as_ref(), &options()).unwrap(), made);
    made
}

fn told(from: &FromTable) -> Vec<String> {
    from.notes.iter().map(ToString::to_string).collect()
}

/// A framework in lines: what stands in what, with codes in front and ids behind.
fn outline(framework: &Framework) -> Vec<String> {
    let named = |code: &str, text: &str, id: &Id| format!("{code} {text} [{id}]").trim_start().to_owned();
    let mut lines = Vec::new();
    for criterion in &framework.criteria {
        lines.push(named(&criterion.code, &criterion.title, &criterion.id));
        for question in &criterion.questions {
            lines.push(format!("  {}", named(&question.code, &question.text, &question.id)));
            lines.extend(question.items.iter().map(|item| format!("    {}", named(&item.code, &item.text, &item.id))));
        }
    }
    lines
}

#[test]
fn domains_subdomains_and_texts_are_criteria_questions_and_items() {
    let made = made(
        "domain,subdomain,item_id,text\n\
         Access,Entrance,A1,The way in has no steps\n\
         ,,A2,The door is wide enough\n\
         ,Inside,A3,Rooms are signposted\n\
         Staff,Training,B1,Staff are trained each year\n",
    );
    assert_eq!(
        outline(&made.framework),
        [
            "Access [access]",
            "  Entrance [entrance]",
            "    A1 The way in has no steps [A1]",
            "    A2 The door is wide enough [A2]",
            "  Inside [inside]",
            "    A3 Rooms are signposted [A3]",
            "Staff [staff]",
            "  Training [training]",
            "    B1 Staff are trained each year [B1]",
        ]
    );
    assert!(made.notes.is_empty(), "{:?}", told(&made));
    assert!(made.framework.questions().all(|placed| placed.question.narrative == Asked::Optional));
}

#[test]
fn codes_of_three_levels_are_kept_and_what_cant_be_said_is_told_with_its_rows() {
    let made = made(
        "chapter_id,chapter_name,section_id,section_name,req_id,req_description,level\n\
         V1,Planning,V1.1,Aims,V1.1.1,Aims are written down,1\n\
         V1,Planning,V1.1,Aims,V1.1.2,Aims are reviewed,2\n\
         V1,Planning,V1.2,Means,V1.2.1,There is a budget,1\n\
         V2,Doing,V2.1,Team,V2.1.1,Roles are known,3\n",
    );
    assert_eq!(
        outline(&made.framework)[..4],
        [
            "V1 Planning [V1]",
            "  V1.1 Aims [V1.1]",
            "    V1.1.1 Aims are written down [V1.1.1]",
            "    V1.1.2 Aims are reviewed [V1.1.2]",
        ]
    );
    assert_eq!(told(&made), ["column \"level\": not used; it has text in rows 2–5: “1”, “2”, “3”"]);
}

#[test]
fn criteria_questions_and_items_by_their_own_names_with_guidance_and_scales() {
    let made = made(
        "Criterion;Question;Item;Code;Means of verification;Notes;Scale;Owner\n\
         Water;Is there enough?;Each person has 15 litres;1.1;Count;Ask women too;Yes/Partly/No;Anna\n\
         ;;Queues are short;1.2;;;;\n\
         ;Is it safe?;;;Look at the tests;;;\n\
         ;;It is tested monthly;1.3;;;0-2;Ben\n\
         Food;What do people say?;;;;;;\n",
    );
    let framework = &made.framework;
    let kinds: Vec<Asked> = framework.questions().map(|placed| placed.question.narrative).collect();
    assert_eq!(kinds, [Asked::Optional, Asked::Optional, Asked::Wanted]);
    let items: Vec<_> = framework.items().collect();
    assert_eq!(items[0].guidance.as_str(), "Means of verification: Count\nNotes: Ask women too");
    assert_eq!(framework.question(1).unwrap().question.guidance.as_str(), "Means of verification: Look at the tests");
    let scales: Vec<&str> = items.iter().map(|item| item.scale.id.as_str()).collect();
    assert_eq!(scales, ["yes-partly-no", "yes-partly-no", "2-1-0"]);
    assert_eq!(
        items[0].scale.levels.iter().map(|level| level.counts).collect::<Vec<_>>(),
        [Counts::Met, Counts::Partly, Counts::NotMet]
    );
    assert_eq!(
        told(&made),
        [
            "column \"Owner\": not used; it has text in rows 2, 5: “Anna”, “Ben”",
            "row 3: no scale; that of the row above is taken",
            "row 5: what counts in the scale “0-2” is a guess: 2 (met), 1 (partly), 0 (not met); where it is the other way \
             round, write: 0 [met] / 1 [partly] / 2 [not met]; or change `counts` of its levels in the file that comes of it",
        ]
    );
}

#[test]
fn what_counts_comes_back_whatever_its_order_and_its_words() {
    let made = made(
        "item,scale\n\
         The noise is low,High risk [not met] / Some risk [partly] / No risk [met]\n\
         Nobody is turned away,No [met] / Yes [not met]\n\
         Somebody looked,Yes [met] / No [not met] / Not assessed [not met]\n",
    );
    assert!(made.notes.is_empty(), "{:?}", told(&made));
    let framework = made.framework;
    assert!(untold(&framework).is_empty(), "{:?}", untold(&framework));
    for table in [to_csv(&framework, Dialect::Plain).into_bytes(), to_xlsx(&framework).unwrap()] {
        let back = from_table(&table, &options()).unwrap();
        assert_eq!(back.framework, framework);
        assert!(!back.notes.iter().any(|note| matches!(note, TableNote::ScaleGuessed { .. })), "{:?}", told(&back));
    }
}

#[test]
fn a_list_of_items_alone_is_one_criterion_without_narratives() {
    for raw in ["item\nDoors open\nLights work\n", "Code\tCheckpoint\n1\tDoors open\n2\tLights work\n"] {
        let made = made(raw);
        let Placed { criterion, question, .. } = made.framework.question(0).unwrap();
        assert_eq!((criterion.title.as_str(), question.text.as_str()), ("A tool", "A tool"));
        assert_eq!((question.narrative, question.items.len(), made.framework.len()), (Asked::None, 2, 1));
    }
    let made = made("Criterion,Item\nDoors,They open\nDoors,They close\nLights,They work\n");
    let narratives: Vec<Asked> = made.framework.questions().map(|placed| placed.question.narrative).collect();
    assert_eq!(narratives, [Asked::None, Asked::None]);
    assert_eq!(outline(&made.framework)[1], "  Doors [doors-items]");
}

#[test]
fn questions_with_items_and_questions_alone_need_no_criterion() {
    let made = made("Question,Item\nWho comes?,Women come\n,Men come\nWhat happens?,\n");
    assert_eq!(
        outline(&made.framework),
        [
            "A tool [a-tool]",
            "  Who comes? [who-comes]",
            "    Women come [women-come]",
            "    Men come [men-come]",
            "  What happens? [what-happens]",
        ]
    );
    let alone = self::made("No.,Key questions\n1,Who comes?\n2,What happens?\n");
    assert_eq!(alone.framework.question(1).unwrap().question.code.as_str(), "2");
}

#[test]
fn rows_above_the_header_are_told_and_the_header_is_the_row_with_known_names() {
    let made = made(
        "A self-assessment of doors\n\nFilled in by:,,\nStandard,Statement,Evidence required\nDoors,They open,Try it\n",
    );
    assert_eq!(
        told(&made),
        [
            "row 1, above the header, is the title: “A self-assessment of doors”",
            "row 3, above the header, left out: “Filled in by:”",
        ]
    );
    assert_eq!(made.framework.items().next().unwrap().guidance.as_str(), "Try it");
}

#[test]
fn what_does_not_fit_is_told_with_its_row() {
    let made = made(
        "criterion,criterion_code,item,code,scale\n\
         ,,Before any criterion,0,Purple?\n\
         Doors,1,They open,1.1,Yes/No\n\
         Gates,1,They close,1.1,\n\
         Doors,1,They open,1.1,\n\
         Doors,1,,1.4,\n\
         ,,,1.5,\n\
         Windows,2,,,\n",
    );
    assert_eq!(
        told(&made),
        [
            "row 2: no criterion; it stands under the framework's title",
            "row 4: the criterion 1 has another text in row 3, which is kept; left out: “Gates”",
            "row 4: the code 1.1 stands in row 3 too; both are kept",
            "row 5: the same item stands in row 3; left out",
            "row 6: repeats what is there and names no item; left out",
            "row 7: the item has no text; its code stands for it",
            "row 8: the criterion “Windows” has no questions and no items; left out",
            "rows 4, 7: no scale; that of the row above is taken",
            "row 2: the scale “Purple?” can't be read: it names no levels, such as Yes/Partly/No or 0-4; taken instead: met / not met",
        ]
    );
}

#[test]
fn columns_that_no_name_gives_are_asked_for_with_an_example() {
    let raw = "Osa,Nr,Lause\nZugang,1,Es gibt eine Rampe\nZugang,2,Die Tür ist breit genug\n";
    let error = from_table(raw.as_bytes(), &options()).unwrap_err();
    assert!(error.is_of_options());
    assert_eq!(
        error.to_string(),
        "no column holds items or questions by its name; row 1 has A “Osa”, B “Nr”, C “Lause”. \
         Say which it is, for example --map criterion=Osa,item=Lause"
    );
    for map in ["criterion=Osa,item=Lause", "criterion=a,item=C", "Criterion = 1, ITEM = 3"] {
        let options = TableOptions { map: mappings(map).unwrap(), ..options() };
        let made = from_table(raw.as_bytes(), &options).unwrap();
        assert_eq!(outline(&made.framework)[2], "    1 Es gibt eine Rampe [1]", "{map}: {:?}", told(&made));
    }
    let options = TableOptions { map: mappings("item=Text").unwrap(), ..options() };
    let error = from_table(raw.as_bytes(), &options).unwrap_err().to_string();
    assert!(error.starts_with("no column is called \"Text\", which item was to be in"), "{error}");
    assert!(mappings("what=A").is_err() && mappings("item").is_err() && mappings("item=").is_err());
    assert_eq!(mappings("item=Text, long,code=A").unwrap()[0].column, "Text, long");
}

#[test]
fn a_scale_for_all_items_is_taken_or_refused() {
    let with =
        |scale: &str| from_table(b"item\nDoors open\n", &TableOptions { scale: Some(scale.to_owned()), ..options() });
    assert_eq!(with("Yes/Partly/No").unwrap().framework.scale.id.as_str(), "yes-partly-no");
    assert!(with("Good scale").unwrap_err().is_of_options());
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn merged_cells_fill_down_and_the_sheet_that_is_understood_is_read() {
    let raw = workbook(|book| {
        let cover = book.add_worksheet();
        cover.set_name("Cover").unwrap();
        cover.write_string(0, 0, "Welcome").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name("Checklist").unwrap();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "A self-assessment", &plain).unwrap();
        for (column, name) in (0..).zip(["Domain", "Section", "Requirement", "No."]) {
            sheet.write_string(1, column, name).unwrap();
        }
        sheet.merge_range(2, 0, 5, 0, "Access", &plain).unwrap();
        sheet.merge_range(2, 1, 3, 1, "Entrance", &plain).unwrap();
        sheet.merge_range(4, 1, 5, 1, "Inside", &plain).unwrap();
        for (row, text) in (2..).zip(["No steps", "Wide doors", "Signs", "Light"]) {
            sheet.write_string(row, 2, text).unwrap();
            sheet.write_number(row, 3, f64::from(row) - 1.0).unwrap();
        }
        let hidden = book.add_worksheet();
        hidden.set_name("Lists").unwrap().set_hidden(true);
    });
    let made = made(&raw);
    assert_eq!(
        outline(&made.framework),
        [
            "Access [access]",
            "  Entrance [entrance]",
            "    1 No steps [1]",
            "    2 Wide doors [2]",
            "  Inside [inside]",
            "    3 Signs [3]",
            "    4 Light [4]",
        ]
    );
    assert_eq!(
        told(&made),
        [
            "sheet “Lists”: not used",
            "sheet “Checklist” was read",
            "sheet “Cover”: not used",
            "row 1, above the header, is the title: “A self-assessment”",
        ]
    );
}

#[test]
fn the_levels_of_other_instruments_are_found_by_how_wide_they_are() {
    for (header, row, fields) in [
        ("Standard,Criterion,Indicator", "a,b,c", "criterion Standard, question Criterion, item Indicator"),
        (
            "Pillar,Maturity dimension,Practice,Rating scale",
            "a,b,c,0-4",
            "criterion Pillar, question Maturity dimension, item Practice, scale Rating scale",
        ),
        ("Pillar,Dimension,Practice", "a,b,c", "criterion Pillar, question Dimension, item Practice"),
        (
            "Category,Question,Response options",
            "a,b,Yes/No",
            "criterion Category, item Question, scale Response options",
        ),
        ("Category,Question,Comments", "a,b,", "criterion Category, question Question"),
        (
            "Domain,Domain no.,Section,Section #,Item,Item No,Notes",
            "a,1,b,1.1,c,1.1.1,d",
            "criterion Domain, criterion_code Domain no., question Section, question_code Section #, item Item, code Item No, guidance Notes",
        ),
        ("ID,Title,Description", "1,a,b", "item Title, code ID, guidance Description"),
        (
            "Principle,Commitment,Requirement,Verification",
            "a,b,c,d",
            "criterion Principle, question Commitment, item Requirement, guidance Verification",
        ),
        ("Question,Sub-question", "a,b", "question Question, item Sub-question"),
        ("Theme,Sub theme,Check,#", "a,b,c,1", "criterion Theme, question Sub theme, item Check, code #"),
    ] {
        let made = made(format!("{header}\n{row}\n"));
        let found: Vec<String> = made.columns.iter().map(|(field, name)| format!("{} {name}", field.name())).collect();
        assert_eq!(found.join(", "), fields, "{header}");
    }
}

#[test]
fn headings_across_the_table_are_criteria_where_no_column_is() {
    let raw = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["No.", "Item", "Notes"]).unwrap();
        sheet.merge_range(1, 0, 1, 2, "Doors", &Format::new()).unwrap();
        sheet.write_row(2, 0, ["1", "They open", "Try it"]).unwrap();
        sheet.merge_range(3, 0, 3, 2, "Lights", &Format::new()).unwrap();
        sheet.write_row(4, 0, ["2", "They work", ""]).unwrap();
    });
    assert_eq!(
        outline(&made(&raw).framework),
        [
            "Doors [doors]",
            "  Doors [doors-items]",
            "    1 They open [1]",
            "Lights [lights]",
            "  Lights [lights-items]",
            "    2 They work [2]",
        ]
    );
}

/// A framework with this many items, its words made up.
fn of_size(items: usize) -> String {
    let rows = (0..items).map(|n| {
        let (criterion, question) = (n / 50, n / 10);
        format!("Area {criterion},Question {question} of all?,{criterion}.{question}.{n},\"The item {n}, in words\",Yes/Partly/No\n")
    });
    std::iter::once("area,question,code,statement,response options\n".to_owned()).chain(rows).collect()
}

#[test]
fn tables_of_every_size_become_frameworks_and_come_back() {
    for items in [3, 40, 300, 5000] {
        let made = made(of_size(items));
        assert_eq!((made.framework.items().count(), made.framework.len()), (items, items.div_ceil(10)));
        assert!(made.notes.is_empty());
        let options = options();
        for raw in [
            to_csv(&made.framework, Dialect::Plain).into_bytes(),
            to_csv(&made.framework, Dialect::Excel).into_bytes(),
            to_xlsx(&made.framework).unwrap(),
        ] {
            let again = from_table(&raw, &options).unwrap();
            assert_eq!(again.framework, made.framework);
            assert!(again.notes.is_empty(), "{:?}", told(&again));
        }
        assert!(untold(&made.framework).is_empty(), "{:?}", untold(&made.framework));
    }
}

#[test]
fn the_built_in_framework_comes_back_but_for_what_is_told() {
    let built_in = Framework::built_in();
    let options = TableOptions {
        id: built_in.id.clone(),
        version: built_in.version.clone(),
        title: Some(built_in.title.clone()),
        ..options()
    };
    for raw in [to_csv(&built_in, Dialect::Plain).into_bytes(), to_xlsx(&built_in).unwrap()] {
        let made = from_table(&raw, &options).unwrap();
        assert_eq!(outline(&made.framework), outline(&built_in));
        let scales = made.framework.items().zip(built_in.items()).all(|(one, other)| one.scale == other.scale);
        assert!(scales && made.notes.is_empty());
    }
    assert_eq!(
        untold(&built_in),
        [
            "its source",
            "the heading \"Inspiring tools\" of what is noted with each question",
            "2 details of the practice",
            "whether 12 questions want a narrative",
            "55 short labels, which are made of the texts when it is read back",
        ]
    );
}

#[test]
fn guidance_of_every_level_and_checklists_come_back() {
    let made = made(
        "criterion,question,item,guidance\nWater,,,All of it\n,Enough?,,Ask\n,,Fifteen litres,Count\nFood,,Rice,=cmd\n,,Oil,\n",
    );
    let again = from_table(to_csv(&made.framework, Dialect::Excel).as_bytes(), &options()).unwrap();
    assert_eq!(again.framework, made.framework);
}
