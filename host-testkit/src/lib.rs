//! A strict host for extensions, and what their tests are written with.
//!
//! # Testing an extension crate
//!
//! A test names the crate's directory; the kit builds it to wasm as its author ships it, once per process, and runs
//! its extensions on a state of the test's own, with all limits on:
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
//! [`Kit`] arranges the state and runs, [`Outcome`] tells what a run came to, [`record!`] writes records. A
//! failure names the line of the test, shows what differs in the very words that the test is written in, and what
//! the extension logged and asked the host for. An error or an intent that the test does not expect fails it too.
//!
//! `cargo test` is all that is needed, and a toolchain that has the target: `rustup target add wasm32-unknown-unknown`.
//! [`Kit::native`] runs the same test without one, on the extensions as plain Rust.
//! [`Fixture`] builds with other features or other variables. A panic of the extension is told with its own
//! message, file and line.
//!
//! # With your own types
//!
//! Where a test sees the structs of its extensions, it needs no records: a struct that derives `Record` stands wherever
//! [`record!`] does, by reference, and one that derives `Entity` for its key and value. A field that is renamed is renamed
//! in one place then, and the compiler knows its type. [`inserted`](expect::inserted) and
//! [`updated`](expect::updated) are the intents, [`Kit::given`] arranges, [`Kit::expect_stored`], [`Kit::expect_all`] and
//! [`Kit::expect_none`] look at the state, [`Outcome::expect_result`] and [`Outcome::expect_results`] at what a run
//! returns:
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
//! Input that no struct can be, a field too few or of another type, remains a record:
//! `DynRecord::from(&order).with("Price", "free")`. So does what holds the names that others know the fields by: a test that is
//! all structs passes with another name too. [`Kit::stored`] and [`Outcome::results`] give structs back, for what a test
//! computes itself. Failures show records, as everywhere.
//!
//! # One body, two worlds
//!
//! Extensions are Rust, and run natively as well as in wasm. [`two_worlds!`] makes two tests of one body, below `src` of
//! the extensions' crate. Native ones need no build for wasm, and a debugger stops in them; those in wasm run what is
//! shipped:
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
//! [`kit!`] makes a kit of the crate that it stands in, for the [`World`] that it is given.
//!
//! # Scripts
//!
//! Extensions may be Lua scripts too: [`engine::lua`] tells what they have and what is refused. [`Kit::lua`] tests one as
//! [`Kit::build`] does a crate. A crate whose `ext.lua` has twins of its extensions runs the same body on all three with
//! [`three_worlds!`]:
//!
//! ```
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
//! [`Outcome::expect_snapshot`] holds all that a run came to against a text in the test, an [`expect!`], or in a file, an
//! [`expect_file!`]. `UPDATE_EXPECT=1 cargo test` writes the texts; read the diff before it is committed. A snapshot
//! has nothing in it that differs from world to world or where lines of the source move.
//!
//! # Costs
//!
//! [`Kit::costs`] tells what each run of a kit used, as a table; the tests of [`two_worlds!`] print theirs with
//! `HEEUS_COSTS=1 cargo test -- --show-output`. [`Kit::expect_golden_costs`] holds the fuel of all runs and the size of the
//! module against a file, within two percent either way, until `UPDATE_EXPECT=1` accepts others. What another
//! compiler made is not compared, and [`Golden`] says so.
//!
//! # Property tests
//!
//! [`Twins`] run the same calls natively and in wasm and fail where these come to something else. With the feature
//! `proptest` there are strategies for what they are called with: `any_record` makes records of a `RecordShape`, with extremes and
//! near misses among them, and `proptest` itself is there under its name:
//!
#![cfg_attr(feature = "proptest", doc = "```no_run")]
#![cfg_attr(not(feature = "proptest"), doc = "```text")]
//! use heeus_host_testkit::prelude::*;
//! use heeus_host_testkit::proptest::prelude::*;
//! use heeus_host_testkit::{RecordShape, any_record};
//!
//! proptest! {
//!     #[test]
//!     fn orders_come_to_the_same(order in any_record(&RecordShape::new().of("Price", any::<i64>()))) {
//!         twins!().run("NewOrder", order).ignore_intents();
//!     }
//! }
//! ```
//!
//! # Whole apps
//!
//! A kit runs one extension at a time. What follows from it shows in an [`App`]: a [`Package`] says which extension is what,
//! and a command goes the whole way, from its validators to its projectors:
//!
//! ```
//! use heeus_host_testkit::prelude::*;
//! use heeus_host_testkit::{App, AppConfig, Package, Request};
//!
//! # use heeus_host_testkit::{UnderTest, expect::module_of_world};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # macro_rules! module { ($world:expr) => { module_of_world($world, &UnderTest {
//! #     name: "orders",
//! #     compiled_in: concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/orders"),
//! #     features: Ok(&[]),
//! # }) } }
//! let module = module!(World::Wasm);
//! let engine = module.kind();
//! let package = Package::new("orders")
//!     .module(module)
//!     .validator("CheckOrder", engine, ["NewOrder"])
//!     .command("NewOrder", engine)
//!     .sync_projector("CalcOrderedItems", engine, ["orders.NewOrder"])
//!     .query("OrderedItems", engine);
//!
//! let app = App::in_memory(AppConfig::default())?;
//! app.deploy(package)?;
//! let items = [record! { Quantity: 2, SinglePrice: 50i64 }];
//! let order = record! { Year: 2026, Month: 1, Day: 2, Items: items };
//! app.command(Request::new("orders", "NewOrder", order))?;
//! let totals = app.query(Request::new("orders", "OrderedItems", record! { Year: 2026 }))?;
//! assert_eq!(totals.results.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Being a host
//!
//! | module | holds |
//! |---|---|
//! | [`engine`] | what runs extensions: the [`Engine`] trait, the Wasm engine with its limits, the gate that every module passes, [`LuaEngine`], [`BuiltinEngine`] |
//! | [`partition`] | apps, packages and partitions: commands, projectors, queries and jobs on a state that lasts |
//! | [`state`] | [`HostState`]: declared entities, reads, intents, apply, what stands in for storages outside, and what each kind of extension may do |
//! | [`storage`] | where elements are kept |
//! | [`error`](mod@error) | why a call failed, and whose doing it was |
//! | [`trace`] | host calls as text |
//! | [`metrics`] | what the extensions of a host do and use, summed up, for a test or for Prometheus |
//! | [`fixture`] | from a crate to its module |
//! | [`expect`](mod@expect) | what tests are written with; nothing else here knows it |
//!
//! The contract between host and guest is the crate `heeus-abi`.

