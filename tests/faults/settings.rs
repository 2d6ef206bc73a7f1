//! The settings' file: whatever stands in its place keeps nobody out, is told of once, and is never lost.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use fieldbook::{
    store::{
        Disk, SettingsFile,
        disk::{Faults, InjectedFault, Operation},
    },
    ui::Settings,
};
use rustix::io::Errno;
use tempfile::TempDir;

use crate::field::sound;

/// A config folder.
struct Config(TempDir);

impl Config {
    fn new() -> Config {
        Config(TempDir::new().unwrap())
    }

    /// A config folder whose settings are this.
    fn with(content: impl AsRef<[u8]>) -> Config {
        let config = Config::new();
        fs::write(config.file(), content).unwrap();
        config
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("settings.ron")
    }

    fn open(&self) -> (SettingsFile, Settings, Option<String>) {
        SettingsFile::open(&self.file(), sound())
    }

    /// The names of the files in the folder.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).unwrap()
    }
}

fn named(name: &str) -> Settings {
    Settings { name: name.into(), ..Settings::default() }
}

#[test]
fn settings_go_out_and_come_back() {
    let config = Config::new();
    let (mut file, settings, trouble) = config.open();
    assert_eq!((settings, trouble), (Settings::default(), None));
    assert_eq!(file.keep(&named("Jana")), None);
    let (_, settings, trouble) = config.open();
    assert_eq!((settings, trouble), (named("Jana"), None));
    assert_eq!(config.names(), ["settings.ron"]);
}

#[test]
fn what_cant_be_read_is_told_and_kept_before_it_is_replaced() {
    let huge = vec![b' '; (16 << 20) + 1];
    let cases: [(&[u8], &str); 7] = [
        (b"(name: ", "can't be read: line 1, column"),
        (b"(name: \"Jana\", telepathy: true)", "can't be read: line 1, column"),
        (b"(format: 7, name: \"Jana\", telepathy: true)", "was written by a newer version of this program"),
        (b"", "can't be read: it is empty"),
        (b"(name: \"\xda\")", "can't be read: it is not UTF-8"),
        (&[0; 64], "can't be read: it holds zero bytes"),
        (&huge, "can't be read: it has 16 MiB, and at most 16 are read"),
    ];
    for (content, why) in cases {
        let config = Config::with(content);
        let (mut file, settings, trouble) = config.open();
        let trouble = trouble.unwrap();
        assert_eq!(settings, Settings::default());
        assert!(trouble.starts_with(&format!("{} {why}", config.file().display())), "{trouble}");
        assert!(trouble.ends_with(": the defaults are used, and a copy of it is kept beside it before it is replaced"));
        // Until a setting is kept nothing happens to it.
        assert_eq!((config.read("settings.ron"), config.names().len()), (content.to_vec(), 1));
        assert_eq!(file.keep(&named("Jana")), None);
        assert_eq!(config.names(), ["settings.kept-1.ron", "settings.ron"]);
        assert_eq!(config.read("settings.kept-1.ron"), content);
        assert_eq!(config.open().1, named("Jana"));
        // From then on they are kept as ever.
        assert_eq!(file.keep(&named("Petr")), None);
        assert_eq!(config.names().len(), 2);
    }
}

#[test]
fn no_copy_takes_the_place_of_an_earlier_one() {
    let config = Config::new();
    for n in 1..=3 {
        fs::write(config.file(), format!("damaged {n}")).unwrap();
        let (mut file, _, trouble) = config.open();
        assert!(trouble.is_some());
        assert_eq!(file.keep(&named("Jana")), None);
    }
    assert_eq!(
        ["settings.kept-1.ron", "settings.kept-2.ron", "settings.kept-3.ron"].map(|name| config.read(name)),
        ["damaged 1", "damaged 2", "damaged 3"].map(|text| text.as_bytes().to_vec())
    );
}

#[test]
fn settings_damaged_while_the_program_runs_are_kept_too() {
    let config = Config::new();
    let (mut file, ..) = config.open();
    fs::write(config.file(), "(format: 9, later: true)").unwrap();
    assert_eq!(file.keep(&named("Jana")), None);
    assert_eq!(config.read("settings.kept-1.ron"), b"(format: 9, later: true)");
    assert_eq!(config.open().1, named("Jana"));
}

#[test]
fn settings_mended_while_the_program_runs_are_left_as_they_are() {
    let config = Config::with("(name: ");
    let (mut file, ..) = config.open();
    fs::write(config.file(), "(name: \"Jana\")").unwrap();
    let told = file.keep(&named("Petr")).unwrap();
    assert!(told.ends_with("can be read again: it is left as it is, and the next start uses it"), "{told}");
    assert_eq!(file.keep(&named("Eva")), None);
    assert_eq!((config.read("settings.ron"), config.names().len()), (b"(name: \"Jana\")".to_vec(), 1));
}

