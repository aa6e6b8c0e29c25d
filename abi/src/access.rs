//! The access table: the ways in which each kind of extension may use each storage.
//!
//! It is the only one. The host checks each call and each intent by it, a macro makes the SDK's
//! traits of it, and a test compares it with ABI.md, section 11.

use core::fmt;

use crate::{ExtensionKind, Op, Storage};

/// One way to use a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Look one element up.
    Get,
    /// Read many elements.
    Read,
    /// Insert an element.
    Insert,
    /// Update an element.
    Update,
}

impl Access {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Get, Self::Read, Self::Insert, Self::Update];

    /// The verb in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Read => "read",
            Self::Insert => "insert",
            Self::Update => "update",
        }
    }

    /// The words before the name of a storage: "insert into".
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Get => "get from",
            Self::Read => "read from",
            Self::Insert => "insert into",
            Self::Update => "update",
        }
    }
}

impl From<Op> for Access {
    fn from(op: Op) -> Self {
        match op {
            Op::Insert => Self::Insert,
            Op::Update => Self::Update,
        }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of ways to use a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ops(u8);

impl Ops {
    const fn of(accesses: &[Access]) -> Self {
        let mut bits = 0;
        let mut rest = accesses;
        while let [first, tail @ ..] = rest {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        Self(bits)
    }

    /// Returns whether the set contains this way.
    #[inline]
    pub const fn contains(self, access: Access) -> bool {
        self.0 & (1 << access as u8) != 0
    }

    /// Iterates over the ways in the set.
    pub fn iter(self) -> impl Iterator<Item = Access> {
        Access::ALL
            .into_iter()
            .filter(move |&access| self.contains(access))
    }
}

/// Writes "get, read and update"; for the empty set "do nothing".
impl fmt::Display for Ops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.iter().peekable();
        let Some(first) = rest.next() else {
            return f.write_str("do nothing");
        };
        f.write_str(first.name())?;
        while let Some(access) = rest.next() {
            f.write_str(if rest.peek().is_some() { ", " } else { " and " })?;
            f.write_str(access.name())?;
        }
        Ok(())
    }
}

const NO: Ops = Ops::of(&[]);
const G: Ops = Ops::of(&[Access::Get]);
const R: Ops = Ops::of(&[Access::Read]);
const I: Ops = Ops::of(&[Access::Insert]);
const GR: Ops = Ops::of(&[Access::Get, Access::Read]);
const GIU: Ops = Ops::of(&[Access::Get, Access::Insert, Access::Update]);
const GRIU: Ops = Ops::of(&Access::ALL);

/// Returns the ways in which an extension of this kind may use this storage.
#[inline]
pub const fn allowed(kind: ExtensionKind, storage: Storage) -> Ops {
    let [command, query, validator, projector, job] = row(storage);
    match kind {
        ExtensionKind::Command => command,
        ExtensionKind::Query => query,
        ExtensionKind::Validator => validator,
        ExtensionKind::Projector => projector,
        ExtensionKind::Job => job,
    }
}

/// Returns the ways for command, query, validator, projector and job, in this order.
#[inline]
const fn row(storage: Storage) -> [Ops; 5] {
    match storage {
        Storage::View => [G, GR, GR, GRIU, GRIU],
        Storage::Record => [GIU, G, G, G, G],
        Storage::WLog => [G, GR, G, GR, GR],
        Storage::Event => [NO, NO, G, G, NO],
        Storage::CommandContext => [G, NO, G, NO, NO],
        Storage::QueryContext => [NO, G, NO, NO, NO],
        Storage::JobContext => [NO, NO, NO, NO, G],
        Storage::Result | Storage::Response => [I, I, NO, NO, NO],
        Storage::RequestSubject => [G, G, G, NO, NO],
        Storage::AppSecret | Storage::Uniq => [G, G, G, G, G],
        Storage::Http => [NO, R, NO, R, R],
        Storage::FederationCommand => [NO, G, NO, G, G],
        Storage::SendMail => [NO, NO, NO, I, I],
        Storage::Logger => [I, I, I, I, I],
    }
}
