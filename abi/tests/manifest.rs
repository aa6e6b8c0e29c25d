//! Rules of declarations: what the encoder refuses, the decoder refuses too.

use heeus_abi::limits::MAX_FIELDS;
use heeus_abi::manifest::{
    Entity, Extension, FieldDecl, Manifest, OPTIONAL, Sdk, Unique, type_byte,
};
use heeus_abi::{EncodeError, EntityKind, ExtensionKind, FieldType};

fn fields(names: &[&str]) -> Vec<FieldDecl> {
    names
        .iter()
        .map(|name| FieldDecl::new(*name, FieldType::I32))
        .collect()
}

fn view() -> Entity {
    Entity {
        name: "air.Orders".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: fields(&["Year", "Month"]),
        value: fields(&["Year", "Amount"]),
    }
}

#[track_caller]
fn kept(entity: &Entity) {
    assert_eq!(entity.broken_rule(), None);
    let bytes = entity.encode().expect("an entry");
    let manifest = Manifest::decode(&bytes).expect("sound");
    assert_eq!(manifest.entities, std::slice::from_ref(entity));
}

#[track_caller]
fn broken(entity: &Entity, rule: &str) {
    assert!(
        entity
            .broken_rule()
            .is_some_and(|broken| broken.contains(rule)),
        "{rule}"
    );
    assert_eq!(entity.encode(), Err(EncodeError::Declaration));
}

#[test]
fn names() {
    kept(&view());
    broken(
        &Entity {
            name: "Orders".into(),
            ..view()
        },
        "qualified name",
    );
    let twice = fields(&["Year", "Day", "Year"]);
    broken(
        &Entity {
            key: twice.clone(),
            ..view()
        },
        "each name at most once",
    );
    broken(
        &Entity {
            value: twice,
            ..view()
        },
        "each name at most once",
    );
    for name in ["", "a\0", &"n".repeat(256)] {
        let value = fields(&[name]);
        broken(&Entity { value, ..view() }, "1 to 255 bytes");
    }
}

#[test]
fn numbers() {
    kept(&Entity {
        partition_fields: 2,
        ..view()
    });
    broken(
        &Entity {
            partition_fields: 3,
            ..view()
        },
        "partition",
    );
    let names: Vec<String> = (0..=MAX_FIELDS).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (most, more) = (fields(&names[1..]), fields(&names));
    kept(&Entity {
        key: most.clone(),
        value: most,
        ..view()
    });
    broken(
        &Entity {
            key: more.clone(),
            ..view()
        },
        "1024",
    );
    broken(
        &Entity {
            value: more,
            ..view()
        },
        "1024",
    );
}

/// A view has a partition key, other entities have none.
#[test]
fn partition_fields() {
    let of = |kind, key: Vec<FieldDecl>, partition_fields| Entity {
        kind,
        partition_fields,
        key,
        ..view()
    };
    let id = || vec![FieldDecl::new("ID", FieldType::Id)];
    broken(&of(EntityKind::View, view().key, 0), "at least one");
    broken(&of(EntityKind::View, Vec::new(), 0), "at least one");
    broken(&of(EntityKind::Record, id(), 1), "no partition fields");
    broken(&of(EntityKind::Singleton, Vec::new(), 1), "no partition");
}

#[test]
fn names_that_the_contract_keeps() {
    broken(
        &Entity {
            key: fields(&["Year", "WSID"]),
            ..view()
        },
        "WSID",
    );
    kept(&Entity {
        value: fields(&["WSID", "sys.ID", "sys.IsActive"]),
        ..view()
    });
    let singleton = |name: &str, ty| Entity {
        kind: EntityKind::Singleton,
        partition_fields: 0,
        key: Vec::new(),
        value: vec![FieldDecl::new(name, ty)],
        ..view()
    };
    kept(&singleton("sys.ID", FieldType::Id));
    kept(&singleton("sys.IsActive", FieldType::Bool));
    broken(&singleton("sys.ID", FieldType::I64), "sys.ID");
    broken(&singleton("sys.IsActive", FieldType::I32), "sys.IsActive");
}

#[test]
fn kinds() {
    let id = FieldDecl::new("ID", FieldType::Id);
    let record = Entity {
        kind: EntityKind::Record,
        partition_fields: 0,
        ..view()
    };
    kept(&Entity {
        key: vec![id.clone()],
        ..record.clone()
    });
    broken(&record, "ID");
    broken(
        &Entity {
            key: fields(&["ID"]),
            ..record.clone()
        },
        "ID",
    );
    broken(
        &Entity {
            key: vec![],
            ..record
        },
        "ID",
    );
    let singleton = Entity {
        kind: EntityKind::Singleton,
        partition_fields: 0,
        ..view()
    };
    kept(&Entity {
        key: vec![],
        ..singleton.clone()
    });
    broken(
        &Entity {
            key: vec![id],
            ..singleton
        },
        "singleton",
    );
    for (ty, ordered) in FieldType::ALL
        .iter()
        .map(|ty| (*ty, *ty < FieldType::Record))
    {
        let mut view = view();
        view.key[1].ty = ty;
        if ordered {
            kept(&view);
        } else {
            broken(&view, "order");
        }
    }
}

