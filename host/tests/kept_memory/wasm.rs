//! Guests in wasm.

use heeus_abi::layout::outcome;
use heeus_abi::{
    ExtensionKind, Field, Op, OutcomeParts, Status, Storage, Value, encode_intent_of,
    encode_outcome_header,
};
use heeus_host::engine::EngineConfig;

use super::guest::{Guest, data, day_key, key_of, record};
use super::{LARGE, Runs, Worst, config, large};

/// The address of a guest's data; small rooms are before it, large ones in the second half of the
/// memory.
const AT: u32 = 65_536;
/// The address of a read context: zeros.
const CTX: u32 = 2_048;

/// Returns the same address for all large rooms.
const MALLOC: &str = "
    (local $at i32)
    (if (i32.gt_u (local.get $size) (i32.const 524288)) (then (return (i32.const 65536))))
    (if (i32.gt_u (local.get $size) (i32.const 16384)) (then (return (i32.const 524288))))
    (local.set $at (global.get $top))
    (global.set $top (i32.and
        (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 15)) (i32.const -16)))
    (local.get $at)";

fn guest(run: &str, bytes: &[u8]) -> Guest {
    let guest = Guest {
        memory: r#"(memory (export "memory") 16)"#.into(),
        malloc: MALLOC.into(),
        run: run.into(),
        reset: "(i32.store (i32.const 512) (i32.const 0)) (global.set $top (global.get $base))"
            .into(),
        ..Guest::default()
    };
    guest.with(&data(AT, bytes))
}

/// Repeats some code.
fn times(count: u32, what: &str) -> String {
    format!(
        "(local.set $i (i32.const 0)) (loop $again {what}
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (i32.const {count}))))"
    )
}

fn get(at: u32) -> String {
    format!("(drop (call $get (i32.const {at}) (i32.const 512)))")
}

fn read(at: u32) -> String {
    format!("(drop (call $read (i32.const {CTX}) (i32.const {at})))")
}

/// A request whose body has this many bytes.
fn request(body: usize) -> Vec<u8> {
    let body = vec![b'x'; body];
    let fields = [
        ("Url", Value::Str("u")),
        ("Method", Value::Str("POST")),
        ("Body", Value::Bytes(&body)),
    ];
    key_of(Storage::Http, "", &fields)
}

/// A result block of these intents.
fn block(
    intents: impl IntoIterator<Item = (Op, Vec<u8>, Vec<(&'static str, Value<'static>)>)>,
) -> Vec<u8> {
    let mut block = vec![0; outcome::INTENTS];
    let mut count = 0;
    for (op, key, fields) in intents {
        let fields = fields
            .into_iter()
            .map(|(name, value)| Field { name, value });
        let fields: Vec<_> = fields.collect();
        encode_intent_of(op, &key, &fields, &mut block).unwrap();
        count += 1;
    }
    let parts = OutcomeParts {
        status: Status::Ok,
        code: 0,
        intent_count: count,
        log_count: 0,
        log_bytes: &[],
        text: "",
    };
    encode_outcome_header(&parts, &mut block).unwrap();
    block
}

/// A result block that fails with a text of this many bytes, after this many empty log lines.
fn leaving(lines: u32, text: u32, letter: u32) -> String {
    let store = |offset: u32, value: u32| {
        format!("(i32.store offset={offset} (i32.const 131072) (i32.const {value}))")
    };
    let size = 32 + 24 * lines + text;
    let head = store(0, size) + &store(4, 1) + &store(20, lines) + &store(24, 24 * lines);
    let head = head + &store(28, text) + "(local.set $at (i32.const 131104))";
    let line = "(i32.store (local.get $at) (i32.const 24))
        (i32.store8 offset=4 (local.get $at) (i32.const 3))
        (local.set $at (i32.add (local.get $at) (i32.const 24)))";
    let lines = if lines == 0 {
        String::new()
    } else {
        times(lines, line)
    };
    let text = format!("(memory.fill (local.get $at) (i32.const {letter}) (i32.const {text}))");
    head + &lines + &text + "(return (i32.const 131072))"
}

const LOCALS: &str = "(local $i i32) (local $at i32)";

fn run(parts: &[&str]) -> String {
    format!("{LOCALS} {} (i32.const 0)", parts.concat())
}

fn worst(guest: &Guest, ends: &'static str) -> Worst {
    worst_with(guest, &config(), ends)
}

fn worst_with(guest: &Guest, config: &EngineConfig, ends: &'static str) -> Worst {
    Worst::new(guest.engine_with(config), ends)
}

