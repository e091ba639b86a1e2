interface CertificateFault {
  readonly reason: string;
  readonly hint: string;
}

const OWN_CERTIFICATE =
  'If it is your own, or that of your company, set NODE_EXTRA_CA_CERTS to the file of the certificate that signs it.';
const CLOCK = 'Renew it there, or correct the clock of this computer.';

const UNKNOWN_SIGNER = 'its certificate is signed by an authority that this computer does not know';

const NO_HTTPS: CertificateFault = {
  reason: 'it does not speak https',
  hint: 'Check the port, and whether the address has to begin with http://.',
};

const FAULTS: Readonly<Record<string, CertificateFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: { reason: 'its certificate is self-signed', hint: OWN_CERTIFICATE },
  SELF_SIGNED_CERT_IN_CHAIN: { reason: UNKNOWN_SIGNER, hint: OWN_CERTIFICATE },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { reason: UNKNOWN_SIGNER, hint: OWN_CERTIFICATE },
  UNABLE_TO_GET_ISSUER_CERT: { reason: UNKNOWN_SIGNER, hint: OWN_CERTIFICATE },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { reason: UNKNOWN_SIGNER, hint: OWN_CERTIFICATE },
  CERT_UNTRUSTED: { reason: UNKNOWN_SIGNER, hint: OWN_CERTIFICATE },
  CERT_HAS_EXPIRED: { reason: 'its certificate has expired', hint: CLOCK },
  CERT_NOT_YET_VALID: { reason: 'its certificate is not valid yet', hint: CLOCK },
  CERT_REVOKED: { reason: 'its certificate was revoked', hint: 'Ask those who run the server.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: 'its certificate is for another name',
    hint: 'Use the name that the certificate is for.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: NO_HTTPS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_HTTPS,
};

/** What is wrong with the certificate or the encryption of a server; undefined where the code tells of something else. */
export function certificateFault(code: string): CertificateFault | undefined {
  const known = FAULTS[code];
  if (known) return known;
  if (/^(?:ERR_TLS_|ERR_SSL_|EPROTO$)/u.test(code)) {
    return { reason: `no encrypted connection could be made (${code})`, hint: 'Check the address and its port.' };
  }
  if (!/CERT|CRL|SIGNATURE|ISSUER|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/u.test(code)) return undefined;
  return { reason: `its certificate is not trusted (${code})`, hint: OWN_CERTIFICATE };
}
