//! The spans of a host, as a subscriber sees them.

#[path = "shared/subscriber.rs"]
mod subscriber;

use heeus_abi::manifest::Manifest;
use heeus_abi::{ExtensionKind, RecordRef};
use heeus_host::engine::invoke_traced;
use heeus_host::engine::spans::{self, Place};
use heeus_host::engine::{Call, Engine, EngineKind, RunReport};
use heeus_host::error::{Error, ErrorKind, Phase};
use heeus_host::state::HostState;
use tracing::Level;

use subscriber::{Seen, Spans};

/// An engine whose runs end as their calls say.
struct FakeEngine(Manifest);

impl Engine for FakeEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        state.begin_run(call.kind);
        let result = if call.name == "Good" {
            Ok(())
        } else {
            Err(Box::new(unknown(call.name)))
        };
        RunReport {
            result,
            ..RunReport::default()
        }
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn manifest(&self) -> &Manifest {
        &self.0
    }
}

fn unknown(name: &str) -> Error {
    Error {
        module: "shop".to_owned(),
        extension: Some(name.to_owned()),
        phase: Phase::Run,
        kind: ErrorKind::UnknownExtension { known: Vec::new() },
    }
}

fn call(name: &str) -> Call<'_> {
    Call::new(name, ExtensionKind::Projector, RecordRef::empty())
}

fn place() -> Place<'static> {
    Place {
        package: "shop",
        engine: EngineKind::Wasm,
        workspace: 7,
        offset: Some(41),
    }
}

fn seen(name: &str, level: &str, fields: &[(&str, &str)], entered: usize) -> Seen {
    let fields = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Seen {
        name: name.to_owned(),
        level: level.to_owned(),
        fields: fields.collect(),
        entered,
        left: entered,
    }
}

/// The fields of a run, and of its apply.
fn fields<'a>(extension: &'a str, result: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("package", "shop"),
        ("extension", extension),
        ("kind", "projector"),
        ("engine", "wasm"),
        ("workspace", "7"),
        ("offset", "41"),
        ("result", result),
    ]
}

#[test]
fn a_run_is_a_span_with_its_result() {
    let spans = Spans::new(Level::DEBUG);
    let runs = tracing::subscriber::with_default(spans.clone(), || {
        let (mut engine, mut state) = (FakeEngine(Manifest::default()), HostState::new());
        ["Good", "Bad"].map(|name| invoke_traced(&mut engine, &place(), &mut state, &call(name)))
    });
    assert_eq!(runs.map(|run| run.result.is_ok()), [true, false]);
    let expected = [
        seen("invoke", "DEBUG", &fields("Good", "ok"), 1),
        seen("invoke", "DEBUG", &fields("Bad", "unknown_extension"), 1),
    ];
    assert_eq!(spans.take(), expected);
}

#[test]
fn deploy_and_apply_are_spans_too() {
    let spans = Spans::new(Level::DEBUG);
    tracing::subscriber::with_default(spans.clone(), || {
        let deploy = spans::deploy("shop", EngineKind::Wasm);
        spans::note(&deploy, Some(unknown("Good").class()));
        let apply = spans::apply(&place(), &call("Good"));
        apply.in_scope(|| spans::note(&apply, None));
        let elsewhere = Place {
            offset: None,
            ..place()
        };
        spans::apply(&elsewhere, &call("Good"));
    });
    let deploy = [
        ("package", "shop"),
        ("engine", "wasm"),
        ("result", "unknown_extension"),
    ];
    let mut open = fields("Good", "");
    open.retain(|(name, _)| !["offset", "result"].contains(name));
    let expected = [
        seen("deploy", "INFO", &deploy, 0),
        seen("apply", "DEBUG", &fields("Good", "ok"), 1),
        seen("apply", "DEBUG", &open, 0),
    ];
    assert_eq!(spans.take(), expected);
}

#[test]
fn whoever_wants_less_sees_less() {
    let spans = Spans::new(Level::INFO);
    tracing::subscriber::with_default(spans.clone(), || {
        spans::deploy("shop", EngineKind::Builtin);
        let (mut engine, mut state) = (FakeEngine(Manifest::default()), HostState::new());
        let run = invoke_traced(&mut engine, &place(), &mut state, &call("Good"));
        assert!(run.result.is_ok());
    });
    let deploy = [("package", "shop"), ("engine", "builtin")];
    assert_eq!(spans.take(), [seen("deploy", "INFO", &deploy, 0)]);
}
