//! The runs of the jobs of a partition.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::Processor;
use super::background::Background;
use super::job::Job;
use crate::error::KeptError;
use crate::partition::config::partition_of;
use crate::partition::deployed::Deployed;
use crate::partition::package::Role;
use crate::partition::projector::JobRun;
use crate::state::StateError;

impl Processor {
    /// Returns the jobs of a package, each due after its last run, or after its first deployment.
    pub(super) fn jobs_of(&mut self, package: &Arc<Deployed>) -> Result<Vec<Job>, StateError> {
        let (partition, partitions) = (self.place.partition, self.place.config.partitions);
        let mut jobs = Vec::new();
        for instance in package.instances() {
            let Role::Job { every, workspaces } = &instance.role else {
                continue;
            };
            let here = workspaces
                .iter()
                .copied()
                .filter(|&of| partition_of(of, partitions) == partition);
            for workspace in here {
                let background = Background::job(package, instance, workspace);
                jobs.push(self.job_of(background, *every, workspace)?);
            }
        }
        Ok(jobs)
    }

    fn job_of(
        &mut self,
        background: Background,
        every: Duration,
        workspace: i64,
    ) -> Result<Job, StateError> {
        let every = i64::try_from(every.as_millis()).unwrap_or(i64::MAX);
        let last = if let Some(last) = self.state.checkpoint(&background.checkpoint)? {
            last
        } else {
            // The time is stored: another deployment before the first run does not delay that run.
            let now = self.place.config.clock.millis();
            self.state.set_checkpoint(&background.checkpoint, now)?;
            now
        };
        Ok(Job {
            background,
            workspace,
            every,
            due: last.checked_add(every),
        })
    }

    /// Replaces the jobs of a package.
    pub(super) fn set_jobs(&mut self, package: &str, jobs: Vec<Job>) {
        self.jobs.retain(|job| !job.background.is_of(package));
        self.jobs.extend(jobs);
    }

    /// Runs the turns that are due up to `now`, in the order in which they were due. Leaves out the
    /// oldest turns of a job that has missed too many.
    pub(super) fn tick(&mut self, now: i64) -> Vec<JobRun> {
        let missed = i64::from(self.place.config.missed_runs.max(1));
        for job in &mut self.jobs {
            job.skip(now, missed);
        }
        let (mut runs, mut failed) = (Vec::new(), 0);
        while self.broken.is_none() {
            let jobs = self.jobs.iter().enumerate();
            let due = jobs.filter_map(|(at, job)| Some((job.due.filter(|&due| due <= now)?, at)));
            let Some((due, at)) = due.min() else {
                break;
            };
            runs.extend(self.run_job(at, due, &mut failed));
        }
        runs
    }

    /// Runs a turn of a job. `failed` is the number of runs that failed since the clock was set.
    fn run_job(&mut self, at: usize, due: i64, failed: &mut usize) -> Option<JobRun> {
        let job = self.jobs.get_mut(at)?;
        job.due = due.checked_add(job.every);
        let result = job.run(&mut self.packages, &mut self.state, (&self.place.id, due));
        if result.is_err() {
            self.state.discard();
            // The turn is over: after a restart the next one comes, or this one again if the
            // storage fails.
            let _stored = self.state.set_checkpoint(&job.background.checkpoint, due);
        }
        let result = result.map_err(|error| {
            let others = mem::replace(failed, failed.saturating_add(1));
            KeptError::beside(others, error)
        });
        let name = job.background.qname.clone();
        Some(JobRun {
            name,
            workspace: job.workspace,
            due,
            result,
        })
    }
}
