//! Lua 5.4, by mlua.

use std::rc::Rc;

use mlua::{Function, Table};

use super::SharedHostShare;
use crate::Error;

const SCRIPT: &str = r#"
function noop(args)
    assert(#args > 0, "no arguments")
end
function add(year, day)
    local stock = get(year, day)
    return { Amount = stock.Amount + stock.Price, Quantity = stock.Quantity + 1 }
end
"#;

/// A script that does the work of the guest.
pub(super) struct Lua {
    noop: Function,
    add: Function,
    /// The owner of the functions.
    _owner: mlua::Lua,
}

impl Lua {
    pub(super) fn new(share: &SharedHostShare) -> Result<Self, Error> {
        let lua = mlua::Lua::new();
        let share = Rc::clone(share);
        let get = lua.create_function(move |lua, (year, day): (i32, i32)| {
            let stock = share.borrow_mut().get(year, day);
            let table = lua.create_table_with_capacity(0, 3)?;
            table.raw_set("Amount", stock.amount)?;
            table.raw_set("Price", stock.price)?;
            table.raw_set("Quantity", stock.quantity)?;
            Ok(table)
        });
        let made = get.and_then(|get| {
            lua.globals().set("get", get)?;
            lua.load(SCRIPT).exec()?;
            Ok((lua.globals().get("noop")?, lua.globals().get("add")?))
        });
        let (noop, add) = made.map_err(|error| error.to_string())?;
        Ok(Self {
            noop,
            add,
            _owner: lua,
        })
    }

    #[inline]
    pub(super) fn noop(&self, args: &[u8]) {
        let done: mlua::Result<()> = self.noop.call(mlua::BString::from(args));
        assert!(done.is_ok(), "{done:?}");
    }

    #[inline]
    pub(super) fn add(&self, key: (i32, i32)) -> (i64, i32) {
        let change: mlua::Result<Table> = self.add.call(key);
        let fields =
            change.and_then(|change| Ok((change.raw_get("Amount")?, change.raw_get("Quantity")?)));
        fields.expect("the script made a change")
    }
}
