//! The functions that can be extensions, and their behaviour.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use heeus_abi::manifest;
use heeus_abi::{EntityKind, FieldType};
use heeus_host::engine::{
    BuiltinEngine, Call, Engine, EngineConfig, EngineKind, ExtEngineFactory, Module,
};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_sdk::native::{self, Function};
use heeus_sdk::sys::Event;
use heeus_sdk::untyped::{WasmState, WasmStateElement};
use heeus_sdk::{
    CommandContext, Error, JobContext, ProjectorContext, QueryContext, RecordId, ValidatorContext,
    View as _,
};

use super::shop::{Article, Daily, Order, Search, Total};
use super::{BuiltinModule, build, kit, kit_of};
use heeus_host_testkit::prelude::*;

fn builder() -> heeus_host::engine::BuiltinBuilder {
    BuiltinModule::builder("shop")
}

fn daily(day: i32, amount: i64) -> Daily {
    Daily {
        year: 2026,
        day,
        amount,
    }
}

const ORDER: Order = Order { day: 2, price: 50 };

#[test]
fn a_command_takes_what_is_declared_and_owns_what_it_needs() {
    let (tax, calls) = (19, Arc::new(AtomicU32::new(0)));
    let counted = Arc::clone(&calls);
    let mut kit = kit(builder().command(
        "NewOrder",
        move |_: &CommandContext<'_>, order: Order| -> Result<Total, Error> {
            counted.fetch_add(1, Ordering::Relaxed);
            if order.price < 0 {
                return Err("negative order amount".into());
            }
            Ok(Total {
                total: order.price * (100 + tax) / 100,
            })
        },
    ));
    kit.run("NewOrder", &Order { day: 1, price: 100 })
        .expect_result(&Total { total: 119 });
    kit.run("NewOrder", &Order { day: 1, price: -1 })
        .expect_error("negative order amount");
    kit.run("NewOrder", record! { Day: 1 })
        .expect_error("Price");
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[test]
fn queries_and_validators_read_and_answer() {
    fn refuses(_: &ValidatorContext<'_>, order: Order) -> Result<(), String> {
        let Order { price, .. } = order;
        if price > 0 {
            Ok(())
        } else {
            Err(format!("a price of {price}"))
        }
    }
    let days = |ctx: &QueryContext<'_>, order: Order| -> Result<Vec<Total>, Error> {
        let day = Daily::must_get(ctx, (2026, order.day))?;
        Ok(vec![Total { total: day.amount }, Total { total: 0 }])
    };
    let mut kit = kit(builder()
        .entity::<Daily>()
        .query("Days", days)
        .query("None", |_: &QueryContext<'_>| None::<Total>)
        .validator("Refuses", refuses));
    kit.given(&daily(2, 50));
    kit.run("Days", &ORDER)
        .expect_results(&[Total { total: 50 }, Total { total: 0 }]);
    kit.run("Days", &Order { day: 9, price: 0 })
        .expect_error("does not exist");
    kit.run("None", record! {}).expect_no_intents();
    kit.run("Refuses", &ORDER).expect_ok();
    kit.run("Refuses", &Order { day: 1, price: 0 })
        .expect_error("a price of 0");
}

#[test]
fn projectors_and_jobs_write_views() {
    let follows = |ctx: &ProjectorContext<'_>, event: Event<'_, Order>| {
        daily(event.argument.day, event.argument.price).insert(ctx);
    };
    let cleans = |ctx: &JobContext<'_>| -> Result<(), Error> {
        daily(1, 0).insert(ctx);
        Ok(())
    };
    let told = |_: &JobContext<'_>, order: Order| -> Result<(), Error> {
        Err(format!("day {}", order.day).into())
    };
    let mut kit = kit(builder()
        .entity::<Daily>()
        .projector("Follows", follows)
        .job("Cleans", cleans)
        .job("Told", told));
    kit.event_of(&ORDER)
        .run("Follows", record! {})
        .expect_intents([inserted(&daily(2, 50))]);
    kit.run("Cleans", record! {})
        .expect_intents([inserted(&daily(1, 0))]);
    kit.expect_all(&[daily(1, 0), daily(2, 50)]);
    kit.run("Told", &ORDER).expect_error("day 2");
}

