//! Two evaluations of one practice side by side: how far they agree, the items that differ first, then what each wrote.

use std::{ops::Range, sync::Arc};

use ratatui::style::Style;

use crate::model::{Asked, Evaluation, Framework, Id, Placed, Question, place};
use crate::reading::{
    Cell,
    agreement::{Agreement, Compared, Relation, compare},
};
use crate::text::{PieceKind, cluster::str_width, counted, sentence, words::differences, wrap::truncate};
use crate::ui::{
    Action, Canvas, Context, Effect, ExportSheet, ExportSubject, Move, Next, Page, Purpose, Scope, Scroller, Theme,
    Turn, footer::footer, page::shares,
};

/// From this width on, two answers stand beside each other.
const BESIDE: u16 = 98;
/// The column of a question, behind the bar.
const INDENT: u16 = 3;

#[derive(Clone, Debug)]
pub(crate) struct Pair {
    both: [Arc<Evaluation>; 2],
    framework: Arc<Framework>,
    /// Which of the two is read on the reviewer's pages.
    side: usize,
    /// The question that is chosen; none: what stands above the questions is read.
    at: Option<usize>,
    /// Whether the choice is to be brought into sight.
    follow: bool,
    /// The page as last laid out, where each question stands on it, and what of it is in sight.
    page: Page,
    questions: Vec<Range<usize>>,
    pub(crate) scroller: Scroller,
    /// Whether the page is to be laid out anew.
    stale: bool,
}

impl Pair {
    pub(crate) fn new(one: Arc<Evaluation>, other: Arc<Evaluation>, framework: Arc<Framework>) -> Pair {
        Pair {
            both: [one, other],
            framework,
            side: 0,
            at: None,
            follow: false,
            page: Page::new(0),
            questions: Vec::new(),
            scroller: Scroller::default(),
            stale: true,
        }
    }

    /// The two evaluations' ids.
    pub(crate) fn ids(&self) -> [Id; 2] {
        self.both.each_ref().map(|one| one.id.clone())
    }

    /// Takes in what one of the two has become.
    pub(crate) fn take(&mut self, evaluation: Evaluation) {
        let evaluation = Arc::new(evaluation);
        for one in self.both.iter_mut().filter(|one| one.id == evaluation.id) {
            *one = evaluation.clone();
        }
        self.stale = true;
    }

