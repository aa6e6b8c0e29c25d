//! Fields of the storages that have no entities of their own: the fields of their keys and values
//! are the same in every application.

use crate::{FieldType, Storage};

/// A field of a key or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageField {
    /// Its name.
    pub name: &'static str,
    /// Its type; for a repeated field, the type of one item.
    pub ty: FieldType,
    /// The type of the items of an array.
    pub items: Option<FieldType>,
    /// Its presence.
    pub presence: Presence,
}

/// The presence of a field: required, optional or repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The field is required.
    Always,
    /// The field is optional.
    Maybe,
    /// The field is required: an array of the type with at least one item.
    Repeats,
    /// The field is optional: an array of the type with at least one item, or absent.
    MaybeRepeats,
}

/// Key and value of one storage; `None` if the fields are not fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageFields {
    /// The storage.
    pub storage: Storage,
    /// Fields of the key.
    pub key: Option<&'static [StorageField]>,
    /// Fields of the value.
    pub value: Option<&'static [StorageField]>,
}

const fn field(name: &'static str, ty: FieldType, presence: Presence) -> StorageField {
    StorageField {
        name,
        ty,
        items: None,
        presence,
    }
}

const fn always(name: &'static str, ty: FieldType) -> StorageField {
    field(name, ty, Presence::Always)
}

const fn maybe(name: &'static str, ty: FieldType) -> StorageField {
    field(name, ty, Presence::Maybe)
}

/// Returns an optional array field.
const fn array(name: &'static str, items: FieldType) -> StorageField {
    StorageField {
        items: Some(items),
        ..field(name, FieldType::Array, Presence::Maybe)
    }
}

const fn fields(
    storage: Storage,
    key: &'static [StorageField],
    value: &'static [StorageField],
) -> StorageFields {
    StorageFields {
        storage,
        key: Some(key),
        value: Some(value),
    }
}

/// All storages with fixed fields, by their number.
pub const STORAGE_FIELDS: &[StorageFields] = &[
    WLOG,
    EVENT,
    COMMAND_CONTEXT,
    QUERY_CONTEXT,
    JOB_CONTEXT,
    RESULT,
    RESPONSE,
    REQUEST_SUBJECT,
    APP_SECRET,
    UNIQ,
    HTTP,
    FEDERATION_COMMAND,
    SEND_MAIL,
    LOGGER,
];

const WLOG: StorageFields = fields(
    Storage::WLog,
    &[
        maybe("Offset", FieldType::I64),
        maybe("Count", FieldType::I64),
    ],
    &[
        always("Offset", FieldType::I64),
        maybe("Workspace", FieldType::I64),
        maybe("RegisteredAt", FieldType::I64),
        maybe("DeviceID", FieldType::I64),
        maybe("SyncedAt", FieldType::I64),
        maybe("Synced", FieldType::Bool),
        maybe("QName", FieldType::QName),
        maybe("ArgumentObject", FieldType::Record),
        array("CUDs", FieldType::Record),
    ],
);

const EVENT: StorageFields = fields(
    Storage::Event,
    &[],
    &[
        maybe("WLogOffset", FieldType::I64),
        maybe("Workspace", FieldType::I64),
        maybe("RegisteredAt", FieldType::I64),
        maybe("DeviceID", FieldType::I64),
        maybe("SyncedAt", FieldType::I64),
        maybe("Synced", FieldType::Bool),
        maybe("QName", FieldType::QName),
        maybe("Error", FieldType::Record),
        maybe("ArgumentObject", FieldType::Record),
        array("CUDs", FieldType::Record),
    ],
);

const COMMAND_CONTEXT: StorageFields = fields(
    Storage::CommandContext,
    &[],
    &[
        maybe("Workspace", FieldType::I64),
        maybe("WLogOffset", FieldType::I64),
        maybe("ArgumentObject", FieldType::Record),
        maybe("ArgumentUnloggedObject", FieldType::Record),
        maybe("Origin", FieldType::Str),
    ],
);

const QUERY_CONTEXT: StorageFields = fields(
    Storage::QueryContext,
    &[],
    &[
        maybe("Workspace", FieldType::I64),
        maybe("ArgumentObject", FieldType::Record),
    ],
);

const JOB_CONTEXT: StorageFields = fields(
    Storage::JobContext,
    &[],
    &[
        maybe("Workspace", FieldType::I64),
        maybe("StartedAt", FieldType::I64),
    ],
);

const RESULT: StorageFields = StorageFields {
    value: None,
    ..fields(Storage::Result, &[], &[])
};

const RESPONSE: StorageFields = fields(
    Storage::Response,
    &[],
    &[
        maybe("StatusCode", FieldType::I32),
        maybe("ErrorMessage", FieldType::Str),
    ],
);

const REQUEST_SUBJECT: StorageFields = fields(
    Storage::RequestSubject,
    &[],
    &[
        maybe("ProfileWSID", FieldType::I64),
        maybe("Kind", FieldType::I32),
        maybe("Name", FieldType::Str),
        maybe("Token", FieldType::Str),
    ],
);

const APP_SECRET: StorageFields = fields(
    Storage::AppSecret,
    &[always("Secret", FieldType::Str)],
    &[always("Secret", FieldType::Str)],
);

const UNIQ: StorageFields = StorageFields {
    key: None,
    ..fields(Storage::Uniq, &[], &[always("ID", FieldType::Id)])
};

const HTTP: StorageFields = fields(
    Storage::Http,
    &[
        maybe("Method", FieldType::Str),
        always("Url", FieldType::Str),
        field("Header", FieldType::Str, Presence::MaybeRepeats),
        maybe("Body", FieldType::Bytes),
        maybe("HTTPClientTimeoutMilliseconds", FieldType::I64),
        maybe("HandleErrors", FieldType::Bool),
    ],
    &[
        maybe("StatusCode", FieldType::I32),
        array("Header", FieldType::Str),
        maybe("Body", FieldType::Bytes),
        maybe("Error", FieldType::Str),
    ],
);

const FEDERATION_COMMAND: StorageFields = fields(
    Storage::FederationCommand,
    &[
        maybe("Owner", FieldType::Str),
        maybe("AppName", FieldType::Str),
        maybe("WSID", FieldType::I64),
        maybe("Token", FieldType::Str),
        always("Command", FieldType::QName),
        maybe("Body", FieldType::Str),
        maybe("ExpectedCodes", FieldType::Str),
    ],
    &[
        always("StatusCode", FieldType::I32),
        maybe("NewIDs", FieldType::Record),
        maybe("Result", FieldType::Record),
    ],
);

const SEND_MAIL: StorageFields = fields(
    Storage::SendMail,
    &[
        always("From", FieldType::Str),
        field("To", FieldType::Str, Presence::Repeats),
        field("CC", FieldType::Str, Presence::MaybeRepeats),
        field("BCC", FieldType::Str, Presence::MaybeRepeats),
        always("Host", FieldType::Str),
        always("Port", FieldType::I32),
        maybe("Username", FieldType::Str),
        maybe("Password", FieldType::Str),
        maybe("Subject", FieldType::Str),
        maybe("Body", FieldType::Str),
    ],
    &[],
);

const LOGGER: StorageFields = fields(
    Storage::Logger,
    &[always("LogLevel", FieldType::I32)],
    &[always("Message", FieldType::Str)],
);
