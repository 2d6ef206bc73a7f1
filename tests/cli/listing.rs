//! Looking: `list`, `show`, `frameworks`, and `new --no-open`.

use fieldbook::{
    model::edit::{Edit, Field},
    store::{Disk, Holder, Library, OpenOutcome, Syncer},
};
use serde_json::{Value, json};

use crate::home::{FORMAT_1, Home};

#[test]
fn a_new_evaluation_is_listed_and_shown() {
    let home = Home::new();
    let id = home.new_evaluation("Dům u řeky");
    assert!(id.contains("-dum-u-reky-"), "{id}");
    let list = home.get(&["list"]);
    assert!(list.contains(&id) && list.contains("Draft") && list.contains("0/12") && list.contains("Dům u řeky"));
    assert!(home.get(&["show", &id]).starts_with("# Dům u řeky\n"));
}

#[test]
fn the_settings_name_stands_in_a_new_evaluation() {
    let home = Home::new();
    // Where the settings are is the system's choice.
    let place =
        home.get(&["where"]).lines().find_map(|line| line.strip_prefix("settings  ").map(str::to_owned)).unwrap();
    let place = std::path::Path::new(&place).strip_prefix(home.path("")).unwrap().to_str().unwrap().to_owned();
    home.put(&place, "(name: \"Jana Veselá\")");
    let id = home.new_evaluation("One");
    assert!(home.get(&["show", &id]).contains("Evaluated by: Jana Veselá"));
    // Another name for one run, before or after the command, is not kept.
    for words in [["--as", "Petr  Malý", "new"], ["new", "--as", "Petr  Malý"]] {
        let id = home.get(&[&words[..], &["--no-open", "--title", "Two"]].concat());
        assert!(home.get(&["show", id.trim()]).contains("Evaluated by: Petr Malý"));
    }
    assert!(home.get(&["show", &home.new_evaluation("Three")]).contains("Evaluated by: Jana Veselá"));
    assert!(home.fail(2, &["--as", " ", "list"]).contains("a name can't be empty"));
}

#[test]
fn settings_that_cant_be_read_keep_nobody_out() {
    let home = Home::new();
    home.put("config/fieldbook/settings.ron", "(name: ");
    let ran = home.run(&["new", "--no-open", "--title", "One"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err.matches("settings.ron can't be read: line 1, column").count(), 1, "{}", ran.err);
    assert_eq!(std::fs::read_to_string(home.path("config/fieldbook/settings.ron")).unwrap(), "(name: ");
    assert!(home.get(&["list"]).contains("One"));
}

#[test]
fn a_beginning_of_an_id_is_enough() {
    let home = Home::new();
    let [canteen, kitchen] = ["The Canteen", "The Kitchen"].map(|title| home.new_evaluation(title));
    let letters = canteen.rsplit('-').next().unwrap();
    for beginning in [&canteen, "the-can", letters] {
        assert!(home.get(&["show", beginning]).starts_with("# The Canteen\n"), "{beginning}");
    }
    let error = home.fail(1, &["show", "the-"]);
    assert!(error.contains(&canteen) && error.contains(&kitchen));
}

#[test]
fn words_of_a_title_are_enough_whatever_their_capitals_and_accents() {
    let home = Home::new();
    for title in ["Łódź for all", "The Repair Café", "Дом у реки", "外国人中心"] {
        home.new_evaluation(title);
    }
    for (words, title) in [
        (&["Łódź"][..], "Łódź for all"),
        (&["lodz"], "Łódź for all"),
        (&["ALL"], "Łódź for all"),
        (&["repair"], "The Repair Café"),
        (&["cafe", "REPAIR"], "The Repair Café"),
        (&["repair café"], "The Repair Café"),
        (&["Дом"], "Дом у реки"),
        (&["дом", "реки"], "Дом у реки"),
        (&["中心"], "外国人中心"),
    ] {
        let report = home.get(&[&["show"], words].concat());
        assert!(report.starts_with(&format!("# {title}\n")), "{words:?}: {report}");
        let exported = home.get(&["export", &words.join(" "), "--to", "md"]);
        assert_eq!(exported, report);
        // Opening wants a terminal, but finds what is meant.
        assert!(home.fail(1, &[&["open"], words].concat()).contains("not a terminal"));
    }
    assert!(home.fail(1, &["show", "repair", "shop"]).contains("No evaluation found for 'repair shop'"));
}

#[test]
fn of_several_that_are_meant_each_is_listed_with_its_title() {
    let home = Home::new();
    let ids = ["Repair café", "The Repair Hub", "Repair"].map(|title| home.new_evaluation(title));
    for words in [&["show", "rep"][..], &["open", "rep"], &["export", "rep", "--to", "md"]] {
        let error = home.fail(1, words);
        assert!(error.starts_with("error: 'rep' could be any of these: add a few letters or words\n"), "{error}");
        for (id, title) in ids.iter().zip(["Repair café", "The Repair Hub", "Repair"]) {
            assert!(error.lines().any(|line| line.starts_with(&format!("  {id}")) && line.ends_with(title)), "{error}");
        }
    }
    // The whole title is meant before titles that have its word.
    assert!(home.get(&["show", "repair"]).starts_with("# Repair\n"));
    assert!(home.get(&["show", "hub"]).starts_with("# The Repair Hub\n"));
    assert!(home.get(&["show", &ids[0]]).starts_with("# Repair café\n"));
}

#[test]
fn a_copy_of_another_name_stands_in_no_bodys_way() {
    let home = Home::new();
    let id = home.new_evaluation("Repair café");
    let own = home.library().join(format!("evaluations/{id}.ron"));
    for name in [format!("{id}-LAPTOP7.ron"), format!("{id} (1).ron"), "repair.ron".to_owned()] {
        std::fs::copy(&own, home.library().join("evaluations").join(name)).unwrap();
    }
    for words in ["repair", "repair-cafe", &id, &id[..12]] {
        assert!(home.get(&["show", words]).starts_with("# Repair café\n"), "{words}");
    }
    assert_eq!(home.get(&["list"]).lines().count(), 1);
    let checked = home.run(&["check"]);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains("3 other versions beside it: F6 chooses"), "{}", checked.err);
}

