//! Saved web pages, and what stands above the criteria.

use super::*;
use crate::model::Status;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\u{a0}', "&nbsp;")
}

/// What stands before and behind an item that is met, one that is not, and one that is open.
type Written = [(&'static str, &'static str); 3];

#[rustfmt::skip]
const WAYS: &[(&str, Written)] = &[
    ("characters", [("<li>✓ ", "</li>"), ("<li>– ", "</li>"), ("<li>", "</li>")]),
    ("entities", [("<li>&#10003;&nbsp;", ""), ("<li>&minus; ", ""), ("<li>", "")]),
    ("named entities", [("<div>&check; ", "</div>"), ("<div>&ndash;", "</div>"), ("<div>", "</div>")]),
    ("a box of its own", [("<li><b>✔</b><p>", "</li>"), ("<li><b>–</b><p>", "</li>"), ("<li><p>", "</li>")]),
    ("classes of lists", [("<ul class=met><li>", "</ul>"), ("<ul class=not-met><li>", "</ul>"), ("<ul><li>", "</ul>")]),
    ("classes of entries", [
        ("<ul><li class='item item--yes'>", "</ul>"), ("<ul><li class='item item--no'>", "</ul>"), ("<ul><li class='item check-list'>", "</ul>"),
    ]),
    ("icons", [
        ("<li><i class='fa fa-check' aria-hidden=true></i><span class=text>", "</span></li>"),
        ("<li><i class='fa fa-minus'></i>", "</li>"), ("<li>", "</li>"),
    ]),
    ("pictures", [
        ("<li><div><img alt='' src='/x/tick.svg'></div><div>", "</div>"),
        ("<li><div><img alt='Not met' src=a.png></div><div>", "</div>"), ("<li><div>", "</div>"),
    ]),
    ("drawings", [
        ("<li><svg><title>t</title><use href='#check'/></svg> ", "</li>"), ("<li><svg class=cross></svg>", ""), ("<li>", ""),
    ]),
    ("a table, the sign first", [
        ("<table><tr><td>✓<td>", "</table>"), ("<table><tr><td>–<td>", "</table>"), ("<table><tr><td><td>", "</table>"),
    ]),
    ("a table, the sign last", [
        ("<table><tr><td><p>", "</p></td><td>Yes</td></tr></table>"), ("<table><tr><td>", "<td>No</table>"),
        ("<table><tr><td>", "</table>"),
    ]),
    ("a table with columns", [
        ("<table><tr><th>Item<th>Met<th>Not met<tr><td>", "<td>x<td></table>"),
        ("<table><tr><th>Item<th>Met<th>Not met<tr><td>", "<td><td>✓</table>"),
        ("<table><tr><th>Item<th>Met<th>Not met<tr><td>", "<td><td></table>"),
    ]),
];

/// The fixture as a web page.
fn page([met, not_met, open]: Written) -> String {
    let spring = Framework::built_in();
    let is_item = |words: &str| spring.questions().any(|p| p.question.items.iter().any(|item| *item.text == *words));
    let is_criterion = |line: &str| spring.criteria.iter().any(|criterion| *criterion.title == *line);
    let is_question = |line: &str| spring.questions().any(|placed| *placed.question.text == *line);
    let block = |line: &str| {
        let words = line.trim_start_matches(['✓', '–', '−']).trim();
        let ((before, after), words) = match line.chars().next() {
            _ if is_criterion(line) => (("<h2>", "</h2>"), line),
            _ if is_question(line) => (("<h3 class=question>\n  <span>", "</span>\n</h3>"), line),
            _ if !is_item(words) => (("<p>", ""), line),
            Some('✓') => (met, words),
            Some('–' | '−') => (not_met, words),
            _ => (open, words),
        };
        [before, &escaped(words), after, "\n"].concat()
    };
    let body: String = FIXTURE.lines().map(str::trim).filter(|line| !line.is_empty()).map(block).collect();
    ["<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8></head><body><main>\n", &body, "</main>"].concat()
}

/// What an evaluation holds, without the gaps between paragraphs and the random letters.
fn told(evaluation: &Evaluation) -> String {
    let spring = Framework::built_in();
    let questions = spring.questions().map(|placed| format!("{:?}", held(evaluation, placed.question)));
    let jots = evaluation.jots.iter().map(|jot| jot.text.to_string());
    questions.chain(jots).collect::<Vec<_>>().join("\n").replace('\u{a0}', " ").replace("\\u{a0}", " ")
}

