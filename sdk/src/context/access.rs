//! The access of each kind of extension to each storage, as traits. A trait is implemented for the
//! contexts of the kinds that have the access, and for the untyped [`WasmState`], whose use only
//! the host checks. The rows come from the access table of the contract: ABI.md, section 11.

use super::kinds::{
    CommandContext, Context, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::untyped::WasmState;

macro_rules! access {
    ($($trait:ident, $may:literal, $may_not:literal, $all:literal, $($context:ident)+;)+) => {$(
        #[doc = concat!("A context of a kind that may ", $may, ".")]
        #[doc = ""]
        #[doc = concat!($all, ".")]
        #[diagnostic::on_unimplemented(
            message = $may_not,
            label = "not allowed for the kind of this context",
            note = $all,
        )]
        pub trait $trait<'run>: Context<'run> {}

        #[diagnostic::do_not_recommend]
        impl<'run> $trait<'run> for WasmState<'run> {}
        $(#[diagnostic::do_not_recommend]
        impl<'run> $trait<'run> for $context<'run> {})+
    )+};
}

heeus_sdk_macros::__access_rows! { access }
