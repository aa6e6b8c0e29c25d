//! The metrics of runs, their text, and that Prometheus accepts it.

#[path = "metrics/text.rs"]
mod text;

use std::thread;
use std::time::Duration;

use heeus_abi::{ExtensionKind, FaultCause};
use heeus_host::engine::{EngineKind, RunReport, RunStats};
use heeus_host::error::Limited;
use heeus_host::error::{Error, ErrorClass, ErrorKind, Fault, Limit, Phase};
use heeus_host::metrics::Metrics;
use heeus_host::metrics::{Bucket, ExtensionLabels};

use text::Text;

fn labels(package: &str, extension: &str) -> ExtensionLabels {
    ExtensionLabels {
        package: package.to_owned(),
        extension: extension.to_owned(),
        engine: EngineKind::Wasm,
        kind: ExtensionKind::Command,
    }
}

fn ok(fuel: u64, memory_bytes: usize, arena_bytes: Option<u32>) -> RunReport {
    RunReport {
        stats: RunStats {
            fuel,
            memory_bytes,
            arena_bytes,
            ..RunStats::default()
        },
        ..RunReport::default()
    }
}

fn failed(phase: Phase, kind: ErrorKind) -> RunReport {
    let error = Error {
        module: "shop".to_owned(),
        extension: Some("NewOrder".to_owned()),
        phase,
        kind,
    };
    RunReport {
        result: Err(Box::new(error)),
        ..RunReport::default()
    }
}

fn refused() -> ErrorKind {
    let text = "no".to_owned();
    ErrorKind::Extension { code: 1, text }
}

fn panicked() -> ErrorKind {
    ErrorKind::Fault(Box::new(Fault {
        cause: FaultCause::Panic,
        text: String::new(),
        file: String::new(),
        line: 0,
        column: 0,
        failed_alloc: 0,
        frames: Vec::new(),
    }))
}

const MICRO: Duration = Duration::from_micros(1);

#[test]
fn runs_fuel_and_peaks_add_up() {
    let metrics = Metrics::default();
    let handle = metrics.extension(labels("shop", "NewOrder"));
    handle.record(&ok(100, 65_536, Some(10)), MICRO);
    handle.record(&ok(50, 131_072, Some(70)), MICRO);
    handle.record(&ok(7, 65_536, None), MICRO);
    let read = metrics.read("shop", "NewOrder").expect("it is deployed");
    assert_eq!((read.runs, read.fuel, read.failed()), (3, 157, 0));
    assert_eq!((read.peak_memory, read.peak_arena), (131_072, 70));
    assert_eq!(read.latency.count, 3);
    assert!((read.latency.sum - 3e-6).abs() < 1e-12);
    assert_eq!(metrics.read("shop", "Other"), None);
    assert_eq!(metrics.read("other", "NewOrder"), None);
}

#[test]
fn errors_are_distinguished_by_class() {
    let metrics = Metrics::default();
    let handle = metrics.extension(labels("shop", "NewOrder"));
    let late = ErrorKind::Limit(Limited {
        limit: Limit::Time(MICRO),
        function: "run",
        fault: None,
    });
    let reports = [
        failed(Phase::Run, refused()),
        failed(Phase::Run, refused()),
        failed(Phase::Run, panicked()),
        failed(Phase::Run, late),
        failed(Phase::Init, panicked()),
        ok(1, 1, None),
    ];
    for report in &reports {
        handle.record(report, MICRO);
    }
    let read = handle.read();
    assert_eq!((read.runs, read.failed()), (6, 5));
    let expected = [
        (ErrorClass::Init, 1),
        (ErrorClass::Panic, 1),
        (ErrorClass::TimeLimit, 1),
        (ErrorClass::Extension, 2),
    ];
    assert_eq!(read.errors.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(handle.read().errors_of(ErrorClass::Extension), 2);
    assert_eq!(handle.read().errors_of(ErrorClass::Abi), 0);
}

#[test]
fn every_class_has_a_place_and_a_name_of_its_own() {
    for (place, class) in ErrorClass::ALL.into_iter().enumerate() {
        assert_eq!(class as usize, place, "{class:?}");
        let name = class.name();
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        );
        let same = ErrorClass::ALL
            .into_iter()
            .filter(|other| other.name() == name);
        assert_eq!(same.count(), 1, "{name}");
    }
}

