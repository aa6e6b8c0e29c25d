-- Metatables, as scripts see them.
--
-- A table's real metatable is not the script's own one, but one of the sandbox that refers to it.
-- It has a function of Lua for each event of the script's one. So Lua's work for an event always
-- passes instructions, which are counted: neither a table that is its own `__call`, nor a thousand
-- variables that wait to be closed, take time between two instructions. Scripts cannot reach
-- finalizers and weak tables at all.
local parts = ...

local error, getmetatable, next, rawget, rawset = error, getmetatable, next, rawget, rawset
local rawlen, select, setmetatable, type = rawlen, select, setmetatable, type

-- Most tables that lead to each other, as in plain Lua.
local MOST_TABLES <const> = 2000

-- The real metatable of each metatable of a script.
local shadows = setmetatable({}, { __mode = "k" })

-- Returns the script's metatable of a table, which its real one has at 1. The metatable of a table
-- of the sandbox is hidden.
local function own(of)
  local real = getmetatable(of)
  return real and real[1] or nil
end

-- Returns the handler of a value for an event.
local function event(of, name)
  if type(of) == "table" then
    local metatable = own(of)
    return metatable and rawget(metatable, name)
  elseif type(of) == "string" then
    return parts.of_texts[name]
  end
end

-- Lua's messages for an event that was removed after it had been set.
local GONE <const> = {
  __concat = "attempt to concatenate a table value",
  __lt = "attempt to compare two table values",
  __le = "attempt to compare two table values",
  __call = "attempt to call a table value",
  __close = "metamethod 'close' is gone",
}
for _, name in next, { "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot" } do
  GONE[name] = "attempt to perform bitwise operation on a table value"
end

local function gone(name, of)
  if name == "__eq" then return false end
  if name == "__len" then return rawlen(of) end
  error(GONE[name] or "attempt to perform arithmetic on a table value")
end

-- The function of each event in a real metatable.
local stands = {}

for _, name in next, {
  "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv",
  "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot", "__concat",
  "__len", "__eq", "__lt", "__le",
} do
  stands[name] = function(a, b)
    local handler = event(a, name)
    if handler == nil then handler = event(b, name) end
    if handler == nil then return gone(name, a) end
    return handler(a, b)
  end
end

for _, name in next, { "__call", "__close" } do
  stands[name] = function(self, ...)
    local handler = event(self, name)
    if handler == nil then return gone(name) end
    return handler(self, ...)
  end
end

-- Returns the value under a key. Follows tables that lead to each other here: if Lua followed them,
-- each would be a call of C inside of the previous one.
local function index(of, key)
  for _ = 1, MOST_TABLES - 1 do
    if type(of) ~= "table" or getmetatable(of) == false then return of[key] end
    local value = rawget(of, key)
    if value ~= nil then return value end
    local metatable = own(of)
    local handler = metatable and rawget(metatable, "__index")
    if handler == nil then return nil end
    if type(handler) == "function" then return handler(of, key) end
    of = handler
  end
  error("'__index' chain too long; possible loop")
end

local function stand(metatable, name)
  if name ~= "__index" then return stands[name] end
  return function(of, key)
    local handler = rawget(metatable, "__index")
    if type(handler) == "function" then return handler(of, key) end
    if handler ~= nil then return index(handler, key) end
  end
end

-- Makes a real metatable follow its script's one for a name. Ignores fields that are no events: a
-- field at 1 would take the place of the link.
local function follow(shadow, metatable, name)
  local event = stand(metatable, name)
  if event then shadow[name] = event end
end

-- Also checks whether a metatable gets a new event.
function stands.__newindex(of, key, value)
  for _ = 1, MOST_TABLES do
    local metatable = own(of)
    local handler = metatable and rawget(metatable, "__newindex")
    if handler == nil then
      rawset(of, key, value)
      local shadow = shadows[of]
      if shadow then follow(shadow, of, key) end
      return
    end
    if type(handler) == "function" then return handler(of, key, value) end
    local is_open = type(handler) == "table" and getmetatable(handler) ~= false
    if not is_open or rawget(handler, key) ~= nil then
      handler[key] = value
      return
    end
    of = handler
  end
  error("'__newindex' chain too long; possible loop")
end

-- The metatable of a metatable that has none itself: new events are noticed all the same.
local watched = { nil, __newindex = stands.__newindex }

-- Returns the real metatable for a script's one.
local function shadow_of(metatable)
  local shadow = shadows[metatable]
  if shadow then return shadow end
  shadow = { metatable }
  for name in next, metatable do follow(shadow, metatable, name) end
  local called = rawget(metatable, "__name")
  if type(called) == "string" then shadow.__name = called end
  shadows[metatable] = shadow
  local real = getmetatable(metatable)
  if real == nil then
    setmetatable(metatable, watched)
  elseif real then
    real.__newindex = stands.__newindex
  end
  return shadow
end

-- Refuses fields that nobody may have: finalizers run without limits, and weak tables show when the
-- collector runs.
local function refuse(metatable)
  for _, name in next, { "__gc", "__mode" } do
    if rawget(metatable, name) ~= nil then error(name .. " is not available") end
  end
end

function parts.setmetatable(...)
  local of, metatable = ...
  local kind = type(metatable)
  if type(of) ~= "table" or kind ~= "table" and kind ~= "nil" or select("#", ...) < 2 then
    return setmetatable(...)
  end
  local real = getmetatable(of)
  local before = real and real[1]
  if real == false or before and rawget(before, "__metatable") ~= nil then
    error("cannot change a protected metatable")
  end
  if metatable == nil then
    return setmetatable(of, shadows[of] and watched or nil)
  end
  refuse(metatable)
  local shadow = shadow_of(metatable)
  if shadows[of] then shadow.__newindex = stands.__newindex end
  return setmetatable(of, shadow)
end

function parts.getmetatable(...)
  local of = ...
  if type(of) ~= "table" then return getmetatable(...) end
  local real = getmetatable(of)
  if not real then return real end
  local metatable = real[1]
  local protected = metatable and rawget(metatable, "__metatable")
  if protected ~= nil then return protected end
  return metatable
end

-- Returns whether functions of C may read a table: they would call functions of its metatable, and
-- nothing could stop these.
function parts.is_plain(of)
  local real = getmetatable(of)
  return real == nil or real == watched
end

parts.event = event
