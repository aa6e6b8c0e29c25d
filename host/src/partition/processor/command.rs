//! The run of a command: its validators, the command itself, its event, and the synchronous
//! projectors.

use std::sync::Arc;

use heeus_abi::{ExtensionKind, RecordBuilder, RecordRef, Storage, Value};

use super::Processor;
use super::answered::{Answering, KeyedRequest};
use crate::engine::LogEntry;
use crate::partition::deployed::{Deployed, ExtensionInstance};
use crate::partition::error::{InvokeError, Refusal};
use crate::partition::event::{ARGUMENT, EventParts, STARTED_AT, WLOG_OFFSET, WORKSPACE};
use crate::partition::inputs::{inputs, logged, record};
use crate::partition::queue::CommandResult;
use crate::partition::request::{CommandOutput, Request};
use crate::state::{Commit, NewEvent, RunInputs, StateError};

/// Fields of sys.CommandContext.
const UNLOGGED: &str = "ArgumentUnloggedObject";
const ORIGIN: &str = "Origin";

/// Number of workspaces whose last events are remembered.
const REMEMBERED: usize = 4096;

impl Processor {
    /// Runs a command. If it fails, nothing remains of it.
    pub(super) fn command(&mut self, request: &Request) -> CommandResult {
        if let Some(error) = &self.broken {
            return Err(InvokeError::NotDurable(error.clone()));
        }
        let done = self.try_command(request);
        if done.is_err() {
            self.state.discard();
        }
        done
    }

    fn try_command(&mut self, request: &Request) -> CommandResult {
        let keyed = KeyedRequest::new(request)?;
        if let Some(keyed) = &keyed
            && let Some(done) = self.repeated(keyed, request)?
        {
            return Ok(done);
        }
        let package = self.package(&request.package)?;
        let command = package.find(&request.name, ExtensionKind::Command)?;
        let args = record(&request.args)?;
        let workspace = request.workspace;
        self.state.enter(workspace)?;
        let wlog_offset = self.last_of_workspace(workspace)? + 1;
        let started_at = self.place.config.clock.millis();
        let inputs = inputs_of(request, wlog_offset, started_at)?;
        self.state.join_runs();
        let mut logs = Vec::new();
        let validators = command.validators.iter();
        for validator in validators.filter_map(|name| package.get(name)) {
            self.run(&package, validator, (args, &inputs), &mut logs)?;
        }
        self.run(&package, command, (args, &inputs), &mut logs)?;
        let offset = self.last_event + 1;
        let offsets = (offset, wlog_offset);
        let called = (workspace, args, started_at);
        self.commit_command(command, called, offsets, keyed.as_ref())?;
        logs.extend(logged(&self.state));
        let (results, responses) = (self.state.results(), self.state.responses());
        Ok(CommandOutput {
            offset,
            wlog_offset,
            results: results.to_vec(),
            responses: responses.to_vec(),
            new_ids: self.state.new_ids().to_vec(),
            is_repeated: false,
            logs,
            stopped: self.follow_now(offset, workspace),
        })
    }

    /// Applies the intents of a command, its event, and its answer if the request has a key.
    fn commit_command(
        &mut self,
        command: &ExtensionInstance,
        (workspace, argument, registered_at): (i64, RecordRef<'_>, i64),
        (offset, wlog_offset): (i64, i64),
        keyed: Option<&KeyedRequest>,
    ) -> Result<(), InvokeError> {
        let event = EventParts {
            workspace,
            wlog_offset,
            registered_at,
            qname: &command.qname,
            argument,
            intents: self.state.pending(),
        };
        let qname = || command.qname.clone();
        let event = event.record().map_err(|error| InvokeError::Event {
            command: qname(),
            error,
        })?;
        let answering = keyed.map(|keyed| self.answering(keyed, (offset, wlog_offset)));
        let answering = answering.transpose()?;
        let commit = Commit {
            event: Some(NewEvent {
                offset,
                wlog_offset,
                record: event.as_ref(),
            }),
            answer: answering.as_ref().map(Answering::answer),
            ..Commit::default()
        };
        let applied = command.apply(&mut self.state, &commit, Some(offset));
        applied.map_err(|error| match error {
            StateError::Encode(error) if keyed.is_some() => InvokeError::Answer {
                command: qname(),
                error,
            },
            error => error.into(),
        })?;
        self.last_event = offset;
        self.set_last_of_workspace(workspace, wlog_offset);
        if let Some(answering) = &answering {
            self.answer_stored(answering);
        }
        Ok(())
    }

    fn package(&self, name: &str) -> Result<Arc<Deployed>, InvokeError> {
        let running = self.packages.get(name);
        let package = running.map(|running| Arc::clone(&running.package));
        package.ok_or_else(|| {
            let mut known: Vec<String> = self.packages.keys().cloned().collect();
            known.sort_unstable();
            let package = name.to_owned();
            InvokeError::UnknownPackage { package, known }
        })
    }

    fn last_of_workspace(&self, workspace: i64) -> Result<i64, StateError> {
        if let Some(&last) = self.last_of_workspaces.get(&workspace) {
            return Ok(last);
        }
        // Only a new event is remembered: a refused command leaves nothing here.
        self.state.last_event_of_workspace()
    }

    /// Remembers the last event of a workspace, of some thousand workspaces at a time.
    fn set_last_of_workspace(&mut self, workspace: i64, last: i64) {
        if self.last_of_workspaces.len() >= REMEMBERED {
            self.last_of_workspaces.clear();
        }
        self.last_of_workspaces.insert(workspace, last);
    }

    /// Runs a validator or the command. Its intents are pending after that.
    fn run(
        &mut self,
        package: &Deployed,
        instance: &ExtensionInstance,
        (args, inputs): (RecordRef<'_>, &RunInputs),
        logs: &mut Vec<LogEntry>,
    ) -> Result<(), InvokeError> {
        let Some(running) = self.packages.get_mut(&package.name) else {
            return Ok(());
        };
        let offset = Some(self.last_event + 1);
        let report = instance.invoke(
            &mut running.engines,
            &mut self.state,
            (args, inputs),
            offset,
        );
        logs.extend(report.logs);
        report.result.map_err(|error| {
            InvokeError::Extension(Box::new(Refusal {
                extension: instance.qname.clone(),
                error: *error,
                logs: std::mem::take(logs),
            }))
        })
    }
}

/// The inputs of a command and its validators.
fn inputs_of(
    request: &Request,
    wlog_offset: i64,
    started_at: i64,
) -> Result<RunInputs, InvokeError> {
    let mut context = RecordBuilder::new();
    context.put(WORKSPACE, Value::I64(request.workspace));
    context.put(WLOG_OFFSET, Value::I64(wlog_offset));
    context.put(STARTED_AT, Value::I64(started_at));
    context.put(ARGUMENT, Value::Record(record(&request.args)?));
    if let Some(unlogged) = &request.unlogged {
        context.put(UNLOGGED, Value::Record(record(unlogged)?));
    }
    if let Some(origin) = &request.origin {
        context.put(ORIGIN, Value::Str(origin));
    }
    let context = context.build()?;
    let context = (Storage::CommandContext, context.as_ref());
    inputs(context, request.subject.as_ref())
}
