//! Invented libraries for measuring: as long, as filled in and as mixed in language as real ones, the same for the same seed.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    time::{Duration, SystemTime},
};

use fieldbook::{
    model::{
        evaluation::{Act, Answer, Evaluation, Filing, Hours, Jot, Marked, Remark, Step, Tool, Visit},
        format,
        framework::{Criterion, Framework, Item, Question},
        id::{Dice, Id, Records},
        mark::Mark,
        moment::Moment,
    },
    store::{Disk, Library, StoreError},
    text::Text,
};
use jiff::{Timestamp, tz::Offset};

#[path = "words.rs"]
mod words;

use words::{LANGUAGES, Language};

/// What an invented library is like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plan {
    /// The same seed makes the same library.
    pub(crate) seed: u64,
    /// How many questions a framework of the library's own asks; none: the built-in one is answered.
    pub(crate) questions: Option<usize>,
    /// How many bytes the first narrative of the first evaluation has, which is a draft then; none: as many as others.
    pub(crate) narrative: Option<usize>,
}

/// The last day on which something happened.
const LAST: &str = "2026-11-20T17:30:00Z";

/// As many days back something began.
const DAYS: usize = 1_000;

impl Plan {
    /// The framework that the evaluations answer.
    pub(crate) fn framework(&self) -> Framework {
        self.questions.map_or_else(Framework::built_in, framework)
    }

    /// The `n`th evaluation.
    pub(crate) fn evaluation(&self, framework: &Framework, n: usize) -> Evaluation {
        let mut maker = Maker::of(self.seed, n);
        let mut evaluation = maker.evaluation(framework);
        if let (0, Some(bytes)) = (n, self.narrative) {
            let question = framework.questions().next().expect("a framework asks something").question.id.clone();
            let mut answer = evaluation.answers.remove(&question).unwrap_or_else(|| Answer::new(question));
            answer.narrative = maker.prose(bytes).into();
            answer.not_applicable = None;
            evaluation.answers.insert(0, answer);
            (evaluation.acts, evaluation.remarks) = (Records::default(), Records::default());
        }
        evaluation
    }

