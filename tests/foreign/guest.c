// A guest of ABI 1.0 in plain C, written from ABI.md alone: the extensions of its appendix B.
//
//   clang --target=wasm32 -O2 -nostdlib -fno-builtin -mbulk-memory -Wl,--no-entry -Wl,--stack-first
//         -Wl,--export=WasmFault -Wl,--export=WasmArena -Wl,--export=__data_end -o guest.wasm guest.c
//
// The fields of a record are in the order of their names. All memory of a run comes from one arena.

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int i32;
typedef long long i64;
typedef unsigned long long u64;

#define IMPORT(name) __attribute__((import_module("env"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

IMPORT(HostGetElem) u32 HostGetElem(const u8 *key, u8 **place);
IMPORT(HostReadElems) u32 HostReadElems(void *ctx, const u8 *key);

enum { COMMAND = 1, QUERY = 2, PROJECTOR = 4 };
enum { I32 = 1, I64 = 2, ID = 9 };
enum { VIEW = 1, RECORD = 2, RESULT = 8 };
enum { INSERT = 1, UPDATE = 2 };
enum { OK = 0, ERROR = 1, UNKNOWN_EXTENSION = 2, WRONG_KIND = 3 };
enum { PANIC = 1, OUT_OF_MEMORY = 2 };

// --- the manifest: C cannot write a custom section, but the assembler can

#define BYTE(n) ".int8 " #n "\n"
#define TEXT(len, text) BYTE(len) ".ascii \"" text "\"\n"
#define FIELD(type, len, name) BYTE(type) TEXT(len, name)
#define EXTENSION(kind, len, name) ".int32 9+" #len "\n" BYTE(2) BYTE(kind) TEXT(len, name) ".int16 0\n"
#define PROJECTOR(len, name) ".int32 11+" #len "\n" BYTE(2) BYTE(4) TEXT(len, name) ".int32 0\n"

__asm__(".section .custom_section.heeus.manifest,\"\",@\n"
        ".int32 13\n" BYTE(1) TEXT(1, "c") TEXT(5, "1.0.0")
        EXTENSION(1, 7, "Nothing") EXTENSION(2, 4, "Echo") EXTENSION(2, 3, "Get") EXTENSION(2, 3, "Sum")
        EXTENSION(2, 6, "Nested") PROJECTOR(6, "Insert") PROJECTOR(6, "Update") EXTENSION(1, 4, "Fail")
        EXTENSION(1, 3, "Log") EXTENSION(1, 5, "Panic") EXTENSION(1, 11, "OutOfMemory") EXTENSION(2, 5, "Count")
        EXTENSION(1, 3, "New")
        ".int32 43\n" BYTE(3) BYTE(1) TEXT(12, "foreign.Days") BYTE(1) ".int16 2\n.int16 1\n"
        FIELD(1, 4, "Year") FIELD(1, 3, "Day") FIELD(2, 6, "Amount")
        ".int32 35\n" BYTE(3) BYTE(2) TEXT(13, "foreign.Items") BYTE(0) ".int16 1\n.int16 1\n"
        FIELD(9, 2, "ID") FIELD(9, 4, "Self")
        ".text\n");

// --- memory: an arena that WasmReset restores

struct { u32 base, position, peak; } WasmArena;

struct {
  u32 cause, line, column;
  const char *file;
  u32 file_bytes;
  const char *text;
  u32 text_bytes;
  u8 *logs;
  u32 log_bytes, failed;
} WasmFault;

extern u8 __heap_base;
static u32 ran, log_count, count;

EXPORT(WasmMalloc) u8 *WasmMalloc(u32 size) {
  u64 end = ((u64)WasmArena.position + size + 15) & ~(u64)15;
  u64 have = (u64)__builtin_wasm_memory_size(0) << 16;
  if (end > have && __builtin_wasm_memory_grow(0, (u32)((end - have + 65535) >> 16)) == (u32)-1) {
    WasmFault.failed = size;
    return 0;
  }
  u8 *room = (u8 *)WasmArena.position;
  WasmArena.position = (u32)end;
  return room;
}

