//! The context parameter of extensions: the context of their kind, or the untyped state.
//!
//! Each implementation is written out, since the compiler shows the one that nearly fits.

use super::{command, job, projector, query, validator};
use crate::context::{
    CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::untyped::WasmState;

impl<'s, 'run> command::ContextParam<'s, 'run> for &'s CommandContext<'run> {
    #[inline]
    fn from_context(ctx: Self) -> Self {
        ctx
    }
}

#[diagnostic::do_not_recommend]
impl<'s, 'run> command::ContextParam<'s, 'run> for &'s WasmState<'run> {
    #[inline]
    fn from_context(ctx: &'s CommandContext<'run>) -> Self {
        ctx.untyped()
    }
}

impl<'s, 'run> query::ContextParam<'s, 'run> for &'s QueryContext<'run> {
    #[inline]
    fn from_context(ctx: Self) -> Self {
        ctx
    }
}

#[diagnostic::do_not_recommend]
impl<'s, 'run> query::ContextParam<'s, 'run> for &'s WasmState<'run> {
    #[inline]
    fn from_context(ctx: &'s QueryContext<'run>) -> Self {
        ctx.untyped()
    }
}

impl<'s, 'run> validator::ContextParam<'s, 'run> for &'s ValidatorContext<'run> {
    #[inline]
    fn from_context(ctx: Self) -> Self {
        ctx
    }
}

#[diagnostic::do_not_recommend]
impl<'s, 'run> validator::ContextParam<'s, 'run> for &'s WasmState<'run> {
    #[inline]
    fn from_context(ctx: &'s ValidatorContext<'run>) -> Self {
        ctx.untyped()
    }
}

impl<'s, 'run> projector::ContextParam<'s, 'run> for &'s ProjectorContext<'run> {
    #[inline]
    fn from_context(ctx: Self) -> Self {
        ctx
    }
}

#[diagnostic::do_not_recommend]
impl<'s, 'run> projector::ContextParam<'s, 'run> for &'s WasmState<'run> {
    #[inline]
    fn from_context(ctx: &'s ProjectorContext<'run>) -> Self {
        ctx.untyped()
    }
}

impl<'s, 'run> job::ContextParam<'s, 'run> for &'s JobContext<'run> {
    #[inline]
    fn from_context(ctx: Self) -> Self {
        ctx
    }
}

#[diagnostic::do_not_recommend]
impl<'s, 'run> job::ContextParam<'s, 'run> for &'s WasmState<'run> {
    #[inline]
    fn from_context(ctx: &'s JobContext<'run>) -> Self {
        ctx.untyped()
    }
}
