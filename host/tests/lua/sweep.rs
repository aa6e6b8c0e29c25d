//! Limits at any moment: whatever the script is doing, the run ends and the host continues.

use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule, RunReport};
use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::script;

/// Uses everything that the host offers.
const BODY: &str = "
    local key = ctx:key_builder('sys.View', 'test.Days', { Year = 2026, Month = 1, Day = 1 })
    local kept = {}
    for round = 1, 3 do
        kept[#kept + 1] = ctx:can_exist(key) or {}
        ctx:read(ctx:key_builder('sys.View', 'test.Days', { Year = 2026 }), function(key, day)
            kept[#kept + 1] = key:fields()
            kept[#kept + 1] = { pcall(heeus.fail, 'no', round) }
        end)
        ctx:result { R = { A = { 1, 2, 3 }, B = heeus.array('i32', { 1, 2 }) }, S = string.rep('x', 100 * round) }
        ctx:log('info', string.format('%d %s', round, {}))
        kept[#kept + 1] = { pcall(error, { round }) }
        kept[#kept + 1] = { xpcall(function() local x = nil; return x.y end, tostring) }
        for name, value in pairs { b = 1, a = 2 } do kept[name .. round] = { value } end
        for word in ('one two three'):gmatch('%a+') do kept[#kept + 1] = word:upper() end
        kept[#kept + 1] = { pcall(args.get, args, 'Nope', 'i64') }
    end
    return { Kept = #kept }";

/// A state, and the script.
fn kit() -> (Kit, LuaModule) {
    let source = script(BODY);
    let module = LuaModule::new("test.lua", &source, &EngineConfig::default()).expect("it is good");
    let mut kit = Kit::lua_source("test.lua", &source);
    let (key, value) = (super::day(1), record! { Amount: 1i64, Note: "there" });
    kit.view("test.Days", key, value);
    (kit, module)
}

fn query(engine: &mut LuaEngine, kit: &mut Kit) -> RunReport {
    let args = heeus_abi::RecordRef::empty();
    let (name, kind) = ("Query", ExtensionKind::Query);
    engine.invoke(kit.state_mut(), &Call::new(name, kind, args))
}

#[test]
fn a_run_ends_well_or_at_its_memory_however_little_there_is() {
    let (mut kit, module) = kit();
    let mut ends = [0; 3];
    for limit in (20_000..260_000).step_by(311) {
        let config = EngineConfig {
            mem_limit: limit,
            ..EngineConfig::default()
        };
        let Ok(mut engine) = LuaEngine::new(&module, &config) else {
            ends[0] += 1;
            continue;
        };
        for _ in 0..2 {
            let report = query(&mut engine, &mut kit);
            match report.result {
                Ok(()) => ends[2] += 1,
                Err(error) => {
                    assert_eq!(error.class(), ErrorClass::MemoryLimit, "{limit}: {error}");
                    ends[1] += 1;
                }
            }
            assert!(report.stats.memory_bytes <= limit, "{limit}");
        }
    }
    assert!(ends.iter().all(|&count| count > 50), "{ends:?}");
}

#[test]
fn a_run_ends_well_or_at_its_fuel_wherever_that_is() {
    let (mut kit, module) = kit();
    let mut ends = [0; 2];
    for fuel in (0..8000).step_by(128) {
        let config = EngineConfig {
            fuel: Some(fuel),
            ..EngineConfig::default()
        };
        let mut engine = LuaEngine::new(&module, &config).expect("there is room");
        for _ in 0..2 {
            match query(&mut engine, &mut kit).result {
                Ok(()) => ends[1] += 1,
                Err(error) => {
                    assert_eq!(error.class(), ErrorClass::FuelLimit, "{fuel}: {error}");
                    ends[0] += 1;
                }
            }
        }
    }
    assert!(ends.iter().all(|&count| count > 10), "{ends:?}");
}