#[test]
fn a_bound_belongs_to_its_bucket() {
    let metrics = Metrics::default();
    let handle = metrics.extension(labels("shop", "NewOrder"));
    let bounds: Vec<Duration> = handle
        .read()
        .latency
        .buckets
        .iter()
        .filter_map(|bucket| bucket.up_to)
        .collect();
    assert_eq!(bounds.len(), 22);
    assert_eq!(bounds.first(), Some(&MICRO));
    assert_eq!(bounds.last(), Some(&Duration::from_secs(10)));
    for bound in &bounds {
        handle.record(&ok(0, 0, None), *bound);
    }
    let counts = |buckets: &[Bucket]| buckets.iter().map(|b| b.count).collect::<Vec<_>>();
    let mut expected = vec![1; 22];
    expected.push(0);
    assert_eq!(counts(&handle.read().latency.buckets), expected);
    for bound in &bounds {
        handle.record(&ok(0, 0, None), *bound + Duration::from_nanos(1));
    }
    let mut expected = vec![2; 22];
    (expected[0], expected[22 - 1]) = (1, 2);
    expected.push(1);
    assert_eq!(counts(&handle.read().latency.buckets), expected);
}

#[test]
fn quantiles_are_estimated_within_their_bucket() {
    let metrics = Metrics::default();
    let handle = metrics.extension(labels("shop", "NewOrder"));
    assert_eq!(handle.read().latency.quantile(0.5), None);
    for _ in 0..90 {
        handle.record(&ok(0, 0, None), Duration::from_micros(150));
    }
    for _ in 0..10 {
        handle.record(&ok(0, 0, None), Duration::from_millis(3));
    }
    let latency = handle.read().latency;
    let half = latency.quantile(0.45).expect("there are runs");
    assert_eq!(half, Duration::from_micros(150));
    assert_eq!(latency.quantile(0.9), Some(Duration::from_micros(200)));
    let slow = latency.quantile(0.95).expect("there are runs");
    assert!(slow > Duration::from_millis(2) && slow < Duration::from_millis(5));
    assert_eq!(latency.quantile(1.0), Some(Duration::from_millis(5)));
    for _ in 0..900 {
        handle.record(&ok(0, 0, None), Duration::from_mins(1));
    }
    let beyond = handle.read().latency.quantile(0.99);
    assert_eq!(beyond, Some(Duration::from_secs(10)));
}

#[test]
fn threads_count_together() {
    let metrics = Metrics::default();
    thread::scope(|scope| {
        for thread in 0..4_u32 {
            let metrics = metrics.clone();
            scope.spawn(move || {
                let handle = metrics.extension(labels("shop", "NewOrder"));
                for run in 0..1_000_u32 {
                    let memory = (thread * 1_000 + run) as usize;
                    handle.record(&ok(2, memory, Some(run)), MICRO);
                    handle.record(&failed(Phase::Run, refused()), MICRO);
                }
            });
        }
    });
    let read = metrics.read("shop", "NewOrder").expect("it is deployed");
    assert_eq!((read.runs, read.fuel), (8_000, 8_000));
    assert_eq!(read.errors_of(ErrorClass::Extension), 4_000);
    assert_eq!((read.peak_memory, read.peak_arena), (3_999, 999));
    assert_eq!(read.latency.count, 8_000);
}

#[test]
fn packages_have_names_of_their_own_and_a_replaced_one_goes_on() {
    let metrics = Metrics::default();
    metrics
        .extension(labels("shop", "Calc"))
        .record(&ok(1, 0, None), MICRO);
    metrics
        .extension(labels("stock", "Calc"))
        .record(&ok(2, 0, None), MICRO);
    metrics
        .extension(labels("shop", "Calc"))
        .record(&ok(4, 0, None), MICRO);
    // The same package, now compiled into the host.
    let builtin = ExtensionLabels {
        engine: EngineKind::Builtin,
        ..labels("shop", "Calc")
    };
    let handle = metrics.extension(builtin.clone());
    handle.record(&ok(8, 0, None), MICRO);
    handle.record(&failed(Phase::Run, refused()), MICRO);
    assert_eq!(handle.labels(), &builtin);
    let fuel = |package| {
        metrics
            .read(package, "Calc")
            .map(|read| (read.runs, read.fuel))
    };
    assert_eq!(fuel("shop"), Some((4, 13)));
    assert_eq!(fuel("stock"), Some((1, 2)));
    let all = metrics.all();
    let all: Vec<_> = all
        .iter()
        .map(|(labels, read)| (labels, read.runs))
        .collect();
    let (shop, stock) = (labels("shop", "Calc"), labels("stock", "Calc"));
    assert_eq!(all, [(&builtin, 2), (&shop, 2), (&stock, 1)]);
}