#[test]
fn the_list_as_json_has_the_promised_shape() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    home.put("library/evaluations/broken.ron", "(");
    let ran = home.run(&["list", "--json"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("broken.ron"));
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    let row = &list.as_array().unwrap()[0];
    let keys: Vec<_> = row.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "title", "status", "framework", "tally", "modified"]);
    assert_eq!((&row["id"], &row["title"], &row["status"]), (&json!(id), &json!("One"), &json!("Draft")));
    let tally =
        json!({ "questions": 12, "complete": 0, "met": 0, "not_met": 0, "not_applicable": 0, "open": 40, "partly": 0 });
    assert_eq!(row["tally"], tally);
    assert!(row["modified"].as_str().unwrap().parse::<fieldbook::model::moment::Moment>().is_ok());
    assert_eq!(list.as_array().unwrap().len(), 1);
}

#[test]
fn a_broken_file_is_a_row_and_no_failed_listing() {
    let home = Home::new();
    home.new_evaluation("One");
    let broken = FORMAT_1.replacen("mark: Met", "mark: Mat", 1);
    home.put("library/evaluations/broken.ron", &broken);
    let at = broken.lines().position(|line| line.contains("mark: Mat")).unwrap() + 1;
    let list = home.get(&["list"]);
    let row = list.lines().find(|line| line.starts_with("! broken.ron")).unwrap();
    assert!(row.contains(&format!("line {at}, column")), "{row}");
    assert_eq!(list.lines().count(), 2);
}

#[test]
fn edits_in_the_journal_are_read() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    let library = Library::open(&home.library(), Disk::default()).unwrap();
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let who = Holder { name: "Jana".into(), process: 1, since: at };
    let syncer = Syncer::default();
    let OpenOutcome::Writable(mut writer, _) = library.open_evaluation(&id.parse().unwrap(), &who, &syncer).unwrap()
    else {
        panic!("it is open elsewhere")
    };
    let edit = Edit::replace(Field::Narrative("1.1-diverse-groups".parse().unwrap()), "", "Written a moment ago.");
    writer.append(&edit, at).unwrap();
    assert!(home.get(&["show", &id]).contains("Written a moment ago."));
    assert!(home.get(&["export", &id, "--to", "ron"]).contains("Written a moment ago."));
}

#[test]
fn frameworks_are_the_built_in_one_and_the_librarys() {
    let home = Home::new();
    assert!(home.get(&["frameworks"]).starts_with("spring-good-practice  version 1  12 questions, 40 items"));
    let small = r#"(id: "small", version: "2", title: "Small", criteria: [
        (id: "a", title: "A", label: "A", questions: [(id: "b", text: "B?", label: "B")])])"#;
    home.put("library/frameworks/small.ron", small);
    home.put("library/frameworks/broken.ron", "(");
    let list = home.get(&["frameworks"]);
    assert!(list.contains("small  version 2  1 question, 0 items"), "{list}");
    assert!(list.lines().any(|line| line.starts_with("! broken.ron")));
    let id = home.get(&["new", "--no-open", "--title", "One", "--framework", "small"]);
    assert!(home.get(&["show", id.trim()]).contains("### 1.1 B?"));
}

#[test]
fn a_list_is_narrowed_down_as_a_portfolio_is() {
    let home = Home::new();
    let [students, plain] = ["For students", "For all"].map(|title| home.new_evaluation(title));
    let path = home.library().join(format!("evaluations/{students}.ron"));
    let file = std::fs::read_to_string(&path).unwrap();
    let details = "    details: [(detail: \"target-groups\", chosen: [\"students\"])],\n)";
    let changed = file.trim_end().strip_suffix(')').unwrap().to_owned() + details;
    assert_ne!(changed, file);
    std::fs::write(&path, changed).unwrap();
    let listed = home.get(&["list", "--detail", "target-groups=stud"]);
    assert!(listed.contains("For students") && !listed.contains("For all"), "{listed}");
    let json = home.get(&["list", "--json", "--detail", "target-groups=students"]);
    assert!(json.contains(&students) && !json.contains(&plain), "{json}");
    assert_eq!(home.get(&["list", "--status", "draft", "--framework", "spring-good-practice"]).lines().count(), 2);
    let ran = home.run(&["list", "--status", "approved"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("None of 2 evaluations matches"), "{}", ran.err);
    let error = home.fail(2, &["list", "--detail", "target-groups=dragons"]);
    assert!(error.contains("students"), "{error}");
}
