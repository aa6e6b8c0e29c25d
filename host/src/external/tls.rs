//! TLS for all clients.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use super::ExternalError;

/// Certificates of roots that a client trusts, besides those that Mozilla does.
#[derive(Debug, Clone, Default)]
pub(super) struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// Adds the certificates of a text in the PEM format.
    ///
    /// # Errors
    /// [`ExternalError`] if it has none, or one that cannot be read.
    pub fn add(&mut self, pem: &[u8]) -> Result<(), ExternalError> {
        let before = self.0.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| unreadable(&error))?;
            let mut store = RootCertStore::empty();
            store
                .add(certificate.clone())
                .map_err(|error| unreadable(&error))?;
            self.0.push(certificate);
        }
        if self.0.len() == before {
            let reason = "certificates of roots: the text has none in the PEM format";
            return Err(ExternalError::permanent(reason));
        }
        Ok(())
    }

    /// Creates the configuration of a client.
    ///
    /// # Errors
    /// [`ExternalError`] if TLS is not to be had.
    pub fn client(&self) -> Result<Arc<ClientConfig>, ExternalError> {
        let mut store = RootCertStore::empty();
        let known = TLS_SERVER_ROOT_CERTS.iter().chain(&self.0).cloned();
        store.add_parsable_certificates(known);
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|error| ExternalError::permanent(format!("TLS: {error}")))?;
        Ok(Arc::new(
            builder.with_root_certificates(store).with_no_client_auth(),
        ))
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> ExternalError {
    ExternalError::permanent(format!("certificates of roots: {error}"))
}
