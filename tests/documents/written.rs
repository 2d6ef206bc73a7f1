//! What people wrote, in many languages and with much that a format could trip over.

use fieldbook::exchange::{Export, sample};
use fieldbook::model::{Detail, Dice, Edit, Evaluation, Field, Framework, Moment};

/// Narratives, one for each of the first questions.
pub(crate) const TEXTS: &[&str] = &[
    "Příliš žluťoučký kůň úpěl ďábelské ódy.\n\nDruhý odstavec, řádek první\na řádek druhý.",
    "Zażółć gęślą jaźń: 12 kobiet, 7 mężczyzn – „nikt nie pyta o papiery”.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. Η ομάδα συναντιέται κάθε Τρίτη· όλοι είναι καλοδεχούμενοι.",
    "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п'яне знаємо. Об'єкт №5.",
    "يطبخ الوافدون وأهل البلدة معًا مرتين في الأسبوع (منذ 2021)، ويسمى المكان Fundacja Przy Stole 7 في بولندا.",
    "דג סקרן שט בים מאוכזב ולפתע מצא חברה, 12 (שתים עשרה) Anna Nowak.",
    "Three things:\n\n3. the third\n4. the fourth\n   - below it\n   - and again\n\nand after that:\n\n1) a bracket\n2) another",
    "<b>not bold</b> &amp; \"quotes\" 'single' ]]> </w:t> --> {curly} \\back\\ a\ttab *stars* _lines_ `ticks` # 1",
    "ﬁligree, e\u{301}tude, 👩‍👩‍👧 family, 漢字とかな, हिन्दी, ไทย, Straße, İstanbul, ñ\u{a0}hard\u{2011}space",
];

pub(crate) fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

/// The sample with these texts in place of its own.
pub(crate) fn evaluation() -> Evaluation {
    let mut evaluation = sample(now(), &mut Dice::new(1));
    let mut write = |field: Field, from: &str, to: &str| evaluation.apply(&Edit::replace(field, from, to)).unwrap();
    let old = sample(now(), &mut Dice::new(1));
    write(Field::Practice(Detail::Title), &old.practice.title, "Kuchyně بلا حدود – Łódź & Київ");
    for (placed, text) in Framework::built_in().questions().zip(TEXTS) {
        let question = &placed.question.id;
        write(Field::Narrative(question.clone()), old.narrative(question), text);
    }
    evaluation
}

/// An evaluation with all that goes with it, in this format.
pub(crate) fn exported(evaluation: &Evaluation, to: Export) -> Vec<u8> {
    crate::exported(std::slice::from_ref(evaluation), to).unwrap()
}

/// What is read in an evaluation's document, in its order.
pub(crate) fn texts(evaluation: &Evaluation) -> Vec<String> {
    let mut texts = vec![evaluation.title().to_owned(), evaluation.practice.summary.to_string()];
    for placed in Framework::built_in().questions() {
        let question = placed.question;
        texts.push(question.text.to_string());
        texts.push(evaluation.narrative(&question.id).to_owned());
        if evaluation.not_applicable(&question.id).is_none() {
            texts.extend(question.items.iter().map(|item| item.text.to_string()));
        }
        texts.extend(evaluation.tools(&question.id).iter().map(|tool| tool.note.to_string()));
    }
    texts.extend(evaluation.jots.iter().filter(|jot| jot.filed.is_none()).map(|jot| jot.text.to_string()));
    texts.retain(|text| !text.trim().is_empty());
    texts
}
