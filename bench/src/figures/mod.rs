//! The figures of `make bench`, each in a file of its own.

mod compile;
mod deploy;
mod edit;
mod flow;
mod get_intent;
mod growth;
mod memory;
mod noop;
mod pages;
mod read;
mod reset;
mod typed;
mod unique;
pub(crate) mod writes;

pub use compile::child;
#[cfg(feature = "peers")]
pub(crate) use get_intent::in_guest;

use crate::Error;
use crate::figure::Figure;
use crate::timing::{Plan, Series};

/// Measures the figures with `part` in their names; an empty part selects all.
///
/// # Errors
/// If a guest cannot be built or does not do its work.
pub fn named(part: &str, plan: Plan) -> Result<Vec<Figure>, Error> {
    type Measure = fn(Plan) -> Result<Vec<Figure>, Error>;
    let figures: [(&str, Measure); 19] = [
        ("noop_vs_call", |plan| Ok(vec![noop::figure(plan)?])),
        ("get_intent_vs_native", |plan| {
            Ok(vec![get_intent::figure(plan)?])
        }),
        ("read_element_vs_call", |plan| {
            Ok(vec![read::by_element(plan)?])
        }),
        ("read_page_element_vs_call", |plan| {
            Ok(vec![read::by_page(plan)?])
        }),
        ("typed_get_intent_vs_untyped", |plan| {
            Ok(vec![typed::get_intent(plan)?])
        }),
        ("typed_read_vs_untyped", |plan| Ok(vec![typed::read(plan)?])),
        (
            "fuel_add_line_20 fuel_add_line_empty fuel_flag_20_vs_empty",
            |_| Ok(writes::figures()?.into()),
        ),
        ("fuel_page_100_vs_1", |_| Ok(vec![pages::figure()?])),
        ("unique_40000_vs_1000", |plan| {
            Ok(vec![unique::figure(plan)?])
        }),
        ("reset_dirty_ratio", |plan| Ok(vec![reset::figure(plan)?])),
        ("memory_1m_runs_ratio", |_| Ok(vec![memory::figure()?])),
        ("read_1m_growth_bytes", |_| Ok(vec![growth::figure()?])),
        ("flow_wasm_vs_builtin flow_lua_vs_builtin", |_| {
            flow::engines()
        }),
        ("two_partitions_speedup", |_| Ok(vec![flow::partitions()?])),
        ("durable_vs_memory", |_| Ok(vec![flow::durable()?])),
        ("compile_worst_bytes compile_worst_seconds", |_| {
            Ok(compile::figures()?.into())
        }),
        ("deploy_again_us", |_| Ok(vec![deploy::again()?])),
        ("idle_package_kb", |_| Ok(vec![deploy::idle()?])),
        ("edit_test_seconds edit_source_seconds", |_| {
            Ok(edit::figures()?.into())
        }),
    ];
    let mut measured = Vec::new();
    for (names, measure) in figures {
        if names.contains(part) {
            measured.extend(measure(plan)?);
        }
    }
    Ok(measured)
}

/// The cost of each contender, a line each.
fn costs<const N: usize>(series: [&Series; N]) -> Vec<String> {
    let line = |series: &Series| {
        let (median, min) = (series.median(), series.min());
        format!("{:<40} {median:>9.1} ns, at least {min:.1}", series.name)
    };
    series.map(line).into()
}

/// The quotient of two series for a figure, with its notes.
fn quotient(one: &Series, base: &Series) -> (f64, Vec<String>) {
    let mut notes = costs([one, base]);
    notes.push(format!("quotient of the least: {:.3}", one.min_ratio(base)));
    (one.ratio(base), notes)
}
