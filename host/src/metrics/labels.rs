//! Labels of metrics.

use heeus_abi::ExtensionKind;

use crate::engine::EngineKind;

/// The labels that distinguish an extension from all others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExtensionLabels {
    /// The package of the extension; two packages may have extensions of the same name.
    pub package: String,
    /// The name of the extension.
    pub extension: String,
    /// The kind of engine that runs it.
    pub engine: EngineKind,
    /// The kind of the extension.
    pub kind: ExtensionKind,
}
