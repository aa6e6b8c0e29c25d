//! The worlds in which extensions run, and tests that run in several worlds.

use std::env;
use std::fmt::{self, Display, Formatter};

use super::kit::Kit;
#[cfg(feature = "lua")]
use super::scripts::script;
use super::under_test::UnderTest;
use crate::fixture::{Fixture, compiled};
use heeus_host::engine::{BuiltinModule, EngineConfig, Module};
use heeus_host::error::Error;

/// The variable that has tests print their costs.
const COSTS_VAR: &str = "HEEUS_COSTS";

/// A way in which extensions run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum World {
    /// As plain Rust, in the test's own process.
    Native,
    /// Built to wasm, as they are shipped.
    Wasm,
    /// As a Lua script, the file `ext.lua` beside the crate's `Cargo.toml`: twins of some or all
    /// extensions; with the feature `lua`.
    #[cfg(feature = "lua")]
    Lua,
}

impl World {
    /// The two worlds that every extension crate has.
    pub const ALL: [Self; 2] = [Self::Native, Self::Wasm];
}

impl Display for World {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            #[cfg(feature = "lua")]
            Self::Lua => "lua",
        })
    }
}

impl Kit {
    /// The extensions of the crate under test, in any world: [`native`](Self::native), its module
    /// with the features of the tests' own build, or its script. The macro [`kit!`](crate::kit)
    /// calls this for the crate that contains it.
    ///
    /// # Panics
    /// As [`native`](Self::native), [`of`](Self::of) and [`lua`](Self::lua) panic.
    #[track_caller]
    pub fn of_world(world: World, crate_: &UnderTest) -> Self {
        match world {
            World::Native => Self::native(crate_.name),
            World::Wasm => Self::of(&fixture(crate_)),
            #[cfg(feature = "lua")]
            World::Lua => Self::lua(crate_.dir()),
        }
    }
}

#[track_caller]
fn fixture(crate_: &UnderTest) -> Fixture {
    match crate_.fixture() {
        Ok(fixture) => fixture,
        Err(why) => panic!("{}: {why}", crate_.name),
    }
}

/// The extensions of the crate under test, in any world, as a module of a package: those of this
/// program, its module with the features of the tests' own build, built once per process, or its
/// script. The macro [`module!`](crate::module) calls this for the crate that contains it.
///
/// # Panics
/// If the crate cannot be built, the script cannot be read, or its module is refused; if this
/// program has no extensions.
#[track_caller]
pub fn module_of_world(world: World, crate_: &UnderTest) -> Module {
    let config = EngineConfig::default();
    let made: Result<Module, Error> = match world {
        World::Native => BuiltinModule::linked(crate_.name).map(Into::into),
        World::Wasm => {
            let wasm = match fixture(crate_).wasm() {
                Ok(wasm) => wasm,
                Err(error) => panic!("{error}"),
            };
            compiled(wasm.name(), wasm.bytes(), &config).map(Into::into)
        }
        #[cfg(feature = "lua")]
        World::Lua => script(crate_.dir(), &config).map(Into::into),
    };
    match made {
        Ok(module) => module,
        Err(error) => panic!("{error}"),
    }
}

/// The costs of a kit under the name of its test, if the environment asks for them.
#[doc(hidden)]
pub fn wanted_costs(test: &str, kit: &Kit) -> Option<String> {
    let wanted = env::var_os(COSTS_VAR).is_some_and(|value| !value.is_empty() && value != "0");
    wanted.then(|| format!("costs of {test}\n{}", kit.costs()))
}

/// Builds a [`Kit`](crate::Kit) of the crate that contains the macro: `kit!(World::Native)`,
/// `kit!(World::Wasm)` or `kit!(World::Lua)`.
///
/// # Panics
/// As [`Kit::of_world`](crate::Kit::of_world) panics.
#[macro_export]
macro_rules! kit {
    ($world:expr) => {
        $crate::Kit::of_world($world, &$crate::under_test!())
    };
}

/// Builds the [`Module`](heeus_host::engine::Module) for packages of the crate that contains the
/// macro: `module!(World::Native)`, `module!(World::Wasm)` or `module!(World::Lua)`.
///
/// # Panics
/// As [`module_of_world`](crate::expect::module_of_world) panics.
#[macro_export]
macro_rules! module {
    ($world:expr) => {
        $crate::expect::module_of_world($world, &$crate::under_test!())
    };
}

/// Builds the [`Twins`](crate::Twins) of the crate that contains the macro.
///
/// # Panics
/// As [`kit!`](crate::kit) and [`Twins::new`](crate::Twins::new) panic.
#[macro_export]
macro_rules! twins {
    () => {
        $crate::Twins::new(
            $crate::kit!($crate::World::Native),
            $crate::kit!($crate::World::Wasm),
        )
    };
}

