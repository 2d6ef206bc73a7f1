//! Which characters no font of a document has, and how a person calls the script that they belong to.

use crate::exchange::unprintable::Unprintable;

/// Characters that can't be drawn.
#[derive(Debug, Default)]
pub(super) struct Missing {
    clusters: Vec<String>,
}

/// How many of them a message shows.
const SHOWN: usize = 8;

/// Scripts by their blocks.
const SCRIPTS: &[(u32, u32, &str)] = &[
    (0x0700, 0x074f, "Syriac letters"),
    (0x0780, 0x07bf, "Thaana letters"),
    (0x07c0, 0x07ff, "N'Ko letters"),
    (0x0a80, 0x0aff, "Gujarati letters"),
    (0x0b00, 0x0b7f, "Odia letters"),
    (0x0c00, 0x0c7f, "Telugu letters"),
    (0x0c80, 0x0cff, "Kannada letters"),
    (0x0d00, 0x0d7f, "Malayalam letters"),
    (0x0d80, 0x0dff, "Sinhala letters"),
    (0x0e00, 0x0e7f, "Thai letters"),
    (0x0e80, 0x0eff, "Lao letters"),
    (0x0f00, 0x0fff, "Tibetan letters"),
    (0x1000, 0x109f, "Burmese letters"),
    (0x1100, 0x11ff, "Korean letters"),
    (0x13a0, 0x13ff, "Cherokee letters"),
    (0x1780, 0x17ff, "Khmer letters"),
    (0x1800, 0x18af, "Mongolian letters"),
    (0x2d30, 0x2d7f, "Tifinagh letters"),
    (0x2e80, 0x2fdf, "Chinese characters"),
    (0x3000, 0x303f, "Chinese and Japanese punctuation"),
    (0x3040, 0x30ff, "Japanese letters"),
    (0x3130, 0x318f, "Korean letters"),
    (0x31f0, 0x31ff, "Japanese letters"),
    (0x3400, 0x9fff, "Chinese characters"),
    (0xa960, 0xa97f, "Korean letters"),
    (0xac00, 0xd7ff, "Korean letters"),
    (0xf900, 0xfaff, "Chinese characters"),
    (0xff00, 0xffef, "wide letters"),
    (0x20000, 0x3ffff, "Chinese characters"),
];

impl Missing {
    /// What somebody takes for one character, of which a font has a part at most.
    pub(super) fn add(&mut self, cluster: &str) {
        if self.clusters.len() < SHOWN && !self.clusters.iter().any(|known| known == cluster) {
            self.clusters.push(cluster.to_owned());
        }
    }

    /// Refuses the report of this title where something is missing.
    pub(super) fn checked(&self, title: &str) -> Result<(), Unprintable> {
        let Some((script, characters)) = self.told() else { return Ok(()) };
        Err(Unprintable::NoFont { script, characters, title: title.to_owned() })
    }

    /// What it is, by the script of the first, and each once: `("Chinese characters", "中 文")`.
    fn told(&self) -> Option<(&'static str, String)> {
        let first = u32::from(self.clusters.first()?.chars().next()?);
        let found = SCRIPTS.iter().find(|(from, to, _)| (*from..=*to).contains(&first));
        let script = found.map_or("these characters", |(_, _, name)| name);
        Some((script, self.clusters.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_by_its_script_and_each_once() {
        let mut missing = Missing::default();
        assert_eq!(missing.told(), None);
        for cluster in ["中", "文", "中"] {
            missing.add(cluster);
        }
        assert_eq!(missing.told(), Some(("Chinese characters", "中 文".to_owned())));
        let mut other = Missing::default();
        other.add("\u{e000}");
        assert_eq!(other.told().unwrap().0, "these characters");
        assert!(SCRIPTS.is_sorted());
    }
}
