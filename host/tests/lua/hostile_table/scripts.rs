//! The hostile scripts.

/// Loops that never end, and execute instructions: each as a run and as a top level, with a limit
/// of time and with a limit of fuel.
pub(super) const LOOPS: &[&str] = &[
    "while true do end",
    "::again:: goto again",
    "repeat until false",
    "for i = 1, math.huge do end",
    "local function f() return f() end f()",
    // Handlers of variables that are closed.
    "local x <close> = setmetatable({}, { __close = function() while true do end end }) while true
        do end",
    "local c = setmetatable({}, { __close = function() while true do end end })
    local function f() local x <close> = c error('out') end pcall(f)",
    "local c = setmetatable({}, { __close = function() while true do end end })
    local function f() local x <close> = c while true do end end f()",
    "local c = setmetatable({}, { __close = function() while true do end end })
    local function f() local y <close> = nil local z <close> = c while true do end end local x
        <close> = c f()",
    "local c = setmetatable({}, { __close = function() while true do end end })
    for i in function() return 1 end, nil, nil, c do end",
    "local c = setmetatable({}, { __close = function() while true do end end })
    for i in function(_, i) if not i then return 1 end end, nil, nil, c do error('out') end",
    "local c = setmetatable({}, { __close = function() while true do pcall(error) end end })
    while true do pcall(function() local x <close> = c error('out') end) end",
    "local m = { __close = function() end } local x <close> = setmetatable({}, m)
    m.__close = function() while true do end end while true do end",
    "local m = {} local t = setmetatable({}, m) m.__close = function() while true do end end
    do local x <close> = t end",
    // Errors that are caught.
    "while true do pcall(error) end",
    "while true do pcall(pcall, pcall, error) end",
    "local function f() while true do end end while true do pcall(f) end",
    "xpcall(error, function() while true do end end)",
    "while true do xpcall(error, function() error('again') end) end",
    "xpcall(function() while true do end end, function() while true do end end)",
    "local e = setmetatable({}, { __tostring = function() while true do end end }) while true do
        pcall(error, e) end",
    "while true do assert(pcall(assert, true)) end",
    // Events of metatables.
    "return setmetatable({}, { __index = function() while true do end end }).x",
    "setmetatable({}, { __newindex = function() while true do end end }).x = 1",
    "setmetatable({}, { __call = function() while true do end end })()",
    "return setmetatable({}, { __eq = function() while true do end end }) == setmetatable({}, {})",
    "return setmetatable({}, { __lt = function() while true do end end }) < 1",
    "return setmetatable({}, { __le = function() while true do end end }) >= 1",
    "return setmetatable({}, { __concat = function() while true do end end }) .. 'x'",
    "return #setmetatable({}, { __len = function() while true do end end })",
    "return -setmetatable({}, { __unm = function() while true do end end })",
    "return '1' + setmetatable({}, { __add = function() while true do end end })",
    "return 1 & setmetatable({}, { __band = function() while true do end end })",
    "return tostring(setmetatable({}, { __tostring = function() while true do end end }))",
    "return string.format('%s', setmetatable({}, { __tostring = function() while true do end end
        }))",
    "print(setmetatable({}, { __tostring = function() while true do end end }))",
    "for k in pairs(setmetatable({}, { __pairs = function() while true do end end })) do end",
    "for i in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end",
    // Functions of the sandbox that call the script, or go through a table.
    "table.sort({ 3, 2, 1 }, function() while true do end end)",
    "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 1)",
    "table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)",
    "table.concat(setmetatable({}, { __len = function() return 1 << 60 end, __index = function()
        while true do end end }))",
    "table.unpack(setmetatable({}, { __len = function() return 9 end, __index = function() while
        true do end end }))",
    "table.move({}, 1, math.maxinteger - 1, 2)",
    "table.move(setmetatable({}, { __index = function() while true do end end }), 1, 2, 3)",
    "string.gsub('x', 'x', function() while true do end end)",
    "string.gsub('x', 'x', setmetatable({}, { __index = function() while true do end end }))",
    "local m = string.gmatch('x', 'x') while true do m() end",
    "math.max(setmetatable({}, { __lt = function() while true do end end }), 1)",
    "local c = setmetatable({}, { __close = function() while true do end end })
    math.min(1, 2, setmetatable({}, { __lt = function() local x <close> = c while true do end end
        }))",
];

