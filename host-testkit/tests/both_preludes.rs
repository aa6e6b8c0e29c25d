//! A test file of an extension crate imports both preludes by glob, and no name is ambiguous.

// An ambiguous name from globs of this crate is only a warning otherwise.
#![deny(ambiguous_glob_imports)]

use heeus_host_testkit::prelude::*;
use heeus_sdk::prelude::*;
use heeus_sdk::sys::*;

/// Imports each name from the module around. The compiler refuses a name with two meanings.
macro_rules! each {
    ($($sdk:ident)*; $($kit:ident)*) => {
        #[expect(unused_imports, reason = "to name them is the test")]
        mod each_of_the_sdk {
            $(use super::$sdk;)*
        }

        #[expect(unused_imports, reason = "to name them is the test")]
        mod each_of_the_kit {
            $(use super::$kit;)*
        }
    };
}

/// Imports each name of both preludes from globs.
macro_rules! names {
    (sdk: $($sdk:ident)*; kit: $($kit:ident)*;) => {
        #[expect(unused_imports, reason = "names of other modules, which must not collide either")]
        mod all {
            pub use heeus_host_testkit::prelude::*;
            pub use heeus_sdk::access::*;
            pub use heeus_sdk::field::*;
            pub use heeus_sdk::prelude::*;
            pub use heeus_sdk::sys::*;
            pub use heeus_sdk::untyped::*;
        }

        /// A crate whose tests are in a module of the same file.
        mod extensions {
            use heeus_sdk::prelude::*;

            pub mod tests {
                use super::*;
                use heeus_host_testkit::prelude::*;

                each! { $($sdk)*; $($kit)* }
            }
        }

        mod each {
            use super::all::*;

            each! { $($sdk)*; $($kit)* }
        }

        const SDK: &[&str] = &[$(stringify!($sdk)),*];
        const KIT: &[&str] = &[$(stringify!($kit)),*];
    };
}

names! {
    sdk: CommandContext Date Entity Error Event Events ExtensionError Field JobContext LogLevel
        Money Page PageToken ProjectorContext QName QueryContext Record RecordId Rows Timestamp
        ValidatorContext WasmStateElement entity extension text;
    kit: Args CommandAnswer Content DynRecord ExtensionKind Failure Fixture GetCode HttpAnswer
        Intent Kit LogLevel Outcome QName ReadCode RecordId Scenario Storage Twins World expect
        expect_file insert insert_record insert_singleton insert_view inserted kit mail module
        new_id record response result three_worlds twins two_worlds update update_record
        update_singleton update_view updated;
}

/// The names that a prelude's source exports, sorted. Traits that are imported as `_` are left out.
fn exported(source: &str) -> Vec<String> {
    let uses = source.split("pub use ").skip(1);
    let lists = uses.filter_map(|rest| rest.split(';').next());
    let mut names: Vec<String> = lists
        .flat_map(|list| {
            let inner = list.split_once('{').map_or(list, |(_, inner)| inner);
            inner.trim_end_matches('}').split(',')
        })
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.ends_with(" as _"))
        .map(|path| path.rsplit("::").next().unwrap_or(path).to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_name_of_both_preludes_is_in_the_list() {
    let kit = include_str!("../src/lib.rs");
    let kit = kit.split_once("pub mod prelude {").expect("a prelude").1;
    let kit = kit.split_once("\n}").expect("its end").0;
    assert_eq!(exported(kit), sorted(KIT));
    let sdk = include_str!("../../sdk/src/prelude.rs");
    assert_eq!(exported(sdk), sorted(SDK));
}

/// A payment of a customer.
#[derive(Record)]
#[record(rename_all = "snake_case")]
struct Payment<'run> {
    customer: RecordId,
    kind: QName<'run>,
    cents: i64,
}

/// The sum of a customer's payments.
#[derive(Entity, Clone)]
#[entity(view = "both.Paid")]
struct Paid {
    #[entity(partition)]
    customer: RecordId,
    cents: i64,
}

entity! {
    /// Limits of payments.
    LIMITS = singleton "both.Limits" { value { Cents: i64 } }
}

/// Refuses a payment of nothing.
#[extension(kind = "validator")]
fn check(_: &ValidatorContext<'_>, payment: Payment<'_>) -> Result<(), Error> {
    if payment.cents == 0 {
        return Err(format!("{} pays nothing", payment.customer).into());
    }
    Ok(())
}

fn payment() -> DynRecord {
    record! { customer: RecordId(7), kind: QName("both.Paid"), cents: 5i64 }
}

fn busy() -> HttpAnswer {
    HttpAnswer::new(503)
}

#[test]
fn both_are_used_side_by_side() {
    let mut kit = Kit::native("both_preludes");
    kit.http("GET", "https://example.com", busy())
        .ignore_unused();
    kit.given(&Paid {
        customer: RecordId(7),
        cents: 1,
    });
    kit.singleton(LIMITS, record! { Cents: 5i64 });
    kit.run("check", payment()).expect_ok();
    let nothing = Payment {
        customer: RecordId(7),
        kind: QName("both.Paid"),
        cents: 0,
    };
    kit.run("check", &nothing).expect_error("7 pays nothing");
    kit.run("check", payment().with("cents", 0i64))
        .expect_error("7 pays nothing");
    let nothing: Option<(HttpRequest<'_>, HttpResponse<'_>)> = None;
    assert!(nothing.is_none());
}
