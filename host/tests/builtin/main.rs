//! The builtin engine, on extensions of this program.

mod fakes;
mod faults;
mod guest;
mod outcomes;
mod reads;
mod storage;

use heeus_host_testkit::prelude::*;

use guest::DAYS;

fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Day: day }
}

fn amount(amount: i64) -> DynRecord {
    record! { Amount: amount }
}

/// A kit whose state has the days from 1 up to this one; the amount of each is ten times its
/// number.
fn kit(days: i32) -> Kit {
    let mut kit = Kit::native("test");
    fill(&mut kit, days);
    kit
}

fn fill(kit: &mut Kit, days: i32) {
    for of in 1..=days {
        kit.view(DAYS, day(of), amount(i64::from(of) * 10));
    }
}

/// Checks that the next call works.
#[track_caller]
fn works(kit: &mut Kit) {
    kit.run("Amount", day(1))
        .expect_intents([result(amount(10))]);
}
