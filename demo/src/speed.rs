//! How fast it is.

use std::time::{Duration, Instant};

use crate::Error;
use crate::shop::{Extensions, Order, Shop};

/// How long to measure, at least.
const LONG_ENOUGH: Duration = Duration::from_millis(500);
/// Passes, at least.
const PASSES: usize = 5;

/// How fast it is.
pub struct Speed {
    /// Runs of one pass over the orders.
    pub runs: usize,
    /// Passes.
    pub passes: usize,
    /// Runs in a second, in the pass in the middle. A run is a call and its apply.
    pub per_second: f64,
}

/// Puts the orders through again, each pass in an empty shop that does not look at the guest after each run.
///
/// # Errors
/// [`Error`] also where an order is refused that was accepted before.
pub(crate) fn measure(extensions: &Extensions, orders: &[Order]) -> Result<Speed, Error> {
    let (mut rates, mut runs) = (Vec::new(), 0_u32);
    let begin = Instant::now();
    while rates.len() < PASSES || begin.elapsed() < LONG_ENOUGH {
        runs = 0;
        let mut shop = Shop::open(extensions, false)?;
        let begin = Instant::now();
        for order in orders {
            if let Err(refused) = shop.order(order, |_, _| runs += 1)? {
                return Err(refused.error.into());
            }
        }
        rates.push(f64::from(runs) / begin.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    Ok(Speed {
        runs: runs as usize,
        passes: rates.len(),
        per_second: rates.get(rates.len() / 2).copied().unwrap_or_default(),
    })
}
