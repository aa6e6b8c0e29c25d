//! The functions of a script that take patterns, compared with those of plain Lua.
//!
//! An input is a letter for the function, a pattern, a text, and the replacement of a match, with
//! line ends between them.

use std::cell::RefCell;

use heeus_abi::{ExtensionKind, RecordBuilder, Value};
use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule};
use heeus_host::state::HostState;
use mlua::{Function, Lua, LuaString};

/// The code for both machines: `string` is the sandbox's or plain Lua's.
const SOURCE: &str = include_str!("lua_patterns.lua");
/// A match of plain Lua is not interrupted. Its steps are bounded by the bytes of the text to the
/// power of the repetitions.
const MOST_REPETITIONS: usize = 4;
const MOST_TEXT: usize = 24;

/// Matches the input in both machines.
pub fn run(data: &[u8]) {
    let mut parts = data.splitn(4, |&byte| byte == b'\n');
    let mut next = || parts.next().unwrap_or_default();
    let (call, pattern, text, other) = (next(), next(), next(), next());
    let repetitions = pattern
        .iter()
        .filter(|byte| b"*+-?bf".contains(byte))
        .count();
    if text.len() > MOST_TEXT || repetitions > MOST_REPETITIONS || other.len() > MOST_TEXT {
        return;
    }
    let call = [call.first().copied().unwrap_or(b'f')];
    let given = [&call[..], text, pattern, other];
    let wanted = PLAIN.with(|(lua, plain)| -> mlua::Result<Vec<u8>> {
        let [call, text, pattern, other] = given.map(|part| lua.create_string(part));
        let told: LuaString = plain.call((call?, text?, pattern?, other?))?;
        Ok(told.as_bytes().to_vec())
    });
    let wanted = wanted.expect("plain Lua catches its own errors");
    let found = SANDBOX.with_borrow_mut(|sandbox| sandbox.call(given));
    let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        found == wanted,
        "{:?} of {:?} in {:?} with {:?}: {:?}, expected {:?}",
        show(&call),
        show(pattern),
        show(text),
        show(other),
        show(&found),
        show(&wanted)
    );
}

thread_local! {
    /// The machine must outlive its function.
    static PLAIN: (Lua, Function) = plain();
    static SANDBOX: RefCell<Sandbox> = RefCell::new(Sandbox::new());
}

fn plain() -> (Lua, Function) {
    let lua = Lua::new();
    let chunk = lua.load(SOURCE).set_name("=plain");
    let call = chunk.eval().expect("a function of plain Lua");
    (lua, call)
}

/// A script that does the same, and its engine.
struct Sandbox {
    engine: LuaEngine,
    state: HostState,
}

impl Sandbox {
    fn new() -> Self {
        let body = SOURCE.trim_start_matches(|letter| letter != '\n');
        let source = format!(
            "local match = (function()\n{body}\nend)()\n\
             heeus.extension {{ kind = \"query\", name = \"Match\", run = function(ctx, args)\n\
             return {{ Found = heeus.bytes(match(args.Call, args.Text, args.Pattern, args.Other)) \
             }}\nend }}\n"
        );
        let config = EngineConfig::default();
        let module = LuaModule::new("fuzz.lua", source, &config);
        let module = module.unwrap_or_else(|error| panic!("{error}"));
        let engine = LuaEngine::new(&module, &config).unwrap_or_else(|error| panic!("{error}"));
        Self {
            engine,
            state: HostState::new(),
        }
    }

    fn call(&mut self, given: [&[u8]; 4]) -> Vec<u8> {
        let mut args = RecordBuilder::new();
        for (name, part) in ["Call", "Text", "Pattern", "Other"].into_iter().zip(given) {
            args.put(name, Value::Bytes(part));
        }
        let args = args.build().expect("a record");
        let call = Call::new("Match", ExtensionKind::Query, args.as_ref());
        let report = self.engine.invoke(&mut self.state, &call);
        report.result.unwrap_or_else(|error| panic!("{error}"));
        self.state.apply().expect("a run that ended well");
        let results = self.state.results();
        match results
            .first()
            .and_then(|result| result.as_ref().get("Found"))
        {
            Some(Value::Bytes(found)) => found.to_vec(),
            other => panic!("{other:?}"),
        }
    }
}
