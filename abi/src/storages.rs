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
    Required,
    /// The field is optional.
    Optional,
    /// The field is required: an array of the type with at least one item.
    Repeated,
    /// The field is optional: an array of the type with at least one item, or absent.
    OptionalRepeated,
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

const fn required(name: &'static str, ty: FieldType) -> StorageField {
    field(name, ty, Presence::Required)
}

const fn optional(name: &'static str, ty: FieldType) -> StorageField {
    field(name, ty, Presence::Optional)
}

/// Returns an optional array field.
const fn array(name: &'static str, items: FieldType) -> StorageField {
    StorageField {
        items: Some(items),
        ..field(name, FieldType::Array, Presence::Optional)
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
        optional("Offset", FieldType::I64),
        optional("Count", FieldType::I64),
    ],
    &[
        required("Offset", FieldType::I64),
        optional("Workspace", FieldType::I64),
        optional("RegisteredAt", FieldType::I64),
        optional("DeviceID", FieldType::I64),
        optional("SyncedAt", FieldType::I64),
        optional("Synced", FieldType::Bool),
        optional("QName", FieldType::QName),
        optional("ArgumentObject", FieldType::Record),
        array("CUDs", FieldType::Record),
    ],
);

const EVENT: StorageFields = fields(
    Storage::Event,
    &[],
    &[
        optional("WLogOffset", FieldType::I64),
        optional("Workspace", FieldType::I64),
        optional("RegisteredAt", FieldType::I64),
        optional("DeviceID", FieldType::I64),
        optional("SyncedAt", FieldType::I64),
        optional("Synced", FieldType::Bool),
        optional("QName", FieldType::QName),
        optional("Error", FieldType::Record),
        optional("ArgumentObject", FieldType::Record),
        array("CUDs", FieldType::Record),
    ],
);

const COMMAND_CONTEXT: StorageFields = fields(
    Storage::CommandContext,
    &[],
    &[
        optional("Workspace", FieldType::I64),
        optional("WLogOffset", FieldType::I64),
        optional("StartedAt", FieldType::I64),
        optional("ArgumentObject", FieldType::Record),
        optional("ArgumentUnloggedObject", FieldType::Record),
        optional("Origin", FieldType::Str),
    ],
);

const QUERY_CONTEXT: StorageFields = fields(
    Storage::QueryContext,
    &[],
    &[
        optional("Workspace", FieldType::I64),
        optional("StartedAt", FieldType::I64),
        optional("ArgumentObject", FieldType::Record),
    ],
);

const JOB_CONTEXT: StorageFields = fields(
    Storage::JobContext,
    &[],
    &[
        optional("Workspace", FieldType::I64),
        optional("StartedAt", FieldType::I64),
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
        optional("StatusCode", FieldType::I32),
        optional("ErrorMessage", FieldType::Str),
    ],
);

const REQUEST_SUBJECT: StorageFields = fields(
    Storage::RequestSubject,
    &[],
    &[
        optional("ProfileWSID", FieldType::I64),
        optional("Kind", FieldType::I32),
        optional("Name", FieldType::Str),
        optional("Token", FieldType::Str),
    ],
);

const APP_SECRET: StorageFields = fields(
    Storage::AppSecret,
    &[required("Secret", FieldType::Str)],
    &[required("Secret", FieldType::Str)],
);

const UNIQ: StorageFields = StorageFields {
    key: None,
    ..fields(Storage::Uniq, &[], &[required("ID", FieldType::Id)])
};

const HTTP: StorageFields = fields(
    Storage::Http,
    &[
        optional("Method", FieldType::Str),
        required("Url", FieldType::Str),
        field("Header", FieldType::Str, Presence::OptionalRepeated),
        optional("Body", FieldType::Bytes),
        optional("HTTPClientTimeoutMilliseconds", FieldType::I64),
        optional("HandleErrors", FieldType::Bool),
    ],
    &[
        optional("StatusCode", FieldType::I32),
        array("Header", FieldType::Str),
        optional("Body", FieldType::Bytes),
        optional("Error", FieldType::Str),
    ],
);

const FEDERATION_COMMAND: StorageFields = fields(
    Storage::FederationCommand,
    &[
        optional("Owner", FieldType::Str),
        optional("AppName", FieldType::Str),
        optional("WSID", FieldType::I64),
        optional("Token", FieldType::Str),
        required("Command", FieldType::QName),
        optional("Body", FieldType::Str),
        optional("ExpectedCodes", FieldType::Str),
    ],
    &[
        required("StatusCode", FieldType::I32),
        optional("NewIDs", FieldType::Record),
        optional("Result", FieldType::Record),
    ],
);

const SEND_MAIL: StorageFields = fields(
    Storage::SendMail,
    &[
        required("From", FieldType::Str),
        field("To", FieldType::Str, Presence::Repeated),
        field("CC", FieldType::Str, Presence::OptionalRepeated),
        field("BCC", FieldType::Str, Presence::OptionalRepeated),
        required("Host", FieldType::Str),
        required("Port", FieldType::I32),
        optional("Username", FieldType::Str),
        optional("Password", FieldType::Str),
        optional("Subject", FieldType::Str),
        optional("Body", FieldType::Str),
    ],
    &[],
);

const LOGGER: StorageFields = fields(
    Storage::Logger,
    &[required("LogLevel", FieldType::I32)],
    &[required("Message", FieldType::Str)],
);
