-- Reports over many rows: the same extensions as in `src`, as a script.

heeus.entity {
  view = "report.Sale",
  partition = { "Year i32" },
  clustering = { "Month i32", "Number i64" },
  value = { "Group string", "Amount i64" },
}
heeus.entity {
  view = "report.Ranking",
  partition = { "Year i32" },
  clustering = { "MinusTurnover i64", "Customer id" },
  value = { "Group string" },
}

-- Checks that a count fits into 16 bits, as in the module.
local function check_count(of, count)
  if count < 0 or count > 65535 then
    heeus.fail(of .. ": field Count is out of range")
  end
end

heeus.extension {
  kind = "query",
  name = "Turnover",
  doc = "What each group of customers has bought in each month of a year.",
  args = { Year = "i32" },
  returns = { Month = "i32" },
  run = function(ctx, args)
    local month, groups = 0, {}
    local function report()
      -- `pairs` iterates in the order of the names.
      for name, group in pairs(groups) do
        ctx:result { Month = month, Group = name, Sales = group.sales, Amount = group.amount }
      end
    end
    ctx:read(ctx:key_builder("sys.View", "report.Sale", { Year = args.Year }), function(key, sale)
      if key.Month ~= month then
        report()
        month, groups = key.Month, {}
      end
      local group = groups[sale.Group]
      if not group then
        group = { sales = 0, amount = 0 }
        groups[sale.Group] = group
      end
      local amount = group.amount + sale.Amount
      if (sale.Amount >= 0) ~= (amount >= group.amount) then
        heeus.fail("the month's amount is too large")
      end
      group.sales, group.amount = group.sales + 1, amount
    end)
    report()
  end,
}

heeus.extension {
  kind = "query",
  name = "Sales",
  doc = "The newest sales of a month first, page by page.",
  args = { Year = "i32", Month = "i32", Count = "i32", After = "bytes?" },
  run = function(ctx, args)
    check_count("Ask", args.Count)
    local key = ctx:key_builder("sys.View", "report.Sale", { Year = args.Year, Month = args.Month })
    local sales, last, next = {}, nil, nil
    if args.Count > 0 then
      -- One more than the page: it says whether there is a next one.
      local options = { after = args.After, reverse = true, limit = args.Count + 1 }
      ctx:read(key, options, function(row, sale)
        if #sales == args.Count then
          next = heeus.bytes(key:token(last))
          return false
        end
        last = row
        sales[#sales + 1] = { Number = row.Number, Group = sale.Group, Amount = sale.Amount }
      end)
    end
    return { Sales = heeus.array("record", sales), Next = next }
  end,
}

heeus.extension {
  kind = "query",
  name = "TopCustomers",
  doc = "The customers with the highest turnover of a year.",
  args = { Year = "i32", Count = "i32", Group = "string?" },
  returns = { Customer = "id" },
  run = function(ctx, args)
    check_count("Top", args.Count)
    local top = {}
    ctx:read(ctx:key_builder("sys.View", "report.Ranking", { Year = args.Year }), function(key, row)
      if #top == args.Count then
        return false
      end
      if not args.Group or args.Group == row.Group then
        -- The least integer has no opposite.
        local turnover = -math.max(key.MinusTurnover, -math.maxinteger)
        top[#top + 1] = { Customer = key.Customer, Turnover = turnover }
      end
    end)
    return top
  end,
}
