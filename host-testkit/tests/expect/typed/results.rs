//! Results as structs.

use heeus_host_testkit::prelude::*;

use super::shop::{Taken, Total, Year, kit, order, taken, total};
use crate::failure::failure;

#[test]
fn a_result_is_expected_apart_from_other_intents() {
    let mut kit = kit();
    kit.run("Place", &order()).ignore_intents();
    let outcome = kit.run("Place", &order()).expect_result(&taken(2));
    let failed = failure(|| {
        outcome.done(); // the rest
    });
    failed.is_blamed_on("// the rest");
    assert!(
        failed.text.contains("\n+ update_singleton(\"typed.Shop\")"),
        "{}",
        failed.text
    );
    assert!(!failed.text.contains("result("), "{}", failed.text);
    // A result that was expected once is not expected again.
    let outcome = kit.run("Place", &order()).expect_result(&taken(3));
    let failed = failure(|| {
        outcome.expect_result(&taken(3)); // twice
    });
    failed.is_blamed_on("// twice");
    kit.given(&total(1, 3)).given(&total(2, 4));
    kit.run("Totals", &Year { year: 2026 })
        .expect_intent(result(&total(1, 3)))
        .expect_result(&total(2, 4));
}

#[test]
fn another_result_shows_both() {
    let mut kit = kit();
    kit.given(&total(1, 3)).given(&total(2, 4));
    let run = kit.run("Totals", &Year { year: 2026 });
    let failed = failure(|| {
        run.expect_results(&[total(1, 3), total(2, 5), total(3, 6)]); // another
    });
    failed.is_blamed_on("// another").says(
        r"
        Totals: another result (- expected, + actual)
          record! { Amount: 3i64, Day: 1, Year: 2026 }
        - record! { Amount: 5i64, Day: 2, Year: 2026 }
        - record! { Amount: 6i64, Day: 3, Year: 2026 }
        + record! { Amount: 4i64, Day: 2, Year: 2026 }
        host calls:
          HostReadElems(sys.View typed.Total {Year: 2026}) -> done, 2 delivered",
    );
    let run = kit.run("Totals", &Year { year: 2025 });
    let failed = failure(|| {
        run.expect_result(&total(1, 3)); // none
    });
    failed.is_blamed_on("// none").says(
        r"
        Totals: another result (- expected, + actual)
        - record! { Amount: 3i64, Day: 1, Year: 2026 }
        host calls:
          HostReadElems(sys.View typed.Total {Year: 2025}) -> done, 0 delivered",
    );
}

#[test]
fn results_are_expected_of_runs_that_end_well() {
    let mut kit = kit();
    let run = kit.run("Totals", record! {});
    let failed = failure(|| {
        run.expect_result(&total(1, 3)); // an error
    });
    failed.is_blamed_on("// an error");
    assert!(
        failed.text.contains("Year: field Year is absent"),
        "{}",
        failed.text
    );
    let run = kit.run("Totals", record! {});
    let failed = failure(|| {
        run.results::<Total>(); // no rows
    });
    failed.is_blamed_on("// no rows");
    run.expect_error("field Year is absent");
}

#[test]
fn results_are_structs_again() {
    let mut kit = kit();
    kit.given(&total(1, 3)).given(&total(2, 4));
    let run = kit.run("Totals", &Year { year: 2026 });
    assert_eq!(run.results::<Total>(), [total(1, 3), total(2, 4)]);
    let failed = failure(|| {
        run.results::<Taken>(); // another struct
    });
    failed.is_blamed_on("// another struct").says(r"
        Totals: Taken: field Id is absent, in the result record! { Amount: 3i64, Day: 1, Year: 2026 }
        host calls:
          HostReadElems(sys.View typed.Total {Year: 2026}) -> done, 2 delivered");
    let failed = failure(|| {
        run.done(); // they remain to be expected
    });
    failed.is_blamed_on("// they remain to be expected");
}
