//! Marking what public copies replace, from a screen of the open evaluation.

use crate::exchange::public::Unfit;
use crate::ui::{
    Context, Overlay, Session, Turn,
    overlay::{PublicCopy, public_copy::kinds},
};

/// Marks what is selected, or shows what is marked: where nothing is selected, or what is marked already.
pub(super) fn redact(selected: Option<&str>, session: &Session, cx: &Context) -> Turn {
    let evaluation = session.evaluation();
    let list = || PublicCopy::new(evaluation, &session.framework);
    let Some(text) = selected.map(str::trim).filter(|text| !text.is_empty()) else {
        return Turn::over(Overlay::PublicCopy(Box::new(list())));
    };
    if let Some(refusal) = session.refuses_redactions() {
        return refusal;
    }
    match kinds(text, evaluation, cx) {
        Ok(kinds) => Turn::over(Overlay::Choice(kinds)),
        Err(Unfit::Marked(id, ..)) => Turn::over(Overlay::PublicCopy(Box::new(list().at(&id)))),
        Err(unfit) => Turn::complain(unfit.to_string()),
    }
}
