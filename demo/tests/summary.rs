//! The demo's numbers, compared with those of an independent reader of the JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use heeus_demo::shop::{Extensions, Sum};
use heeus_demo::summary::{self, Summary};
use heeus_demo::{Error, ORDERS, demo, example};
use serde_json::Value;

fn summary_of(lines: &[u8]) -> Summary {
    static EXTENSIONS: OnceLock<Extensions> = OnceLock::new();
    let compile = || Extensions::new(&example().unwrap()).unwrap();
    let extensions = EXTENSIONS.get_or_init(compile);
    summary::run(extensions, lines, Error::Output).unwrap()
}

/// The expected sum of each year: the days and the cents of all lines that have a positive total in
/// the JSON, except for the lines that are known to be bad.
fn counted(text: &str, bad: &BTreeSet<usize>) -> Vec<(i32, Result<Sum, String>)> {
    let mut years: BTreeMap<i64, (BTreeSet<[i64; 2]>, i64)> = BTreeMap::new();
    for (_, line) in (1..).zip(text.lines()).filter(|(at, _)| !bad.contains(at)) {
        let order: Value = serde_json::from_str(line).unwrap();
        let number = |name: &str| order[name].as_i64().unwrap();
        let items = order["Items"].as_array().unwrap();
        let price = |item: &Value| {
            item["Quantity"].as_i64().unwrap() * item["SinglePrice"].as_i64().unwrap()
        };
        let (days, cents) = years.entry(number("Year")).or_default();
        days.insert([number("Month"), number("Day")]);
        *cents += items.iter().map(price).sum::<i64>();
    }
    let sum = |(year, (days, amount)): (i64, (BTreeSet<_>, i64))| {
        let days = days.len().try_into().unwrap();
        (year.try_into().unwrap(), Ok(Sum { days, amount }))
    };
    years.into_iter().map(sum).collect()
}

#[test]
fn every_line_is_accepted_or_refused_with_its_reason() {
    let text = r#"{"ID":1,"Year":2025,"Month":12,"Day":31,"Items":[{"Quantity":1,"SinglePrice":100},{"Quantity":2,"SinglePrice":50}]}
{"ID":2,"Year":2026,"Month":1,"Day":2,"Items":[{"Quantity":3,"SinglePrice":7}]}
{"ID":3,"Year":2026,"Month":1,"Day":2,"Items":[{"Quantity":1,"SinglePrice":9}]}
{"ID":4,"Year":2026,"Month":2,"Day":30,"Items":[{"Quantity":1,"SinglePrice":9}]}
{"ID":5,"Year":2026,"Month":2,"Day":1,"Items":[{"Quantity":-1,"SinglePrice":9}]}
{"ID":6,"Year":2026,"Month":2,"Day":1,"Items":[{"Quantity":1}]}
{"ID":7,"Year":2026,"Month":2,"Day":1}
{"ID":8,"Year":2026,"Month":2,"Day":1,"Items":[{"Quantity":"one","SinglePrice":9}]}
{"ID":9,"Year":2026,"Month":2,"Day":1,"Items":[{"Qty":1,"SinglePrice":9}]}
{"ID":10,"Year":3000000000,"Month":2,"Day":1,"Items":[]}
[1]

an order"#;
    let summary = summary_of(text.as_bytes());
    assert_eq!(
        (summary.lines, summary.accepted, summary.refused()),
        (13, 3, 10)
    );
    assert_eq!(summary.total, 230);
    let sum = |days, amount| Ok(Sum { days, amount });
    assert_eq!(summary.years, [(2025, sum(1, 200)), (2026, sum(1, 30))]);

    let refused = |by: &'static str, why: &str| &summary.refused[&(by, why.to_owned())];
    assert_eq!(refused("CheckOrder", "the month has no such day"), &[4]);
    assert_eq!(refused("CheckOrder", "Order: field Items is absent"), &[7]);
    assert_eq!(refused("NewOrder", "negative order amount"), &[5]);
    assert_eq!(
        refused("CheckOrder", "Item: field SinglePrice is absent"),
        &[6]
    );
    assert_eq!(refused("the reader", "is not JSON"), &[12, 13]);
    assert_eq!(summary.refused.len(), 6);

    let bad: Vec<_> = summary
        .bad
        .iter()
        .map(|(at, bad)| format!("{at}: {bad}"))
        .collect();
    assert_eq!(
        bad,
        [
            r#"8: Items[0].Quantity: expected an integer of 32 bits, found "one""#,
            "9: Items[0]: expected Name, Quantity, SinglePrice, found the field Qty",
            "10: Year: expected an integer of 32 bits, found 3000000000",
            "11: expected an object with ID, Customer, Year, Month, Day, Items, found [1]",
            "12: expected an order as JSON: EOF while parsing a value at line 1 column 0",
            "13: expected an order as JSON: expected value at line 1 column 1",
        ]
    );
}

