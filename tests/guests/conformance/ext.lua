-- The same stories as in `src/guest`, under the same names.

heeus.entity {
  view = "conf.Days",
  partition = { "Year i32" },
  clustering = { "Month i32", "Day i32" },
  value = { "Amount i64", "Note string" },
}
heeus.entity {
  view = "conf.All",
  partition = { "No i32" },
  value = {
    "I32 i32", "I64 i64", "F32 f32", "F64 f64", "Bool bool", "Str string", "Bytes bytes", "QName qname", "Id id",
    "Record record", "Array array",
  },
}
heeus.entity { record = "conf.Article", value = { "Name string", "Price i64" } }
heeus.entity { record = "conf.Box", value = { "First id" } }
heeus.entity { singleton = "conf.Config", value = { "Rate f64" } }

local stories = {}

local function say(ctx, text)
  ctx:log(heeus.LogLevel.Info, tostring(text))
end

-- Gets and reads.

local function day(ctx, args)
  local key = ctx:key_builder("sys.View", "conf.Days")
  for _, name in ipairs { "Year", "Month", "Day" } do
    local value = args:find(name, "i32")
    if value then key:put(name, value) end
  end
  return key
end

stories["nothing"] = function() end

stories["get"] = function(ctx, args)
  local found = ctx:can_exist(day(ctx, args))
  say(ctx, found and found:get("Amount", "i64") or "none")
end

stories["must"] = function(ctx, args)
  say(ctx, ctx:must_exist(day(ctx, args)).Note)
end

stories["read"] = function(ctx, args)
  local limit, stop, seen = args:find("Limit", "i32") or 0, args:find("Stop", "i32") or 0, 0
  ctx:read_at_most(day(ctx, args), limit, function(key, value)
    seen = seen + 1
    say(ctx, key.Month .. "/" .. key.Day .. " " .. value.Amount)
    return seen ~= stop
  end)
end

stories["nested"] = function(ctx, args)
  local function deeper(depth)
    if depth == 0 then
      say(ctx, "deepest")
      return
    end
    ctx:read(day(ctx, args), function()
      deeper(depth - 1)
    end)
  end
  deeper(args:get("Depth", "i32"))
end

stories["gets"] = function(ctx, args)
  local key = day(ctx, args)
  for _ = 1, args:get("Count", "i32") do
    ctx:can_exist(key)
  end
end

stories["catch"] = function(ctx, args)
  local key = day(ctx, args)
  for _ = 1, 3 do
    local ok, found = pcall(ctx.must_exist, ctx, key)
    say(ctx, ok and found.Amount or found)
  end
  local seen = 0
  local ok, error = pcall(ctx.read, ctx, key, function()
    seen = seen + 1
  end)
  say(ctx, ok and seen or error)
end

stories["number"] = function(ctx, args)
  say(ctx, args:get("Number", "i32"))
  say(ctx, args:find("Text", "string") or "none")
end

-- Intents for views, records and singletons.

stories["put"] = function(ctx, args)
  ctx:new_value(day(ctx, args), { Amount = args:get("Amount", "i64"), Note = "new" })
end

stories["update"] = function(ctx, args)
  local key = day(ctx, args)
  local before = ctx:must_exist(key)
  ctx:update_value(key, before, { Amount = before.Amount + 1 })
end

stories["update twice"] = function(ctx, args)
  stories["update"](ctx, args)
  stories["update"](ctx, args)
end

stories["update two fields"] = function(ctx, args)
  local key = day(ctx, args)
  local before = ctx:must_exist(key)
  ctx:update_value(key, before, { Amount = 1 })
  ctx:update_value(key, before, { Note = "updated" })
end

stories["put twice"] = function(ctx, args)
  stories["put"](ctx, args) stories["put"](ctx, args)
end

stories["update and put"] = function(ctx, args)
  stories["update"](ctx, args) stories["put"](ctx, args)
end

stories["update record twice"] = function(ctx, args)
  stories["update record"](ctx, args)
  stories["update record"](ctx, args)
end

