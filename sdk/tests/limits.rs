//! What the contract forbids never leaves the SDK: the run fails with a text that names the entity, the field and the
//! limit, and whatever is left is a sound block.

use std::cell::RefCell;
use std::rc::Rc;

use heeus_abi::limits::{MAX_BLOCK, MAX_DEPTH, MAX_ITEMS, MAX_NAME};
use heeus_abi::{GetCode, KeyRef, OutcomeRef, ReadCode, RecordBuilder, RecordRef, Status, Value};
use heeus_sdk::native::{self, Host};
use heeus_sdk::{
    Error, Items, LogLevel, QName, QueryContext, Record, Storage, WasmState, WasmStateElement,
};

/// Checks every key that it is given, and keeps what it was asked for.
#[derive(Default)]
struct Nothing {
    keys: RefCell<Vec<String>>,
}

impl Nothing {
    fn ask(&self, key: &[u8]) {
        let key = KeyRef::check(key).expect("a canonical key");
        self.keys.borrow_mut().push(key.entity.into());
    }
}

impl Host for Nothing {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        self.ask(key);
        Err(GetCode::NotExists)
    }

    fn read(&self, key: &[u8], _: u32, _: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> ReadCode {
        self.ask(key);
        ReadCode::Done
    }
}

/// Status and text of a block, all of which is checked; the number of its log lines, too.
fn outcome(block: Option<Vec<u8>>) -> Ended {
    let Some(block) = block else {
        return (Status::Ok, String::new(), 0);
    };
    let outcome = OutcomeRef::check(&block).expect("a sound block");
    let intents = outcome.intents().collect::<Result<Vec<_>, _>>();
    assert!(intents.is_ok(), "{intents:?}");
    let logs = outcome
        .logs()
        .collect::<Result<Vec<_>, _>>()
        .expect("lines");
    (outcome.status, outcome.text.into(), logs.len())
}

fn bad(text: &str) -> Ended {
    (Status::BadIntent, text.into(), 0)
}

type Ended = (Status, String, usize);

/// Runs a query that has the untyped layer.
fn untyped(
    extension: impl for<'s, 'run> Fn(&'s WasmState<'run>) -> Result<(), Error> + Send + Sync + 'static,
) -> Ended {
    asking(&Rc::default(), extension)
}

/// The same, and the host that it asks.
fn asking(
    host: &Rc<Nothing>,
    extension: impl for<'s, 'run> Fn(&'s WasmState<'run>) -> Result<(), Error> + Send + Sync + 'static,
) -> Ended {
    let query = native::function!(query, |ctx| extension(QueryContext::untyped(ctx)));
    outcome(query.run(host.clone(), RecordRef::empty()))
}

const TOO_LARGE: &str = "a block is larger than 16 MiB";
const TOO_DEEP: &str = "records stand more than 8 deep";
const TOO_MANY: &str = "an array has more than 1048576 items";
const NAME: &str = "a name is empty, longer than 255 bytes or has a NUL in it";
const NO_QNAME: &str = "a qualified name is not 'package.Entity'";

/// Puts a record that has `depth` others inside each other in it.
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
    // Where the record that is too deep stands in another one itself.
    assert_eq!(
        untyped(|state| put_nested(state, MAX_DEPTH + 2, true)),
        bad(&format!("a record: field In: {TOO_DEEP}"))
    );
}

#[test]
fn names_and_items_of_the_untyped_layer() {
    fn put(state: &WasmState<'_>, name: &'static str) -> Result<(), Error> {
        let mut value = state.new_value(&state.key_builder(Storage::View, "a.B"))?;
        value.put(name, 1);
        Ok(())
    }
    let name = |name: &str| bad(&format!("a.B: {}{NAME}", named(name)));
    fn named(name: &str) -> String {
        match name {
            "" => String::new(),
            name => format!("field {name}: "),
        }
    }
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
    let text = "a.B: a record has too many fields: at most 1024, and 65535 bytes up to the end of their names";
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
    // An error's text.
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

#[derive(Record, Clone, Default)]
struct Node {
    children: Vec<Node>,
    only: Option<Leaf>,
}

#[derive(Record, Clone, Default)]
struct Leaf {
    number: i32,
}

#[derive(Record)]
struct All<'run> {
    any: Option<WasmStateElement<'run>>,
    items: Option<Items<'run>>,
    names: Option<Vec<QName<'run>>>,
    name: Option<QName<'run>>,
    bits: Option<Vec<bool>>,
    leaves: Option<Vec<Leaf>>,
    node: Option<Node>,
}

const NONE: All<'static> = All {
    any: None,
    items: None,
    names: None,
    name: None,
    bits: None,
    leaves: None,
    node: None,
};

