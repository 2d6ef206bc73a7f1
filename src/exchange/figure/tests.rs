use super::*;
use crate::exchange::sample;
use crate::model::{Dice, Evaluation, Framework};
use crate::reading::Portfolio;

fn tally(met: usize, partly: usize, not_met: usize, open: usize) -> Tally {
    Tally { met, partly, not_met, open, ..Tally::default() }
}

fn texts(figure: &Figure) -> Vec<&str> {
    let mut texts = Vec::new();
    for shape in &figure.shapes {
        if let Shape::Text { text, .. } = shape {
            texts.push(text.as_str());
        }
    }
    texts
}

/// Evaluations of the sample's marks, of this many practices.
fn practices(count: usize, framework: &Framework) -> Vec<Evaluation> {
    let now = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let practice = |n| {
        let mut practice = sample(now, &mut Dice::new(n as u64));
        practice.sample = false;
        practice.framework = framework.reference();
        practice.id = format!("2026-11-24-p-{n}").parse().unwrap();
        practice.practice.title = format!("A practice with rather a long title, number {n}").as_str().into();
        practice
    };
    (0..count).map(practice).collect()
}

/// What lies outside a figure's frame.
fn outside(figure: &Figure) -> Vec<&Shape> {
    let is_outside = |shape: &&Shape| match shape {
        Shape::Rect { x, y, width, height, .. } => {
            *x < 0.0 || *y < 0.0 || x + width > figure.width + 0.01 || y + height > figure.height
        }
        Shape::Text { x, baseline, .. } => *x < 0.0 || *x > figure.width || *baseline > figure.height,
    };
    figure.shapes.iter().filter(is_outside).collect()
}

#[test]
fn a_bar_has_parts_as_long_as_their_shares_with_their_counts() {
    let rows = [("1 Reach".to_owned(), tally(6, 1, 1, 2)), ("2 Nothing yet".to_owned(), tally(0, 0, 0, 0))];
    let figure = bars("Marks by criterion", &rows);
    let parts: Vec<(f32, Shade)> = figure
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect { width, height, shade, .. } if *height > 10.0 => Some((*width, *shade)),
            _ => None,
        })
        .collect();
    assert_eq!(parts, [(144.0, Shade::Met), (24.0, Shade::Partly), (24.0, Shade::NotMet), (48.0, Shade::Open)]);
    let texts = texts(&figure);
    for said in ["1 Reach", "6", "2", "6/8 met", "none rated", "Partly met", "Open"] {
        assert!(texts.contains(&said), "{said}: {texts:?}");
    }
    assert!(!texts.contains(&"Not applicable"), "{texts:?}");
    assert_eq!(figure.told, "1 Reach: 6 met, 1 partly met, 1 not met, 2 open. 2 Nothing yet: no items.");
    assert_eq!(outside(&figure), Vec::<&Shape>::new());
}

#[test]
fn practices_stand_in_bands_that_fit_the_page() {
    let framework = Framework::built_in();
    let all = practices(35, &framework);
    let portfolio = Portfolio::new(&framework, &all);
    for by in [By::Criterion, By::Item] {
        let figures = lights(&portfolio, by);
        assert_eq!(figures.len(), 2, "thirty fit on a page");
        assert!(figures[1].title.ends_with("31 to 35 of 35"), "{}", figures[1].title);
        for figure in &figures {
            assert_eq!(outside(figure), Vec::<&Shape>::new(), "{by:?}");
        }
    }
    let one = &lights(&portfolio, By::Item)[1];
    let cells = one.shapes.iter().filter(|shape| matches!(shape, Shape::Rect { height, .. } if *height > 10.0)).count();
    assert_eq!(cells, 5 * 40, "a cell for each item of each practice");
    assert!(texts(one).contains(&"✓") && texts(one).contains(&"n/a"), "read without colour");
    assert!(one.told.contains("1.1 met, met, met, not met; "), "{}", one.told);
    assert!(lights(&Portfolio::new(&framework, []), By::Item).is_empty());
}

#[test]
fn a_criterion_is_told_by_its_fraction() {
    let framework = Framework::built_in();
    let portfolio = Portfolio::new(&framework, &practices(1, &framework));
    let figure = &lights(&portfolio, By::Criterion)[0];
    let fractions: Vec<String> = portfolio.profile(0).iter().map(|tally| tally.fraction()).collect();
    let expected = ["6/8", "8/9"];
    assert_eq!(fractions[..2], expected);
    for fraction in fractions.iter().filter(|fraction| !fraction.starts_with("0/0")) {
        assert!(texts(figure).contains(&fraction.as_str()), "{fraction}");
    }
    assert!(figure.told.contains("1 6/8 met; 2 8/9 met"), "{}", figure.told);
}

#[test]
fn shades_differ_in_how_dark_they_are() {
    let lightness = |shade: Shade| {
        let [red, green, blue] = shade.colour().map(f32::from);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let [met, partly, not_met, open] = [Shade::Met, Shade::Partly, Shade::NotMet, Shade::Open].map(lightness);
    assert!((partly - met).abs() > 60.0 && (partly - not_met).abs() > 60.0 && open - partly > 50.0);
}
