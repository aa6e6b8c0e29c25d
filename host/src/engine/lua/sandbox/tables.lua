-- Functions of tables: those that meet metatables are written in Lua, so that each comparison and
-- each move is counted.
local parts, host = ...

local error, math, select, table, type = error, math, select, table, type
local concat, unpack = table.concat, table.unpack
local is_plain, tick = parts.is_plain, host.tick

-- Most values that Lua's stack has room for.
local MOST_RESULTS <const> = 1000000
-- Most values that one call of C joins.
local JOINED <const> = 8192

local tables = { pack = table.pack }

local function integer(value)
  local kind = type(value)
  return (kind == "number" or kind == "string") and math.tointeger(value) or nil
end

-- Returns the length that a list reports.
local function length(list)
  local size = #list
  if math.type(size) ~= "integer" then
    size = integer(size) or error("object length is not an integer")
  end
  return size
end

-- Joins the items of a list in parts: writing a number takes long.
local function joined(list, between, from, to)
  local out = {}
  for first = from, to, JOINED do
    local last = to - first < JOINED and to or first + JOINED - 1
    local text = concat(list, between, first, last)
    tick(#text)
    out[#out + 1] = text
  end
  return concat(out, between)
end

-- Wrong arguments go to the functions of C, for their messages.
function tables.concat(...)
  local list, between, first, last = ...
  local is_list = type(list) == "table"
  local to = last == nil and is_list and length(list) or integer(last)
  local from = first == nil and 1 or integer(first)
  if not is_list or is_plain(list) then
    local count = is_list and from and to and to >= from and to - from or 0
    tick(count > 0 and 16 * (count & 0xffffffff) or 0)
    if count < JOINED then return concat(...) end
    return joined(list, between, from, to)
  end
  local kind = type(between)
  if not to or not from or kind ~= "nil" and kind ~= "string" and kind ~= "number" then
    return table.concat({}, between, first, last)
  end
  local copy = {}
  for at = from, to do
    local value = list[at]
    if type(value) ~= "string" and type(value) ~= "number" then
      error("invalid value (" .. type(value) .. ") at index " .. at .. " in table for 'concat'")
    end
    copy[at - from + 1] = value
  end
  return concat(copy, between, 1, to >= from and to - from + 1 or 0)
end

function tables.unpack(...)
  local list, first, last = ...
  if type(list) ~= "table" or is_plain(list) then
    tick(0)
    return unpack(...)
  end
  local from = first == nil and 1 or integer(first)
  local to = last == nil and length(list) or integer(last)
  if not from or not to then return table.unpack({}, first, last) end
  if from > to then return end
  if to - from >= MOST_RESULTS or to - from < 0 then error("too many results to unpack") end
  local copy = {}
  for at = from, to do copy[at - from + 1] = list[at] end
  return unpack(copy, 1, to - from + 1)
end

function tables.insert(...)
  local list, where, value = ...
  if type(list) ~= "table" then return table.insert(...) end
  local free, given = length(list) + 1, select("#", ...)
  if given == 2 then
    list[free] = where
    return
  end
  if given ~= 3 then error("wrong number of arguments to 'insert'") end
  local place = integer(where)
  if not place then return table.insert({}, where, value) end
  if place < 1 or place > free then
    error("bad argument #2 to 'insert' (position out of bounds)")
  end
  for at = free, place + 1, -1 do list[at] = list[at - 1] end
  list[place] = value
end

function tables.remove(...)
  local list, where = ...
  if type(list) ~= "table" then return table.remove(...) end
  local size = length(list)
  local place = where == nil and size or integer(where)
  if not place then return table.remove({}, where) end
  if place ~= size and (place < 1 or place > size + 1) then
    error("bad argument #2 to 'remove' (position out of bounds)")
  end
  local value = list[place]
  while place < size do
    list[place] = list[place + 1]
    place = place + 1
  end
  list[place] = nil
  return value
end

function tables.move(...)
  local from, first, last, place, into = ...
  local a, b, c = integer(first), integer(last), integer(place)
  local to = into == nil and from or into
  if not (a and b and c) or type(from) ~= "table" or type(to) ~= "table" then
    return table.move(...)
  end
  if b < a then return to end
  if not (a > 0 or b < math.maxinteger + a) then
    error("bad argument #3 to 'move' (too many elements to move)")
  end
  local count = b - a + 1
  if c > math.maxinteger - count + 1 then
    error("bad argument #4 to 'move' (destination wrap around)")
  end
  if c > b or c <= a or to ~= from then
    for at = 0, count - 1 do to[c + at] = from[a + at] end
  else
    for at = count - 1, 0, -1 do to[c + at] = from[a + at] end
  end
  return to
end

local function less_than(a, b)
  return a < b
end

-- Merges two adjacent runs.
local function merge(from, to, left, middle, stop, less)
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

-- Merge sort, bottom up: each comparison is counted, whatever the function returns.
function tables.sort(...)
  local list, less = ...
  if type(list) ~= "table" then return table.sort(...) end
  local count = length(list)
  if count < 2 then return end
  if count >= 1 << 31 then error("bad argument #1 to 'sort' (array too big)") end
  if less == nil then
    less = less_than
  elseif type(less) ~= "function" then
    return table.sort({ 1, 2 }, less)
  end
  local from, to, width = {}, {}, 1
  for at = 1, count do from[at] = list[at] end
  while width < count do
    for left = 1, count, 2 * width do
      local middle = left + width
      if middle > count + 1 then middle = count + 1 end
      local stop = middle + width
      if stop > count + 1 then stop = count + 1 end
      merge(from, to, left, middle, stop, less)
    end
    from, to, width = to, from, 2 * width
  end
  for at = 1, count do list[at] = from[at] end
end

parts.tables = parts.frozen("table", tables)