/// Runs a query that answers with a row.
fn typed(
    args: RecordRef<'_>,
    row: impl Fn(WasmStateElement<'_>, &QueryContext<'_>) + Send + Sync + 'static,
) -> Ended {
    let query = native::function!(query, |ctx, args| {
        let args: WasmStateElement<'_> = args;
        row(args, ctx);
        Ok::<(), Error>(())
    });
    outcome(query.run(Rc::new(Nothing::default()), args))
}

fn of_nodes(depth: usize, leaf: Option<Leaf>) -> Node {
    let inner = Node {
        children: Vec::new(),
        only: leaf,
    };
    (0..depth).fold(inner, |inner, _| Node {
        children: vec![inner],
        only: None,
    })
}

#[test]
fn structs_inside_each_other() {
    let fine = (Status::Ok, String::new(), 0);
    let empty = RecordRef::empty();
    for depth in 1..MAX_DEPTH + 4 {
        let found = typed(empty, move |_, ctx| ctx.result(&of_nodes(depth, None)));
        let wanted = if depth <= MAX_DEPTH {
            fine.clone()
        } else {
            bad(&format!("sys.Result: field Children: {TOO_DEEP}"))
        };
        assert_eq!(found, wanted, "{depth}");
        let found = typed(empty, move |_, ctx| {
            ctx.result(&of_nodes(depth, Some(Leaf::default())))
        });
        let field = if depth == MAX_DEPTH {
            "Only"
        } else {
            "Children"
        };
        let wanted = if depth < MAX_DEPTH {
            fine.clone()
        } else {
            bad(&format!("sys.Result: field {field}: {TOO_DEEP}"))
        };
        assert_eq!(found, wanted, "{depth}");
    }
    // Far too deep: nothing is walked beyond the limit.
    let found = typed(empty, |_, ctx| ctx.result(&of_nodes(5000, None)));
    assert_eq!(
        found,
        bad(&format!("sys.Result: field Children: {TOO_DEEP}"))
    );
}

#[test]
fn records_of_others_inside_of_structs() {
    // The arguments are as deep as a record can be.
    let mut deep = RecordBuilder::new().build().expect("a record");
    for _ in 0..MAX_DEPTH {
        let mut around = RecordBuilder::new();
        around.put("In", Value::Record(deep.as_ref()));
        deep = around.build().expect("a record");
    }
    let found = typed(deep.as_ref(), |args, ctx| ctx.result(&args));
    assert_eq!(found.0, Status::Ok);
    let found = typed(deep.as_ref(), |args, ctx| {
        ctx.result(&All {
            any: Some(args),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Any: {TOO_DEEP}")));
    let found = typed(deep.as_ref(), |args, ctx| {
        let inside: WasmStateElement<'_> = args.get("In").expect("a record");
        ctx.result(&All {
            any: Some(inside),
            ..NONE
        });
    });
    assert_eq!(found.0, Status::Ok);
}

#[test]
fn names_and_items_of_structs() {
    let empty = RecordRef::empty();
    let many = || vec![true; MAX_ITEMS];
    let found = typed(empty, move |_, ctx| {
        ctx.result(&All {
            bits: Some(many()),
            ..NONE
        })
    });
    assert_eq!(found.0, Status::Ok);
    let more = || vec![true; MAX_ITEMS + 1];
    let found = typed(empty, move |_, ctx| {
        ctx.result(&All {
            bits: Some(more()),
            ..NONE
        })
    });
    assert_eq!(found, bad(&format!("sys.Result: field Bits: {TOO_MANY}")));
    if !cfg!(miri) {
        let more = || vec![Leaf::default(); MAX_ITEMS + 1];
        let found = typed(empty, move |_, ctx| {
            ctx.result(&All {
                leaves: Some(more()),
                ..NONE
            })
        });
        assert_eq!(found, bad(&format!("sys.Result: field Leaves: {TOO_MANY}")));
    }
    let found = typed(empty, |_, ctx| {
        ctx.result(&All {
            name: Some(QName("b")),
            ..NONE
        })
    });
    assert_eq!(found, bad(&format!("sys.Result: field Name: {NO_QNAME}")));
    let found = typed(empty, |_, ctx| {
        ctx.result(&All {
            names: Some(vec![QName("a.b"), QName("")]),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Names: {NO_QNAME}")));
    // Within another struct, the innermost field is named.
    #[derive(Record)]
    struct Outer<'run> {
        all: All<'run>,
    }
    let found = typed(empty, |_, ctx| {
        ctx.result(&Outer {
            all: All {
                name: Some(QName(".")),
                ..NONE
            },
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Name: {NO_QNAME}")));
}
