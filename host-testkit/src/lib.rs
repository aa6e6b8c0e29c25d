//! A kit to test Heeus extensions with.
//!
//! # Testing an extension crate
//!
//! A test names the directory of the crate. The kit builds the crate to wasm as its author ships
//! it, once per process, and runs its extensions on a state that belongs to the test, with all
//! limits on:
//!
//! ```
//! use heeus_host_testkit::prelude::*;
//!
//! # // The directory of an extension crate's own tests.
//! # macro_rules! env { ($name:tt) => { concat!(std::env!($name), "/../examples/orders") } }
//! let day = || record! { Year: 2026, Month: 1, Day: 2 };
//! let items = [record! { Quantity: 2, SinglePrice: 50i64 }];
//! let order = day().with("Items", items);
//! let mut kit = Kit::build(env!("CARGO_MANIFEST_DIR"));
//! kit.view("orders.OrderedItems", day(), record! { Amount: 300i64 })
//!     .event(record! { QName: QName("orders.Ordered"), ArgumentObject: order });
//!
//! kit.run("CalcOrderedItems", record! {})
//!     .expect_intents([insert_view("orders.OrderedItems", day()).with("Amount", 400i64)])
//!     .expect_no_logs();
//!
//! kit.expect_row("orders.OrderedItems", day(), record! { Amount: 400i64 });
//! ```
//!
//! [`Kit`] arranges the state and runs, [`Outcome`] holds the outcome of a run, [`record!`] writes
//! records. A failure names the line of the test, shows the differences in the syntax of the test,
//! and lists the log lines and the host calls of the extension. An unexpected error or intent fails
//! the test too.
//!
//! `cargo test` and a toolchain with the wasm target are enough: `rustup target add
//! wasm32-unknown-unknown`. [`Kit::native`] runs the same test without that target, on the
//! extensions as plain Rust. [`Fixture`](fixture::Fixture) builds with other features or other
//! variables. A panic of the extension is reported with its own message, file and line.
//!
//! # With your own types
//!
//! If a test sees the structs of its extensions, it needs no records: a reference to a struct that
//! derives `Record` can replace any [`record!`], and a struct that derives `Entity` can replace a
//! key and a value. To rename a field is then a change in one place, and the compiler checks its
//! type. [`inserted`](expect::inserted) and [`updated`](expect::updated) create intents,
//! [`Kit::given`] arranges the state, [`Kit::expect_stored`], [`Kit::expect_all`] and
//! [`Kit::expect_none`] check it, [`Outcome::expect_result`] and [`Outcome::expect_results`] check
//! the results of a run:
//!
//! ```standalone_crate
//! use heeus_host_testkit::prelude::*;
//! # use heeus_sdk::prelude::*;
//!
//! # /// What is ordered.
//! # #[derive(Record)]
//! # struct Order { day: i32, price: i64 }
//! # /// What an order comes to.
//! # #[derive(Record)]
//! # struct Total { total: i64 }
//! # /// What the orders of a day come to.
//! # #[derive(Entity, Clone)]
//! # #[entity(view = "shop.Day")]
//! # struct Day {
//! #     #[entity(partition)]
//! #     day: i32,
//! #     amount: i64,
//! # }
//! # #[extension(kind = "command", name = "NewOrder")]
//! # fn new_order(_: &CommandContext<'_>, order: Order) -> Total {
//! #     Total { total: order.price }
//! # }
//! # #[extension(kind = "projector", name = "AddToDay")]
//! # fn add_to_day(ctx: &ProjectorContext<'_>, event: Event<'_, Order>) -> Result<(), Error> {
//! #     let (day, price) = (event.argument.day, event.argument.price);
//! #     Day::must_get(ctx, day)?.update(ctx, |day| day.amount += price)?;
//! #     Ok(())
//! # }
//! two_worlds!(an_order_is_added_to_its_day);
//!
//! fn an_order_is_added_to_its_day(kit: &mut Kit) {
//!     let order = Order { day: 2, price: 50 };
//!     let [before, after] = [100, 150].map(|amount| Day { day: 2, amount });
//!
//!     kit.given(&before);
//!     kit.run("NewOrder", &order).expect_result(&Total { total: 50 });
//!     kit.event_of(&order)
//!         .run("AddToDay", record! {})
//!         .expect_intents([updated(&before, &after)]);
//!     kit.expect_all(&[after]);
//! }
//! # an_order_is_added_to_its_day(&mut Kit::native("shop"));
//! ```
//!
//! Input that no struct can hold, with a missing field or another type, is still a record:
//! `DynRecord::from(&order).with("Price", "free")`. Use records also to check the names of fields
//! that others rely on: a test with structs alone passes after a field is renamed. [`Kit::stored`]
//! and [`Outcome::results`] return structs, for tests that compute with them. Failures show
//! records, as everywhere.
//!
//! # One body, two worlds
//!
//! Extensions are Rust, and run natively as well as in wasm. [`two_worlds!`] turns one body into
//! two tests, below `src` of the crate of the extensions. The native one needs no build for wasm,
//! and a debugger stops in it; the one in wasm runs the shipped module:
//!
//! ```standalone_crate
//! use heeus_host_testkit::prelude::*;
//!
//! # #[heeus_sdk::extension(kind = "command", name = "NewOrder")]
//! # fn new_order(_: &heeus_sdk::CommandContext<'_>) -> Result<(), heeus_sdk::Error> {
//! #     Err("negative order amount".into())
//! # }
//! two_worlds!(a_total_that_is_negative_is_refused);
//!
//! fn a_total_that_is_negative_is_refused(kit: &mut Kit) {
//!     kit.run("NewOrder", record! { Price: -1i64 })
//!         .expect_error("negative order amount");
//! }
//! # a_total_that_is_negative_is_refused(&mut Kit::native("shop"));
//! ```
//!
//! [`kit!`] creates a kit of the surrounding crate, for the given [`World`].
//!
//! # Scripts
//!
//! Extensions may be Lua scripts too. The feature `lua` adds [`Kit::lua`], which tests a script as
//! [`Kit::build`] tests a crate, and [`three_worlds!`]: a crate with twins of its extensions in
//! `ext.lua` runs the same body on all three. [`host::engine::lua`] describes what a script can use
//! and what is refused. The feature needs a C compiler, which builds Lua.
//!
#![cfg_attr(feature = "lua", doc = "```")]
#![cfg_attr(not(feature = "lua"), doc = "```text")]
//! use heeus_host_testkit::prelude::*;
//!
//! let mut kit = Kit::lua_source(
//!     "double.lua",
//!     "heeus.extension {
//!        kind = 'query', name = 'Double', args = { Number = 'i64' },
//!        run = function(ctx, args) return { Twice = 2 * args.Number } end,
//!      }",
//! );
//! kit.run("Double", record! { Number: 21i64 })
//!     .expect_intents([result(record! { Twice: 42i64 })]);
//! kit.run("Double", record! {}).expect_error("field Number is absent");
//! ```
//!
//! # Snapshots
//!
//! [`Outcome::expect_snapshot`] compares the whole outcome of a run with a text in the test, an
//! [`expect!`], or in a file, an [`expect_file!`]. `UPDATE_EXPECT=1 cargo test` writes the texts;
//! read the diff before you commit it. A snapshot contains nothing that differs between worlds or
//! that changes when lines of the source move.
//!
//! # Costs
//!
//! [`Kit::costs`] returns the costs of each run of a kit, as a table; the tests of [`two_worlds!`]
//! print theirs with `HEEUS_COSTS=1 cargo test -- --show-output`. [`Kit::expect_golden_costs`]
//! compares the fuel of all runs and the size of the module with a file, within two percent either
//! way, until `UPDATE_EXPECT=1` accepts others. It does not compare modules of different compilers,
//! and [`Golden`](expect::Golden) reports that.
//!
//! # Property tests
//!
//! [`Twins`] run the same calls natively and in wasm, and fail if the outcomes differ. The feature
//! `proptest` adds strategies for their arguments: `any_record` creates records of a `RecordShape`,
//! with extremes and near misses among them. It also exports `proptest` itself under its name:
//!
#![cfg_attr(feature = "proptest", doc = "```no_run")]
#![cfg_attr(not(feature = "proptest"), doc = "```text")]
//! use heeus_host_testkit::prelude::*;
//! use heeus_host_testkit::proptest::prelude::*;
//! use heeus_host_testkit::expect::{RecordShape, any_record};
//!
//! proptest! {
//!     #[test]
//!     fn orders_come_to_the_same(order in any_record(&RecordShape::new().of("Price", any::<i64>()))) {
//!         twins!().run("NewOrder", order).ignore_intents();
//!     }
//! }
//! ```
//!
//! # Hosts
//!
//! A kit runs one extension at a time. The crate `heeus-host`, here [`host`], runs whole apps, and
//! has the limits, errors and reports that appear in the functions of a kit. A [`Scenario`] is an
//! app over days: its clock moves as the test says, and jobs run at their times. A test over an app
//! may end with [`expect_same_after_rebuild`](expect::expect_same_after_rebuild): the views of a
//! projector are those that it computes from all events.

