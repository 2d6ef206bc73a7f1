//! Frameworks: the folder of them, and those that tables are made into.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Answers, EffectRunner};
use crate::exchange::framework::{TableError, TableOptions, from_table, mappings, named_after, preview};
use crate::store::{self, Disk, FrameworkPlace, shown};
use crate::text::{Text, sentence};
use crate::ui::{FaultyFramework, Msg, ReadFramework};

impl EffectRunner {
    pub(super) fn list_frameworks(&self) -> Result<Msg, String> {
        let own = self.library.frameworks().map_err(|error| error.to_string())?;
        let faulty = own.into_iter().filter_map(|listed| {
            let why = listed.state.err()?.to_string();
            Some(FaultyFramework { file: listed.file.to_string(), why: sentence(why) })
        });
        Ok(Msg::FrameworksListed(faulty.collect()))
    }

    /// Reads a table as a framework; the answer comes through the channel.
    pub(super) fn read_framework(&self, path: PathBuf, map: Text) -> Answers {
        self.read("read the file", move |_| Some(read(&path, &map).unwrap_or_else(Msg::Failed)))
    }

    /// Puts a framework into the library, and knows it from now on.
    pub(super) fn add_framework(&mut self, read: &ReadFramework) -> Result<Msg, String> {
        let framework = &read.framework;
        let (_, place) = self.library.place_of_framework(framework).map_err(|error| error.to_string())?;
        let line = match place {
            FrameworkPlace::Free => {
                let path = self.library.put_framework(framework).map_err(|error| error.to_string())?;
                format!(
                    "“{}” is in the library: n begins an evaluation. Its file is {}",
                    framework.title,
                    shown(&path.to_string_lossy())
                )
            }
            FrameworkPlace::Same => format!("“{}” is in the library already, as it is here", framework.title),
            FrameworkPlace::Other => {
                return Err(format!(
                    "framework {}, version {}, is here with another content: nothing was written; give the file another name, or replace it with `fieldbook frameworks import --force`",
                    framework.id, framework.version
                ));
            }
            FrameworkPlace::Taken(by) => {
                return Err(format!(
                    "framework {}, version {}, is here already ({by}): nothing was written; give the file another name",
                    framework.id, framework.version
                ));
            }
        };
        if !self.frameworks.iter().any(|other| other.is_same_version(framework)) {
            self.frameworks.push(framework.clone());
            self.lister.know(framework.clone());
        }
        Ok(Msg::FrameworkAdded(Arc::new(framework.clone()), line))
    }
}

fn read(typed: &Path, map: &Text) -> Result<Msg, String> {
    let paths = store::named_to_read(typed);
    let [path] = &paths[..] else {
        return Err("several files are named: frameworks are imported one by one".to_owned());
    };
    let name = shown(&path.to_string_lossy());
    let raw = store::read_bytes(&Disk::default(), path)?.ok_or_else(|| format!("file {name} not found"))?;
    let (id, title) = named_after(&path.file_stem().unwrap_or_default().to_string_lossy());
    let wanted = |example: String, why: String| Ok(Msg::ColumnsWanted { table: typed.to_owned(), example, why });
    let map = if map.is_blank() {
        Vec::new()
    } else {
        match mappings(map) {
            Ok(map) => map,
            Err(error) => return wanted(String::new(), error.to_string()),
        }
    };
    let options = TableOptions { id, version: "1".into(), title: None, named: title, map, scale: None };
    match from_table(&raw, &options) {
        Ok(made) => Ok(Msg::FrameworkRead(Arc::new(ReadFramework {
            from: name,
            preview: preview(&made),
            notes: made.notes.iter().map(|note| sentence(note.to_string())).collect(),
            framework: made.framework,
        }))),
        Err(TableError::NoColumns { row, found, example }) => {
            let found = found.join(", ");
            wanted(example, format!("no column holds items or questions by its name; row {row} has {found}"))
        }
        Err(error) if error.is_of_options() => wanted(String::new(), error.to_string()),
        Err(error) => Err(format!("{name}: {error}; nothing was imported")),
    }
}
