//! No public copy in any format says what is marked, whatever is marked and wherever it stands.

use super::*;

/// Names and passages with traps in them.
const MARKS: [&str; 14] = [
    "Jan Novák",
    "Nova\u{301}k-Dvořák",
    "Novák",
    "Jan",
    "O'Brien",
    "İpek",
    "Strauß",
    "王伟",
    "محمد",
    "Ústí nad Labem",
    "Ward 71",
    "the kitchen,\nshe said",
    "left out",
    "Łódź",
];

/// What may stand around and in place of these.
const PIECES: [&str; 24] = [
    "JAN",
    "NOVAK",
    "jan-novak@house.example",
    "https://x.example/Nov%C3%A1k",
    "O’Brien’s",
    "STRAUSS",
    "ipek",
    "王伟先生",
    "مُحَـمَّد",
    "ومحمد",
    "Nov\u{ad}ák",
    "Jan\u{200b} Novák",
    "Jan\nNovák",
    "the  Kitchen, she\nsaid",
    "Ward",
    "71",
    "nad Labem",
    " ",
    "\n",
    "\n\n",
    "-",
    ", ",
    "*",
    "_",
];

fn any_piece() -> impl Strategy<Value = String> {
    let known = MARKS.iter().chain(&PIECES).map(|piece| (*piece).to_owned()).collect::<Vec<_>>();
    prop_oneof![6 => select(known), 2 => Just(" ".to_owned()), 1 => any_text().prop_map(|text| text.to_string())]
}

fn any_prose() -> impl Strategy<Value = Text> {
    vec(any_piece(), 0..7).prop_map(|pieces| pieces.concat().into())
}

fn any_redaction() -> impl Strategy<Value = Redaction> {
    let mark = prop_oneof![5 => select(MARKS.to_vec()).prop_map(Text::from), 1 => any_text()];
    let with = prop_oneof![
        select(vec!["[participant 1]", "Jan", "Novák’s", "-", "", "[left out]"]).prop_map(Text::from),
        any_text()
    ];
    (select(RedactionKind::ALL.to_vec()), mark, with, vec(select(MARKS.to_vec()), 0..2)).prop_map(
        |(kind, text, with, forms)| Redaction {
            id: id("x-0"),
            kind,
            text,
            with,
            forms: forms.into_iter().map(Text::from).collect(),
        },
    )
}

/// An evaluation that has these texts in all its places.
fn filled(mut evaluation: Evaluation, texts: &[Text]) -> Evaluation {
    let acts = std::mem::take(&mut evaluation.acts);
    for (field, text) in evaluation.fields().into_iter().zip(texts.iter().cycle()) {
        let before = evaluation.field(&field).unwrap_or_default().to_owned();
        evaluation.apply(&Edit::replace(field, &before, text)).unwrap();
    }
    let told = |act: Act| Act { name: texts[0].clone(), reason: texts[texts.len() - 1].clone(), ..act };
    evaluation.acts = acts.into_iter().map(told).collect();
    evaluation
}

/// The plain texts of every export.
fn texts_of_all(copy: &Evaluation) -> Vec<String> {
    Export::ALL.iter().flat_map(|to| texts_of(copy, *to)).map(|text| plain(&text)).collect()
}

/// The text that an export has for people and programs: markup, names of fields and codes are no part of it.
fn texts_of(copy: &Evaluation, to: Export) -> Vec<String> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    match to {
        Export::Json | Export::Jsonl => {
            fn gather(value: &serde_json::Value, texts: &mut Vec<String>) {
                match value {
                    serde_json::Value::String(text) => texts.push(text.clone()),
                    serde_json::Value::Array(list) => list.iter().for_each(|one| gather(one, texts)),
                    serde_json::Value::Object(fields) => fields.values().for_each(|one| gather(one, texts)),
                    _ => {}
                }
            }
            let mut texts = Vec::new();
            gather(&serde_json::from_slice(&exported(copy, to, Table::Marks)).unwrap(), &mut texts);
            texts
        }
        Export::Html | Export::Svg => {
            let page = text(exported(copy, to, Table::Marks));
            texts_of_xml(page.split_once("</style>").map_or(&*page, |(_, body)| body), &[])
        }
        Export::Xlsx | Export::Docx => {
            let bytes = exported(copy, to, Table::Marks);
            let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut texts = Vec::new();
            for at in 0..book.len() {
                let part = std::io::read_to_string(book.by_index(at).unwrap()).unwrap();
                texts.extend(texts_of_xml(&part, &["</si>", "</c>", "</w:p>"]));
            }
            texts
        }
        // What a PDF says only another program reads: `tests/documents` has it do so.
        Export::Pdf => Vec::new(),
        Export::Csv => Table::ALL.map(|table| text(exported(copy, to, table))).to_vec(),
        Export::Markdown | Export::Published | Export::Ron => vec![text(exported(copy, to, Table::Marks))],
    }
}

