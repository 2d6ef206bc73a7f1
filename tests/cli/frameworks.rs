//! `frameworks import` and `frameworks export`.

use std::fs;

use fieldbook::model::format;

use crate::home::Home;

const TABLE: &str = "Domain;Sub-domain;Item ID;Text;Rating scale;Owner\n\
    Access;Entrance;A1;The way in has no steps;Yes/Partly/No;Anna\n\
    ;;A2;The door is wide enough;;\n\
    Staff;Training;B1;Staff are trained each year;0-3;\n";

#[test]
fn a_table_becomes_a_framework_of_the_library_after_a_preview() {
    let home = Home::new();
    let file = home.put("House check_v2.csv", TABLE);
    let before = home.snapshot();
    let dry = home.get(&["frameworks", "import", &file, "--dry-run"]);
    assert_eq!(home.snapshot(), before);
    for told in [
        "House check v2, version 1 (house-check-v2)\n2 criteria, 2 questions, 3 items\n",
        "  Entrance\n    · A1 The way in has no steps\n",
        "Scale: Yes (met), Partly (partly), No (not met) (2 items)\n",
        "Columns: criterion from \"Domain\", question from \"Sub-domain\", item from \"Text\", code from \"Item ID\"",
        "column \"Owner\": not used; it has text in row 2: “Anna”",
        "row 3: no scale; that of the row above is taken",
        "Nothing was written; it goes into ",
    ] {
        assert!(dry.contains(told), "{told}: {dry}");
    }
    let out = home.get(&["frameworks", "import", &file]);
    let place = home.library().join("frameworks/house-check-v2.ron");
    assert!(out.contains(&format!("Wrote {}", place.display())), "{out}");
    let written = fs::read_to_string(&place).unwrap();
    assert_eq!(format::read_framework(&written).unwrap().items().count(), 3);
    assert!(home.get(&["frameworks"]).contains("house-check-v2  version 1  2 questions, 3 items  House check v2"));
    assert!(home.get(&["check"]).contains("1 framework: all in order"));

    // The same again changes nothing; something else is not written over it unasked.
    let again = home.get(&["frameworks", "import", &file]);
    assert!(again.contains("holds this framework already: nothing to write"), "{again}");
    let changed = home.put("House check_v2.csv", TABLE.replace("wide enough", "wide"));
    let error = home.fail(1, &["frameworks", "import", &changed]);
    assert!(error.contains("--force replaces it; nothing was written"), "{error}");
    assert_eq!(fs::read_to_string(&place).unwrap(), written);
    home.get(&["frameworks", "import", &changed, "--force"]);
    let replaced = fs::read_to_string(&place).unwrap();
    assert!(replaced.contains("The door is wide\"") && replaced != written);

    // A new version has a file of its own, and is what a new evaluation answers.
    home.get(&["frameworks", "import", &file, "--framework-version", "1.10"]);
    home.get(&["frameworks", "import", &file, "--framework-version", "1.9"]);
    assert_eq!(fs::read_dir(home.library().join("frameworks")).unwrap().count(), 3);
    let id = home.get(&["new", "--no-open", "--title", "A house", "--framework", "house-check-v2"]);
    let file = fs::read_to_string(home.library().join(format!("evaluations/{}.ron", id.trim()))).unwrap();
    assert!(file.contains("version: \"1.10\""), "{file}");
}

#[test]
fn columns_that_no_name_gives_are_asked_for_and_can_be_mapped() {
    let home = Home::new();
    let file = home.put("prüfliste.csv", "Osa\tLause\nZugang\tEs gibt eine Rampe\nZugang\tDie Tür ist breit genug\n");
    let before = home.snapshot();
    let error = home.fail(2, &["frameworks", "import", &file]);
    for told in ["A “Osa”, B “Lause”", "--map criterion=Osa,item=Lause", "nothing was written"] {
        assert!(error.contains(told), "{told}: {error}");
    }
    home.fail(2, &["frameworks", "import", &file, "--map", "item=Nowhere"]);
    home.fail(2, &["frameworks", "import", &file, "--map", "thing=Osa"]);
    home.fail(2, &["frameworks", "import", &file, "--map", "item=B", "--scale", "Lovely"]);
    assert_eq!(home.snapshot(), before);
    let target = home.path("elsewhere/own.ron");
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    let words =
        ["--map", "criterion=A,item=Lause", "--scale", "Ja (2); Teils (1); Nein (0)", "--id", "own", "--title", "Own"];
    home.get(&[&["frameworks", "import", &file], &words[..], &["-o", target.to_str().unwrap()]].concat());
    let framework = format::read_framework(&fs::read_to_string(&target).unwrap()).unwrap();
    assert_eq!((framework.id.as_str(), framework.title.as_str(), framework.criteria.len()), ("own", "Own", 1));
    assert!(!home.library().exists(), "a file elsewhere makes no library");
}

