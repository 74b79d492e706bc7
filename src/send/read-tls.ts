import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { messageOf, ReplayError } from '../errors.ts';
import type { TlsOptions, TransportWishes } from './transport-options.ts';

type TlsFiles = Pick<TransportWishes, 'ca' | 'cert' | 'key'>;

/** Reads the files that are named for TLS, and sees to it that they hold what they should. */
export function readTls({ ca, cert, key }: TlsFiles): Pick<TlsOptions, 'ca' | 'cert' | 'key'> {
  if (key !== undefined && cert === undefined) {
    throw usage('--key FILE says nothing without --cert FILE', 'name the certificate that it belongs to');
  }
  const texts = {
    ...(ca !== undefined && { ca: readCertificate('--ca', ca) }),
    ...(cert !== undefined && { cert: readCertificate('--cert', cert), key: readKey(cert, key) }),
  };
  checkPair(texts, cert, key ?? cert);
  return texts;
}

function readCertificate(option: string, file: string): string {
  const text = read(option, file);
  try {
    new X509Certificate(text);
  } catch (cause) {
    throw usage(`${option} ${file}: holds no certificate`, PEM, cause);
  }
  return text;
}

function readKey(cert: string, key: string | undefined): string {
  const file = key ?? cert;
  const text = read('--key', file);
  if (/ENCRYPTED/.test(text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*/)?.[0] ?? '')) {
    throw usage(
      `--key ${file}: is locked with a passphrase`,
      `unlock it into a file of your own: openssl pkey -in ${file} -out unlocked.pem`,
    );
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    if (key === undefined) {
      throw usage(`--cert ${cert}: holds no private key`, 'name the file that does: --key FILE');
    }
    throw usage(`--key ${key}: holds no private key`, PEM);
  }
  return text;
}

function checkPair(texts: Pick<TlsOptions, 'cert' | 'key'>, cert?: string, key?: string): void {
  try {
    createSecureContext(texts);
  } catch (cause) {
    const mismatch = (cause as { code?: string }).code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH';
    const what = mismatch ? 'is not the key of this certificate' : `cannot be used (${messageOf(cause)})`;
    throw usage(`--cert ${cert}: ${key} ${what}`, 'name the key that belongs to it: --key FILE', cause);
  }
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw usage(`${option} ${file}: cannot be read (${code})`, PEM, cause);
  }
}

const PEM = "it is a file in PEM form, with lines such as '-----BEGIN …-----'";

function usage(what: string, mend: string, cause?: unknown): ReplayError {
  return new ReplayError('usage', what, mend, cause);
}
