//! A year of the club, in an app with the jobs at their times.

extern crate std;

use core::time::Duration;
use std::boxed::Box;
use std::error::Error;

use heeus_host_testkit::host::Package;
use heeus_host_testkit::host::engine::BuiltinModule;
use heeus_host_testkit::prelude::*;
use heeus_sdk::CommandContext;
use heeus_sdk::values::Timestamp;

use super::{Account, Order, URL, account, order};

type Done = Result<(), Box<dyn Error>>;

/// The package for deployment: the job runs once a day.
fn package(world: World) -> Package {
    let module = module!(world);
    let engine = module.kind();
    let day = Duration::from_hours(24);
    let package = Package::new("loyalty").module(module);
    package.job("ExpirePoints", engine, day, 1)
}

/// A shop that takes any order.
fn shop() -> Result<Package, Box<dyn Error>> {
    let take = |_: &CommandContext<'_>| ();
    let module = BuiltinModule::builder("orders").command("NewOrder", take);
    Ok(Package::new("orders").module(module.build()?))
}

fn club(world: World) -> Result<Scenario, Box<dyn Error>> {
    let mut scenario = Scenario::at("2026-01-01T00:00:00Z");
    scenario
        .deploy(package(world))
        .deploy(shop()?)
        .secret("crm-token", "s3cret");
    Ok(scenario)
}

fn time(text: &str) -> Result<Timestamp, Box<dyn Error>> {
    Ok(Timestamp::parse(text)?)
}

fn points_expire_a_year_after_the_last_order(world: World) -> Done {
    let mut scenario = club(world)?;
    let other = || Order {
        customer: RecordId(6),
        ..order(3000)
    };
    scenario.until("2026-01-10T09:00:00Z");
    scenario.command("orders.NewOrder", &order(1000))?;
    scenario.command("orders.NewOrder", &other())?;
    scenario.until("2026-06-01T12:00:00Z");
    scenario.command("orders.NewOrder", &other())?;

    // The job runs at midnight, when the year of the first customer is not over.
    let runs = scenario.until("2027-01-10T23:00:00Z");
    assert_eq!(runs.len(), 223);
    let (january, june) = (time("2026-01-10T09:00:00Z")?, time("2026-06-01T12:00:00Z")?);
    scenario.expect_all(&[account(5, 10, january), account(6, 60, june)]);
    scenario.until("2027-01-11T00:00:00Z");
    scenario.expect_all(&[account(5, 0, january), account(6, 60, june)]);

    let again = "2027-05-31T23:59:59Z";
    scenario.until(again);
    scenario.command("orders.NewOrder", &order(500))?;
    scenario.until("2027-06-02T00:00:00Z");
    scenario.expect_all(&[account(5, 5, time(again)?), account(6, 0, june)]);
    Ok(())
}

fn gold_waits_until_the_crm_is_reached(world: World) -> Done {
    let mut scenario = club(world)?;
    scenario
        .http("POST", URL, HttpAnswer::failed("connection refused"))
        .allow_failures("CountPoints")
        .until("2026-03-01T09:00:00Z");
    scenario.command("orders.NewOrder", &order(100_000))?;
    scenario.until("2026-03-03T09:00:00Z");
    scenario.expect_all::<Account>([]).expect_mails([]);

    scenario.http("POST", URL, HttpAnswer::new(200));
    scenario.until("2026-03-03T10:00:00Z");
    scenario.expect_all(&[account(5, 1000, time("2026-03-01T09:00:00Z")?)]);
    assert_eq!(scenario.mails().len(), 1);
    Ok(())
}

/// Runs each test in each world.
macro_rules! worlds {
    ($($test:ident)+) => { $(
        mod $test {
            use super::{Done, World};

            #[test]
            fn native() -> Done {
                super::$test(World::Native)
            }

            #[test]
            fn wasm() -> Done {
                super::$test(World::Wasm)
            }

            #[test]
            fn lua() -> Done {
                super::$test(World::Lua)
            }
        }
    )+ };
}

worlds!(points_expire_a_year_after_the_last_order gold_waits_until_the_crm_is_reached);
