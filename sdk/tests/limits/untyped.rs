//! The limits of the untyped layer.

use super::*;

/// Puts a record with `depth` records inside each other into a value.
fn put_nested(state: &WasmState<'_>, depth: usize, array: bool) -> Result<(), Error> {
    let mut inner = state.record_builder();
    for _ in 1..depth {
        let mut outer = state.record_builder();
        if array {
            outer.put("In", &[inner]);
        } else {
            outer.put("In", &inner);
        }
        inner = outer;
    }
    let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
    value.put("Out", &inner);
    Ok(())
}

#[test]
fn records_inside_each_other() {
    let found = untyped(|state| {
        put_nested(state, MAX_DEPTH, false)?;
        put_nested(state, MAX_DEPTH, true)
    });
    assert_eq!(found, (Status::Ok, String::new(), 0));
    assert_eq!(
        untyped(|state| put_nested(state, MAX_DEPTH + 1, false)),
        bad(&format!("a.B: field Out: {TOO_DEEP}"))
    );
    assert_eq!(
        untyped(|state| put_nested(state, MAX_DEPTH + 1, true)),
        bad(&format!("a.B: field Out: {TOO_DEEP}"))
    );
    // The record that is too deep is itself inside another record.
    assert_eq!(
        untyped(|state| put_nested(state, MAX_DEPTH + 2, true)),
        bad(&format!("a record: field In: {TOO_DEEP}"))
    );
}

/// The words of an error for a field.
fn named(name: &str) -> String {
    match name {
        "" => String::new(),
        name => format!("field {name}: "),
    }
}

#[test]
fn names_and_items_of_the_untyped_layer() {
    fn put(state: &WasmState<'_>, name: &'static str) -> Result<(), Error> {
        let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
        value.put(name, 1);
        Ok(())
    }
    let name = |name: &str| bad(&format!("a.B: {}{NAME}", named(name)));
    let long: &str = "n".repeat(MAX_NAME).leak();
    assert_eq!(untyped(|state| put(state, "")), name(""));
    assert_eq!(untyped(|state| put(state, "a\0")), name("a\0"));
    let cases: [(&'static str, bool); 2] = [(long, true), (format!("{long}n").leak(), false)];
    for (tried, fits) in cases {
        let found = untyped(move |state| put(state, tried));
        let wanted = if fits {
            (Status::Ok, String::new(), 0)
        } else {
            name(tried)
        };
        assert_eq!(found, wanted);
    }
    assert_eq!(
        untyped(|state| {
            let mut value = state.new_value(&state.key_builder(Storage::Result, ""))?;
            value.put("Many", vec![true; MAX_ITEMS + 1].as_slice());
            Ok(())
        }),
        bad(&format!("sys.Result: field Many: {TOO_MANY}"))
    );
    for wrong in ["", "b", ".b", "a."] {
        let found = untyped(move |state| {
            let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
            value.put("Name", QName(wrong));
            Ok(())
        });
        assert_eq!(found, bad(&format!("a.B: field Name: {NO_QNAME}")));
    }
}

#[test]
fn too_many_fields_of_the_untyped_layer() {
    let found = untyped(|state| {
        let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
        for number in 0..1025 {
            value.put(format!("f{number}").leak(), 1);
        }
        Ok(())
    });
    let text = "a.B: a record has too many fields: at most 1024, and 65535 bytes up to the end of \
                their names";
    assert_eq!(found, bad(text));
    let found = untyped(|state| {
        let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
        for number in 0..300 {
            value.put(format!("{number:0>250}").leak(), 1);
        }
        Ok(())
    });
    assert_eq!(found, bad(text));
}

#[test]
fn keys_are_sound_or_invalid() {
    let long = format!("a.{}", "b".repeat(70_000)).leak();
    for (entity, fits) in [
        ("a.B", true),
        ("", true),
        ("b", false),
        ("a.", false),
        (long, false),
    ] {
        let host = Rc::default();
        let found = asking(&host, move |state| {
            let key = state.key_builder(Storage::View, entity);
            let _ = state.can_exist(&key)?;
            state.read(&key, |_, _| ())?;
            Ok(())
        });
        let wanted = if fits { Status::Ok } else { Status::Error };
        assert_eq!(
            (found.0, host.keys.borrow().len()),
            (wanted, if fits { 2 } else { 0 })
        );
        assert!(
            fits || found.1.contains("the key is invalid"),
            "{}",
            found.1
        );
    }
    // The key's record fits a block, the key does not.
    let found = untyped(|state| {
        let mut key = state.key_builder(Storage::View, "a.B");
        key.put("K", vec![0_u8; MAX_BLOCK - 32].as_slice());
        let _ = state.can_exist(&key)?;
        Ok(())
    });
    assert_eq!(
        (found.0, found.1.as_str()),
        (Status::Error, "the key is invalid")
    );
}

#[test]
fn blocks_are_not_larger_than_a_block() {
    // Key and value fit, the intent does not.
    let found = untyped(|state| {
        let mut key = state.key_builder(Storage::View, "a.B");
        key.put("K", vec![0_u8; MAX_BLOCK / 2].as_slice());
        state
            .new_value(&key)?
            .put("V", vec![0_u8; MAX_BLOCK / 2].as_slice());
        Ok(())
    });
    assert_eq!(found, bad(&format!("a.B: {TOO_LARGE}")));
    // Each intent fits, all of them do not.
    let found = untyped(|state| {
        state.log(LogLevel::Info, "kept");
        for _ in 0..3 {
            let key = state.key_builder(Storage::View, "a.B");
            state
                .new_value(&key)?
                .put("V", vec![0_u8; MAX_BLOCK / 2].as_slice());
        }
        Ok(())
    });
    assert_eq!(found, (Status::BadIntent, TOO_LARGE.into(), 1));
    // The text of an error.
    let found = untyped(|_| Err("e".repeat(MAX_BLOCK).into()));
    assert_eq!(found, bad(TOO_LARGE));
}

#[test]
fn log_lines_are_kept_as_long_as_there_is_room() {
    let found = untyped(|state| {
        for _ in 0..20 {
            state.log(LogLevel::Info, &"l".repeat(1 << 20));
        }
        Ok(())
    });
    assert_eq!(
        found,
        (Status::BadIntent, "more than 8 MiB of log lines".into(), 7)
    );
    let found = untyped(|state| {
        state.log(LogLevel::Info, &"l".repeat(MAX_BLOCK));
        state.log(LogLevel::Info, "short");
        Ok(())
    });
    assert_eq!(
        found,
        (Status::BadIntent, "more than 8 MiB of log lines".into(), 1)
    );
}