static void give_up(u32 cause, const char *text, u32 bytes) {
  WasmFault.cause = cause;
  WasmFault.file = "guest.c";
  WasmFault.file_bytes = 7;
  WasmFault.line = __LINE__;
  WasmFault.text = text;
  WasmFault.text_bytes = bytes;
  __builtin_trap();
}

// Allocated bytes, all zero.
static u8 *room(u32 size) {
  u8 *at = WasmMalloc(size);
  if (!at) give_up(OUT_OF_MEMORY, "", 0);
  __builtin_memset(at, 0, size);
  return at;
}

EXPORT(WasmAbiVersion_1_0) void version(void) {}
EXPORT(WasmInit) void WasmInit(void) { WasmArena.base = WasmArena.position = (u32)(&__heap_base + 15) & ~15u; }
EXPORT(WasmFinit) void WasmFinit(void) {}

EXPORT(WasmReset) void WasmReset(void) {
  __builtin_memset((u8 *)WasmArena.base, 0, WasmArena.position - WasmArena.base);
  WasmArena.position = WasmArena.base;
  WasmFault.logs = 0;
  WasmFault.log_bytes = WasmFault.failed = 0;
  log_count = count = 0;
}

// --- records

struct field { const char *name; u32 type; u64 slot; };

static u32 length(const char *text) { u32 n = 0; while (text[n]) n++; return n; }
static u32 aligned(u32 n) { return (n + 7) & ~7u; }
static void put16(u8 *to, u32 n) { to[0] = (u8)n; to[1] = (u8)(n >> 8); }
static void put32(u8 *to, u32 n) { put16(to, n); put16(to + 2, n >> 16); }
static void put64(u8 *to, u64 n) { put32(to, (u32)n); put32(to + 4, (u32)(n >> 32)); }
static u32 get16(const u8 *at) { return at[0] | (u32)at[1] << 8; }
static u32 get32(const u8 *at) { return get16(at) | get16(at + 2) << 16; }
static u64 get64(const u8 *at) { return get32(at) | (u64)get32(at + 4) << 32; }
static void copy(u8 *to, const void *from, u32 n) { for (u32 i = 0; i < n; i++) to[i] = ((const u8 *)from)[i]; }

// Size of a record of scalars; it is written if `to` is not 0. The bytes there are zeros.
static u32 record(u8 *to, const struct field *fields, u32 n) {
  u32 names = 8 + 16 * n;
  for (u32 i = 0; i < n; i++) {
    u32 bytes = length(fields[i].name);
    if (to) {
      u8 *entry = to + 8 + 16 * i;
      copy(entry, fields[i].name, bytes < 4 ? bytes : 4);
      entry[4] = (u8)fields[i].type;
      entry[5] = (u8)bytes;
      put16(entry + 6, names);
      put64(entry + 8, fields[i].slot);
      copy(to + names, fields[i].name, bytes);
    }
    names += bytes;
  }
  if (to) {
    put32(to, aligned(names));
    put16(to + 4, n);
  }
  return aligned(names);
}

// The slot of a field; 0 if it is absent.
static const u8 *find(const u8 *record, const char *name) {
  u32 n = get16(record + 4), bytes = length(name);
  for (u32 i = 0; i < n; i++) {
    const u8 *entry = record + 8 + 16 * i, *at = record + get16(entry + 6);
    u32 same = entry[5] == bytes;
    for (u32 k = 0; same && k < bytes; k++) same = at[k] == (u8)name[k];
    if (same) return entry + 8;
  }
  return 0;
}

static i32 number(const u8 *record, const char *name, i32 otherwise) {
  const u8 *slot = find(record, name);
  return slot ? (i32)get32(slot) : otherwise;
}

