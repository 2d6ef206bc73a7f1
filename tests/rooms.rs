//! Which module knows which, read from the `use` lines and the paths in the source: a room knows only the rooms below it,
//! and no two modules of a room know each other, directly or through others.
//!
//! Only names are seen: an inherent method of a type that another file defines counts as knowledge of the type alone.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The rooms from the bottom up.
const ROOMS: [&str; 9] = ["text", "model", "reading", "exchange", "ui", "clock", "store", "tui", "cli"];

/// A module's path below the crate, such as `["store", "disk", "unix"]`.
type Module = Vec<String>;

/// The source of every module, without its tests.
struct Source {
    code: BTreeMap<Module, String>,
    /// By room: what the room's root file re-exports, and the path of each below the crate.
    re_exports: BTreeMap<String, BTreeMap<String, Module>>,
}

impl Source {
    fn read() -> Source {
        let mut files = BTreeMap::new();
        read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut files);
        let tests: Vec<Module> = files.iter().flat_map(|(module, code)| test_modules(module, code)).collect();
        files.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
        let mut source = Source { code: BTreeMap::new(), re_exports: BTreeMap::new() };
        for (module, code) in files {
            let mut code = without_tests_and_comments(&code);
            if let [room] = &*module {
                source.re_exports.insert(room.clone(), take_re_exports(&mut code, room));
            }
            source.code.insert(module, code);
        }
        source
    }

    /// Every path below the crate that a module's code names.
    fn paths(&self, module: &[String]) -> Vec<Module> {
        let below = self.code.keys().filter(|other| other.len() > module.len() && other.starts_with(module));
        let mut starts: BTreeSet<&str> = below.map(|child| child[module.len()].as_str()).collect();
        starts.extend(["crate", "self", "super"]);
        let code = &self.code[module];
        let mut leaves = Vec::new();
        for start in starts {
            for (at, _) in code.match_indices(&format!("{start}::")) {
                if !code[..at].ends_with(|c| is_of_name(c) || c == ':') {
                    read_tree(&code[at..], &[], &mut leaves);
                }
            }
        }
        let paths = leaves.iter().map(|leaf| absolute(leaf, module));
        // What a root file re-exports it can also use by name.
        let words: BTreeSet<&str> = code.split(|c| !is_of_name(c)).collect();
        let own = if let [room] = module { self.re_exports.get(room) } else { None };
        let used = own.into_iter().flatten().filter(|(name, _)| words.contains(name.as_str()));
        paths.chain(used.map(|(_, origin)| origin.clone())).collect()
    }

    /// What a path leads to: a room's file, or `room` alone where the room's root file defines it.
    fn node(&self, path: &[String]) -> Option<String> {
        let (room, rest) = path.split_first()?;
        let Some(name) = rest.first() else { return Some(room.clone()) };
        if self.code.contains_key(&path[..2]) {
            return Some(format!("{room}::{name}"));
        }
        match self.re_exports.get(room)?.get(name) {
            Some(origin) => self.node(origin),
            None => Some(room.clone()),
        }
    }

    /// Each file of each room with all that it knows, itself left out.
    fn knowledge(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for module in self.code.keys() {
            let Some(node) = self.node(module) else { continue };
            let others = self.paths(module).into_iter().filter_map(|path| self.node(&path));
            known.entry(node.clone()).or_default().extend(others.filter(|other| *other != node));
        }
        known
    }
}

fn read_folder(folder: &Path, above: &[String], files: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let module = [above, &[name]].concat();
        if path.is_dir() {
            read_folder(&path, &module, files);
        } else if ROOMS.contains(&module[0].as_str()) {
            files.insert(module, fs::read_to_string(path).unwrap());
        }
    }
}

/// The modules of their own files that only tests have.
fn test_modules(module: &[String], code: &str) -> Vec<Module> {
    let declared = code.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.lines().next()?.strip_suffix(';'));
    let names = declared.filter_map(|line| Some(line.split_once("mod ")?.1.to_owned()));
    names.map(|name| [module, &[name]].concat()).collect()
}

fn without_tests_and_comments(code: &str) -> String {
    let code = code.split_once("#[cfg(test)]\nmod tests {").map_or(code, |(code, _)| code);
    let lines = code.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//"));
    std::iter::once("\n").chain(lines).collect()
}

/// Cuts the `pub use` lines out of a room's root file; what they re-export, with its path below the crate.
fn take_re_exports(code: &mut String, room: &str) -> BTreeMap<String, Module> {
    let mut names = BTreeMap::new();
    while let Some(at) = code.find("\npub use ") {
        let end = at + code[at..].find(';').expect("a statement ends");
        let mut leaves = Vec::new();
        read_tree(&code[at + "\npub use ".len()..end], &[], &mut leaves);
        let paths = leaves.iter().map(|leaf| absolute(leaf, &[room.to_owned()]));
        names.extend(paths.map(|path| (path.last().expect("a name").clone(), path)));
        code.replace_range(at..end, "");
    }
    names
}

/// Reads the path or the tree of paths that a text begins with, and returns what follows it.
fn read_tree<'t>(mut text: &'t str, before: &[String], leaves: &mut Vec<Module>) -> &'t str {
    let mut path = before.to_vec();
    loop {
        text = text.trim_start();
        if let Some(inner) = text.strip_prefix('{') {
            text = inner.trim_start();
            while !text.starts_with('}') {
                text = read_tree(text, &path, leaves);
                // What may follow is a new name.
                text = &text[text.find([',', '}']).expect("a list ends")..];
                text = text.strip_prefix(',').unwrap_or(text).trim_start();
            }
            return &text[1..];
        }
        let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
        path.extend(Some(text[..end].to_owned()).filter(|name| !name.is_empty()));
        text = &text[end..];
        let Some(rest) = text.strip_prefix("::") else {
            leaves.push(path);
            return text;
        };
        text = rest;
    }
}

/// A path as it stands in a module, from the crate on.
fn absolute(path: &[String], module: &[String]) -> Module {
    let mut absolute = module.to_vec();
    for name in path {
        match name.as_str() {
            "crate" => absolute.clear(),
            "super" => drop(absolute.pop()),
            "self" => {}
            _ => absolute.push(name.clone()),
        }
    }
    absolute
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn room_of(node: &str) -> &str {
    node.split("::").next().expect("the first part")
}

#[test]
fn a_room_knows_only_those_below_it() {
    let place = |node: &str| ROOMS.iter().position(|room| *room == room_of(node));
    let known = Source::read().knowledge();
    assert!(known["tui"].contains("ui::app") && known["reading::summary"].contains("text::fold"), "paths are read");
    assert!(!known.keys().any(|node| node.contains("tests")), "tests are left out");
    for (node, others) in &known {
        for other in others.iter().filter(|other| ROOMS.contains(&room_of(other))) {
            assert!(place(other) <= place(node), "{node} knows {other}");
        }
    }
}

#[test]
fn no_modules_of_a_room_know_each_other() {
    let known = Source::read().knowledge();
    assert!(known["store::journal"].contains("model::edit"));
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for start in known.keys() {
        let (mut seen, mut next) = (BTreeSet::new(), vec![start.as_str()]);
        while let Some(node) = next.pop() {
            let within = known.get(node).into_iter().flatten().filter(|other| room_of(other) == room_of(start));
            next.extend(within.map(String::as_str).filter(|other| seen.insert(*other)));
        }
        reached.insert(start, seen);
    }
    for (node, others) in &reached {
        let back: Vec<&&str> = others.iter().filter(|other| reached[*other].contains(node)).collect();
        assert!(back.is_empty(), "{node} and {back:?} know each other");
    }
}
