//! The codes of the wire: every number with a meaning. `TryFrom` is the only way from a number to
//! its meaning.

use core::fmt;

/// A number from the other side that this version of the contract does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode {
    /// The kind of code that was expected: "kind", "storage", ..
    pub what: &'static str,
    /// The number.
    pub number: u32,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} {}", self.what, self.number)
    }
}

impl core::error::Error for UnknownCode {}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $what:literal {
        $($(#[$vdoc:meta])* $variant:ident = $number:literal $text:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $number,)+ }

        impl $name {
            /// All values, ordered by number.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name that messages, docs and sources use.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The number on the wire.
            pub const fn number(self) -> u32 {
                self as u32
            }
        }

        impl TryFrom<u32> for $name {
            type Error = UnknownCode;

            fn try_from(number: u32) -> Result<Self, UnknownCode> {
                match number {
                    $($number => Ok(Self::$variant),)+
                    _ => Err(UnknownCode { what: $what, number }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

codes! {
    /// The kind of an extension; it decides what the extension may do.
    ExtensionKind, "kind" {
        /// Changes records, one at a time per partition.
        Command = 1 "command",
        /// Reads and returns result rows.
        Query = 2 "query",
        /// Accepts or refuses a command before it runs.
        Validator = 3 "validator",
        /// Follows events and keeps views.
        Projector = 4 "projector",
        /// Runs on a clock.
        Job = 5 "job",
    }
}

codes! {
    /// A place that state is read from or intents are written to.
    Storage, "storage" {
        /// Views: rows under a partition key and clustering fields.
        View = 1 "sys.View",
        /// Records by id, and singletons.
        Record = 2 "sys.Record",
        /// The workspace's log of events.
        WLog = 3 "sys.WLog",
        /// The event that is being projected or validated.
        Event = 4 "sys.Event",
        /// The call of a command, with its arguments.
        CommandContext = 5 "sys.CommandContext",
        /// The call of a query, with its arguments.
        QueryContext = 6 "sys.QueryContext",
        /// The start of a job, with its workspace and time.
        JobContext = 7 "sys.JobContext",
        /// Rows that a command or query returns.
        Result = 8 "sys.Result",
        /// Status and message of the response.
        Response = 9 "sys.Response",
        /// The subject that sent the request.
        RequestSubject = 10 "sys.RequestSubject",
        /// Secrets of the application.
        AppSecret = 11 "sys.AppSecret",
        /// Record ids, found by unique fields.
        Uniq = 12 "sys.Uniq",
        /// Requests to other servers.
        Http = 13 "sys.Http",
        /// Commands in other applications.
        FederationCommand = 14 "sys.FederationCommand",
        /// Mail.
        SendMail = 15 "sys.SendMail",
        /// The log.
        Logger = 16 "sys.Logger",
    }
}

codes! {
    /// The type of a field, or of an array's items.
    FieldType, "field type" {
        /// 32-bit signed integer.
        I32 = 1 "i32",
        /// 64-bit signed integer.
        I64 = 2 "i64",
        /// 32-bit float.
        F32 = 3 "f32",
        /// 64-bit float.
        F64 = 4 "f64",
        /// 0 or 1.
        Bool = 5 "bool",
        /// UTF-8 text.
        Str = 6 "string",
        /// Bytes.
        Bytes = 7 "bytes",
        /// Qualified name: package path, a dot, entity.
        QName = 8 "qname",
        /// Id of a record.
        Id = 9 "record id",
        /// Nested record.
        Record = 10 "record",
        /// Array of any type but array.
        Array = 11 "array",
    }
}

/// Returns the name of the field type with this number, for errors that report the type they found.
/// A number that the contract does not have is "another".
///
/// All names are one text here, which takes less room in a guest than a table of texts.
#[inline]
pub fn type_name(number: u8) -> &'static str {
    const TYPES: usize = FieldType::ALL.len();
    /// The start and the end of each name in that text.
    const PLACES: [u8; TYPES + 1] = places();
    const ALL: &str = match core::str::from_utf8(&names::<{ PLACES[TYPES] as usize }>()) {
        Ok(names) => names,
        Err(_) => panic!("names are texts"),
    };

    #[expect(clippy::cast_possible_truncation, reason = "52 letters")]
    const fn places() -> [u8; TYPES + 1] {
        let (mut places, mut at) = ([0; TYPES + 1], 0);
        while at < TYPES {
            places[at + 1] = places[at] + FieldType::ALL[at].name().len() as u8;
            at += 1;
        }
        places
    }

    const fn names<const N: usize>() -> [u8; N] {
        let (mut all, mut at, mut to) = ([0; N], 0, 0);
        while at < TYPES {
            let mut name = FieldType::ALL[at].name().as_bytes();
            while let [letter, rest @ ..] = name {
                all[to] = *letter;
                to += 1;
                name = rest;
            }
            at += 1;
        }
        all
    }

    let number = usize::from(number);
    match (PLACES.get(number.wrapping_sub(1)), PLACES.get(number)) {
        (Some(&start), Some(&end)) => ALL.get(start.into()..end.into()).unwrap_or_default(),
        _ => "another",
    }
}

codes! {
    /// The code that `HostGetElem` returns.
    GetCode, "HostGetElem code" {
        /// The element exists; its address is written.
        Exists = 0 "exists",
        /// There is no such element.
        NotExists = 1 "does not exist",
        /// The key is invalid.
        InvalidKey = 2 "the key is invalid",
        /// The storage failed.
        Io = 3 "i/o error",
        /// The guest could not allocate room for the element.
        NoMemory = 4 "memory could not be allocated",
    }
}

codes! {
    /// The code that `HostReadElems` returns.
    ReadCode, "HostReadElems code" {
        /// All elements were delivered, or the guest stopped the read.
        Done = 0 "done",
        /// The key is invalid.
        InvalidKey = 2 "the key is invalid",
        /// The storage failed.
        Io = 3 "i/o error",
        /// The guest could not allocate room for an element.
        NoMemory = 4 "memory could not be allocated",
        /// The key has a range, and the host reads in key order from the first element on only.
        NoRanges = 5 "the host has no ranges",
    }
}

codes! {
    /// The status that a run ended with.
    Status, "status" {
        /// The extension did its work.
        Ok = 0 "ok",
        /// The extension returned an error; the text describes it.
        Error = 1 "extension error",
        /// The module has no extension of this name.
        UnknownExtension = 2 "unknown extension",
        /// The extension is not of this kind, or the kind is unknown.
        WrongKind = 3 "wrong kind",
        /// An intent could not be put into a block; the text gives the reason.
        BadIntent = 4 "bad intent",
    }
}

codes! {
    /// The operation of an intent.
    Op, "intent operation" {
        /// A new element.
        Insert = 1 "insert",
        /// Changed fields of an element that exists.
        Update = 2 "update",
    }
}

codes! {
    /// The reason why a guest trapped on purpose.
    FaultCause, "fault cause" {
        /// A panic; the block has its text, file and line.
        Panic = 1 "panic",
        /// A failed allocation in code that has no way to handle the failure.
        OutOfMemory = 2 "out of memory",
    }
}

codes! {
    /// The severity of a log line.
    LogLevel, "log level" {
        /// Something failed.
        Error = 1 "error",
        /// Something may be wrong.
        Warn = 2 "warn",
        /// An ordinary event.
        Info = 3 "info",
        /// For the extension's developer.
        Debug = 4 "debug",
        /// Every step.
        Trace = 5 "trace",
    }
}

codes! {
    /// The kind of a declared entity.
    EntityKind, "entity kind" {
        /// A view.
        View = 1 "view",
        /// A record with an id.
        Record = 2 "record",
        /// A record of which a workspace has at most one.
        Singleton = 3 "singleton",
    }
}

impl FieldType {
    /// Bytes of an item in an array; `None` for types whose items have a table and payloads.
    pub const fn item_bytes(self) -> Option<usize> {
        match self {
            Self::I32 | Self::F32 => Some(4),
            Self::I64 | Self::F64 | Self::Id => Some(8),
            Self::Bool => Some(1),
            Self::Str | Self::Bytes | Self::QName | Self::Record | Self::Array => None,
        }
    }

    /// Returns whether a field of this type has its value in its table entry.
    pub const fn is_scalar(self) -> bool {
        self.item_bytes().is_some()
    }
}