#[test]
fn a_page_is_read_as_its_text_whatever_its_signs_are() {
    let expected: Vec<String> = read_in(FIXTURE).evaluations.iter().map(told).collect();
    for (way, written) in WAYS {
        let imported = read_in(&page(*written));
        let read: Vec<String> = imported.evaluations.iter().map(told).collect();
        let lines = |texts: &[String]| texts.iter().flat_map(|text| text.lines().map(bare)).collect::<Vec<_>>();
        assert_eq!(lines(&read), lines(&expected), "{way}");
    }
}

const WHOLE: &str = r##"<!-- saved from url=(0031)https://practices.example/open -->
<html><head>
<title>The Open Kitchen, Brno &#8211; Practices</title>
<style>p { color: red }</style><script>var x = "<p>not seen</p>";</script>
</head><body class="page with-sidebar no-js">
<a class="skip-link" href="#main">Skip to content</a>
<header id="masthead"><h1>Practices</h1><div class=lang>EN | CS</div>
<nav class="main-navigation"><ul><li><a href="/">Home</a></li><li><a>Sustainability</a><li><a>About us</a></ul></nav></header>
<main id=main><article>
<header class="entry-header"><h1 class=title>The Open&nbsp;Kitchen,
   Brno</h1></header>
<dl><dt>Country</dt><dd>Czech Republic</dd><dt>Organisation:</dt><dd>Kuchyn&#283; z.s.</dd></dl>
<table><tr><th>Period</th><td>2019 &ndash; 2024</td></tr><tr><td>Place</td><td>Brno</td></tr></table>
<p><strong>Website:</strong> https://kitchen.example/</p>
<p>Evaluated by: Jana Nov&aacute;kov&aacute;, Petr</p>
<p>Summary: People cook together.</p><p>Nobody is asked for papers.</p>
<h2>Good Practice Criteria</h2>
<h3>Inclusivity &amp; Participation</h3>
<button class="accordion">Does the practice ensure that its services are accessible and responsive to diverse groups?</button>
<div class=panel hidden><p>They cook in two ways:</p><ul><li>slowly,</li><li>with salt &lt; 5&nbsp;g.</li></ul>
<ol><li>First wash<ul><li>twice</ul><li>then cut</ol><p>Everyone <em>eats</em>.<br>And sings.</p>
<h4>Good practice checklist</h4>
<ul class=checklist><li class=checked>Make reasonable adjustments to service delivery in order to take into account particular needs of the target group.</li>
<li>✓ Keep the door open.</li></ul></div>
<p>A stray remark at the end</p>
</article></main>
<aside class=sidebar><h2>Related</h2><p>The Bicycle Workshop</p></aside>
<footer><p>Project: SPRING</p><p>© Practices. All rights reserved.</p></footer>
</body></html>"##;

#[test]
fn a_whole_page_gives_title_details_and_answers_and_names_what_was_left_out() {
    let imported = read_in(WHOLE);
    let [kitchen] = &imported.evaluations[..] else { panic!("{imported:?}") };
    let practice = &kitchen.practice;
    assert_eq!(practice.title.as_str(), "The Open\u{a0}Kitchen, Brno");
    assert_eq!((practice.country.as_str(), practice.organisation.as_str()), ("Czechia", "Kuchyně z.s."));
    assert_eq!((practice.period.as_str(), practice.place.as_str()), ("2019 – 2024", "Brno"));
    assert_eq!(practice.address.as_str(), "https://kitchen.example/");
    assert_eq!(kitchen.evaluators.as_str(), "Jana Nováková\nPetr");
    assert_eq!(practice.summary.as_str(), "People cook together.\n\nNobody is asked for papers.");
    assert_eq!(kitchen.status(), Status::Draft);
    let question = Framework::built_in().question(0).unwrap().question.clone();
    assert_eq!(
        kitchen.narrative(&question.id),
        "They cook in two ways:\n\n- slowly,\n- with salt < 5\u{a0}g.\n\n1. First wash\n  - twice\n2. then cut\n\nEveryone eats.\nAnd sings."
    );
    assert_eq!(kitchen.mark(&question.id, &question.items[3].id), Some(Mark::MET));
    let jots: Vec<&str> = kitchen.jots.iter().map(|jot| jot.text.as_str()).collect();
    assert_eq!(jots, ["✓ Keep the door open.", "A stray remark at the end"]);
    let report: Vec<String> = imported.report.iter().map(ToString::to_string).collect();
    assert_eq!(
        report,
        [
            "“✓ Keep the door open.”: the framework has no such item; kept as an unfiled jot",
            "“A stray remark at the end”: fits nowhere; kept as an unfiled jot",
            "menu of the page, left out: Skip to content",
            "head of the page, left out: Practices · EN | CS",
            "menu of the page, left out: Home · Sustainability · About us",
            "sidebar of the page, left out: Related · The Bicycle Workshop",
            "foot of the page, left out: Project: SPRING · © Practices. All rights reserved.",
        ]
    );
}

