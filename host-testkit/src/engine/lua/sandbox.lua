-- What a script sees instead of the usual globals. Called once for each state with the host's functions; returns what makes the
-- globals of a run.
--
-- Functions of C run without the hook that counts instructions, so each of them that can run long is bounded here, or written
-- in Lua.
local host = ...

local assert, error, getmetatable, ipairs, next, pairs, xpcall = assert, error, getmetatable, ipairs, next, pairs, xpcall
local rawget, rawlen, select, setmetatable, tostring, type = rawget, rawlen, select, setmetatable, tostring, type
local string, table, math, utf8 = string, table, math, utf8
local concat, unpack = table.concat, table.unpack

-- Steps that one call may take to match a pattern.
local STEPS <const> = 100000000

-- Makes a table that nobody can change.
local function frozen(what, content)
  return setmetatable({}, {
    __index = content,
    __newindex = function()
      error(what .. " cannot be changed", 2)
    end,
    __metatable = false,
  })
end

-- Errors that end the run cannot be caught: `seen` throws them again.
local function caught(ok, ...)
  if ok then
    return true, ...
  end
  return false, host.seen((...))
end

local function safe_pcall(f, ...)
  return caught(xpcall(f, host.placed, ...))
end

-- The handler runs after the stack has been unwound: inside of the hook nothing would stop it.
local function handled(handler, ok, ...)
  if ok then
    return true, ...
  end
  local _, told = safe_pcall(handler, (...))
  return false, told
end

local function safe_xpcall(f, handler, ...)
  return handled(handler, safe_pcall(f, ...))
end

-- Lua tells its own limits by their texts only: an error of the script with such a text is thrown as a mistake.
local function not_a_limit(message)
  if type(message) == "string" and (message == "not enough memory" or message == "error in error handling"
    or string.find(message, "stack overflow", 1, true)) then
    host.mistake(message)
  end
end

local function safe_error(message, level)
  not_a_limit(message)
  local place = math.tointeger(level == nil and 1 or level)
  if place and place > 0 then level = place + 1 end
  error(message, level)
end

local function safe_assert(...)
  if not (...) then not_a_limit((select(2, ...))) end
  return assert(...)
end

-- Texts without addresses: they differ from run to run.
local function safe_tostring(...)
  local text = tostring(...)
  local kind = type((...))
  if kind ~= "string" and kind ~= "number" then
    local address = string.find(text, ": 0x%x+$", -40)
    text = address and string.sub(text, 1, address - 1) or text
  end
  return text
end

-- Finalizers run without the hook, and weak tables show when the collector runs.
local function safe_setmetatable(to, metatable)
  if type(metatable) == "table" then
    for _, name in ipairs { "__gc", "__mode" } do
      if rawget(metatable, name) ~= nil then
        error(name .. " is not available", 2)
      end
    end
  end
  return setmetatable(to, metatable)
end

-- Merge sort, bottom up: each comparison is counted, whatever the function says.
local function sort(list, less)
  less = less or function(a, b)
    return a < b
  end
  local count = #list
  local from, to, width = list, {}, 1
  while width < count do
    for left = 1, count, 2 * width do
      local middle = left + width
      local stop = middle + width
      if middle > count + 1 then middle = count + 1 end
      if stop > count + 1 then stop = count + 1 end
      local i, j = left, middle
      for at = left, stop - 1 do
        if i < middle and (j >= stop or not less(from[j], from[i])) then
          to[at] = from[i]
          i = i + 1
        else
          to[at] = from[j]
          j = j + 1
        end
      end
    end
    from, to, width = to, from == list and {} or from, 2 * width
  end
  if from ~= list then
    for at = 1, count do list[at] = from[at] end
  end
end

-- In an order of keys that is the same in every run.
local function safe_pairs(of)
  if type(of) ~= "table" then
    error("pairs: expected a table, found " .. type(of), 2)
  end
  local iterate, state, first = pairs(of)
  if iterate ~= next then
    return iterate, state, first
  end
  local keys = host.keys(of)
  local count, at = #keys, 0
  return function()
    while at < count do
      at = at + 1
      local value = rawget(of, keys[at])
      if value ~= nil then
        return keys[at], value
      end
    end
  end, of, nil
end

