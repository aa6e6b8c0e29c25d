//! The methods of a kit that run extensions.

use std::panic::Location;

use heeus_abi::{ExtensionKind, LogLevel, Storage};

use super::intent::Intent;
use super::kit::{Kit, Source};
use super::new_ids::as_made;
use super::now::inputs_at;
use super::outcome::Outcome;
use super::value::Content;
use crate::fixture::compiled;
use heeus_host::Args;
use heeus_host::engine::{BuiltinEngine, Call, LogEntry, RunReport, WasmEngine};
use heeus_host::error::{Error, ErrorKind, Phase};

impl Kit {
    /// Runs an extension as the kind that the manifest declares, and applies its intents if it ends
    /// well.
    ///
    /// # Panics
    /// If the module has no extension of this name.
    #[track_caller]
    pub fn run(&mut self, name: &str, args: impl Into<Args>) -> Outcome {
        let kind = self.kind_of(name);
        self.invoke(name, kind, &args.into(), true)
    }

    /// Runs an extension as [`run`](Self::run) does, but never changes the state, whatever the
    /// outcome. Only an answer that was arranged for one request is used up.
    ///
    /// # Panics
    /// If the module has no extension of this name.
    #[track_caller]
    pub fn dry_run(&mut self, name: &str, args: impl Into<Args>) -> Outcome {
        let kind = self.kind_of(name);
        self.invoke(name, kind, &args.into(), false)
    }

    /// Runs an extension as this kind, whatever the manifest says. The manifest need not have it at
    /// all.
    ///
    /// # Panics
    /// If the arguments are no record of the contract.
    #[track_caller]
    pub fn run_as(&mut self, kind: ExtensionKind, name: &str, args: impl Into<Args>) -> Outcome {
        self.invoke(name, kind, &args.into(), true)
    }

    #[track_caller]
    pub(super) fn kind_of(&self, name: &str) -> ExtensionKind {
        let extensions = &self.manifest.extensions;
        let Some(extension) = extensions.iter().find(|extension| extension.name == name) else {
            let known: Vec<_> = extensions.iter().map(|known| known.name.as_str()).collect();
            panic!(
                "{}: no extension {name}; it has {}",
                self.name,
                known.join(", ")
            );
        };
        extension.kind
    }

    /// Starts the engine, if none is running.
    fn start(&mut self) -> Result<(), Error> {
        if self.engine.is_some() {
            return Ok(());
        }
        self.engine = match &self.source {
            Source::Wasm(bytes) => {
                let module = compiled(&self.name, bytes, &self.config)?;
                let engine = WasmEngine::new(&module, &self.config)?;
                Some(Box::new(engine))
            }
            #[cfg(feature = "lua")]
            Source::Lua(source) => Some(super::scripts::engine(&self.name, source, &self.config)?),
            Source::Builtin => Some(Box::new(BuiltinEngine::linked_with(
                &self.name,
                &self.config,
            )?)),
            Source::Given => None,
        };
        Ok(())
    }

    #[track_caller]
    pub(super) fn invoke(
        &mut self,
        name: &str,
        kind: ExtensionKind,
        args: &Args,
        apply: bool,
    ) -> Outcome {
        let args = match args.record() {
            Ok(args) => args,
            Err(error) => panic!("{}: the arguments of {name}: {error}", self.name),
        };
        let mut report = RunReport {
            result: self.start().map_err(Box::new),
            ..RunReport::default()
        };
        if let (Ok(()), Some(engine)) = (&report.result, &mut self.engine) {
            let inputs = inputs_at(self.now.as_ref(), kind, &self.inputs);
            let call = Call::new(name, kind, args).with_inputs(&inputs);
            report = engine.invoke(&mut self.state, &call);
        }
        self.use_inputs(kind, &report);
        let label = self.label.take();
        self.costs.push(name, label.as_deref(), report.stats);
        let (mut intents, mut new_ids) = (Vec::new(), Vec::new());
        if report.result.is_ok() {
            new_ids = self.state.pending_new_ids();
            let made = self.state.pending().iter();
            intents.extend(made.map(|made| as_made(&made, &new_ids)));
            report.result = self.end_run(name, apply).map_err(Box::new);
        } else {
            self.state.discard();
        }
        if report.result.is_err() {
            intents.clear();
            new_ids.clear();
        }
        report.logs.extend(logged(&mut intents));
        let outcome = Outcome {
            extension: name.to_owned(),
            at: Location::caller(),
            result: report.result.map_err(|error| *error),
            left: (0..intents.len()).collect(),
            intents,
            new_ids,
            logs: report.logs,
            calls: report.calls,
            calls_left_out: report.calls_left_out,
            stats: report.stats,
            found_logs: Vec::new(),
            expectations: Vec::new(),
            parts: Vec::new(),
        };
        outcome.need_reset();
        outcome
    }

    /// Applies or drops the intents of a run that ended well.
    fn end_run(&mut self, name: &str, apply: bool) -> Result<(), Error> {
        if !apply {
            self.state.discard();
            return Ok(());
        }
        let applied = self.state.apply().map_err(|error| Error {
            module: self.name.clone(),
            extension: Some(name.to_owned()),
            phase: Phase::Run,
            kind: ErrorKind::State(error),
        });
        applied.map(|_| ())
    }
}

/// Takes the intents for sys.Logger out of the intents, as log lines.
fn logged(intents: &mut Vec<Intent>) -> Vec<LogEntry> {
    let line = |intent: &Intent| {
        let Some(Content::I32(level)) = intent.key.get("LogLevel") else {
            return None;
        };
        let Some(Content::Str(text)) = intent.value.get("Message") else {
            return None;
        };
        Some(LogEntry {
            level: LogLevel::try_from(level.cast_unsigned()).ok()?,
            target: String::new(),
            file: String::new(),
            line: 0,
            text: text.clone(),
        })
    };
    let of_logger = |intent: &mut Intent| intent.storage == Storage::Logger;
    let lines = intents.extract_if(.., of_logger);
    lines.filter_map(|intent| line(&intent)).collect()
}