#[test]
fn the_untyped_state_is_given_where_it_is_asked_for() {
    let mut kit = kit(builder()
        .command(
            "State",
            |state: &WasmState<'_>, order: Order| -> Result<(), Error> {
                let result = state.key_builder(Storage::Result, "");
                state.new_value(&result)?.put("Total", order.price);
                Ok(())
            },
        )
        .query("Alone", |state: &WasmState<'_>| {
            state.log(LogLevel::Info, "alone");
        })
        .untyped(
            "Untyped",
            ExtensionKind::Command,
            |state: &WasmState<'_>, args: WasmStateElement<'_>| {
                let result = state.key_builder(Storage::Result, "");
                state
                    .new_value(&result)?
                    .put("Total", args.get::<i64>("Price")?);
                Ok::<(), Error>(())
            },
        )
        .projector(
            "Event",
            |_: &WasmState<'_>, event: Event<'_, Order>| -> Result<(), Error> {
                Err(format!("of day {}", event.argument.day).into())
            },
        ));
    kit.run("State", &ORDER).expect_result(&Total { total: 50 });
    kit.run("Untyped", &ORDER)
        .expect_result(&Total { total: 50 });
    kit.run("Alone", record! {})
        .expect_log(LogLevel::Info, "alone");
    kit.event_of(&ORDER)
        .run("Event", record! {})
        .expect_error("of day 2");
}

#[test]
fn arguments_that_borrow_from_the_run_come_through_the_macro() {
    fn finds(_: &QueryContext<'_>, search: Search<'_>) -> Result<Option<Total>, Error> {
        let total = i64::try_from(search.text.len()).map_err(|error| error.to_string())?;
        Ok((total > 0).then_some(Total { total }))
    }
    #[expect(clippy::needless_pass_by_value, reason = "the signature is the SDK's")]
    fn follows(_: &ProjectorContext<'_>, event: Event<'_, Search<'_>>) -> Result<(), Error> {
        let Search { text } = event.argument;
        Err(text.to_owned().into())
    }
    fn alone(ctx: &JobContext<'_>) {
        ctx.log(LogLevel::Info, "alone");
    }
    let most = 3;
    let limited = native::function!(command, |ctx, search| {
        let (ctx, Search { text }): (&CommandContext<'_>, _) = (ctx, search);
        ctx.log(LogLevel::Info, text);
        if text.len() > most {
            Err("too long")
        } else {
            Ok(())
        }
    });
    let all: [(&str, Function); 4] = [
        (
            "Finds",
            native::function!(query, |ctx, search| finds(ctx, search)),
        ),
        (
            "Follows",
            native::function!(projector, |ctx, event| follows(ctx, event)),
        ),
        ("Alone", native::function!(job, |ctx| alone(ctx))),
        ("Limited", limited),
    ];
    let mut builder = builder();
    for (name, function) in all {
        builder = builder.function(name, function);
    }
    let mut kit = kit(builder);
    kit.run("Finds", record! { Text: "four" })
        .expect_result(&Total { total: 4 });
    kit.run("Finds", record! { Text: "" }).expect_no_intents();
    kit.run("Finds", record! {}).expect_error("Text");
    kit.event_of(&Search { text: "found" })
        .run("Follows", record! {})
        .expect_error("found");
    kit.run("Alone", record! {})
        .expect_log(LogLevel::Info, "alone");
    kit.run("Limited", record! { Text: "four" })
        .expect_error("too long")
        .expect_log(LogLevel::Info, "four");
    kit.run("Limited", record! { Text: "two" })
        .expect_log(LogLevel::Info, "two");
}

#[test]
fn a_panic_is_one_of_the_extension_and_the_next_call_works() {
    let mut kit = kit(
        builder().command("Panics", |ctx: &CommandContext<'_>, order: Order| {
            ctx.log(LogLevel::Info, "about to");
            assert!(order.day > 0, "no day");
        }),
    );
    let outcome = kit.run("Panics", &Order { day: 0, price: 0 });
    let error = outcome.error().map(heeus_host::error::Error::class);
    assert_eq!(error, Some(ErrorClass::Panic));
    outcome
        .expect_fault("no day")
        .expect_log(LogLevel::Info, "about to");
    kit.run("Panics", &ORDER)
        .expect_log(LogLevel::Info, "about to");
}

