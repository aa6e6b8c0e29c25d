//! The crate whose tests run.

use std::env;
use std::path::PathBuf;

use crate::fixture::Fixture;

/// A crate as its own tests know it. The macro [`under_test!`](crate::under_test) makes that of the crate that it stands
/// in.
#[derive(Debug, Clone, Copy)]
pub struct UnderTest {
    /// The name of its package.
    pub name: &'static str,
    /// Its directory where the tests were compiled.
    pub compiled_in: &'static str,
    /// Its features, where cargo could tell them.
    pub features: Result<&'static [DeclaredFeature], &'static str>,
}

/// The name of a feature, whether the tests are compiled with it, and whether it is one of the default features.
pub type DeclaredFeature = (&'static str, bool, bool);

impl UnderTest {
    /// Its directory: the one that cargo tells the tests as they run, or else where they were compiled.
    pub fn dir(&self) -> PathBuf {
        let own = env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == self.name);
        let told = env::var_os("CARGO_MANIFEST_DIR").filter(|_| own);
        told.map_or_else(|| self.compiled_in.into(), PathBuf::from)
    }

    /// The fixture that builds its module with the features that the tests are compiled with.
    ///
    /// # Errors
    /// The reason for which the features are not known.
    pub fn fixture(&self) -> Result<Fixture, String> {
        let features = self.features.map_err(|why| {
            format!("the features that its tests are compiled with are not known: {why}")
        })?;
        let fixture = Fixture::new(self.dir()).package(self.name);
        if features.iter().all(|(_, has, usual)| has == usual) {
            return Ok(fixture.default_features());
        }
        let has = features.iter().filter(|(_, has, _)| *has);
        let has = has.map(|&(name, ..)| name);
        Ok(fixture.no_default_features().features(has))
    }
}

/// The crate that this stands in, as an [`UnderTest`](crate::UnderTest).
#[macro_export]
macro_rules! under_test {
    () => {
        $crate::UnderTest {
            name: ::core::env!("CARGO_PKG_NAME"),
            compiled_in: ::core::env!("CARGO_MANIFEST_DIR"),
            features: $crate::__private::declared_features!(),
        }
    };
}
