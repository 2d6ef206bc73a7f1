//! What rows and cells are taken for, and what comes back of them.

use rust_xlsxwriter::Format;

use super::*;

#[test]
fn a_row_that_only_repeats_the_question_makes_no_second_one_and_gives_its_scale_to_nobody() {
    let made = made(
        "question,item,code,scale\n\
         Who comes?,Women come,1,Yes/No\n\
         Who comes?,,2,Yes/Partly/No\n\
         Who comes?,,,Good/Fair/Poor\n\
         Who comes?,Men come,3,\n",
    );
    assert_eq!(
        outline(&made.framework),
        ["A tool [a-tool]", "  Who comes? [who-comes]", "    1 Women come [1]", "    2 2 [2]", "    3 Men come [3]"]
    );
    let scales: Vec<&str> = made.framework.items().map(|item| item.scale.id.as_str()).collect();
    assert_eq!(scales, ["yes-no", "yes-partly-no", "yes-partly-no"]);
    assert_eq!(
        told(&made),
        [
            "row 3: the item has no text; its code stands for it",
            "row 4: repeats what is there and names no item; left out",
            "row 5: no scale; that of the row above is taken"
        ]
    );
}

#[test]
fn a_header_that_comes_twice_is_one_and_many_strange_columns_have_one_line() {
    let made = made("item,code,item\nOne,1,One again\nitem,code,item\nTwo,2,\n");
    assert_eq!(made.framework.items().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    let told = told(&made);
    assert!(told.contains(&"row 3: the header again; left out".to_owned()), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("column \"item\": not used")), "{told:?}");
    let strange: Vec<String> = (0..200).map(|n| format!("x{n}")).collect();
    let made = super::made(format!("item,{}\nOne,{}\n", strange.join(","), "a,".repeat(199) + "a"));
    assert_eq!(
        super::told(&made),
        ["200 columns: not used: \"x0\", \"x1\", \"x2\", \"x3\", \"x4\", \"x5\" and 194 more"]
    );
}

#[test]
fn apostrophes_and_doubled_blanks_come_back_and_lost_line_breaks_are_told() {
    let mut framework = made("item\nOne\nTwo\nThree\nFour\n").framework;
    for (item, text) in framework.criteria[0].questions[0].items.iter_mut().zip([
        "=1+1 is two",
        "'=1 is guarded",
        "''- twice",
        "Two  blanks",
    ]) {
        (item.text, item.label) = (text.into(), crate::model::framework::label_of(text));
    }
    for table in [to_csv(&framework, Dialect::Plain).into_bytes(), to_xlsx(&framework).unwrap()] {
        let back = from_table(&table, &options()).unwrap().framework;
        assert!(back.items().map(|item| &item.text).eq(framework.items().map(|item| &item.text)), "{back:?}");
    }
    assert!(untold(&framework).is_empty(), "{:?}", untold(&framework));
    framework.criteria[0].questions[0].items[0].text = "Two\nlines".into();
    let lost = untold(&framework);
    assert!(lost.contains(&"the line breaks, or the blanks around them, of 1 text".to_owned()), "{lost:?}");
}

#[test]
fn numbers_are_read_as_they_are_shown_and_hidden_rows_are_told() {
    let raw = workbook(|book| {
        book.add_worksheet().set_name("Notes & more").unwrap();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Code", "Item"]).unwrap();
        let shown = [(2.1, "0.00"), (2.2, "General"), (7.0, "000"), (0.5, "0%")];
        for (row, (number, format)) in (1..).zip(shown) {
            sheet.write_number_with_format(row, 0, number, &Format::new().set_num_format(format)).unwrap();
            sheet.write_string(row, 1, format!("Item {row}")).unwrap();
        }
        sheet.set_row_hidden(3).unwrap();
    });
    let made = made(&raw);
    let codes: Vec<&str> = made.framework.items().map(|item| item.code.as_str()).collect();
    assert_eq!(codes, ["2.10", "2.2", "007", "0.5"]);
    let told = told(&made);
    for line in [
        "row 5, column A: read as 0.5; the sheet shows it by the format 0%",
        "row 4: hidden in the sheet; it is read all the same",
    ] {
        assert!(told.contains(&line.to_owned()), "{line}: {told:?}");
    }
}
