//! The imports of ABI `0_0_1`, as far as the SDK has a use for them.
//!
//! A name is an address and a length. Texts and bytes from the host come back as an address and,
//! in the low half, a length; they are in the host's room, until the next call.

// SAFETY: the host only reads memory of the guest, checks each address, and writes only to its own
// room, which no Rust object is in.
#[link(wasm_import_module = "env")]
unsafe extern "C" {
    pub(super) safe fn hostGetKey(
        storage: *const u8,
        storage_len: usize,
        entity: *const u8,
        entity_len: usize,
    ) -> u64;
    pub(super) safe fn hostGetValue(key: u64) -> u64;
    pub(super) safe fn hostQueryValue(key: u64) -> u64;
    pub(super) safe fn hostReadValues(key: u64);
    pub(super) safe fn hostNewValue(key: u64) -> u64;
    pub(super) safe fn hostUpdateValue(key: u64, existing: u64) -> u64;

    pub(super) safe fn hostKeyAsString(key: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostKeyAsBytes(key: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostKeyAsQNamePkg(key: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostKeyAsQNameEntity(key: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostKeyAsInt32(key: u64, name: *const u8, len: usize) -> i32;
    pub(super) safe fn hostKeyAsInt64(key: u64, name: *const u8, len: usize) -> i64;
    pub(super) safe fn hostKeyAsFloat32(key: u64, name: *const u8, len: usize) -> f32;
    pub(super) safe fn hostKeyAsFloat64(key: u64, name: *const u8, len: usize) -> f64;
    pub(super) safe fn hostKeyAsBool(key: u64, name: *const u8, len: usize) -> u64;

    pub(super) safe fn hostValueAsString(value: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostValueAsBytes(value: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostValueAsQNamePkg(value: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostValueAsQNameEntity(value: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostValueAsInt32(value: u64, name: *const u8, len: usize) -> i32;
    pub(super) safe fn hostValueAsInt64(value: u64, name: *const u8, len: usize) -> i64;
    pub(super) safe fn hostValueAsFloat32(value: u64, name: *const u8, len: usize) -> f32;
    pub(super) safe fn hostValueAsFloat64(value: u64, name: *const u8, len: usize) -> f64;
    pub(super) safe fn hostValueAsBool(value: u64, name: *const u8, len: usize) -> u64;
    pub(super) safe fn hostValueAsValue(value: u64, name: *const u8, len: usize) -> u64;

    pub(super) safe fn hostValueLength(value: u64) -> u32;
    pub(super) safe fn hostValueGetAsValue(value: u64, index: u32) -> u64;
    pub(super) safe fn hostValueGetAsString(value: u64, index: u32) -> u64;
}

// A key and an intent take fields by the same functions; `is_intent` distinguishes them.
// SAFETY: as above.
#[link(wasm_import_module = "env")]
unsafe extern "C" {
    pub(super) safe fn hostRowWriterPutString(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: *const u8,
        value_len: usize,
    );
    pub(super) safe fn hostRowWriterPutBytes(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: *const u8,
        value_len: usize,
    );
    pub(super) safe fn hostRowWriterPutInt32(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: i32,
    );
    pub(super) safe fn hostRowWriterPutInt64(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: i64,
    );
    pub(super) safe fn hostRowWriterPutFloat32(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: f32,
    );
    pub(super) safe fn hostRowWriterPutFloat64(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: f64,
    );
    pub(super) safe fn hostRowWriterPutBool(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        value: i32,
    );
    pub(super) safe fn hostRowWriterPutQName(
        row: u64,
        is_intent: u32,
        name: *const u8,
        len: usize,
        package: *const u8,
        package_len: usize,
        entity: *const u8,
        entity_len: usize,
    );
}