    pub(crate) fn scopes() -> &'static [Scope] {
        &[Scope::Compare, Scope::Reading, Scope::Navigation, Scope::Anywhere]
    }

    pub(crate) fn act(&mut self, action: Action, cx: &Context) -> Turn {
        match action {
            Action::Export => {
                let one = |one: &Arc<Evaluation>| ExportSubject::one(&one.id, one.title());
                let both = ExportSubject::several(self.ids().to_vec(), " side by side");
                return Turn::over(ExportSheet::of([both].into_iter().chain(self.both.iter().map(one)).collect(), cx));
            }
            Action::Leave => return Next::Leave.into(),
            Action::Go(to) => self.go(to),
            Action::NextPane => (self.side, self.stale) = (1 - self.side, true),
            Action::Open => {
                let purpose = Purpose::Review(self.at.unwrap_or(0));
                return Turn::ask(Effect::Open(self.both[self.side].id.clone(), purpose));
            }
            _ => {}
        }
        Turn::stay()
    }

    /// Chooses the previous question or the next; by screens, the one then at the top.
    fn go(&mut self, to: Move) {
        let last = self.questions.len().saturating_sub(1);
        match (to, self.at) {
            (Move::Up, Some(at)) if at > 0 => self.choose(at - 1),
            (Move::Down, Some(at)) if at < last => self.choose(at + 1),
            // Above the first question stands what is read by rows.
            (Move::Up, Some(_)) => {
                self.at = None;
                self.scroller.go(Move::PageUp);
            }
            (Move::Up | Move::Down, _) => match self.in_view().filter(|_| to == Move::Down) {
                Some(at) => self.choose(at),
                None => self.scroller.go(to),
            },
            (Move::PageUp | Move::PageDown, _) => {
                self.scroller.go(to);
                self.at = self.in_view();
            }
            (Move::First, _) => {
                self.at = None;
                self.scroller.to_top();
            }
            (Move::Last, _) => self.choose(last),
        }
    }

    fn choose(&mut self, at: usize) {
        (self.at, self.follow) = (Some(at), true);
    }

    /// The first question of which something is in sight.
    fn in_view(&self) -> Option<usize> {
        let (top, bottom) = (self.scroller.top(), self.scroller.top() + self.scroller.height());
        self.questions.iter().position(|rows| top < rows.end && rows.start < bottom)
    }

    /// Lays it out for the terminal's size; neither evaluation changes while they are compared.
    pub(crate) fn settle(&mut self, cx: &Context) {
        let area = cx.body(1, 1, 1);
        let chosen = |pair: &Pair| pair.at.and_then(|at| pair.questions.get(at).cloned());
        let resized = (self.page.width(), self.scroller.height()) != (area.width, usize::from(area.height));
        // What has the focus and is in sight stays so when the window gets another size.
        self.follow |= resized && chosen(self).is_some_and(|rows| self.scroller.shows(&rows));
        if std::mem::take(&mut self.stale) || self.page.width() != area.width {
            let (page, questions) = self.lay_out(area.width, cx.theme);
            self.scroller.rewrap(&self.page, &page);
            (self.page, self.questions) = (page, questions);
        }
        self.scroller.settle(self.page.len(), area.height);
        let chosen = chosen(self);
        self.page.bar_alone(chosen.clone().unwrap_or(0..0));
        if std::mem::take(&mut self.follow) {
            self.scroller.show(chosen.unwrap_or(0..0));
        }
    }

    pub(crate) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let area = cx.body(1, 1, 1);
        self.draw_heading(area.width, canvas);
        self.page.draw(canvas, area, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), area.height);
        let [one, other] = self.both.each_ref().map(|one| &one.id);
        footer(canvas, cx, &format!("{one} | {other}"), &more);
        None
    }

    /// The practice's title; where they differ both, and the shorter leaves its room to the longer.
    fn draw_heading(&self, width: u16, canvas: &mut Canvas<'_>) {
        const BETWEEN: &str = " | ";
        let style = canvas.theme.strong();
        let [one, other] = self.both.each_ref().map(|one| one.title());
        if one == other {
            canvas.text(1, 0, width, one, style);
            return;
        }
        let [room, _] = shares(width.saturating_sub(BETWEEN.len() as u16), [one, other].map(str_width));
        let mut x = 1 + canvas.text(1, 0, room, one, style);
        x += canvas.text(x, 0, BETWEEN.len() as u16, BETWEEN, canvas.theme.dim());
        canvas.text(x, 0, (width + 1).saturating_sub(x), other, style);
    }

    /// What tells the two apart: who evaluated; where that is the same, the practices' titles, else the ids' letters.
    fn names(&self, room: u16, theme: Theme) -> [String; 2] {
        let both = self.both.each_ref().map(|one| &**one);
        let ids = both.map(|one| one.id.to_string());
        let ways = [
            both.map(who),
            both.map(|one| one.title().to_owned()),
            both.map(|one| format!("{}, {}", one.id.letters(), who(one))),
        ];
        // What is cut has to differ as well.
        let cut = |[one, other]: [String; 2]| {
            let rooms = shares(room, [str_width(&one), str_width(&other)]);
            [(one, rooms[0]), (other, rooms[1])]
                .map(|(name, room)| truncate(&name, usize::from(room), theme.ellipsis()).into_owned())
        };
        ways.into_iter().map(cut).find(|[one, other]| one != other).unwrap_or(ids)
    }

    fn lay_out(&self, width: u16, theme: Theme) -> (Page, Vec<Range<usize>>) {
        let mut page = Page::new(width);
        let compared = compare(&self.both[0], &self.both[1], &self.framework);
        page.gap();
        page.paragraph(0, &agreement(&Agreement::of(&compared)), theme.plain());
        page.gap();
        page.paragraph(0, "Items that differ", theme.strong());
        self.write_items(&mut page, &compared, theme);
        let names = self.names(2 * width, theme);
        let mut questions = Vec::new();
        for placed in self.framework.questions() {
            page.gap();
            let first = page.len();
            self.write_question(&mut page, &placed, &names, theme);
            questions.push(first..page.len());
        }
        (page, questions)
    }

    /// The items that differ, each behind its two marks.
    fn write_items<'a>(&self, page: &mut Page, compared: &[Compared<'a>], theme: Theme) {
        let differs = |one: &&Compared<'a>| !matches!(one.relation(), Relation::Alike | Relation::Neither);
        let differing = compared.iter().filter(differs);
        let told = |item: &Compared<'a>| -> [&'a str; 2] {
            let cells = [item.one, item.other];
            std::array::from_fn(|side| cell(cells[side], item, &self.both[side], theme))
        };
        let marks: Vec<_> = differing.map(|item| (item, told(item))).collect();
        if marks.is_empty() {
            page.paragraph(0, "None.", theme.dim());
            return;
        }
        page.paragraph(INDENT, &self.names(page.width().saturating_sub(INDENT + 3), theme).join(" | "), theme.plain());
        let widest = |side: usize| marks.iter().map(|(_, marks)| str_width(marks[side])).max().unwrap_or(0);
        let (one, other) = (widest(0), widest(1));
        let indent = INDENT + (one + other) as u16 + 4;
        for (item, [left, right]) in marks {
            let signs = format!("{left:<one$}  {right:<other$}");
            let label = format!("{} {}", item.placed.number_of(item.item), item.item.label);
            page.entry(INDENT, (&signs, theme.plain()), indent, &label, theme.plain());
        }
    }

    /// A question with what both say to it; where that is the same, in one line.
    fn write_question(&self, page: &mut Page, placed: &Placed<'_>, names: &[String; 2], theme: Theme) {
        page.paragraph(INDENT, &placed.name(), theme.strong());
        let both = self.both.each_ref().map(|one| Said::to(placed.question, one, &self.framework));
        if both[0] == both[1] {
            return page.paragraph(INDENT, &both[0].by_both(), theme.dim());
        }
        let names: [(String, Style); 2] = std::array::from_fn(|side| {
            let chosen = side == self.side;
            let style = if chosen { theme.accent() } else { theme.plain() };
            (if chosen { format!("{} {}", theme.arrow(), names[side]) } else { names[side].clone() }, style)
        });
        let names = names.each_ref().map(|(name, style)| (&**name, *style));
        let told = both.each_ref().map(Said::by_one);
        let [left, right] = match &both {
            [Said::Narrative(one), Said::Narrative(other)] => marked(one, other, theme),
            [_, _] => told.each_ref().map(|told| vec![(&**told, theme.plain())]),
        };
        if page.width() >= BESIDE {
            page.columns(INDENT, &[names[0]], &[names[1]]);
            page.columns(INDENT, &left, &right);
        } else {
            page.styled(INDENT, &[names[0]]);
            page.styled(INDENT + 2, &left);
            page.styled(INDENT, &[names[1]]);
            page.styled(INDENT + 2, &right);
        }
    }
}

