-- Orders, and the totals of ordered items by day: the same extensions as in `src`, as a script.

heeus.entity {
  view = "orders.OrderedItems",
  partition = { "Year i32" },
  clustering = { "Month i32", "Day i32" },
  value = { "Amount i64" },
}

local DATE <const> = { Year = "i32", Month = "i32", Day = "i32" }
local ORDER <const> = { Year = "i32", Month = "i32", Day = "i32", Items = "array" }
-- The code of errors that are the caller's fault.
local REFUSED <const> = 400

local function refuse(why)
  heeus.fail(why, REFUSED)
end

-- Integers wrap around in Lua: a sum that does not fit is refused instead.
local function add(a, b, what)
  local sum = a + b
  if (b >= 0) ~= (sum >= a) then
    refuse("the " .. what .. " is too large")
  end
  return sum
end

local function multiply(a, b, what)
  local product = a * b
  if a ~= 0 and (product // a ~= b or a == -1 and b == math.mininteger) then
    refuse("the " .. what .. " is too large")
  end
  return product
end

-- Checks that the order's date exists.
local function check_date(order)
  local year, month = order.Year, order.Month
  local days = 31
  if month == 2 then
    local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    days = leap and 29 or 28
  elseif month == 4 or month == 6 or month == 9 or month == 11 then
    days = 30
  elseif month < 1 or month > 12 then
    refuse("the month is not 1 to 12")
  end
  if order.Day < 1 or order.Day > days then
    refuse("the month has no such day")
  end
end

-- The items, each checked to be complete.
local function items(order)
  local list = order.Items
  for _, item in ipairs(list) do
    if type(item) ~= "userdata" then
      heeus.fail("Order: field Items has items of another type")
    end
    item:get("Quantity", "i32")
    item:get("SinglePrice", "i64")
  end
  return list
end

-- Sum of quantity times price over all items.
local function total(order)
  local what = "order's total"
  local sum = 0
  for _, item in ipairs(items(order)) do
    sum = add(sum, multiply(item.Quantity, item.SinglePrice, what), what)
  end
  return sum
end

heeus.extension {
  kind = "validator",
  name = "CheckOrder",
  checks = { "NewOrder" },
  doc = "Refuses an order that no calendar has, or that has no items.",
  args = ORDER,
  run = function(_, order)
    local list = items(order)
    check_date(order)
    if #list == 0 then
      refuse("the order has no items")
    end
    for _, item in ipairs(list) do
      if item.Quantity == 0 then
        refuse("an item has no quantity")
      end
    end
  end,
}

heeus.extension {
  kind = "command",
  name = "NewOrder",
  doc = "Accepts an order; its result is the order's total.",
  args = ORDER,
  run = function(_, order)
    local sum = total(order)
    if sum <= 0 then
      refuse("negative order amount")
    end
    return { Total = sum }
  end,
}

heeus.extension {
  kind = "projector",
  name = "CalcOrderedItems",
  after = { "NewOrder" },
  sync = true,
  doc = "Adds an order's total to its day.",
  run = function(ctx)
    local event = ctx:must_exist(ctx:key_builder("sys.Event"))
    local order = event:find("ArgumentObject", "record")
    if not order then
      heeus.fail("Event: field ArgumentObject is absent")
    end
    for name, of in pairs(ORDER) do
      order:get(name, of)
    end
    local key = ctx:key_builder("sys.View", "orders.OrderedItems")
    for name in pairs(DATE) do
      key:put(name, order[name])
    end
    local day = ctx:can_exist(key)
    local amount = add(day and day.Amount or 0, total(order), "day's amount")
    ctx:new_value(key, { Amount = amount })
  end,
}

heeus.extension {
  kind = "query",
  name = "OrderedItems",
  doc = "The days and the amount of a year.",
  args = { Year = "i32" },
  returns = { Days = "i32" },
  run = function(ctx, args)
    local days, amount = 0, 0
    ctx:read(ctx:key_builder("sys.View", "orders.OrderedItems", { Year = args.Year }), function(_, day)
      days = days + 1
      amount = add(amount, day.Amount, "year's amount")
    end)
    return { Days = days, Amount = amount }
  end,
}
