//! The deployment of packages, and their replacement.

use std::thread;
use std::time::Duration;

use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::{Builtin, Wasm};
use heeus_host::{App, AppConfig, CommandOutput, DeployError, Package, Request};
use heeus_host_testkit::{Content, DynRecord, record};
use heeus_sdk::CommandContext;

use super::Shop;
use super::guest::{AtGate, Total, gate, module, package, package_named};

#[test]
fn all_differences_are_reported_at_once() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    let package = Package::new("shop")
        .module(module())
        .validator("CheckOrder", Builtin, ["NewOrdr"])
        .command("NewOrder", Builtin)
        .query("Ping", Builtin)
        .command("Wait", Wasm)
        .command("Lost", Builtin)
        .async_projector("Days", Builtin, ["NewOrdr", "shop."])
        .query("OfDay", Builtin)
        .query("OfDay", Builtin)
        .job("Sweep", Builtin, Duration::ZERO, 1);
    let error = app.deploy(package).unwrap_err();
    let DeployError::Differs(differences) = error else {
        panic!("{error}");
    };
    let findings = differences.findings.iter();
    let found: Vec<String> = findings.map(ToString::to_string).collect();
    let all = "Audit, CheckOrder, CommandTime, Days, Events, EventsFrom, Hold, Issue, IssueOnce, \
               NewOrder, OfDay, Ping, QueryTime, Sweep, Wait";
    let names = module();
    let mut names: Vec<_> = names
        .manifest()
        .extensions
        .iter()
        .map(|extension| &*extension.name)
        .collect();
    let unsorted = names.join(", ");
    names.sort_unstable();
    assert_eq!(names.join(", "), all);
    assert_eq!(
        found,
        [
            "extension OfDay: found a declaration as a query of the builtin engine and one as a \
             query of the builtin engine, expected each name once",
            "extension CheckOrder: found a validator of NewOrdr, expected a validator of NewOrder, \
             as in shop",
            "extension CheckOrder: found a validator of NewOrdr, expected commands that the \
             package declares",
            "extension Ping: found a declaration as a query of the builtin engine, expected a \
             command, as in shop",
            "extension Wait: found a declaration for the wasm engine, expected an engine that the \
             package has a module for",
            &format!(
                "extension Lost: found a declaration as a command of the builtin engine, expected \
                 an extension of shop: {unsorted}"
            ),
            "extension Days: found an asynchronous projector of shop., shop.NewOrdr, expected a \
             synchronous projector of shop.NewOrder, as in shop",
            "extension Days: found a projector of \"NewOrdr\", expected commands or records of the \
             package",
            "extension Days: found a projector of \"shop.\", expected qualified names of commands \
             or records",
            "extension Sweep: found an interval of 0ns, expected at least a millisecond",
            "extension Audit: found a projector of shop that is not declared, expected `after(..)` \
             at the extension, or a declaration as a projector of events",
        ]
    );
}

#[test]
fn two_packages_may_have_extensions_of_the_same_name() {
    let shop = Shop::new();
    shop.deploy(package_named("other")).unwrap();
    shop.order(1, 1, 10).unwrap();
    let other = Request::new(
        "other",
        "NewOrder",
        record! { Id: 2i64, Day: 1, Amount: 5i64 },
    );
    shop.command(other).unwrap();
    shop.settle().unwrap();
    let names: Vec<_> = shop
        .projectors()
        .unwrap()
        .into_iter()
        .map(|status| (status.name, status.offset))
        .collect();
    let at = |name: &str| (name.to_owned(), 2);
    let mut names = names;
    names.sort();
    let expected = ["other.Audit", "other.Days", "shop.Audit", "shop.Days"].map(at);
    assert_eq!(names, expected);
    // Each follows the orders of its own package.
    assert_eq!(shop.of_day(1), 15);
}