// Size of a key block.
static u32 key(u8 *to, u32 storage, const char *entity, const struct field *fields, u32 n) {
  u32 bytes = length(entity), start = aligned(8 + bytes), all = start + record(0, fields, n);
  if (to) {
    put32(to, all);
    put16(to + 4, storage);
    put16(to + 6, bytes);
    copy(to + 8, entity, bytes);
    record(to + start, fields, n);
  }
  return all;
}

// The key of a day, or of the fields that the arguments have; fields are in the order of their
// names.
static u8 *day_key(const u8 *args, u32 most) {
  struct field fields[2];
  u32 n = 0;
  const u8 *day = find(args, "Day"), *year = find(args, "Year");
  if (day && most > 1) fields[n++] = (struct field){"Day", I32, get32(day)};
  if (year) fields[n++] = (struct field){"Year", I32, get32(year)};
  u8 *block = room(key(0, VIEW, "foreign.Days", fields, n));
  key(block, VIEW, "foreign.Days", fields, n);
  return block;
}

// --- results

struct intent { u32 op; const u8 *key, *value; };

static u8 *result(u32 status, i32 code, const char *text, const struct intent *intent) {
  u32 bytes = length(text), logs = WasmFault.log_bytes;
  u32 value = intent ? 8 + get32(intent->key) : 0;
  u32 intents = intent ? value + get32(intent->value) : 0;
  u8 *block = room(aligned(32 + intents + logs + bytes));
  put32(block, aligned(32 + intents + logs + bytes));
  put32(block + 4, status);
  put32(block + 8, (u32)code);
  put32(block + 12, intent ? 1 : 0);
  put32(block + 16, intents);
  put32(block + 20, log_count);
  put32(block + 24, logs);
  put32(block + 28, bytes);
  if (intent) {
    put32(block + 32, intent->op);
    put32(block + 36, intents);
    copy(block + 40, intent->key, value - 8);
    copy(block + 32 + value, intent->value, intents - value);
  }
  copy(block + 32 + intents, WasmFault.logs, logs);
  copy(block + 32 + intents + logs, text, bytes);
  return block;
}

// A row of sys.Result.
static u8 *row(const u8 *value) {
  u8 *block = room(key(0, RESULT, "", 0, 0));
  key(block, RESULT, "", 0, 0);
  return result(OK, 0, "", &(struct intent){INSERT, block, value});
}

static u8 *row_of(const struct field *fields, u32 n) {
  u8 *value = room(record(0, fields, n));
  record(value, fields, n);
  return row(value);
}

static u8 *amount(u32 op, const u8 *args) {
  const u8 *slot = find(args, "Amount");
  struct field field = {"Amount", I64, slot ? get64(slot) : 0};
  u8 *value = room(record(0, &field, 1));
  record(value, &field, 1);
  return result(OK, 0, "", &(struct intent){op, day_key(args, 2), value});
}

// Lines are consecutive from the first on, so that the host finds them also after a trap.
static void say(u32 level, const char *text) {
  u32 bytes = length(text), all = aligned(24 + bytes);
  if (!WasmFault.logs) WasmFault.logs = room(1024);
  u8 *line = WasmFault.logs + WasmFault.log_bytes;
  put32(line, all);
  line[4] = (u8)level;
  put32(line + 16, bytes);
  copy(line + 24, text, bytes);
  WasmFault.log_bytes += all;
  log_count++;
}

// --- reads

struct ctx { u32 stop, limit, seen, stop_after; i64 sum; const u8 *inner; };

EXPORT(WasmOnRead) void WasmOnRead(struct ctx *ctx, const u8 *key, const u8 *element) {
  const u8 *slot = find(element, "Amount");
  if (slot) ctx->sum += (i64)get64(slot);
  ctx->seen++;
  if (ctx->inner) {
    struct ctx inner = {0};
    if (HostReadElems(&inner, ctx->inner) == 0) ctx->sum += inner.seen;
  }
  if (ctx->seen == ctx->stop_after) ctx->stop = 1;
}

