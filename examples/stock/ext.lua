-- A stock ledger: the extensions of `src` that work on articles, as a script.

heeus.entity { record = "stock.Article", value = { "Name string", "Quantity i64", "Note string?" } }
heeus.entity { singleton = "stock.Settings", value = { "Room i64" } }

-- The room before anybody has set it.
local ROOM <const> = 1000
local MOVEMENT <const> = { Article = "id", Quantity = "i64", Note = "string?" }

local function check(movement)
  if movement.Quantity <= 0 then
    heeus.fail("the number of pieces is not positive", 400)
  end
end

-- The key and the content of an article; fails if there is none.
local function find(ctx, id)
  local key = ctx:key_builder("sys.Record", "stock.Article", { ID = id })
  local article = ctx:can_exist(key)
  if not article then
    heeus.fail("there is no article " .. id, 404)
  end
  return key, article
end

-- Writes the new number of pieces. Only changed fields are written.
local function book(ctx, key, article, movement, quantity)
  local update = ctx:update_value(key, article, { Quantity = quantity })
  if movement.Note and movement.Note ~= article.Note then
    update:put("Note", movement.Note)
  end
  return { Quantity = quantity }
end

-- The most pieces of an article.
local function room_of(ctx)
  local settings = ctx:can_exist(ctx:key_builder("sys.Record", "stock.Settings"))
  return settings and settings.Room or ROOM
end

local function no_room(room)
  heeus.fail("there is room for " .. room .. " only", 409)
end

heeus.extension {
  kind = "validator",
  name = "CheckArticle",
  checks = { "NewArticle" },
  doc = "Refuses an article that has no name, or less than no pieces.",
  args = { Name = "string", Quantity = "i64?" },
  run = function(_, args)
    if not args.Name:find("%S") then
      heeus.fail("the article has no name", 400)
    end
    if (args.Quantity or 0) < 0 then
      heeus.fail("the number of pieces is not positive", 400)
    end
  end,
}

heeus.extension {
  kind = "command",
  name = "NewArticle",
  doc = "Takes an article in under a new id.",
  args = { Name = "string", Quantity = "i64?", Note = "string?" },
  run = function(ctx, args)
    local quantity, room = args.Quantity or 0, room_of(ctx)
    if quantity > room then
      no_room(room)
    end
    local id = ctx:new_id()
    local key = ctx:key_builder("sys.Record", "stock.Article", { ID = id })
    ctx:new_value(key, { Name = args.Name, Quantity = quantity, Note = args.Note })
    return { Id = id }
  end,
}

heeus.extension {
  kind = "command",
  name = "Take",
  doc = "Takes pieces of an article out.",
  args = MOVEMENT,
  run = function(ctx, movement)
    check(movement)
    local key, article = find(ctx, movement.Article)
    if article.Quantity < movement.Quantity then
      heeus.fail("shortage: only " .. article.Quantity .. " in stock", 409)
    end
    return book(ctx, key, article, movement, article.Quantity - movement.Quantity)
  end,
}

heeus.extension {
  kind = "command",
  name = "Refill",
  doc = "Puts pieces of an article in.",
  args = MOVEMENT,
  run = function(ctx, movement)
    check(movement)
    local key, article = find(ctx, movement.Article)
    local room = room_of(ctx)
    local quantity = article.Quantity + movement.Quantity
    -- Integers wrap around in Lua: a sum that does not fit is less than the old quantity.
    if quantity < article.Quantity or quantity > room then
      no_room(room)
    end
    return book(ctx, key, article, movement, quantity)
  end,
}