#[test]
fn the_windows_bar_names_a_page_without_a_heading_of_its_own() {
    let without = WHOLE.replace("<h1 class=title>The Open&nbsp;Kitchen,\n   Brno</h1>", "");
    assert_eq!(read_in(&without).evaluations[0].title(), "The Open Kitchen, Brno");
    let turned = without.replace("The Open Kitchen, Brno &#8211; Practices", "Practices | The Open Kitchen");
    assert_eq!(read_in(&turned).evaluations[0].title(), "The Open Kitchen");
    let nothing = turned.replace("Practices | The Open Kitchen", "");
    assert_eq!(read_in(&nothing).evaluations[0].title(), "Untitled practice");
}

#[test]
fn each_evaluation_of_a_page_has_the_heading_above_it() {
    let spring = Framework::built_in();
    let criterion = &spring.criteria[0].title;
    let question = &spring.question(0).unwrap().question.text;
    let one = |title: &str, country: &str, answer: &str| {
        format!(
            "<h2>{title}</h2><p>Country: {country}<h3>{}</h3><h4>{question}</h4><p>{answer}</p>",
            escaped(criterion)
        )
    };
    let page = [
        "<title>All</title><body><h1>All practices</h1><p>Three of them.",
        &one("Kitchen", "CZ", "Yes."),
        &one("Workshop", "Polska", "No."),
        &one("Tearoom", "ireland", "So."),
    ]
    .concat();
    let imported = read_in(&page);
    let told: Vec<(&str, &str)> =
        imported.evaluations.iter().map(|one| (one.title(), one.practice.country.as_str())).collect();
    assert_eq!(told, [("Kitchen", "Czechia"), ("Workshop", "Polska"), ("Tearoom", "Ireland")]);
    let jots: Vec<&str> = imported.evaluations[0].jots.iter().map(|jot| jot.text.as_str()).collect();
    assert_eq!(jots, ["All practices", "Three of them."]);
    assert!(imported.evaluations[1..].iter().all(|one| one.jots.is_empty()), "{imported:?}");
    assert!(imported.evaluations.iter().all(|one| one.answers.len() == 1), "{imported:?}");
}

#[test]
fn what_a_text_tells_above_its_criteria_fills_the_details() {
    let told = "Title: The Open Kitchen\nCountry : Italy\nLocation: Turin\nRegion: Piedmont\nImplemented by:\nCucina aperta\nWebsite: https://cucina.example\nTold by telephone\n\n";
    let text = format!("{told}{FIXTURE}");
    let imported = read_in(&text);
    let kitchen = &imported.evaluations[0];
    assert_eq!((kitchen.title(), kitchen.practice.country.as_str()), ("The Open Kitchen", "Italy"));
    assert_eq!(
        (kitchen.practice.place.as_str(), kitchen.practice.organisation.as_str()),
        ("Turin, Piedmont", "Cucina aperta")
    );
    assert!(kitchen.id.as_str().contains("-the-open-kitchen-"));
    let jots: Vec<&str> = kitchen.jots.iter().map(|jot| jot.text.as_str()).collect();
    assert_eq!(jots, ["Told by telephone"]);
    assert!(
        imported.report.contains(&ReportLine::Stray(LineRef { line: Some(8), opening: "Told by telephone".into() }))
    );
    assert!(imported.report.contains(&ReportLine::Untitled(2)));
    assert_eq!(kitchen.answers, read_in(FIXTURE).evaluations[0].answers);
    // Between two evaluations as well, with what stands directly above; and in prose a colon is a colon.
    let at = FIXTURE.rfind("Relevance & Complementarity").unwrap();
    let text = format!("{}The Tearoom\nCountry: PL\n\n{}", &FIXTURE[..at], &FIXTURE[at..]);
    let text = text.replacen("Nobody is asked for papers.", "Country: any. Nobody is asked for papers.", 1);
    let imported = read_in(&text);
    let tearoom = &imported.evaluations[2];
    assert_eq!(tearoom.practice.country.as_str(), "Poland");
    assert!(tearoom.jots.iter().any(|jot| jot.text.as_str() == "The Tearoom"), "{:?}", imported.report);
    assert!(imported.evaluations[0].answers[0].narrative.contains("Country: any. Nobody"));
    assert_eq!(imported.evaluations[0].practice.country.as_str(), "");
}

