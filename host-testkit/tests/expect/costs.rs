//! The costs of runs.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::guest::{Guest, Returns};

/// A guest that counts down from a thousand.
pub fn guest() -> Guest {
    let counts = "(local.set $name (i32.const 1000))
      (loop $again (br_if $again (local.tee $name (i32.sub (local.get $name) (i32.const 1)))))
      (return (i32.const 0))";
    let row = insert_view("orders.Daily", record! { Year: 2026, Day: 1 }).with("Amount", 1i64);
    let fine = Returns {
        intents: vec![row],
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .does("Count", ExtensionKind::Command, counts)
        .returns("Fine", ExtensionKind::Projector, &fine)
}

pub fn run(kit: &mut Kit) {
    kit.label("a thousand").run("Count", record! {}).done();
    kit.run("Fine", record! {}).ignore_intents().done();
    kit.run("Fine", record! {}).ignore_intents().done();
}

fn fuel(kit: &Kit) -> Vec<u64> {
    let runs = kit.costs().runs().iter();
    runs.map(|run| run.stats.fuel).collect()
}

#[test]
fn each_run_is_a_line_of_the_table() {
    let mut kit = guest().kit();
    run(&mut kit);
    let [counted, fine, again] = fuel(&kit)[..] else {
        panic!("{}", kit.costs());
    };
    assert!(counted > 4000 && fine < 100, "{counted}, {fine}");
    let table = format!(
        "run                 fuel  arena  host calls  read  written\n\
         Count (a thousand)  {counted}      -           0     0        0\n\
         Fine                  {fine}      -           0     0      112\n\
         Fine #2               {again}      -           0     0      112\n"
    );
    assert_eq!(kit.costs().to_string(), table);
}

#[test]
fn fuel_is_the_same_for_the_same_runs() {
    let both = || {
        let mut kit = guest().kit();
        run(&mut kit);
        run(&mut kit);
        fuel(&kit)
    };
    let first = both();
    // This guest does more in the first run of an instance.
    assert_eq!(first[1..3], first[4..], "later runs of the instance");
    assert_eq!(both(), first, "in another instance");
}
