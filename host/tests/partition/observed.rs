//! An app's reports on the runs of its extensions.

use heeus_host::engine::EngineKind;
use heeus_host::error::ErrorClass;

use super::Shop;

#[test]
fn runs_and_errors_are_counted_by_extension() {
    let shop = Shop::new();
    for (id, amount) in [(1, 10), (2, 20), (3, -1), (4, 0), (5, 666)] {
        let _refused = shop.order(id, 1, amount);
    }
    shop.settle().unwrap();
    shop.of_day(1);
    let metrics = shop.metrics();
    let of = |extension| metrics.read("shop", extension).unwrap();
    let command = of("NewOrder");
    // The validator refused one of the five.
    assert_eq!((command.runs, command.failed()), (4, 2));
    assert_eq!(command.errors_of(ErrorClass::Extension), 1);
    assert_eq!(command.errors_of(ErrorClass::Panic), 1);
    assert_eq!(command.latency.count, 4);
    assert_eq!((of("CheckOrder").runs, of("CheckOrder").failed()), (5, 1));
    for (name, runs) in [("Days", 2), ("Audit", 2), ("OfDay", 1), ("Sweep", 0)] {
        assert_eq!((name, of(name).runs, of(name).failed()), (name, runs, 0));
    }
    assert!(metrics.read("shop", "Nobody").is_none());
    // One instance of the processor, one of the reader.
    assert_eq!(metrics.engine("shop", EngineKind::Builtin).instances(), 2);
}

#[test]
fn prometheus_reads_the_same() {
    let shop = Shop::new();
    shop.order(1, 1, 10).unwrap();
    shop.order(1, 1, 0).unwrap_err();
    let text = shop.metrics().prometheus();
    let labels = r#"engine="builtin",extension="NewOrder",kind="command",package="shop""#;
    for line in [
        format!("heeus_extension_runs_total{{{labels}}} 2"),
        format!("heeus_extension_duration_seconds_count{{{labels}}} 2"),
        r#"heeus_engine_instances_total{engine="builtin",package="shop"} 1"#.to_owned(),
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(
        text.contains("heeus_extension_errors_total{class=\"extension\""),
        "{text}"
    );
}
