//! The time, which reaches the core with each message, and random numbers, whose seed it is begun with.

#![allow(clippy::disallowed_methods, reason = "this is where the time and random numbers come from")]

use std::hash::{BuildHasher, RandomState};

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use crate::model::{Dice, Moment};

/// Now, on the clock of this place.
pub fn now() -> Moment {
    let now = ZonedDateTime::now();
    Moment::new(now.timestamp(), now.offset())
}

/// A moment on the clock of this place.
pub fn here(at: Timestamp) -> Moment {
    Moment::new(at, TimeZone::system().to_offset(at))
}

/// Dice that fall differently each time.
pub fn dice() -> Dice {
    Dice::new(seed())
}

/// A number that is another one each time.
pub fn seed() -> u64 {
    RandomState::new().hash_one(Timestamp::now().as_nanosecond())
}
