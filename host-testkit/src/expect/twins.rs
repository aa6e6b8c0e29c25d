//! The same calls in both worlds, compared.

use heeus_abi::manifest::Manifest;
use heeus_abi::{ExtensionKind, IntentRef, KeyRange, KeyRef, encode_key};

use super::bounds::shown;
use super::diff::diff;
use super::kit::Kit;
use super::new_ids::{NONE_COUNTED, introducing};
use super::outcome::Outcome;
use super::value::DynRecord;
use heeus_host::Args;
use heeus_host::error::{ErrorClass, ErrorKind, Fault};
use heeus_host::trace::{HostCall, HostCallKind};

/// The heading of every diff of two worlds.
const LEGEND: &str = "(- native, + wasm)";

/// Two kits of the same extensions, native and wasm, that run the same calls on the same state. A
/// call whose outcomes differ fails the test.
///
/// It compares how the run ended (an error's sort and text), intents, log lines, calls to the host
/// with their answers, and how much was read and written.
///
/// # Differences between the worlds
///
/// Some runs end early in wasm only, and others natively only. Such a call cannot be compared, so
/// it fails the test. After [`allow_not_compared`](Self::allow_not_compared) the call is accepted,
/// [`not_compared`](Self::not_compared) lists it, and both states are as wasm left them:
///
/// - Limits of memory, stack, time and fuel, a guest out of memory, and traps: nothing stops a
///   native run, so none is started.
/// - Overflow of integers, if the native build checks it (debug builds do) and the module wraps in
///   silence (release builds do). With `overflow-checks = true` in the release profile both panic,
///   also in the module that is shipped.
///
/// Reads are delivered to wasm in pages. If an extension ends a read early, the number of delivered
/// elements is therefore not compared, unless the kit has
/// [`pages`](heeus_host::engine::EngineConfig::pages) off.
///
/// All other differences are reported, and have their reason in the extension: `usize` has 32 bits
/// in wasm, `debug_assert!` exists in debug builds only, and statics persist from run to run
/// natively. The message of a panic is compared if the module has the SDK's feature
/// `panic-message`. All NaNs are equal.
pub struct Twins {
    native: Kit,
    wasm: Kit,
    not_compared: Vec<String>,
    allow_not_compared: bool,
}

impl Twins {
    /// Twins of these kits. The macro [`twins!`](crate::twins) builds those of the crate that
    /// contains it.
    ///
    /// # Panics
    /// If the kits differ in extensions, entities or rows.
    #[track_caller]
    pub fn new(native: Kit, wasm: Kit) -> Self {
        let twins = Self {
            native,
            wasm,
            not_compared: Vec::new(),
            allow_not_compared: false,
        };
        let manifests = [&twins.native, &twins.wasm].map(|kit| manifest_text(kit.manifest()));
        twins.need_same("other extensions or entities", &manifests);
        let rows = [&twins.native, &twins.wasm].map(all_rows);
        twins.need_same("other rows", &rows);
        twins
    }

    /// Changes both kits in the same way: arranges rows, sets limits.
    #[track_caller]
    pub fn arrange(&mut self, mut arrange: impl FnMut(&mut Kit)) -> &mut Self {
        arrange(&mut self.native);
        arrange(&mut self.wasm);
        self
    }

    /// Runs an extension in both worlds, and applies its intents if it ends well. Returns the
    /// outcome of the run in wasm.
    ///
    /// # Panics
    /// If the outcomes differ (with the differences) or cannot be compared; if there is no
    /// extension of this name.
    #[track_caller]
    pub fn run(&mut self, name: &str, args: impl Into<Args>) -> Outcome {
        let kind = self.wasm.kind_of(name);
        self.run_as(kind, name, args)
    }

