//! Scripts.

use heeus_host::engine::{LuaEngine, LuaModule};

use super::{Runs, Worst, config, large};

fn worst(body: &str, ends: &'static str) -> Worst {
    let source = format!(
        "heeus.entity {{ view = 'test.Rows', partition = {{ 'Year i32' }}, value = {{ 'Amount i64' }} }}
         heeus.extension {{ kind = 'projector', name = 'Test', run = function(ctx, args) {body} end }}"
    );
    let module = LuaModule::new("test.lua", source, &config()).unwrap();
    let mut state = large(1, 60_000);
    for entity in &module.manifest().entities {
        state.declare(entity).unwrap();
    }
    Worst::new(LuaEngine::new(&module, &config()).unwrap(), ends).state(state)
}

pub fn runs() -> Runs {
    let mut runs = Runs::new();
    let mut add = |name: &str, body: &'static str, ends: &'static str| {
        runs.insert(format!("lua: {name}"), Box::new(move || worst(body, ends)));
    };
    add(
        "heeus.fail",
        "heeus.fail(string.rep('\\1', 200000))",
        "error: \\u{1}",
    );
    add(
        "errors that are caught",
        "for i = 1, 100000 do pcall(heeus.fail, string.rep('x', 1000)) end",
        "memory of 1048576 bytes",
    );
    add(
        "an error that is no text",
        "error(string.rep('\\255', 300000))",
        "panic at test.lua",
    );
    add(
        "log lines",
        "for i = 1, 3000 do ctx:log('info', '') end",
        "",
    );
    add(
        "log lines without end",
        "while true do ctx:log('info', '') end",
        "memory of 1048576 bytes",
    );
    add("a log line", "print(string.rep('x', 200000))", "");
    others(&mut add);
    runs
}

fn others(add: &mut impl FnMut(&str, &'static str, &'static str)) {
    add(
        "small requests",
        "local key = ctx:key_builder('sys.Http', nil, { Url = 'u', Method = 'GET' })
         while true do ctx:read(key, function() end) end",
        "requests of a run",
    );
    add(
        "large requests",
        "local key = ctx:key_builder('sys.Http', nil, { Url = 'u', Method = 'POST', Body = string.rep('x', 100000) })
         while true do ctx:read(key, function() end) end",
        "requests of a run",
    );
    add(
        "keys of reads inside of reads",
        "local key = ctx:key_builder('sys.Http', nil, { Url = 'u', Method = 'POST', Body = string.rep('x', 30000) })
         local function again() ctx:read(key, again) end
         again()",
        "8 reads inside reads",
    );
    add(
        "gets that are refused",
        "local key = ctx:key_builder('sys.View', 'x.' .. string.rep('y', 253))
         for i = 1, 1000 do pcall(ctx.can_exist, ctx, key) end",
        "",
    );
    add(
        "gets of large elements",
        "local key = ctx:key_builder('sys.View', 'test.Large', { Year = 0 })
         for i = 1, 1000 do ctx:can_exist(key) end",
        "",
    );
    add(
        "elements that are kept",
        "local key, all = ctx:key_builder('sys.View', 'test.Large', { Year = 0 }), {}
         while true do all[#all + 1] = ctx:can_exist(key) end",
        "memory of 1048576 bytes",
    );
    add(
        "all together",
        "local http = ctx:key_builder('sys.Http', nil, { Url = 'u', Method = 'GET' })
         for i = 1, 8000 do ctx:read(http, function() end) end
         local key = ctx:key_builder('sys.View', 'test.Large', { Year = 0 })
         for i = 1, 1000 do ctx:can_exist(key) end
         for i = 1, 1000 do ctx:log('info', '') end
         heeus.fail(string.rep('\\1', 100000))",
        "error: \\u{1}",
    );
    add(
        "intents",
        "for i = 1, 700 do
            ctx:new_value(ctx:key_builder('sys.View', 'test.Rows', { Year = i }), { Amount = 1 })
         end",
        "",
    );
}
