//! The content of an order: its date, its items, its total.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// An order, as the argument of extensions.
#[derive(Record)]
pub struct Order {
    pub year: i32,
    pub month: i32,
    pub day: i32,
    pub items: Vec<Item>,
}

/// An item of an order.
#[derive(Record)]
pub struct Item {
    pub quantity: i32,
    pub single_price: i64,
}

/// The reason why an order is refused. Each is the caller's fault, except a state that cannot be
/// read.
#[derive(Debug, ExtensionError)]
#[error(code = 400)]
pub enum OrderError {
    /// No calendar has the date.
    #[error("{0}")]
    Date(&'static str),
    #[error("the order has no items")]
    NoItems,
    #[error("an item has no quantity")]
    NoQuantity,
    #[error("negative order amount")]
    NegativeAmount,
    /// A sum that does not fit into 64 bits.
    #[error("the {0} is too large")]
    TooLarge(&'static str),
    State(#[from] Error),
}

impl Order {
    /// Checks that the order's date exists.
    pub fn check_date(&self) -> Result<(), OrderError> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            2 => 28 + i32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(OrderError::Date("the month is not 1 to 12")),
        };
        if (1..=days).contains(&self.day) {
            Ok(())
        } else {
            Err(OrderError::Date("the month has no such day"))
        }
    }

    /// Checks that there are items, each with a quantity.
    pub fn check_items(&self) -> Result<(), OrderError> {
        if self.items.is_empty() {
            return Err(OrderError::NoItems);
        }
        if self.items.iter().any(|item| item.quantity == 0) {
            return Err(OrderError::NoQuantity);
        }
        Ok(())
    }

    /// Sum of quantity times price over all items.
    pub fn total(&self) -> Result<i64, OrderError> {
        let amounts = self.items.iter().map(|item| {
            let quantity = item.quantity.into();
            item.single_price.checked_mul(quantity)
        });
        let sum = amounts
            .into_iter()
            .try_fold(0, |sum: i64, amount| sum.checked_add(amount?));
        sum.ok_or(OrderError::TooLarge("order's total"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, Vec};

    #[test]
    fn every_year_has_the_days_that_the_calendar_gives_it() {
        for (year, days) in [(1900, 365), (2000, 366), (2023, 365), (2024, 366)] {
            let dates = (-1..=14).flat_map(|month| (-1..=33).map(move |day| (month, day)));
            let has = |&(month, day): &(i32, i32)| {
                let items = Vec::new();
                let order = Order {
                    year,
                    month,
                    day,
                    items,
                };
                order.check_date().is_ok()
            };
            assert_eq!(dates.filter(has).count(), days, "{year}");
        }
    }
}
