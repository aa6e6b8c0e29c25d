//! The way of one order: checked, accepted, added to its day.

use heeus_abi::{EncodeError, ExtensionKind, RecordBuf, RecordRef, Storage, Value};
use heeus_host::engine::{Call, CompiledModule, Engine, EngineConfig, RunStats, WasmEngine};
use heeus_host::error::ErrorKind;
use heeus_host::state::{HostState, RunInputs, StateError};
use heeus_host_testkit::fixture::WasmFile;
use heeus_host_testkit::{DynRecord, QName, record};

use crate::Error;

/// The validator.
pub const CHECK_ORDER: &str = "CheckOrder";
/// The command.
pub const NEW_ORDER: &str = "NewOrder";
/// The projector.
pub const CALC_ORDERED_ITEMS: &str = "CalcOrderedItems";
/// The query.
pub const ORDERED_ITEMS: &str = "OrderedItems";

/// The extensions, compiled.
pub struct Extensions {
    module: CompiledModule,
}

impl Extensions {
    /// Checks and compiles a module.
    ///
    /// # Errors
    /// [`Error::Engine`] if it breaks the contract.
    pub fn new(wasm: &WasmFile) -> Result<Self, Error> {
        let config = EngineConfig::default();
        let module = CompiledModule::new(wasm.name(), wasm.bytes(), &config)?;
        Ok(Self { module })
    }
}

/// An engine and its state.
pub struct Shop {
    engine: WasmEngine,
    state: HostState,
}

/// An extension refused or failed.
#[derive(Debug)]
pub struct Refused {
    /// The extension.
    pub by: &'static str,
    /// The reason.
    pub error: heeus_host::error::Error,
}

impl Refused {
    /// The text of the extension's error, or of its failure.
    pub fn why(&self) -> String {
        match &self.error.kind {
            ErrorKind::Extension { text, .. } => text.clone(),
            kind => kind.to_string(),
        }
    }
}

/// An order, as the arguments of the extensions.
pub struct Order {
    /// The order itself.
    pub args: RecordBuf,
    /// Its event.
    pub event: RecordBuf,
}

impl Order {
    /// An order with this content.
    ///
    /// # Errors
    /// [`EncodeError`] if it does not fit into a block.
    pub fn new(order: &DynRecord) -> Result<Self, EncodeError> {
        let event = record! { QName: QName("orders.Ordered"), ArgumentObject: order };
        Ok(Self {
            args: order.encode()?,
            event: event.encode()?,
        })
    }
}

/// The sum of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Days with orders.
    pub days: i32,
    /// Cents.
    pub amount: i64,
}

impl Shop {
    /// An empty shop, with all limits on. `check_reset` sets whether the guest is checked after
    /// each run.
    ///
    /// # Errors
    /// [`Error::Engine`], [`Error::State`].
    pub fn open(extensions: &Extensions, check_reset: bool) -> Result<Self, Error> {
        let config = EngineConfig {
            check_reset,
            ..EngineConfig::default()
        };
        let engine = WasmEngine::new(&extensions.module, &config)?;
        let mut state = HostState::new();
        for entity in &engine.manifest().entities {
            state.declare(entity)?;
        }
        Ok(Self { engine, state })
    }

    /// Runs an order through the validator, the command, and the projector with its event. Returns
    /// the order's total in cents. `ran` gets the resources of each run, also of a refused one.
    ///
    /// # Errors
    /// An [`Error`] of the demo; a refusal is within the result, with the extension that refused.
    pub fn order(
        &mut self,
        order: &Order,
        mut ran: impl FnMut(&'static str, &RunStats),
    ) -> Result<Result<i64, Refused>, Error> {
        let args = order.args.as_ref();
        let (nothing, event) = (RecordRef::empty(), order.event.as_ref());
        let none = RunInputs::new();
        if let Err(refused) = self.run(
            ExtensionKind::Validator,
            CHECK_ORDER,
            (args, &none),
            &mut ran,
        )? {
            return Ok(Err(refused));
        }
        if let Err(refused) =
            self.run(ExtensionKind::Command, NEW_ORDER, (args, &none), &mut ran)?
        {
            return Ok(Err(refused));
        }
        let total = self.result(NEW_ORDER, "Total", i64_of)?;
        let mut inputs = RunInputs::new();
        let set = inputs.set(Storage::Event, event);
        set.map_err(StateError::from)?;
        let input = (nothing, &inputs);
        let added = self.run(
            ExtensionKind::Projector,
            CALC_ORDERED_ITEMS,
            input,
            &mut ran,
        )?;
        Ok(added.map(|()| total))
    }

    /// Asks the query for a year.
    ///
    /// # Errors
    /// An [`Error`] of the demo; a refusal of the query is within the result.
    pub fn year(
        &mut self,
        year: i32,
        mut ran: impl FnMut(&'static str, &RunStats),
    ) -> Result<Result<Sum, Refused>, Error> {
        let args = record! { Year: year }.encode()?;
        let input = (args.as_ref(), &RunInputs::new());
        if let Err(refused) = self.run(ExtensionKind::Query, ORDERED_ITEMS, input, &mut ran)? {
            return Ok(Err(refused));
        }
        Ok(Ok(Sum {
            days: self.result(ORDERED_ITEMS, "Days", i32_of)?,
            amount: self.result(ORDERED_ITEMS, "Amount", i64_of)?,
        }))
    }

    /// Runs an extension and applies its intents.
    fn run(
        &mut self,
        kind: ExtensionKind,
        name: &'static str,
        (args, inputs): (RecordRef<'_>, &RunInputs),
        ran: &mut impl FnMut(&'static str, &RunStats),
    ) -> Result<Result<(), Refused>, Error> {
        let call = Call::new(name, kind, args).with_inputs(inputs);
        let report = self.engine.invoke(&mut self.state, &call);
        ran(name, &report.stats);
        if let Err(error) = report.result {
            return Ok(Err(Refused {
                by: name,
                error: *error,
            }));
        }
        self.state.apply()?;
        Ok(Ok(()))
    }

    /// A field of the last run's result.
    fn result<T>(
        &self,
        extension: &'static str,
        field: &'static str,
        of: impl FnOnce(Value<'_>) -> Option<T>,
    ) -> Result<T, Error> {
        let row = self.state.results().first();
        let value = row.and_then(|row| row.as_ref().get(field));
        value.and_then(of).ok_or(Error::Result { extension, field })
    }
}

fn i64_of(value: Value<'_>) -> Option<i64> {
    match value {
        Value::I64(value) => Some(value),
        _ => None,
    }
}

fn i32_of(value: Value<'_>) -> Option<i32> {
    match value {
        Value::I32(value) => Some(value),
        _ => None,
    }
}
