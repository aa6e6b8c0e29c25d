//! The ids of new records.
//!
//! Every context has the function. So for a kind that inserts no records the compiler reports which
//! kinds do, and not that there is no such function. Each is written out, since the compiler shows
//! its declaration.

use super::access::InsertRecord;
use super::{CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext};
use crate::untyped::RecordId;

impl<'run> CommandContext<'run> {
    /// Returns an id for a new record. Until the end of the run it is a *raw id*; the host puts a
    /// new id in its place wherever the intents of the run and its results have it. So use it for
    /// the record, in fields that refer to the record, and in the result; but a get does not find
    /// it. The caller gets the new id in the result, or from the host.
    ///
    /// An id that no insert uses stays a raw id. A run has 65,535 of them: with more it fails at
    /// its end. They are counted downwards from there, so an application may also number records
    /// itself, by small numbers.
    ///
    /// ```
    /// use heeus_sdk::prelude::*;
    ///
    /// #[derive(Entity)]
    /// #[entity(record = "shop.Order")]
    /// struct Order {
    ///     #[entity(id)]
    ///     id: RecordId,
    ///     day: i32,
    /// }
    ///
    /// #[derive(Entity)]
    /// #[entity(record = "shop.Item")]
    /// struct Item {
    ///     #[entity(id)]
    ///     id: RecordId,
    ///     order: RecordId,
    /// }
    ///
    /// fn place(ctx: &CommandContext<'_>, day: i32) -> RecordId {
    ///     let order = ctx.new_id();
    ///     Order { id: order, day }.insert(ctx);
    ///     Item { id: ctx.new_id(), order }.insert(ctx);
    ///     order
    /// }
    /// ```
    #[inline]
    pub fn new_id(&self) -> RecordId
    where
        Self: InsertRecord<'run>,
    {
        self.untyped().new_id()
    }
}

impl<'run> QueryContext<'run> {
    /// Not for queries, which write no records.
    #[inline]
    pub fn new_id(&self) -> RecordId
    where
        Self: InsertRecord<'run>,
    {
        self.untyped().new_id()
    }
}

impl<'run> ValidatorContext<'run> {
    /// Not for validators, which write nothing.
    #[inline]
    pub fn new_id(&self) -> RecordId
    where
        Self: InsertRecord<'run>,
    {
        self.untyped().new_id()
    }
}

impl<'run> ProjectorContext<'run> {
    /// Not for projectors, which write no records.
    #[inline]
    pub fn new_id(&self) -> RecordId
    where
        Self: InsertRecord<'run>,
    {
        self.untyped().new_id()
    }
}

impl<'run> JobContext<'run> {
    /// Not for jobs, which write no records.
    #[inline]
    pub fn new_id(&self) -> RecordId
    where
        Self: InsertRecord<'run>,
    {
        self.untyped().new_id()
    }
}
