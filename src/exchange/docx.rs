//! Reports as a document for word processors (`WordprocessingML`, ISO 29500): styles that Word's navigation and contents know,
//! table heads that repeat, a language and a direction for each paragraph.
//!
//! Written by hand, since the libraries for it know no repeated heads, no direction and no language. The body is deflated
//! while it is written, so that hundreds of reports never stand side by side in memory.

use self::body::Body;
use self::package::Package;
use crate::exchange::report::Document;

mod body;
mod figure;
mod language;
mod links;
mod numbering;
mod package;
mod paragraph;
mod prose;
mod table;
#[cfg(test)]
mod tests;

/// A document with these reports, each beginning on a page of its own.
pub(super) fn written(document: Document<'_>) -> Vec<u8> {
    let Document { title, author, at, contents, reports } = document;
    let mut package = Package::begin(contents.len());
    let mut body = Body::begin(&title, &contents);
    for report in reports {
        body.begin_report();
        for block in &report.blocks {
            body.block(block, report.language);
        }
        package.write(&body.take());
    }
    package.write(&body.end());
    package.end(&body, &title, &author, at)
}