stories["new ids"] = function(ctx, args)
  for _ = 1, args.Before or 0 do ctx:new_id() end
  local first, second, own = ctx:new_id(), ctx:new_id(), heeus.id(1)
  ctx:result { Both = { first, second }, In = { { Ids = { first, own } } }, Number = 65535, Own = own }
  for _, new in ipairs { { own, "own" }, { first, "tea" }, { second, "nut", 5 } } do
    local key = ctx:key_builder("sys.Record", "conf.Article", { ID = new[1] })
    ctx:new_value(key, { Name = new[2], Price = new[3] })
  end
end

stories["new box"] = function(ctx)
  local article, id = ctx:new_id(), ctx:new_id()
  ctx:new_value(ctx:key_builder("sys.Record", "conf.Box", { ID = id }), { First = article })
  ctx:new_value(ctx:key_builder("sys.Record", "conf.Article", { ID = article }))
end

stories["config twice"] = function(ctx, args)
  stories["config"](ctx, args)
  stories["config"](ctx, args)
end

stories["update other"] = function(ctx, args)
  local key = day(ctx, args)
  local before = ctx:must_exist(key)
  key:put("Day", args.Day + 1)
  ctx:update_value(key, before, { Amount = 1 })
end

stories["new and update"] = function(ctx, args)
  local key = day(ctx, args)
  local new = ctx:new_value(key)
  ctx:update_value(key, args, { Note = "updated" })
  new:put("Amount", 1):put("Amount", 2):put("Note", "new")
end

local function article(ctx, args)
  return ctx:key_builder("sys.Record", "conf.Article", { ID = args:get("ID", "id") })
end

local function new_record(ctx, args)
  ctx:new_value(article(ctx, args), { Name = "tea", Price = 5 })
end

stories["new record"] = new_record

stories["new record twice"] = function(ctx, args)
  new_record(ctx, args)
  new_record(ctx, args)
end

stories["update record"] = function(ctx, args)
  local key = article(ctx, args)
  local before = ctx:must_exist(key)
  ctx:update_value(key, before, { Price = before.Price * 2 })
end

stories["config"] = function(ctx, args)
  local key = ctx:key_builder("sys.Record", "conf.Config")
  local rate = { Rate = args:get("Rate", "f64") }
  local before = ctx:can_exist(key)
  if before then
    ctx:update_value(key, before, rate)
  else
    ctx:new_value(key, rate)
  end
end

stories["many"] = function(ctx, args)
  for number = 1, args:get("Count", "i32") do
    ctx:new_value(day(ctx, args):put("Day", number), { Amount = number, Note = "many" })
  end
end

stories["wrong field"] = function(ctx, args)
  local value = ctx:new_value(day(ctx, args))
  if args:find("Unknown", "bool") then
    value:put("Amuont", 1)
  else
    value:put("Amount", "much")
  end
end

stories["fail after intents"] = function(ctx, args)
  stories["put"](ctx, args)
  heeus.fail("after all", 409)
end

-- Values of fields, results and log lines.

stories["types"] = function(ctx)
  ctx:new_value(ctx:key_builder("sys.View", "conf.All", { No = 1 }), {
    I32 = -1,
    I64 = math.mininteger,
    F32 = 1.5,
    F64 = -0.25,
    Bool = true,
    Str = "t\u{e4}xt",
    Bytes = "\0\xff",
    QName = "a.B",
    Id = -7,
    Record = ctx:record_builder { A = 1 },
    Array = heeus.array("i32", { 1, 2 }),
  })
end

stories["copy"] = function(ctx)
  local key = ctx:key_builder("sys.View", "conf.All", { No = 1 })
  local from = ctx:must_exist(key)
  local to = ctx:new_value(key:put("No", 2))
  for _, name in ipairs { "I32", "I64", "F32", "F64", "Bool", "Str", "Bytes", "QName", "Id", "Record" } do
    to:put(name, from:get(name))
  end
  to:put("Array", heeus.array("i32", from.Array))
end

stories["records"] = function(ctx)
  local inner = { Z = "z" }
  local outer = { X = 1, Y = inner }
  return { Empty = {}, R = outer, N = { outer, inner } }
end

