//! Which earlier revisions are one too many. Clocks jump, so ages are measured in use: a pause of more than a day between two
//! revisions, or one that is negative, may be a clock's, and counts nothing.

use crate::model::Moment;

/// This many revisions are kept whatever their age.
const ALWAYS_KEPT: usize = 10;
/// A day, in seconds: what is younger in use is kept, and a longer pause may be a jump of the clock.
const DAY: i64 = 24 * 60 * 60;
/// Of the last days with a revision, this many, the last of each day is kept; of those before, the last of each month.
const DAYS_KEPT: usize = 31;

/// The revisions that are superfluous, of these with their number and the time that each was written at, in order.
pub(super) fn superfluous(revisions: &[(u64, Moment)], now: Moment) -> Vec<u64> {
    let Some((_, newest)) = revisions.last() else { return Vec::new() };
    // After a jump nothing is thrown away; after a mere pause the next time will do.
    if pause(*newest, now).is_none() {
        return Vec::new();
    }
    let (mut gone, mut days, mut use_so_far, mut later) = (Vec::new(), Vec::new(), 0, now);
    for (from_newest, &(number, written)) in revisions.iter().rev().enumerate() {
        use_so_far += pause(written, later).unwrap_or(0);
        let (day, month) = (written.day(), written.day().first_of_month());
        let followed =
            days.contains(&day) || days.len() >= DAYS_KEPT && days.iter().any(|later| later.first_of_month() == month);
        if from_newest >= ALWAYS_KEPT && use_so_far >= DAY && followed {
            gone.push(number);
        }
        if !days.contains(&day) {
            days.push(day);
        }
        later = written;
    }
    gone
}

/// The seconds between two moments; none where they may be a clock's jump.
fn pause(earlier: Moment, later: Moment) -> Option<i64> {
    Some(later.seconds() - earlier.seconds()).filter(|pause| (0..=DAY).contains(pause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, tz::Offset};

    const HOUR: i64 = 3_600;

    /// A moment so many hours after the first.
    fn at(hours: i64) -> Moment {
        Moment::new(Timestamp::from_second(1_772_000_000 + hours * HOUR).unwrap(), Offset::UTC)
    }

    fn left(hours: &[i64], now: i64) -> Vec<i64> {
        let revisions: Vec<(u64, Moment)> = (1..).zip(hours.iter().map(|hours| at(*hours))).collect();
        let gone = superfluous(&revisions, at(now));
        revisions.iter().filter(|(n, _)| !gone.contains(n)).map(|(n, _)| hours[*n as usize - 1]).collect()
    }

    #[test]
    fn a_day_of_use_and_ten_revisions_stay() {
        let hourly: Vec<i64> = (0..60).collect();
        // Of the first day, which ends with hour 17, the last.
        assert_eq!(left(&hourly, 60), std::iter::once(17).chain(37..60).collect::<Vec<_>>());
        let slow: Vec<i64> = (0..14).map(|n| n * 24).collect();
        assert_eq!(left(&slow, 13 * 24), slow);
    }

    #[test]
    fn of_days_long_ago_one_a_month_stays() {
        let daily: Vec<i64> = (0..200).map(|n| n * 23).collect();
        let left = left(&daily, 199 * 23 + 1);
        assert!(left.len() > 31 && left.len() < 31 + 10, "{left:?}");
        assert_eq!(left[left.len() - 10..], daily[190..]);
    }

    #[test]
    fn a_clock_that_jumps_throws_nothing_away() {
        let today: Vec<i64> = (0..30).map(|n| n / 4).collect();
        for jump in [40 * 24, 400 * 24, -40 * 24, 25] {
            let mut hours = today.clone();
            assert_eq!(left(&hours, 8 + jump), hours, "{jump}");
            // A whole session goes by on the wrong clock, and one on the right clock after it.
            hours.extend((0..20).map(|n| 8 + jump + n / 10));
            assert_eq!(left(&hours, 10 + jump), hours, "{jump}");
            hours.extend((0..20).map(|n| 9 + n / 10));
            assert_eq!(left(&hours, 11), hours, "{jump}");
        }
    }
}
