//! The README and the list of keys are in step with the program.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]

use std::{fs, path::Path};

const BEGIN: &str = "<!-- keys: begin -->\n";
const END: &str = "<!-- keys: end -->\n";

/// The list of keys is the program's. `FIELDBOOK_WRITE_README=1 cargo test --test readme` writes it anew.
#[test]
fn the_key_table_is_the_programs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/keys.md");
    let keys = fs::read_to_string(&path).unwrap();
    let (head, rest) = keys.split_once(BEGIN).expect("there is a key table");
    let (table, tail) = rest.split_once(END).expect("the key table ends");
    let current = fieldbook::ui::command::key_table();
    if std::env::var_os("FIELDBOOK_WRITE_README").is_some() {
        fs::write(&path, format!("{head}{BEGIN}{current}{END}{tail}")).unwrap();
    } else {
        assert_eq!(table, current, "write it anew with FIELDBOOK_WRITE_README=1 cargo test --test readme");
    }
}

/// Every file that the README shows or links to is there.
#[test]
fn every_file_that_the_readme_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
        assert!(root.join(link).exists(), "{link}");
    }
}
