//! What is handed over, opened by programs that are not ours.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::{ops::ControlFlow, process::Command};

use fieldbook::{
    exchange::{Export, ExportError, Part, Request, Table, export, portfolio::Dialect},
    model::{
        edit::{Detail, Edit, Field},
        evaluation::Evaluation,
        framework::Framework,
    },
};

#[path = "cli/home.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod home;

#[path = "documents/docx.rs"]
mod docx;
#[path = "documents/public.rs"]
mod public;
#[path = "documents/tables.rs"]
mod tables;

#[cfg(feature = "pdf")]
#[path = "documents/pdf.rs"]
mod pdf;

/// Texts in the languages that people write in, by their tags. Those that are read from the right have no punctuation: poppler
/// puts what stands before and after it in the order of the language that most of the page is written in.
const TEXTS: &[(&str, &str)] = &[
    ("cs", "Příliš žluťoučký kůň úpěl ďábelské ódy. Účastníci ocenili přístup pracovníků."),
    ("pl", "Łączność objęła 1240 gospodarstw; „pełne polskie znaki”. Zażółć gęślą jaźń."),
    ("ro", "Șerban și Țepeș au evaluat proiectul; întâlnirile și sprijinul au fost apreciate."),
    ("el", "Αξιολόγηση του έργου στην Αθήνα — αποτελεσματικότητα, ένταξη και συμμετοχή."),
    ("uk", "Оцінка ефективності проєкту у Києві, ґрунт, її, з'їзд. Мова — це ключ."),
    ("en", "The office's efficient, affluent staff find fjords; affine flow, 3 × 4 ≤ 12 → fine."),
    ("vi", "Đánh giá dự án ở Hà Nội, với sự tham gia của cộng đồng."),
    ("tr", "İstanbul'da ışıklı bir değerlendirme yapıldı, çocuklar öğrendi."),
    ("ar", "تقييم فعالية مشروع المياه في بيروت لا إله إلا الله والأطفال لاجئون شكراً جدّاً إلى هنا"),
    ("fa", "می‌خواهم بدانم که این پروژه چگونه کار می‌کند و گچ پژ را"),
    ("he", "הערכת הפרויקט בתל אביב הייתה מוצלחת שָׁלוֹם עֲלֵיכֶם וברכה"),
];

/// An evaluation in which this was written: as the title, as what the practice is about, and as an answer.
fn written(text: &str) -> Evaluation {
    let framework = Framework::built_in();
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &framework);
    let question = framework.question(0).unwrap().question.id.clone();
    for field in [Field::Practice(Detail::Title), Field::Practice(Detail::Summary), Field::Narrative(question)] {
        evaluation.apply(&Edit::replace(field, "", text)).unwrap();
    }
    evaluation
}

/// These evaluations in this format, with every part.
fn exported(evaluations: &[Evaluation], to: Export) -> Result<Vec<u8>, ExportError> {
    let framework = Framework::built_in();
    let all: Vec<_> = evaluations.iter().map(|one| (one, Some(&framework))).collect();
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let (table, dialect) = (Table::Marks, Dialect::Plain);
    let request = Request { evaluations: &all, to, parts: &Part::ALL, table, dialect, at };
    export(&request, &mut |_| ControlFlow::Continue(()))
}

/// What a program prints, which comes with this package of Debian.
fn printed(program: &str, args: &[&str], package: &str) -> String {
    let ran = Command::new(program).args(args).output();
    let ran = ran.unwrap_or_else(|fault| panic!("{program}: {fault}: apt-get install {package}"));
    assert!(ran.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// The words of a text: letters, marks, digits, and what joins letters. Where the direction changes another word begins.
fn words(text: &str) -> Vec<String> {
    let is_mark = |c: char| matches!(c, '\u{200c}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}');
    let is_of_word = |c: char| c.is_alphanumeric() || is_mark(c);
    let is_rtl = |c: char| ('\u{590}'..'\u{700}').contains(&c) || is_mark(c);
    let chars: Vec<char> = text.chars().collect();
    let runs = chars.chunk_by(|one, next| is_of_word(*one) == is_of_word(*next) && is_rtl(*one) == is_rtl(*next));
    runs.filter(|run| is_of_word(run[0])).map(|run| run.iter().collect()).collect()
}