#[test]
fn extensions() {
    let named = |name: &str| Extension::new(name, ExtensionKind::Job);
    assert_eq!(named("WasmRun").encode(), Err(EncodeError::Declaration));
    assert!(named("wasmRun").encode().is_ok());
    assert_eq!(named("").encode(), Err(EncodeError::Name));
    assert_eq!(named("a\0").encode(), Err(EncodeError::Name));
    assert!(named(&"n".repeat(255)).encode().is_ok());
    assert_eq!(named(&"n".repeat(256)).encode(), Err(EncodeError::Name));
    let told = |length| {
        Extension {
            doc: "d".repeat(length),
            ..named("a")
        }
        .encode()
    };
    assert!(told(65_535).is_ok());
    assert_eq!(told(65_536), Err(EncodeError::TooLarge));
}

#[test]
fn nothing_and_later_entries() {
    assert_eq!(Manifest::decode(&[]), Ok(Manifest::default()));
    let sdk = Sdk {
        name: "a".into(),
        version: "1".into(),
    };
    let mut bytes = vec![6, 0, 0, 0, 200, 1];
    bytes.extend(sdk.encode().expect("an entry"));
    assert_eq!(
        Manifest::decode(&bytes).map(|manifest| manifest.sdks),
        Ok(vec![sdk])
    );
}

/// A bit in the type's byte marks a field that rows may lack; only value fields have it.
#[test]
fn fields_that_rows_may_lack() {
    for &ty in FieldType::ALL {
        let value = vec![FieldDecl::optional("Note", ty), FieldDecl::new("Year", ty)];
        let entity = Entity { value, ..view() };
        kept(&entity);
        let entry = entity.encode().expect("an entry");
        let name = entry.windows(5).position(|bytes| bytes == b"\x04Note");
        let byte = entry[name.expect("the name") - 1];
        assert_eq!(byte, ty as u8 | OPTIONAL);
        assert_eq!(byte, type_byte(ty, true));
    }
    let mut key = view().key;
    key[1].optional = true;
    broken(&Entity { key, ..view() }, "no row may lack");
    // The bit on the type of a key field, and on numbers that are no type.
    let entry = view().encode().expect("an entry");
    let key = entry.windows(5).position(|bytes| bytes == b"\x04Year");
    let at = key.expect("the name") - 1;
    for (byte, part) in [
        (0x81, "entity"),
        (0x80, "declared field type"),
        (0x8c, "declared field type"),
    ] {
        let mut entry = entry.clone();
        entry[at] = byte;
        let error = Manifest::decode(&entry).expect_err("malformed");
        assert_eq!(error.part, part, "{byte:#x}");
    }
}

/// Commands of a validator and events of a projector.
#[test]
fn targets() {
    let with = |kind, sync, names: &[&str]| Extension {
        targets: names.iter().map(|name| (*name).to_owned()).collect(),
        sync,
        ..Extension::new("A", kind)
    };
    let kept = |extension: Extension| {
        let bytes = extension.encode().expect("an entry");
        let manifest = Manifest::decode(&bytes).expect("sound");
        assert_eq!(manifest.extensions, [extension]);
    };
    let broken = |extension: Extension, rule: &str| {
        let found = extension.broken_rule().expect("a broken rule");
        assert!(found.contains(rule), "{found}");
        assert_eq!(extension.encode(), Err(EncodeError::Declaration));
    };
    let (validator, projector) = (ExtensionKind::Validator, ExtensionKind::Projector);
    kept(with(validator, false, &["NewOrder", ".", "a.b"]));
    kept(with(projector, true, &["NewOrder", "orders.NewOrder"]));
    kept(with(projector, true, &[]));
    let many: Vec<String> = (0..=255).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    kept(with(projector, false, &many[1..]));
    broken(with(projector, false, &many), "255");
    for kind in ExtensionKind::ALL.iter().copied() {
        if kind != projector {
            broken(with(kind, true, &[]), "synchronous");
        }
        if kind != projector && kind != validator {
            broken(with(kind, false, &["NewOrder"]), "validator");
            continue;
        }
        broken(with(kind, false, &["A", "A"]), "once");
        for name in ["", "a\0", &"n".repeat(256)] {
            broken(with(kind, false, &[name]), "names of commands");
        }
    }
    for name in [".", "a.", ".a", "a.\0"] {
        broken(with(projector, false, &[name]), "names of commands");
    }
}

#[test]
fn unique_fields() {
    let of = |entity: &str, fields: &[&str]| Unique {
        entity: entity.into(),
        fields: fields.iter().map(|name| (*name).to_owned()).collect(),
    };
    let many: Vec<String> = (0..=255).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for unique in [of("a.B", &["Code", "Name"]), of("a.B", &many[1..])] {
        let bytes = unique.encode().expect("an entry");
        let manifest = Manifest::decode(&bytes).expect("sound");
        assert_eq!(manifest.uniques, [unique]);
    }
    for (unique, rule) in [
        (of("B", &["Code"]), "qualified"),
        (of("a.B", &[]), "1 to 255"),
        (of("a.B", &many), "1 to 255"),
        (of("a.B", &["Code", "Code"]), "once"),
        (of("a.B", &["a\0"]), "without NUL"),
    ] {
        let found = unique.broken_rule().expect("a broken rule");
        assert!(found.contains(rule), "{found}");
        assert_eq!(unique.encode(), Err(EncodeError::Declaration));
    }
}
