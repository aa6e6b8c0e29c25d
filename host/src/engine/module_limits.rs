//! Limits on a module's size and on the cost of compiling it, checked before it runs.

/// Declares the limits: an enum of their names, a struct of their numbers.
macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $limit:ident $field:ident = $default:expr, $text:literal;)+) => {
        /// A limit on a module, for [`ModuleLimits`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ModuleLimit {
            $($(#[doc = $doc])+ $limit,)+
        }

        /// Limits on a module. They bound the host's cost of compiling and instantiating it, and
        /// the host checks all of them before it compiles anything of the module.
        ///
        /// With the defaults no module takes more than 64 MiB and 2 s to compile.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct ModuleLimits {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("Default: ", stringify!($default), ".")]
                pub $field: u64,
            )+
        }

        impl Default for ModuleLimits {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl ModuleLimit {
            /// All limits.
            pub const ALL: &[Self] = &[$(Self::$limit,)+];

            /// Returns the text for the limited thing in messages and in ABI.md.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$limit => $text,)+
                }
            }
        }

        impl ModuleLimits {
            /// Returns the number of this limit.
            pub const fn get(&self, limit: ModuleLimit) -> u64 {
                match limit {
                    $(ModuleLimit::$limit => self.$field,)+
                }
            }

            /// Returns the limits with this number for one of them.
            pub const fn with(mut self, limit: ModuleLimit, number: u64) -> Self {
                match limit {
                    $(ModuleLimit::$limit => self.$field = number,)+
                }
                self
            }
        }
    };
}

limits! {
    /// Bytes of the module.
    Bytes bytes = 16 << 20, "bytes of the module";
    /// Bytes of all sections except custom ones.
    SectionBytes section_bytes = 1 << 20, "bytes of sections that are not custom ones";
    /// Bytes of the manifest.
    ManifestBytes manifest_bytes = 256 << 10, "bytes of the manifest";
    /// Function types.
    Types types = 1_000, "function types";
    /// Parameters and results of one function type.
    Signature signature = 128, "parameters and results of a function type";
    /// Imports.
    Imports imports = 16, "imports";
    /// Functions of the module's own.
    Functions functions = 3_000, "functions";
    /// Tables.
    Tables tables = 8, "tables";
    /// Elements of all tables together at the start.
    TableElements table_elements = 16_384, "elements of tables at the start";
    /// Globals.
    Globals globals = 1_000, "globals";
    /// Exports.
    Exports exports = 1_000, "exports";
    /// Element segments.
    ElementSegments element_segments = 1_000, "element segments";
    /// Items of all element segments.
    Elements elements = 16_384, "items of element segments";
    /// Data segments.
    DataSegments data_segments = 1_000, "data segments";
    /// Names in the custom section `name`.
    Names names = 50_000, "names in the custom section name";
    /// Custom sections.
    CustomSections custom_sections = 1_000, "custom sections";
    /// Bytes of one function.
    FunctionBytes function_bytes = 128 << 10, "bytes of a function";
    /// Locals of one function, its parameters among them.
    Locals locals = 2_000, "locals of a function";
    /// Blocks inside blocks of one function.
    Nesting nesting = 512, "blocks inside blocks";
    /// Cost of compiling one function; see ABI.md, section 13.
    FunctionCost function_cost = 50_000, "cost of a function";
    /// Cost of compiling all functions; see ABI.md, section 13.
    Cost cost = 500_000, "cost of all functions";
}
