-- Calls that come to the same in plain Lua and in a script, one a line.
return string.rep()
return string.rep('x')
return string.rep('x', 3, ',')
return string.rep('x', {})
return string.rep('x', 1.5)
return string.rep({}, 2)
return ('x'):rep(2)
local s = ('x'):rep({}) return s
local s = ('x'):rep() return s
local s = string.rep({}, 1) return s
return string.find('abc', 'b')
return string.find('abc', 'b', -1)
return string.find('abc', 'b', 10)
return string.find('abc', '', 10)
return string.find('abc', '', 4)
return string.find(123, 2)
return string.find('a.c', '.', 1, true)
return string.find('abc')
return string.find()
return string.find(nil, 'x')
return string.find('x', nil)
return string.find('x', 'x', {})
return string.find('x', 'x', '1')
return string.find('x', 'x', 1.5)
return string.match('due on 2026-01-02', '(%d+)-(%d+)-(%d+)')
return string.match('delivery-address = Main Street 5', '^([%w-]+)%s*=%s*(.-)%s*$')
return string.match('https://example.com/orders/7?a=b', '^(%w+)://([^/]+)(/[^?]*)%??(.*)$')
return string.match('x', '(')
return string.match('x', ')')
return string.match('x', '[')
return string.match('x', '[a')
return string.match('x', '[]')
return string.match('x', '[^]')
return string.match(']', '[]]')
return string.match('x', '%')
return string.match('x', '%b')
return string.match('x', '%bx')
return string.match('x', '%f')
return string.match('x', '%1')
return string.match('x', '(x)%2')
return string.match('x', '(x%1)')
return string.match('xx', '(x)%1')
return string.match('THE (quick) fox', '%f[%a]%a+%f[%A]')
return string.match('f(a(b)c)d', '%b()')
return string.match('hello', '()ll()')
return string.match(('a'):rep(300), ('a?'):rep(250))
return string.match('a', ('(a?)'):rep(33))
return string.gsub('hello world', 'o', '0')
return string.gsub('hello world', '(%w+)', '<%1>')
return string.gsub('hello world', '%w+', '%0 %0', 1)
return string.gsub('abc', '', '-')
return string.gsub('abc', '%w', '%%%0')
return string.gsub('abc', '%w', '%2')
return string.gsub('abc', '%w', '%')
return string.gsub('abc', '%w', '%x')
return string.gsub('abc', '^a', 'x')
return string.gsub('aaa', '^a', 'x')
return string.gsub('hello', 'l', { l = 'L' })
return string.gsub('hello', 'l', {})
return string.gsub('hello', 'l', function() return nil end)
return string.gsub('hello', 'l', function(c) return c:upper() end)
return string.gsub('hello', 'l', function(c) return 1.5 end)
return string.gsub('hello', 'l', function(c) return {} end)
return string.gsub('hello', 'l', function(c) error('mine', 0) end)
return string.gsub('hello', 'l', setmetatable({}, { __index = function(_, k) return k .. k end }))
return string.gsub('hello', 'l')
return string.gsub('hello', 'l', true)
return string.gsub('hello', 'l', 'x', {})
return string.gsub('hello', 'l', 'x', -1)
return string.gsub('hello', 'l', 'x', 1)
return string.gsub('hello', '()', '%1')
return string.gsub('hello', 'l', 7)
local t = {} for w in string.gmatch('one two three', '%a+') do t[#t + 1] = w end return table.concat(t, ',')
local t = {} for k, v in string.gmatch('a=1, b=2', '(%w+)=(%w+)') do t[#t + 1] = k .. v end return table.concat(t, ',')
local t = {} for a in string.gmatch('abc', '') do t[#t + 1] = '[' .. a .. ']' end return table.concat(t, ',')
local t = {} for a in string.gmatch('abc', '()', 2) do t[#t + 1] = a end return table.concat(t, ',')
local t = {} for a in string.gmatch('^a^b', '^%a') do t[#t + 1] = a end return table.concat(t, ',')
return string.gmatch('x')
return string.gmatch()
return string.gmatch('x', 'x', {})
return string.format('%d %s %5.1f %q %x %g %c', 1, 'a', 2.25, 'q', 255, 1e100, 65)
return string.format('%d', 1.5)
return string.format('%d', '3')
return string.format('%d', {})
return string.format('%d')
return string.format('%s')
return string.format('%y', 1)
return string.format('%', 1)
return string.format('%10')
return string.format()
return string.format({})
return string.format('%%')
return string.format('%s %s', 1, setmetatable({}, { __tostring = function() return 'color: 0xff0000' end }))
return string.format('%q', {})
return string.format('%.3s', 'abcdef')
return string.format('%s', nil)
return string.format('%0000000000000000000000000000000000d', 1)
return string.format(('%d,'):rep(40), 1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10)
return string.format(('%d,'):rep(3), 1, 2)
return string.format('%a', 1.5)
return string.format('%i', 3)
return string.format('%-5d|', 3)
return tostring(setmetatable({}, { __tostring = function() return 'color: 0xff0000' end }))
return tostring(setmetatable({}, { __tostring = function() return 1 end }))
return tostring(setmetatable({}, { __tostring = function() return {} end }))
return tostring()
return tostring(nil), tostring(true), tostring(12), tostring(1.5), tostring('x'), tostring(1e15), tostring(-0.0)
return table.insert({}, 1)
local t = {1,2,3,4} table.insert(t, #t / 2, 'v') return table.concat(t, ',')
local t = {1,2,3} table.insert(t, '2', 'v') return table.concat(t, ',')
return table.insert({}, 5, 1)
return table.insert({}, 1.5, 1)
return table.insert({}, nil, 1)
return table.insert({}, 1, 1, 1)
return table.insert({})
return table.insert(nil, 1)
return table.insert()
return table.insert('x', 1)
return table.remove({})
return table.remove({1,2,3})
return table.remove({1,2,3}, 1)
return table.remove({1,2,3}, 4)
return table.remove({1,2,3}, 5)
return table.remove({1,2,3}, 0)
return table.remove({}, 0)
return table.remove({[0]='z'}, 0)
return table.remove({1,2,3}, 'x')
return table.remove({1,2,3}, 2.0)
return table.remove()
return table.concat({1,2,3}, ', ')
return table.concat({1,2,3}, ', ', 2)
return table.concat({1,2,3}, ', ', 2, 2)
return table.concat({1,2,3}, ', ', 3, 2)
return table.concat({1,{},3})
return table.concat({1,2}, {})
return table.concat({1,2}, '', 1, 5)
return table.concat()
return table.concat(1)
return table.concat(setmetatable({}, { __index = function(_, k) return 'v' .. k end, __len = function() return 3 end }), '-')
return table.concat(setmetatable({}, { __index = function(_, k) return nil end, __len = function() return 3 end }), '-')
return table.concat(setmetatable({}, { __len = function() return 'x' end }), '-')
return #setmetatable({}, { __len = function() return 'x' end })
return table.unpack({1,2,3})
return table.unpack({1,2,3}, 2)
return table.unpack({1,2,3}, 2, 3)
return table.unpack({1,2,3}, 5)
return table.unpack({}, 1, 1e8)
return table.unpack(setmetatable({}, { __index = function(_, k) return k * 2 end, __len = function() return 3 end }))
return table.unpack()
return table.unpack({}, 'x')
return table.pack(1, nil, 3).n
return table.move({1,2,3}, 1, 3, 2)[3]
return table.move({1,2,3}, 1, 3, 1, {})[3]
return table.move({1,2,3}, 1, 0, 1)
return table.move({1,2,3}, 'x', 0, 1)
return table.move({1,2,3}, 1, 2)
return table.move({1,2,3}, math.mininteger, math.maxinteger, 1)
return table.move({1,2,3}, 1, math.maxinteger, 2)
return table.move(nil, 1, 2, 3)
return table.move({}, 1, 2, 3, 4)
local t = {5,3,9,1} table.sort(t) return table.concat(t, ',')
local t = {5,3,9,1} table.sort(t, function(a, b) return a > b end) return table.concat(t, ',')
local t = {5,'x',9,1} table.sort(t) return table.concat(t, ',')
return table.sort({1,2}, 5)
return table.sort({1}, 5)
return table.sort()
return table.sort({{}, {}})
local t = {'b','a','c'} table.sort(t) return table.concat(t)
return select('#', 1, 2, nil)
return select(-1, 1, 2, 3)
return select(0)
return select('x')
return select()
return ipairs()
return ipairs(nil)
for i, v in ipairs(nil) do end
for i, v in ipairs({1,2,nil,4}) do if i > 2 then return 'x' end end
local s = 0 for i, v in ipairs(setmetatable({}, { __index = function(_, k) if k < 4 then return k end end })) do s = s + v end return s
for k, v in pairs(nil) do end
return pairs()
for k, v in pairs(5) do end
local s = 0 for k, v in pairs({1,2,3,x=4}) do s = s + v end return s
for k, v in pairs(setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end })) do return k, v end
return getmetatable()
return getmetatable(nil)
return getmetatable(setmetatable({}, { __metatable = 'x' }))
local mt = {} return getmetatable(setmetatable({}, mt)) == mt
return setmetatable({})
return setmetatable({}, 1)
return setmetatable(1, {})
return setmetatable()
return setmetatable(setmetatable({}, { __metatable = 1 }), {})
return setmetatable({}, nil)
local mt = {} local t = setmetatable({}, mt) mt.__index = function(_, k) return k end return t.x
local mt = {} local t = setmetatable({}, mt) mt.__add = function(a, b) return 'sum' end return t + 1, 1 + t, t + t
local mt = {} local t = setmetatable({}, mt) mt.__call = function(self, a) return a end return t(7)
local mt = { __index = { x = 1 } } local t = setmetatable({}, mt) mt.__index = { x = 2 } return t.x
local mt = { __index = { x = 1 } } local t = setmetatable({}, mt) mt.__index = nil return t.x
local C = {} C.__index = C function C.new() return setmetatable({ n = 1 }, C) end function C:get() return self.n end return C.new():get()
local B = {} B.__index = B function B:hi() return 'hi' end local D = setmetatable({}, { __index = B }) D.__index = D return setmetatable({}, D):hi()
local C = setmetatable({}, { __call = function(cls, a) return setmetatable({ a = a }, cls) end }) C.__index = C return C(5).a
local t = setmetatable({}, { __newindex = function(t, k, v) rawset = 1 end }) t.x = 1 return t.x
local s = {} local t = setmetatable({}, { __newindex = s }) t.x = 1 return t.x, s.x
local t = setmetatable({}, { __eq = function() return true end }) local u = setmetatable({}, { __eq = function() return false end }) return t == u, u == t, t == 1
local t = setmetatable({}, { __lt = function() return true end, __le = function() return false end }) return t < 1, 1 < t, t <= t, t > 1
local t = setmetatable({}, { __concat = function(a, b) return type(a) .. type(b) end }) return t .. 'x', 'x' .. t, 1 .. t, t .. t
local t = setmetatable({}, { __len = function() return 42 end, __unm = function() return 'neg' end, __bnot = function() return 'not' end }) return #t, -t, ~t
local t = setmetatable({}, { __idiv = function() return 1 end, __mod = function() return 2 end, __pow = function() return 3 end, __shl = function() return 4 end, __band = function() return 5 end }) return t // 1, t % 1, t ^ 1, t << 1, t & 1
local t = setmetatable({}, { __name = 'My' }) return tostring(t):match('^My')
local t = setmetatable({}, { __add = function(a, b) return b end }) return '10' + t
local t = setmetatable({}, {}) return '10' + t
return '10' + 1, '0x10' * 2, '3' // '2', '7' % 4, -'2', '2' ^ 2, '1' / 2, 10 - '3'
return 'a' + 1
return 1 + 'a'
return 'a' + {}
return {} + 'a'
return -'a'
return '1' // 0
return '10' & 3, '7' | 8
return 'a' & 1
return 'a' < 1
return {} < {}
return {} .. 'x'
return nil .. 'x'
return setmetatable({}, {}) + 1
local t = setmetatable({}, {}) return t.x.y
local t = setmetatable({}, {}) return t()
local t = setmetatable({}, { __index = 5 }) return t.x
local t = setmetatable({}, { __index = function(_, k) error('no ' .. k, 2) end }) return t.x
local t = setmetatable({}, { __index = function(_, k) error('no ' .. k) end }) return t.x
do local x <close> = setmetatable({}, { __close = function() end }) end return 1
do local x <close> = setmetatable({}, {}) end return 1
do local x <close> = 5 end return 1
local n = 0 do local x <close> = setmetatable({}, { __close = function(_, e) n = e end }) pcall(function() local y <close> = x error('e', 0) end) end return n
local log = {} for i in (function(s, c) if c < 2 then return c + 1 end end), nil, 0, setmetatable({}, { __close = function() log[1] = 'closed' end }) do log[#log + 1] = i end return table.concat(log, ',')
return pcall()
return pcall(nil)
return pcall(error)
return pcall(error, 'x', 0)
return pcall(error, { 1 })
return xpcall()
return xpcall(error)
return xpcall(error, function(e) return 'h' .. tostring(e) end, 'x')
return xpcall(function(...) return ... end, print, 1, 2)
return error()
return error(nil)
return error('x')
return error('x', 2)
return error('x', 0)
return error({})
return assert(false)
return assert(nil, 'msg')
return assert(false, {})
return assert(1, 2, 3)
return assert()
return tonumber('0x10'), tonumber('10', 2), tonumber('z', 36), tonumber(' 1 '), tonumber('1e1'), tonumber('x'), tonumber(nil)
return tonumber()
return tonumber('10', 99)
return tonumber(10, 10)
return rawget({ 1 }, 1), rawlen({ 1, 2 }), rawequal({}, {}), rawlen('abc')
return rawget(1, 1)
return rawlen(5)
return type()
return type(nil)
return math.floor(1.5), math.max(1, 2), math.min(2, 1), math.fmod(7, 3), math.tointeger(3.0), math.type(1), math.ult(1, 2), math.abs(-1)
return math.floor('x')
return math.max()
return math.tointeger('8')
return math.fmod(1, 0)
return utf8.char(228, 8364), utf8.len('äb'), utf8.codepoint('ä', 1), utf8.offset('äb', 2)
return utf8.len('\xff')
return utf8.codepoint('abc', 1, 3)
return utf8.len()
return utf8.char(-1)
return utf8.offset('abc', 5)
for p, c in utf8.codes('äb') do if p == 3 then return c end end
return string.byte('abc', 1, -1)
return string.char(65, 66)
return string.char(256)
return string.char('x')
return string.sub('hello', 2, -2), string.sub('hello', -100, 100)
return string.sub('hello')
return string.upper('abc'), string.lower('ABC'), string.reverse('abc'), string.len('abc')
return string.upper()
return string.len({})
return ('x'):upper():lower()
return ('x').y
return ('x'):nope()
return #'abc', 'a' .. 1 .. 2.0
return string.rep('x', 1 << 60)
return string.rep('x', -1)
return math.pi, math.huge, -math.huge, math.maxinteger, math.mininteger
local m = { 1 } local t = setmetatable({}, m) return getmetatable(t) == m
local m = { 'x', __len = function() return 7 end } local t = setmetatable({}, m) return #t, m[1]
local m = {} local t = setmetatable({}, m) m[1] = 'x' m.__len = function() return 7 end return #t
local List = { 1, 2 } List.__index = List return setmetatable({}, List)[2]
local m = { __len = function() return 7 end } local t = setmetatable({ 1 }, m) m.__len = nil return #t
local t = { x = 1 } for i = 1, 1998 do t = setmetatable({}, { __index = t }) end return t.x, t.y
local t = { x = 1 } for i = 1, 1999 do t = setmetatable({}, { __index = t }) end return t.x
local t = {} for i = 1, 2000 do t = setmetatable({}, { __index = t }) end return t.x
local t = {} for i = 1, 2001 do t = setmetatable({}, { __index = t }) end return t.x
local t = {} t.__index = t return setmetatable(t, t).x
local b = {} local t = b for i = 1, 1999 do t = setmetatable({}, { __newindex = t }) end t.x = 1 return b.x
local b = {} local t = b for i = 1, 2000 do t = setmetatable({}, { __newindex = t }) end t.x = 1 return b.x
local b = {} local t = b for i = 1, 2001 do t = setmetatable({}, { __newindex = t }) end t.x = 1 return b.x
local t = {} t.__newindex = t setmetatable(t, t).x = 1
local b = { a = 1 } local t = setmetatable({}, { __newindex = b }) t.a, t.b = 2, 3 return b.a, b.b, rawget(t, 'a')
local m = {} local t = setmetatable({}, m) setmetatable({}, { __newindex = m }).__len = function() return 7 end return #t
setmetatable({}, { __newindex = 5 }).x = 1
return setmetatable({}, { __index = setmetatable({}, { __index = string }) }).len == string.len
return math.max(), 1
return math.max(1, 2.5, -1), math.min(3, 1, 2), math.max(2), math.min(1, 1.0), math.min(1.0, 1)
return math.max('10', '9'), math.min('a', 'b', 'c'), math.max(1, 0/0), math.max(0/0, 1) ~= 1
return math.max(1, 'x')
return math.max({}, 1)
return math.min(1, 2, {})
return math.min()
local m = { __lt = function(a, b) return a.n < b.n end } local function o(n) return setmetatable({ n = n }, m) end return math.max(o(1), o(3), o(2)).n, math.min(o(2), o(1)).n
return string.char(65, '66', 67, '0x44', 69.0, 70), utf8.char(65, '66', 8364, 68, 69)
local s = string.char(65, 66, 67, 68, 'x') return s
local s = string.char(65, 66, 67, 68, 256) return s
local s = utf8.char(65, 66, 67, 68, -1) return s
return string.format('%d %s %x', ('0'):rep(100) .. '5', ('0'):rep(100), ('0'):rep(70) .. '255')
local s = string.format('%d', ('x'):rep(100)) return s
local s = string.format(('%d'):rep(70), table.unpack({}, 1, 70)) return s
local t = {} for i = 1, 70 do t[i] = i end t[69] = 'x' local s = string.format(('%d'):rep(70), table.unpack(t)) return s
local s = string.format(('%s'):rep(40), table.unpack({}, 1, 39)) return s
local t = {} for i = 1, 20000 do t[i] = i end return #table.concat(t, ', '), table.concat(t, ',', 19998), #table.concat(t, '-', 7, 8199)
local t = {} for i = 1, 20000 do t[i] = i end t[15000] = {} local s = table.concat(t) return s
local t = {} for i = 1, 20000 do t[i] = i end return table.concat(t, '', 3, 8195) == table.concat(t, '', 3, 8194) .. '8195'
