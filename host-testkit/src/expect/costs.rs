//! The costs of a kit's runs.

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};

use super::kit::Kit;
use heeus_host::engine::RunStats;

/// The resources that each run of a [`Kit`] used, in order; displayed, it is a table.
///
/// Natively fuel is 0 and the use of the arena is unknown. The same runs of the same module on the
/// same state use the same fuel and arena each time; the first run of a kit may use a little more
/// than later ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Costs {
    runs: Vec<RunCost>,
    /// The number of runs under each name.
    names: HashMap<String, u32>,
}

/// The resources that one run used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunCost {
    /// Its name: the extension, and the [label](Kit::label) that the test gave it: `NewOrder (two
    /// items)`. The second run of the same name has `#2` appended.
    pub run: String,
    /// The resources it used.
    pub stats: RunStats,
}

impl Costs {
    /// All runs, in order.
    pub fn runs(&self) -> &[RunCost] {
        &self.runs
    }

    pub(super) fn push(&mut self, extension: &str, label: Option<&str>, stats: RunStats) {
        let plain = label.map_or_else(
            || extension.to_owned(),
            |label| format!("{extension} ({label})"),
        );
        let times = self.names.entry(plain.clone()).or_default();
        *times += 1;
        let run = match times {
            1 => plain,
            times => format!("{plain} #{times}"),
        };
        self.runs.push(RunCost { run, stats });
    }
}

impl Kit {
    /// Names the next run in [`costs`](Self::costs) and golden costs, beside the name of its
    /// extension.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// The costs of each run of this kit so far: fuel, arena, calls to the host, bytes read and
    /// written.
    pub const fn costs(&self) -> &Costs {
        &self.costs
    }
}

const TITLES: [&str; 6] = ["run", "fuel", "arena", "host calls", "read", "written"];

/// A line for each run, with aligned numbers: fuel, the most bytes of arena in use, calls to the
/// host, bytes read and bytes written. An unknown number is `-`.
impl Display for Costs {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let known = |run: &RunCost| run.stats.fuel != 0;
        let rows: Vec<[String; 6]> = self
            .runs
            .iter()
            .map(|run| {
                let stats = &run.stats;
                let none = || "-".to_owned();
                [
                    run.run.clone(),
                    if known(run) {
                        stats.fuel.to_string()
                    } else {
                        none()
                    },
                    stats
                        .arena_bytes
                        .map_or_else(none, |bytes| bytes.to_string()),
                    stats.host_calls.to_string(),
                    stats.bytes_read.to_string(),
                    stats.bytes_written.to_string(),
                ]
            })
            .collect();
        let widths: [usize; 6] = std::array::from_fn(|column| {
            let cells = rows.iter().map(|row| row[column].chars().count());
            cells.chain([TITLES[column].len()]).max().unwrap_or(0)
        });
        line(&TITLES, &widths, f)?;
        rows.iter().try_for_each(|row| line(row, &widths, f))
    }
}

fn line(cells: &[impl AsRef<str>; 6], widths: &[usize; 6], f: &mut Formatter<'_>) -> fmt::Result {
    for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let cell = cell.as_ref();
        match column {
            0 => write!(f, "{cell:<width$}")?,
            _ => write!(f, "  {cell:>width$}")?,
        }
    }
    writeln!(f)
}
