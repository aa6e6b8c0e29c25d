//! Parts of views against a map, and their costs.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use heeus_host_testkit::prelude::*;

use super::selects::{at, page, put, row};
use super::support::guest;

/// A generator of numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).expect("small")]
    }
}

const MONTHS: [u8; 4] = [0, 1, 2, 255];
const EACH_DAY: [i16; 5] = [i16::MIN, -1, 0, 1, i16::MAX];

/// A month, a day if the bound has one, and whether it excludes its rows.
type At = (u8, Option<i16>, bool);

/// Random bounds, an order and a limit, for 2026.
struct Ask {
    lower: Option<At>,
    upper: Option<At>,
    after: Option<At>,
    back: bool,
    limit: u64,
}

fn some_bound(numbers: &mut Numbers, has_day: bool) -> Option<At> {
    let is_there = numbers.below(3) > 0;
    let (month, day) = (numbers.one(&MONTHS), numbers.one(&EACH_DAY));
    let without = numbers.below(2) == 0;
    is_there.then_some((month, has_day.then_some(day), without))
}

fn order((month, day): (u8, i16), bound: At) -> Ordering {
    let days = || bound.1.map_or(Ordering::Equal, |other| day.cmp(&other));
    month.cmp(&bound.0).then_with(days)
}

impl Ask {
    fn new(numbers: &mut Numbers) -> Self {
        let has_day = numbers.below(2) == 0;
        let is_partial = numbers.below(2) == 0;
        Self {
            lower: some_bound(numbers, has_day),
            upper: some_bound(numbers, has_day),
            after: some_bound(numbers, !is_partial),
            back: numbers.below(2) == 0,
            limit: numbers.below(6),
        }
    }

    fn record(&self) -> DynRecord {
        let mut ask = record! { Year: 2026, Reverse: self.back };
        let bounds = [
            ("Lower", self.lower),
            ("Upper", self.upper),
            ("After", self.after),
        ];
        for (name, bound) in bounds {
            if let Some((month, day, without)) = bound {
                ask = ask.with(name, at((2026, month), day).with("Without", without));
            }
        }
        match self.limit {
            0 => ask,
            limit => ask.with("Limit", i64::try_from(limit).expect("small")),
        }
    }

    fn has(&self, key: (u8, i16)) -> bool {
        let order = |bound: At| order(key, bound);
        let is_above = |bound: At| order(bound).is_gt() || order(bound).is_eq() && !bound.2;
        let is_below = |bound: At| order(bound).is_lt() || order(bound).is_eq() && !bound.2;
        let behind = if self.back {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        self.lower.is_none_or(is_above)
            && self.upper.is_none_or(is_below)
            && self.after.is_none_or(|bound| order(bound) == behind)
    }

    fn rows(&self, rows: &BTreeMap<(u8, i16), i64>) -> Vec<Intent> {
        let mut wanted: Vec<_> = rows.iter().filter(|(key, _)| self.has(**key)).collect();
        if self.back {
            wanted.reverse();
        }
        if self.limit > 0 {
            wanted.truncate(usize::try_from(self.limit).expect("small"));
        }
        let rows = wanted.into_iter();
        let rows = rows.map(|(&(month, day), &amount)| row((2026, month, day), amount));
        rows.map(result).collect()
    }
}

#[test]
fn random_parts_are_those_of_a_map() {
    let mut numbers = Numbers(42);
    let mut rows = BTreeMap::new();
    for (month, day) in MONTHS
        .iter()
        .flat_map(|month| EACH_DAY.map(|day| (*month, day)))
    {
        if numbers.below(3) > 0 {
            rows.insert((month, day), i64::from(month) * 100_000 + i64::from(day));
        }
    }
    let mut kits = [guest(), Kit::native("typed")];
    for kit in &mut kits {
        let of_year = rows.iter();
        let of_year = of_year.map(|(&(month, day), &amount)| ((2026, month, day), amount));
        put(kit, &of_year.collect());
        put(
            kit,
            &BTreeMap::from([((2025, 255, 0), 7), ((2027, 0, 0), 8)]),
        );
    }
    for _ in 0..400 {
        let ask = Ask::new(&mut numbers);
        for kit in &mut kits {
            let outcome = kit.run("SelectDays", ask.record());
            assert_eq!(outcome.intents(), ask.rows(&rows), "{:?}", ask.record());
            outcome.ignore_intents();
        }
    }
}

#[test]
fn a_page_costs_the_same_wherever_it_is() {
    let mut kit = guest();
    let days = (0..10_000_i64).map(|n| {
        let (month, day) = (
            u8::try_from(n / 1000).expect("small"),
            i16::try_from(n % 1000).expect("small"),
        );
        ((2026, month, day), n)
    });
    put(&mut kit, &days.collect());
    let mut costs = Vec::new();
    for number in [0, 1, 99, 480] {
        let last = number * 20 - 1;
        let mut ask = record! { Year: 2026, Limit: 20i64 };
        if number > 0 {
            let (month, day) = (last / 1000, last % 1000);
            let after = at(
                (2026, u8::try_from(month).expect("small")),
                Some(i16::try_from(day).expect("small")),
            );
            ask = ask.with("After", after);
        }
        let outcome = kit.run("PageOfDays", ask).expect_ok();
        let (amounts, _) = page(&outcome);
        let first = i64::from(number) * 20;
        assert_eq!(amounts, (first..first + 20).collect::<Vec<_>>());
        let (fuel, read) = (outcome.stats().fuel, outcome.stats().bytes_read);
        outcome.ignore_intents();
        costs.push((number, fuel, read));
    }
    println!("{costs:?}");
    // The first page asks without a bound.
    let [(_, first, _), second, .., last] = costs[..] else {
        panic!("{costs:?}");
    };
    assert!(second.1 * 10 <= first * 12, "{costs:?}");
    assert_eq!((last.1, last.2), (second.1, second.2), "{costs:?}");
}
