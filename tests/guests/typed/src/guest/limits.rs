//! Values that fit no record, and records that contain their own type.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// A record that contains records of its own type.
#[derive(Record)]
struct Node<'run> {
    name: &'run str,
    children: Vec<Node<'run>>,
}

#[extension(kind = "query", name = "Nodes")]
fn nodes<'run>(_: &QueryContext<'run>, args: Node<'run>) -> Node<'run> {
    args
}

#[derive(Record)]
struct Depth {
    depth: i32,
}

/// Returns nested nodes.
#[extension(kind = "query", name = "Deep")]
fn deep(_: &QueryContext<'_>, args: Depth) -> Node<'static> {
    let leaf = Node {
        name: "leaf",
        children: Vec::new(),
    };
    (0..args.depth).fold(leaf, |inner, _| Node {
        name: "node",
        children: Vec::from([inner]),
    })
}

#[derive(Record)]
struct Text<'run> {
    text: &'run str,
}

#[derive(Entity, Clone)]
#[entity(view = "typed.Names")]
struct Names<'run> {
    #[entity(partition)]
    name: QName<'run>,
    other: QName<'run>,
}

#[derive(Record)]
struct Name<'run> {
    name: QName<'run>,
    names: Vec<QName<'run>>,
}

/// Returns texts as qualified names, valid or not.
#[extension(kind = "query", name = "NameOf")]
fn name_of<'run>(_: &QueryContext<'run>, args: Text<'run>) -> Name<'run> {
    Name {
        name: QName(args.text),
        names: Vec::new(),
    }
}

/// Returns them in an array.
#[extension(kind = "query", name = "NamesOf")]
fn names_of<'run>(_: &QueryContext<'run>, args: Text<'run>) -> Name<'run> {
    Name {
        name: QName("typed.Good"),
        names: Vec::from([QName("typed.Good"), QName(args.text)]),
    }
}

/// Gets a row by such a name.
#[extension(kind = "query", name = "FindName")]
fn find_name(ctx: &QueryContext<'_>, args: Text<'_>) -> Result<(), Error> {
    Names::must_get(ctx, QName(args.text)).map(drop)
}

/// Inserts a row under such a name.
#[extension(kind = "projector", name = "InsertName")]
fn insert_name(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let Text { text } = Text::from_record(args.record())?;
    Names {
        name: QName(text),
        other: QName("typed.Good"),
    }
    .insert(ctx);
    Ok(())
}

#[derive(Record)]
struct Size {
    bytes: i64,
}

impl Size {
    fn zeros(&self) -> Vec<u8> {
        alloc::vec![0; usize::try_from(self.bytes).unwrap_or(0)]
    }
}

#[derive(Record)]
struct Blob {
    blob: Vec<u8>,
}

/// Returns `Bytes` bytes.
#[extension(kind = "query", name = "Blob")]
fn blob(_: &QueryContext<'_>, args: Size) -> Blob {
    Blob { blob: args.zeros() }
}

#[derive(Record)]
struct Flags {
    flags: Vec<bool>,
}

/// Returns an array of `Bytes` items.
#[extension(kind = "query", name = "Flags")]
fn flags(_: &QueryContext<'_>, args: Size) -> Flags {
    Flags {
        flags: args.zeros().iter().map(|zero| *zero == 0).collect(),
    }
}

/// Returns the same array by the untyped layer.
#[extension(kind = "query", name = "Untyped")]
fn untyped(ctx: &QueryContext<'_>, args: Size) -> Result<(), Error> {
    let flags: Vec<bool> = args.zeros().iter().map(|zero| *zero == 0).collect();
    let state = ctx.untyped();
    let key = state.key_builder(heeus_sdk::untyped::Storage::Result, "");
    state.new_value(&key)?.put("Flags", flags.as_slice());
    Ok(())
}

/// Logs `Bytes` lines of a megabyte each.
#[extension(kind = "query", name = "Logs")]
fn logs(ctx: &QueryContext<'_>, args: Size) {
    let line = "l".repeat(1 << 20);
    for _ in 0..args.bytes {
        ctx.log(LogLevel::Info, &line);
    }
}

#[derive(Entity, Clone)]
#[entity(view = "typed.Blobs")]
struct Blobs {
    #[entity(partition)]
    blob: Vec<u8>,
    text: String,
}

/// Gets a row by a key of `Bytes` bytes.
#[extension(kind = "query", name = "FindBlob")]
fn find_blob(ctx: &QueryContext<'_>, args: Size) -> Result<Blob, Error> {
    let found = Blobs::must_get(ctx, args.zeros())?;
    let mut blob = found.blob;
    blob.extend(found.text.into_bytes());
    Ok(Blob { blob })
}

/// Reads rows by a key of `Bytes` bytes.
#[extension(kind = "query", name = "ReadBlobs")]
fn read_blobs(ctx: &QueryContext<'_>, args: Size) -> Result<Depth, Error> {
    let rows = Blobs::read(ctx, args.zeros())?.len();
    Ok(Depth {
        depth: i32::try_from(rows).unwrap_or(-1),
    })
}

/// Inserts a row under a key of `Bytes` bytes.
#[extension(kind = "projector", name = "InsertBlob")]
fn insert_blob(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    Blobs {
        blob: Size::from_record(args.record())?.zeros(),
        text: "found".into(),
    }
    .insert(ctx);
    Ok(())
}

#[derive(Record)]
struct Part {
    name: String,
    sizes: Vec<i32>,
}

/// The shelf of all owners.
const SHELF: i32 = 1;

/// A row that owns its content, in allocations of every alignment.
#[derive(Entity)]
#[entity(view = "typed.Owners")]
struct Owners {
    #[entity(partition)]
    shelf: i32,
    #[entity(clustering)]
    no: i32,
    name: String,
    numbers: Vec<i64>,
    flags: Vec<bool>,
    parts: Vec<Part>,
    note: Option<String>,
}

/// Reads rows one by one.
#[extension(kind = "query", name = "Owners")]
fn owners(ctx: &QueryContext<'_>) -> Result<Depth, Error> {
    let mut depth = 0;
    Owners::for_each(ctx, SHELF, |row| {
        let parts = row
            .parts
            .iter()
            .map(|part| part.name.len() + part.sizes.len());
        let all = parts.sum::<usize>() + row.numbers.len() + row.flags.len() + row.name.len();
        depth += i32::from(all > 0 && row.note.is_some() && row.no >= 0);
    })?;
    Ok(Depth { depth })
}

/// Reads all rows in the callback of each row, and gets each of them too.
#[extension(kind = "query", name = "Pairs")]
fn pairs(ctx: &QueryContext<'_>) -> Result<Depth, Error> {
    let mut depth = 0;
    Owners::try_for_each(ctx, SHELF, |outer| {
        let mut inside = 0;
        Owners::try_for_each(ctx, SHELF, |inner| {
            let got = Owners::must_get(ctx, (inner.shelf, inner.no))?;
            if got.name == inner.name && got.parts.len() == inner.parts.len() {
                inside += 1;
            }
            Ok::<_, Error>(())
        })?;
        // The outer row is unchanged.
        if outer.name == alloc::format!("name {}", outer.no) && outer.numbers == [1, 2, 3] {
            depth += inside;
        }
        Ok::<_, Error>(())
    })?;
    Ok(Depth { depth })
}
