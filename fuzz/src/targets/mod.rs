//! The targets.

mod blocks;
mod json;
mod log;
mod lua_patterns;
mod lua_values;
mod modules;
mod sections;
mod state;
mod writers;

pub use sections::passes as sections_pass;

/// A function of any bytes that panics if something is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, also that of its module and of the directory with its inputs.
    pub name: &'static str,
    /// The function.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 9] = [
    Target {
        name: "blocks",
        run: blocks::run,
    },
    Target {
        name: "writers",
        run: writers::run,
    },
    Target {
        name: "modules",
        run: modules::run,
    },
    Target {
        name: "sections",
        run: sections::run,
    },
    Target {
        name: "state",
        run: state::run,
    },
    Target {
        name: "log",
        run: log::run,
    },
    Target {
        name: "lua_values",
        run: lua_values::run,
    },
    Target {
        name: "lua_patterns",
        run: lua_patterns::run,
    },
    Target {
        name: "json",
        run: json::run,
    },
];
