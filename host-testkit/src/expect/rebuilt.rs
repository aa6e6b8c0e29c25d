//! Expectations of the views of a projector after a rebuild.

use std::collections::{BTreeMap, BTreeSet};

use heeus_abi::{Storage, Value};

use super::bounds::{LINE, shown};
use super::value::DynRecord;
use heeus_host::shown::bounded;
use heeus_host::state::{HostState, StateError};
use heeus_host::storage::Element;
use heeus_host::{App, AppError, ProjectorStatus};

/// The most rows that a failure lists of a view in a workspace.
const SHOWN_ROWS: usize = 12;
/// The storage of views.
const VIEW: Storage = Storage::View;

/// Key and value of a row.
type Row = (DynRecord, DynRecord);
/// The rows of a projector, by view and workspace.
type Rows = BTreeMap<(String, i64), Vec<Row>>;

/// Expects that the views of a projector are those that it computes from all events: has an app
/// [compute them again](App::rebuild), and compares the rows. The name has the name of the package
/// in front. Write it at the end of a test over an app:
///
/// ```
/// use heeus_host_testkit::expect::expect_same_after_rebuild;
/// use heeus_host_testkit::host::App;
///
/// # fn example(app: &App) -> Result<(), heeus_host_testkit::host::AppError> {
/// // .. commands, and expectations of their results
/// expect_same_after_rebuild(app, "orders.CalcOrderedItems");
/// # Ok(())
/// # }
/// ```
///
/// A projector fails this if its rows depend on more than its events and its own views: on records
/// or views of others, which change later, on answers of servers, or on code that was replaced
/// meanwhile. A rebuild would then give it other rows.
///
/// # Panics
/// If rows differ, with these rows; if the projector has written none, or has stopped; if the app
/// refuses the rebuild.
#[track_caller]
pub fn expect_same_after_rebuild(app: &App, projector: &str) {
    match compared(app, projector) {
        Ok(None) => {}
        Ok(Some(problem)) => panic!("{projector}: {}", shown(&problem)),
        Err(error) => panic!("{projector}: {error}"),
    }
}

/// Returns a description of the problem, if there is one.
fn compared(app: &App, projector: &str) -> Result<Option<String>, AppError> {
    app.settle()?;
    let before = statuses(app, projector)?;
    if let Some(stop) = before
        .iter()
        .find_map(|of| of.stop.as_ref().or(of.behind.first()))
    {
        return Ok(Some(format!("it has not seen all events: {stop}")));
    }
    let live = rows(app, &before)?;
    app.rebuild(projector)?;
    app.settle()?;
    let after = statuses(app, projector)?;
    let mut stops = after
        .iter()
        .filter_map(|of| of.rebuild.as_ref()?.stop.as_ref());
    if let Some(stop) = stops.next() {
        app.cancel_rebuild(projector)?;
        return Ok(Some(format!("the rebuild stopped: {stop}")));
    }
    let rebuilt = rows(app, &[before, after].concat())?;
    if live.is_empty() && rebuilt.is_empty() {
        return Ok(Some(
            "it has written no rows, so a rebuild checks nothing".to_owned(),
        ));
    }
    let places: BTreeSet<_> = live.keys().chain(rebuilt.keys()).collect();
    let differences = places.into_iter().filter_map(|place| {
        let of = |rows: &Rows| rows.get(place).cloned().unwrap_or_default();
        let lines = difference(&of(&live), &of(&rebuilt))?;
        let (view, workspace) = place;
        Some(format!("\n{view} in workspace {workspace}:\n{lines}"))
    });
    let differences: String = differences.collect();
    if differences.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!(
        "other rows after a rebuild (- live, + rebuilt){differences}"
    )))
}

fn statuses(app: &App, projector: &str) -> Result<Vec<ProjectorStatus>, AppError> {
    let mut all = app.projectors()?;
    all.retain(|status| status.name == projector);
    Ok(all)
}

/// The rows of the views of a projector in all workspaces that have events.
fn rows(app: &App, statuses: &[ProjectorStatus]) -> Result<Rows, AppError> {
    let mut all = Rows::new();
    let views = statuses
        .iter()
        .flat_map(|status| status.views.iter().cloned());
    let views: BTreeSet<String> = views.collect();
    for partition in 0..app.config().partitions.get() {
        let mut workspaces = 0..;
        let Some(workspace) = workspaces.find(|&of| app.partition_of(of) == partition) else {
            continue;
        };
        let views = views.clone();
        let found = app.with_state(workspace, move |state| rows_of(state, &views))?;
        all.extend(found.map_err(|error| AppError::State { partition, error })?);
    }
    Ok(all)
}

/// The rows of views in all workspaces of a partition that have events.
fn rows_of(state: &mut HostState, views: &BTreeSet<String>) -> Result<Rows, StateError> {
    let mut workspaces = BTreeSet::new();
    for offset in 1..=state.last_event()? {
        let event = state.event(offset)?;
        let event = event.as_ref().map(Element::value);
        if let Some(Value::I64(of)) = event.and_then(|event| event.get("Workspace")) {
            workspaces.insert(of);
        }
    }
    let mut all = Rows::new();
    for workspace in workspaces {
        state.enter(workspace)?;
        for view in views {
            let rows = state.rows(VIEW, view)?.into_iter();
            let rows: Vec<_> = rows
                .map(|(key, value)| (key.into(), value.into()))
                .collect();
            if !rows.is_empty() {
                all.insert((view.clone(), workspace), rows);
            }
        }
    }
    Ok(all)
}

/// The rows that differ, live ones with `-` and rebuilt ones with `+`; `None` if all are equal.
fn difference(live: &[Row], rebuilt: &[Row]) -> Option<String> {
    let values = |rows: &[Row]| -> BTreeMap<String, String> {
        let rows = rows.iter();
        rows.map(|(key, value)| (key.to_string(), value.to_string()))
            .collect()
    };
    let [before, after] = [live, rebuilt].map(values);
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for (key, _) in live.iter().chain(rebuilt) {
        let key = key.to_string();
        let values = [before.get(&key), after.get(&key)];
        if values[0] == values[1] || !known.insert(key.clone()) {
            continue;
        }
        for (sign, value) in ["-", "+"].into_iter().zip(values) {
            let row = value.map(|value| bounded(LINE, format_args!("{sign} ({key}, {value})")));
            rows.extend(row);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let more = rows.len().saturating_sub(SHOWN_ROWS);
    rows.truncate(SHOWN_ROWS);
    if more > 0 {
        rows.push(format!("  and {more} more"));
    }
    Some(rows.join("\n"))
}