#[test]
fn a_grid_without_answers_is_an_empty_evaluation() {
    let spring = Framework::built_in();
    let grid: Vec<String> = spring.questions().map(|placed| placed.question.text.to_string()).collect();
    let with_items = |placed: crate::model::Placed| {
        let items = placed.question.items.iter().map(|item| item.text.to_string());
        std::iter::once(placed.question.text.to_string()).chain(items).collect::<Vec<_>>().join("\n")
    };
    let whole = spring.questions().map(with_items).collect::<Vec<_>>().join("\n");
    for text in [grid.join("\n"), grid.join("\n\n"), whole] {
        let imported = read_in(&text);
        assert_eq!((imported.evaluations.len(), imported.evaluations[0].answers.len()), (1, 0));
        assert_eq!(imported.report, [ReportLine::Empty(1), ReportLine::Untitled(1)]);
    }
}

#[test]
fn a_sign_in_a_line_of_its_own_or_behind_the_item_marks_it() {
    let question = Framework::built_in().question(0).unwrap().question.clone();
    let [first, second, third, _] = &question.items[..] else { panic!() };
    for checklist in [
        format!("✓\n{}\n–\n\n{}\n✓\n{}", first.text, second.text, third.text),
        format!("{}\n✓\n{}\n\n–\n{}\n✓", first.text, second.text, third.text),
        format!("{}\t✓\n{} –\n{}  ✔", first.text, second.text, third.text),
    ] {
        let imported = read_in(&format!("{}\nGood practice checklist\n{checklist}", question.text));
        let marks = question.items.iter().map(|item| imported.evaluations[0].mark(&question.id, &item.id));
        let expected = [Some(Mark::MET), Some(Mark::NOT_MET), Some(Mark::MET), None];
        assert_eq!(marks.collect::<Vec<_>>(), expected, "{checklist}");
        assert!(imported.evaluations[0].jots.is_empty());
    }
}

#[test]
fn a_page_in_an_old_encoding_is_read_and_says_so() {
    let page = WHOLE.replace("People cook together.", "Vaříme spolu každý čtvrtek, přijďte.");
    let page =
        page.replace("✓ Keep", "&#10003; Keep").replace("<html><head>", "<html><head><meta charset=windows-1250>");
    let (raw, _, lost) = encoding_rs::WINDOWS_1250.encode(&page);
    assert!(!lost);
    let imported = import(&raw, &[Framework::built_in()], &[], now(), &mut Dice::new(1)).unwrap();
    assert!(imported.evaluations[0].practice.summary.starts_with("Vaříme spolu každý čtvrtek, přijďte."));
    assert_eq!(imported.report[0].to_string(), "read as Windows-1250");
    let text = FIXTURE.replace(['✓', '−'], "–");
    let (guessed, ..) = encoding_rs::WINDOWS_1250.encode(&text);
    let imported = import(&guessed, &[Framework::built_in()], &[], now(), &mut Dice::new(1)).unwrap();
    assert_eq!(imported.report[0].to_string(), "read as Windows-1250, which is a guess: look at letters with accents");
    assert!(imported.evaluations[0].answers[0].narrative.contains("Nádražní Street"));
}

proptest::proptest! {
    /// Whatever the tags, what is seen of a page stands in its lines.
    #[test]
    fn no_tags_hide_words(tags in proptest::collection::vec("</?(p|div|li|ul|ol|table|tr|td|th|h1|br|nav|footer|span|b|dl|dt|dd|section|pre|svg/|img)( class='(menu|met|x)')?>", 0..40)) {
        let mut page = "<html>".to_owned();
        for (n, tag) in tags.iter().enumerate() {
            page = [&page, tag, "word", &n.to_string(), " "].concat();
        }
        let read = crate::exchange::import::page::Page::read(&page);
        let seen: String = read.lines.iter().flat_map(|line| [line.text.as_ref(), " "]).collect();
        let hidden = tags.iter().any(|tag| tag.starts_with("<svg"));
        for n in 0..tags.len() {
            proptest::prop_assert!(hidden || seen.contains(&format!("word{n} ")), "word{n} of {page}: {seen}");
        }
    }

    #[test]
    fn no_page_makes_an_import_panic(soup in "(<[/!a-z]?[a-z]{0,5}( [a-z]{1,6}=?['\"a-z]{0,6})*>?|&#?[a-z0-9]{1,5};?|[a-z\\n ]{1,8}){0,40}") {
        let question = Framework::built_in().question(0).unwrap().question.text.to_string();
        let page = format!("<html>{soup}<p>{question}</p>{soup}");
        let _ = import(page.as_bytes(), &[Framework::built_in()], &[], now(), &mut Dice::new(1));
    }
}
