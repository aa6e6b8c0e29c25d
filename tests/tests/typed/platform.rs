//! The call of an extension, the event, the log of events.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

fn order(number: i32) -> DynRecord {
    record! { Number: number }
}

#[test]
fn a_command_knows_its_call_and_who_asks() {
    everywhere(|kit| {
        let told = |fields: DynRecord| {
            let bare = record! {
                Workspace: 0i64, Offset: 0i64, Origin: "", Unlogged: false, By: "", Kind: 0,
                Profile: 0i64, Token: "",
            };
            let all = fields
                .fields()
                .fold(bare, |all, (name, value)| all.with(name, value.clone()));
            result(all)
        };
        let mut runs = vec![
            kit.run("CommandCall", record! {})
                .expect_error("sys.CommandContext: the element does not exist"),
        ];
        kit.command_context(record! { Workspace: 5i64 });
        runs.push(
            kit.run("CommandCall", record! {})
                .expect_error("sys.RequestSubject: the element does not exist"),
        );
        kit.subject(record! { Name: "Zoë", Kind: 1, ProfileWSID: 9i64, Token: "t0" });
        let subject = record! { By: "Zoë", Kind: 1, Profile: 9i64, Token: "t0" };
        runs.push(
            kit.run("CommandCall", record! {})
                .expect_intents([told(subject.clone().with("Workspace", 5i64))]),
        );
        kit.command_context(record! {
            Workspace: 6i64,
            WLogOffset: 7i64,
            Origin: "here",
            ArgumentObject: order(8),
            ArgumentUnloggedObject: record! { Password: "secret" },
        });
        runs.push(
            kit.run("CommandCall", record! {}).expect_intents([told(
                subject
                    .with("Workspace", 6i64)
                    .with("Offset", 7i64)
                    .with("Origin", "here")
                    .with("Number", 8)
                    .with("Unlogged", true),
            )]),
        );
        runs
    });
}

#[test]
fn a_query_and_a_job_know_their_calls() {
    everywhere(|kit| {
        kit.query_context(record! { Workspace: 3i64, ArgumentObject: record! {} });
        kit.job_context(record! { Workspace: 4i64 });
        let query = kit
            .run("QueryCall", record! {})
            .expect_intents([result(record! { Workspace: 3i64, HasArgument: true })]);
        let job = kit
            .run("JobCall", record! {})
            .expect_log(LogLevel::Info, "4")
            .expect_log(LogLevel::Warn, "with the other intents");
        vec![query, job]
    });
}

fn event() -> DynRecord {
    record! {
        QName: QName("typed.Ordered"),
        WLogOffset: 10i64,
        Workspace: 11i64,
        RegisteredAt: 12i64,
        DeviceID: 13i64,
        SyncedAt: 14i64,
        Synced: true,
        ArgumentObject: order(5),
    }
}

fn change(entity: &str, id: i64, is_new: bool) -> DynRecord {
    record! { IsNew: is_new, "sys.QName": QName(entity), "sys.ID": RecordId(id) }
}

#[test]
fn a_projector_gets_all_that_its_event_has() {
    everywhere(|kit| {
        let told =
            |told: &str| insert_view("typed.Followed", record! { Number: 5 }).with("Told", told);
        kit.event(event());
        let bare = kit.run("Follow", record! {});
        let any = kit
            .run("FollowAny", record! {})
            .expect_log(LogLevel::Info, "typed.Ordered");
        let full = event()
            .with("ArgumentObject", order(5).with("Note", "noted"))
            .with("Error", record! { ErrStr: "no" })
            .with(
                "CUDs",
                [
                    change("typed.Item", 65_536, true).with("Size", 7),
                    change("typed.Other", 2, false).with("Size", "large"),
                ],
            );
        kit.event(full);
        let full = kit.run("Follow", record! {});
        kit.event(event().with("CUDs", [change("typed.Item", 1, true)]));
        let misfit = kit.run("Follow", record! {});
        kit.event(event().with("CUDs", Vec::<DynRecord>::new()));
        let no_changes = kit.run("Follow", record! {});
        let begin = "typed.Ordered 10 11 12 13 14 true";
        vec![
            bare.expect_intents([told(&format!("{begin} None"))]),
            any,
            full.expect_intents([told(&format!(
                "{begin} Some(\"noted\"); typed.Item 65536 true size 7; typed.Other 2 false; \
                 invalid"
            ))]),
            misfit.expect_error("Size: field Size is absent"),
            no_changes.expect_intents([told(&format!("{begin} None"))]),
        ]
    });
}

