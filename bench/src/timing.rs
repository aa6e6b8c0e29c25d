//! Fair timing on a noisy machine: all contenders take turns, round after round.
//!
//! If a machine is slower for a while, it is slower for all contenders. The cost of a contender is
//! the median of its rounds; the minimum is the cost that it can reach.

use std::time::{Duration, Instant};

/// The number and the length of the contenders' turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Turns of each contender.
    pub rounds: u32,
    /// Time of one turn.
    pub turn: Duration,
}

impl Default for Plan {
    /// A second for each contender, in turns so short that most are not interrupted.
    fn default() -> Self {
        Self {
            rounds: 4000,
            turn: Duration::from_micros(250),
        }
    }
}

/// Work that is timed.
pub struct Contender<'a> {
    name: &'static str,
    /// Operations in one repetition of the work.
    operations: f64,
    /// Does the work this many times; returns the time that it took.
    work: Box<dyn FnMut(u32) -> Duration + 'a>,
}

impl<'a> Contender<'a> {
    /// Work that is one operation.
    pub fn new(name: &'static str, mut work: impl FnMut() + 'a) -> Self {
        Self::timing_itself(name, move |times| {
            let start = Instant::now();
            for _ in 0..times {
                work();
            }
            start.elapsed()
        })
    }

    /// Work that times only a part of itself, and returns the time of that part.
    pub fn timing_itself(name: &'static str, work: impl FnMut(u32) -> Duration + 'a) -> Self {
        Self {
            name,
            operations: 1.0,
            work: Box::new(work),
        }
    }

    /// Counts each repetition as this many operations.
    pub fn operations(mut self, operations: u32) -> Self {
        self.operations = operations.into();
        self
    }

    /// The number of repetitions that take about `turn`, including the part that is not timed.
    fn times_in(&mut self, turn: Duration) -> u32 {
        let mut times = 1;
        loop {
            let start = Instant::now();
            (self.work)(times);
            let took = start.elapsed();
            if took >= turn / 4 || times >= 1 << 24 {
                return times_for(times, took, turn);
            }
            times *= 2;
        }
    }
}

/// The number of repetitions in `turn`, if `times` repetitions took `took`.
fn times_for(times: u32, took: Duration, turn: Duration) -> u32 {
    let each = took.as_nanos().max(1) / u128::from(times).max(1);
    u32::try_from(turn.as_nanos() / each.max(1))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The cost of one contender, in nanoseconds for an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The contender.
    pub name: &'static str,
    /// One number for each round, in ascending order.
    sorted: Vec<f64>,
}

impl Series {
    /// A series of the numbers of all rounds.
    ///
    /// # Panics
    /// If there are none.
    pub fn new(name: &'static str, mut rounds: Vec<f64>) -> Self {
        assert!(
            !rounds.is_empty(),
            "{name}: a series has at least one round"
        );
        rounds.sort_by(f64::total_cmp);
        Self {
            name,
            sorted: rounds,
        }
    }

    /// The minimum of all rounds.
    pub fn min(&self) -> f64 {
        self.sorted.first().copied().unwrap_or(f64::NAN)
    }

    /// The median of all rounds.
    pub fn median(&self) -> f64 {
        let middle = self.sorted.len() / 2;
        let at = |index: usize| self.sorted.get(index).copied().unwrap_or(f64::NAN);
        if self.sorted.len().is_multiple_of(2) {
            f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
        } else {
            at(middle)
        }
    }

    /// The same series with `cost`, the cost of timing itself, subtracted from every round.
    pub fn less(&self, cost: f64) -> Self {
        let sorted = self.sorted.iter().map(|round| round - cost).collect();
        Self {
            name: self.name,
            sorted,
        }
    }

    /// The median, divided by that of `base`.
    pub fn ratio(&self, base: &Self) -> f64 {
        self.median() / base.median()
    }

    /// The minimum, divided by that of `base`.
    pub fn min_ratio(&self, base: &Self) -> f64 {
        self.min() / base.min()
    }
}

/// Lets all contenders take turns. The results are in the order of the contenders.
#[expect(
    clippy::cast_precision_loss,
    reason = "nanoseconds of a turn are far below 2^52"
)]
pub fn interleave<const N: usize>(plan: Plan, mut contenders: [Contender<'_>; N]) -> [Series; N] {
    let times = contenders.each_mut().map(|contender| {
        // The first call warms up, so that the second one estimates a warm run.
        contender.times_in(plan.turn);
        contender.times_in(plan.turn)
    });
    let mut rounds: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for round in 0..plan.rounds {
        for step in 0..N {
            // Every other round goes backwards, so that no contender always follows the same one.
            let turn = if round % 2 == 0 { step } else { N - 1 - step };
            if let (Some(contender), Some(&times), Some(rounds)) = (
                contenders.get_mut(turn),
                times.get(turn),
                rounds.get_mut(turn),
            ) {
                let took = (contender.work)(times).as_nanos() as f64;
                rounds.push(took / f64::from(times) / contender.operations);
            }
        }
    }
    let mut rounds = rounds.into_iter();
    contenders
        .each_ref()
        .map(|contender| Series::new(contender.name, rounds.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn median_and_least_of_an_odd_and_an_even_number_of_rounds() {
        let odd = Series::new("odd", vec![5.0, 1.0, 9.0]);
        assert!((odd.median() - 5.0).abs() < 1e-12 && (odd.min() - 1.0).abs() < 1e-12);
        let even = Series::new("even", vec![8.0, 2.0, 4.0, 100.0]);
        assert!((even.median() - 6.0).abs() < 1e-12 && (even.min() - 2.0).abs() < 1e-12);
        let one = Series::new("one", vec![3.0]);
        assert!((one.median() - 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_ratio_is_that_of_the_medians() {
        let base = Series::new("base", vec![10.0, 20.0, 30.0]);
        let other = Series::new("other", vec![30.0, 20.0, 1000.0]);
        assert!((other.ratio(&base) - 1.5).abs() < 1e-12);
        assert!((other.min_ratio(&base) - 2.0).abs() < 1e-12);
        let less = other.less(15.0);
        assert!((less.median() - 15.0).abs() < 1e-12 && (less.min() - 5.0).abs() < 1e-12);
    }

    #[test]
    fn the_number_of_repetitions_fills_a_turn() {
        let micros = Duration::from_micros;
        assert_eq!(times_for(10, micros(10), micros(2000)), 2000);
        assert_eq!(times_for(1, micros(5000), micros(2000)), 1);
        assert_eq!(
            times_for(1 << 24, Duration::ZERO, Duration::from_nanos(7)),
            7
        );
    }

    #[test]
    fn contenders_take_turns_and_change_the_order() {
        let order = RefCell::new(String::new());
        let note = |name: char| {
            let order = &order;
            move |times: u32| {
                order.borrow_mut().push(name);
                Duration::from_micros(u64::from(times) * 1000)
            }
        };
        let plan = Plan {
            rounds: 4,
            turn: Duration::ZERO,
        };
        let [a, b] = interleave(
            plan,
            [
                Contender::timing_itself("a", note('a')),
                Contender::timing_itself("b", note('b')).operations(10),
            ],
        );
        assert!(order.borrow().ends_with("abbaabba"), "{}", order.borrow());
        assert!((a.median() - 1e6).abs() < 1e-6 && (b.median() - 1e5).abs() < 1e-6);
        assert_eq!((a.name, b.name), ("a", "b"));
    }
}
