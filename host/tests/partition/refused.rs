//! Refused requests leave nothing, in any workspace.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use heeus_host::engine::{EngineConfig, EngineKind, LuaModule};
use heeus_host::state::HostState;
use heeus_host::storage::{
    self, Batch, DurableStorage, MemoryStorage, Snapshot, StorageError, TableId,
};
use heeus_host::{App, AppConfig, DeployError, InvokeError, Package, Request};
use heeus_host_testkit::record;

use super::Shop;
use super::folder::Folder;
use super::guest::{self, NewOrder};

/// Tables of a workspace: orders, days, swept turns, what was seen, vouchers, the three views of
/// [`sums`](super::sums), and its log.
const TABLES: u64 = 9;

/// The operations on a storage.
#[derive(Default)]
struct Counts {
    tables: AtomicU64,
    writes: AtomicU64,
    syncs: AtomicU64,
}

impl Counts {
    fn read(&self) -> [u64; 3] {
        [&self.tables, &self.writes, &self.syncs].map(|count| count.load(Relaxed))
    }
}

/// Counts the tables that a storage must create, the batches that it writes, and the syncs that
/// have work to do.
struct Counted<S> {
    inner: S,
    counts: Arc<Counts>,
    durable: bool,
    unsynced: AtomicU64,
}

impl<S: storage::Storage> storage::Storage for Counted<S> {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        if self.inner.find(name).is_none() {
            self.counts.tables.fetch_add(1, Relaxed);
            self.unsynced.fetch_add(1, Relaxed);
        }
        self.inner.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.inner.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.inner.snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.counts.writes.fetch_add(1, Relaxed);
        self.unsynced.fetch_add(1, Relaxed);
        self.inner.apply(batch)
    }

    fn is_durable(&self) -> bool {
        self.durable
    }

    fn sync(&self) -> Result<(), StorageError> {
        if self.unsynced.swap(0, Relaxed) > 0 {
            self.counts.syncs.fetch_add(1, Relaxed);
        }
        self.inner.sync()
    }
}

/// A shop over this storage, and the counts of its operations.
fn open(inner: impl storage::Storage + 'static, durable: bool) -> (Shop, Arc<Counts>) {
    let counts = Arc::<Counts>::default();
    let mut counted = Some(Counted {
        inner,
        counts: Arc::clone(&counts),
        durable,
        unsynced: AtomicU64::new(0),
    });
    let shop = Shop::over(AppConfig::default(), |_| {
        Box::new(counted.take().expect("there is one partition"))
    });
    (shop, counts)
}

/// A command that is refused, in one of many ways.
fn refused(n: i64, workspace: i64) -> Request {
    let order = |amount| NewOrder {
        id: 1,
        day: 1,
        amount,
    };
    let request = match n % 8 {
        0 => Request::new("nope", "NewOrder", record! {}),
        1 => Request::new("shop", "Nope", record! {}),
        2 => Request::new("shop", "OfDay", record! {}),
        3 => Request::new("shop", "NewOrder", record! { Day: "x" }),
        4 => Request::new("shop", "NewOrder", record! { "": 1 }),
        5 => Request::new("shop", "NewOrder", &order(0)),
        _ => Request::new("shop", "NewOrder", &order(-1)),
    };
    request.workspace(workspace)
}

/// Sends queries that find nothing.
fn look(shop: &mut Shop, workspace: i64) {
    shop.enter(workspace);
    assert_eq!((shop.of_day(1), shop.events()), (0, 0));
    let last = shop.with_state(workspace, |state| state.last_event_of_workspace());
    assert_eq!(last, Ok(Ok(0)));
}