#[test]
fn what_is_no_file_is_neither_waited_for_nor_replaced() {
    type Make = fn(&Path);
    let make: [(&str, Make); 4] = [
        ("a folder", |path| fs::create_dir(path).unwrap()),
        ("a symbolic link", |path| std::os::unix::fs::symlink("nowhere", path).unwrap()),
        ("a pipe", |path| {
            let mode = rustix::fs::Mode::from_raw_mode(0o600);
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        }),
        ("a socket or a pipe", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
    ];
    for (kind, make) in make {
        let config = Config::new();
        make(&config.file());
        let (mut file, settings, trouble) = config.open();
        let trouble = trouble.unwrap();
        assert_eq!(settings, Settings::default());
        assert!(trouble.contains(&format!("can't be read: it is {kind}, not a file")), "{trouble}");
        assert!(trouble.ends_with("the defaults are used, and no settings are kept"), "{trouble}");
        let kind_before = fs::symlink_metadata(config.file()).unwrap().file_type();
        assert_eq!(file.keep(&named("Jana")), None, "it was said already");
        assert_eq!(fs::symlink_metadata(config.file()).unwrap().file_type(), kind_before);
        assert_eq!(config.names(), ["settings.ron"]);
    }
}

#[test]
fn a_link_to_settings_stays_one() {
    let config = Config::new();
    let real = config.0.path().join("mine.ron");
    fs::write(&real, "(name: \"Jana\")").unwrap();
    std::os::unix::fs::symlink(&real, config.file()).unwrap();
    let (mut file, settings, trouble) = config.open();
    assert_eq!((settings, trouble), (named("Jana"), None));
    assert_eq!(file.keep(&named("Petr")), None);
    assert!(fs::symlink_metadata(config.file()).unwrap().is_symlink());
    assert!(fs::read_to_string(real).unwrap().contains("Petr"));
}

#[test]
fn settings_without_permission_are_told_and_moved_aside_unread() {
    let config = Config::with("(name: \"Jana\")");
    let faults = Arc::new(Faults::default());
    faults.plan_on(Operation::Open, "settings.ron", 0, usize::MAX, InjectedFault::Fails(Errno::ACCESS.raw_os_error()));
    let (mut file, settings, trouble) = SettingsFile::open(&config.file(), Disk::with(faults));
    assert_eq!(settings, Settings::default());
    assert!(trouble.unwrap().contains("settings.ron can't be read: permission denied: the defaults are used"));
    assert_eq!(file.keep(&named("Petr")), None);
    assert_eq!(config.read("settings.kept-1.ron"), b"(name: \"Jana\")");
    assert_eq!(config.open().1, named("Petr"));
}

#[test]
fn a_folder_that_cant_be_written_costs_one_sentence() {
    for content in [None, Some("(name: "), Some("(name: \"Jana\")")] {
        for operation in
            [Operation::MakeFolder, Operation::Create, Operation::Write, Operation::Sync, Operation::Rename]
        {
            let config = content.map_or_else(Config::new, Config::with);
            let faults = Arc::new(Faults::default());
            let (mut file, ..) = SettingsFile::open(&config.file(), Disk::with(faults.clone()));
            faults.plan(operation, 0, usize::MAX, InjectedFault::Fails(Errno::ACCESS.raw_os_error()));
            let told = file.keep(&named("Petr"));
            if content.is_some() && operation == Operation::MakeFolder {
                continue;
            }
            let told = told.unwrap();
            assert!(told.starts_with("can't write ") && told.ends_with("the settings last until you leave"), "{told}");
            assert_eq!(file.keep(&named("Eva")), None, "it was said already");
            // Once it can be written again they are kept, and a failure after that is news.
            faults.heal();
            assert_eq!(file.keep(&named("Eva")), None);
            assert_eq!(config.open().1, named("Eva"));
            if let Some(content) = content.filter(|content| !content.ends_with(')')) {
                let kept = config.names().into_iter().find(|name| name.contains("kept")).unwrap();
                assert_eq!(config.read(&kept), content.as_bytes());
            }
            faults.plan(Operation::Create, 0, 1, InjectedFault::Fails(Errno::ACCESS.raw_os_error()));
            assert!(file.keep(&named("Petr")).is_some());
        }
    }
}

#[test]
fn settings_that_can_neither_be_read_nor_written_cost_one_sentence() {
    let config = Config::with("(name: ");
    let faults = Arc::new(Faults::default());
    for operation in [Operation::Probe, Operation::Create] {
        faults.plan(operation, 0, usize::MAX, InjectedFault::Fails(Errno::ROFS.raw_os_error()));
    }
    let (mut file, _, trouble) = SettingsFile::open(&config.file(), Disk::with(faults));
    assert!(trouble.unwrap().ends_with("the defaults are used, and no settings are kept"));
    assert_eq!(file.keep(&named("Jana")), None);
    // Nor is anything below a file, and nothing is told before something is to be kept.
    let below = config.file().join("settings.ron");
    let (mut file, settings, trouble) = SettingsFile::open(&below, sound());
    assert_eq!((settings, trouble), (Settings::default(), None));
    assert!(file.keep(&named("Jana")).unwrap().contains("not a directory"));
    assert_eq!(config.read("settings.ron"), b"(name: ");
}

#[test]
fn every_failure_while_damaged_settings_are_replaced_loses_nothing() {
    let content = b"(name: \"Jana\", and more";
    for operation in Operation::ALL {
        for n in 0..3 {
            let config = Config::with(content);
            let faults = Arc::new(Faults::default());
            let (mut file, ..) = SettingsFile::open(&config.file(), Disk::with(faults.clone()));
            faults.plan(operation, n, usize::MAX, InjectedFault::Fails(Errno::IO.raw_os_error()));
            let _ = file.keep(&named("Petr"));
            assert!(config.names().iter().any(|name| config.read(name) == content), "{operation:?} {n}");
        }
    }
}
