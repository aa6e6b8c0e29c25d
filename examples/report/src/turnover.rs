//! The turnover of a month, group by group.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// A row of the report.
#[derive(Record)]
pub struct Row<'a> {
    pub month: i32,
    pub group: &'a str,
    pub sales: i64,
    pub amount: i64,
}

/// The sales of a month. The first sale of a group needs memory; the others need none, also in the
/// next month.
#[derive(Default)]
pub struct Month {
    number: i32,
    /// Sorted by name.
    groups: Vec<Group>,
}

struct Group {
    name: String,
    sales: i64,
    amount: i64,
}

impl Month {
    pub const fn number(&self) -> i32 {
        self.number
    }

    /// Begins a month without sales.
    pub fn begin(&mut self, number: i32) {
        self.number = number;
        for group in &mut self.groups {
            (group.sales, group.amount) = (0, 0);
        }
    }

    /// Adds a sale. The group's name is copied the first time, since a row is valid only in its
    /// callback.
    pub fn add(&mut self, group: &str, amount: i64) -> Result<(), Error> {
        let place = self
            .groups
            .binary_search_by(|known| (*known.name).cmp(group));
        let index = place.unwrap_or_else(|index| {
            let (name, sales, amount) = (group.into(), 0, 0);
            self.groups.insert(
                index,
                Group {
                    name,
                    sales,
                    amount,
                },
            );
            index
        });
        let group = &mut self.groups[index];
        group.sales += 1;
        group.amount = group
            .amount
            .checked_add(amount)
            .ok_or("the month's amount is too large")?;
        Ok(())
    }

    /// Returns the month's rows.
    pub fn report(&self, ctx: &QueryContext<'_>) {
        for group in self.groups.iter().filter(|group| group.sales > 0) {
            ctx.result(&Row {
                month: self.number,
                group: &group.name,
                sales: group.sales,
                amount: group.amount,
            });
        }
    }
}