    /// Does the same with the extension run as this kind, whatever the manifest says. The manifest
    /// need not have it at all.
    ///
    /// # Panics
    /// If the outcomes differ (with the differences), or cannot be compared.
    #[track_caller]
    pub fn run_as(&mut self, kind: ExtensionKind, name: &str, args: impl Into<Args>) -> Outcome {
        let args = args.into();
        let wasm = self.wasm.invoke(name, kind, &args, true);
        if let Some(error) = wasm.error()
            && ends_in_wasm_only(error.class())
        {
            let why = error.to_string();
            return self.accept_not_compared(wasm, why);
        }
        let native = self.native.invoke(name, kind, &args, true);
        let native = native.ignore_failure().ignore_intents();
        for outcome in [&native, &wasm] {
            outcome.need_calls();
        }
        let messages = panic_message(&wasm) != Some("");
        let (calls, read) = if self.wasm.config.pages {
            without_pages(&native, &wasm)
        } else {
            (wasm.calls.clone(), wasm.stats.bytes_read)
        };
        let texts = [
            compared_text(&native, messages, &native.calls, native.stats.bytes_read),
            compared_text(&wasm, messages, &calls, read),
        ];
        if texts[0] == texts[1] {
            return wasm;
        }
        match panic_message(&native) {
            Some(message) if is_overflow(message) => {
                let wasm = self.accept_not_compared(wasm, format!("{name}: natively: {message}"));
                if wasm.error().is_none() {
                    self.native.apply_intents(kind, &wasm);
                }
                wasm
            }
            _ => {
                // Drops the outcome without a second failure, so that the test shows this one.
                drop(wasm.ignore_failure().ignore_intents());
                let [native, wasm] = texts;
                panic!(
                    "{name}: not the same in both worlds {LEGEND}\n{}\narguments: {}",
                    diff(&native, &wasm),
                    shown(&format!("{:#}", shown_args(&args)))
                );
            }
        }
    }

    /// Accepts calls that cannot be compared, because they end early in one of the worlds only.
    pub const fn allow_not_compared(&mut self) -> &mut Self {
        self.allow_not_compared = true;
        self
    }

    /// Records a call that cannot be compared, or fails the test.
    #[track_caller]
    fn accept_not_compared(&mut self, wasm: Outcome, why: String) -> Outcome {
        if !self.allow_not_compared {
            // Drops the outcome without a second failure, so that the test shows this one.
            drop(wasm.ignore_failure().ignore_intents());
            panic!(
                "a call ends in one of the worlds only, so it cannot be compared: {why}; \
                 `allow_not_compared` lets such calls pass"
            );
        }
        self.not_compared.push(why);
        // The native kit has not made all calls of the other one.
        self.native.ignore_unused();
        wasm
    }

    /// The calls that were not compared, each with the reason.
    pub fn not_compared(&self) -> &[String] {
        &self.not_compared
    }

    /// The kit that runs natively.
    pub const fn native(&self) -> &Kit {
        &self.native
    }

    /// The kit that runs in wasm; its state equals that of the native one.
    pub const fn wasm(&self) -> &Kit {
        &self.wasm
    }

    #[track_caller]
    fn need_same(&self, what: &str, [native, wasm]: &[String; 2]) {
        assert!(
            native == wasm,
            "{} and {}: {what} {LEGEND}\n{}",
            self.native.name(),
            self.wasm.name(),
            diff(native, wasm)
        );
    }
}

/// The arguments of a call, as a test would write them.
fn shown_args(args: &Args) -> DynRecord {
    args.record().map(DynRecord::from).unwrap_or_default()
}