-- Upper bound of the steps that a match takes: each repetition may try every length, at every place; `anchor` is whether
-- a leading ^ holds it at the first.
local function bounded(text, pattern, anchor, plain)
  host.tick()
  if type(text) == "number" then text = tostring(text) end
  if type(pattern) == "number" then pattern = tostring(pattern) end
  if type(text) ~= "string" or type(pattern) ~= "string" then
    return
  end
  local size = #text + 1
  if plain then
    if size * (#pattern + 1) > STEPS then
      error("plain text of " .. #pattern .. " bytes in one of " .. #text .. " bytes could take too long", 3)
    end
    return
  end
  if #pattern > 1000 then
    error("pattern of " .. #pattern .. " bytes: at most 1000", 3)
  end
  local rest, again = string.gsub(pattern, "%%[b%d]", "")
  rest = string.gsub(rest, "%%.", "")
  local _, loops = string.gsub(rest, "[-*+]", "")
  local _, maybe = string.gsub(rest, "%?", "")
  local tries = anchor and string.byte(pattern) == 94 and 0 or 1
  local steps = (#pattern + 1.0) * 2.0 ^ maybe * (size + 0.0) ^ (loops + again + tries)
  if steps > STEPS and size > 1 then
    local text = "pattern could take more than %d steps on a text of %d bytes"
    error(string.format(text, STEPS, size - 1), 3)
  end
end

local function ticking(f)
  return function(...)
    host.tick()
    return f(...)
  end
end

local strings = { byte = string.byte, char = string.char, len = string.len, sub = string.sub }
for _, name in ipairs { "lower", "reverse", "upper" } do
  strings[name] = ticking(string[name])
end

function strings.find(text, pattern, init, plain)
  bounded(text, pattern, true, plain)
  return string.find(text, pattern, init, plain)
end

function strings.match(text, pattern, init)
  bounded(text, pattern, true)
  return string.match(text, pattern, init)
end

function strings.gmatch(text, pattern, init)
  bounded(text, pattern, false)
  local matches = string.gmatch(text, pattern, init)
  return function()
    host.tick()
    return matches()
  end
end

function strings.gsub(text, pattern, ...)
  bounded(text, pattern, true)
  return string.gsub(text, pattern, ...)
end

function strings.rep(text, count, between)
  host.tick()
  if text == "" and (between == nil or between == "") then
    return ""
  end
  return string.rep(text, count, between)
end

function strings.format(format, ...)
  host.tick()
  if type(format) == "string" and string.find(string.gsub(format, "%%%%", ""), "%%[-+ #0-9.]*p") then
    error("format: %p is not available", 2)
  end
  local args = table.pack(...)
  for at = 1, args.n do
    local kind = type(args[at])
    if kind == "table" or kind == "function" or kind == "userdata" then
      args[at] = safe_tostring(args[at])
    end
  end
  return string.format(format, unpack(args, 1, args.n))
end

-- Functions of C that walk a table must not meet metamethods: a length can be anything then.
local function plain_table(list, what)
  if type(list) == "table" and getmetatable(list) ~= nil then
    error(what .. ": a table with a metatable", 3)
  end
end

local tables = { pack = table.pack }

function tables.concat(list, ...)
  host.tick()
  plain_table(list, "concat")
  return concat(list, ...)
end

function tables.unpack(list, ...)
  host.tick()
  plain_table(list, "unpack")
  return unpack(list, ...)
end

function tables.insert(list, ...)
  local size, count = #list, select("#", ...)
  local place, value = ...
  if count == 1 then
    list[size + 1] = place
    return
  end
  if count ~= 2 or math.type(place) ~= "integer" or place < 1 or place > size + 1 then
    error("insert: expected a value, or a place of the list and a value", 2)
  end
  for at = size, place, -1 do
    list[at + 1] = list[at]
  end
  list[place] = value
end

function tables.remove(list, place)
  local size = #list
  place = place or size
  if math.type(place) ~= "integer" or size > 0 and (place < 1 or place > size + 1) then
    error("remove: expected a place of the list", 2)
  end
  local value = list[place]
  for at = place, size do
    list[at] = list[at + 1]
  end
  return value
end

function tables.move(from, first, last, place, to)
  to = to or from
  if place > first then
    for at = last - first, 0, -1 do to[place + at] = from[first + at] end
  else
    for at = 0, last - first do to[place + at] = from[first + at] end
  end
  return to
end

function tables.sort(list, less)
  sort(list, less)
end

local maths = {}
for _, name in ipairs {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger", "min",
  "mininteger", "modf", "pi", "rad", "sin", "sqrt", "tan", "tointeger", "type", "ult",
} do
  maths[name] = math[name]
end

local utf8s = { charpattern = utf8.charpattern, codes = utf8.codes }
for _, name in ipairs { "char", "codepoint", "len", "offset" } do
  utf8s[name] = ticking(utf8[name])
end

-- The context of a run: the names are those of the SDK's untyped layer.
local context = {}
for name, f in next, host.context do
  context[name] = function(self, ...)
    return f(...)
  end
end

-- An error of the callback goes on as it is.
local function done_reading(ok, ...)
  if ok then
    return
  end
  error((...), 0)
end

function context.read(self, key, callback)
  return done_reading(host.read(key, 0, callback))
end

function context.read_at_most(self, key, limit, callback)
  return done_reading(host.read(key, limit, callback))
end

local heeus = {}
for name, value in next, host.heeus do
  heeus[name] = value
end
for _, name in ipairs { "Storage", "LogLevel" } do
  heeus[name] = frozen("heeus." .. name, heeus[name])
end

local safe_strings = frozen("string", strings)
local base = frozen("a global", {
  assert = safe_assert,
  error = safe_error,
  getmetatable = getmetatable,
  heeus = frozen("heeus", heeus),
  ipairs = ipairs,
  math = frozen("math", maths),
  pairs = safe_pairs,
  pcall = safe_pcall,
  print = function(...)
    local texts = table.pack(...)
    for at = 1, texts.n do texts[at] = safe_tostring(texts[at]) end
    host.print(concat(texts, "\t", 1, texts.n))
  end,
  rawequal = rawequal,
  rawget = rawget,
  rawlen = rawlen,
  select = select,
  setmetatable = safe_setmetatable,
  string = safe_strings,
  table = frozen("table", tables),
  tonumber = tonumber,
  tostring = safe_tostring,
  type = type,
  utf8 = frozen("utf8", utf8s),
  xpcall = safe_xpcall,
  _VERSION = _VERSION,
})

-- Methods of texts are the same functions, and nobody can change them.
local of_texts = getmetatable("")
of_texts.__index = safe_strings
of_texts.__metatable = false

local globals = { __index = base, __metatable = false }

return function()
  return setmetatable({}, globals)
end, frozen("the context", context)
