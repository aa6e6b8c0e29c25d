//! The Lua engine: extensions as scripts. The only place that names the Lua machine.
//!
//! A script declares its extensions and entities when its top level runs, under the names that the SDK has for them:
//!
//! ```lua
//! heeus.entity { view = "shop.Totals", partition = { "Year i32" }, value = { "Amount i64" } }
//!
//! heeus.extension {
//!   kind = "projector", name = "AddToYear", doc = "Adds an amount to the total of its year.",
//!   run = function(ctx, args)
//!     local key = ctx:key_builder("sys.View", "shop.Totals", { Year = args:get("Year", "i32") })
//!     local total = ctx:can_exist(key)
//!     local before, amount = total and total.Amount or 0, args:get("Amount", "i64")
//!     local sum = before + amount
//!     if (amount >= 0) ~= (sum >= before) then heeus.fail("the sum is too large") end
//!     ctx:new_value(key, { Amount = sum })
//!   end,
//! }
//! ```
//!
//! # What a script has
//!
//! | name | does |
//! |---|---|
//! | `ctx:key_builder(storage, entity, fields)` | a key; `key:put(name, value)` fills it further |
//! | `ctx:record_builder(fields)` | a record for a field of another one |
//! | `ctx:can_exist(key)`, `ctx:must_exist(key)` | the element of a whole key; `nil`, or the error "the element does not exist" |
//! | `ctx:read(key, f)`, `ctx:read_at_most(key, limit, f)` | `f(key, element)` for all under a partial key, until it returns `false` |
//! | `ctx:new_value(key, fields)`, `ctx:update_value(key, element, fields)` | an intent; `put` fills it further |
//! | `ctx:result(fields)` | a row of what a command or query returns; so does a table that `run` returns, or each in a list |
//! | `ctx:log(level, text)`, `print(..)` | a line of the log, with the script's line; `print` logs as info |
//! | `element.Name` | a field, `nil` where it is absent; `element:get(name, type)` fails where it is, or has another type |
//! | `element:find(name, type)`, `:has(name)`, `:len()`, `:fields()` | as in the SDK; `fields` makes a table |
//! | `heeus.fail(text, code)` | the extension's own error, as a returned one in Rust |
//! | `heeus.i32(n)`, `i64`, `f32`, `f64`, `bool`, `string`, `bytes`, `qname`, `id`, `record` | a value of exactly this type |
//! | `heeus.array(type, list)` | an array of this type |
//! | `heeus.Storage.View`, `heeus.LogLevel.Info` | names of storages and levels |
//!
//! `get`, `find`, `has`, `len` and `fields` come before fields of these names: `element.len` is the method, and
//! `element:get("len")` the field.
//!
//! `heeus.extension` takes `args = { Price = "i64", Note = "string?" }` too: what is absent or of another type fails the
//! call before `run`; and `returns = { Total = "i32" }`, types of the fields of results.
//!
//! A value field of an entity that rows may lack, since the script takes `nil` for it, has a `?` behind its type: `"Note string?"`.
//!
//! A field has the type that the entity or the storage declares for it. Where none is declared, and inside of other records, an
//! integer is an `i64`, a float an `f64`, a text a string, a table with names a record, a list an array. What does not fit the
//! declared type is given as it is, and the host refuses it in its own words.
//!
//! # Limits
//!
//! | limit | holds | ends the run as |
//! |---|---|---|
//! | [`mem_limit`](crate::EngineConfig::mem_limit) | memory of the machine, and what keys, elements, intents and log lines take | [`Limit::Memory`] |
//! | [`fuel`](crate::EngineConfig::fuel) | instructions, in steps of at most 256; one for each step of a pattern and for each 64 bytes that a function of C walks | [`Limit::Fuel`] |
//! | [`run_time`](crate::EngineConfig::run_time) | looked at every 256 instructions, more often where there is much memory, at calls of functions that may take long, and at the end of the compiler, of the top level and of the run | [`Limit::Time`] |
//! | [`max_stack`](crate::EngineConfig::max_stack) | calls inside of calls, 64 bytes for each; callbacks of reads count for themselves | [`Limit::Stack`] |
//! | [`max_script`](crate::EngineConfig::max_script) | bytes of the source, since nothing interrupts the compiler | [`ErrorKind::Load`] |
//!
//! The machine's own memory never passes the limit. What the host copies counts piece by piece as
//! it is copied, together with the machine's: so a run has at most twice the limit, and besides
//! the one value that is being copied and, when the run is over, the block of its intents.
//!
//! `max_stack` bounds a script's calls, not the host's stack: the machine takes up to 1.5 MiB of
//! that besides, whatever `max_stack` is. A thread that runs scripts should have `max_stack` and
//! 2 MiB, as those of an [`App`](crate::App) have.
//!
//! None of these can be caught. Where a limit is met the script stops, and none of its
//! instructions runs any more: no handler of `<close>`, no `pcall`. A single instruction is not
//! interrupted; the longest ones walk all of the memory, and take less than a tenth of a second
//! with the default limit. A run may hold its thread for `run_time`, half of that again and such an
//! instruction. What it left is thrown away: a run that comes back late has met the limit.
//!
//! One instruction is longer. A table that grows puts all of its keys into a larger one, and where
//! a script has chosen numbers that fall together there, it compares each with all before it. That
//! is quadratic in what the memory has room for: a third of a second with a `mem_limit` of 2 MiB,
//! 1.3 s with 4 MiB, 22 s with the default one. Nothing can stop Lua 5.4 in it. Give scripts of
//! strangers little memory.
//!
//! The compiler is linear in the source but for some shapes, which are counted before it begins.
//! Refused are chains of some thousand `and`, `or` or `elseif`, some thousand `goto`, labels and
//! `break`, and many locals in many functions inside of each other.
//!
//! # What differs from plain Lua
//!
//! Functions that are there give what those of Lua 5.4 give, and fail in the same words, but for
//! these:
//!
//! | what | how |
//! |---|---|
//! | `load`, `loadstring`, `loadfile`, `dofile`, `require`, `collectgarbage`, `rawset`, `next`, `os`, `io`, `package`, `debug`, `coroutine` | absent |
//! | `string.dump`, `pack`, `unpack`, `packsize`, `math.random`, `randomseed` | absent |
//! | chunks that are not text | [`ErrorKind::Load`] |
//! | changing `string`, `table`, `heeus`, .. or the methods of texts | an error |
//! | `setmetatable` with `__gc` or `__mode` | an error; where a metatable gets one later it has no effect |
//! | `getmetatable("")` | `false` |
//! | `xpcall` with a handler | runs after the stack was unwound |
//! | `string.format` with `%p`; addresses in `tostring` | an error; left out |
//! | the sign of what is no number | `tostring` and `format` leave it out; `..` shows it, and it differs between machines |
//! | `pairs` | in the order of the keys; an error where a key is a table or a function |
//! | `table.sort` | stable, and never "invalid order function" |
//! | names of entities longer than 255 bytes | `ctx:key_builder` fails |
//! | globals and locals of the top level | are gone after the run: each begins with the top level, in globals of its own |
//!
//! A script may begin with a byte order mark and with a line that begins with `#`.
//!
//! So the same script on the same state comes to the same, but for limits of time. Of several
//! mistakes in a table, that of the first name is told.
//!
//! # Errors
//!
//! `heeus.fail`, and what `ctx` fails with where the SDK returns a `StateError` or an `Error`, is [`ErrorKind::Extension`]. All
//! other errors are faults, with the script as the file and its line; `error` and `assert` with a text in which Lua tells of
//! its memory or its stack too. After a limit or a fault the machine is thrown away, and
//! the next call makes another one.
//!
//! [`Limit::Memory`]: crate::Limit::Memory
//! [`Limit::Fuel`]: crate::Limit::Fuel
//! [`Limit::Time`]: crate::Limit::Time
//! [`Limit::Stack`]: crate::Limit::Stack
//! [`ErrorKind::Load`]: crate::ErrorKind::Load
//! [`ErrorKind::Extension`]: crate::ErrorKind::Extension

mod api;
mod call;
mod catch;
mod content;
mod cost;
mod declare;
mod declared;
mod element;
mod encode;
mod engine;
mod failure;
mod field_list;
mod fields;
mod intents;
mod keys;
mod machine;
mod meter;
mod module;
mod pattern;
mod place;
mod run;
mod shared;
mod sort;
mod text;
mod value;
mod words;

pub use engine::LuaEngine;
pub use module::LuaModule;
