//! What can be read off evaluations: of one, of two beside each other, of many. Nothing here changes any.

pub mod again;
pub mod agreement;
pub mod checks;
pub mod filter;
pub mod naming;
pub mod narrowing;
pub mod portfolio;
pub mod search;
pub mod summary;
pub mod titles;

pub use again::is_here_as;
pub use filter::{Chosen, Country, Facts, Filter};
pub use narrowing::Narrowing;
pub use portfolio::{Cell, Column, Line, Portfolio};
pub use search::{Hit, Query};
pub use summary::{Flagged, LibraryRow, Rescued, RescuedEdits, Summary, Trashed};
