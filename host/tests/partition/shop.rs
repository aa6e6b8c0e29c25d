//! An app of the guest, with helpers for tests.

use std::ops::Deref;
use std::time::Duration;

use heeus_abi::Storage::{self as Kept, AppSecret};
use heeus_host::state::Response;
use heeus_host::storage::{MemoryStorage, Storage};
use heeus_host::{App, AppConfig, AppError, CommandOutput, InvokeError, ProjectorStatus, Request};
use heeus_host_testkit::{DynRecord, Fakes, record};

use super::guest::{self, AtGate, NewOrder, OfDay, Total};

/// An app of the guest.
pub struct Shop {
    app: App,
    fakes: Fakes,
    workspace: i64,
}

impl Deref for Shop {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Shop {
    /// A shop with one partition, in memory.
    pub fn new() -> Self {
        Self::with(AppConfig::default())
    }

    pub fn with(mut config: AppConfig) -> Self {
        // Some commands wait at gates, which a busy machine may open late.
        config.engine.run_time = Duration::from_mins(5);
        Self::over(config, |_| Box::new(MemoryStorage::new()))
    }

    /// A shop over these storages, one for each partition.
    pub fn over(config: AppConfig, storage: impl FnMut(usize) -> Box<dyn Storage>) -> Self {
        Self::try_over(config, storage).unwrap_or_else(|error| panic!("{error}"))
    }

    /// A shop over these storages, if the app can open them. Its world outside is a fake, and the
    /// guest is deployed in it.
    pub fn try_over(
        mut config: AppConfig,
        storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Self, AppError> {
        let fakes = Fakes::new();
        config.external = fakes.external();
        let app = App::new(config, storage)?;
        assert_eq!(app.deploy(guest::package()), Ok(Vec::new()));
        Ok(Self {
            app,
            fakes,
            workspace: 1,
        })
    }

    /// Sends all later requests to this workspace.
    pub fn enter(&mut self, workspace: i64) -> &mut Self {
        self.workspace = workspace;
        self
    }

    pub fn into_app(self) -> App {
        self.app
    }

    fn request(&self, name: &str, args: impl Into<heeus_host::Args>) -> Request {
        Request::new("shop", name, args).workspace(self.workspace)
    }

    pub fn new_order(&self, id: i64, day: i32, amount: i64) -> Request {
        self.request("NewOrder", &NewOrder { id, day, amount })
    }

    pub fn ping(&self) -> Request {
        self.request("Ping", record! {})
    }

    pub fn wait_at(&self, gate: i32) -> Request {
        self.request("Wait", &AtGate { gate })
    }

    pub fn hold_at(&self, gate: i32) -> Request {
        self.request("Hold", &AtGate { gate })
    }

    pub fn order(&self, id: i64, day: i32, amount: i64) -> Result<CommandOutput, InvokeError> {
        self.command(self.new_order(id, day, amount))
    }

    /// The query's answer for a day.
    pub fn of_day(&self, day: i32) -> i64 {
        self.asked("OfDay", &OfDay { day })
    }

    /// The number of events that the query sees in the log.
    pub fn events(&self) -> i64 {
        self.asked("Events", record! {})
    }

    /// The number of events that the query sees from an offset on.
    pub fn events_from(&self, offset: i64) -> i64 {
        self.asked("EventsFrom", &guest::From { offset })
    }

    fn asked(&self, name: &str, args: impl Into<heeus_host::Args>) -> i64 {
        let done = self.query(self.request(name, args)).unwrap();
        assert_eq!(done.responses, Vec::<Response>::new());
        let totals = done.results::<Total>().unwrap();
        let [total] = &*totals else {
            panic!("one result is expected: {done:?}");
        };
        total.total
    }

    /// The rows of an entity.
    pub fn rows(&self, storage: Kept, entity: &'static str) -> Vec<(DynRecord, DynRecord)> {
        self.rows_of(self.workspace, storage, entity)
    }

    /// The rows of an entity in a workspace.
    pub fn rows_of(
        &self,
        workspace: i64,
        storage: Kept,
        entity: &'static str,
    ) -> Vec<(DynRecord, DynRecord)> {
        let rows = self.with_state(workspace, move |state| state.rows(storage, entity));
        let rows = rows.unwrap().unwrap().into_iter();
        rows.map(|(key, value)| (key.into(), value.into()))
            .collect()
    }

    /// The fakes of the world outside.
    pub fn fakes(&self) -> &Fakes {
        &self.fakes
    }

    /// Arranges a secret, or removes all.
    pub fn secret(&self, name: &str, secret: Option<&str>) {
        match secret {
            Some(secret) => self.fakes.secret(name, secret),
            None => self.fakes.clear(AppSecret),
        }
    }

    /// The status of a projector.
    pub fn projector(&self, name: &str) -> ProjectorStatus {
        let mut all = self.projectors().unwrap().into_iter();
        all.find(|status| status.name == name).unwrap()
    }
}
