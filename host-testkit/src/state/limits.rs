//! How much one run may do.

use heeus_abi::{Kind, limits};

/// Limits of one run. Breaking one ends the run.
///
/// What a run reads is given to its guest and not kept. What it writes is kept until it is applied or dropped: its intents,
/// and with updates whole elements, whatever memory its guest has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateLimits {
    /// Intents of a run, by kind; those for sys.Result, sys.Response and sys.Logger do not count, mails do.
    pub intents: IntentLimits,
    /// Bytes of all intents of a run, as they stand on the wire; all storages count. At most a block's 16 MiB
    /// ever come from a guest.
    pub intent_bytes: u64,
    /// Bytes that the intents of a run write to views and records: an update writes the whole element. Default: 64 MiB.
    pub write_bytes: u64,
    /// Calls of get and of read in a run.
    pub reads: u64,
    /// Bytes that gets and reads deliver in a run: records of values, and of keys where many are read.
    pub read_bytes: u64,
    /// Bytes of the keys of a read inside of reads and of the reads around it, which the host has copies of until each is
    /// done. A read that is inside of none may have any key.
    pub open_key_bytes: u64,
    /// Bytes of the requests of a run to sys.Http and sys.FederationCommand: their keys, which the state keeps, 128 more
    /// for each. Default: 2 MiB.
    pub request_bytes: u64,
    /// Whether a read of a view may have fewer key fields than its partition key. It then goes through more than one
    /// partition, which most hosts refuse: what runs here may not run there.
    pub reads_across_partitions: bool,
    /// Intents of one run that overwrite each other.
    pub overwrites: Overwrites,
}

/// What becomes of a run with two intents where the later one overwrites what the earlier one sets: an update of a field that
/// an earlier update sets, or a new row of a view in the place of one that the run has written. The later one was made
/// without the earlier one, since reads do not see what the run has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrites {
    /// The run fails.
    #[default]
    Refuse,
    /// The later one counts.
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
            reads_across_partitions: false,
            overwrites: Overwrites::Refuse,
        }
    }
}

/// Most intents of a run, by kind of extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntentLimits {
    /// Of a command.
    pub command: u64,
    /// Of a query.
    pub query: u64,
    /// Of a validator.
    pub validator: u64,
    /// Of a projector.
    pub projector: u64,
    /// Of a job.
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
    pub const fn of(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Command => self.command,
            Kind::Query => self.query,
            Kind::Validator => self.validator,
            Kind::Projector => self.projector,
            Kind::Job => self.job,
        }
    }
}
