//! Amounts.

/// Euros and cents as cents.
pub fn cents(euros: i64, cents: i64) -> Option<i64> {
    euros.checked_mul(100)?.checked_add(cents)
}