#[test]
fn instances_are_counted_by_package_and_engine() {
    let metrics = Metrics::default();
    let wasm = metrics.engine("shop", EngineKind::Wasm);
    wasm.instance_made();
    metrics.engine("shop", EngineKind::Wasm).instances_made(3);
    assert_eq!(wasm.instances(), 4);
    assert_eq!(metrics.engine("shop", EngineKind::Builtin).instances(), 0);
    let text = Text::read(&metrics.prometheus());
    let of = |engine| {
        text.value(
            "heeus_engine_instances_total",
            &[("package", "shop"), ("engine", engine)],
        )
    };
    assert_eq!((of("wasm"), of("builtin")), (Some(4.0), Some(0.0)));
}

#[test]
fn the_text_is_what_was_counted() {
    let metrics = Metrics::default();
    assert_eq!(metrics.prometheus(), "");
    let handle = metrics.extension(labels("shop", "NewOrder"));
    handle.record(&ok(100, 65_536, Some(64)), Duration::from_micros(3));
    handle.record(&failed(Phase::Run, panicked()), Duration::from_secs(20));
    let text = Text::read(&metrics.prometheus());
    let own = [
        ("package", "shop"),
        ("extension", "NewOrder"),
        ("engine", "wasm"),
        ("kind", "command"),
    ];
    let with = |name: &str, more: &[(&str, &str)]| text.value(name, &[&own, more].concat());
    assert_eq!(with("heeus_extension_runs_total", &[]), Some(2.0));
    assert_eq!(
        with("heeus_extension_errors_total", &[("class", "panic")]),
        Some(1.0)
    );
    assert_eq!(
        with("heeus_extension_errors_total", &[("class", "abi")]),
        None
    );
    assert_eq!(with("heeus_extension_fuel_total", &[]), Some(100.0));
    assert_eq!(
        with("heeus_extension_memory_peak_bytes", &[]),
        Some(65_536.0)
    );
    assert_eq!(with("heeus_extension_arena_peak_bytes", &[]), Some(64.0));
    let bucket = |le| with("heeus_extension_duration_seconds_bucket", &[("le", le)]);
    assert_eq!(bucket("0.000002"), Some(0.0));
    assert_eq!(bucket("0.000005"), Some(1.0));
    assert_eq!(bucket("10"), Some(1.0));
    assert_eq!(bucket("+Inf"), Some(2.0));
    assert_eq!(
        with("heeus_extension_duration_seconds_count", &[]),
        Some(2.0)
    );
    let sum = with("heeus_extension_duration_seconds_sum", &[]).expect("it is there");
    assert!((sum - 20.000_003).abs() < 1e-9, "{sum}");
    assert_eq!(
        text.kind("heeus_extension_duration_seconds"),
        Some("histogram")
    );
    assert_eq!(
        text.kind("heeus_extension_memory_peak_bytes"),
        Some("gauge")
    );
    assert_eq!(text.kind("heeus_extension_runs_total"), Some("counter"));
}

#[test]
fn names_are_neutral_and_none_is_another_ones() {
    let metrics = Metrics::default();
    let names = [
        ("a\"b", "a\"b"),
        ("a\\b", r"a\\b"),
        ("a\nb", r"a\nb"),
        ("a\\nb", r"a\\nb"),
        ("a}b", "a}b"),
        ("a,b=\"c", "a,b=\"c"),
        ("a\rb\u{1b}[2J", r"a\rb\u{1b}[2J"),
        ("\u{202e}evil\u{2066}", r"\u{202e}evil\u{2066}"),
        ("a\u{2028}\u{3164}b", r"a\u{2028}\u{3164}b"),
        ("наказ", "наказ"),
    ];
    for (name, _) in names {
        metrics
            .extension(labels(name, name))
            .record(&ok(1, 0, None), MICRO);
    }
    metrics
        .engine("\u{202e}\n", EngineKind::Wasm)
        .instance_made();
    let text = Text::read(&metrics.prometheus());
    let package = [("package", r"\u{202e}\n"), ("engine", "wasm")];
    assert_eq!(
        text.value("heeus_engine_instances_total", &package),
        Some(1.0)
    );
    for (name, shown) in names {
        let own = [
            ("package", shown),
            ("extension", shown),
            ("engine", "wasm"),
            ("kind", "command"),
        ];
        assert_eq!(
            text.value("heeus_extension_runs_total", &own),
            Some(1.0),
            "{name:?}"
        );
    }
}
