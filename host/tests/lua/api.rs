//! The data that scripts read and return.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::{day, kit};

const KEY: &str = "local key = ctx:key_builder('sys.View', 'test.Days', \
                   { Year = 2026, Month = 1, Day = args.Day })\n";

pub fn days(kit: &mut Kit, count: i32) {
    for number in 1..=count {
        let value = record! { Amount: i64::from(number) * 10, Note: "arranged" };
        kit.view("test.Days", day(number), value);
    }
}

#[test]
fn a_get_gives_an_element_or_nothing() {
    let body = "local found = ctx:can_exist(key)
        ctx:log('info', found and found.Note .. found.Amount or 'none')
        ctx:must_exist(key)";
    let mut kit = kit(&[KEY, body].concat());
    days(&mut kit, 1);
    kit.run("Query", record! { Day: 1 })
        .expect_log(LogLevel::Info, "arranged10")
        .expect_ok();
    let outcome = kit
        .run("Query", record! { Day: 2 })
        .expect_log(LogLevel::Info, "none")
        .expect_error("the element does not exist");
    let stats = outcome.stats();
    assert_eq!((stats.host_calls, stats.bytes_read), (2, 0));
    assert!(stats.fuel > 0 && stats.memory_bytes > 0, "{stats:?}");
}

#[test]
fn a_log_line_has_the_scripts_line() {
    let outcome = kit("ctx:log(heeus.LogLevel.Warn, 'one')\nprint('two', 3, nil, {}, print)")
        .run("Job", record! {})
        .expect_ok();
    let lines: Vec<_> = outcome
        .logs()
        .iter()
        .map(|line| {
            (
                line.level,
                line.file.as_str(),
                line.line,
                line.text.as_str(),
            )
        })
        .collect();
    let expected = [
        (LogLevel::Warn, "test.lua", 2, "one"),
        (
            LogLevel::Info,
            "test.lua",
            3,
            "two\t3\tnil\ttable\tfunction",
        ),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn reads_end_by_the_callback_or_the_limit_and_stand_in_each_other() {
    let body = "local function key(fields) return ctx:key_builder('sys.View', 'test.Days', fields) end
        local seen = {}
        ctx:read(key { Year = 2026 }, function(key, day) seen[#seen + 1] = key.Day return #seen < 2 end)
        ctx:read_at_most(key { Year = 2026 }, 3, function(key, day) seen[#seen + 1] = day.Amount end)
        ctx:read(key { Year = 1 }, error)
        ctx:read_at_most(key { Year = 2026 }, 1, function(outer)
            ctx:read(key { Year = outer.Year, Month = 1 }, function(inner) seen[#seen + 1] = inner.Day end)
        end)
        print(table.concat(seen, ' '))";
    let mut kit = kit(body);
    days(&mut kit, 4);
    kit.run("Query", record! {})
        .expect_log(LogLevel::Info, "1 2 10 20 30 1 2 3 4")
        .expect_ok();
}

#[test]
fn reads_inside_of_reads_have_a_limit() {
    let body = "local key = ctx:key_builder('sys.View', 'test.Days')
        key:put('Year', 2026)
        local function deeper() pcall(ctx.read, ctx, key, deeper) end
        deeper()";
    let mut kit = kit(body);
    days(&mut kit, 1);
    let outcome = kit
        .run("Query", record! {})
        .ignore_failure()
        .ignore_intents();
    let class = outcome.error().map(heeus_host::error::Error::class);
    assert_eq!(class, Some(ErrorClass::ReadDepth));
}

#[test]
fn an_error_of_a_callback_goes_on_as_it_is() {
    let body = "local thrown = {}
        local ok, caught = pcall(ctx.read, ctx, ctx:key_builder('sys.View', 'test.Days', { Year = 2026 }), function() error(thrown) end)
        assert(not ok and caught == thrown)
        ctx:read(ctx:key_builder('sys.View', 'test.Days', { Year = 2026 }), function() heeus.fail('no', 7) end)";
    let mut kit = kit(body);
    days(&mut kit, 1);
    let outcome = kit.run("Query", record! {}).expect_error("no");
    assert!(
        outcome
            .error()
            .is_some_and(|error| error.to_string().contains("error 7: no"))
    );
}

#[test]
fn an_extensions_own_error_can_be_caught_and_thrown_again() {
    kit("local ok, e = pcall(heeus.fail, 'first', 4)
        assert(not ok and e.code == 4 and e.text == 'first' and tostring(e) == 'first')
        local ok, e = xpcall(heeus.fail, function(e) return e.text .. '!' end, 'second')
        assert(e == 'second!')
        local ok, e = pcall(args.get, args, 'Nope', 'i64')
        assert(tostring(e) == 'field Nope is absent')
        local ok, e = pcall(function() ctx:key_builder('sys.Nope') end)
        assert(type(e) == 'string' and string.find(e, '^test.lua:8: no storage'), e)
        error(select(2, pcall(heeus.fail, { text = 'third', code = 5 })))")
    .run("Command", record! {})
    .expect_error("third");
}

#[test]
fn intents_are_made_in_order_and_filled_until_the_end() {
    let body = "local new = ctx:new_value(key)
        ctx:update_value(ctx:key_builder('sys.View', 'test.Days', { Year = 2026, Month = 1, Day = 1 }), ctx:must_exist(key), { Note = 'updated' })
        new:put('Amount', 1):put('Note', 'new'):put('Amount', 2.0)";
    let mut kit = kit(&[KEY, body].concat());
    days(&mut kit, 1);
    kit.run("Projector", record! { Day: 1 }).expect_intents([
        insert_view("test.Days", day(1))
            .with("Amount", 2i64)
            .with("Note", "new"),
        update_view("test.Days", day(1)).with("Note", "updated"),
    ]);
    kit.expect_row(
        "test.Days",
        day(1),
        record! { Amount: 2i64, Note: "updated" },
    );
}

#[test]
fn an_update_makes_a_field_absent() {
    let source = "heeus.entity { view = 't.Notes', partition = { 'No i32' }, value = { 'A i32', 'Note string?' } }
        heeus.extension { kind = 'projector', name = 'Forget', run = function(ctx, args)
            local key = ctx:key_builder('sys.View', 't.Notes', { No = 1 })
            ctx:update_value(key, ctx:must_exist(key), { A = 2, ['sys.Absent'] = 'Note' })
        end }";
    let mut kit = Kit::lua_source("notes.lua", source);
    kit.view("t.Notes", record! { No: 1 }, record! { A: 1, Note: "old" });
    kit.run("Forget", record! {})
        .expect_intents([update_view("t.Notes", record! { No: 1 })
            .with("A", 2)
            .with("sys.Absent", "Note")]);
    kit.expect_row("t.Notes", record! { No: 1 }, record! { A: 2 });
}

#[test]
fn what_a_run_returns_is_its_result() {
    let result = |body: &str| {
        let outcome = kit(body)
            .run("Command", record! {})
            .ignore_failure()
            .ignore_intents();
        outcome
            .intents()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let row = |record: DynRecord| super::result(record).to_string();
    assert_eq!(
        result("return { A = 1, B = 2.5, C = 'c', D = true }"),
        [row(record! { A: 1i64, B: 2.5, C: "c", D: true })]
    );
    assert_eq!(
        result("return { { A = heeus.i32(1) }, { A = heeus.id(2) } }"),
        [row(record! { A: 1 }), row(record! { A: RecordId(2) }),]
    );
    assert!(result("return {}").is_empty());
    let nested =
        "ctx:result { R = { X = 1, Y = { Z = 'z' } }, L = { 1, 2 }, N = { { A = 1 }, { A = 2 } } }";
    assert_eq!(
        result(nested),
        [row(record! {
            R: record! { X: 1i64, Y: record! { Z: "z" } },
            L: [1i64, 2],
            N: [record! { A: 1i64 }, record! { A: 2i64 }],
        })]
    );
}

#[test]
fn values_have_the_declared_or_the_exact_types() {
    let source = "heeus.entity { view = 't.All', partition = { 'No i32' }, value = { 'I32 i32', 'I64 i64', 'F32 f32', 'F64 f64',
            'Bool bool', 'Str string', 'Bytes bytes', 'QName qname', 'Id record id', 'Record record', 'Array array' } }
        heeus.extension { kind = 'projector', name = 'Write', run = function(ctx, args)
            ctx:new_value(ctx:key_builder('sys.View', 't.All', { No = 1 }), { I32 = 1.0, I64 = 2, F32 = 3, F64 = 4, Bool = true,
                Str = 'text', Bytes = '\\xff\\0', QName = 'a.B', Id = 5, Record = { A = 1 }, Array = heeus.array('i32', { 1, 2 }) })
        end }
        heeus.extension { kind = 'projector', name = 'Copy', run = function(ctx, args)
            local one = ctx:must_exist(ctx:key_builder('sys.View', 't.All', { No = 1 }))
            assert(one.I32 == 1 and one.F32 == 3.0 and one.Bytes == '\\xff\\0' and one.Id == 5 and one.Record.A == 1 and #one.Array == 2)
            assert(one:get('Id', 'id') == 5 and one:find('Nope') == nil and one:has('Str') and one:len() == 11)
            local fields = one:fields()
            local names = {} for name in pairs(fields) do names[#names + 1] = name end
            print(table.concat(names, ' '))
            ctx:new_value(ctx:key_builder('sys.View', 't.All', { No = 2 }), one):put('Array', one.Array)
            ctx:new_value(ctx:key_builder('sys.View', 't.All', { No = 3 }), fields):put('Record', ctx:record_builder { B = 1 })
        end }
        heeus.extension { kind = 'query', name = 'Typed', args = { A = 'i64', B = 'string?' }, returns = { T = 'i32', U = 'id' },
            run = function(ctx, args) return { T = args.A, U = 7, V = 8 } end }";
    let mut kit = Kit::lua_source("all.lua", source);
    let all = record! {
        I32: 1, I64: 2i64, F32: 3f32, F64: 4.0, Bool: true, Str: "text", Bytes: &[255u8, 0][..],
        QName: QName("a.B"), Id: RecordId(5), Record: record! { A: 1i64 }, Array: [1, 2],
    };
    kit.run("Write", record! {})
        .ignore_failure()
        .ignore_intents();
    kit.expect_row("t.All", record! { No: 1 }, all.clone());
    kit.run("Copy", record! {})
        .expect_log(
            LogLevel::Info,
            "Array Bool Bytes F32 F64 I32 I64 Id QName Record Str",
        )
        .ignore_failure()
        .ignore_intents();
    kit.expect_row(
        "t.All",
        record! { No: 2 },
        all.clone().with("Array", [1i64, 2]),
    );
    let third = all
        .with("Array", [1i64, 2])
        .with("Record", record! { B: 1i64 });
    kit.expect_row("t.All", record! { No: 3 }, third);
    kit.run("Typed", record! { A: 1i64 })
        .expect_intents([result(record! { T: 1, U: RecordId(7), V: 8i64 })]);
    kit.run("Typed", record! { B: "b" })
        .expect_error("field A is absent");
    kit.run("Typed", record! { A: "a" })
        .expect_error("field A is not of type i64: found ");
    kit.run("Typed", record! { A: 1i64, B: 2 })
        .expect_error("field B is not of type string: found ");
}

#[test]
fn what_a_kind_may_not_do_is_refused_by_the_host() {
    let body =
        "ctx:new_value(ctx:key_builder('sys.Record', 'test.Article', { ID = 1 }), { Name = 'x' })";
    kit(body)
        .run("Query", record! {})
        .expect_failure("a query may not insert into sys.Record; it may get there");
    kit("return { A = 1 }")
        .run("Projector", record! {})
        .expect_failure("a projector may not insert into sys.Result");
}

#[test]
fn a_type_that_was_not_declared_is_refused_by_the_host() {
    let body = "ctx:new_value(ctx:key_builder('sys.Record', 'test.Article', { ID = 1 }), \
                { Name = 1, Price = 1.5 })";
    kit(body)
        .run("Command", record! {})
        .expect_failure("test.Article: value field Name: found i64, expected string");
}

#[test]
fn pairs_are_in_order_and_tables_work() {
    kit("local t = { b = 1, a = 2, [10] = 3, [2] = 4, [1.5] = 5, [true] = 6, [false] = 7 }
        local seen = {} for k, v in pairs(t) do seen[#seen + 1] = tostring(k) .. '=' .. v end
        assert(table.concat(seen, ' ') == '1.5=5 2=4 10=3 a=2 b=1 false=7 true=6', table.concat(seen, ' '))
        for k in pairs(t) do t[k] = nil end
        for k in pairs(t) do error('left ' .. tostring(k)) end
        assert(not pcall(pairs, { [{}] = 1 }))
        local l = { 5, 3, 9, 1 }
        table.sort(l) assert(table.concat(l, ',') == '1,3,5,9')
        table.sort(l, function(a, b) return a > b end) assert(table.concat(l, ',') == '9,5,3,1')
        table.insert(l, 2, 7) table.insert(l, 0) assert(table.concat(l, ',') == '9,7,5,3,1,0')
        assert(table.remove(l) == 0 and table.remove(l, 1) == 9 and table.concat(l, ',') == '7,5,3,1')
        table.move(l, 1, 3, 2) assert(table.concat(l, ',') == '7,7,5,3')
        assert(select('#', table.unpack({ 1, 2, nil, 4 }, 1, 4)) == 4 and table.pack(1, 2).n == 2)
        assert(string.format('%d %s %5.1f %q', 1, {}, 2.25, 'q') == '1 table   2.2 \"q\"')
        assert(not pcall(string.format, '%p', {}))
        assert(tostring(print) == 'function' and tostring(1) == '1' and tostring('a: 0x1') == 'a: 0x1')
        assert(utf8.len('\\u{e4}b') == 2 and ('x'):upper() == 'X' and #'abc' == 3)
        for w in ('one two'):gmatch('%a+') do seen.w = (seen.w or '') .. w end assert(seen.w == 'onetwo')
        assert(math.type(3) == 'integer' and math.max(1, 2) == 2)")
    .run("Command", record! {})
    .expect_ok();
}

#[test]
fn scripts_come_to_the_same_in_every_machine() {
    let body = "local t = {} for i = 1, 100 do t['key' .. i] = i end
        local seen = {} for k in pairs(t) do seen[#seen + 1] = k end
        print(table.concat(seen)) return { T = tostring(t) .. tostring(ctx) }";
    let run = || {
        let outcome = kit(body)
            .run("Query", record! {})
            .ignore_failure()
            .ignore_intents();
        (
            outcome.stats().fuel,
            format!("{:?} {:?}", outcome.logs(), outcome.intents()),
        )
    };
    assert_eq!(run(), run());
}

#[test]
fn the_line_that_did_what_it_may_not_is_noted() {
    use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule};
    use heeus_host::state::HostState;
    let noted = |body: &str| {
        let config = EngineConfig::default();
        let module = LuaModule::new("test.lua", super::script(body), &config).expect("it is good");
        let mut engine = LuaEngine::new(&module, &config).expect("there is room");
        let (name, kind) = ("Validator", ExtensionKind::Validator);
        let args = heeus_abi::RecordRef::empty();
        let report = engine.invoke(&mut HostState::new(), &Call::new(name, kind, args));
        let class = report.result.err().map(|error| error.class());
        assert_eq!(class, Some(ErrorClass::Forbidden), "{body}");
        report.refusals
    };
    let read = noted("\nctx:read(ctx:key_builder('sys.Http', nil, { Url = 'x' }), print)");
    assert_eq!(
        read,
        ["test.lua:3: a validator may not read from sys.Http; it may do nothing there"]
    );
    let new = noted("ctx:result { A = 1 }");
    assert_eq!(
        new,
        ["test.lua:2: a validator may not insert into sys.Result; it may do nothing there"]
    );
}
