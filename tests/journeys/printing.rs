//! What the command line prints on a terminal: nothing that steers it, whatever a file holds; and in a pipe all of it.

use std::path::Path;

use crate::site::Site;

const HIDDEN: &[char] = &['\u{feff}', '\u{fff9}', '\u{fffb}', '\u{e0041}', '\u{202e}', '\u{2066}', '\u{2069}'];

#[test]
fn what_hides_in_a_text_is_an_escape_on_a_terminal_and_stays_in_a_pipe() {
    let site = Site::new();
    let hostile: String = HIDDEN.iter().flat_map(|c| ['x', *c]).collect();
    let id = site.prints(&["new", "--title", &format!("Open {hostile} Kitchen"), "--no-open"]);
    for words in [
        &["list"][..],
        &["list", "--json"],
        &["show", id.trim()],
        &["export", id.trim(), "--to", "ron"],
        &["export", id.trim(), "--to", "md"],
        &["export", id.trim(), "--to", "json"],
        &["portfolio"],
        &["portfolio", "--json"],
        &["search", "Kitchen"],
        &["search", "Kitchen", "--json"],
    ] {
        let mut terminal = site.setup(200, 50).fieldbook(Path::new(&site.library()), words);
        assert!(terminal.wait_exit().success(), "{words:?}");
        let written = String::from_utf8(terminal.written()).expect("UTF-8");
        assert!(!written.contains(HIDDEN), "{words:?}: {written:?}");
        assert!(written.contains("x\\u{202e}"), "{words:?}: {written:?}");
        let piped = site.prints(words);
        assert!(HIDDEN.iter().all(|c| piped.contains(*c)), "{words:?}: {piped:?}");
    }
}
