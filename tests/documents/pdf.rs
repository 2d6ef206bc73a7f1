//! PDF, as poppler reads it.

use std::fs;

use fieldbook::exchange::{Export, ExportError, Unprintable};
use tempfile::TempDir;

use crate::{TEXTS, exported, printed, words, written};

const PACKAGE: &str = "poppler-utils";

/// A PDF as a file.
struct Pdf {
    folder: TempDir,
}

impl Pdf {
    fn of(bytes: Vec<u8>) -> Pdf {
        let pdf = Pdf { folder: TempDir::new().unwrap() };
        fs::write(pdf.path(), bytes).unwrap();
        pdf
    }

    fn path(&self) -> String {
        self.folder.path().join("report.pdf").to_str().unwrap().to_owned()
    }

    /// Its text, without what `pdftotext` adds to say which way it runs.
    fn text(&self, how: &[&str]) -> String {
        let path = self.path();
        let text = printed("pdftotext", &[how, &["-enc", "UTF-8", &path, "-"]].concat(), PACKAGE);
        text.replace(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'), "")
    }

    /// What `pdfinfo` says.
    fn info(&self, how: &[&str]) -> String {
        printed("pdfinfo", &[how, &[&self.path()]].concat(), PACKAGE)
    }
}

/// How often these words stand one after the other.
fn count(all: &[String], sought: &[String]) -> usize {
    all.windows(sought.len()).filter(|window| *window == sought).count()
}

#[test]
fn the_words_come_out_as_they_were_typed() {
    for (language, text) in TEXTS {
        let pdf = Pdf::of(exported(&[written(text)], Export::Pdf).unwrap());
        let sought = words(text);
        // The title, what the practice is about, and the answer; a word at the end of a line stays one.
        let seen = pdf.text(&["-layout"]);
        assert!(count(&words(&seen), &sought) >= 3, "{language}: {sought:?}\n{seen}");
        if !["ar", "fa", "he"].contains(language) {
            let seen = pdf.text(&["-raw"]);
            assert!(count(&words(&seen), &sought) >= 3, "{language}: {sought:?}\n{seen}");
        }
    }
}

#[test]
fn languages_stand_within_one_another() {
    let text = "The coordinator said مرحبا بكم and then שלום to all, über Łódź in Київ.";
    let pdf = Pdf::of(exported(&[written(text)], Export::Pdf).unwrap());
    assert!(count(&words(&pdf.text(&["-layout"])), &words(text)) >= 3, "{}", pdf.text(&["-layout"]));
}

#[test]
fn the_file_says_what_it_is_and_nothing_of_the_machine() {
    let pdf = Pdf::of(exported(&[written("Kuchyně"), written("Warsztat")], Export::Pdf).unwrap());
    let info = pdf.info(&[]);
    let value = |name: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim_start_matches(':').trim().to_owned()
    };
    assert_eq!((value("Title"), value("Producer")), ("2 evaluations".to_owned(), "Fieldbook".to_owned()), "{info}");
    assert!(value("CreationDate").contains("Nov 24 13:02:11 2026"), "{info}");
    assert_eq!((value("Tagged"), value("Page size")), ("yes".to_owned(), "595.276 x 841.89 pts (A4)".to_owned()));
    // The list of both comes first; each report begins on a page of its own, and every page has its number.
    let text = pdf.text(&["-layout"]);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.is_empty()).collect();
    assert_eq!(pages.len().to_string(), value("Pages"));
    for (at, page) in pages.iter().enumerate() {
        let ends = page.replace(' ', "").trim_end().ends_with(&format!("{}/{}", at + 1, pages.len()));
        assert!(ends, "{page}");
    }
    let begins =
        |title: &str| pages.iter().rposition(|page| page.trim_start().starts_with(title) && page.contains("Status"));
    let (first, second) = (begins("Kuchyně").unwrap(), begins("Warsztat").unwrap());
    assert!(first > 1 && second > first, "the overview stands before both");
    let listed: Vec<String> = words(pages[0]).into_iter().skip(2).take(9).collect();
    let numbers = [(first + 1).to_string(), (second + 1).to_string()];
    assert_eq!(listed, ["1", "Overview", "2", "2", "Kuchyně", &numbers[0], "3", "Warsztat", &numbers[1]]);
}

#[test]
fn bookmarks_and_structure_lead_through_the_reports() {
    let pdf = Pdf::of(exported(&[written("Kuchyně"), written("Warsztat")], Export::Pdf).unwrap());
    let outline = printed("pdftohtml", &["-xml", "-stdout", "-i", &pdf.path()], PACKAGE);
    let outline = outline.split_once("<outline>").unwrap().1;
    let depth = |what: &str| {
        let before = outline.split_once(what).unwrap_or_else(|| panic!("{what}: {outline}")).0;
        before.matches("<outline>").count() - before.matches("</outline>").count()
    };
    let depths = ["Kuchyně<", "1 Inclusivity", "1.1 ", "2 Relevance", "Warsztat<"].map(depth);
    assert_eq!(depths, [0, 1, 2, 1, 0]);
    let structure = pdf.info(&["-enc", "UTF-8", "-struct-text"]);
    for part in ["H1", "H2", "H3", "Table", "THead", "TH:", "TD", "LBody", "TOCI", "Link"] {
        assert!(structure.contains(part), "{part}: {structure}");
    }
    // The text is there in the order in which it is read, and the head of a page is not.
    let order = ["Kuchyně", "Status", "Profile by criterion", "1.1 Does", "Mark", "1.2 Does"];
    let mut rest = structure.split_once("Warsztat").unwrap().1;
    for part in order {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part}: {structure}")).1;
    }
}

#[test]
fn what_no_font_has_is_refused_by_its_name() {
    let refused = exported(&[written("Library 中文图书馆 for all")], Export::Pdf).unwrap_err();
    let told = "no font for Chinese characters: 中 文 图 书 馆 in “Library 中文图书馆 for all”; export to DOCX or HTML instead";
    assert_eq!(refused.to_string(), told);
    assert!(matches!(refused, ExportError::Unprintable(Unprintable::NoFont { .. })));
    // An emoji is said in words.
    let pdf = Pdf::of(exported(&[written("Thank you 👍🏽 ✅")], Export::Pdf).unwrap());
    assert!(pdf.text(&[]).contains("Thank you [thumbs up sign] ✔"), "{}", pdf.text(&[]));
}

#[test]
fn the_same_evaluations_are_the_same_file() {
    let both = [written("Kuchyně"), written("مرحبا ✓ Łódź")];
    assert!(exported(&both, Export::Pdf).unwrap() == exported(&both, Export::Pdf).unwrap());
}
