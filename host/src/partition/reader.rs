//! The readers of a partition: threads that run queries in parallel with commands, each on what was
//! stored when the query began.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use heeus_abi::{ExtensionKind, RecordBuilder, Storage, Value};

use super::clock::Clock;
use super::deployed::Deployed;
use super::engines::{EngineMaker, Engines};
use super::error::{InvokeError, Refusal};
use super::event::{ARGUMENT, STARTED_AT, WORKSPACE};
use super::inputs::{inputs, logged, record};
use super::published::{Published, PublishedView};
use super::queue::Answer;
use super::request::{QueryOutput, Request};
use crate::error::Error;
use crate::state::{HostState, RunInputs};
use crate::storage::ReadStorage;

/// The result of a query, or the reason why it did not run.
pub(super) type QueryResult = Result<QueryOutput, InvokeError>;

/// A query on its way to a reader.
pub(super) type Query = (Box<Request>, Answer<QueryResult>);

/// Queries that wait for a reader.
pub(super) type Queries = Arc<Mutex<Receiver<Query>>>;

/// One reader.
pub(super) struct Reader {
    pub(super) state: HostState,
    /// The storage that the state reads.
    pub(super) storage: ReadStorage,
    pub(super) maker: EngineMaker,
    pub(super) published: Arc<Published>,
    pub(super) clock: Clock,
    /// Packages by name; engines are created when a query needs them.
    pub(super) packages: HashMap<String, (Arc<Deployed>, Engines)>,
}

impl Reader {
    /// Runs queries until no sender is left. Returns the errors of the modules at their end.
    pub(super) fn work(mut self, queries: &Queries) -> Vec<Error> {
        let mut faults = Vec::new();
        loop {
            // A statement of its own: the lock is released before the query runs.
            let next = queries
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok((request, answer)) = next else {
                break;
            };
            let view = self.pin();
            let result = self.query(&view, &request, &mut faults);
            // While a snapshot exists, the storage keeps everything in it.
            self.state.release_snapshot();
            self.storage.unpin();
            answer.give(result);
        }
        let packages = self.packages.into_values();
        faults.extend(packages.flat_map(|(_, engines)| engines.finish()));
        faults
    }

    /// Pins the storage, so that the tables of a workspace are looked up where the query reads.
    /// Returns the view that belongs to it: with an earlier one, a query could find changed records
    /// beside rows that a rebuild has replaced, which nothing changes any more.
    fn pin(&mut self) -> Arc<PublishedView> {
        loop {
            let view = self.published.view();
            self.storage.pin();
            if Arc::ptr_eq(&view, &self.published.view()) {
                return view;
            }
        }
    }

    fn query(
        &mut self,
        view: &PublishedView,
        request: &Request,
        faults: &mut Vec<Error>,
    ) -> QueryResult {
        let package = view.packages.get(&request.package).ok_or_else(|| {
            let known = view.packages.keys().cloned().collect();
            let package = request.package.clone();
            InvokeError::UnknownPackage { package, known }
        })?;
        let query = package.find(&request.name, ExtensionKind::Query)?;
        let args = record(&request.args)?;
        self.state.attach(&view.seen)?;
        self.state.enter(request.workspace)?;
        let inputs = inputs_of(request, self.clock.millis())?;
        let refused = |error, logs| {
            InvokeError::Extension(Box::new(Refusal {
                extension: query.qname.clone(),
                error,
                logs,
            }))
        };
        let engines = engines(&mut self.packages, package, &self.maker, faults);
        let engines = engines.map_err(|error| refused(error, Vec::new()))?;
        let report = query.invoke(engines, &mut self.state, (args, &inputs), None);
        let mut logs = report.logs;
        if let Err(error) = report.result {
            return Err(refused(*error, logs));
        }
        self.state.apply()?;
        logs.extend(logged(&self.state));
        Ok(QueryOutput {
            results: self.state.results().to_vec(),
            responses: self.state.responses().to_vec(),
            logs,
        })
    }
}

/// The inputs of a query.
fn inputs_of(request: &Request, started_at: i64) -> Result<RunInputs, InvokeError> {
    let mut context = RecordBuilder::new();
    context.put(WORKSPACE, Value::I64(request.workspace));
    context.put(STARTED_AT, Value::I64(started_at));
    context.put(ARGUMENT, Value::Record(record(&request.args)?));
    let context = context.build()?;
    let context = (Storage::QueryContext, context.as_ref());
    inputs(context, request.subject.as_ref())
}

/// The engines of a package, created anew if the package was replaced.
fn engines<'a>(
    packages: &'a mut HashMap<String, (Arc<Deployed>, Engines)>,
    package: &Arc<Deployed>,
    maker: &EngineMaker,
    faults: &mut Vec<Error>,
) -> Result<&'a mut Engines, Error> {
    let place = match packages.entry(package.name.clone()) {
        Entry::Occupied(mut place) => {
            if !Arc::ptr_eq(&place.get().0, package) {
                let made = (Arc::clone(package), counted(package, maker)?);
                faults.extend(place.insert(made).1.finish());
            }
            place.into_mut()
        }
        Entry::Vacant(place) => {
            let engines = counted(package, maker)?;
            place.insert((Arc::clone(package), engines))
        }
    };
    Ok(&mut place.1)
}

/// Creates the engines of a deployed package, and counts them.
fn counted(package: &Deployed, maker: &EngineMaker) -> Result<Engines, Error> {
    let mut engines = Engines::make(package, maker)?;
    engines.count_in(package, &maker.metrics);
    Ok(engines)
}
