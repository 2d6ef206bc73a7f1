//! Makes an invented library to measure with: `cargo run --release --example generate -- DIR 10000`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it reads and writes files, and measures time"
)]

use std::path::PathBuf;

use clap::Parser;

#[path = "making.rs"]
mod making;

/// Makes an invented library to measure with; the same seed makes the same library.
#[derive(Parser)]
struct Args {
    /// The library's folder
    folder: PathBuf,
    /// How many evaluations
    count: usize,
    /// What the invention starts from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Has them answer a framework of the library's own with this many questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    questions: Option<u16>,
    /// Gives the first evaluation's first narrative this many bytes
    #[arg(long, value_name = "BYTES")]
    narrative: Option<usize>,
}

fn main() -> anyhow::Result<()> {
    let Args { folder, count, seed, questions, narrative } = Args::parse();
    let plan = making::Plan { seed, questions: questions.map(usize::from), narrative };
    let first = plan.write(&folder, count)?;
    if count > 0 {
        println!("{first}");
    }
    Ok(())
}
