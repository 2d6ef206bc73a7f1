//! How often a typed letter asks for memory, from the key to the frame that shows it.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]

#[allow(dead_code, reason = "shared with the benchmarks")]
#[path = "../examples/generate/stage.rs"]
mod stage;

use stage::Stage;

/// The most that one of some typed letters asks for: how often, and how many bytes in all.
fn most_per_letter(narrative: usize) -> (u64, u64) {
    let mut stage = Stage::recording(narrative, (80, 24));
    let text = "and then it was said that all of them had come again, ".repeat(4);
    let mut per_letter = |c: char| {
        let counted = allocation_counter::measure(|| {
            stage.type_text(c.encode_utf8(&mut [0; 4]));
            stage.draw();
        });
        (counted.count_total, counted.bytes_total)
    };
    // The first ones make room.
    for c in text.chars().take(20) {
        per_letter(c);
    }
    text.chars().map(per_letter).fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)))
}

/// What a letter may take: a little more than it does.
const TIMES: u64 = 150;
const BYTES: u64 = 30_000;

#[test]
fn a_typed_letter_asks_for_little_memory_however_long_the_text() {
    for narrative in [5_000, 1_000_000] {
        let (times, bytes) = most_per_letter(narrative);
        println!("{narrative} bytes of narrative: {times} allocations of {bytes} bytes in all");
        assert!(times <= TIMES && bytes <= BYTES, "{times} allocations of {bytes} bytes in all at {narrative}");
    }
}
