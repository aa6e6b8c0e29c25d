-- Points for orders: the same extensions as in `src`, as a script.

heeus.entity {
  view = "loyalty.Account",
  partition = { "Club i32" },
  clustering = { "Customer id" },
  value = { "Points i64", "LastOrder i64" },
}

-- The amount of an order that gives one point.
local POINT <const> = 100
-- The club of all customers.
local CLUB <const> = 1
-- Points of a gold customer.
local GOLD <const> = 1000
-- Milliseconds after which points expire.
local YEAR <const> = 365 * 24 * 60 * 60 * 1000
-- The most accounts that expire in one run: a job may leave a hundred intents.
local AT_ONCE <const> = 100

-- Integers wrap around in Lua: the nearest integer replaces a sum or a difference that does not
-- fit.
local function add(a, b)
  local sum = a + b
  if (b >= 0) == (sum >= a) then
    return sum
  end
  return b >= 0 and math.maxinteger or math.mininteger
end

local function subtract(a, b)
  local difference = a - b
  if (b >= 0) == (difference <= a) then
    return difference
  end
  return b >= 0 and math.mininteger or math.maxinteger
end

-- Reports to the CRM that a customer is gold. The CRM would refuse a refused request again, so a
-- refusal is only logged.
local function tell(ctx, customer, points)
  local secret = ctx:can_exist(ctx:key_builder("sys.AppSecret", nil, { Secret = "crm-token" }))
  if not secret then
    heeus.fail("the application has no crm-token")
  end
  local request = ctx:key_builder("sys.Http", nil, {
    Method = "POST",
    Url = "https://crm.example/gold",
    Header = { "Authorization: Bearer " .. secret.Secret, "Content-Type: application/json" },
    Body = string.format('{"customer":%d,"points":%d}', customer, points),
    HTTPClientTimeoutMilliseconds = 5000,
    HandleErrors = true,
  })
  local status, why = 0, nil
  ctx:read(request, function(_, answer)
    status, why = answer.StatusCode or 0, answer.Error
  end)
  if status >= 400 and status <= 499 then
    ctx:log("warn", "the CRM refuses: " .. status)
  elseif status < 200 or status > 299 then
    heeus.fail("the CRM has no answer: " .. (why or "status") .. " " .. status)
  end
end

-- Notifies the CRM and the customer.
local function became_gold(ctx, order, points)
  ctx:log("info", "customer " .. order.Customer .. " is gold")
  tell(ctx, order.Customer, points)
  if not order.Mail then
    ctx:log("warn", "gold, but has no mail address")
    return
  end
  local mail = ctx:key_builder("sys.SendMail", nil, {
    Host = "smtp.shop.example",
    Port = 587,
    From = "club@shop.example",
    To = order.Mail,
    Subject = "You are gold",
    Body = "You have " .. points .. " points. Thank you!",
  })
  ctx:new_value(mail)
end

heeus.extension {
  kind = "projector",
  name = "CountPoints",
  after = { "orders.NewOrder" },
  doc = "Adds the points of an order to the customer's.",
  run = function(ctx)
    local event = ctx:must_exist(ctx:key_builder("sys.Event"))
    local order = event:get("ArgumentObject", "record")
    order:get("Customer", "id")
    local key = ctx:key_builder("sys.View", "loyalty.Account", { Club = CLUB, Customer = order.Customer })
    local account = ctx:can_exist(key)
    local had = account and account.Points or 0
    local points = add(had, math.max(order:get("Amount", "i64"), 0) // POINT)
    local last_order = event:get("RegisteredAt", "i64")
    if not account then
      ctx:new_value(key, { Points = points, LastOrder = last_order })
    else
      local changed = {}
      if points ~= had then
        changed.Points = points
      end
      if last_order ~= account.LastOrder then
        changed.LastOrder = last_order
      end
      ctx:update_value(key, account, changed)
    end
    if had < GOLD and points >= GOLD then
      became_gold(ctx, order, points)
    end
  end,
}

heeus.extension {
  kind = "job",
  name = "ExpirePoints",
  doc = "Takes the points of customers who have not ordered for a year.",
  run = function(ctx)
    local now = ctx:must_exist(ctx:key_builder("sys.JobContext")):get("StartedAt", "i64")
    local expired = 0
    ctx:read(ctx:key_builder("sys.View", "loyalty.Account", { Club = CLUB }), function(key, account)
      if account.Points == 0 or subtract(now, account.LastOrder) < YEAR then
        return
      end
      if expired == AT_ONCE then
        ctx:log("info", "there are more, for the next run")
        return false
      end
      expired = expired + 1
      local of = ctx:key_builder("sys.View", "loyalty.Account", { Club = CLUB, Customer = key.Customer })
      ctx:update_value(of, account, { Points = 0 })
    end)
    ctx:log("info", "points of " .. expired .. " expired")
  end,
}
