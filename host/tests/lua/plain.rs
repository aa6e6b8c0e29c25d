//! A script gets the same results as in plain Lua 5.4, both values and errors.

use std::fmt::Write as _;
use std::time::Duration;

use heeus_host_testkit::prelude::*;
use mlua::{Lua, LuaOptions, StdLib};

/// One call per line; the line is also the label of its results.
const CALLS: &str = include_str!("calls.lua");

/// Shows values in a way that distinguishes all of them.
const SHOW: &str = "
local function show(...)
    local out = {}
    for i = 1, select('#', ...) do
        local v = select(i, ...)
        local kind = math.type(v) or type(v)
        if kind == 'string' then
            v = string.gsub(v, '^%a+%.?%a*:%d+: ', '')
            out[i] = string.format('%q', v)
        else
            out[i] = (kind == 'table' or kind == 'function') and kind or kind .. ' ' .. tostring(v)
        end
    end
    return table.concat(out, ', ')
end
";

/// The texts that the body of a function passes to `told`, its parameter, in plain Lua.
fn in_plain_lua(body: &str) -> Vec<String> {
    let libs = StdLib::TABLE | StdLib::STRING | StdLib::UTF8 | StdLib::MATH;
    let lua = Lua::new_with(libs, LuaOptions::new()).expect("there is room");
    let source = format!(
        "{SHOW} local all = {{}} local function told(text) all[#all + 1] = text end
        {body} return all"
    );
    let chunk = lua.load(source).set_name("=test.lua");
    chunk.eval().expect("it is good")
}

/// The same texts in a script.
fn in_a_script(body: &str) -> Vec<String> {
    let source = format!(
        "{SHOW} local function run(ctx)
        local function told(text) ctx:log('info', text) end {body} end
        heeus.extension {{ kind = 'job', name = 'J', run = run }}"
    );
    let mut kit = Kit::lua_source("test.lua", source);
    kit.engine_config(|config| config.run_time = Duration::from_mins(1));
    let outcome = kit.run("J", record! {}).expect_ok();
    let lines = outcome.logs().iter();
    lines.map(|line| line.text.clone()).collect()
}

fn same(what: &[String], body: &str) {
    let (plain, script) = (in_plain_lua(body), in_a_script(body));
    assert_eq!((plain.len(), script.len()), (what.len(), what.len()));
    let mut differ = String::new();
    for ((what, plain), script) in what.iter().zip(plain).zip(script) {
        if plain != script {
            let _ = writeln!(differ, "{what}\n   plain  {plain}\n   script {script}");
        }
    }
    assert!(differ.is_empty(), "\n{differ}");
}

#[test]
fn calls_come_to_the_same() {
    let calls: Vec<_> = CALLS
        .lines()
        .filter(|line| !line.starts_with("--"))
        .collect();
    let bodies = calls
        .iter()
        .map(|call| format!("told(show(pcall(function() {call} end)))\n"));
    let calls: Vec<_> = calls.iter().map(ToString::to_string).collect();
    same(&calls, &bodies.collect::<String>());
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }

    fn join(&mut self, parts: &[&str], most: usize) -> String {
        let count = self.below(most) + 1;
        (0..count).map(|_| parts[self.below(parts.len())]).collect()
    }
}

