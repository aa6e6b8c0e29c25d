//! Guests that break ABI.md on purpose: the guest in C with one piece of its text replaced.

/// A broken guest, and the sections with which its runs must be flagged.
pub struct Broken {
    pub name: &'static str,
    pub instead_of: &'static str,
    pub there_is: &'static str,
    pub sections: &'static [u8],
}

const fn broken(
    name: &'static str,
    instead_of: &'static str,
    there_is: &'static str,
    sections: &'static [u8],
) -> Broken {
    Broken {
        name,
        instead_of,
        there_is,
        sections,
    }
}

/// The source with a piece replaced; the piece must occur in it exactly once.
pub fn replace(source: &str, piece: &str, by: &str) -> String {
    assert_eq!(source.matches(piece).count(), 1, "once in guest.c: {piece}");
    source.replace(piece, by)
}

pub const ALL: &[Broken] = &[
    broken("no export WasmFinit", "EXPORT(WasmFinit) ", "", &[1]),
    broken(
        "an import that no host has",
        "EXPORT(WasmFinit) void WasmFinit(void) {}",
        "IMPORT(HostExit) void HostExit(void);\nEXPORT(WasmFinit) void WasmFinit(void) \
         { HostExit(); }",
        &[3],
    ),
    broken(
        "a reset that keeps a static",
        "log_count = count = 0;",
        "log_count = 0;",
        &[2],
    ),
    broken(
        "a stop word that is not set",
        "ctx->stop = 1",
        "ctx->seen = ctx->stop_after",
        &[3, 4, 9],
    ),
    broken(
        "room that is not aligned",
        "+ size + 15) & ~(u64)15",
        "+ size + 8) & ~(u64)7",
        &[4],
    ),
    broken(
        "fields that are not in the order of their names",
        "{{\"Seen\", I32, ctx.seen}, {\"Sum\", I64, (u64)ctx.sum}}",
        "{{\"Sum\", I64, (u64)ctx.sum}, {\"Seen\", I32, ctx.seen}}",
        &[5],
    ),
    broken(
        "a name's place that is off by one",
        "put16(entry + 6, names);",
        "put16(entry + 6, names + 1);",
        &[5],
    ),
    broken(
        "an entity that nobody declared",
        "fields, n);\n  return block;",
        "fields, n);\n  block[8]++;\n  return block;",
        &[3, 4, 6, 9],
    ),
    broken(
        "an update that is an insert",
        "amount(UPDATE, args)",
        "amount(INSERT, args)",
        &[7],
    ),
    broken(
        "a new id that is not counted",
        "result(OK, 1, \"\", &(struct intent){INSERT, block, value})",
        "result(OK, 0, \"\", &(struct intent){INSERT, block, value})",
        &[7],
    ),
    broken(
        "more new ids than there are",
        "result(OK, 1, \"\", &(struct intent){INSERT, block, value})",
        "result(OK, 65536, \"\", &(struct intent){INSERT, block, value})",
        &[8],
    ),
    broken(
        "a status for another",
        "WRONG_KIND = 3",
        "WRONG_KIND = 2",
        &[8],
    ),
    broken(
        "a text that is not UTF-8",
        "it failed: \\xc3\\xa4",
        "it failed: \\xc3",
        &[8],
    ),
    broken(
        "a log level that is none",
        "level = 1; level <= 5",
        "level = 0; level < 5",
        &[8],
    ),
    broken(
        "a page that is read beyond its elements",
        "left && !ctx->stop;",
        "left;",
        &[9],
    ),
    broken(
        "a fault block that says nothing",
        "WasmFault.cause = cause;",
        "",
        &[10],
    ),
    broken(
        "a view without a partition key",
        "\"foreign.Days\") BYTE(1)",
        "\"foreign.Days\") BYTE(0)",
        &[12],
    ),
    broken(
        "an entry that ends too late",
        "\".int32 43\\n\"",
        "\".int32 44\\n\"",
        &[12],
    ),
];
