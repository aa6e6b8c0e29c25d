//! An extension that runs by itself, after events or by the clock, and stores its progress as a
//! checkpoint.

use std::collections::HashMap;
use std::sync::Arc;

use heeus_abi::RecordRef;

use super::running::Running;
use crate::error::{Error, ErrorKind, Phase};
use crate::partition::deployed::{Deployed, ExtensionInstance};
use crate::state::{Behind, Commit, HostState, RunInputs, StateError};

/// An extension that runs by itself.
pub(super) struct Background {
    package: Arc<Deployed>,
    /// Its name in the package.
    name: String,
    pub(super) qname: String,
    /// The name under which its checkpoint is stored.
    pub(super) checkpoint: String,
}

/// One run of the extension.
pub(super) struct Delivery {
    pub(super) workspace: i64,
    pub(super) inputs: RunInputs,
    /// Its checkpoint after the run.
    pub(super) checkpoint: Option<i64>,
    /// Offset of its next event in the log of the workspace after the run, if the workspace was
    /// left behind; 0 for none.
    pub(super) behind: Option<i64>,
    /// Offset of the event that the run is about, if there is one.
    pub(super) offset: Option<i64>,
}

impl Background {
    /// A projector of a package.
    pub(super) fn projector(package: &Arc<Deployed>, instance: &ExtensionInstance) -> Self {
        Self::new(package, instance, format!("projector/{}", instance.qname))
    }

    /// A job of a package, in one of its workspaces.
    pub(super) fn job(
        package: &Arc<Deployed>,
        instance: &ExtensionInstance,
        workspace: i64,
    ) -> Self {
        Self::new(
            package,
            instance,
            format!("job/{workspace}/{}", instance.qname),
        )
    }

    fn new(package: &Arc<Deployed>, instance: &ExtensionInstance, checkpoint: String) -> Self {
        Self {
            package: Arc::clone(package),
            name: instance.name.clone(),
            qname: instance.qname.clone(),
            checkpoint,
        }
    }

    pub(super) fn is_of(&self, package: &str) -> bool {
        self.package.name == package
    }

    /// The name in a checkpoint of a projector or a job, and the workspace of a job.
    pub(super) fn of_checkpoint(checkpoint: &str) -> Option<(&str, Option<i64>)> {
        if let Some(qname) = checkpoint.strip_prefix("projector/") {
            return Some((qname, None));
        }
        let (workspace, qname) = checkpoint.strip_prefix("job/")?.split_once('/')?;
        Some((qname, Some(workspace.parse().ok()?)))
    }

    /// Runs the extension, and applies its intents together with its new checkpoint.
    pub(super) fn run(
        &self,
        packages: &mut HashMap<String, Running>,
        state: &mut HostState,
        partition: &str,
        mut delivery: Delivery,
    ) -> Result<(), Error> {
        let entered = state.enter(delivery.workspace);
        entered.map_err(|error| self.failed(error))?;
        let number = delivery.offset.or(delivery.checkpoint).unwrap_or_default();
        delivery.inputs.set_id(self.id(partition, number));
        let offset = delivery.offset;
        let instance = self.invoke(packages, state, &delivery.inputs, offset)?;
        let commit = Commit {
            event: None,
            checkpoint: delivery
                .checkpoint
                .map(|checkpoint| (&*self.checkpoint, checkpoint)),
            behind: delivery
                .behind
                .map(|next| self.behind(delivery.workspace, next)),
            answer: None,
        };
        let applied = instance.apply(state, &commit, delivery.offset);
        applied.map_err(|error| self.failed(error)).map(|_| ())
    }

    /// Runs a projector at an event again, in the workspace that the state is in. Its intents are
    /// pending after that.
    pub(super) fn run_again(
        &self,
        packages: &mut HashMap<String, Running>,
        state: &mut HostState,
        partition: &str,
        (mut inputs, offset): (RunInputs, i64),
    ) -> Result<(), Error> {
        inputs.set_id(self.id(partition, offset));
        self.invoke(packages, state, &inputs, Some(offset))
            .map(|_| ())
    }

    /// The id of a run, the same if it is repeated after a crash: that of the partition, and its
    /// place in the log or its time.
    fn id(&self, partition: &str, number: i64) -> String {
        format!("{partition}/{}/{number}", self.checkpoint)
    }

    fn invoke(
        &self,
        packages: &mut HashMap<String, Running>,
        state: &mut HostState,
        inputs: &RunInputs,
        offset: Option<i64>,
    ) -> Result<&ExtensionInstance, Error> {
        let running = packages.get_mut(&self.package.name);
        let (Some(running), Some(instance)) = (running, self.package.get(&self.name)) else {
            return Err(self.failed(StateError::NoRun));
        };
        let input = (RecordRef::empty(), inputs);
        let report = instance.invoke(&mut running.engines, state, input, offset);
        report.result.map_err(|error| *error)?;
        Ok(instance)
    }

    /// Its next event in a workspace that it left behind.
    pub(super) fn behind(&self, workspace: i64, next: i64) -> Behind<'_> {
        let name = &*self.checkpoint;
        Behind {
            name,
            workspace,
            next,
        }
    }

    /// The error if the state refuses its run.
    pub(super) fn failed(&self, error: StateError) -> Error {
        Error {
            module: self.package.name.clone(),
            extension: Some(self.name.clone()),
            phase: Phase::Run,
            kind: ErrorKind::State(error),
        }
    }
}
