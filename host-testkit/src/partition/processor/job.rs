//! Jobs: what runs when its time has come.

use std::sync::Arc;

use heeus_abi::{RecordBuilder, RecordRef, Storage, Value};

use super::Processor;
use super::command::put;
use super::event::WORKSPACE;
use crate::error::{Error, ErrorKind, Phase};
use crate::partition::deployed::Deployed;
use crate::partition::package::Role;
use crate::partition::projector::JobRun;
use crate::state::{Along, StateError};

const UNIX_TIME: &str = "UnixTime";

/// A job, and when it is due.
pub(super) struct Job {
    package: Arc<Deployed>,
    name: String,
    qname: String,
    workspace: i64,
    /// Milliseconds.
    every: i64,
    /// Milliseconds since 1970; `None` where that is beyond all time.
    due: Option<i64>,
}

impl Processor {
    /// Jobs of a package, each due after its last run, or after its first deployment.
    pub(super) fn jobs_of(&mut self, package: &Arc<Deployed>) -> Result<Vec<Job>, StateError> {
        let partitions = self.place.config.partitions;
        let mut jobs = Vec::new();
        for instance in package.instances() {
            let Role::Job { every, workspace } = instance.role else {
                continue;
            };
            if super::super::partition_of(workspace, partitions) != self.place.partition {
                continue;
            }
            let every = i64::try_from(every.as_millis()).unwrap_or(i64::MAX);
            let mark = mark(&instance.qname);
            let last = if let Some(last) = self.state.mark(&mark)? {
                last
            } else {
                // Stored: a deployment before the first run does not put it off.
                let now = self.place.clock.millis();
                self.state.set_mark(&mark, now)?;
                now
            };
            jobs.push(Job {
                package: Arc::clone(package),
                name: instance.name.clone(),
                qname: instance.qname.clone(),
                workspace,
                every,
                due: last.checked_add(every),
            });
        }
        Ok(jobs)
    }

    /// Puts these jobs in the place of those of their package.
    pub(super) fn set_jobs(&mut self, package: &str, jobs: Vec<Job>) {
        self.jobs.retain(|job| job.package.name != package);
        self.jobs.extend(jobs);
    }

    /// Runs what is due up to `now`, in the order in which it was due, each job as often as its time has come, but for the
    /// oldest turns of a job that has missed too many.
    pub(super) fn tick(&mut self, now: i64) -> Vec<JobRun> {
        let missed = i64::from(self.place.config.missed_runs.max(1));
        for job in &mut self.jobs {
            job.skip(now, missed);
        }
        let mut runs = Vec::new();
        while self.broken.is_none() {
            let jobs = self.jobs.iter().enumerate();
            let due = jobs.filter_map(|(at, job)| Some((job.due.filter(|&due| due <= now)?, at)));
            let Some((due, at)) = due.min() else {
                break;
            };
            runs.extend(self.run_job(at, due));
        }
        runs
    }

    fn run_job(&mut self, at: usize, due: i64) -> Option<JobRun> {
        let job = self.jobs.get_mut(at)?;
        job.due = due.checked_add(job.every);
        let name = job.qname.clone();
        let mut result = self.try_job(at, due);
        if result.is_err() {
            self.state.discard();
            // It had its turn: after a restart the next one comes.
            let marked = self.state.set_mark(&mark(&name), due);
            result = result.and(marked.map_err(|error| self.job_failed(at, error)));
        }
        Some(JobRun { name, due, result })
    }

    fn try_job(&mut self, at: usize, due: i64) -> Result<(), Error> {
        let Some(job) = self.jobs.get(at) else {
            return Ok(());
        };
        let running = self.packages.get_mut(&job.package.name);
        let (Some(running), Some(instance)) = (running, job.package.get(&job.name)) else {
            return Ok(());
        };
        let state = &mut self.state;
        let mut context = RecordBuilder::new();
        context.put(WORKSPACE, Value::I64(job.workspace));
        context.put(UNIX_TIME, Value::I64(due.div_euclid(1000)));
        let arranged = context.build().map_err(StateError::Encode);
        let arranged = arranged.and_then(|context| {
            state.enter(job.workspace)?;
            put(state, Storage::JobContext, Some(context.as_ref()))
        });
        arranged.map_err(|error| failed(job, error))?;
        let args = RecordRef::empty();
        let report = instance.invoke(&mut running.engines, state, args, None);
        report.result.map_err(|error| *error)?;
        let along = Along {
            event: None,
            mark: Some((&mark(&job.qname), due)),
        };
        let applied = instance.apply(state, &along, None);
        applied.map_err(|error| failed(job, error)).map(|_| ())
    }

    fn job_failed(&self, at: usize, error: StateError) -> Error {
        match self.jobs.get(at) {
            Some(job) => failed(job, error),
            None => Error {
                module: String::new(),
                extension: None,
                phase: Phase::Run,
                kind: ErrorKind::State(error),
            },
        }
    }
}

impl Job {
    /// Leaves out the oldest turns where more than `most` are due.
    fn skip(&mut self, now: i64, most: i64) {
        let Some(due) = self.due else {
            return;
        };
        let every = self.every.max(1);
        let turns = now.saturating_sub(due).div_euclid(every).saturating_add(1);
        if turns > most {
            let skipped = (turns - most).checked_mul(every);
            self.due = skipped.and_then(|skipped| due.checked_add(skipped));
        }
    }
}

fn failed(job: &Job, error: StateError) -> Error {
    Error {
        module: job.package.name.clone(),
        extension: Some(job.name.clone()),
        phase: Phase::Run,
        kind: ErrorKind::State(error),
    }
}

/// The name that it is stored under when a job last ran.
fn mark(qname: &str) -> String {
    format!("job/{qname}")
}