#[test]
fn records_of_one_entity_are_found_among_the_changes() {
    everywhere(|kit| {
        let cuds = |changes: Vec<DynRecord>| event().with("CUDs", changes);
        kit.event(event());
        let none = kit.run("FollowItems", record! {});
        kit.event(cuds(vec![
            change("typed.Item", 65_536, true).with("Size", 7),
            change("typed.Other", 2, true).with("Size", "large"),
            change("typed.Item", 3, false).with("Size", 8),
            change("typed.Item", 4, false),
        ]));
        let some = kit.run("FollowItems", record! {});
        kit.event(cuds(vec![change("typed.Item", 1, true)]));
        let absent = kit.run("FollowItems", record! {});
        kit.event(cuds(vec![
            change("typed.Item", 1, true).with("Size", "large"),
        ]));
        let other = kit.run("FollowItems", record! {});
        vec![
            none.expect_no_intents(),
            some.expect_log(LogLevel::Info, "new 65536 of size 7")
                .expect_log(LogLevel::Info, "changed 3, sized true")
                .expect_log(LogLevel::Info, "changed 4, sized false"),
            absent.expect_error("typed.Item: field Size is absent"),
            other.expect_error("typed.Item: field Size is not of type i32: found string"),
        ]
    });
}

#[test]
fn an_event_that_does_not_fit_is_reported() {
    everywhere(|kit| {
        let mut told = vec![
            kit.run("Follow", record! {})
                .expect_error("sys.Event: the element does not exist"),
            kit.run("FollowAny", record! {})
                .expect_error("sys.Event: the element does not exist"),
        ];
        kit.event(event().with("ArgumentObject", record! { Number: 5i64 }));
        told.push(
            kit.run("Follow", record! {})
                .expect_error("Order: field Number is not of type i32: found "),
        );
        kit.event(record! { QName: QName("typed.Ordered") });
        told.push(
            kit.run("FollowAny", record! {})
                .expect_log(LogLevel::Info, "typed.Ordered"),
        );
        told.push(
            kit.run("Follow", record! {})
                .expect_error("Event: field ArgumentObject is absent"),
        );
        told
    });
}

#[test]
fn events_of_the_log_are_got_and_read() {
    everywhere(|kit| {
        for (offset, name) in [(1, "a.A"), (2, "b.B"), (3, "c.C"), (5, "e.E")] {
            let value = record! { QName: QName(name), ArgumentObject: order(7) };
            kit.wlog(offset, value);
        }
        kit.wlog(4, record! { QName: QName("d.D") });
        let logged = |first: Option<i32>, told: &str| {
            let row = record! { Told: told };
            result(match first {
                Some(first) => row.with("First", first),
                None => row,
            })
        };
        vec![
            kit.run("ReadLog", record! { Offset: 1i64 })
                .expect_intents([logged(Some(7), "a.Ab.Bc.Cd.De.E")]),
            kit.run("ReadLog", record! { Offset: 4i64, Count: 1i64 })
                .expect_intents([logged(None, "d.D")]),
            kit.run(
                "ReadLog",
                record! { Offset: 2i64, Count: 9i64, StopAt: 3i64 },
            )
            .expect_intents([logged(Some(7), "b.Bc.C")]),
            kit.run("ReadLog", record! { Offset: 6i64 })
                .expect_intents([logged(None, "")]),
            kit.run("Offsets", record! {})
                .expect_intents([logged(None, "a.Ab.Bc.Cd.De.E")]),
        ]
    });
}

#[test]
fn the_log_fails_in_its_own_name() {
    everywhere(|kit| {
        kit.wlog(
            1,
            record! { QName: QName("a.A"), ArgumentObject: record! {} },
        );
        let mut told = vec![
            kit.run("ReadLog", record! { Offset: 1i64 })
                .expect_error("Order: field Number is absent"),
        ];
        kit.wlog(1, record! { Workspace: 1i64 });
        told.push(
            kit.run("ReadLog", record! { Offset: 1i64 })
                .expect_error("field QName is absent"),
        );
        kit.fail_read(1, ReadCode::Io);
        told.push(
            kit.run("Offsets", record! {})
                .expect_error("sys.WLog: i/o error"),
        );
        told
    });
}

#[test]
fn a_record_of_an_event_is_an_entity_too() {
    everywhere(|kit| {
        kit.record("typed.Item", 65_536, record! { Size: 3 });
        vec![
            kit.run("ItemSize", record! {})
                .expect_intents([result(record! { Size: 3 })]),
        ]
    });
}
