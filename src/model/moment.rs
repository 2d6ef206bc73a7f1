//! Moments: when something was recorded, as the clock on the wall showed it, and how a person reads that later.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, Unit, civil::Date, fmt::temporal::Pieces, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment to the second, with the offset from UTC that was in force where it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// The moment `at`, to the second, seen on a clock at `offset` from UTC.
    pub fn new(at: Timestamp, offset: Offset) -> Moment {
        let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
        Moment { at: whole, offset }
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.at.as_second()
    }

    /// The instant.
    pub fn timestamp(self) -> Timestamp {
        self.at
    }

    /// The same instant on the clock of `other`'s place.
    #[must_use]
    pub fn on_the_clock_of(self, other: Moment) -> Moment {
        Moment { at: self.at, offset: other.offset }
    }

    /// The day on the wall.
    pub fn day(self) -> Date {
        self.offset.to_datetime(self.at).date()
    }

    /// Hours and minutes on the wall: `14:02`.
    pub fn clock(self) -> String {
        self.offset.to_datetime(self.at).strftime("%H:%M").to_string()
    }

    /// As short as it stays unambiguous, seen from `now`: `14:02`, `yesterday`, `18 Nov`, `18 Nov 2024`.
    pub fn seen_from(self, now: Moment) -> String {
        let local = self.on_the_clock_of(now);
        if local.day() == now.day() { local.clock() } else { day_seen_from(local.day(), now.day()) }
    }
}

/// A day, as short as it stays unambiguous, seen from `today`.
pub fn day_seen_from(day: Date, today: Date) -> String {
    if today.yesterday().is_ok_and(|yesterday| day == yesterday) {
        "yesterday".to_owned()
    } else if day == today {
        "today".to_owned()
    } else if day.year() == today.year() {
        day.strftime("%-d %b").to_string()
    } else {
        day.strftime("%-d %b %Y").to_string()
    }
}

/// RFC 3339 with the numeric offset, as in `2026-11-24T14:02:11+01:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.at.display_with_offset(self.offset))
    }
}

impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(raw: &str) -> Result<Moment, jiff::Error> {
        let at: Timestamp = raw.parse()?;
        let offset = Pieces::parse(raw)?.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Moment { at: at.round(Unit::Second)?, offset })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let raw = String::deserialize(deserializer)?;
        raw.parse().map_err(|_| de::Error::custom("a time reads like 2026-11-24T14:02:11+01:00"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(raw: &str) -> Moment {
        raw.parse().unwrap()
    }

    #[test]
    fn a_moment_goes_out_and_comes_back() {
        for raw in ["2026-11-24T14:02:11+01:00", "1969-07-20T20:17:40-05:00", "2026-11-24T14:02:11+00:00"] {
            assert_eq!(moment(raw).to_string(), raw);
        }
        assert_eq!(moment("2026-11-24T14:02:11Z").to_string(), "2026-11-24T14:02:11+00:00");
        assert_eq!(Moment::new("2026-11-24T14:02:11.9Z".parse().unwrap(), Offset::UTC), moment("2026-11-24T14:02:11Z"));
    }

    #[test]
    fn a_moment_is_one_instant_on_every_clock() {
        let [here, there] = ["2026-11-24T14:02:11+01:00", "2026-11-25T02:02:11+13:00"].map(moment);
        assert_eq!((here.seconds(), here.timestamp()), (1_795_525_331, there.timestamp()));
        assert_eq!((here.on_the_clock_of(there), here != there), (there, true));
        assert_eq!((there.day().to_string().as_str(), there.clock().as_str()), ("2026-11-25", "02:02"));
    }

    #[test]
    fn a_moment_reads_shorter_the_nearer_it_is() {
        let now = moment("2026-11-24T15:00:00+01:00");
        assert_eq!(moment("2026-11-24T14:02:11+01:00").seen_from(now), "14:02");
        assert_eq!(moment("2026-11-24T14:02:11+00:00").seen_from(now), "15:02");
        assert_eq!(moment("2026-11-23T23:30:00+01:00").seen_from(now), "yesterday");
        assert_eq!(moment("2026-11-18T10:00:00+01:00").seen_from(now), "18 Nov");
        assert_eq!(moment("2024-11-18T10:00:00+01:00").seen_from(now), "18 Nov 2024");
        let days = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2027-11-24"];
        let seen = days.map(|day| day_seen_from(day.parse().unwrap(), now.day()));
        assert_eq!(seen, ["22 Nov", "yesterday", "today", "25 Nov", "24 Nov 2027"]);
    }
}
