//! New versions of a package: the changes that they may make to entities that have rows.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, FieldType};
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::storage::{MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, Package};
use heeus_sdk::CommandContext;

fn open(storage: &SharedStorage) -> App {
    App::new(AppConfig::default(), |_| Box::new(storage.clone())).unwrap()
}

type Field = (&'static str, FieldType, bool);

fn entity(kind: EntityKind, fields: &[Field]) -> Entity {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    let key = match kind {
        EntityKind::Record => vec![field("ID", FieldType::Id)],
        _ => vec![field("Year", FieldType::I32), field("Day", FieldType::I32)],
    };
    let value = fields.iter().map(|&(name, ty, optional)| FieldDecl {
        optional,
        ..field(name, ty)
    });
    Entity {
        name: "shop.Order".into(),
        kind,
        partition_fields: u8::from(kind == EntityKind::View),
        key,
        value: value.collect(),
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

const AMOUNT: Field = ("Amount", FieldType::I64, false);
const NOTE: Field = ("Note", FieldType::Str, false);
const NOTE_MAYBE: Field = ("Note", FieldType::Str, true);
const REMARK: Field = ("Remark", FieldType::Str, false);
const REMARK_MAYBE: Field = ("Remark", FieldType::Str, true);
const PAID: Field = ("Paid", FieldType::Bool, false);
const PAID_MAYBE: Field = ("Paid", FieldType::Bool, true);

/// A version with these value fields.
fn version(fields: &[Field]) -> Package {
    of(entity(EntityKind::View, fields))
}

/// An app whose first version has an amount and a note, and its storage.
fn first() -> (SharedStorage, App) {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let app = open(&storage);
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    (storage, app)
}

/// The error for a version that an app refuses.
fn refused(app: &App, package: Package) -> String {
    app.deploy(package).unwrap_err().to_string()
}

#[track_caller]
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn what_breaks_stored_rows_is_refused_when_it_is_deployed() {
    let (storage, app) = first();
    app.finish();
    // A later process refuses it too.
    let app = open(&storage);
    let text = refused(&app, version(&[AMOUNT, NOTE, PAID]));
    says(
        &text,
        &["entity shop.Order: stored rows lack the new Paid: make it an Option"],
    );
    let text = refused(&app, version(&[AMOUNT]));
    says(
        &text,
        &["stored rows have Note, which is no longer declared"],
    );
    let text = refused(&app, version(&[AMOUNT, REMARK]));
    says(&text, &["stored rows have Note", "lack the new Remark"]);
    let text = refused(&app, version(&[AMOUNT, REMARK_MAYBE]));
    says(&text, &["stored rows have Note", "rename"]);
    for other in [
        version(&[AMOUNT, ("Note", FieldType::Bytes, false)]),
        version(&[AMOUNT, ("Note", FieldType::Bytes, true)]),
        of(entity(EntityKind::Record, &[AMOUNT, NOTE])),
        of(Entity {
            partition_fields: 2,
            ..entity(EntityKind::View, &[AMOUNT, NOTE])
        }),
    ] {
        says(&refused(&app, other), &["declared in two ways"]);
    }
    // The first version can still be deployed.
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    app.deploy(version(&[NOTE, AMOUNT])).unwrap();
}

#[test]
fn fields_that_rows_may_lack_come_and_go() {
    let (storage, app) = first();
    let second = || version(&[AMOUNT, NOTE, PAID_MAYBE]);
    app.deploy(second()).unwrap();
    app.finish();
    let app = open(&storage);
    // The old version may be deployed again, and the new one after it.
    app.deploy(version(&[AMOUNT, NOTE])).unwrap();
    app.deploy(second()).unwrap();
    let text = refused(&app, version(&[AMOUNT, PAID_MAYBE]));
    says(&text, &["stored rows have Note"]);
    // A field of the first version may be removed once rows may lack it.
    app.deploy(version(&[AMOUNT, NOTE_MAYBE, PAID_MAYBE]))
        .unwrap();
    app.deploy(version(&[AMOUNT, PAID_MAYBE])).unwrap();
}

#[test]
fn no_version_needs_what_rows_may_lack() {
    let (storage, app) = first();
    app.deploy(version(&[AMOUNT, NOTE_MAYBE])).unwrap();
    app.finish();
    let app = open(&storage);
    // The first version is refused too: rows of the second one may lack a field that it needs.
    let text = refused(&app, version(&[AMOUNT, NOTE]));
    says(&text, &["shop.Order: stored rows may lack Note"]);
    // Earlier rows lack a field that was added later, whatever its first version declared.
    app.deploy(version(&[AMOUNT, NOTE_MAYBE, PAID_MAYBE]))
        .unwrap();
    let text = refused(&app, version(&[AMOUNT, NOTE_MAYBE, PAID]));
    says(&text, &["stored rows may lack Paid"]);
    app.deploy(version(&[AMOUNT, NOTE_MAYBE])).unwrap();
    let text = refused(&app, version(&[AMOUNT, NOTE_MAYBE, PAID]));
    says(&text, &["stored rows may lack Paid"]);
}

/// Otherwise rows with the old field would read as if they had never had it.
#[test]
fn a_field_that_takes_the_place_of_another_is_no_rename() {
    let (storage, app) = first();
    app.deploy(version(&[AMOUNT, NOTE_MAYBE])).unwrap();
    app.finish();
    let app = open(&storage);
    let text = refused(&app, version(&[AMOUNT, REMARK_MAYBE]));
    says(
        &text,
        &["Note is removed and Remark", "#[entity(rename = \"Note\")]"],
    );
    // A field of another type is no rename, and neither is one beside the old field.
    app.deploy(version(&[AMOUNT, PAID_MAYBE])).unwrap();
    app.finish();
    let app = open(&storage);
    // Two versions, one after the other, show that the fields are unrelated.
    app.deploy(version(&[AMOUNT, PAID_MAYBE, REMARK_MAYBE]))
        .unwrap();
}

#[test]
fn packages_that_share_an_entity_agree_on_what_rows_may_lack() {
    let (_, app) = first();
    let other = |fields: &[Field]| {
        let module = BuiltinModule::builder("audit")
            .command("Look", |_: &CommandContext<'_>| ())
            .declare(entity(EntityKind::View, fields))
            .build();
        Package::new("audit")
            .module(module.unwrap())
            .command("Look", Builtin)
    };
    let text = refused(&app, other(&[AMOUNT, NOTE_MAYBE]));
    says(
        &text,
        &[
            "package audit: entity shop.Order: rows may lack Note according to this package, but \
             the package shop requires it",
        ],
    );
    app.deploy(other(&[AMOUNT, NOTE])).unwrap();
    app.deploy(other(&[AMOUNT, NOTE, PAID_MAYBE])).unwrap();
}
