-- Tables that nobody can change.
local parts = ...

local error, setmetatable = error, setmetatable

function parts.frozen(what, content)
  return setmetatable({}, {
    __index = content,
    __newindex = function()
      error(what .. " cannot be changed")
    end,
    __metatable = false,
  })
end
