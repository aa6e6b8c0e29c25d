//! Apps on a durable storage: the moment at which data becomes visible, and the data that another
//! process finds.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, FieldType, Storage};
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::storage::{self, DurableStorage};
use heeus_host::{App, AppConfig, AppError, Package};
use heeus_host_testkit::record;
use heeus_sdk::CommandContext;

use super::Shop;
use super::folder::Folder;
use super::guest::gate;

impl Folder {
    fn storage(&self, partition: usize) -> Box<dyn storage::Storage> {
        let storage = DurableStorage::open(self.path().join(partition.to_string()));
        Box::new(storage.unwrap_or_else(|error| panic!("{error}")))
    }

    fn config(&self, partitions: usize) -> AppConfig {
        std::fs::create_dir_all(self.path()).unwrap();
        let mut config = AppConfig::with_partitions(partitions);
        config.engine.run_time = std::time::Duration::from_mins(5);
        config
    }

    fn try_app(&self, partitions: usize) -> Result<App, AppError> {
        App::new(self.config(partitions), |partition| self.storage(partition))
    }

    fn app(&self) -> App {
        self.try_app(1).unwrap()
    }

    fn shop(&self) -> Shop {
        Shop::over(self.config(1), |partition| self.storage(partition))
    }
}

#[test]
fn what_was_answered_is_there_again() {
    let folder = Folder::new();
    for round in 1..=3 {
        let shop = folder.shop();
        let done = shop.order(round, 1, 10).unwrap();
        assert_eq!((done.offset, done.wlog_offset), (round, round));
        shop.settle().unwrap();
        assert_eq!((shop.of_day(1), shop.events()), (10 * round, round));
        let offsets = shop.projectors().unwrap().into_iter();
        let offsets: Vec<i64> = offsets.map(|status| status.offset).collect();
        assert_eq!(offsets, [round, round]);
        if round == 2 {
            // Dropping it releases its storage too.
            drop(shop);
        } else {
            assert_eq!(shop.into_app().finish(), []);
        }
    }
}

#[test]
fn rebuilt_rows_are_there_again() {
    let folder = Folder::new();
    for round in 1..=3 {
        let shop = folder.shop();
        assert_eq!(shop.of_day(1), 10 * (round - 1));
        shop.order(round, 1, 10).unwrap();
        shop.rebuild("shop.Days").unwrap();
        shop.settle().unwrap();
        assert_eq!(shop.of_day(1), 10 * round);
        assert_eq!(shop.into_app().finish(), []);
    }
}

#[test]
fn what_a_test_does_to_the_state_is_visible_when_it_returns() {
    let folder = Folder::new();
    let shop = folder.shop();
    for amount in 1..=20i64 {
        let put = shop.with_state(1, move |state| {
            let key = record! { Number: 1 }.encode().unwrap();
            let value = record! { Orders: 1i64, Amount: amount }.encode().unwrap();
            state.put(Storage::View, "shop.Day", key.as_ref(), value.as_ref())
        });
        assert_eq!(put, Ok(Ok(())));
        assert_eq!(shop.of_day(1), amount);
    }
}

#[test]
fn a_query_in_a_new_workspace_works_while_commands_become_durable() {
    let folder = Folder::new();
    let mut shop = folder.shop();
    gate(7).close();
    let waits = shop.send(shop.wait_at(7)).unwrap();
    gate(7).wait_for(1);
    assert_eq!((shop.enter(2).of_day(1), shop.events()), (0, 0));
    gate(7).open();
    waits.wait().unwrap();
    shop.order(1, 1, 5).unwrap();
    assert_eq!((shop.of_day(1), shop.events()), (5, 1));
}

#[test]
fn the_number_of_partitions_stays() {
    let folder = Folder::new();
    folder.try_app(2).unwrap();
    let error = folder.try_app(1).unwrap_err().to_string();
    assert_eq!(
        error,
        "the storage holds partition 0 of 2, expected partition 0 of 1"
    );
}

#[test]
fn an_app_that_is_refused_leaves_its_storages_as_they_were() {
    let folder = Folder::new();
    folder.try_app(2).unwrap();
    std::fs::remove_dir_all(folder.path().join("0")).unwrap();
    let error = folder.try_app(3).unwrap_err().to_string();
    assert_eq!(
        error,
        "the storage holds partition 1 of 2, expected partition 1 of 3"
    );
    folder.try_app(2).unwrap();
}

/// A package that declares a view whose key has this type.
fn keyed_by(ty: FieldType) -> Package {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    let entity = Entity {
        name: "kept.View".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![field("Key", ty)],
        value: vec![field("Amount", FieldType::I64)],
    };
    let module = BuiltinModule::builder("kept")
        .command("Ping", |_: &CommandContext<'_>| ())
        .declare(entity)
        .build();
    Package::new("kept")
        .module(module.unwrap())
        .command("Ping", Builtin)
}

#[test]
fn a_later_process_holds_to_what_was_declared() {
    let folder = Folder::new();
    let deploy = |ty| folder.app().deploy(keyed_by(ty));
    assert_eq!(deploy(FieldType::I32), Ok(Vec::new()));
    let error = deploy(FieldType::Str).unwrap_err().to_string();
    assert!(error.contains("kept.View"), "{error}");
    assert_eq!(deploy(FieldType::I32), Ok(Vec::new()));
}
