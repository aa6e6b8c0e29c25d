//! The settings of an app.

use std::num::NonZeroUsize;
use std::time::Duration;

use super::clock::Clock;
use crate::engine::EngineConfig;
use crate::external::External;
use crate::state::StateLimits;

/// The settings of an app. A clone has the same clock.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Number of partitions. Stored data does not move between partitions, so this number is the
    /// same for the whole life of an app. Default: 1.
    pub partitions: NonZeroUsize,
    /// Most commands that wait in a partition. Default: 1,024.
    pub queue: usize,
    /// Most commands that become durable together, before any of them is answered. Default: 64.
    pub group: usize,
    /// Most events that an asynchronous projector gets before commands have their turn again. A
    /// rebuild gets twice as many, or twice [`group`](Self::group) if that is more, so that it
    /// reaches the end of the log. Default: 64.
    pub batch: usize,
    /// Time before the first new try of a projector that failed, by the clock of the app; it
    /// doubles with each try. Default: 1 second.
    pub retry_first: Duration,
    /// The longest time between two tries of a projector. Default: 1 hour.
    pub retry_most: Duration,
    /// Most workspaces that a projector leaves behind after failures, while it goes on with others;
    /// at one more it stops for all. Default: 1,000.
    pub behind: usize,
    /// Most answers that a partition keeps for requests with [keys](super::Request::key), at least
    /// one. A later answer takes the place of the oldest. Default: 10,000.
    pub request_keys: usize,
    /// The longest time that an answer is kept for requests with the same key, by the clock of the
    /// app. Default: 1 day.
    pub request_key_age: Duration,
    /// Threads of a partition that run queries, each with engines of its own. Default: 1.
    pub readers: NonZeroUsize,
    /// Most queries that wait in a partition. Default: 1,024.
    pub read_queue: usize,
    /// Most missed turns that a job catches up on when time jumps ahead; older ones are left out.
    /// Default: 10,000.
    pub missed_runs: u32,
    /// The clock at the start of the app. Default: 1970, and it stands still until it is set.
    pub clock: Clock,
    /// Limits of the engines.
    pub engine: EngineConfig,
    /// Limits of the runs.
    pub limits: StateLimits,
    /// Connections to the world outside. Default: none.
    pub external: External,
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
            request_keys: 10_000,
            request_key_age: Duration::from_hours(24),
            readers: NonZeroUsize::MIN,
            read_queue: 1024,
            missed_runs: 10_000,
            clock: Clock::default(),
            engine: EngineConfig::default(),
            limits: StateLimits::default(),
            external: External::default(),
        }
    }
}

impl AppConfig {
    /// The default settings with this many partitions, at least one.
    pub fn with_partitions(partitions: usize) -> Self {
        Self {
            partitions: NonZeroUsize::new(partitions).unwrap_or(NonZeroUsize::MIN),
            ..Self::default()
        }
    }
}

/// Returns the partition of a workspace.
pub(super) fn partition_of(workspace: i64, partitions: NonZeroUsize) -> usize {
    let partitions = partitions.get() as u64;
    usize::try_from(workspace.cast_unsigned() % partitions).unwrap_or_default()
}