pub mod engine;
pub mod error;
pub mod expect;
pub mod fixture;
pub mod metrics;
pub mod partition;
mod shown;
pub mod state;
pub mod storage;
pub mod trace;

pub use engine::{
    BuiltinBuilder, BuiltinEngine, BuiltinModule, Call, Capabilities, CompiledModule, Engine,
    EngineConfig, EngineKind, ExtEngineFactory, GateReport, KeptLimits, LogEntry, LuaEngine,
    LuaModule, Module, ModuleLimit, ModuleLimits, ResetCheck, RunReport, RunStats, WasmEngine,
    gate, gate_within,
};
pub use error::{Error, ErrorClass, ErrorKind, Fault, Finding, Limit, Phase};
pub use expect::{
    Array, CommandAnswer, Content, Costs, DynRecord, Expect, ExpectFile, Expected, Golden,
    HttpAnswer, Intent, Item, Kit, Outcome, QName, RecordId, RunCost, Twins, UnderTest, World,
};
#[cfg(feature = "proptest")]
pub use expect::{RecordShape, any_record, near_misses, records};
#[cfg(feature = "proptest")]
pub use proptest;

pub use fixture::{Fixture, FixtureError, Toolchain, WasmFile};
pub use metrics::Metrics;
pub use partition::{
    App, AppConfig, AppError, Args, Clock, CommandDone, DeployError, Hvm, InvokeError, Package,
    ProjectorStatus, QueryDone, Request, Ticket,
};
pub use state::{
    Applied, Element, Failure, HostState, Intents, ReadError, Reader, Response, StateError,
    StateLimits,
};
pub use trace::{HostCall, HostCallKind, TracedKey};

/// What a test file needs, in one `use`.
pub mod prelude {
    pub use heeus_abi::{GetCode, Kind, LogLevel, ReadCode, Storage};

    pub use crate::expect::{
        CommandAnswer, Content, DynRecord, HttpAnswer, Intent, Kit, Outcome, QName, RecordId,
        Twins, World, insert, insert_record, insert_singleton, insert_view, inserted, mail,
        response, result, update, update_record, update_singleton, update_view, updated,
    };
    pub use crate::fixture::Fixture;
    pub use crate::state::Failure;
    pub use crate::{expect, expect_file, kit, module, record, three_worlds, twins, two_worlds};
}

/// What macros name; not for others.
#[doc(hidden)]
pub mod __private {
    pub use std::println;
    pub use std::process::Termination;

    pub use heeus_host_testkit_macros::declared_features;

    pub use crate::expect::{Place, wanted_costs};
}
