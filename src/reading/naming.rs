//! What frameworks are called where there are several, so that their versions are told apart.

use std::borrow::Borrow;

use crate::model::{Framework, FrameworkRef, Id};

/// The title and version of a framework; its id instead of the title where another one has the same, or where it is not
/// known.
pub fn framework_name<F: Borrow<Framework>>(id: &Id, version: &str, known: &[F]) -> String {
    let known = || known.iter().map(Borrow::borrow);
    let own = known().find(|one: &&Framework| one.id == *id);
    let own = own.filter(|own| known().all(|one| one.id == own.id || one.title != own.title));
    format!("{} {version}", own.map_or(id.as_str(), |own| own.title.as_str()))
}

/// Whether these name several frameworks, or several versions of one.
pub fn are_several<'r>(references: impl IntoIterator<Item = &'r FrameworkRef>) -> bool {
    let mut references = references.into_iter();
    let first = references.next();
    references.any(|reference| Some(reference) != first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_framework_is_called_by_its_title_where_that_tells_it_from_others() {
        let spring = Framework::built_in();
        let newer = Framework { version: "2".into(), ..spring.clone() };
        let other = Framework { id: "other".parse().unwrap(), ..spring.clone() };
        let title = &spring.title;
        assert_eq!(framework_name(&spring.id, "1", &[&spring, &newer]), format!("{title} 1"));
        assert_eq!(framework_name(&spring.id, "0.9", &[&newer]), format!("{title} 0.9"));
        assert_eq!(framework_name(&spring.id, "2", &[&newer, &other]), format!("{} 2", spring.id));
        assert_eq!(framework_name(&other.id, "3", &[&spring]), "other 3");
        let named =
            |framework: &Framework| FrameworkRef { id: framework.id.clone(), version: framework.version.clone() };
        assert!(are_several(&[named(&spring), named(&newer)]) && are_several(&[named(&spring), named(&other)]));
        assert!(!are_several(&[named(&spring), named(&spring)]) && !are_several(&[]));
    }
}
