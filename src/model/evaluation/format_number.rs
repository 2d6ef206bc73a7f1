//! The number of the file format, which every evaluation carries.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The number of the format that this program writes.
pub const FORMAT: u32 = 2;

/// The mark of an evaluation in the current format; in a file it reads as [`FORMAT`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatNumber;

impl Serialize for FormatNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FORMAT.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FormatNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FormatNumber, D::Error> {
        match u32::deserialize(deserializer)? {
            FORMAT => Ok(FormatNumber),
            other => Err(de::Error::custom(format_args!("format {other} is not known; this program writes {FORMAT}"))),
        }
    }
}
