//! The user's own editor, run on a file of the library.

use std::{io, path::Path, process::Command};

use thiserror::Error;

use crate::store::{Disk, StoreError, read_text, shown, write_text};
use crate::text::Text;

#[derive(Debug, Error)]
pub(super) enum ExternalEditorError {
    #[error("no editor is named: set VISUAL or EDITOR in your shell")]
    NoEditor,
    #[error(transparent)]
    File(#[from] StoreError),
    #[error("can't start {0}: {1}")]
    Start(String, io::Error),
    #[error("{0} ended with an error; the text here is unchanged, and what the editor left is in {1}")]
    Failed(String, String),
    #[error("the text that {0} left was not used: {1}")]
    Unreadable(String, String),
}

/// Has the editor change a text in this file, which stays: it may be all there is of the text.
pub(super) fn edit(file: &Path, text: &str) -> Result<Text, ExternalEditorError> {
    let named = |name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR")).ok_or(ExternalEditorError::NoEditor)?;
    write_text(&Disk::default(), file, &format!("{text}\n"))?;
    // The shell parts the editor's own options; the file's name is handed over as it is.
    let run = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file).status();
    let status = run.map_err(|error| ExternalEditorError::Start(shown(&editor), error))?;
    if !status.success() {
        return Err(ExternalEditorError::Failed(shown(&editor), shown(&file.to_string_lossy())));
    }
    let unreadable = |why: String| ExternalEditorError::Unreadable(shown(&editor), why);
    let left = read_text(&Disk::default(), file).map_err(unreadable)?;
    let text = Text::pasted(&left.ok_or_else(|| unreadable("its file is gone".to_owned()))?);
    Ok(text.strip_suffix('\n').map_or_else(|| text.clone(), Text::from))
}
