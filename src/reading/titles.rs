//! Titles as people recall them: a word or two, without capitals and accents.

use crate::text::fold::fold;

/// How well words fit a title, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleFit {
    /// They are the title.
    Whole,
    /// Each is a word of it.
    Words,
    /// Each begins a word of it.
    Beginnings,
    /// Each stands somewhere in it: not every script parts its words.
    Within,
}

/// How these words fit a title; none where they don't.
pub fn fit(title: &str, sought: &str) -> Option<TitleFit> {
    let parts = |text: &str| fold(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (whole, sought) = (parts(title), parts(sought));
    if sought.is_empty() {
        return None;
    }
    if whole == sought {
        return Some(TitleFit::Whole);
    }
    let whole = whole.join(" ");
    let words: Vec<&str> = whole.split(|c: char| !c.is_alphanumeric()).chain(whole.split(' ')).collect();
    let each = |fits: &dyn Fn(&str) -> bool| sought.iter().all(|part| fits(part));
    if each(&|part| words.contains(&part)) {
        Some(TitleFit::Words)
    } else if each(&|part| words.iter().any(|word| word.starts_with(part))) {
        Some(TitleFit::Beginnings)
    } else {
        each(&|part| whole.contains(part)).then_some(TitleFit::Within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_a_title_whatever_their_capitals_and_accents() {
        for (title, sought, expected) in [
            ("Repair café", "repair cafe", Some(TitleFit::Whole)),
            ("Repair café", " REPAIR  Café ", Some(TitleFit::Whole)),
            ("The Repair Café, Brno", "cafe repair", Some(TitleFit::Words)),
            ("Warsztat w Łodzi", "lodzi", Some(TitleFit::Words)),
            ("Дом у реки", "ДОМ", Some(TitleFit::Words)),
            ("Dům u řeky", "dum rek", Some(TitleFit::Beginnings)),
            ("O'Neill's place", "o'neill", Some(TitleFit::Beginnings)),
            ("O'Neill's place", "o'neill's", Some(TitleFit::Words)),
            ("外国人中心", "中心", Some(TitleFit::Within)),
            ("Repair café", "pair", Some(TitleFit::Within)),
            ("Repair café", "repair shop", None),
            ("Repair café", " ", None),
            ("", "repair", None),
        ] {
            assert_eq!(fit(title, sought), expected, "{title}: {sought}");
        }
    }
}
