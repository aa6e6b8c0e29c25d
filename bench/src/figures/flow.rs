//! The number of commands a second through the whole flow: validator, command, event, intents,
//! projector.

use std::time::Duration;

use heeus_host::storage::{DurableStorage, MemoryStorage};

use super::costs;
use crate::Error;
use crate::figure::{Amount, Figure, Threshold};
use crate::folder::Folder;
use crate::shop::{self, Shop};
use crate::timing::{Contender, Plan, Series, interleave};

/// Turns long enough for thousands of commands, since threads that wait for each other are woken
/// once in a turn.
const PLAN: Plan = Plan {
    rounds: 60,
    turn: Duration::from_millis(20),
};

fn contender<'a>(name: &'static str, shop: &'a mut Shop) -> Contender<'a> {
    Contender::timing_itself(name, |times| shop.take(times))
}

/// A contender that works in many whole groups of commands, since a partly filled group also costs
/// a sync.
fn groups<'a>(name: &'static str, shop: &'a mut Shop) -> Contender<'a> {
    const COMMANDS: u32 = 16 * 64;
    Contender::timing_itself(name, |times| shop.take(times * COMMANDS)).operations(COMMANDS)
}

/// One partition in memory: wasm and a script, compared with the same extensions natively.
pub fn engines() -> Result<Vec<Figure>, Error> {
    let mut builtin = Shop::new(shop::builtin()?, 1)?;
    let mut wasm = Shop::new(shop::wasm()?, 1)?;
    let mut lua = Shop::new(shop::lua()?, 1)?;
    let [wasm, lua, builtin] = interleave(
        PLAN,
        [
            contender("command, wasm", &mut wasm),
            contender("command, lua", &mut lua),
            contender("command, builtin", &mut builtin),
        ],
    );
    let figure = |name, series: &Series, threshold| Figure {
        name,
        value: Amount::Ratio(builtin.ratio(series)),
        threshold,
        notes: costs([series, &builtin]),
    };
    let threshold = Threshold::AtLeast(Amount::Ratio(0.6));
    Ok(vec![
        figure("flow_wasm_vs_builtin", &wasm, threshold),
        figure("flow_lua_vs_builtin", &lua, Threshold::Reported),
    ])
}

/// One partition on a disk, in groups of 64 commands, compared with one in memory: commands a
/// second.
pub fn durable() -> Result<Figure, Error> {
    let module = shop::wasm()?;
    let folder = Folder::new()?;
    let mut stored = Some(DurableStorage::open(folder.path())?);
    let mut durable = Shop::stored(module.clone(), 1, |_| match stored.take() {
        Some(stored) => Box::new(stored),
        None => Box::new(MemoryStorage::new()),
    })?;
    let mut memory = Shop::new(module, 1)?;
    let [durable, memory] = interleave(
        PLAN,
        [
            groups("command, durable", &mut durable),
            groups("command, in memory", &mut memory),
        ],
    );
    let mut notes = costs([&durable, &memory]);
    notes.push(format!(
        "a sync of the disk takes {:.0} us",
        folder.sync_us()?
    ));
    Ok(Figure {
        name: "durable_vs_memory",
        value: Amount::Ratio(memory.ratio(&durable)),
        threshold: Threshold::AtLeast(Amount::Ratio(0.25)),
        notes,
    })
}

/// Two partitions on two cores, compared with one: commands a second.
pub fn partitions() -> Result<Figure, Error> {
    let module = shop::wasm()?;
    let mut one = Shop::new(module.clone(), 1)?;
    let mut two = Shop::new(module, 2)?;
    let [one, two] = interleave(
        PLAN,
        [
            contender("command, one partition", &mut one),
            contender("command, two partitions", &mut two),
        ],
    );
    let mut notes = costs([&one, &two]);
    notes.push(format!("quotient of the least: {:.3}", one.min_ratio(&two)));
    Ok(Figure {
        name: "two_partitions_speedup",
        value: Amount::Ratio(one.ratio(&two)),
        threshold: Threshold::AtLeast(Amount::Ratio(1.7)),
        notes,
    })
}
