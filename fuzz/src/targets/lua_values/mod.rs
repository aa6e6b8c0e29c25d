//! A script's values as fields of a record, and fields of its arguments as its values.

mod term;

use arbitrary::{Result, Unstructured};
use heeus_abi::{ExtensionKind, RecordRef};
use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule};
use heeus_host::state::HostState;

use self::term::{encodes, fields, record, write_table};
use super::{blocks, writers};
use crate::generate;
use crate::model::Record;

/// Runs a script whose result is described by an input.
pub fn run(data: &[u8]) {
    // An input that ends early describes nothing more.
    let _ = give_and_take(&mut Unstructured::new(data));
}

fn give_and_take(from: &mut Unstructured<'_>) -> Result<()> {
    let args = generate::record(from, 2)?;
    let Ok(bytes) = writers::record(&args) else {
        return Ok(());
    };
    let fields = fields(from, &args, 3)?;
    let mut source = String::from(
        "heeus.extension { kind = \"query\", name = \"Give\", run = function(ctx, args)\n  \
         ctx:result(",
    );
    write_table(&mut source, &fields);
    source.push_str(")\nend }\n");
    let wanted = record(&fields, &args).filter(encodes);
    let found = result(&source, &bytes);
    match (&found, &wanted) {
        (Ok(found), Some(wanted)) => assert_eq!(found, wanted, "{source}\n{args:?}"),
        (Err(_), None) => {}
        (found, wanted) => panic!("{found:?}, expected {wanted:?}\n{source}\n{args:?}"),
    }
    Ok(())
}

/// Runs the script, and returns its result.
fn result(source: &str, args: &[u8]) -> std::result::Result<Record, String> {
    let config = EngineConfig::default();
    let module = LuaModule::new("fuzz.lua", source, &config)
        .unwrap_or_else(|error| panic!("{error}\n{source}"));
    let mut engine = LuaEngine::new(&module, &config).unwrap_or_else(|error| panic!("{error}"));
    let mut state = HostState::new();
    let call = Call::new(
        "Give",
        ExtensionKind::Query,
        RecordRef::check(args).expect("a record"),
    );
    let report = engine.invoke(&mut state, &call);
    if let Err(error) = report.result {
        return Err(error.to_string());
    }
    state.apply().expect("a run that ended well");
    match state.results() {
        [result] => Ok(blocks::fields(result.as_ref())),
        results => panic!("{} results", results.len()),
    }
}
