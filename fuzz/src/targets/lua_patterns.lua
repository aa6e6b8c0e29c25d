-- Returns a function that matches, and describes the whole outcome as one text.

local function told(ok, ...)
  if not ok then
    -- The place in the script does not matter here.
    return "error " .. string.gsub(tostring((...)), "^[^ ]*:%d+: ", "", 1)
  end
  local values = table.pack(...)
  for at = 1, values.n do
    local value = values[at]
    values[at] = type(value) .. " " .. tostring(value)
  end
  return table.concat(values, "\0", 1, values.n)
end

local function all(text, pattern)
  local found = {}
  for a, b in string.gmatch(text, pattern) do
    found[#found + 1] = tostring(a) .. "\1" .. tostring(b)
  end
  return table.concat(found, "\2")
end

local calls = {
  f = function(text, pattern) return string.find(text, pattern) end,
  F = function(text, pattern, other) return string.find(text, pattern, #other - 5) end,
  p = function(text, pattern) return string.find(text, pattern, 1, true) end,
  m = function(text, pattern) return string.match(text, pattern) end,
  M = function(text, pattern, other) return string.match(text, pattern, #other - 5) end,
  g = all,
  s = function(text, pattern, other) return string.gsub(text, pattern, other) end,
  S = function(text, pattern, other) return string.gsub(text, pattern, other, 2) end,
  t = function(text, pattern, other) return string.gsub(text, pattern, { [other] = "<>", a = 7, b = false }) end,
  c = function(text, pattern, other)
    return string.gsub(text, pattern, function(a, b)
      if a == other then return nil end
      return tostring(a) .. "," .. tostring(b)
    end)
  end,
}

return function(call, ...)
  return told(pcall(calls[call] or calls.f, ...))
end
