import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** A certificate and its key: paths of PEM files. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface IssueOptions {
  /** As openssl has them: `DNS:shop.example`, `IP:127.0.0.1`. */
  readonly names?: readonly string[];
  /** Less than 1: it has expired. */
  readonly days?: number;
}

/** Makes an authority of its own, as openssl does. Call `requireProgram(t, 'openssl', 'openssl')` first. */
export function makeAuthority(name: string): Certificate {
  const files = filesOf(name);
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-addext', 'basicConstraints=critical,CA:TRUE'];
  openssl(['req', '-x509', ...NEW_KEY, '-keyout', files.key, '-out', files.cert, ...subject]);
  return files;
}

/** Has it sign a certificate, for a server or a client. */
export function issue(authority: Certificate, name: string, options: IssueOptions = {}): Certificate {
  const { names = [], days = 2 } = options;
  const files = filesOf(name);
  const request = `${files.cert}.csr`;
  const extensions = `${files.cert}.ext`;
  const alternatives = names.length === 0 ? '' : `subjectAltName=${names.join(',')}\n`;
  writeFileSync(extensions, `basicConstraints=CA:FALSE\n${alternatives}`);
  openssl(['req', '-new', ...NEW_KEY, '-keyout', files.key, '-out', request, '-subj', `/CN=${name}`]);
  const by = ['-CA', authority.cert, '-CAkey', authority.key, '-set_serial', String(serial++)];
  openssl([
    'x509',
    '-req',
    '-in',
    request,
    ...by,
    '-days',
    String(days),
    '-extfile',
    extensions,
    '-out',
    files.cert,
  ]);
  return files;
}

let serial = 1;

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function filesOf(name: string): Certificate {
  const folder = temporaryDirectory('certificates');
  const file = name.replaceAll(' ', '-');
  return { cert: join(folder, `${file}.pem`), key: join(folder, `${file}.key`) };
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