pub fn runs() -> Runs {
    let mut runs = Runs::new();
    let mut add = |name: &str, make: fn() -> Worst| {
        runs.insert(format!("wasm: {name}"), Box::new(make));
    };
    add("log lines", || {
        worst(&guest(&run(&[&leaving(35_000, 8, 97)]), b""), "error: a")
    });
    add("a text", || {
        worst(&guest(&run(&[&leaving(0, 900_000, 97)]), b""), "error: aaa")
    });
    add("control characters", || {
        worst(
            &guest(&run(&[&leaving(0, 900_000, 1)]), b""),
            "error: \\u{1}",
        )
    });
    add("a table", || {
        let grow = "(loop $more (br_if $more (i32.ne (i32.const -1)
            (table.grow $t (ref.null func) (i32.const 1000)))))";
        worst(&guest(&run(&[grow]), b"").with("(table $t 0 funcref)"), "")
    });
    add("large requests", || {
        let run = run(&[&times(100, &read(AT))]);
        worst(&guest(&run, &request(100_000)), "requests of a run").state(large(0, 0))
    });
    add("small requests", || {
        let run = run(&[&times(200_000, &read(AT))]);
        worst(&guest(&run, &request(0)), "requests of a run").state(large(0, 0))
    });
    add("large keys of reads inside of reads", || {
        nested(450_000, "keys of reads inside of reads")
    });
    add("keys of reads inside of reads", || {
        nested(125_000, "8 reads inside reads")
    });
    gets(&mut add);
    intents(&mut add);
    add("arguments", || {
        let text = "x".repeat(900_000);
        Worst {
            args: record(&[("Text", Value::Str(&text))]),
            ..worst(&guest(&run(&[]), b""), "")
        }
    });
    together(&mut add);
    runs
}

fn gets(add: &mut impl FnMut(&str, fn() -> Worst)) {
    add("gets", || {
        worst(&guest(&run(&[&times(200_000, &get(AT))]), &day_key(9)), "")
    });
    add("gets that are refused", || {
        let key = key_of(Storage::View, &format!("x.{}", "y".repeat(253)), &[]);
        worst(&guest(&run(&[&times(50_000, &get(AT))]), &key), "")
    });
    add("gets of large elements", || {
        let key = key_of(Storage::View, LARGE, &[("Year", Value::I32(0))]);
        let guest = guest(&run(&[&times(1_000, &get(AT))]), &key);
        worst(&guest, "").state(large(1, 400_000))
    });
}

fn together(add: &mut impl FnMut(&str, fn() -> Worst)) {
    add("all together", || {
        let refused = key_of(Storage::View, &format!("x.{}", "y".repeat(253)), &[]);
        let at = AT + u32::try_from(refused.len().next_multiple_of(16)).unwrap();
        let http = request(0);
        let parts = [
            times(8_000, &read(at)),
            times(10_000, &get(AT)),
            leaving(25_000, 300_000, 1),
        ];
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let guest = guest(&run(&parts), &refused).with(&data(at, &http));
        // Its room for reads is among its statics.
        let config = EngineConfig {
            check_reset: false,
            ..config()
        };
        worst_with(&guest, &config, "error: \\u{1}").state(large(0, 0))
    });
}

fn intents(add: &mut impl FnMut(&str, fn() -> Worst)) {
    add("results", || {
        let key = key_of(Storage::Result, "", &[]);
        let result = (Op::Insert, key, vec![("A", Value::I32(1))]);
        let block = block(std::iter::repeat_n(result, 12_000));
        worst(&leaves(&block), "").kind(ExtensionKind::Command)
    });
    add("log records", || {
        let key = key_of(Storage::Logger, "", &[("LogLevel", Value::I32(3))]);
        let line = (Op::Insert, key, vec![("Message", Value::Str("m"))]);
        let block = block(std::iter::repeat_n(line, 8_000));
        worst(&leaves(&block), "")
    });
    add("rows", || {
        let rows = (0..1_000).map(|row| {
            let key = key_of(Storage::View, LARGE, &[("Year", Value::I32(row))]);
            (Op::Insert, key, vec![("Amount", Value::I64(1))])
        });
        worst(&leaves(&block(rows)), "").state(large(0, 0))
    });
    add("updates", || {
        let rows = (0..1_000).map(|row| {
            let key = key_of(Storage::View, LARGE, &[("Year", Value::I32(row))]);
            (Op::Update, key, vec![("Amount", Value::I64(1))])
        });
        worst(&leaves(&block(rows)), "").state(large(1_000, 60_000))
    });
    add("large values that overwrite each other", || {
        let note: &'static str = Box::leak("\u{1}".repeat(200_000).into_boxed_str());
        let key = key_of(Storage::View, LARGE, &[("Year", Value::I32(0))]);
        let row = (Op::Insert, key, vec![("Note", Value::Str(note))]);
        let block = block([row.clone(), row]);
        worst(&leaves(&block), "two intents of the run set the row").state(large(0, 0))
    });
    add("intents for an entity that is not there", || {
        let key = key_of(Storage::View, &format!("x.{}", "\u{202e}".repeat(84)), &[]);
        let block = block([(Op::Insert, key, vec![("A", Value::I32(1))])]);
        worst(&leaves(&block), "has no entity x.\\u{202e}")
    });
}

/// A guest that leaves this result block.
fn leaves(block: &[u8]) -> Guest {
    assert!(block.len() < (1 << 20) - AT as usize);
    guest(&run(&[&format!("(return (i32.const {AT}))")]), block)
}

/// Nested reads of requests, each with a body of this many bytes.
fn nested(body: usize, ends: &'static str) -> Worst {
    let guest = Guest {
        on_read: read(AT),
        ..guest(&run(&[&read(AT)]), &request(body))
    };
    worst(&guest, ends).state(large(0, 0))
}
