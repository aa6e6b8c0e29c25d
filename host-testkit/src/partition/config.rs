//! How an app is set up.

use std::num::NonZeroUsize;
use std::time::Duration;

use super::clock::Clock;
use crate::engine::EngineConfig;
use crate::state::StateLimits;

/// How an app is set up. A clone has the same clock.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Number of partitions. What is stored stays where it is, so it is the same for all the life of an app. Default: 1.
    pub partitions: NonZeroUsize,
    /// Commands that wait in a partition before it takes no more. Default: 1,024.
    pub queue: usize,
    /// Most commands that become durable together, before any of them is answered. Default: 64.
    pub group: usize,
    /// Most events that an asynchronous projector is given before it is the turn of commands again. Default: 64.
    pub batch: usize,
    /// Time until a projector that failed tries again, by the clock of the app; it doubles with each try. Default: 1 second.
    pub retry_first: Duration,
    /// The most time between two tries of a projector. Default: 1 hour.
    pub retry_most: Duration,
    /// Workspaces that a projector leaves behind where it fails, while others go on; with one more it stops for all.
    /// Default: 1,000.
    pub behind: usize,
    /// Threads of a partition that run queries, each with engines of its own. Default: 1.
    pub readers: NonZeroUsize,
    /// Queries that wait in a partition before it takes no more. Default: 1,024.
    pub read_queue: usize,
    /// Most turns of a job that are made up for where time jumps ahead; older ones are left out. Default: 10,000.
    pub missed_runs: u32,
    /// The time that the app begins with. Default: 1970, where it stands still until it is set.
    pub clock: Clock,
    /// Limits of the engines.
    pub engine: EngineConfig,
    /// Limits of the runs.
    pub limits: StateLimits,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            partitions: NonZeroUsize::MIN,
            queue: 1024,
            group: 64,
            batch: 64,
            retry_first: Duration::from_secs(1),
            retry_most: Duration::from_hours(1),
            behind: 1000,
            readers: NonZeroUsize::MIN,
            read_queue: 1024,
            missed_runs: 10_000,
            clock: Clock::default(),
            engine: EngineConfig::default(),
            limits: StateLimits::default(),
        }
    }
}

impl AppConfig {
    /// The usual settings with this many partitions, one at least.
    pub fn with_partitions(partitions: usize) -> Self {
        Self {
            partitions: NonZeroUsize::new(partitions).unwrap_or(NonZeroUsize::MIN),
            ..Self::default()
        }
    }
}

/// The partition of a workspace.
pub(super) fn partition_of(workspace: i64, partitions: NonZeroUsize) -> usize {
    let partitions = partitions.get() as u64;
    usize::try_from(workspace.cast_unsigned() % partitions).unwrap_or_default()
}