#[test]
fn what_is_no_table_or_would_hide_another_framework_is_refused() {
    let home = Home::new();
    for (name, content) in [
        ("a.csv", &b""[..]),
        ("b.csv", b"item\n"),
        ("c.xlsx", b"PK\x03\x04 and nothing more"),
        ("d.csv", b"{\"item\": 1}"),
        ("e.xls", b"\xd0\xcf\x11\xe0"),
    ] {
        let file = home.put(name, content);
        let error = home.fail(1, &["frameworks", "import", &file]);
        assert!(error.contains(name) && error.contains("nothing was written"), "{error}");
    }
    home.fail(1, &["frameworks", "import", "missing.csv"]);
    let file = home.put("f.csv", TABLE);
    let error = home.fail(1, &["frameworks", "import", &file, "--id", "spring-good-practice"]);
    assert!(error.contains("is here already (built in)"), "{error}");
    home.get(&["frameworks", "import", &file]);
    fs::rename(home.library().join("frameworks/f.ron"), home.library().join("frameworks/other.ron")).unwrap();
    let error = home.fail(1, &["frameworks", "import", &file]);
    assert!(error.contains("is here already (other.ron)"), "{error}");
    let target = home.library().join("frameworks/third.ron");
    let error = home.fail(1, &["frameworks", "import", &file, "-o", target.to_str().unwrap()]);
    assert!(error.contains("is here already (other.ron)") && !target.exists(), "{error}");
    // Another version is not written over, whoever forces it.
    let target = home.library().join("frameworks/other.ron");
    let words = ["frameworks", "import", &file, "--framework-version", "2", "--force", "-o", target.to_str().unwrap()];
    let error = home.fail(1, &words);
    assert!(error.contains("holds framework f, version 1: name another file"), "{error}");
    // Among evaluations there is no place for it.
    let target = home.library().join("evaluations/f.ron");
    home.fail(1, &["frameworks", "import", &file, "-o", target.to_str().unwrap()]);
}

#[test]
fn a_framework_goes_out_as_csv_xlsx_and_ron_and_comes_back() {
    let home = Home::new();
    let file = home.put("house.csv", TABLE);
    home.get(&["frameworks", "import", &file]);
    let own = fs::read_to_string(home.library().join("frameworks/house.ron")).unwrap();
    assert_eq!(home.get(&["frameworks", "export", "house", "--to", "ron"]), own);
    fs::create_dir(home.path("out")).unwrap();
    for form in ["csv", "xlsx"] {
        let out = home.path(&format!("out/house.{form}"));
        let out = out.to_str().unwrap();
        let ran = home.run(&["frameworks", "export", "house", "--to", form, "-o", out]);
        assert_eq!((ran.code, ran.err.contains("Not in the table")), (0, false), "{}", ran.err);
        let back = home.get(&["frameworks", "import", out]);
        assert!(back.contains("holds this framework already"), "{back}");
        let error = home.fail(1, &["frameworks", "export", "house", "--to", form, "-o", out]);
        assert!(error.contains("exists already: --force replaces it"), "{error}");
        home.get(&["frameworks", "export", "house", "--to", form, "-o", out, "--force"]);
    }
    let ran = home.run(&["frameworks", "export", "spring-good-practice", "--to", "csv"]);
    assert!(ran.out.starts_with("criterion,criterion_code,question,") && ran.out.lines().count() == 41);
    assert!(ran.err.contains("Not in the table: whether 12 questions want a narrative"), "{}", ran.err);
    home.fail(2, &["frameworks", "export", "nowhere", "--to", "csv"]);
    home.fail(2, &["frameworks", "export", "house", "--framework-version", "9", "--to", "csv"]);
}
