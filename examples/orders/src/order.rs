//! What an order says: its date, its items, its total.

use heeus_sdk::{Error, Items, WasmStateElement};

/// The day of an order.
pub struct Date {
    pub year: i32,
    pub month: i32,
    pub day: i32,
}

impl Date {
    /// The date of an order.
    pub fn of(order: &WasmStateElement<'_>) -> Result<Self, Error> {
        Ok(Self {
            year: order.get("Year")?,
            month: order.get("Month")?,
            day: order.get("Day")?,
        })
    }

    /// Whether a calendar has it.
    pub fn check(&self) -> Result<(), Error> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            2 => 28 + i32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err("the month is not 1 to 12".into()),
        };
        if (1..=days).contains(&self.day) {
            Ok(())
        } else {
            Err("the month has no such day".into())
        }
    }
}

/// Whether there are items, each with a quantity.
pub fn check_items(order: &WasmStateElement<'_>) -> Result<(), Error> {
    let items: Items<'_> = order.get("Items")?;
    if items.is_empty() {
        return Err("the order has no items".into());
    }
    for item in items.records()? {
        if item.get::<i32>("Quantity")? == 0 {
            return Err("an item has no quantity".into());
        }
    }
    Ok(())
}

/// Sum of quantity times price over all items.
pub fn total(order: &WasmStateElement<'_>) -> Result<i64, Error> {
    let items: Items<'_> = order.get("Items")?;
    items.records()?.try_fold(0, |sum: i64, item| {
        let price: i64 = item.get("SinglePrice")?;
        let amount = price.checked_mul(item.get::<i32>("Quantity")?.into());
        amount
            .and_then(|amount| sum.checked_add(amount))
            .ok_or_else(|| "the order's total is too large".into())
    })
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn every_year_has_the_days_that_the_calendar_gives_it() {
        for (year, days) in [(1900, 365), (2000, 366), (2023, 365), (2024, 366)] {
            let dates = (-1..=14).flat_map(|month| (-1..=33).map(move |day| (month, day)));
            let has = |&(month, day): &(i32, i32)| Date { year, month, day }.check().is_ok();
            assert_eq!(dates.filter(has).count(), days, "{year}");
        }
    }
}
