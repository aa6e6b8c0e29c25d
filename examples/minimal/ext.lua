-- The smallest extension that can fail, as a script.

heeus.extension {
  kind = "command",
  name = "noop",
  run = function(_, args)
    assert(args:len() > 0, "no arguments")
  end,
}
