use proptest::prelude::*;

use super::*;
use crate::model::{Detail, Field, Framework};

fn evaluation() -> Evaluation {
    Evaluation::new("2026-11-24-centre-k7q2x".parse().unwrap(), &Framework::built_in())
}

fn moment() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn typed(letters: &[String]) -> (Vec<JournalEntry>, Evaluation) {
    let mut evaluation = evaluation();
    let mut entries = Vec::new();
    for letter in letters {
        let title = evaluation.practice.title.clone();
        let edit = Edit::replace(Field::Practice(Detail::Title), &title, &format!("{title}{letter}"));
        evaluation.apply(&edit).unwrap();
        entries.push(JournalEntry::Edit(moment(), Box::new(edit)));
    }
    (entries, evaluation)
}

fn image(entries: &[JournalEntry]) -> Vec<u8> {
    let base = format::write(&evaluation()).into_bytes();
    let mut image = head(3, &ContentHash::of(&base), &base);
    image.extend(entries.iter().flat_map(line));
    image
}

fn journal(bytes: &[u8]) -> Journal {
    match read(bytes) {
        JournalReading::Journal(journal) => journal,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn a_journal_cut_anywhere_keeps_every_whole_record(letters in prop::collection::vec(".{0,6}", 0..6), cut in 0..=1000_usize) {
        let (entries, _) = typed(&letters);
        let image = image(&entries);
        let cut = image.len() * cut / 1000;
        match read(&image[..cut]) {
            JournalReading::Nothing { broken } => prop_assert!(!broken && cut < super::head(3, &ContentHash::of(b""), &format::write(&evaluation()).into_bytes()).len()),
            JournalReading::Journal(journal) => {
                prop_assert!(entries.starts_with(&journal.entries));
                prop_assert!(!journal.broken && image[..cut].starts_with(&journal.text));
                prop_assert_eq!(read_whole(&journal.text), journal.entries);
            }
            JournalReading::Newer => prop_assert!(false, "newer"),
        }
    }
}

fn read_whole(bytes: &[u8]) -> Vec<JournalEntry> {
    journal(bytes).entries
}

#[test]
fn a_journal_replays() {
    let (entries, ours) = typed(&["Ú".to_owned(), "stí \"#\n".to_owned()]);
    let journal = journal(&image(&entries));
    let mut evaluation = evaluation();
    let replay = journal.replay_on_base(&mut evaluation);
    assert_eq!((replay, evaluation), (Replay { edits: 2, at: Some(moment()), dropped: 0, fitting: 2 }, ours));
}

#[test]
fn what_does_not_fit_ends_the_replay() {
    let (mut entries, _) = typed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    entries.remove(1);
    // It would fit, but what it was made after is missing.
    entries.push(JournalEntry::Edit(moment(), Box::new(Edit::replace(Field::Evaluators, "", "Jana"))));
    for (part, edits, dropped) in [(0..1, 1, 0), (0..2, 1, 1), (0..3, 1, 2)] {
        let (end, mut evaluation) = (part.end, evaluation());
        let replay = replay(&entries, part, &mut evaluation);
        assert_eq!((replay.edits, replay.dropped, replay.fitting), (edits, dropped, end.min(1)));
        assert_eq!((evaluation.practice.title.as_str(), evaluation.evaluators.as_str()), ("a", ""));
    }
}

#[test]
fn a_fault_in_the_middle_is_told_from_a_torn_tail() {
    let (entries, _) = typed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    let mut bytes = image(&entries);
    let second = bytes.len() - line(&entries[2]).len() - line(&entries[1]).len();
    bytes[second + PREFIX] ^= 1;
    let journal = journal(&bytes);
    assert_eq!((journal.entries.len(), journal.broken), (1, true));
}

#[test]
fn zeroes_after_a_power_cut_are_a_torn_tail() {
    let (entries, _) = typed(&["a".to_owned()]);
    let mut bytes = image(&entries);
    bytes.extend([0; 4096]);
    let journal = journal(&bytes);
    assert_eq!((journal.entries.len(), journal.broken), (1, false));
    assert!(matches!(read(&[0; 4096]), JournalReading::Nothing { broken: false }));
}

#[test]
fn a_checkpoint_tells_which_edits_a_file_holds() {
    let (mut entries, ours) = typed(&["a".to_owned(), "b".to_owned()]);
    let written = ContentHash::of(format::write(&ours).as_bytes());
    entries.insert(1, JournalEntry::Checkpoint(written.clone()));
    let journal = journal(&image(&entries));
    assert_eq!(journal.after(&written), Some(2));
    assert_eq!(journal.after(&journal.hash), Some(0));
    assert_eq!(journal.after(&ContentHash::of(b"other")), None);
}

#[test]
fn a_record_is_whole_or_it_is_none() {
    let whole = record(b"0123456789");
    assert_eq!(payload(&whole), Some((&b"0123456789"[..], &b""[..])));
    assert_eq!(payload(&[&whole[..], b"more"].concat()), Some((&b"0123456789"[..], &b"more"[..])));
    for length in 0..whole.len() {
        assert_eq!(payload(&whole[..length]), None, "{length}");
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert_eq!(payload(&changed), None, "{at}");
    }
    let text = String::from_utf8(whole).unwrap();
    for length in ["0000000A", "+000000a", "ffffffff", "0000000b", "00000009"] {
        assert_eq!(payload(text.replacen("0000000a", length, 1).as_bytes()), None, "{length}");
    }
}

#[test]
fn a_journal_of_a_newer_program_is_not_read() {
    let base = format::write(&evaluation()).into_bytes();
    let (head_of, hash) = (|format| Head { format, revision: 3, hash: ContentHash::of(b"") }, ContentHash::of(&base));
    let newer = [record(format::write_line(&head_of(FORMAT + 1)).as_bytes()), record(&base)].concat();
    let unknown = [record(b"(unknown: 1)"), record(&base)].concat();
    let with_entry = [head(3, &hash, &base), record(b"Unknown(1)")].concat();
    let binary = [head(3, &hash, &base), record(b"\xff")].concat();
    for image in [newer, unknown, with_entry, binary] {
        assert!(matches!(read(&image), JournalReading::Newer), "{}", String::from_utf8_lossy(&image));
    }
}

#[test]
fn edits_without_what_they_build_on_are_told() {
    let (entries, _) = typed(&["a".to_owned(), "b".to_owned()]);
    let lines: Vec<u8> = entries.iter().flat_map(line).collect();
    for image in [lines.clone(), [&b"torn\n"[..], &lines].concat()] {
        assert!(matches!(read(&image), JournalReading::Nothing { broken: true }));
    }
    for image in [&b""[..], b"torn", b"torn\n", &lines[..lines.len() / 4]] {
        assert!(matches!(read(image), JournalReading::Nothing { broken: false }));
    }
}

#[test]
fn a_journal_knows_what_it_builds_on_and_what_came_of_it() {
    let (mut entries, ours) = typed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    let base = format::write(&evaluation()).into_bytes();
    let [first, last] = [ContentHash::of(b"first"), ContentHash::of(b"last")];
    entries.insert(1, JournalEntry::Checkpoint(first.clone()));
    let unfinished = journal(&image(&entries));
    entries.push(JournalEntry::Checkpoint(last.clone()));
    let finished = journal(&image(&entries));
    let hash = ContentHash::of(&base);

    assert_eq!((super::base(&finished.text), super::base(b"")), (Some(&base[..]), None));
    assert_eq!(hash.short().len(), 12);
    assert_eq!(unfinished.contents(), [hash.clone(), first.clone()]);
    assert_eq!(finished.contents(), [hash.clone(), first.clone(), last.clone()]);
    assert_eq!((unfinished.last_content(), finished.last_content()), (None, Some(&last)));
    assert_eq!((finished.last_edit(), journal(&image(&[])).last_edit()), (Some(moment()), None));
    let all_in = |journal: &Journal| [&hash, &first, &last].map(|hash| journal.is_all_in(hash));
    assert_eq!((all_in(&unfinished), all_in(&finished)), ([false; 3], [false, false, true]));
    assert!(journal(&image(&[])).is_all_in(&hash));

    let mut from_first = evaluation();
    from_first.practice.title = "a".into();
    let replay = finished.replay_on(&first, &mut from_first).unwrap();
    assert_eq!((replay.edits, replay.is_empty(), from_first), (2, false, ours.clone()));
    let nothing = finished.replay_on(&last, &mut ours.clone()).unwrap();
    assert!(nothing.is_empty() && nothing.fitting == 5);
    assert_eq!(finished.replay_on(&ContentHash::of(b"other"), &mut evaluation()), None);
    assert_eq!(finished.text_of(entries.len()), finished.text);
    assert_eq!(finished.text_of(entries.len() - 1), unfinished.text);
    assert_eq!(finished.text_of(0), image(&[]));
}

#[test]
fn a_replay_in_which_nothing_fitted_is_not_empty() {
    let (entries, _) = typed(&["a".to_owned(), "b".to_owned()]);
    let replay = replay(&entries, 1..2, &mut evaluation());
    assert_eq!(replay, Replay { edits: 0, at: Some(moment()), dropped: 1, fitting: 1 });
    assert!(!replay.is_empty() && Replay::default().is_empty());
}

#[test]
fn a_journal_goes_beyond_another_from_where_they_part() {
    let (entries, _) = typed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    let journal_of = |entries: &[JournalEntry]| journal(&image(entries));
    let (two, three) = (journal_of(&entries[..2]), journal_of(&entries));
    assert_eq!((three.beyond(&two), two.beyond(&three), two.beyond(&two)), (Some(2), Some(2), Some(2)));
    let other = journal_of(&[entries[0].clone(), entries[2].clone()]);
    assert_eq!((other.beyond(&three), three.beyond(&other)), (Some(1), Some(1)));
    // One that was begun on what another one's checkpoint wrote.
    let later = Journal { hash: ContentHash::of(b"written"), ..journal_of(&[]) };
    let noted = journal_of(&[entries[0].clone(), JournalEntry::Checkpoint(later.hash.clone()), entries[1].clone()]);
    assert_eq!((noted.beyond(&later), later.beyond(&noted)), (Some(2), None));
}
