//! The vocabulary of tests of extensions: kits, arranged state, expectations.

mod arrange;
mod bless;
mod bounds;
mod costs;
mod diff;
mod failures;
mod golden;
mod inline;
mod intent;
mod kit;
mod outcome;
mod render;
mod requests;
mod rows;
mod run;
mod said;
#[cfg(feature = "lua")]
mod scripts;
#[cfg(feature = "proptest")]
mod shape;
mod snapshot;
mod standins;
mod twins;
mod typed;
mod under_test;
mod unused;
mod usage;
mod value;
mod world;

#[doc(hidden)]
pub use bless::Place;
pub use costs::{Costs, RunCost};
pub use golden::Golden;
pub use inline::{Expect, ExpectFile};
pub use intent::{
    Intent, insert, insert_record, insert_singleton, insert_view, mail, response, result, update,
    update_record, update_singleton, update_view,
};
pub use kit::Kit;
pub use outcome::Outcome;
#[cfg(feature = "proptest")]
pub use shape::{RecordShape, any_record, near_misses, records};
pub use snapshot::Expected;
pub use standins::{CommandAnswer, HttpAnswer};
pub use twins::Twins;
pub use typed::{inserted, updated};
pub use under_test::{DeclaredFeature, UnderTest};
pub use value::{Array, Content, DynRecord, Item};

// The same things have the same names in an extension and in its tests.
pub use heeus_sdk::{QName, RecordId};
pub use world::{World, module_of_world, wanted_costs};