#[test]
fn each_run_is_counted() {
    let order = r#"{"Year":2026,"Month":1,"Day":2,"Items":[{"Quantity":1,"SinglePrice":5}]}"#;
    let summary = summary_of(format!("{order}\n{order}\n{{}}\n").as_bytes());
    let runs: Vec<_> = summary
        .used
        .iter()
        .map(|used| (used.name, used.fuel.len()))
        .collect();
    let expected = [
        ("CheckOrder", 3),
        ("NewOrder", 2),
        ("CalcOrderedItems", 2),
        ("OrderedItems", 1),
    ];
    assert_eq!(runs, expected);
    for used in &summary.used {
        assert!(used.fuel.iter().all(|&fuel| fuel > 0), "{}", used.name);
        assert_eq!(used.clean, used.fuel.len(), "{}", used.name);
        assert!(used.arena > 0 && used.memory > 0, "{}", used.name);
    }
}

#[test]
fn a_sum_that_does_not_fit_is_refused_by_the_query() {
    let order = |day| {
        let most = i64::MAX;
        format!(
            "{{\"Year\":2026,\"Month\":1,\"Day\":{day},\
             \"Items\":[{{\"Quantity\":1,\"SinglePrice\":{most}}}]}}"
        )
    };
    let summary = summary_of([order(1), order(1), order(2)].join("\n").as_bytes());
    assert_eq!((summary.accepted, summary.refused()), (2, 1));
    let full = (
        "CalcOrderedItems",
        "the day's amount is too large".to_owned(),
    );
    assert_eq!(summary.refused[&full], [2]);
    assert_eq!(
        summary.years,
        [(2026, Err("the year's amount is too large".to_owned()))]
    );
    assert_eq!(summary.in_view(), None);
}

#[test]
fn the_orders_that_come_with_the_demo_add_up() {
    let text = fs::read_to_string(ORDERS).unwrap();
    let summary = summary_of(text.as_bytes());
    assert!(summary.lines >= 1000);
    assert_eq!(summary.lines, text.lines().count());
    assert_eq!(summary.lines, summary.accepted + summary.refused());
    assert!(summary.refused.len() >= 8, "{:?}", summary.refused);

    let bad: BTreeSet<_> = summary.refused.values().flatten().copied().collect();
    assert_eq!(bad.len(), summary.refused(), "a line is refused once");
    assert_eq!(summary.years, counted(&text, &bad));
    assert_eq!(summary.in_view(), Some(summary.total));
}

#[test]
fn the_report_has_the_summary() {
    let mut out = Vec::new();
    demo(Path::new(ORDERS), &mut out).unwrap();
    let report = String::from_utf8(out).unwrap();
    for part in [
        "orders.wasm: ",
        "orders.jsonl: 1,200 lines, 1,140 accepted, 60 refused",
        "negative order amount",
        "as much as NewOrder accepted",
        "CalcOrderedItems",
        "runs per second",
    ] {
        assert!(report.contains(part), "no {part:?} in\n{report}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = demo(Path::new("no/such/file"), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().starts_with("no/such/file: "), "{error}");
}
