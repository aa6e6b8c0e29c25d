//! The access of each kind of extension to each storage, as traits. A trait is implemented for the
//! kinds that have the access.
//!
//! The table is that of ABI.md, section 11. A test compares the two, and the host checks every
//! module against it again.

use super::kinds::{
    CommandContext, Context, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::untyped::WasmState;

macro_rules! access {
    ($($trait:ident, $storage:ident $access:ident: $may_not:literal, $allowed:literal, $($context:ident)+;)+) => {
        $(
            #[doc = concat!("Contexts of the kinds that may do this. ", $allowed)]
            #[diagnostic::on_unimplemented(
                message = $may_not,
                label = "the kind of this context may not",
                note = $allowed,
            )]
            pub trait $trait<'run>: Context<'run> {}

            #[diagnostic::do_not_recommend]
            impl<'run> $trait<'run> for WasmState<'run> {}
            $(#[diagnostic::do_not_recommend]
            impl<'run> $trait<'run> for $context<'run> {})+
        )+

        /// Storage, access, the kinds that have it, and the compiler's message for the others.
        #[cfg(test)]
        const ROWS: &[(heeus_abi::Storage, heeus_abi::Access, &[heeus_abi::Kind], &str)] = &[$((
            heeus_abi::Storage::$storage,
            heeus_abi::Access::$access,
            &[$(tests::kinds::$context),+],
            $allowed,
        ),)+];
    };
}

access! {
    GetView, View Get: "`{Self}` may not get from sys.View",
        "sys.View: a command gets; a query or validator gets, reads; a projector or job gets, reads, inserts, updates",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
    ReadView, View Read: "`{Self}` may not read many from sys.View",
        "sys.View: a command gets; a query or validator gets, reads; a projector or job gets, reads, inserts, updates",
        QueryContext ValidatorContext ProjectorContext JobContext;
    InsertView, View New: "`{Self}` may not insert into sys.View",
        "sys.View: a command gets; a query or validator gets, reads; a projector or job gets, reads, inserts, updates",
        ProjectorContext JobContext;
    UpdateView, View Update: "`{Self}` may not update sys.View",
        "sys.View: a command gets; a query or validator gets, reads; a projector or job gets, reads, inserts, updates",
        ProjectorContext JobContext;
    GetRecord, Record Get: "`{Self}` may not get from sys.Record",
        "sys.Record: a command gets, inserts, updates; a query, validator, projector or job gets",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
    InsertRecord, Record New: "`{Self}` may not insert into sys.Record",
        "sys.Record: a command gets, inserts, updates; a query, validator, projector or job gets",
        CommandContext;
    UpdateRecord, Record Update: "`{Self}` may not update sys.Record",
        "sys.Record: a command gets, inserts, updates; a query, validator, projector or job gets",
        CommandContext;
    GetWLog, WLog Get: "`{Self}` may not get from sys.WLog",
        "sys.WLog: a command or validator gets; a query, projector or job gets, reads",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
    ReadWLog, WLog Read: "`{Self}` may not read many from sys.WLog",
        "sys.WLog: a command or validator gets; a query, projector or job gets, reads",
        QueryContext ProjectorContext JobContext;
    GetEvent, Event Get: "`{Self}` may not get from sys.Event",
        "sys.Event: a validator or projector gets",
        ValidatorContext ProjectorContext;
    GetCommandContext, CommandContext Get: "`{Self}` may not get from sys.CommandContext",
        "sys.CommandContext: a command or validator gets",
        CommandContext ValidatorContext;
    GetQueryContext, QueryContext Get: "`{Self}` may not get from sys.QueryContext",
        "sys.QueryContext: a query gets",
        QueryContext;
    GetJobContext, JobContext Get: "`{Self}` may not get from sys.JobContext",
        "sys.JobContext: a job gets",
        JobContext;
    InsertResult, Result New: "`{Self}` may not insert into sys.Result",
        "sys.Result: a command or query inserts",
        CommandContext QueryContext;
    InsertResponse, Response New: "`{Self}` may not insert into sys.Response",
        "sys.Response: a command or query inserts",
        CommandContext QueryContext;
    GetRequestSubject, RequestSubject Get: "`{Self}` may not get from sys.RequestSubject",
        "sys.RequestSubject: a command, query or validator gets",
        CommandContext QueryContext ValidatorContext;
    GetAppSecret, AppSecret Get: "`{Self}` may not get from sys.AppSecret",
        "sys.AppSecret: a command, query, validator, projector or job gets",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
    GetUniq, Uniq Get: "`{Self}` may not get from sys.Uniq",
        "sys.Uniq: a command, query, validator, projector or job gets",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
    ReadHttp, Http Read: "`{Self}` may not read from sys.Http",
        "sys.Http: a query, projector or job reads",
        QueryContext ProjectorContext JobContext;
    GetFederationCommand, FederationCommand Get: "`{Self}` may not get from sys.FederationCommand",
        "sys.FederationCommand: a query, projector or job gets",
        QueryContext ProjectorContext JobContext;
    InsertSendMail, SendMail New: "`{Self}` may not insert into sys.SendMail",
        "sys.SendMail: a projector or job inserts",
        ProjectorContext JobContext;
    InsertLogger, Logger New: "`{Self}` may not insert into sys.Logger",
        "sys.Logger: a command, query, validator, projector or job inserts",
        CommandContext QueryContext ValidatorContext ProjectorContext JobContext;
}

