-- An order's way through a partition: the same extensions as in `src`, as a script.

heeus.entity { record = "flow.Order", value = { "Day i32", "Amount i64" } }
heeus.entity {
  view = "flow.Day",
  partition = { "Number i32" },
  value = { "Orders i64", "Amount i64" },
}

local ORDER <const> = { Id = "i64", Day = "i32", Amount = "i64" }

heeus.extension {
  kind = "validator",
  name = "CheckOrder",
  checks = { "NewOrder" },
  doc = "Refuses what is not positive.",
  args = ORDER,
  run = function(_, order)
    if order.Amount <= 0 then
      heeus.fail("negative order amount")
    end
  end,
}

heeus.extension {
  kind = "command",
  name = "NewOrder",
  doc = "Takes an order.",
  args = ORDER,
  returns = { Id = "id" },
  run = function(ctx, order)
    local key = ctx:key_builder("sys.Record", "flow.Order", { ID = order.Id })
    ctx:new_value(key, { Day = order.Day, Amount = order.Amount })
    return { Id = order.Id }
  end,
}

heeus.extension {
  kind = "projector",
  name = "Days",
  after = { "NewOrder" },
  sync = true,
  doc = "Adds an order to its day.",
  run = function(ctx)
    local event = ctx:must_exist(ctx:key_builder("sys.Event"))
    local order = event:get("ArgumentObject", "record")
    local key = ctx:key_builder("sys.View", "flow.Day", { Number = order:get("Day", "i32") })
    local day = ctx:can_exist(key)
    local amount = order:get("Amount", "i64")
    if day then
      ctx:update_value(key, day, { Orders = day.Orders + 1, Amount = day.Amount + amount })
    else
      ctx:new_value(key, { Orders = 1, Amount = amount })
    end
  end,
}