stories["arrays"] = function(ctx)
  ctx:result {
    I32 = heeus.array("i32", { 1, -1 }),
    I64 = { 1, math.maxinteger },
    F32 = heeus.array("f32", { 0.5 }),
    F64 = { 0.5, 1e300 },
    Bool = { true, false },
    Str = { "a", "" },
    Bytes = heeus.array("bytes", { "\1", "" }),
    QName = heeus.array("qname", { "a.B" }),
    Id = { heeus.id(1) },
    None = heeus.array("i32", {}),
  }
end

stories["echo"] = function(ctx, args)
  return { Record = args:get("Record", "record") }
end

stories["rows"] = function(ctx, args)
  local rows = {}
  for number = 1, args:get("Count", "i32") do
    rows[number] = { No = heeus.i32(number), Half = number / 2 }
  end
  return rows
end

stories["response"] = function(ctx)
  ctx:new_value(ctx:key_builder("sys.Response"), { StatusCode = 201, ErrorMessage = "made" })
end

stories["levels"] = function(ctx)
  ctx:log("error", "an error")
  ctx:log("warn", "a warning")
  ctx:log("info", "")
  ctx:log("debug", "two\nlines")
  ctx:log("trace", "t\u{e4}xt")
  ctx:new_value(ctx:key_builder("sys.Logger", nil, { LogLevel = 2 }), { Message = "an intent" })
end

stories["bad name"] = function(ctx)
  ctx:result { Names = { heeus.qname("nodot") } }
end

-- All storages, each used in every way.

stories["select"] = function(ctx, args)
  local options = { reverse = args.Reverse, limit = args.Limit }
  for _, name in ipairs { "From", "Above", "To", "Below", "After" } do
    options[name:lower()] = args[name] and day(ctx, args[name])
  end
  ctx:read(day(ctx, args), options, function(_, value) say(ctx, value.Amount) end)
end

stories["use"] = function(ctx, args)
  local key = ctx:key_builder(args:get("Storage", "string"), args:get("Entity", "string"), args:find("Key", "record"))
  local access, value = args:get("Access", "string"), args:find("Value", "record")
  if access == "get" then
    local found = ctx:can_exist(key)
    say(ctx, found and "found " .. found:len() or "none")
  elseif access == "read" then
    local seen = 0
    ctx:read(key, function(key, value) seen = seen + key:len() * 100 + value:len() end)
    say(ctx, "read " .. seen)
  elseif access == "new" then
    ctx:new_value(key, value)
  else
    ctx:update_value(key, args, value)
  end
end

stories["mail"] = function(ctx)
  ctx:new_value(ctx:key_builder("sys.SendMail", nil, {
    From = "a@x", To = { "b@x", "c@x" }, CC = "d@x", Host = "smtp.x", Port = 25, Subject = "Hello",
  }))
end

-- Runs that fail.

stories["fail"] = function(ctx, args)
  say(ctx, "before")
  heeus.fail(args:get("Text", "string"), args:get("Code", "i32"))
end

stories["panic"] = function(ctx)
  say(ctx, "before")
  error("gave up")
end

stories["index"] = function(ctx)
  local empty = nil
  say(ctx, empty[1])
end

stories["divide"] = function(ctx)
  say(ctx, 1 // 0)
end

stories["loop"] = function(ctx)
  say(ctx, "before")
  while true do
  end
end

stories["loop inside a read"] = function(ctx)
  ctx:read(ctx:key_builder("sys.View", "conf.Days", { Year = 2026 }), function()
    while true do
    end
  end)
end

stories["memory"] = function()
  local kept = {}
  while true do
    kept[#kept + 1] = string.rep("\7", 100000 + #kept)
  end
end

stories["recursion"] = function(ctx)
  local function recursion(depth)
    return recursion(depth + 1) + depth
  end
  say(ctx, recursion(1))
end

local runs = 0

stories["count"] = function(ctx)
  runs = runs + 1
  say(ctx, runs)
end

for kind, name in pairs {
  command = "Command", query = "Query", validator = "Validator", projector = "Projector", job = "Job",
} do
  heeus.extension {
    kind = kind,
    name = name,
    run = function(ctx, args)
      local story = stories[args:get("What", "string")]
      if not story then
        heeus.fail("no such story")
      end
      return story(ctx, args)
    end,
  }
end
