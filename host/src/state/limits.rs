//! Limits of one run.

use std::time::Duration;

use heeus_abi::{ExtensionKind, limits};

/// Limits of one run. A run that passes one ends.
///
/// The host passes what a run reads to its guest and does not keep it. It keeps the writes until
/// they are applied or dropped: the intents, and for updates whole elements, however much memory
/// the guest has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateLimits {
    /// Intents of a run, by kind; intents for sys.Result, sys.Response and sys.Logger do not count,
    /// mails do.
    pub intents: IntentLimits,
    /// Bytes of all intents of a run, as on the wire; all storages count. A guest can send at most
    /// one block of 16 MiB.
    pub intent_bytes: u64,
    /// Bytes that the intents of a run write to views and records: an update counts as the whole
    /// element. Default: 64 MiB.
    pub write_bytes: u64,
    /// Calls of get and of read in a run.
    pub reads: u64,
    /// Bytes that gets and reads deliver in a run: the records of values, and for reads also the
    /// records of keys.
    pub read_bytes: u64,
    /// Bytes of the keys of nested reads: of a read inside of other reads and of the reads around
    /// it. The host holds a copy of each key until its read is done. The key of a read that is not
    /// nested is not limited by this.
    pub open_key_bytes: u64,
    /// Bytes of the requests of a run to sys.Http and sys.FederationCommand: their keys, and 128
    /// more for each request. Default: 2 MiB.
    pub request_bytes: u64,
    /// Time of all calls of a run outside of the host: requests, commands of other apps, look-ups
    /// of secrets. It does not count for the `run_time` of an engine. Default: 10 s.
    pub external_time: Duration,
    /// True if a read of a view may have fewer key fields than its partition key. It then reads
    /// more than one partition, which most hosts refuse: an extension that works here may fail
    /// there.
    pub reads_across_partitions: bool,
    /// True if a read may have a range: bounds, or the order from the last element to the first. A
    /// platform that reads in key order only answers such a read with a code, and so does a host
    /// without this. Default: true.
    pub ranges: bool,
    /// Intents of one run that overwrite each other.
    pub overwrites: Overwrites,
}

/// The treatment of two intents of a run where the later one overwrites what the earlier one sets:
/// an update of a field that an earlier update sets, or a new row of a view in the place of one
/// that the run has written. The run computed the later one without the earlier one, since reads do
/// not see the writes of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrites {
    /// The run fails.
    #[default]
    Refuse,
    /// The later intent replaces the earlier one.
    Allow,
}

impl Default for StateLimits {
    fn default() -> Self {
        Self {
            intents: IntentLimits::default(),
            intent_bytes: limits::MAX_BLOCK as u64,
            write_bytes: 64 << 20,
            reads: 1_000_000,
            read_bytes: 1 << 30,
            open_key_bytes: 1 << 20,
            request_bytes: 2 << 20,
            external_time: Duration::from_secs(10),
            reads_across_partitions: false,
            ranges: true,
            overwrites: Overwrites::Refuse,
        }
    }
}

/// Most intents of a run, by kind of extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntentLimits {
    /// Limit of a command.
    pub command: u64,
    /// Limit of a query.
    pub query: u64,
    /// Limit of a validator.
    pub validator: u64,
    /// Limit of a projector.
    pub projector: u64,
    /// Limit of a job.
    pub job: u64,
}

impl Default for IntentLimits {
    fn default() -> Self {
        Self {
            command: 1000,
            query: 1,
            validator: 0,
            projector: 1000,
            job: 100,
        }
    }
}

impl IntentLimits {
    /// The limit of this kind.
    pub const fn of(&self, kind: ExtensionKind) -> u64 {
        match kind {
            ExtensionKind::Command => self.command,
            ExtensionKind::Query => self.query,
            ExtensionKind::Validator => self.validator,
            ExtensionKind::Projector => self.projector,
            ExtensionKind::Job => self.job,
        }
    }
}
