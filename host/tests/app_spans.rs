//! The spans of an app. Only a subscriber of the whole process sees those of its threads, so the
//! test has a process of its own.

#[path = "partition/guest.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod guest;
#[path = "partition/shop.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod shop;
#[path = "shared/subscriber.rs"]
mod subscriber;

use shop::Shop;
use subscriber::{Seen, Spans};
use tracing::Level;

/// A span as one line: name, extension, workspace, offset, outcome; an event with its message.
fn line(seen: &Seen) -> String {
    let field = |name: &str| seen.fields.get(name).map_or("-", String::as_str);
    let fields = ["extension", "workspace", "offset", "result", "message"].map(field);
    format!("{} {} {}", seen.name, seen.level, fields.join(" "))
}

#[test]
fn deployments_runs_and_what_they_apply_are_spans() {
    let spans = Spans::new(Level::DEBUG);
    tracing::subscriber::set_global_default(spans.clone()).expect("it is the first");
    let mut shop = Shop::new();
    shop.enter(7).order(1, 1, 10).expect("it is in order");
    shop.order(2, 1, -1).expect_err("it is negative");
    shop.settle().expect("the app is there");
    shop.of_day(1);
    let seen = spans.take();
    let open = seen.iter().filter(|seen| seen.name != "event");
    assert!(open.clone().all(|seen| (seen.entered, seen.left) == (1, 1)));
    let lines: Vec<String> = seen.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "deploy INFO - - - ok -",
            "invoke DEBUG CheckOrder 7 1 ok -",
            "invoke DEBUG NewOrder 7 1 ok -",
            "event INFO NewOrder 7 - - ordering",
            "apply DEBUG NewOrder 7 1 ok -",
            "invoke DEBUG Days 7 1 ok -",
            "apply DEBUG Days 7 1 ok -",
            "invoke DEBUG Audit 7 1 ok -",
            "apply DEBUG Audit 7 1 ok -",
            "invoke DEBUG CheckOrder 7 2 extension -",
            "deploy INFO - - - ok -",
            "invoke DEBUG OfDay 7 - ok -",
        ]
    );
}
