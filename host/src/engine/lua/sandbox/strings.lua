-- Functions of texts. The cost of those of C that take long is counted before they run; the host
-- matches patterns.
local parts, host = ...

local error, getmetatable, next, select, tonumber = error, getmetatable, next, select, tonumber
local tostring, type = tostring, type
local string, utf8 = string, utf8
local concat, pack, pcall, unpack = table.concat, table.pack, pcall, table.unpack
local tointeger = math.tointeger
local event = parts.event
local scan, tick = host.scan, host.tick

-- Most directives that one call of C writes.
local DIRECTIVES <const> = 32
-- Most texts that one call of C takes for numbers.
local FEW <const> = 4
-- Most bytes of a text that is taken for a number without counting it.
local SHORT <const> = 64
-- Most bytes of a text that one call of C quotes, and the cost of a quoted byte in read ones.
local QUOTED <const>, QUOTING <const> = 1 << 14, 4

local strings = { byte = string.byte, len = string.len, sub = string.sub }

local function is_text(value)
  local kind = type(value)
  return kind == "string" or kind == "number"
end

-- Returns the position in a text that an argument gives, from 1; nothing if it gives none.
local function place(init, size)
  if init == nil then return 1 end
  local at = is_text(init) and tointeger(init)
  if not at then return nil end
  if at < 0 then at = at + size + 1 end
  return at < 1 and 1 or at
end

