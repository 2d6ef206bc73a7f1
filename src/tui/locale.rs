//! What the surroundings say about the terminal: which characters it shows, and whether in colours.

use crate::text::Charset;
use crate::ui::{Notice, Theme};

/// How this terminal is drawn on: without colours where `NO_COLOR` asks for that, with the characters that were asked for,
/// else those of the locale. Where the locale is what letters lose their accents for, a note says so.
pub fn theme(asked: Option<Charset>) -> (Theme, Option<Notice>) {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (charset, note) = match asked {
        Some(charset) => (charset, None),
        None => of_locale(set, cfg!(windows)),
    };
    (Theme { colour: set("NO_COLOR").is_none(), charset }, note)
}

/// The characters that a locale has, by the variables that are set. Where none is, systems differ: Windows has no such
/// variables, and elsewhere that is the C locale.
fn of_locale(set: impl Fn(&str) -> Option<String>, is_unicode_without: bool) -> (Charset, Option<Notice>) {
    let decisive = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, set(name)?)));
    let is_utf8 = |locale: &str| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    let (name, why) = match decisive {
        Some((_, locale)) if is_utf8(&locale) => return (Charset::Unicode, None),
        None if is_unicode_without => return (Charset::Unicode, None),
        Some((name, locale)) => (name, format!("{name}={locale} is no UTF-8 locale")),
        None => ("LANG", "no locale is set".to_owned()),
    };
    let remedy = format!("set {name}=C.UTF-8, or start with --utf8 (--ascii keeps it so)");
    (Charset::Ascii, Some(Notice::Info(format!("Letters are shown without accents, since {why}: {remedy}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)], is_unicode_without: bool) -> (Charset, Option<Notice>) {
        let set = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        of_locale(set, is_unicode_without)
    }

    #[test]
    fn a_utf_8_locale_shows_everything_and_says_nothing() {
        for locale in ["C.UTF-8", "cs_CZ.utf8", "de_DE.UTF-8@euro"] {
            for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
                assert_eq!(of(&[(name, locale)], false), (Charset::Unicode, None), "{name}={locale}");
            }
        }
        assert_eq!(of(&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8")], false), (Charset::Unicode, None));
    }

    #[test]
    fn another_locale_says_which_it_is_and_how_to_change_that() {
        for (variables, why, remedy) in [
            (&[("LANG", "C")][..], "LANG=C is no UTF-8 locale", "set LANG=C.UTF-8"),
            (&[("LANG", "C.UTF-8"), ("LC_ALL", "POSIX")], "LC_ALL=POSIX is no UTF-8 locale", "set LC_ALL=C.UTF-8"),
            (&[("LC_CTYPE", "cs_CZ.ISO-8859-2")], "LC_CTYPE=cs_CZ.ISO-8859-2 is no", "set LC_CTYPE=C.UTF-8"),
            (&[], "no locale is set", "set LANG=C.UTF-8"),
        ] {
            let (charset, note) = of(variables, false);
            let Some(Notice::Info(line)) = note else { panic!("{variables:?}: nothing is said") };
            assert_eq!(charset, Charset::Ascii);
            assert!(line.contains(why) && line.contains(remedy) && line.contains("--utf8"), "{line}");
        }
    }

    #[test]
    fn where_there_are_no_locales_none_is_missed() {
        assert_eq!(of(&[], true), (Charset::Unicode, None));
        assert_eq!(of(&[("LANG", "C")], true).0, Charset::Ascii, "who set one means it");
    }

    #[test]
    fn what_was_asked_for_goes_before_any_locale() {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let (theme, note) = theme(Some(charset));
            assert_eq!((theme.charset, note), (charset, None));
        }
    }
}
