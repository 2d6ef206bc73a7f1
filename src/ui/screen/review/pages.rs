//! The pages that are read: a question with all that belongs to it, and the overview of all questions.

use std::ops::Range;

use ratatui::style::Style;

use super::{Focus, Parts, Review};
use crate::model::{Asked, Conditions, Marked, Moment, Orphan, Placed, Progress, Remark, place};
use crate::text::{Text, wrap::truncate};
use crate::ui::{Context, Page, Session, Theme, page::number_width};

impl Review {
    pub(super) fn question_page(&self, cx: &Context, width: u16) -> (Page, Parts) {
        let theme = cx.theme;
        let placed = self.session.question(self.at);
        let evaluation = self.session.evaluation();
        let question = &placed.question.id;
        let mut page = Page::new(width);
        self.question_heading(&mut page, theme);
        let mut parts = Parts { narrative: page.len(), ..Parts::default() };
        match evaluation.narrative(question) {
            "" if placed.question.narrative == Asked::None || !evaluation.meets(&placed.question.applies) => {}
            "" => page.paragraph(3, "No answer yet.", theme.dim()),
            narrative => page.styled(3, &self.pieces(narrative, theme)),
        }
        page.gap();
        checklist(&mut page, &placed, self, theme);
        for tool in evaluation.tools(question) {
            page.gap();
            page.paragraph(3, "Inspiring tool", theme.dim());
            page.paragraph(3, &tool.title, theme.plain());
            for part in [&tool.address, &tool.note] {
                if !part.is_blank() {
                    page.paragraph(3, part, theme.plain());
                }
            }
        }
        for jot in evaluation.jots_at(question) {
            page.gap();
            let speaker = if jot.speaker.is_blank() { "Jot" } else { jot.speaker.as_str() };
            page.byline(3, speaker, &jot.at.seen_from(cx.now), theme);
            page.paragraph(3, &jot.text, theme.plain());
        }
        for remark in evaluation.remarks_on(question) {
            page.gap();
            let first = page.len();
            self.remark(&mut page, remark, &placed, cx);
            parts.remarks.push((remark.id.clone(), first..page.len()));
        }
        (page, parts)
    }