local function counted(text)
  if type(text) == "string" then tick(#text) end
end

-- Returns a text that stands for a number as that number, and counts its cost.
local function number_of(value)
  if type(value) ~= "string" or #value <= SHORT then return value end
  tick(#value)
  return tonumber(value) or value
end

-- Returns arguments of a function of C that takes many numbers. Each may be a text of megabytes, or
-- all may be the same one: such texts become numbers here, one by one.
local function numbers(...)
  local count = select("#", ...)
  if count <= FEW then return ... end
  local args = pack(...)
  for at = 1, count do args[at] = number_of(args[at]) end
  return unpack(args, 1, count)
end

function strings.char(...)
  return string.char(numbers(...))
end

function strings.lower(...)
  counted((...))
  return string.lower(...)
end

function strings.upper(...)
  counted((...))
  return string.upper(...)
end

function strings.reverse(...)
  counted((...))
  return string.reverse(...)
end

function strings.rep(...)
  local text, count, between = ...
  if is_text(text) and is_text(count) and (between == nil or is_text(between)) then
    local times = tointeger(count) or 0
    local size = #(text .. "") + #(between and between .. "" or "")
    if size == 0 then return "" end
    if times > 0 then tick(times < (1 << 40) // size and times * size or 0) end
  end
  return string.rep(...)
end

-- Wrong arguments go to the function of C, for its messages.
function strings.find(...)
  local text, pattern, init, plain = ...
  if is_text(text) and is_text(pattern) then
    local at = place(init, #(text .. ""))
    if at then return host.find(text, pattern, at, plain and true or false) end
  end
  return string.find(...)
end

function strings.match(...)
  local text, pattern, init = ...
  if is_text(text) and is_text(pattern) then
    local at = place(init, #(text .. ""))
    if at then return host.match(text, pattern, at) end
  end
  return string.match(...)
end

function strings.gmatch(...)
  local text, pattern, init = ...
  if not (is_text(text) and is_text(pattern)) then return string.gmatch(...) end
  text, pattern = text .. "", pattern .. ""
  local at, last = place(init, #text), nil
  if not at then return string.gmatch(...) end
  local function found(first, after, ...)
    if first then
      at, last = after, after
      return ...
    end
    at = #text + 2
  end
  return function()
    return found(scan(text, pattern, at, last, false))
  end
end

-- Replaces each match by the result of a function of its captures.
local function replace(text, pattern, most, value)
  local anchored = string.byte(pattern) == 94
  if anchored then pattern = string.sub(pattern, 2) end
  local out, count, at, last, changed = {}, 0, 1, nil, false
  local function one(first, after, ...)
    if not first then return false end
    count = count + 1
    local new = value(...)
    if not new then
      new = string.sub(text, first, after - 1)
    elseif is_text(new) then
      changed = true
    else
      error("invalid replacement value (a " .. type(new) .. ")")
    end
    out[2 * count - 1], out[2 * count] = string.sub(text, at, first - 1), new
    at, last = after, after
    return true
  end
  while count < most and one(scan(text, pattern, at, last, anchored)) do
    if anchored then break end
  end
  if not changed then return text, count end
  out[2 * count + 1] = string.sub(text, at)
  return concat(out), count
end

function strings.gsub(...)
  local text, pattern, by, most = ...
  if not (is_text(text) and is_text(pattern)) then return string.gsub(...) end
  text, pattern = text .. "", pattern .. ""
  most = most == nil and #text + 1 or is_text(most) and tointeger(most)
  if not most then return string.gsub(...) end
  if is_text(by) then
    return host.replace(text, pattern, by, most)
  elseif type(by) == "function" then
    return replace(text, pattern, most, by)
  elseif type(by) == "table" then
    return replace(text, pattern, most, function(key)
      return by[key]
    end)
  end
  return string.gsub(...)
end

-- Returns a text without addresses, which differ from run to run. A handler of the script is called
-- from Lua, and its text is returned whole.
local function text_of(value)
  local kind = type(value)
  if kind == "string" then
    return value
  elseif kind == "number" then
    -- The sign of a NaN differs between machines.
    return value ~= value and "nan" or tostring(value)
  elseif kind == "table" then
    local handler = event(value, "__tostring")
    if handler ~= nil then
      local text = handler(value)
      if not is_text(text) then error("'__tostring' must return a string") end
      return text .. ""
    end
    local name = event(value, "__name")
    return type(name) == "string" and name or kind
  elseif kind == "userdata" then
    local text = tostring(value)
    local address = string.find(text, ": 0x%x+$", -40)
    return address and string.sub(text, 1, address - 1) or text
  elseif kind == "nil" or kind == "boolean" then
    return tostring(value)
  end
  return kind
end

function parts.tostring(...)
  if select("#", ...) == 0 then return tostring(...) end
  return (text_of((...)))
end

-- Returns the end and the letter of each directive of a format; "%%" is no directive.
local function directives(format)
  local at, count, ends, letters = 1, 0, {}, {}
  while true do
    local found = string.find(format, "%", at, true)
    if not found then return count, ends, letters end
    if string.byte(format, found + 1) == 37 then
      at = found + 2
    else
      -- A longer one is no directive: the function of C reports it.
      local head = string.sub(format, found + 1, found + 40)
      local last, letter = string.match(head, "^[-+ #0-9.]*()(.)")
      if letter == "p" then error("format: %p is not available") end
      count, at = count + 1, found + (last or 0) + 1
      ends[count], letters[count] = at - 1, letter
    end
  end
end

-- Quotes a long text in parts. A control character is written in another way before a digit, so
-- those two are in one part.
local function quoted(text)
  local out, size, from = { '"' }, #text, 1
  while from <= size do
    local to = from + QUOTED - 1
    if string.find(text, "^%c%d", to) then to = to + 1 end
    local part = string.sub(text, from, to)
    tick(QUOTING * #part)
    out[#out + 1] = string.sub(string.format("%q", part), 2, -2)
    from = to + 1
  end
  out[#out + 1] = '"'
  return concat(out)
end

-- Quotes the long texts among the arguments, and returns the format that takes them.
local function with_quoted(format, args, count, ends, letters)
  local out, from = {}, 1
  for at = 1, count do
    local value, to = args[at], ends[at]
    local is_long = letters[at] == "q" and type(value) == "string" and #value > QUOTED
    -- A directive that is longer is wrong: the function of C reports it.
    if is_long and string.byte(format, to - 1) == 37 then
      args[at] = quoted(value)
      out[#out + 1] = string.sub(format, from, to - 1) .. "s"
      from = to + 1
    end
  end
  if from == 1 then return format end
  out[#out + 1] = string.sub(format, from)
  return concat(out)
end

-- Returns an argument in the form that a directive of this letter takes.
local function shown(value, letter)
  local kind = type(value)
  if letter == "s" and kind ~= "string" then return text_of(value) end
  if kind == "number" and value ~= value then return host.nan end
  if letter == nil or letter == "s" or letter == "q" then return value end
  return number_of(value)
end

-- Writes a part of a format; `before` arguments belong to earlier parts.
local function written(before, format, ...)
  local ok, text = pcall(string.format, format, ...)
  if ok then
    tick(#text)
    return text
  end
  local number, why = string.match(text, "^bad argument #(%d+) to %S+ (.*)$")
  if number then text = "bad argument #" .. before + number .. " to 'format' " .. why end
  -- This text alone, without a place, marks Lua's error about its memory.
  error(text, text == "not enough memory" and 0 or 1)
end

function strings.format(...)
  local format = ...
  if not is_text(format) then return string.format(...) end
  format = format .. ""
  local args, given = { select(2, ...) }, select("#", ...) - 1
  local count, ends, letters = directives(format)
  for at = 1, count < given and count or given do args[at] = shown(args[at], letters[at]) end
  tick(#format)
  format = with_quoted(format, args, count, ends, letters)
  if count <= DIRECTIVES then
    return string.format(format, unpack(args, 1, given))
  end
  -- Directives take long, so many of them are written in parts.
  local out, from = {}, 1
  for first = 1, count, DIRECTIVES do
    local last = first + DIRECTIVES - 1
    local to = last < count and ends[last] or #format
    local most = last < given and last < count and last or given
    out[#out + 1] = written(first - 1, string.sub(format, from, to), unpack(args, first, most))
    from = to + 1
  end
  return concat(out)
end

local utf8s = { charpattern = utf8.charpattern, codes = utf8.codes }

function utf8s.char(...)
  return utf8.char(numbers(...))
end

function utf8s.len(...)
  counted((...))
  return utf8.len(...)
end

function utf8s.codepoint(...)
  counted((...))
  return utf8.codepoint(...)
end

function utf8s.offset(...)
  counted((...))
  return utf8.offset(...)
end

-- Arithmetic with texts: the operators of the other operand are called from Lua.
local of_texts = getmetatable("")
local operators = {
  __add = function(a, b) return a + b end,
  __sub = function(a, b) return a - b end,
  __mul = function(a, b) return a * b end,
  __mod = function(a, b) return a % b end,
  __pow = function(a, b) return a ^ b end,
  __div = function(a, b) return a / b end,
  __idiv = function(a, b) return a // b end,
  __unm = function(a) return -a end,
}
local function number(value)
  if type(value) == "number" then return value end
  return type(value) == "string" and tonumber(value) or nil
end
for name, operate in next, operators do
  of_texts[name] = function(a, b)
    local x, y = number(a), number(b)
    if x and y then return operate(x, y) end
    local handler = type(b) ~= "string" and event(b, name) or nil
    if handler == nil then
      local what = string.format("a '%s' with a '%s'", type(a), type(b))
      error("attempt to " .. string.sub(name, 3) .. " " .. what)
    end
    return handler(a, b)
  end
end

-- Methods of texts are the same functions, and nobody can change them.
of_texts.__index = parts.frozen("string", strings)
of_texts.__metatable = false

parts.of_texts = of_texts
parts.strings = of_texts.__index
parts.utf8 = parts.frozen("utf8", utf8s)