EXPORT(WasmOnReadPage) void WasmOnReadPage(struct ctx *ctx, const u8 *page) {
  const u8 *at = page + 8;
  for (u32 left = get32(page + 4); left && !ctx->stop; left--) {
    const u8 *value = at + get32(at);
    WasmOnRead(ctx, at, value);
    at = value + get32(value);
  }
}

static u8 *read(const u8 *args, u32 nested) {
  u8 *under = day_key(args, 1);
  struct ctx ctx = {0, (u32)number(args, "Limit", 0), 0, (u32)number(args, "Stop", 0), 0, nested ? under : 0};
  u32 code = HostReadElems(&ctx, under);
  if (code) return result(ERROR, (i32)code, "read", 0);
  return row_of((struct field[]){{"Seen", I32, ctx.seen}, {"Sum", I64, (u64)ctx.sum}}, 2);
}

// --- extensions

static u8 *nothing(const u8 *args) { return 0; }
static u8 *echo(const u8 *args) { return row(args); }
static u8 *sum(const u8 *args) { return read(args, 0); }
static u8 *nested(const u8 *args) { return read(args, 1); }
static u8 *insert(const u8 *args) { return amount(INSERT, args); }
static u8 *update(const u8 *args) { return amount(UPDATE, args); }

static u8 *get(const u8 *args) {
  u8 *element;
  u32 code = HostGetElem(day_key(args, 2), &element);
  return code ? result(ERROR, (i32)code, "get", 0) : row(element);
}

// A new record that names itself: the block counts one new id, the last raw one.
static u8 *new_item(const u8 *args) {
  struct field id = {"ID", ID, 65535}, self = {"Self", ID, 65535};
  u8 *block = room(key(0, RECORD, "foreign.Items", &id, 1)), *value = room(record(0, &self, 1));
  key(block, RECORD, "foreign.Items", &id, 1);
  record(value, &self, 1);
  return result(OK, 1, "", &(struct intent){INSERT, block, value});
}

static u8 *fail(const u8 *args) { return result(ERROR, -7, "it failed: \xc3\xa4", 0); }

static u8 *log(const u8 *args) {
  for (u32 level = 1; level <= 5; level++) say(level, "a line");
  return result(OK, 0, "", 0);
}

static u8 *panic(const u8 *args) {
  say(3, "before");
  give_up(PANIC, "gave up", 7);
  return 0;
}

static u8 *out_of_memory(const u8 *args) { for (;;) room(1 << 16); }
static u8 *counted(const u8 *args) { return row_of(&(struct field){"Count", I32, ++count}, 1); }

static const struct { const char *name; u32 kind; u8 *(*run)(const u8 *args); } EXTENSIONS[] = {
  {"Nothing", COMMAND, nothing}, {"Echo", QUERY, echo}, {"Get", QUERY, get}, {"Sum", QUERY, sum},
  {"Nested", QUERY, nested}, {"Insert", PROJECTOR, insert}, {"Update", PROJECTOR, update}, {"Fail", COMMAND, fail},
  {"Log", COMMAND, log}, {"Panic", COMMAND, panic}, {"OutOfMemory", COMMAND, out_of_memory}, {"Count", QUERY, counted},
  {"New", COMMAND, new_item},
};

EXPORT(WasmRun) u8 *WasmRun(const char *name, u32 kind, const u8 *args) {
  if (!ran) {
    ran = 1; // what was given until now stays
    WasmArena.base = WasmArena.position;
  }
  for (u32 i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++) {
    const char *a = name, *b = EXTENSIONS[i].name;
    while (*a && *a == *b) a++, b++;
    if (*a || *b) continue;
    return kind == EXTENSIONS[i].kind ? EXTENSIONS[i].run(args) : result(WRONG_KIND, 0, "", 0);
  }
  return result(UNKNOWN_EXTENSION, 0, "", 0);
}
