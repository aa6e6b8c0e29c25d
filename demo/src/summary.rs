//! The outcome of all orders: accepted, refused, summed up.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use heeus_host::engine::{ResetCheck, RunStats};
use heeus_host_testkit::Content;
use heeus_host_testkit::DynRecord;

use crate::shop::{Extensions, Order, Shop, Sum};
use crate::{BadLine, Error, input};

/// The most orders that are kept to be run again.
const KEPT: usize = 10_000;
/// The part of the demo that refuses lines that are no orders.
const READER: &str = "the reader";

/// The outcome of the lines in a file.
#[derive(Default)]
pub struct Summary {
    /// The number of lines that were read.
    pub lines: usize,
    /// The number of accepted orders.
    pub accepted: usize,
    /// The sum of all accepted orders in cents, as the command reported them.
    pub total: i128,
    /// The refused lines, counted from 1, by extension and reason.
    pub refused: BTreeMap<(&'static str, String), Vec<usize>>,
    /// The lines that are no orders, each with the reason.
    pub bad: Vec<(usize, BadLine)>,
    /// The result of the query for each year that has orders.
    pub years: Vec<(i32, Result<Sum, String>)>,
    /// The resources used by the runs of each extension, in the order of their first calls.
    pub used: Vec<Used>,
    /// The first accepted orders.
    pub orders: Vec<Order>,
}

/// The resources used by the runs of an extension.
pub struct Used {
    /// The extension.
    pub name: &'static str,
    /// The fuel of each run.
    pub fuel: Vec<u64>,
    /// The most bytes of its arena that a run had in use.
    pub arena: u32,
    /// The most bytes of memory that the guest had after a run.
    pub memory: usize,
    /// The number of runs after which the guest was verified to be as before.
    pub clean: usize,
}

impl Summary {
    /// The number of refused lines.
    pub fn refused(&self) -> usize {
        self.refused.values().map(Vec::len).sum()
    }

    /// The sum of all years in cents; `None` if the query refused one.
    pub fn in_view(&self) -> Option<i128> {
        let amount = |(_, sum): &(i32, Result<Sum, String>)| match sum {
            Ok(sum) => Some(i128::from(sum.amount)),
            Err(_) => None,
        };
        self.years.iter().map(amount).sum()
    }

    fn refuse(&mut self, by: &'static str, why: String) {
        let lines = self.refused.entry((by, why)).or_default();
        lines.push(self.lines);
    }

    fn note(&mut self, name: &'static str, stats: &RunStats) {
        let place = self.used.iter().position(|used| used.name == name);
        let place = place.unwrap_or_else(|| {
            self.used.push(Used {
                name,
                fuel: Vec::new(),
                arena: 0,
                memory: 0,
                clean: 0,
            });
            self.used.len() - 1
        });
        if let Some(used) = self.used.get_mut(place) {
            used.fuel.push(stats.fuel);
            used.arena = used.arena.max(stats.arena_bytes.unwrap_or(0));
            used.memory = used.memory.max(stats.memory_bytes);
            used.clean += usize::from(stats.reset == ResetCheck::Same);
        }
    }
}

/// Runs every line through a shop of its own, where the guest is checked after each run. `unread`
/// builds the error of a line that cannot be read.
///
/// # Errors
/// [`Error`]; a refused line is none.
pub fn run(
    extensions: &Extensions,
    lines: impl BufRead,
    unread: impl Fn(io::Error) -> Error,
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let mut shop = Shop::open(extensions, true)?;
    let mut years = BTreeSet::new();
    for line in lines.split(b'\n') {
        let line = line.map_err(&unread)?;
        summary.lines += 1;
        match input::parse(&line) {
            Ok(order) => years.extend(run_order(&mut summary, &mut shop, &order)?),
            Err(bad) => {
                summary.refuse(READER, bad.reason().to_owned());
                summary.bad.push((summary.lines, bad));
            }
        }
    }
    for year in years {
        let sum = shop.year(year, |name, stats| summary.note(name, stats))?;
        let sum = sum.map_err(|refused| refused.why());
        summary.years.push((year, sum));
    }
    match summary.in_view() {
        Some(in_view) if in_view != summary.total => Err(Error::Lost {
            accepted: summary.total,
            in_view,
        }),
        _ => Ok(summary),
    }
}

/// Runs one order. Returns its year if it is accepted.
fn run_order(
    summary: &mut Summary,
    shop: &mut Shop,
    order: &DynRecord,
) -> Result<Option<i32>, Error> {
    let encoded = match Order::new(order) {
        Ok(encoded) => encoded,
        Err(error) => {
            summary.refuse(READER, error.to_string());
            return Ok(None);
        }
    };
    let outcome = shop.order(&encoded, |name, stats| summary.note(name, stats))?;
    let total = match outcome {
        Ok(total) => total,
        Err(refused) => {
            summary.refuse(refused.by, refused.why());
            return Ok(None);
        }
    };
    summary.accepted += 1;
    summary.total += i128::from(total);
    if summary.orders.len() < KEPT {
        summary.orders.push(encoded);
    }
    match order.get("Year") {
        Some(Content::I32(year)) => Ok(Some(*year)),
        _ => Ok(None),
    }
}