/// Long work in few instructions: each as a run and as a top level, with a limit of time.
pub(super) const LONG: &[&str] = &[
    // Keys that collide in the table that the last of them makes.
    "for k = 8, 20 do local m, t = (1 << k) - 1, {} for i = 1, (1 << k - 1) + 1 do t[i * m] = true
        end end while true do end",
    "local k = 17 local m, t = (1 << k) - 1, {} for i = 1, (1 << k - 1) + 1 do t[i * m] = true end
        while true do end",
    "local t = {} setmetatable(t, { __call = t }) t()",
    "local t = {} setmetatable(t, t) t.__call = t t()",
    "local a, b = {}, {} setmetatable(a, { __call = b }) setmetatable(b, { __call = a }) a()",
    "local m = {} local t = setmetatable({}, m) m.__call = print m.__call = t while true do
        pcall(t) end",
    "local t = {} for i = 1, 60000 do t = setmetatable({}, { __call = t }) end while true do
        pcall(t) end",
    "local s, t = string.rep('\\0', 7000000), string.rep('\\0', 7000000) while true do local _ = s
        < t end",
    "local s = '\\0' while #s < 6000000 do s = s .. s end local t = s .. 'x' while true do local _
        = s < t _ = s < t _ = s < t end",
    "local s, t = '\\0', '\\0' for i = 1, 22 do s, t = s .. s, t .. t end local _ = s < t, s < t,
        s < t, s < t, s < t, s < t, s < t while true do _ = s < t end",
    "local s = string.rep('1', 6000000) while true do pcall(function() return s & 1 end) end",
    "local s = string.rep('1', 6000000) while true do pcall(function() return s + 1 end) end",
    "local s = string.rep('9', 6000000) while true do tonumber(s) end",
    "local s = string.rep('1', 6000000) while true do for i = 1, 3 do math.tointeger(s) end end",
    "local s, t = string.rep('x', 3000000), {} while true do local _ = t[s .. 'y'] end",
    "local s = string.rep('x', 1 << 21) while true do utf8.len(s) s:upper() local _ = s < s end",
    "local s = string.rep('\\x80', 6000000) local f = utf8.codes('') while true do pcall(f, s, 1)
        end",
    "local s = string.rep('a', 5000) while true do s:find(('a*'):rep(20) .. 'b') end",
    "local s = string.rep('a', 5000) s:match(('a-'):rep(20) .. 'b')",
    "local s = string.rep('a', 5000) s:gsub(('a?'):rep(40) .. 'b', '')",
    "for w in string.gmatch(('a'):rep(500000), '.-b') do end",
    "for w in string.gmatch(('^'):rep(400000), '^.-b') do end",
    "string.find(('a'):rep(1 << 20), ('a'):rep(1 << 19) .. 'b', 1, true)",
    "string.match(('x'):rep(1 << 20), '(x*)%1b')",
    "string.find(('a'):rep(1 << 20), '^.*' .. ('[a]'):rep(60) .. 'b')",
    "string.gsub(('a'):rep(1 << 20), '[' .. ('xyz'):rep(100000) .. ']', '')",
    "string.find(('('):rep(3000000), ('%b()'):rep(50))",
    "while true do pcall(string.rep, 'x', 14000000) end",
    "while true do local _ = string.rep('', 1 << 60) .. string.rep('ab', 3000000) end",
    "while true do string.format('%s%s', string.rep('x', 2000000), string.rep('x', 2000000)) end",
    "local t = {} for i = 1, 90000 do t[i] = 5e-324 end local f = ('%.99f'):rep(90000) while true
        do string.format(f, table.unpack(t)) end",
    "local t = {} for i = 1, 200000 do t[i] = i end while true do select('#', table.unpack(t)) end",
    "local t = {} for i = 1, 100000 do t[i] = i end local function f(...) return f(0, ...) end
        f(table.unpack(t))",
    "local t = {} for i = 1, 100000 do t[i] = 'x' end while true do table.concat(t, ',') end",
    "local t = {} for i = 1, 200000 do t[i] = true end for i = 1, 200000 do t[i] = nil end while
        true do for k in pairs(t) do end end",
    "local t = {} for i = 1, 100000 do t['k' .. i] = i end while true do for k in pairs(t) do
        break end end",
    "local t = {} for i = 1, 200000 do t[i] = { } end while true do local s = string.rep('x',
        300000) end",
    "local t = {} for i = 1, 1900 do t = setmetatable({}, { __index = t }) end while true do
        pcall(function() return t.x end) end",
    "local t = {} for i = 1, 1900 do t = setmetatable({}, { __newindex = t }) end while true do
        t.x = nil end",
    "local s, t = string.rep('0', 6000000), {} for i = 1, 200000 do t[i] = s end
        string.char(table.unpack(t))",
    "local s, t = string.rep('0', 6000000), {} for i = 1, 200000 do t[i] = s end
        utf8.char(table.unpack(t))",
    "local s, t = string.rep('\\0', 6000000), {} for i = 1, 200000 do t[i] = s end
        math.max(table.unpack(t))",
    "local s, t = string.rep('0', 6000000), {} for i = 1, 32 do t[i] = s end while true do
        string.format(('%d'):rep(32), table.unpack(t)) end",
    "local t = {} for i = 1, 400000 do t[i] = 1e-300 end while true do table.concat(t) end",
    "local t = {} while true do for i = 1, 1000 do t[i] = i end table.sort(t, function(a, b)
        return b < a end) end",
    "local s = string.rep('\\0', 1 << 17) while true do string.format('%q', s) end",
];

