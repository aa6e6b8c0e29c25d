//! The speed of the extensions.

use std::time::{Duration, Instant};

use crate::Error;
use crate::shop::{Extensions, Order, Shop};

/// The least time to measure.
const LONG_ENOUGH: Duration = Duration::from_millis(500);
/// The least number of passes.
const PASSES: usize = 5;

/// The speed of the extensions.
pub struct Speed {
    /// The runs of one pass over the orders.
    pub runs: usize,
    /// The number of passes.
    pub passes: usize,
    /// Runs per second in the median pass. A run is a call with its apply.
    pub per_second: f64,
}

/// Runs the orders again, each pass in an empty shop that does not check the guest after each run.
///
/// # Errors
/// [`Error`], also if an order is refused that was accepted before.
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
