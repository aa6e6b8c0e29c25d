//! The vocabulary of tests of extensions: kits, arranged state, expectations.

mod arrange;
mod bless;
mod bounds;
mod costs;
mod diff;
mod expectation;
mod failures;
pub(crate) mod fakes;
mod golden;
mod inline;
pub(crate) mod intent;
pub(crate) mod kit;
mod new_ids;
mod now;
pub(crate) mod outcome;
mod rebuilt;
mod render;
mod requests;
mod rows;
mod run;
pub(crate) mod scenario;
#[cfg(feature = "lua")]
mod scripts;
#[cfg(feature = "proptest")]
mod shape;
mod snapshot;
pub(crate) mod twins;
mod typed;
mod under_test;
mod unused;
mod usage;
pub(crate) mod value;
pub(crate) mod world;

#[doc(hidden)]
pub use bless::Place;
pub use costs::{Costs, RunCost};
pub use golden::Golden;
pub use inline::{Expect, ExpectFile};
pub use intent::{
    insert, insert_record, insert_singleton, insert_view, mail, response, result, update,
    update_record, update_singleton, update_view,
};
pub use new_ids::new_id;
pub use rebuilt::expect_same_after_rebuild;
#[cfg(feature = "proptest")]
pub use shape::{RecordShape, any_record, near_misses, records};
pub use snapshot::Expected;
pub use typed::{inserted, updated};
pub use under_test::{DeclaredFeature, UnderTest};
pub use value::{Array, Item};

pub(crate) use heeus_sdk::{QName, RecordId};
pub use world::module_of_world;
