//! New versions of a package: what they may change in entities that have rows.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, FieldType};
use heeus_host_testkit::EngineKind::Builtin;
use heeus_host_testkit::storage::{MemoryStorage, SharedStorage};
use heeus_host_testkit::{App, AppConfig, BuiltinModule, Package};
use heeus_sdk::CommandContext;

fn open(storage: &SharedStorage) -> App {
    App::new(AppConfig::default(), |_| Box::new(storage.clone())).unwrap()
}

fn entity(kind: EntityKind, fields: &[(&str, FieldType)]) -> Entity {
    let field = |name: &str, ty| FieldDecl {
        name: name.into(),
        ty,
    };
    let key = match kind {
        EntityKind::Record => vec![field("ID", FieldType::Id)],
        _ => vec![field("Year", FieldType::I32), field("Day", FieldType::I32)],
    };
    Entity {
        name: "shop.Order".into(),
        kind,
        partition_fields: u8::from(kind == EntityKind::View),
        key,
        value: fields.iter().map(|&(name, ty)| field(name, ty)).collect(),
    }
}

fn of(entity: Entity) -> Package {
    let module = BuiltinModule::builder("shop")
        .command("Ping", |_: &CommandContext<'_>| ())
        .declare(entity)
        .build();
    Package::new("shop")
        .module(module.unwrap())
        .command("Ping", Builtin)
}

const AMOUNT: (&str, FieldType) = ("Amount", FieldType::I64);
const NOTE: (&str, FieldType) = ("Note", FieldType::Str);

/// A version with these value fields.
fn version(fields: &[(&str, FieldType)]) -> Package {
    of(entity(EntityKind::View, fields))
}

/// An app whose first version has an amount and a note, and its storage.
fn first() -> (SharedStorage, App) {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let app = open(&storage);
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    (storage, app)
}

#[test]
fn what_breaks_stored_rows_is_refused_when_it_is_deployed() {
    let (storage, app) = first();
    app.finish();
    // A later process holds to it too.
    let app = open(&storage);
    let refused = |package: Package| app.deploy(package).unwrap_err().to_string();
    let paid = ("Paid", FieldType::Bool);
    let text = refused(version(&[AMOUNT, NOTE, paid]));
    assert!(
        text.contains("stored rows lack the new Paid: make it an Option"),
        "{text}"
    );
    assert!(text.contains("Package::may_be_absent"), "{text}");
    let text = refused(version(&[AMOUNT]));
    assert!(
        text.contains("stored rows have Note, which is declared no more"),
        "{text}"
    );
    let text = refused(version(&[AMOUNT, ("Remark", FieldType::Str)]));
    assert!(text.contains("stored rows have Note"), "{text}");
    assert!(text.contains("stored rows lack the new Remark"), "{text}");
    for other in [
        version(&[AMOUNT, ("Note", FieldType::Bytes)]),
        of(entity(EntityKind::Record, &[AMOUNT, NOTE])),
        of(Entity {
            partition_fields: 2,
            ..entity(EntityKind::View, &[AMOUNT, NOTE])
        }),
    ] {
        let text = refused(other);
        assert!(text.contains("declared in two ways"), "{text}");
    }
    let text = refused(version(&[AMOUNT, NOTE]).may_be_absent("shop.Order", ["Notes"]));
    assert!(
        text.contains("the field Notes, which may be absent, is not one"),
        "{text}"
    );
    let text = refused(version(&[AMOUNT, NOTE]).may_be_absent("shop.Orders", ["Note"]));
    assert!(text.contains("of shop.Orders"), "{text}");
    // The first version goes on.
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    app.deploy(version(&[NOTE, AMOUNT])).unwrap();
}

#[test]
fn fields_that_may_be_absent_come_and_go() {
    let (storage, app) = first();
    let paid = ("Paid", FieldType::Bool);
    let second = || version(&[AMOUNT, NOTE, paid]).may_be_absent("shop.Order", ["Paid"]);
    app.deploy(second()).unwrap();
    app.finish();
    let app = open(&storage);
    // The old version may come back, and the new one after it, which need not say it again.
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    app.deploy(version(&[AMOUNT, NOTE, paid])).unwrap();
    // A field that was there first may go once rows may lack it.
    let error = app
        .deploy(version(&[AMOUNT, paid]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("Note"), "{error}");
    app.deploy(version(&[AMOUNT, NOTE, paid]).may_be_absent("shop.Order", ["Note"]))
        .unwrap();
    app.deploy(version(&[AMOUNT, paid])).unwrap();
}