/// What an evaluation says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said<'a> {
    Nothing,
    /// Why the question is not asked, where nothing is written for it.
    NotAsked(String),
    NotApplicable(&'a str),
    /// So many of so many items have a mark; there is no narrative.
    Marks {
        asks_narrative: bool,
        marked: usize,
        items: usize,
    },
    Narrative(&'a str),
}

impl<'a> Said<'a> {
    fn to(question: &Question, evaluation: &'a Evaluation, framework: &Framework) -> Said<'a> {
        let narrative = evaluation.narrative(&question.id);
        let tally = evaluation.tally(question);
        let asks_narrative = question.narrative == Asked::Wanted;
        match (
            evaluation.not_applicable(&question.id),
            place::why_not_asked(evaluation, &question.applies, Some(framework)),
        ) {
            (Some(reason), None) => Said::NotApplicable(reason),
            _ if evaluation.has_narrative(&question.id) => Said::Narrative(narrative),
            (_, Some(why)) => Said::NotAsked(why),
            (None, None) if tally.marked() == 0 && question.narrative != Asked::None => Said::Nothing,
            (None, None) => Said::Marks { asks_narrative, marked: tally.marked(), items: tally.items() },
        }
    }

    fn by_one(&self) -> String {
        match self {
            Said::Nothing => "No answer.".to_owned(),
            Said::NotAsked(why) => format!("Not asked: {why}"),
            Said::NotApplicable(reason) => format!("Not applicable: {reason}"),
            Said::Marks { asks_narrative: true, .. } => format!("No narrative; {}.", self.marked()),
            Said::Marks { asks_narrative: false, .. } => sentence(format!("{}.", self.marked())),
            Said::Narrative(narrative) => (*narrative).to_owned(),
        }
    }

    /// Where both say it.
    fn by_both(&self) -> String {
        match self {
            Said::Nothing => "Neither has an answer.".to_owned(),
            Said::NotAsked(why) => format!("Not asked in either: {why}"),
            Said::NotApplicable(reason) => format!("Not applicable in both: {reason}"),
            Said::Marks { asks_narrative: true, .. } => format!("Neither has a narrative; in both, {}.", self.marked()),
            Said::Marks { asks_narrative: false, .. } => format!("In both, {}.", self.marked()),
            Said::Narrative(narrative) => {
                format!("Both say the same, in {}.", counted(narrative.split_whitespace().count(), "word"))
            }
        }
    }

    /// How many of the items have a mark.
    fn marked(&self) -> String {
        let Said::Marks { marked, items, .. } = self else { return String::new() };
        format!("{marked} of {} marked", counted(*items, "item"))
    }
}

/// Two narratives with what only the one or only the other says marked, word by word. Of two that have little in common
/// nothing is marked: nearly all of both would be.
fn marked<'a>(one: &'a str, other: &'a str, theme: Theme) -> [Vec<(&'a str, Style)>; 2] {
    let pieces = differences(one, other);
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let same = pieces.iter().filter(|piece| piece.kind == PieceKind::Same);
    if same.map(|piece| letters(piece.text)).sum::<usize>() * 4 < letters(one).min(letters(other)) {
        return [one, other].map(|text| vec![(text, theme.plain())]);
    }
    [PieceKind::Added, PieceKind::Removed].map(|of_the_other| {
        let own = pieces.iter().filter(|piece| piece.kind != of_the_other);
        own.flat_map(|piece| theme.changed(piece.kind, piece.text)).collect()
    })
}

