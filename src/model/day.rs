//! Days as people type them: `24 nov`, `24.11.`, `2026-11-24`, `yesterday`; and shown back so that no doubt is left.
//!
//! The names of months and weekdays are the English ones, whatever the system's language.

use jiff::{ToSpan, civil::Date};

use crate::text::fold::fold;

/// The day that `typed` means on the day `today`; none where it means none. A day without a year is the last one,
/// or one of the coming month; in figures alone, the day stands before the month.
pub fn parse(typed: &str, today: Date) -> Option<Date> {
    let typed = fold(typed.trim());
    // Nothing else: a time behind the day would be dropped in silence.
    if typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && let Ok(day) = typed.parse()
    {
        return Some(day);
    }
    match typed.as_str() {
        "today" => return Some(today),
        "yesterday" => return today.yesterday().ok(),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    let parted = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | ',' | '-');
    let parts: Vec<&str> = typed.split(parted).filter(|part| !part.is_empty() && *part != "of").collect();
    match parts[..] {
        [count, "day" | "days", "ago"] => today.checked_sub(count.parse::<i32>().ok()?.days()).ok(),
        ["last", day] => weekday(day, today.yesterday().ok()?),
        [day, month] => {
            last_or_soon(number(day), month_of(month), today).or_else(|| last_or_soon(number(month), named(day), today))
        }
        [day, month, year] => {
            on(number(day), month_of(month), year_of(year)).or_else(|| on(number(month), named(day), year_of(year)))
        }
        [one] => weekday(one, today),
        _ => None,
    }
}

/// A day in full: `Tuesday 24 November 2026`.
pub fn in_full(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

fn number(part: &str) -> Option<i8> {
    part.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()
}

/// A month by its figure or its name.
fn month_of(part: &str) -> Option<i8> {
    part.parse().ok().or_else(|| named(part))
}

/// A month by at least three letters of its name.
fn named(part: &str) -> Option<i8> {
    (1..=12).find(|month| Date::new(2000, *month, 1).is_ok_and(|first| is_named(first, "%B", part)))
}

fn year_of(part: &str) -> Option<i16> {
    let year: i16 = part.parse().ok()?;
    Some(if part.len() <= 2 { 2000 + year } else { year })
}

fn on(day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Option<Date> {
    Date::new(year?, month?, day?).ok()
}

fn last_or_soon(day: Option<i8>, month: Option<i8>, today: Date) -> Option<Date> {
    let latest = today.checked_add(31.days()).unwrap_or(today);
    let years = (today.year() - 4)..=(today.year() + 1);
    years.rev().filter_map(|year| on(day, month, Some(year))).find(|day| *day <= latest)
}

/// The last day of this name, today included.
fn weekday(part: &str, today: Date) -> Option<Date> {
    (0..7).filter_map(|back| today.checked_sub(back.days()).ok()).find(|day| is_named(*day, "%A", part))
}

/// Whether at least three letters begin the name that `format` gives a day.
fn is_named(day: Date, format: &str, letters: &str) -> bool {
    letters.len() >= 3 && fold(&day.strftime(format).to_string()).starts_with(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_as_people_type_them() {
        let today = jiff::civil::date(2026, 11, 24);
        for (typed, day) in [
            ("2026-11-18", "2026-11-18"),
            ("18 nov", "2026-11-18"),
            ("18. 11.", "2026-11-18"),
            ("nov 18", "2026-11-18"),
            ("November 18th, 2025", "2025-11-18"),
            ("18/11/25", "2025-11-18"),
            ("5 jan", "2026-01-05"),
            ("12 March", "2026-03-12"),
            ("20 dec", "2026-12-20"),
            ("last friday", "2026-11-20"),
            ("3 days ago", "2026-11-21"),
            ("12th of March 2024", "2024-03-12"),
            ("yesterday", "2026-11-23"),
            ("Today", "2026-11-24"),
            ("tomorrow", "2026-11-25"),
            ("1 day ago", "2026-11-23"),
            ("friday", "2026-11-20"),
            ("tuesday", "2026-11-24"),
            ("last tue", "2026-11-17"),
            ("wed", "2026-11-18"),
            ("25 dec", "2026-12-25"),
            ("26 dec", "2025-12-26"),
            ("1 jan 125", "0125-01-01"),
            ("29 feb", "2024-02-29"),
        ] {
            assert_eq!(parse(typed, today).map(|day| day.to_string()).as_deref(), Some(day), "{typed}");
        }
        for typed in
            ["", "soon", "32 nov", "18 11 25 7", "no 18", "30 feb", "2026-11-28 22:30-01:15", "2026-11-28T22:30"]
        {
            assert_eq!(parse(typed, today), None, "{typed}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_looked_for_over_a_leap_day_and_the_turn_of_the_year() {
        let seen_from = |today: &str, typed| parse(typed, today.parse().unwrap()).map(|day| day.to_string());
        assert_eq!(seen_from("2028-01-20", "29 feb").as_deref(), Some("2024-02-29"));
        assert_eq!(seen_from("2028-01-29", "29 feb").as_deref(), Some("2028-02-29"));
        assert_eq!(seen_from("2026-12-24", "5 jan").as_deref(), Some("2027-01-05"));
    }

    #[test]
    fn a_day_is_shown_back_in_full() {
        assert_eq!(in_full(jiff::civil::date(2026, 11, 24)), "Tuesday 24 November 2026");
    }
}
