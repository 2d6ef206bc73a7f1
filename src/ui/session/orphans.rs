//! What is answered and not asked, as it is shown.

use super::Session;
use crate::model::{Evidence, Filing, Id, Mark, Moment, Orphan, OrphanOf, Verdict, place};
use crate::text::Text;

/// What stands before a mark.
const MARK: &str = "Mark: ";

impl Session {
    /// What an orphan is called: by its wording, or else by its id.
    pub fn name_of_orphan(&self, of: &OrphanOf) -> String {
        let placed = match of {
            OrphanOf::Question(id) => self.framework.position(id).and_then(|at| self.framework.question(at)),
            OrphanOf::Item(..) | OrphanOf::Detail(_) => None,
        };
        let wording = || self.wording(of).map_or_else(|| of.id().to_string(), ToString::to_string);
        placed.map_or_else(wording, |placed| placed.name())
    }

    /// An orphan whole, paragraph by paragraph: what it is called, and all that is said of it.
    pub fn orphan_in_full(&self, orphan: &Orphan, now: Moment) -> Vec<String> {
        let heading = format!("{} ({})", self.name_of_orphan(&orphan.of), orphan.why.in_words());
        let said = match &orphan.of {
            OrphanOf::Question(_) => self.said_on_question(orphan.of.id(), now),
            OrphanOf::Item(..) => self.said_of_item(&orphan.of),
            OrphanOf::Detail(id) => {
                let given = self.evaluation.details.get(id);
                given.map_or_else(Vec::new, |given| place::given(given, Some(&self.framework)))
            }
        };
        std::iter::once(heading).chain(said).collect()
    }

    fn said_on_question(&self, question: &Id, now: Moment) -> Vec<String> {
        let evaluation = &self.evaluation;
        let mut said = Vec::new();
        if let Some(reason) = evaluation.not_applicable(question) {
            said.push(format!("Not applicable: {reason}"));
        }
        let narrative = evaluation.narrative(question);
        said.extend((!narrative.is_empty()).then(|| narrative.to_owned()));
        for tool in evaluation.tools(question) {
            let parts = [&tool.title, &tool.address, &tool.note];
            let parts: Vec<&str> = parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            said.push(format!("Inspiring tool: {}", parts.join(", ")));
        }
        // A quoted jot stands in the narrative already.
        let beside = evaluation.jots_at(question).filter(|jot| matches!(jot.filed, Some(Filing::Beside(_))));
        said.extend(beside.map(|jot| spoken("Jot", &jot.speaker, &jot.text)));
        for remark in evaluation.remarks_on(question) {
            let when = remark.at.seen_from(now);
            said.push(format!("Remark by {}, {when}: {}", remark.author, remark.text));
            let replies = evaluation.replies_to(&remark.id);
            said.extend(replies.map(|reply| format!("Reply by {}: {}", reply.author, reply.text)));
        }
        said
    }

    fn said_of_item(&self, of: &OrphanOf) -> Vec<String> {
        let Some(question) = of.question() else { return Vec::new() };
        let Some(marked) = self.evaluation.marked(question, of.id()) else { return Vec::new() };
        let item = self.versions().find_map(|framework| of.item(framework));
        let mark = match item.map(|item| item.scale.verdict(marked.mark)) {
            Some(Verdict::Level(level)) => level.label.to_string(),
            _ => Mark::in_words(marked.mark),
        };
        let mut said = vec![format!("{MARK}{mark}")];
        said.extend((!marked.comment.is_empty()).then(|| format!("Comment: {}", marked.comment)));
        let evidence = |one: &Evidence| place::evidence(&one.source, &self.evaluation, Some(&self.framework));
        said.extend(marked.evidence.iter().map(|one| format!("Rests on: {}", evidence(one))));
        said
    }

    /// The first words of what is said, behind what an orphan is called.
    pub fn opening_of_orphan(&self, orphan: &Orphan, now: Moment) -> String {
        let said = self.orphan_in_full(orphan, now);
        let first = said.get(1).map_or("", |first| first.as_str());
        Text::one_line(first.strip_prefix(MARK).unwrap_or(first)).to_string()
    }
}

fn spoken(what: &str, speaker: &str, text: &str) -> String {
    if speaker.trim().is_empty() { format!("{what}: {text}") } else { format!("{what}, {speaker}: {text}") }
}