#[cfg(test)]
mod tests {
    use heeus_abi::{Access, Kind, Storage, allowed};
    use std::string::String;
    use std::vec::Vec;

    use super::ROWS;

    #[expect(
        non_upper_case_globals,
        reason = "each stands for the context of its name"
    )]
    pub(super) mod kinds {
        use heeus_abi::Kind;

        pub const CommandContext: Kind = Kind::Command;
        pub const QueryContext: Kind = Kind::Query;
        pub const ValidatorContext: Kind = Kind::Validator;
        pub const ProjectorContext: Kind = Kind::Projector;
        pub const JobContext: Kind = Kind::Job;
    }

    #[test]
    fn the_traits_are_the_matrix_of_the_contract() {
        for &storage in Storage::ALL {
            for access in Access::ALL {
                let may = |kind: &&Kind| allowed(**kind, storage).contains(access);
                let expected: Vec<Kind> = Kind::ALL.iter().filter(may).copied().collect();
                let row = ROWS.iter().find(|row| (row.0, row.1) == (storage, access));
                let found = row.map_or(&[][..], |row| row.2);
                assert_eq!(found, expected, "{storage} {access}");
            }
        }
    }

    /// "a command or validator".
    fn named(kinds: &[Kind]) -> String {
        let names: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
        let (last, before) = names.split_last().expect("a kind");
        match before {
            [] => std::format!("a {last}"),
            _ => std::format!("a {} or {last}", before.join(", ")),
        }
    }

    #[test]
    fn what_the_compiler_says_is_the_matrix_of_the_contract() {
        let verb = |access| match access {
            Access::Get => "gets",
            Access::Read => "reads",
            Access::New => "inserts",
            Access::Update => "updates",
        };
        for (storage, _, _, note) in ROWS {
            let mut parts: Vec<(Vec<&str>, Vec<Kind>)> = Vec::new();
            for &kind in Kind::ALL {
                let verbs: Vec<_> = allowed(kind, *storage).iter().map(verb).collect();
                match parts.iter_mut().find(|part| part.0 == verbs) {
                    _ if verbs.is_empty() => {}
                    Some(part) => part.1.push(kind),
                    None => parts.push((verbs, Vec::from([kind]))),
                }
            }
            let parts = parts.iter();
            let parts: Vec<_> = parts
                .map(|(verbs, kinds)| std::format!("{} {}", named(kinds), verbs.join(", ")))
                .collect();
            assert_eq!(*note, std::format!("{storage}: {}", parts.join("; ")));
        }
    }
}
