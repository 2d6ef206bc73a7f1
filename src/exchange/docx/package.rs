//! The parts of a document and the ZIP file that holds them.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{body::Body, paragraph::header};
use crate::exchange::xml::escaped;
use crate::model::Moment;

/// What each part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// So many reports may take more than the 4 GiB that a ZIP file's plain entry holds. Some readers know no other entries, so
/// that no smaller document has one.
const VAST: usize = 10_000;

/// A document of which the body is being written. It has no times of its own: the same reports make the same bytes.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

/// Why writing into it can't fail.
const IN_MEMORY: &str = "memory takes what is written into it";

impl Package {
    /// Begins the body of a document with so many reports.
    pub(super) fn begin(reports: usize) -> Package {
        let mut package = Package { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        package.part("[Content_Types].xml", include_str!("content-types.xml"));
        package.part("_rels/.rels", include_str!("relationships.xml"));
        package.entry("word/document.xml", reports > VAST);
        package
    }

    /// Goes on with the body.
    pub(super) fn write(&mut self, xml: &str) {
        self.zip.write_all(xml.as_bytes()).expect(IN_MEMORY);
    }

    /// Adds what the body refers to and what the document says of itself.
    pub(super) fn end(mut self, body: &Body, title: &str, author: &str, at: Moment) -> Vec<u8> {
        self.part("word/_rels/document.xml.rels", &body.links.relationships());
        self.part("word/numbering.xml", &body.numbering.definitions());
        self.part("word/styles.xml", include_str!("styles.xml"));
        self.part("word/settings.xml", include_str!("settings.xml"));
        self.part("word/header.xml", &header(title));
        self.part("word/footer.xml", include_str!("footer.xml"));
        self.part("docProps/core.xml", &properties(title, author, at));
        self.part("docProps/app.xml", include_str!("app.xml"));
        self.zip.finish().expect(IN_MEMORY).into_inner()
    }

    fn part(&mut self, name: &str, xml: &str) {
        self.entry(name, false);
        self.write(xml);
    }

    fn entry(&mut self, name: &str, is_vast: bool) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(is_vast);
        self.zip.start_file(name, options).expect(IN_MEMORY);
    }
}

/// The title, who evaluated, when it was written; nothing else.
fn properties(title: &str, author: &str, at: Moment) -> String {
    let (title, author, at) = (escaped(title), escaped(author), at.timestamp());
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>\n"
    )
}