    /// The narrative in pieces: what is selected, what somebody remarked on, the rest.
    fn pieces<'a>(&self, narrative: &'a str, theme: Theme) -> Vec<(&'a str, Style)> {
        let question = &self.session.question(self.at).question.id;
        let remarked: Vec<_> = self.session.evaluation().passages_remarked(question).collect();
        let ends = self.selected.iter().chain(&remarked).flat_map(|range| [range.start, range.end]);
        let mut cuts: Vec<usize> = ends.chain([0, narrative.len()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let piece = |cut: &[usize]| {
            let is_in = |range: &Range<usize>| range.start <= cut[0] && cut[1] <= range.end;
            let style = if self.selected.as_ref().is_some_and(is_in) { theme.selection() } else { theme.plain() };
            let style = if remarked.iter().any(is_in) { style.patch(theme.remarked()) } else { style };
            (&narrative[cut[0]..cut[1]], style)
        };
        cuts.windows(2).map(piece).collect()
    }

    /// What stands above the narrative.
    fn question_heading(&self, page: &mut Page, theme: Theme) {
        let placed = self.session.question(self.at);
        let number = placed.number();
        if let Some(act) = self.session.evaluation().returned().filter(|act| !act.reason.is_blank()) {
            let line = Text::one_line(&format!("Returned{}", act.reason_behind()));
            let line = truncate(&line, usize::from(page.width()), theme.ellipsis()).into_owned();
            page.paragraph(0, &line, theme.warning());
            page.gap();
        }
        page.entry(0, (&number, theme.dim()), number_width(&number), &placed.question.text, theme.strong());
        page.gap();
        if let Some(reason) = self.session.evaluation().not_applicable(&placed.question.id) {
            let reason = if reason.is_blank() { "no reason given" } else { reason.as_str() };
            page.paragraph(3, &format!("Not applicable: {reason}"), theme.warning());
            page.gap();
        }
        if let Some(why) = self.why_not_asked(&placed.question.applies) {
            page.paragraph(3, &format!("Not asked: {why}"), theme.dim());
            page.gap();
        }
    }

    fn why_not_asked(&self, conditions: &Conditions) -> Option<String> {
        place::why_not_asked(self.session.evaluation(), conditions, Some(&self.session.framework))
    }

    fn remark(&self, page: &mut Page, remark: &Remark, placed: &Placed<'_>, cx: &Context) {
        let theme = cx.theme;
        let first = page.len();
        let said = |one: &Remark| format!("{}, {}: {}", one.author, one.at.seen_from(cx.now), one.text);
        page.entry(3, ("Remark", theme.warning()), 11, &said(remark), theme.plain());
        let state = if remark.resolved { ("resolved", theme.dim()) } else { ("open", theme.warning()) };
        page.tail(state.0, state.1);
        let item = remark.item.as_ref().and_then(|item| placed.question.items.iter().find(|asked| asked.id == *item));
        if let Some(item) = item {
            page.paragraph(11, &format!("on: {}", item.name()), theme.plain());
        }
        if let Some(passage) = &remark.passage {
            let stands = passage.place_in(self.session.evaluation().narrative(&remark.question)).is_some();
            let gone = if stands { "" } else { " (this passage is gone)" };
            page.paragraph(11, &format!("on: \u{201c}{}\u{201d}{gone}", passage.text), theme.plain());
        }
        if self.focus == Focus::Remark(remark.id.clone()) {
            page.bar_from(first);
        }
        for reply in self.session.evaluation().replies_to(&remark.id) {
            let first = page.len();
            page.paragraph(13, &said(reply), theme.plain());
            if self.focus == Focus::Remark(reply.id.clone()) {
                page.bar_from(first);
            }
        }
    }

    pub(super) fn overview(&self, theme: Theme, now: Moment, width: u16, tight: bool) -> Page {
        let evaluation = self.session.evaluation();
        let mut page = Page::new(width);
        let mut at = 0;
        let practice = &evaluation.practice;
        let place = [&practice.organisation, &practice.place, &practice.country, &practice.period];
        let place: Vec<&str> = place.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        let names: Vec<&str> = evaluation.evaluators.entries().collect();
        for line in [place.join(", "), format!("Evaluated by {}", names.join(", "))] {
            page.paragraph(3, &line, theme.plain());
        }
        if !self.session.framework.details.is_empty() {
            self.details(&mut page, theme);
        }
        page.tail("met / rated", theme.dim());
        for criterion in &self.session.framework.criteria {
            if !tight {
                page.gap();
            }
            page.paragraph(3, &criterion.title, theme.strong());
            page.tail(&evaluation.tally_of_criterion(criterion).in_words(2), theme.plain());
            for asked in &criterion.questions {
                let placed = self.session.question(at);
                let progress = evaluation.progress(asked);
                let style = if at == self.at { theme.accent() } else { theme.plain() };
                let line = format!("{} {} {}", theme.progress_sign(progress), placed.number(), asked.label);
                let open = evaluation.remarks_on(&asked.id).filter(|remark| !remark.resolved).count();
                let open = if open > 0 { format!(" !{open}") } else { String::new() };
                page.styled(3, &[(&line, style), (&open, theme.warning())]);
                if at == self.at {
                    page.bar_from(page.len() - 1);
                }
                let tail = match progress {
                    Progress::NotApplicable => "n/a".to_owned(),
                    Progress::NotAsked => "not asked".to_owned(),
                    Progress::Untouched | Progress::Begun | Progress::Complete => evaluation.tally(asked).in_words(2),
                };
                page.tail(&tail, theme.dim());
                at += 1;
            }
        }
        let orphans = self.session.orphans();
        if !orphans.is_empty() {
            page.gap();
            page.paragraph(3, "No longer asked", theme.strong());
            page.tail(&format!("{}, below", orphans.len()), theme.dim());
        }
        self.status_history(&mut page, theme, now);
        self.visits(&mut page, theme);
        self.orphans(&mut page, &orphans, theme, now);
        page
    }

    fn status_history(&self, page: &mut Page, theme: Theme, now: Moment) {
        let evaluation = self.session.evaluation();
        if !evaluation.acts.is_empty() {
            page.gap();
            page.paragraph(3, "Status history", theme.strong());
        }
        for act in &evaluation.acts {
            let reason = act.reason_behind();
            let done = act.step.name();
            page.paragraph(5, &format!("{done} {} by {}{reason}", act.at.seen_from(now), act.name), theme.plain());
        }
    }

    /// What is answered and not asked, whole.
    fn orphans(&self, page: &mut Page, orphans: &[Orphan], theme: Theme, now: Moment) {
        if !orphans.is_empty() {
            page.gap();
            page.paragraph(3, "No longer asked", theme.strong());
        }
        for orphan in orphans {
            for (n, paragraph) in self.session.orphan_in_full(orphan, now).iter().enumerate() {
                page.paragraph(if n == 0 { 5 } else { 7 }, paragraph, theme.plain());
            }
        }
    }

    /// What is given for the details that the framework asks for.
    fn details(&self, page: &mut Page, theme: Theme) {
        let framework = Some(&*self.session.framework);
        for given in self.session.evaluation().details_in_order(framework) {
            let label = place::detail_label(&given.detail, framework);
            let told = place::given(given, framework);
            page.paragraph(3, &format!("{label}: {}", told.join(", ")), theme.plain());
        }
    }

    fn visits(&self, page: &mut Page, theme: Theme) {
        let evaluation = self.session.evaluation();
        if !evaluation.visits.is_empty() {
            page.gap();
            page.paragraph(3, "Visits", theme.strong());
        }
        for visit in &evaluation.visits {
            let hours = visit.hours.map_or(String::new(), |hours| hours.to_string());
            let people: Vec<&str> = visit.people.entries().collect();
            let met = if people.is_empty() { String::new() } else { format!("met {}", people.join("; ")) };
            let parts = [visit.date.trim(), &hours, visit.place.trim(), &met];
            let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            page.paragraph(5, &told.join(", "), theme.plain());
            if let Some(during) = evaluation.during(visit, Some(&self.session.framework)) {
                page.paragraph(7, &during, theme.dim());
            }
        }
    }
}

/// The comment on a mark, and what the mark rests on.
fn support(page: &mut Page, marked: &Marked, session: &Session, theme: Theme) {
    if !marked.comment.is_blank() {
        page.paragraph(9, &marked.comment, theme.dim());
    }
    for evidence in &marked.evidence {
        page.entry(
            9,
            (theme.point(), theme.dim()),
            11,
            &place::evidence(&evidence.source, session.evaluation(), Some(&session.framework)),
            theme.dim(),
        );
    }
}

fn checklist(page: &mut Page, placed: &Placed<'_>, review: &Review, theme: Theme) {
    let evaluation = review.session.evaluation();
    let is_asked = evaluation.meets(&placed.question.applies);
    for (n, item) in placed.question.items.iter().enumerate() {
        let first = page.len();
        if !evaluation.lists(&placed.question.id, item) {
            continue;
        }
        let marked = evaluation.marked(&placed.question.id, &item.id);
        let verdict = item.scale.verdict(marked.and_then(|marked| marked.mark));
        let level = verdict.level().filter(|_| !item.scale.is_met_or_not());
        let level = level.map_or_else(String::new, |level| format!(" ({})", level.label));
        let why = review.why_not_asked(&item.applies).filter(|_| is_asked);
        let why = why.map_or_else(String::new, |why| format!(" (not asked: {why})"));
        let text = item.listed() + &level + &why;
        page.entry(3, (theme.written_mark(verdict), theme.mark(verdict)), 7, &text, theme.plain());
        if let Some(marked) = marked {
            support(page, marked, &review.session, theme);
        }
        if review.focus == Focus::Item(n) {
            page.bar_from(first);
        }
    }
    for item in evaluation.items_left_out(placed.question).filter(|_| is_asked) {
        let why = review.why_not_asked(&item.applies).unwrap_or_default();
        page.entry(3, (" ", theme.dim()), 7, &format!("{} (not asked: {why})", item.listed()), theme.dim());
    }
}