#[test]
fn a_hundred_packages_work() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    for at in 0..100 {
        app.deploy(package_named(&format!("shop{at}"))).unwrap();
    }
    for at in 0..100 {
        let ping = Request::new(format!("shop{at}"), "Ping", record! {});
        assert_eq!(app.command(ping).unwrap().offset, at + 1);
    }
    assert_eq!(app.finish(), []);
}

/// A package whose command returns this version.
fn version(number: i64) -> Package {
    let tell = move |_: &CommandContext<'_>| Total { total: number };
    let hold = |_: &CommandContext<'_>, args: AtGate| gate(args.gate).pass();
    let module = BuiltinModule::builder("versions")
        .command("Tell", tell)
        .command("Hold", hold)
        .build();
    Package::new("versions")
        .module(module.unwrap())
        .command("Tell", Builtin)
        .command("Hold", Builtin)
}

/// The version that a command returned.
fn version_of(done: &CommandOutput) -> i64 {
    match DynRecord::from(done.results[0].clone()).get("Total") {
        Some(Content::I64(version)) => *version,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_package_is_replaced_without_losing_what_waits() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    app.deploy(version(1)).unwrap();
    let tell = || Request::new("versions", "Tell", record! {});
    gate(3).close();
    let waits = Request::new("versions", "Hold", &AtGate { gate: 3 });
    let held = app.send(waits).unwrap();
    gate(3).wait_for(1);
    let waiting: Vec<_> = (0..50).map(|_| app.send(tell()).unwrap()).collect();
    let versions: Vec<i64> = thread::scope(|scope| {
        let deployed = scope.spawn(|| app.deploy(version(2)));
        gate(3).open();
        // Commands go on while it is deployed, until the new version answers.
        let more = std::iter::from_fn(|| Some(version_of(&app.command(tell()).unwrap())));
        let mut versions: Vec<i64> = more.take_while(|&version| version == 1).collect();
        assert_eq!(deployed.join().unwrap(), Ok(Vec::new()));
        versions.push(version_of(&app.command(tell()).unwrap()));
        versions
    });
    held.wait().unwrap();
    for ticket in waiting {
        assert_eq!(
            version_of(&ticket.wait().unwrap()),
            1,
            "it waited before the deployment"
        );
    }
    assert_eq!(versions.last(), Some(&2));
    // Each command has its event, and there are no others.
    let last = app.command(tell()).unwrap().offset;
    assert_eq!(last, i64::try_from(51 + versions.len() + 2).unwrap());
}

#[test]
fn a_new_version_lets_its_projectors_go_on() {
    let shop = Shop::new();
    shop.secret("fail days", Some("bug"));
    assert_eq!(shop.order(1, 1, 10).unwrap().stopped.len(), 1);
    shop.secret("fail days", None);
    shop.deploy(package()).unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.of_day(1), 10);
}

#[test]
fn a_package_that_is_refused_leaves_the_old_one() {
    let shop = Shop::new();
    let bad = Package::new("shop").module(module());
    assert!(matches!(shop.deploy(bad), Err(DeployError::Differs(_))));
    shop.order(1, 1, 10).unwrap();
    assert_eq!(shop.of_day(1), 10);
}

#[test]
fn a_job_is_not_put_off_by_deployments() {
    let shop = Shop::new();
    for _ in 0..3 {
        shop.advance(Duration::from_secs(25)).unwrap();
        shop.deploy(package()).unwrap();
    }
    let runs = shop.metrics().read("shop", "Sweep").unwrap().runs;
    assert_eq!(runs, 1, "after 75 seconds, a job of every 60");
}

#[test]
fn names_that_no_event_can_have_are_refused() {
    let long = "x".repeat(300);
    for (package, extension) in [("a", "B."), (long.as_str(), "B")] {
        let module =
            BuiltinModule::builder("names").command(extension, |_: &CommandContext<'_>| ());
        let package = Package::new(package)
            .module(module.build().unwrap())
            .command(extension, Builtin);
        let error = App::in_memory(AppConfig::default())
            .unwrap()
            .deploy(package);
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("expected a qualified name of at most 255 bytes"),
            "{error}"
        );
    }
}