    /// Writes a library of `count` evaluations into a folder, on all processors; returns the first one's id.
    ///
    /// # Errors
    /// When something can't be written.
    pub(crate) fn write(&self, root: &Path, count: usize) -> Result<Id, MakingError> {
        let library = Library::open(root, Disk::default())?;
        let framework = self.framework();
        if self.questions.is_some() {
            let file = root.join("frameworks").join(format!("{}.ron", framework.id));
            File::create(file)?.write_all(format::write_framework(&framework).as_bytes())?;
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let write_some = |first| {
                let (library, framework) = (&library, &framework);
                move || (first..count).step_by(threads).try_for_each(|n| self.write_one(library, framework, n))
            };
            let writing: Vec<_> = (0..threads).map(|first| scope.spawn(write_some(first))).collect();
            writing.into_iter().try_for_each(|one| one.join().expect("writing panics nowhere"))
        })?;
        Ok(self.evaluation(&framework, 0).id)
    }

    fn write_one(&self, library: &Library, framework: &Framework, n: usize) -> io::Result<()> {
        let evaluation = self.evaluation(framework, n);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(library.file_of(&evaluation.id))?;
        file.write_all(format::write(&evaluation).as_bytes())?;
        let last = evaluation.acts.iter().map(|act| act.at).chain(evaluation.jots.iter().map(|jot| jot.at)).max();
        // One without a step and a jot was left on the day of its id.
        let begun = || format!("{}T17:00:00+00:00", evaluation.id.as_str().get(..10)?).parse().ok();
        let seconds = last.or_else(begun).and_then(|last: Moment| u64::try_from(last.seconds()).ok()).unwrap_or(0);
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

/// Why a library could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MakingError {
    /// The library's folder can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file can't be written.
    #[error("can't write the library: {0}")]
    Io(#[from] io::Error),
}

/// A framework with this many questions: four to a criterion, three items to a question.
fn framework(questions: usize) -> Framework {
    let id = |raw: String| raw.parse::<Id>().expect("letters, digits and dots");
    let item = |question: &str, n: usize| Item {
        text: format!(
            "Make sure that point {n} of question {question} is agreed with those concerned, and written down."
        )
        .into(),
        label: format!("Point {question}.{n}").into(),
        ..Item::named(&id(format!("{question}.{n}")))
    };
    let question = |c: usize, q: usize| {
        let number = format!("{c}.{q}");
        let items = (1..=3).map(|n| item(&number, n)).collect();
        let text = format!("Does the practice take up what question {number} is about, and does it show?").into();
        Question { text, label: format!("Question {number}").into(), items, ..Question::named(&id(number)) }
    };
    let criterion = |c: usize| Criterion {
        title: format!("Criterion {c} & what belongs to it").into(),
        label: format!("Criterion {c}").into(),
        questions: (1..=4.min(questions - (c - 1) * 4)).map(|q| question(c, q)).collect(),
        ..Criterion::named(&id(format!("criterion-{c}")))
    };
    Framework {
        version: "1".into(),
        title: format!("Invented framework of {questions} questions").into(),
        source: "Invented for measuring.".into(),
        criteria: (1..=questions.div_ceil(4)).map(criterion).collect(),
        ..Framework::named(&id(format!("invented-{questions}")))
    }
}

/// Makes one evaluation.
struct Maker {
    dice: Dice,
    language: &'static Language,
    /// When the evaluation was begun.
    begun: Timestamp,
}

impl Maker {
    fn of(seed: u64, n: usize) -> Maker {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(n as u64));
        let mut percent = dice.below(100);
        let spoken = LANGUAGES.iter().find(|language| {
            let is_it = percent < language.share;
            percent = percent.saturating_sub(language.share);
            is_it
        });
        let language = spoken.expect("the shares come to a hundred");
        let last: Timestamp = LAST.parse().expect("a time");
        let back = dice.below(DAYS) * 24 * 60 + dice.below(9 * 60) + 24 * 60;
        let begun = last - Duration::from_secs(back as u64 * 60);
        Maker { dice, language, begun }
    }

    fn evaluation(&mut self, framework: &Framework) -> Evaluation {
        let (country, place) = *self.one(self.language.places);
        let title = format!("{}, {place}", self.one(self.language.practices));
        let day = self.at(0).day();
        let mut made = Evaluation::new(Id::of_evaluation(day, &title, &mut self.dice), framework);
        made.evaluators = self.people(1).join("\n").into();
        let practice = &mut made.practice;
        practice.organisation = format!("{} {place}", self.one(self.language.practices)).into();
        (practice.title, practice.country, practice.place) = (title.into(), country.into(), place.into());
        practice.period = format!("since {}", 2012 + self.dice.below(14)).into();
        practice.address = format!("https://{}.example", self.dice.letters(9)).into();
        practice.summary = self.sentences(3).into();
        made.visits = (0..=self.dice.below(3)).map(|n| self.visit(n, place)).collect();
        let effort = self.effort();
        for placed in framework.questions() {
            made.answers.insert(0, self.answer(placed.question, effort));
        }
        made.jots = (0..self.dice.below(9)).map(|n| self.jot(n, framework)).collect();
        made.acts = self.acts(effort);
        if !made.acts.is_empty() {
            made.remarks = (0..self.dice.below(5)).map(|_| self.remark(framework)).collect();
        }
        // What says nothing is not kept.
        let said = made.answers.iter().filter(|answer| **answer != Answer::new(answer.question.clone()));
        made.answers = said.cloned().collect();
        made
    }

    /// How far it is, of a hundred: most are as good as complete.
    fn effort(&mut self) -> usize {
        if self.chance(75) { 97 } else { self.dice.below(90) }
    }

    fn answer(&mut self, question: &Question, effort: usize) -> Answer {
        let mut answer = Answer::new(question.id.clone());
        if !self.chance(effort) {
            return answer;
        }
        if self.chance(5) {
            answer.not_applicable = Some(self.sentences(1).into());
            return answer;
        }
        // Mostly some 30 to 150 words, now and then two thousand.
        let bytes = if self.dice.below(400) == 0 { 13_000 } else { 130 + self.dice.below(390) + self.dice.below(390) };
        answer.narrative = self.prose(bytes).into();
        let marks = question
            .items
            .iter()
            .filter_map(|item| Some(Marked { mark: Some(self.mark()?), ..Marked::new(item.id.clone()) }));
        answer.marks = marks.collect();
        let tools = if self.chance(25) { 1 + self.dice.below(2) } else { 0 };
        answer.tools = (0..tools).map(|_| self.tool()).collect();
        answer
    }

    fn mark(&mut self) -> Option<Mark> {
        match self.dice.below(100) {
            0..78 => Some(Mark::MET),
            78..92 => Some(Mark::NOT_MET),
            92..95 => Some(Mark::NotApplicable),
            _ => None,
        }
    }

    fn tool(&mut self) -> Tool {
        let id = Id::of_record('t', &mut self.dice);
        let address = format!("https://{}.example/tools", self.dice.letters(8)).into();
        Tool { id, title: (*self.one(self.language.practices)).into(), address, note: self.sentences(1).into() }
    }

    fn visit(&mut self, n: usize, place: &str) -> Visit {
        let began = self.at(n * 24);
        let mut visit = Visit::on(Id::of_record('v', &mut self.dice), began.day().to_string().into());
        visit.place = place.into();
        visit.people = self.people(3).join("\n").into();
        visit.hours = self.chance(60).then(|| Hours { began, ended: Some(self.at(n * 24 + 3)) });
        visit
    }

    fn jot(&mut self, n: usize, framework: &Framework) -> Jot {
        let question = self.question(framework);
        let filed = match self.dice.below(3) {
            0 => None,
            1 => Some(Filing::Beside(question)),
            _ => Some(Filing::Quoted(question)),
        };
        let (id, at) = (Id::of_record('j', &mut self.dice), self.at(n));
        let speaker = self.people(1).join(" ").into();
        Jot { id, at, speaker, text: self.sentences(1).into(), filed, imported: false }
    }

    fn remark(&mut self, framework: &Framework) -> Remark {
        Remark {
            id: Id::of_record('r', &mut self.dice),
            question: self.question(framework),
            item: None,
            passage: None,
            reply_to: None,
            author: self.people(1).join(" ").into(),
            at: self.at(60),
            text: self.sentences(1).into(),
            resolved: self.chance(50),
        }
    }

    /// What leads to a status: what is not far is a draft, of others some were submitted, returned, and approved.
    fn acts(&mut self, effort: usize) -> Records<Act> {
        let steps: &[Step] = match self.dice.below(100) {
            _ if effort < 90 => &[],
            0..15 => &[],
            15..40 => &[Step::Submit],
            40..55 => &[Step::Submit, Step::Return],
            55..75 => &[Step::Submit, Step::Return, Step::Submit, Step::Approve],
            _ => &[Step::Submit, Step::Approve],
        };
        let act = |(n, step): (usize, &Step)| {
            let reason: Text = if *step == Step::Return { self.sentences(1).into() } else { Text::default() };
            let (id, name) = (Id::of_record('a', &mut self.dice), self.people(1).join(" ").into());
            Act { id, step: *step, name, at: self.at(24 * (n + 2)), reason }
        };
        steps.iter().enumerate().map(act).collect()
    }

    fn question(&mut self, framework: &Framework) -> Id {
        let n = self.dice.below(framework.len());
        framework.question(n).expect("below their number").question.id.clone()
    }

    /// So many hours after the evaluation was begun.
    fn at(&self, hours: usize) -> Moment {
        let offset = Offset::constant(1);
        Moment::new(self.begun + Duration::from_secs(3_600 * hours as u64), offset)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.dice.below(100) < percent
    }

    fn one<T>(&mut self, of: &'static [T]) -> &'static T {
        &of[self.dice.below(of.len())]
    }

    /// Names of one to so many people.
    fn people(&mut self, most: usize) -> Vec<String> {
        let [first, last] = self.language.people;
        (0..=self.dice.below(most)).map(|_| format!("{} {}", self.one(first), self.one(last))).collect()
    }

    fn sentence(&mut self) -> String {
        let [within, _] = self.language.blanks;
        format!("{}{within}{}", self.one(self.language.subjects), self.one(self.language.predicates))
    }

    fn sentences(&mut self, count: usize) -> String {
        let sentences: Vec<String> = (0..count).map(|_| self.sentence()).collect();
        sentences.join(self.language.blanks[1])
    }

    /// Paragraphs of about so many bytes.
    fn prose(&mut self, bytes: usize) -> String {
        let mut prose = self.sentence();
        while prose.len() < bytes {
            prose.push_str(if self.dice.below(6) == 0 { "\n\n" } else { self.language.blanks[1] });
            prose.push_str(&self.sentence());
        }
        prose
    }
}
