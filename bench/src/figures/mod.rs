//! The figures of `make bench`, each in a file of its own.

mod edit;
mod get_intent;
mod growth;
mod memory;
mod noop;
mod read;
mod reset;

#[cfg(feature = "peers")]
pub(crate) use get_intent::in_guest;

use crate::Error;
use crate::figure::Figure;
use crate::rounds::{Plan, Series};

/// Measures all figures.
///
/// # Errors
/// Where a guest cannot be built or does not do what it is measured for.
pub fn all(plan: Plan) -> Result<Vec<Figure>, Error> {
    let mut figures = vec![
        noop::figure(plan)?,
        get_intent::figure(plan)?,
        read::by_element(plan)?,
        read::by_page(plan)?,
        reset::figure(plan)?,
        memory::figure()?,
        growth::figure()?,
    ];
    figures.extend(edit::figures()?);
    Ok(figures)
}

/// A line for each contender: what it cost.
fn costs<const N: usize>(series: [&Series; N]) -> Vec<String> {
    let line = |series: &Series| {
        let (median, min) = (series.median(), series.min());
        format!("{:<40} {median:>9.1} ns, at least {min:.1}", series.name)
    };
    series.map(line).into()
}

/// The quotient of two series for a figure, and the notes that go with it.
fn quotient(one: &Series, base: &Series) -> (f64, Vec<String>) {
    let mut notes = costs([one, base]);
    notes.push(format!("quotient of the least: {:.3}", one.min_ratio(base)));
    (one.ratio(base), notes)
}
