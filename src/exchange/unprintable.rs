//! Why reports can't go out as a PDF.

use thiserror::Error;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unprintable {
    /// What somebody wrote can't be drawn with the fonts that come with the program.
    #[error("no font for {script}: {characters} in “{title}”; export to DOCX or HTML instead")]
    NoFont {
        /// What people call the script.
        script: &'static str,
        /// Some of the characters.
        characters: String,
        /// The report they are in.
        title: String,
    },
    /// The program was built without the libraries and fonts of PDF.
    #[error("this build of Fieldbook has no PDF: export to HTML and print it from a browser")]
    NotBuiltIn,
    /// The libraries refused to make it.
    #[error("the PDF could not be made: {0}")]
    Refused(String),
}
