//! Other embeddings, which do the same work with the same state.

mod component;
mod lua;

use std::cell::RefCell;
use std::rc::Rc;

use heeus_abi::{ExtensionKind, Value};
use heeus_host::state::HostState;

use crate::host_share::HostShare;
use crate::timing::{Contender, Plan, Series, interleave};
use crate::{Error, figures, setup};

/// Rows of the view.
const YEARS: i32 = 20;
const DAYS: i32 = 500;
/// The arguments of a no-op.
const ARGS: [u8; 64] = [1; 64];

/// The share of the host, for all callbacks of a guest.
type SharedHostShare = Rc<RefCell<HostShare>>;

/// Measures all peers beside our engine. Returns a line for each number: who, what, nanoseconds,
/// and the ratio to ours.
///
/// # Errors
/// If one of them cannot be built or does not do its work.
pub fn all(plan: Plan) -> Result<Vec<String>, Error> {
    let mut lines = noops(plan)?;
    lines.extend(gets(plan)?);
    Ok(lines)
}

/// A line for each series, the first of which is ours.
fn lines<const N: usize>(what: &str, series: &[Series; N]) -> Vec<String> {
    let ours = series.first();
    let line = |one: &Series| {
        let ratio = ours.map_or(f64::NAN, |ours| one.ratio(ours));
        let (median, min) = (one.median(), one.min());
        format!(
            "{:<16} {what:<14} {median:>8.1} ns, at least {min:>8.1}, {ratio:>6.2} of ours",
            one.name
        )
    };
    series.iter().map(line).collect()
}

fn noops(plan: Plan) -> Result<Vec<String>, Error> {
    let mut engine = setup::engine(&setup::fixture("examples/minimal"), true)?;
    let mut state = HostState::new();
    let args = setup::record(&[("A", Value::Bytes(ARGS.get(..24).unwrap_or_default()))])?;
    let share = Rc::new(RefCell::new(HostShare::new(HostState::new())));
    let lua = lua::Lua::new(&share)?;
    let mut component = component::Component::new(&share)?;
    let series = interleave(
        plan,
        [
            Contender::new("heeus", || {
                let report = setup::run(
                    &mut engine,
                    &mut state,
                    ("noop", ExtensionKind::Command),
                    args.as_ref(),
                );
                std::hint::black_box(report);
            }),
            Contender::new("Lua 5.4", || lua.noop(&ARGS)),
            Contender::new("component model", || component.noop(&ARGS)),
        ],
    );
    Ok(lines("no-op", &series))
}

fn gets(plan: Plan) -> Result<Vec<String>, Error> {
    let mut engine = setup::engine(&setup::figures_guest(), true)?;
    let state = setup::state(&engine, YEARS, DAYS)?;
    let share = Rc::new(RefCell::new(HostShare::new(state)));
    let records = setup::keys(YEARS, DAYS)?;
    let mut keys = Vec::new();
    for record in &records {
        let field = |name| match record.as_ref().get(name) {
            Some(Value::I32(value)) => Ok(value),
            other => Err(format!("{name} of a key is {other:?}")),
        };
        keys.push((field("Year")?, field("Day")?));
    }
    let lua = lua::Lua::new(&share)?;
    let mut component = component::Component::new(&share)?;
    let (mut ours, mut for_lua, mut for_component) = (
        records.iter().cycle(),
        keys.iter().cycle(),
        keys.iter().cycle(),
    );
    let series = interleave(
        plan,
        [
            Contender::new("heeus", || {
                if let Some(args) = ours.next() {
                    let state = &mut share.borrow_mut().state;
                    figures::in_guest(&mut engine, state, args.as_ref());
                    state.discard();
                }
            }),
            Contender::new("Lua 5.4", || {
                if let Some(&key) = for_lua.next() {
                    run(&share, key, |key| lua.add(key));
                }
            }),
            Contender::new("component model", || {
                if let Some(&key) = for_component.next() {
                    run(&share, key, |key| component.add(key));
                }
            }),
        ],
    );
    Ok(lines("get and intent", &series))
}

/// Runs a peer, which returns the fields of the intent.
fn run(share: &SharedHostShare, key: (i32, i32), add: impl FnOnce((i32, i32)) -> (i64, i32)) {
    share.borrow_mut().begin();
    let (amount, quantity) = add(key);
    let mut share = share.borrow_mut();
    share.put(amount, quantity);
    share.end();
    assert_eq!(share.state.pending().len(), 1, "intents of a peer");
    share.state.discard();
}