fn who(evaluation: &Evaluation) -> String {
    let names: Vec<&str> = evaluation.evaluators.entries().collect();
    if names.is_empty() { evaluation.id.to_string() } else { names.join(", ") }
}

/// How an item stands in one of the two.
fn cell<'a>(cell: Cell, item: &Compared<'a>, evaluation: &Evaluation, theme: Theme) -> &'a str {
    match cell.verdict(&item.item.scale) {
        Some(verdict) => theme.written_mark(verdict),
        None if evaluation.not_applicable(&item.placed.question.id).is_some() => "question n/a",
        None => "not asked",
    }
}

fn agreement(agreement: &Agreement) -> String {
    match agreement {
        Agreement::TooFew { items } => {
            format!("Both marked {}: too few to tell how far they agree.", counted(*items, "item"))
        }
        Agreement::Over { items, agreed, kappa, weighted } => {
            let per_cent = (agreed * 200 + items) / (2 * items);
            let kappa = kappa.map_or_else(|| "not defined".to_owned(), |kappa| format!("{kappa:.2}"));
            let weighted = weighted.map_or_else(String::new, |kappa| format!(", with linear weights {kappa:.2}"));
            format!(
                "They agree on {agreed} of the {items} items that both marked: {per_cent} %. Cohen's kappa {kappa}{weighted}."
            )
        }
    }
}
