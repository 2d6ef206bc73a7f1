//! Tables that mean harm, are damaged, or hold anything at all.

use proptest::prelude::*;
use rust_xlsxwriter::Format;

use super::*;

#[test]
fn a_bomb_and_two_cells_far_apart_take_no_memory() {
    let bomb = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let deflated = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file("xl/sharedStrings.xml", deflated).unwrap();
        for _ in 0..80 {
            std::io::Write::write_all(&mut zip, &vec![b' '; 1 << 20]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    assert!(bomb.len() < 1 << 20);
    assert_eq!(from_table(&bomb, &options()).unwrap_err(), TableError::TooLarge);
    let apart = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Item"]).unwrap();
        sheet.write_string(1_048_575, 0, "The last").unwrap();
    });
    let made = made(&apart);
    assert_eq!(made.framework.items().count(), 1);
    let wide = workbook(|book| {
        book.add_worksheet().write_string(0, 16_000, "Item").unwrap();
    });
    assert_eq!(from_table(&wide, &options()).unwrap_err(), TableError::TooLarge);
}

fn small_workbook() -> Vec<u8> {
    workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Criterion", "Item", "Scale"]).unwrap();
        sheet.merge_range(1, 0, 3, 0, "Doors", &Format::new()).unwrap();
        sheet.write_row(1, 1, ["They open", "Yes/No"]).unwrap();
        sheet.write_row(2, 1, ["They close", "0-3"]).unwrap();
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_the_bytes_are_there_is_a_framework_or_a_reason(raw in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = from_table(&raw, &options());
        let _ = from_table(&[b"PK\x03\x04", &raw[..]].concat(), &options());
    }

    #[test]
    fn a_damaged_workbook_gives_an_error_or_a_framework(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut raw = small_workbook();
        for (at, byte) in changes {
            let at = at.index(raw.len());
            raw[at] = byte;
        }
        if let Some(cut) = cut {
            raw.truncate(cut.index(raw.len()));
        }
        let _ = from_table(&raw, &options());
    }

    /// Damage below the packing, which a checksum would have caught.
    #[test]
    fn damaged_parts_of_a_workbook_give_an_error_or_a_framework(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let raw = small_workbook();
        let mut read = zip::ZipArchive::new(std::io::Cursor::new(&raw)).unwrap();
        let changed = part.index(read.len());
        let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for at in 0..read.len() {
            let mut part = read.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
            if at == changed {
                for (at, byte) in &changes {
                    let at = at.index(bytes.len());
                    bytes[at] = *byte;
                }
            }
            written.start_file(part.name().to_owned(), zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut written, &bytes).unwrap();
        }
        let _ = from_table(&written.finish().unwrap().into_inner(), &options());
    }

    #[test]
    fn any_table_under_known_names_reads_back_from_its_file(
        rows in prop::collection::vec(prop::collection::vec("[ a-cÄ1.\"\\n,;=/-]{0,6}", 8), 1..12),
    ) {
        let header = ["criterion", "criterion_code", "question", "question_code", "item", "code", "guidance", "scale"];
        let lines: Vec<Vec<String>> = std::iter::once(header.map(str::to_owned).to_vec()).chain(rows).collect();
        let raw = crate::exchange::delimited::csv(&lines, Dialect::Plain);
        if let Ok(made) = from_table(raw.as_bytes(), &options()) {
            prop_assert_eq!(format::read_framework(&format::write_framework(&made.framework)), Ok(made.framework.clone()));
            let exported = to_csv(&made.framework, Dialect::Plain);
            let again = from_table(exported.as_bytes(), &options()).unwrap();
            prop_assert_eq!(outline(&again.framework), outline(&made.framework));
            if untold(&made.framework).is_empty() {
                prop_assert_eq!(to_csv(&again.framework, Dialect::Plain), exported);
            }
        }
    }
}