#[test]
fn limits_and_the_matrix_hold_for_closures() {
    let mut kit = kit(builder()
        .entity::<Daily>()
        .untyped(
            "Writes",
            ExtensionKind::Query,
            |state: &WasmState<'_>, _: WasmStateElement<'_>| {
                let mut key = state.key_builder(Storage::View, "shop.Day");
                key.put("Year", 2026).put("Day", 1);
                state.new_value(&key)?.put("Amount", 1i64);
                Ok::<(), Error>(())
            },
        )
        .job("Many", |ctx: &JobContext<'_>| {
            for day in 0..3 {
                Daily {
                    year: 2026,
                    day,
                    amount: 0,
                }
                .insert(ctx);
            }
        }));
    kit.limits(|limits| limits.intents.job = 2);
    let class = |outcome: Outcome| {
        let class = outcome.error().map(heeus_host::error::Error::class);
        outcome.ignore_failure().ignore_intents();
        class
    };
    assert_eq!(
        class(kit.run("Writes", record! {})),
        Some(ErrorClass::Forbidden)
    );
    assert_eq!(
        class(kit.run("Many", record! {})),
        Some(ErrorClass::StateLimit)
    );
    let wrong = kit.run_as(ExtensionKind::Command, "Many", record! {});
    assert_eq!(class(wrong), Some(ErrorClass::WrongKind));
    let unknown = kit.run_as(ExtensionKind::Command, "Other", record! {});
    assert_eq!(class(unknown), Some(ErrorClass::UnknownExtension));
}

#[test]
fn the_manifest_has_what_was_declared() {
    let table = manifest::Entity {
        name: "shop.Table".to_owned(),
        kind: EntityKind::Singleton,
        partition_fields: 0,
        key: Vec::new(),
        value: vec![manifest::FieldDecl::new("Rows", FieldType::I32)],
    };
    let module = build(
        builder()
            .command("B", |_: &CommandContext<'_>| ())
            .doc("Does nothing.")
            .job("A", |_: &JobContext<'_>| ())
            .entity::<Daily>()
            .entity::<Article>()
            .declare(table.clone())
            // Two equal declarations do not contradict each other.
            .declare(table.clone()),
    );
    let manifest = module.manifest();
    let told = manifest.extensions.iter();
    let told: Vec<_> = told
        .map(|own| (own.name.as_str(), own.kind, own.doc.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("B", ExtensionKind::Command, "Does nothing."),
            ("A", ExtensionKind::Job, "")
        ]
    );
    let key = |name| {
        let mut entities = manifest.entities.iter();
        let entity = entities
            .find(|entity| entity.name == name)
            .expect("it is declared");
        let key: Vec<&str> = entity.key.iter().map(|field| field.name.as_str()).collect();
        (entity.kind, entity.partition_fields, key)
    };
    assert_eq!(key("shop.Day"), (EntityKind::View, 1, vec!["Year", "Day"]));
    assert_eq!(key("shop.Article"), (EntityKind::Record, 0, vec!["ID"]));
    assert_eq!(manifest.entities.last(), Some(&table));
    let mut kit = kit_of(&module);
    kit.given(&Article {
        id: RecordId(7),
        name: "Tea".to_owned(),
    });
    kit.run("A", record! {}).expect_ok();
}

#[test]
fn engines_on_many_threads_share_a_module() {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let builtin = build(builder().job("Counts", move |_: &JobContext<'_>| {
        counted.fetch_add(1, Ordering::Relaxed);
    }));
    let module = Module::from(builtin.clone());
    assert_eq!(module.kind(), EngineKind::Builtin);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let factory = ExtEngineFactory::default();
                let mut engine = factory.make(&module).expect("it fits");
                let (mut state, args) = (HostState::new(), heeus_abi::RecordRef::empty());
                let call = Call::new("Counts", ExtensionKind::Job, args);
                for _ in 0..10 {
                    assert!(engine.invoke(&mut state, &call).result.is_ok());
                }
                assert_eq!(engine.instances_made(), 1);
            });
        }
    });
    assert_eq!(calls.load(Ordering::Relaxed), 30);
    let mut engine = BuiltinEngine::new(&builtin, &EngineConfig::default());
    assert!(engine.finish().is_ok());
}
