//! The Lua engine: the abilities of scripts, and their limits.

mod api;
mod bounds;
mod hostile;
mod hostile_table;
mod load;
mod plain;
mod ranges;
mod sweep;

use heeus_host_testkit::prelude::*;

/// A script with entities, and a command, query, projector and job that run `body` with `ctx` and
/// `args`.
fn script(body: &str) -> String {
    let kinds = [
        ("command", "Command"),
        ("query", "Query"),
        ("validator", "Validator"),
        ("projector", "Projector"),
        ("job", "Job"),
    ];
    let extensions = kinds.map(|(kind, name)| {
        format!("heeus.extension {{ kind = '{kind}', name = '{name}', run = body }} ")
    });
    format!(
        "heeus.entity {{ view = 'test.Days', partition = {{ 'Year i32' }}, clustering = {{ 'Month \
         i32', 'Day i32' }}, value = {{ 'Amount i64', 'Note string' }} }} heeus.entity {{ record = \
         'test.Article', value = {{ 'Name string', 'Price i64' }} }} heeus.entity {{ singleton = \
         'test.Config', value = {{ 'Rate f64' }} }} local function body(ctx, args)\n{body}\nend {}",
        extensions.concat()
    )
}

/// A kit of such a script.
fn kit(body: &str) -> Kit {
    Kit::lua_source("test.lua", script(body))
}

/// A day of January 2026.
fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Month: 1, Day: day }
}
