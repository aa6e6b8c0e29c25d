//! The imports of ABI 0_0_1, as far as the three extensions need them.

mod env {
    // SAFETY: the platform only reads memory, and checks each address; each length is that of the
    // text before it.
    #[link(wasm_import_module = "env")]
    unsafe extern "C" {
        pub safe fn hostGetKey(
            storage: *const u8,
            storage_len: usize,
            entity: *const u8,
            entity_len: usize,
        ) -> u64;
        pub safe fn hostGetValue(key: u64) -> u64;
        pub safe fn hostQueryValue(key: u64) -> u64;
        pub safe fn hostReadValues(key: u64);
        pub safe fn hostNewValue(key: u64) -> u64;
        pub safe fn hostUpdateValue(key: u64, existing: u64) -> u64;
        pub safe fn hostKeyAsInt32(key: u64, name: *const u8, len: usize) -> i32;
        pub safe fn hostValueAsInt32(value: u64, name: *const u8, len: usize) -> i32;
        pub safe fn hostValueAsInt64(value: u64, name: *const u8, len: usize) -> i64;
        pub safe fn hostValueAsValue(value: u64, name: *const u8, len: usize) -> u64;
        pub safe fn hostValueLength(value: u64) -> u32;
        pub safe fn hostValueGetAsValue(value: u64, index: u32) -> u64;
        pub safe fn hostRowWriterPutInt32(
            id: u64,
            is_intent: u32,
            name: *const u8,
            len: usize,
            value: i32,
        );
        pub safe fn hostRowWriterPutInt64(
            id: u64,
            is_intent: u32,
            name: *const u8,
            len: usize,
            value: i64,
        );
        pub safe fn hostRowWriterPutString(
            id: u64,
            is_intent: u32,
            name: *const u8,
            len: usize,
            value: *const u8,
            value_len: usize,
        );
    }
}

/// A key of a storage.
#[derive(Clone, Copy)]
pub struct Key(u64);

/// An element, a part of one, or a list.
#[derive(Clone, Copy)]
pub struct Value(pub u64);

/// The key of an element that a read delivers.
#[derive(Clone, Copy)]
pub struct RowKey(pub u64);

/// A write that waits for the end of the run.
pub struct Intent(u64);

impl Key {
    pub fn new(storage: &str, entity: &str) -> Self {
        let (entity, len) = (entity.as_ptr(), entity.len());
        Self(env::hostGetKey(
            storage.as_ptr(),
            storage.len(),
            entity,
            len,
        ))
    }

    pub fn put_i32(self, name: &str, value: i32) {
        env::hostRowWriterPutInt32(self.0, 0, name.as_ptr(), name.len(), value);
    }

    /// Returns the element; the host stops the run if there is none.
    pub fn get(self) -> Value {
        Value(env::hostGetValue(self.0))
    }

    pub fn query(self) -> Option<Value> {
        let value = env::hostQueryValue(self.0);
        (value != u64::MAX).then_some(Value(value))
    }

    /// Reads the elements under a partial key; `WasmOnReadValue` gets each of them.
    pub fn read(self) {
        env::hostReadValues(self.0);
    }

    pub fn insert(self) -> Intent {
        Intent(env::hostNewValue(self.0))
    }

    pub fn update(self, existing: Value) -> Intent {
        Intent(env::hostUpdateValue(self.0, existing.0))
    }
}

impl Value {
    pub fn i32(self, name: &str) -> i32 {
        env::hostValueAsInt32(self.0, name.as_ptr(), name.len())
    }

    pub fn i64(self, name: &str) -> i64 {
        env::hostValueAsInt64(self.0, name.as_ptr(), name.len())
    }

    pub fn value(self, name: &str) -> Self {
        Self(env::hostValueAsValue(self.0, name.as_ptr(), name.len()))
    }

    pub fn len(self) -> u32 {
        env::hostValueLength(self.0)
    }

    pub fn at(self, index: u32) -> Self {
        Self(env::hostValueGetAsValue(self.0, index))
    }
}

impl RowKey {
    pub fn i32(self, name: &str) -> i32 {
        env::hostKeyAsInt32(self.0, name.as_ptr(), name.len())
    }
}

impl Intent {
    pub fn put_i32(&self, name: &str, value: i32) {
        env::hostRowWriterPutInt32(self.0, 1, name.as_ptr(), name.len(), value);
    }

    pub fn put_i64(&self, name: &str, value: i64) {
        env::hostRowWriterPutInt64(self.0, 1, name.as_ptr(), name.len(), value);
    }

    pub fn put_str(&self, name: &str, value: &str) {
        let (ptr, len) = (value.as_ptr(), value.len());
        env::hostRowWriterPutString(self.0, 1, name.as_ptr(), name.len(), ptr, len);
    }
}