#[test]
fn patterns_come_to_the_same() {
    const PARTS: &[&str] = &[
        "a", "b", ".", "%a", "%d", "%s", "%w", "%W", "%p", "%%", "[ab]", "[^a]", "[a-c]", "[%d-]",
        "[]a]", "[^]]", "%-", "-", "*", "+", "?", "(", ")", "()", "(a", "b)", "%1", "%2", "%b()",
        "%bab", "%f[%a]", "%f[^%a]", "^", "$", "x", "1", "[", "]", "%", "[a", "%f", "%b", "\\0",
    ];
    const TEXTS: &[&str] = &[
        "a", "b", "c", "1", "2", " ", "(", ")", "-", "%", "]", "x", "ab", "\\0", ".",
    ];
    const REPLACEMENTS: &[&str] = &["", "<%0>", "%1", "%2", "%%", "%", "[%1%1]", "x"];
    let mut random = Random(1);
    let (mut what, mut body) = (Vec::new(), String::new());
    for _ in 0..1500 {
        let text = random.join(TEXTS, 10);
        let pattern = random.join(PARTS, 6);
        let by = REPLACEMENTS[random.below(REPLACEMENTS.len())];
        what.push(format!("{text} {pattern} {by}"));
        let _ = writeln!(
            body,
            "one('{text}', '{pattern}', '{by}', {})",
            ["-1", "0", "1", "2"][random.below(4)]
        );
    }
    // A function has room for this many texts.
    let calls: Vec<_> = body.lines().collect();
    let calls = calls
        .chunks(200)
        .map(|calls| format!(";(function() {} end)()\n", calls.join("\n")));
    let body = format!(
        "local texts = {{ a = 'A', ['1'] = 1, b = false }}
        local function one(text, pattern, by, init)
            local out = {{
                show(pcall(string.find, text, pattern, init)),
                show(pcall(string.match, text, pattern, init)),
                show(pcall(string.gsub, text, pattern, by)),
                show(pcall(string.gsub, text, pattern, texts)),
                show(pcall(string.gsub, text, pattern, function(...) return show(...) end, 3)),
            }}
            local all = {{}}
            local ok, why = pcall(function()
                for a, b, c in string.gmatch(text, pattern) do all[#all + 1] = show(a, b, c) end
            end)
            out[#out + 1] = table.concat(all, ';') .. show(ok, why)
            told(table.concat(out, ' | '))
        end
        {}",
        calls.collect::<String>()
    );
    same(&what, &body);
}

#[test]
fn a_script_may_begin_as_files_do() {
    let job = "heeus.extension { kind = 'job', name = 'J', run = function() error('here') end }";
    for (before, line) in [
        ("\u{feff}", 1),
        ("#!/usr/bin/lua\n", 2),
        ("\u{feff}# first\n\n", 3),
    ] {
        let mut kit = Kit::lua_source("test.lua", format!("{before}{job}"));
        let outcome = kit.run("J", record! {}).expect_fault("here");
        outcome.expect_fault_at(&format!("test.lua:{line}"));
    }
}

#[test]
fn what_is_no_number_has_one_form() {
    let source = "heeus.extension { kind = 'query', name = 'Q', run = function(ctx)
        local nan, other = 0.0 / 0.0, -(0.0 / 0.0)
        assert(tostring(nan) == 'nan' and tostring(other) == 'nan')
        assert(string.format('%f %s', nan, other) == 'nan nan')
        for _, value in ipairs { nan, other } do
            local list = heeus.array('f64', { value })
            ctx:result { A = value, B = heeus.f32(value), C = { D = value }, E = list }
        end
    end }";
    let mut kit = Kit::lua_source("test.lua", source);
    // Values are compared by their bits.
    let row = || {
        let inner = record! { D: f64::NAN };
        result(record! { A: f64::NAN, B: f32::NAN, C: inner, E: [f64::NAN] })
    };
    kit.run("Q", record! {}).expect_intents([row(), row()]);
}

/// Long texts are quoted in parts. A control character is written in another way before a digit,
/// also where two parts meet.
#[test]
fn long_quotations_are_the_same() {
    let mut bodies = String::from(
        "local function sum(text)
            local sum = 0
            for at = 1, #text do sum = (sum * 31 + string.byte(text, at)) % 1000000007 end
            return #text .. ' ' .. sum
        end ",
    );
    let mut what = Vec::new();
    let units = [
        "x",
        r"\0",
        r"\0001",
        r"1\0",
        r#"\n\"\\"#,
        r"\127\1952\r\t9",
        r"\0\0\0001",
    ];
    for unit in units {
        for size in [16_383, 16_384, 16_385, 16_386, 40_000] {
            let text = format!("string.sub(string.rep('{unit}', {size}), 1, {size})");
            for call in [
                format!("string.format('%q', {text})"),
                format!("string.format('%%q%d%q%s%q', 1, {text}, {text}, 'q')"),
                format!("string.format(string.rep('%q', 33), {text}, string.byte('a', 1, 1))"),
                format!("string.format('%5q', {text})"),
            ] {
                let _ = write!(
                    bodies,
                    "do local ok, text = pcall(function() return {call} end)
                    told(tostring(ok) .. ' ' .. (ok and sum(text) or string.gsub(text, '^.-%d: ', ''))) end "
                );
                what.push(call);
            }
        }
    }
    same(&what, &bodies);
}
