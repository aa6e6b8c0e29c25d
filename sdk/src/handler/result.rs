//! The rows that an extension returns.
//!
//! Every context has the function. So for a kind without a result the compiler reports which kinds
//! have one, and not that there is no such function. Each is written out, since the compiler shows
//! its declaration.

use crate::run::encode::Flat;
use heeus_abi::{Op, Storage};

use crate::context::access::InsertResult;
use crate::context::{
    CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::run::block::{Place, intend};
use crate::typed::ToRecord;
use crate::untyped::WasmState;

fn add(state: &WasmState<'_>, row: &impl ToRecord) {
    let result = const { &Place::without_entity(Storage::Result) };
    intend(state.run(), Op::Insert, result, &Flat::NONE, row);
}

impl<'run> CommandContext<'run> {
    /// Sets the row as the result of the command.
    #[inline]
    pub fn result(&self, row: &impl ToRecord)
    where
        Self: InsertResult<'run>,
    {
        add(self.untyped(), row);
    }
}

impl<'run> QueryContext<'run> {
    /// Adds a row to the result of the query.
    #[inline]
    pub fn result(&self, row: &impl ToRecord)
    where
        Self: InsertResult<'run>,
    {
        add(self.untyped(), row);
    }
}

impl<'run> ValidatorContext<'run> {
    /// Not for validators, which return nothing.
    #[inline]
    pub fn result(&self, row: &impl ToRecord)
    where
        Self: InsertResult<'run>,
    {
        add(self.untyped(), row);
    }
}

impl<'run> ProjectorContext<'run> {
    /// Not for projectors, which return nothing.
    #[inline]
    pub fn result(&self, row: &impl ToRecord)
    where
        Self: InsertResult<'run>,
    {
        add(self.untyped(), row);
    }
}

impl<'run> JobContext<'run> {
    /// Not for jobs, which return nothing.
    #[inline]
    pub fn result(&self, row: &impl ToRecord)
    where
        Self: InsertResult<'run>,
    {
        add(self.untyped(), row);
    }
}
