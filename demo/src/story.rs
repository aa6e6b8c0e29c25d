//! What becomes of all orders: accepted, refused, summed up.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use heeus_host_testkit::expect::Content;
use heeus_host_testkit::{DynRecord, ResetCheck, RunStats};

use crate::shop::{Extensions, Order, Shop, Sum};
use crate::{BadLine, Error, input};

/// Orders that are kept, to be run again.
const KEPT: usize = 10_000;
/// Who refuses what is no order.
const READER: &str = "the reader";

/// What became of the lines of a file.
#[derive(Default)]
pub struct Story {
    /// Lines that were read.
    pub lines: usize,
    /// Orders that were accepted.
    pub accepted: usize,
    /// Cents of all orders that were accepted, as the command told them.
    pub total: i128,
    /// Who refused lines, why, and which, counted from 1.
    pub refused: BTreeMap<(&'static str, String), Vec<usize>>,
    /// Lines that are no orders, and what is wrong with them.
    pub bad: Vec<(usize, BadLine)>,
    /// What the query tells of each year that has orders.
    pub years: Vec<(i32, Result<Sum, String>)>,
    /// What the runs of each extension used, in the order in which they were called first.
    pub used: Vec<Used>,
    /// The first accepted orders.
    pub orders: Vec<Order>,
}

/// What the runs of an extension used.
pub struct Used {
    /// The extension.
    pub name: &'static str,
    /// Fuel of each run.
    pub fuel: Vec<u64>,
    /// The most bytes of its arena that a run had in use.
    pub arena: u32,
    /// The most bytes of memory that the guest had after a run.
    pub memory: usize,
    /// Runs after which the guest was seen to be as before.
    pub clean: usize,
}

impl Story {
    /// Lines that were refused.
    pub fn refused(&self) -> usize {
        self.refused.values().map(Vec::len).sum()
    }

    /// Cents of all years; `None` where the query refused one.
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

/// Puts every line through a shop of its own, where the guest is looked at after each run. `unread` makes the error
/// of a line that cannot be read.
///
/// # Errors
/// [`Error`]; not where a line is refused.
pub fn tell(
    extensions: &Extensions,
    lines: impl BufRead,
    unread: impl Fn(io::Error) -> Error,
) -> Result<Story, Error> {
    let mut story = Story::default();
    let mut shop = Shop::open(extensions, true)?;
    let mut years = BTreeSet::new();
    for line in lines.split(b'\n') {
        let line = line.map_err(&unread)?;
        story.lines += 1;
        match input::parse(&line) {
            Ok(order) => years.extend(one(&mut story, &mut shop, &order)?),
            Err(bad) => {
                story.refuse(READER, bad.reason().to_owned());
                story.bad.push((story.lines, bad));
            }
        }
    }
    for year in years {
        let sum = shop.year(year, |name, stats| story.note(name, stats))?;
        let sum = sum.map_err(|refused| refused.why());
        story.years.push((year, sum));
    }
    match story.in_view() {
        Some(in_view) if in_view != story.total => Err(Error::Lost {
            accepted: story.total,
            in_view,
        }),
        _ => Ok(story),
    }
}

/// Puts one order through. Returns its year, where it is accepted.
fn one(story: &mut Story, shop: &mut Shop, order: &DynRecord) -> Result<Option<i32>, Error> {
    let encoded = match Order::new(order) {
        Ok(encoded) => encoded,
        Err(error) => {
            story.refuse(READER, error.to_string());
            return Ok(None);
        }
    };
    let outcome = shop.order(&encoded, |name, stats| story.note(name, stats))?;
    let total = match outcome {
        Ok(total) => total,
        Err(refused) => {
            story.refuse(refused.by, refused.why());
            return Ok(None);
        }
    };
    story.accepted += 1;
    story.total += i128::from(total);
    if story.orders.len() < KEPT {
        story.orders.push(encoded);
    }
    match order.get("Year") {
        Some(Content::I32(year)) => Ok(Some(*year)),
        _ => Ok(None),
    }
}