impl Kit {
    /// Applies the intents of a run in the other kit.
    #[track_caller]
    fn apply_intents(&mut self, kind: ExtensionKind, made: &Outcome) {
        let mut block = Vec::new();
        for intent in made.intents() {
            let intent = &introducing(intent, made.new_ids());
            let (key, value) = (self.encoded(&intent.key), self.encoded(&intent.value));
            let key = KeyRef {
                storage: intent.storage,
                entity: &intent.entity,
                record: key.as_ref(),
                range: KeyRange::ALL,
            };
            let fields: Vec<_> = key.record.fields().collect();
            let mut key_bytes = Vec::new();
            let added = encode_key(key.storage, key.entity, &fields, &mut key_bytes);
            debug_assert!(added.is_ok(), "the key of an intent that was taken");
            let intent = IntentRef {
                op: intent.op,
                key,
                key_bytes: &key_bytes,
                value: value.as_ref(),
            };
            intent.append_to(&mut block);
        }
        drop(self.state.begin_run(kind));
        let mut added = self.state.give_ids(&block, NONE_COUNTED);
        let mut rest = block.as_slice();
        while let Some((intent, size)) = IntentRef::trusted(rest) {
            added = added.and_then(|()| self.state.add_intent(&intent));
            rest = rest.get(size..).unwrap_or_default();
        }
        if let Err(error) = added.and_then(|()| self.state.apply()) {
            panic!("{}: {error}", self.name);
        }
    }
}

/// Returns whether a run that ended this way in wasm would not do so natively.
const fn ends_in_wasm_only(class: ErrorClass) -> bool {
    matches!(
        class,
        ErrorClass::MemoryLimit
            | ErrorClass::TimeLimit
            | ErrorClass::StackLimit
            | ErrorClass::FuelLimit
            | ErrorClass::OutOfMemory
            | ErrorClass::Trap
    )
}

/// The message of a run that ended in a panic.
fn panic_message(outcome: &Outcome) -> Option<&str> {
    match &outcome.error()?.kind {
        ErrorKind::Fault(fault) => {
            let Fault { text, .. } = &**fault;
            Some(text)
        }
        _ => None,
    }
}

/// Returns whether it is the message of an overflow check, which debug builds have.
fn is_overflow(message: &str) -> bool {
    message.starts_with("attempt to ") && message.ends_with(" with overflow")
}

/// The text of everything that must be the same.
fn compared_text(outcome: &Outcome, messages: bool, calls: &[HostCall], bytes_read: u64) -> String {
    let stats = outcome.stats();
    format!(
        "{}used: {} host calls, {bytes_read} bytes read, {} bytes written\n",
        outcome.text(messages, calls),
        stats.host_calls,
        stats.bytes_written
    )
}

/// The calls to the host and the bytes read of a run in wasm, as they would be without pages. If an
/// extension ends a read early, the rest of a page has been delivered already; if it panics in a
/// read, the page does not count yet.
fn without_pages(native: &Outcome, wasm: &Outcome) -> (Vec<HostCall>, u64) {
    let (mut calls, mut read) = (wasm.calls.clone(), wasm.stats.bytes_read);
    for (call, native_call) in calls.iter_mut().zip(&native.calls) {
        if let HostCallKind::Read {
            delivered, answer, ..
        } = &mut call.what
            && let HostCallKind::Read {
                delivered: wanted, ..
            } = native_call.what
            && (*delivered > wanted || answer.is_none())
        {
            *delivered = wanted;
            read = native.stats.bytes_read;
        }
    }
    (calls, read)
}

/// The contents of a manifest, sorted.
fn manifest_text(manifest: &Manifest) -> String {
    let extensions = manifest.extensions.iter();
    let extensions = extensions.map(|extension| {
        let (kind, name, sync) = (extension.kind, &extension.name, extension.sync);
        format!("{kind} {name} {:?} {sync}\n", extension.targets)
    });
    let entities = manifest.entities.iter();
    let entities = entities.map(|entity| format!("{entity:?}\n"));
    let uniques = manifest.uniques.iter();
    let uniques = uniques.map(|unique| format!("{unique:?}\n"));
    let mut lines: Vec<String> = extensions.chain(entities).chain(uniques).collect();
    lines.sort_unstable();
    lines.concat()
}

/// The rows of all declared entities.
fn all_rows(kit: &Kit) -> String {
    let mut names: Vec<&str> = kit.state().entities().map(|entity| &*entity.name).collect();
    names.sort_unstable();
    let rows = |name: &str| {
        let rows = kit.rows(name).into_iter();
        let lines = rows.map(|(key, value)| format!("{name} {key} {value}\n"));
        lines.collect::<String>()
    };
    names.into_iter().map(rows).collect()
}