/// Scripts that end at another limit, or well.
pub(super) const BIG: &[&str] = &[
    "local t = {} while true do t[#t + 1] = { #t } end",
    "local s = 'x' while true do s = s .. s end",
    "local function f(n) return 1 + f(n) end f(1)",
    "local function f() return (pcall(f)) end f()",
    "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end })
    while true do pcall(function() return t[1] end) end",
    "local function f() local x <close> = setmetatable({}, { __close = string.rep }) f() end f()",
    "local c = setmetatable({}, { __close = heeus.fail })
    local function f() local a <close> = c local b <close> = c local d <close> = c f() end f()",
    "local c = setmetatable({}, { __close = heeus.fail })
    local function f(n) local a <close> = c local b <close> = c if n == 0 then
        heeus.bytes(string.rep('x', 9 << 20)) end f(n - 1) end f(7000)",
    "local m = setmetatable({}, { __close = function() error('mine') end })
    local function f() local x <close> = m local y <close> = m f() end while true do pcall(f) end",
    "local t = {} for i = 1, 1 << 22 do t[i] = 'x' end table.concat(t, string.rep('x', 1000))",
    "error(string.rep('\\xff', 7 << 20))",
    "heeus.fail(string.rep('\\xff', 7 << 20))",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "for i = 1, 1000000 do pcall(heeus.fail, string.rep('x', 1000)) end",
    "local m = {} local t = setmetatable({}, m) m.__gc = function() while true do end end t = nil
        for i = 1, 100000 do t = {} end error('done')",
    "table.unpack({}, 1, 1 << 30)",
    "return string.rep('x', 1 << 40)",
];

/// Sources that would take the compiler long.
pub(super) fn sources() -> Vec<String> {
    let chain = |word: &str, count: usize| format!("local a = a{}", word.repeat(count));
    let locals = |count: usize| {
        (0..count)
            .map(|n| format!("v{n}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let labels = |count: usize| {
        let labels: Vec<_> = (0..count).map(|n| format!("::l{n}:: ")).collect();
        labels.concat()
    };
    let deep = |depth: usize| {
        let begin = format!("local function f() local {} ", locals(150)).repeat(depth);
        begin + &"g() ".repeat(20_000) + &"end ".repeat(depth)
    };
    vec![
        chain(" or a", 50_000),
        chain(" and a", 40_000),
        chain(" or (a or a or a or a or a or a or a or a)", 5_000),
        // Words that only seem to be in a text or a comment.
        format!("a = '\\\r\n' or a{}", " or a".repeat(40_000)),
        format!("# [[\n{}", chain(" or a", 40_000)),
        format!("--[=\n{}", chain(" or a", 40_000)),
        format!("a = [=[]]'\"]=]{}", " or a".repeat(40_000)),
        chain(" or {a=1}", 25_000),
        chain(" or f{a,b;c}", 20_000),
        chain(" or (function() local x end)()", 8_000),
        format!("if a then {} end", "elseif a then ".repeat(16_000)),
        format!("while a do {} end", "if a then break end ".repeat(11_000)),
        labels(14_000),
        format!("do {} ::b:: end", "goto b ".repeat(30_000)),
        deep(100),
        "(".repeat(200_000),
        "{".repeat(200_000),
        "do ".repeat(80_000),
        "a=function() ".repeat(18_000),
        "a.b[1]:c() ".repeat(10_000) + "x",
        "[".to_owned() + &"=".repeat(200_000),
        "a = ".to_owned() + &"9".repeat(200_000) + "x",
        " ".repeat(300_000),
        "a = 'x".to_owned() + &"\\z ".repeat(60_000),
    ]
}