/// The texts between tags: each by itself, or, where ends are named, what stands up to these as one.
fn texts_of_xml(xml: &str, ends: &[&str]) -> Vec<String> {
    let plain = |piece: &str| {
        piece
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    let untagged = |part: &str, between: &str| {
        let pieces = part.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        plain(&pieces.collect::<Vec<_>>().join(between))
    };
    if ends.is_empty() {
        // What stands in a tag is seen by programs at least.
        let pieces =
            xml.split('<').flat_map(|piece| piece.split_once('>').map_or(vec![piece], |(tag, text)| vec![tag, text]));
        return pieces.map(plain).collect();
    }
    let marked = ends.iter().fold(xml.to_owned(), |xml, end| xml.replace(end, "\0"));
    marked.split('\0').map(|part| untagged(part, "")).collect()
}

/// A text as it is compared: folded, with one blank between words and a sign between paragraphs.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for paragraph in fold(text).split("\n\n") {
        plain.push_str(&paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
        plain.push('¶');
    }
    plain
}

/// Whether a plain text says a phrase as whole words. Found in another way than the program does.
fn says(text: &str, phrase: &Text) -> bool {
    let phrase = plain(phrase).replace('¶', " ").trim().to_owned();
    // One letter with signs may be a format's own, such as the mark before a raw string.
    if phrase.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return false;
    }
    let ends_word = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut places = text.match_indices(&phrase);
    places
        .any(|(at, _)| ends_word(text[..at].chars().next_back()) && ends_word(text[at + phrase.len()..].chars().next()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_export_of_a_public_copy_says_what_is_marked(
        evaluation in any_evaluation(),
        texts in vec(any_prose(), 1..6),
        redactions in vec(any_redaction(), 1..5),
    ) {
        let framework = Framework::built_in();
        let mut evaluation = filled(evaluation, &texts);
        // What is said with nothing written in it is the framework's wording or the format's.
        let silent = Evaluation { redactions: Records::default(), ..filled(evaluation.clone(), &["§".into()]) };
        let silent: Vec<String> =
            texts_of_all(&public_copy(&silent, Some(&framework)));
        let is_own = |phrase: &Text| !silent.iter().any(|text| says(text, phrase));
        let numbered = redactions.into_iter().enumerate();
        let numbered = numbered.map(|(n, one)| Redaction { id: Id::numbered("x", n), ..one });
        evaluation.redactions = numbered.filter(|one| one.phrases().all(is_own)).collect();
        let copy = public_copy(&evaluation, Some(&framework));
        let phrases: Vec<&Text> = evaluation.redactions.iter().flat_map(Redaction::phrases).collect();
        let told = texts_of_all(&copy);
        for phrase in &phrases {
            prop_assert!(!says(&plain(copy.id.as_str()), phrase), "{:?} is in the id {}", phrase, copy.id);
            for text in &told {
                prop_assert!(!says(text, phrase), "{:?} is in {:?}", phrase, text);
            }
        }
        prop_assert_eq!(&copy, &public_copy(&evaluation, Some(&framework)));
    }

    #[test]
    fn where_nothing_is_marked_nothing_that_goes_out_is_changed(evaluation in any_evaluation()) {
        let evaluation = Evaluation { redactions: Records::default(), ..evaluation };
        let copy = public_copy(&evaluation, Some(&Framework::built_in()));
        prop_assert_eq!(&copy.practice, &evaluation.practice);
        for answer in &evaluation.answers {
            prop_assert_eq!(copy.narrative(&answer.question), evaluation.narrative(&answer.question));
        }
    }
}
