-- Builds the globals that a script sees. Called last; returns the function that creates the globals
-- of a run, the context, the body of coroutines that run functions of scripts, and the two values
-- through which the collector reports to the host.
local parts, host = ...

local assert, error, ipairs, next, pairs = assert, error, ipairs, next, pairs
local pcall, rawget, select, setmetatable = pcall, rawget, select, setmetatable
local type, xpcall = type, xpcall
local string, math, table = string, math, table
local yield = coroutine.yield
local event, frozen = parts.event, parts.frozen

-- Errors that end the run cannot be caught: `caught` stops the script.
local function caught(ok, ...)
  if ok then
    return true, ...
  end
  return false, host.caught((...))
end

local function safe_pcall(...)
  if select("#", ...) == 0 then return pcall(...) end
  return caught(xpcall((...), host.with_line, select(2, ...)))
end

-- The handler runs after the stack was unwound: before that, nothing would stop it.
local function handled(handler, ok, ...)
  if ok then
    return true, ...
  end
  local _, message = safe_pcall(handler, (...))
  return false, message
end

local function safe_xpcall(...)
  local f, handler = ...
  if type(handler) ~= "function" then return xpcall(...) end
  return handled(handler, safe_pcall(f, select(3, ...)))
end

-- Lua marks its own limits only by the texts of their errors: an error of the script with such a
-- text is thrown as a mistake.
local function not_a_limit(message)
  if type(message) ~= "string" then return end
  local ends = string.sub(message, 1, 400) .. string.sub(message, -400)
  if message == "not enough memory" or message == "error in error handling"
    or string.find(ends, "stack overflow", 1, true) then
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

local function step(of, at)
  at = at + 1
  local value = of[at]
  if value ~= nil then return at, value end
end

local function safe_ipairs(...)
  if select("#", ...) == 0 then return ipairs(...) end
  return step, (...), 0
end

-- Iterates in an order of keys that is the same in every run.
local function safe_pairs(...)
  if select("#", ...) == 0 then return pairs(...) end
  local of = ...
  local handler = event(of, "__pairs")
  if handler ~= nil then
    local iterate, state, first = handler(of)
    return iterate, state, first
  end
  if type(of) ~= "table" then
    error("bad argument #1 to 'for iterator' (table expected, got " .. type(of) .. ")")
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

local maths = {}
for _, name in ipairs {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log",
  "maxinteger", "mininteger", "modf", "pi", "rad", "sin", "sqrt", "tan",
  "tointeger", "type", "ult",
} do
  maths[name] = math[name]
end

-- The compared values may be the script's: their `__lt` is called from Lua.
function maths.max(...)
  local count, found, other = select("#", ...), ...
  if count == 0 then return math.max() end
  if count == 2 then return found < other and other or found end
  local values = table.pack(...)
  for at = 2, count do
    if found < values[at] then found = values[at] end
  end
  return found
end

function maths.min(...)
  local count, found, other = select("#", ...), ...
  if count == 0 then return math.min() end
  if count == 2 then return other < found and other or found end
  local values = table.pack(...)
  for at = 2, count do
    if values[at] < found then found = values[at] end
  end
  return found
end

-- The context of a run, with the names of the SDK's untyped layer.
local context = {}
for name, f in next, host.context do
  context[name] = function(self, ...)
    return f(...)
  end
end

-- Throws an error of the callback again, unchanged.
local function done_reading(ok, ...)
  if not ok then error((...), 0) end
end

function context.read(self, key, options, callback)
  if callback == nil then options, callback = nil, options end
  return done_reading(host.read(key, options, callback))
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

local function safe_print(...)
  local texts = table.pack(...)
  for at = 1, texts.n do texts[at] = parts.tostring(texts[at]) end
  host.print(table.concat(texts, "\t", 1, texts.n))
end

local base = frozen("a global", {
  assert = safe_assert,
  error = safe_error,
  getmetatable = parts.getmetatable,
  heeus = frozen("heeus", heeus),
  ipairs = safe_ipairs,
  math = frozen("math", maths),
  pairs = safe_pairs,
  pcall = safe_pcall,
  print = safe_print,
  rawequal = rawequal,
  rawget = rawget,
  rawlen = rawlen,
  select = select,
  setmetatable = parts.setmetatable,
  string = parts.strings,
  table = parts.tables,
  tonumber = tonumber,
  tostring = parts.tostring,
  type = type,
  utf8 = parts.utf8,
  xpcall = safe_xpcall,
  _VERSION = _VERSION,
})

local globals = { __index = base, __metatable = false }

local function make_globals()
  return setmetatable({}, globals)
end

-- Memory that grows within a few instructions is noticed at the next collection: it drops this
-- table, and the host checks. The table then waits to be dropped again, which needs no memory.
local canary = {}
function canary.__gc(dropped)
  setmetatable(dropped, canary)
  host.grown()
end
local function watch()
  setmetatable({}, canary)
end

-- The body of each coroutine that runs functions of scripts: if a limit is met, it stops, and
-- nobody resumes it. Only the first of many results is returned.
local function first(ok, value)
  return ok, value
end
local function run(is_stale, f, ...)
  if is_stale then host.watch() end
  return run(yield(first(xpcall(f, host.with_line, ...))))
end

return make_globals, frozen("the context", context), run, canary, watch