// On docs.rs each item shows the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod expect;
mod fakes;
pub mod fixture;

pub use heeus_host as host;
#[cfg(feature = "proptest")]
pub use proptest;

// The same things have the same names in an extension and in its tests.
pub use heeus_sdk::{QName, RecordId};

pub use expect::fakes::{CommandAnswer, HttpAnswer};
pub use expect::intent::Intent;
pub use expect::kit::Kit;
pub use expect::outcome::Outcome;
pub use expect::scenario::Scenario;
pub use expect::twins::Twins;
pub use expect::value::{Content, DynRecord};
pub use expect::world::World;
pub use fakes::{Failure, Fakes};

/// The names that a test file needs, in one `use`.
pub mod prelude {
    pub use heeus_abi::{ExtensionKind, GetCode, LogLevel, ReadCode, Storage};
    pub use heeus_host::Args;

    pub use crate::expect::{
        insert, insert_record, insert_singleton, insert_view, inserted, mail, new_id, response,
        result, update, update_record, update_singleton, update_view, updated,
    };
    pub use crate::fakes::Failure;
    pub use crate::fixture::Fixture;
    pub use crate::{
        CommandAnswer, Content, DynRecord, HttpAnswer, Intent, Kit, Outcome, QName, RecordId,
        Scenario, Twins, World, expect, expect_file, kit, module, record, three_worlds, twins,
        two_worlds,
    };
}

/// The names that macros use; not for others.
#[doc(hidden)]
pub mod __private {
    pub use std::println;
    pub use std::process::Termination;

    pub use heeus_host_testkit_macros::declared_features;

    pub use crate::expect::Place;
    pub use crate::expect::world::wanted_costs;
}