/// Sends refused commands to this many workspaces. Nothing is created, written or synced for any of
/// them.
fn refuse_all(shop: &mut Shop, counts: &Counts, count: i64) {
    shop.order(1, 1, 10).unwrap();
    for n in 0..8 {
        shop.command(refused(n, 1)).unwrap_err();
    }
    shop.settle().unwrap();
    let kept = |state: &mut HostState| format!("{state:?}");
    let before = (counts.read(), shop.metrics().all().len());
    let (series, state) = (series(shop), shop.with_state(1, kept));
    for n in 0..count {
        let workspace = i64::MAX - n;
        let error = shop.command(refused(n, workspace)).unwrap_err();
        assert!(!matches!(error, InvokeError::NotDurable(_)), "{error}");
        if n % 1000 == 0 {
            look(shop, workspace);
            look(shop, -1 - n);
        }
    }
    shop.settle().unwrap();
    assert_eq!((counts.read(), shop.metrics().all().len()), before);
    assert_eq!(
        (self::series(shop), shop.with_state(1, kept)),
        (series, state)
    );
    // A workspace that has written data has its tables, and sees the data.
    shop.enter(7);
    shop.order(1, 1, 5).unwrap();
    assert_eq!((shop.of_day(1), shop.events()), (5, 1));
    assert_eq!(counts.read()[0], before.0[0] + TABLES);
}

/// The names of all series, without their values.
fn series(shop: &Shop) -> Vec<String> {
    let text = shop.metrics().prometheus();
    let names = text.lines().filter_map(|line| line.rsplit_once(' '));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn a_hundred_thousand_refused_commands_leave_nothing_in_memory() {
    let (mut shop, counts) = open(MemoryStorage::new(), false);
    refuse_all(&mut shop, &counts, 100_000);
}

#[test]
fn refused_commands_leave_nothing_on_disk() {
    let folder = Folder::new();
    let (mut shop, counts) = open(DurableStorage::open(folder.path()).unwrap(), true);
    refuse_all(&mut shop, &counts, 3_000);
    shop.into_app().finish();
    let (shop, counts) = open(DurableStorage::open(folder.path()).unwrap(), true);
    assert_eq!((shop.of_day(1), shop.events()), (10, 1));
    assert_eq!(counts.read()[0], 0);
}

#[test]
fn a_job_that_fails_or_does_nothing_makes_no_workspace() {
    let (shop, counts) = open(MemoryStorage::new(), false);
    let before = counts.read();
    shop.secret("fail sweep", Some("x"));
    shop.advance(Duration::from_mins(1)).unwrap()[0]
        .result
        .as_ref()
        .unwrap_err();
    assert_eq!(counts.read()[0], before[0]);
    shop.secret("fail sweep", None);
    shop.advance(Duration::from_mins(1)).unwrap();
    assert_eq!(counts.read()[0], before[0] + TABLES);
}

#[test]
fn a_deployment_that_is_refused_leaves_no_series() {
    let mut config = AppConfig::with_partitions(2);
    // No Lua machine fits into this memory.
    config.engine.mem_limit = 1_000;
    let app = App::in_memory(config).unwrap();
    let nothing = app.metrics().prometheus();

    let differs = Package::new("shop").module(guest::module());
    let error = app.deploy(differs).unwrap_err();
    assert!(matches!(error, DeployError::Differs(_)), "{error}");
    // The engine of the first module is running by then.
    let script = "heeus.extension { kind = 'query', name = 'Told', run = function() end }";
    let script = LuaModule::new("told.lua", script, &EngineConfig::default()).unwrap();
    let told = || guest::package().module(script.clone());
    let told = || told().query("Told", EngineKind::Lua);
    for _ in 0..3 {
        let error = app.deploy(told()).unwrap_err();
        assert!(matches!(error, DeployError::Engine(_)), "{error}");
    }
    assert_eq!(app.metrics().all(), []);
    assert_eq!(app.metrics().prometheus(), nothing);

    app.deploy(guest::package()).unwrap();
    let before = app.metrics().all().len();
    app.deploy(told()).unwrap_err();
    assert_eq!(app.metrics().all().len(), before);
    assert!(app.metrics().read("shop", "Told").is_none());
    let made = |kind| app.metrics().engine("shop", kind).instances();
    assert_eq!(
        made(EngineKind::Builtin),
        2,
        "those that were refused do not count"
    );
    assert_eq!(made(EngineKind::Lua), 0);
}
