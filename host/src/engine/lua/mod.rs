//! The Lua engine: extensions as scripts. No other place names the Lua machine.
//!
//! A script declares its extensions and entities when its top level runs. The functions have the
//! names of the SDK's:
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
//! | `ctx:can_exist(key)`, `ctx:must_exist(key)` | the element of a whole key; without one, `nil` or the error "the element does not exist" |
//! | `ctx:read(key, f)`, `ctx:read_at_most(key, limit, f)` | `f(key, element)` for all under a partial key, until it returns `false` |
//! | `ctx:read(key, options, f)` | the same for a part of them: `from`, `above`, `to` and `below` are bounds, tables of the first key fields or keys; `after` is a row's key or a token; `reverse` is `true`, `limit` a number |
//! | `key:token(row_key)` | the page token of a row's key, a text of bytes |
//! | `ctx:new_value(key, fields)`, `ctx:update_value(key, element, fields)` | an intent; `put` fills it further |
//! | `ctx:new_id()` | an id for a new record of a command, as in the SDK |
//! | `ctx:result(fields)` | a row of the result of a command or query; a table that `run` returns adds one too, and a list adds one for each of its tables |
//! | `ctx:log(level, text)`, `print(..)` | a line of the log, with the script's line; `print` logs as info |
//! | `element.Name` | a field, `nil` if it is absent; `element:get(name, type)` fails if it is absent or has another type |
//! | `element:find(name, type)`, `:has(name)`, `:len()`, `:fields()` | as in the SDK; `fields` returns a table |
//! | `heeus.fail(text, code)` | the extension's own error, like a returned one in Rust |
//! | `heeus.i32(n)`, `i64`, `f32`, `f64`, `bool`, `string`, `bytes`, `qname`, `id`, `record` | a value of exactly this type |
//! | `heeus.array(type, list)` | an array of this type |
//! | `heeus.Storage.View`, `heeus.LogLevel.Info` | names of storages and levels |
//!
//! `get`, `find`, `has`, `len` and `fields` take precedence over fields of these names:
//! `element.len` is the method, and `element:get("len")` the field.
//!
//! `heeus.extension` also takes `args = { Price = "i64", Note = "string?" }`: if a field is absent
//! or has another type, the call fails before `run`. It takes `returns = { Total = "i32" }` too,
//! the types of the fields of results. A validator has `checks = { "NewOrder" }`, the commands of
//! its package that it checks. A projector has `after = { "NewOrder", "crm.Customer" }`, the events
//! that it follows, and `sync = true` if it is synchronous.
//!
//! A value field of an entity that rows may lack, since the script accepts `nil` for it, has a `?`
//! after its type: `"Note string?"`. Fields of a record that are unique together are a list:
//! `unique = { "Code" }`.
//!
//! A field has the type that the entity or the storage declares for it. Without a declaration, and
//! inside of other records, an integer is an `i64`, a float an `f64`, a text a string, a table with
//! names a record, a list an array. A value that does not fit the declared type is passed on
//! unchanged, and the host refuses it with its own message.
//!
//! # Limits
//!
//! | limit | holds | ends the run as |
//! |---|---|---|
//! | [`mem_limit`](crate::engine::EngineConfig::mem_limit) | memory of the machine, and of keys, elements, intents and log lines | [`Limit::Memory`] |
//! | [`fuel`](crate::engine::EngineConfig::fuel) | instructions, in steps of at most 256; one for each step of a pattern and for each 64 bytes that a function of C reads | [`Limit::Fuel`] |
//! | [`run_time`](crate::engine::EngineConfig::run_time) | checked every 256 instructions, more often if there is much memory, at calls of functions that may take long, and at the end of the compiler, of the top level and of the run | [`Limit::Time`] |
//! | [`max_stack`](crate::engine::EngineConfig::max_stack) | calls inside of calls, 64 bytes for each; callbacks of reads count for themselves | [`Limit::Stack`] |
//! | [`max_script`](crate::engine::EngineConfig::max_script) | bytes of the source, since nothing interrupts the compiler | [`ErrorKind::Load`] |
//!
//! The machine's own memory never exceeds the limit. Data that the host copies counts piece by
//! piece while it is copied, together with the machine's memory. So a run has at most twice the
//! limit, and besides that the one value that is being copied and, at the end of the run, the block
//! of its intents.
//!
//! `max_stack` bounds a script's calls, not the host's stack: the machine takes up to 1.5 MiB of
//! that besides, whatever `max_stack` is. A thread that runs scripts should have `max_stack` and 2
//! MiB, as the threads of an [`App`](crate::App) have.
//!
//! A script cannot catch any of these. A script that meets a limit stops, and none of its
//! instructions runs any more: no handler of `<close>`, no `pcall`. A single instruction is not
//! interrupted; the longest ones read all of the memory, and take less than a tenth of a second
//! with the default limit. A run may occupy its thread for `run_time`, half of that again and such
//! an instruction. The outcome of a late run is dropped, since the run has met the limit.
//!
//! One instruction takes longer. A table that grows moves all of its keys into a larger one. If a
//! script has chosen numbers that collide there, Lua compares each key with all earlier ones. The
//! time is quadratic in the number of keys that the memory has room for, and nothing can stop Lua
//! 5.4 meanwhile. So `run_time` bounds the memory too: a script has at most 2.25 MiB with one
//! second, 4.5 MiB with four seconds, and so on with the square root; 1 MiB is always allowed. The
//! move then takes less than `run_time`.
//!
//! The time of the compiler is linear in the source except for some shapes, which the engine counts
//! before it compiles. It refuses chains of some thousand `and`, `or` or `elseif`, some thousand
//! `goto`, labels and `break`, and many locals in many functions inside of each other.
//!
//! # What differs from plain Lua
//!
//! The functions that exist return the same as those of Lua 5.4, and fail with the same messages,
//! with these exceptions:
//!
//! | what | how |
//! |---|---|
//! | `load`, `loadstring`, `loadfile`, `dofile`, `require`, `collectgarbage`, `rawset`, `next`, `os`, `io`, `package`, `debug`, `coroutine` | absent |
//! | `string.dump`, `pack`, `unpack`, `packsize`, `math.random`, `randomseed` | absent |
//! | chunks that are not text | [`ErrorKind::Load`] |
//! | changing `string`, `table`, `heeus`, .. or the methods of texts | an error |
//! | `setmetatable` with `__gc` or `__mode` | an error; one that a metatable gets later has no effect |
//! | `getmetatable("")` | `false` |
//! | `xpcall` with a handler | the handler runs after the stack was unwound |
//! | `string.format` with `%p`; addresses in `tostring` | an error; left out |
//! | the sign of a NaN | `tostring` and `format` leave it out; `..` shows it, and it differs between machines |
//! | `pairs` | in the order of the keys; an error if a key is a table or a function |
//! | `table.sort` | stable, and never "invalid order function" |
//! | names of entities longer than 255 bytes | `ctx:key_builder` fails |
//! | globals and locals of the top level | end with the run: each run begins with the top level, in globals of its own |
//!
//! A script may begin with a byte order mark and with a line that begins with `#`.
//!
//! So the same script on the same state ends with the same outcome, except for limits of time. If a
//! table has several mistakes, the error is about the first name in order.
//!
//! # Errors
//!
//! `heeus.fail`, and a failure of `ctx` for which the SDK returns a `StateError` or an `Error`, is
//! [`ErrorKind::Extension`]. All other errors are faults, with the script as the file and its line;
//! so are `error` and `assert` with one of Lua's own texts about its memory or its stack. After a
//! limit or a fault the engine drops the machine, and the next call creates another one.
//!
//! [`Limit::Memory`]: crate::error::Limit::Memory
//! [`Limit::Fuel`]: crate::error::Limit::Fuel
//! [`Limit::Time`]: crate::error::Limit::Time
//! [`Limit::Stack`]: crate::error::Limit::Stack
//! [`ErrorKind::Load`]: crate::error::ErrorKind::Load
//! [`ErrorKind::Extension`]: crate::error::ErrorKind::Extension

mod api;
mod call;
mod catch;
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
mod key;
mod keys;
mod machine;
mod memory;
mod meter;
mod module;
mod pattern;
mod place;
mod read;
mod run;
mod script_error;
mod shared;
mod targets;
mod text;
mod tokens;
mod value;

pub use engine::LuaEngine;
pub use module::LuaModule;