/// Defines tests that run natively and in wasm. Each function becomes a module of its name with the
/// tests `native` and `wasm`, which pass it a kit of its own. The function itself remains too.
///
/// The tests belong below `src` of the crate of the extensions: no other crate can link a `cdylib`,
/// so native extensions exist nowhere else. A function may return `Result<(), E>`, and attributes
/// of tests, such as `#[should_panic]`, apply to both tests.
///
/// ```standalone_crate
/// use heeus_host_testkit::prelude::*;
///
/// # use heeus_sdk::{CommandContext, Error, Record, extension};
/// # #[derive(Record)]
/// # struct Order { price: i64 }
/// # #[derive(Record)]
/// # struct Total { total: i64 }
/// # #[extension(kind = "command", name = "NewOrder")]
/// # fn new_order(_: &CommandContext<'_>, order: Order) -> Total {
/// #     Total { total: order.price }
/// # }
/// two_worlds! {
///     /// What is ordered is paid.
///     fn the_result_is_the_total(kit: &mut Kit) {
///         kit.run("NewOrder", record! { Price: 100i64 })
///             .expect_intents([result(record! { Total: 100i64 })]);
///     }
/// }
/// # the_result_is_the_total(&mut Kit::native("shop"));
/// ```
///
/// `cargo fmt` does not format the arguments of a macro. Functions that are written outside can be
/// named instead:
///
/// ```standalone_crate
/// # use heeus_host_testkit::prelude::*;
/// # use heeus_sdk::{CommandContext, Error, Record, extension};
/// # #[derive(Record)]
/// # struct Order { price: i64 }
/// # #[derive(Record)]
/// # struct Total { total: i64 }
/// # #[extension(kind = "command", name = "NewOrder")]
/// # fn new_order(_: &CommandContext<'_>, order: Order) -> Total {
/// #     Total { total: order.price }
/// # }
/// fn an_empty_order_is_refused(kit: &mut Kit) {
///     kit.run("NewOrder", record! {}).expect_error("field Price is absent");
/// }
///
/// two_worlds!(an_empty_order_is_refused);
/// # an_empty_order_is_refused(&mut Kit::native("shop"));
/// ```
///
/// With `HEEUS_COSTS=1` in the environment each test prints the costs of its runs, see
/// [`Kit::costs`]. `cargo test` shows this output on demand: `HEEUS_COSTS=1 cargo test --
/// --show-output`.
#[macro_export]
macro_rules! two_worlds {
    ($($tests:tt)+) => { $crate::__worlds! { __two_worlds $($tests)+ } };
}

/// Names the feature that [`three_worlds!`](crate::three_worlds) needs: the compiler does not.
#[cfg(not(feature = "lua"))]
#[doc(hidden)]
#[macro_export]
macro_rules! three_worlds {
    ($($tests:tt)*) => {
        ::core::compile_error!(
            "`three_worlds!` needs the feature `lua` of heeus-host-testkit: \
             heeus-host-testkit = { .., features = [\"lua\"] }"
        );
    };
}

/// Defines the tests of each function.
#[doc(hidden)]
#[macro_export]
macro_rules! __worlds {
    ($worlds:ident $($name:ident),+ $(,)?) => { $(
        $crate::$worlds! { $name [] [-> impl $crate::__private::Termination] }
    )+ };
    ($worlds:ident $(
        $(#[$attribute:meta])*
        fn $name:ident($kit:ident: $ty:ty $(,)?) $(-> $returns:ty)? $body:block
    )+) => { $(
        fn $name($kit: $ty) $(-> $returns)? $body

        $crate::$worlds! {
            $name
            [$(#[$attribute])*]
            // The type may use names that only the enclosing module knows.
            [$(-> $crate::__first!([impl $crate::__private::Termination] $returns))?]
        }
    )+ };
}

/// The two tests of a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __two_worlds {
    ($name:ident $attributes:tt $returns:tt) => {
        mod $name {
            $crate::__in_world! { $name native Native $attributes $returns }
            $crate::__in_world! { $name wasm Wasm $attributes $returns }
        }
    };
}

/// The first of two types.
#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ([$($first:tt)*] $second:ty) => { $($first)* };
}

/// The test of a function in one world.
#[doc(hidden)]
#[macro_export]
macro_rules! __in_world {
    ($name:ident $test:ident $world:ident [$($attribute:tt)*] [$($returns:tt)*]) => {
        $($attribute)*
        #[test]
        fn $test() $($returns)* {
            let mut kit = $crate::kit!($crate::World::$world);
            let ended = super::$name(&mut kit);
            let test = ::core::concat!(::core::stringify!($name), "::", ::core::stringify!($test));
            if let ::core::option::Option::Some(costs) = $crate::__private::wanted_costs(test, &kit)
            {
                $crate::__private::println!("{costs}");
            }
            ended
        }
    };
}
