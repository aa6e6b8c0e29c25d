//! Views after a rebuild.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering::Relaxed;

use heeus_host_testkit::expect::expect_same_after_rebuild;
use heeus_host_testkit::host::engine::BuiltinModule;
use heeus_host_testkit::host::engine::EngineKind::Builtin;
use heeus_host_testkit::host::{App, AppConfig, Package, Request};
use heeus_sdk::prelude::*;

use crate::failure::failure;

const TOTALS: &str = "pot.Totals";

#[derive(Entity, Clone)]
#[entity(view = "pot.Total")]
struct Total {
    #[entity(partition)]
    key: i32,
    amount: i64,
}

#[derive(Record, Clone, Copy)]
struct Put {
    key: i32,
    amount: i64,
}

/// An app whose projector adds amounts times a factor, which is no part of an event. With the
/// factor 0 it writes nothing, with -1 it fails.
fn app(factor: &Arc<AtomicI64>) -> App {
    let factor = Arc::clone(factor);
    let totals = move |ctx: &ProjectorContext<'_>, event: Event<'_, Put>| -> Result<(), Error> {
        let Put { key, amount } = event.argument;
        match factor.load(Relaxed) {
            0 => {}
            -1 => return Err("no factor".into()),
            factor => {
                let before = Total::get(ctx, key)?.map_or(0, |total| total.amount);
                let amount = before + factor * amount;
                Total { key, amount }.insert(ctx);
            }
        }
        Ok(())
    };
    let module = BuiltinModule::builder("pot")
        .entity::<Total>()
        .command("Put", |_: &CommandContext<'_>, _: Put| ())
        .projector("Totals", totals)
        .build();
    let package = Package::new("pot")
        .module(module.unwrap())
        .command("Put", Builtin)
        .async_projector("Totals", Builtin, ["pot.Put"]);
    let app = App::in_memory(AppConfig::with_partitions(3)).unwrap();
    app.deploy(package).unwrap();
    app
}

/// An app, and its factor, after amounts of keys in some workspaces.
fn filled(factor: i64) -> (App, Arc<AtomicI64>) {
    let factor = Arc::new(AtomicI64::new(factor));
    let app = app(&factor);
    for (workspace, key, amount) in [(1, 1, 10), (2, 1, 20), (5, 2, 30), (5, 3, 40), (1, 1, 1)] {
        let put = Request::new("pot", "Put", &Put { key, amount });
        app.command(put.workspace(workspace)).unwrap();
    }
    app.settle().unwrap();
    (app, factor)
}

#[test]
fn a_projector_that_depends_on_its_events_alone_passes() {
    let (app, _) = filled(1);
    for _ in 0..3 {
        expect_same_after_rebuild(&app, TOTALS);
    }
}

#[test]
fn rows_that_differ_are_named() {
    let (app, factor) = filled(1);
    factor.store(2, Relaxed);
    let failed = failure(|| {
        expect_same_after_rebuild(&app, TOTALS); // others
    });
    failed.is_blamed_on("// others").says(
        r"
        pot.Totals: other rows after a rebuild (- live, + rebuilt)
        pot.Total in workspace 1:
        - (record! { Key: 1 }, record! { Amount: 11i64 })
        + (record! { Key: 1 }, record! { Amount: 22i64 })
        pot.Total in workspace 2:
        - (record! { Key: 1 }, record! { Amount: 20i64 })
        + (record! { Key: 1 }, record! { Amount: 40i64 })
        pot.Total in workspace 5:
        - (record! { Key: 2 }, record! { Amount: 30i64 })
        + (record! { Key: 2 }, record! { Amount: 60i64 })
        - (record! { Key: 3 }, record! { Amount: 40i64 })
        + (record! { Key: 3 }, record! { Amount: 80i64 })",
    );
}

#[test]
fn rows_that_are_gone_or_new_are_named() {
    let (app, factor) = filled(1);
    factor.store(0, Relaxed);
    let failed = failure(|| expect_same_after_rebuild(&app, TOTALS));
    failed.says(
        r"
        pot.Totals: other rows after a rebuild (- live, + rebuilt)
        pot.Total in workspace 1:
        - (record! { Key: 1 }, record! { Amount: 11i64 })
        pot.Total in workspace 2:
        - (record! { Key: 1 }, record! { Amount: 20i64 })
        pot.Total in workspace 5:
        - (record! { Key: 2 }, record! { Amount: 30i64 })
        - (record! { Key: 3 }, record! { Amount: 40i64 })",
    );
    factor.store(1, Relaxed);
    let failed = failure(|| expect_same_after_rebuild(&app, TOTALS));
    failed.says_part("in workspace 2:\n+ (record! { Key: 1 }, record! { Amount: 20i64 })");
    failed.says_not("\n- ");
    expect_same_after_rebuild(&app, TOTALS);
}

#[test]
fn of_many_rows_some_are_named() {
    let (app, factor) = filled(1);
    for key in 1..=30 {
        let put = Request::new("pot", "Put", &Put { key, amount: 1 });
        app.command(put.workspace(9)).unwrap();
    }
    app.settle().unwrap();
    factor.store(2, Relaxed);
    let failed = failure(|| expect_same_after_rebuild(&app, TOTALS));
    failed.says_part("+ (record! { Key: 6 }, record! { Amount: 2i64 })\n  and 48 more");
}

#[test]
fn without_rows_there_is_nothing_to_compare() {
    let (app, _) = filled(0);
    let failed = failure(|| expect_same_after_rebuild(&app, TOTALS));
    failed.says("pot.Totals: it has written no rows, so a rebuild checks nothing");
}

#[test]
fn a_projector_that_fails_is_reported() {
    let (app, factor) = filled(1);
    factor.store(-1, Relaxed);
    let failed = failure(|| {
        expect_same_after_rebuild(&app, TOTALS); // fails
    });
    failed
        .is_blamed_on("// fails")
        .says_part("the rebuild stopped: pot.Totals stopped at event 1 (tried 1 times): ");
    // Nothing of it is left.
    factor.store(1, Relaxed);
    expect_same_after_rebuild(&app, TOTALS);
    let (app, _) = filled(-1);
    let failed = failure(|| expect_same_after_rebuild(&app, TOTALS));
    failed.says_part("it has not seen all events: pot.Totals stopped at event 1 of workspace ");
}

#[test]
fn a_rebuild_that_is_refused_is_reported() {
    let (app, _) = filled(1);
    let failed = failure(|| expect_same_after_rebuild(&app, "pot.Put"));
    failed.says("pot.Put: no projector is named pot.Put");
}
