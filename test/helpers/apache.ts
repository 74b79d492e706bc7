import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import type { WebServer } from './nginx.ts';
import { startDaemon } from './start-daemon.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface ApacheOptions {
  /** More lines for its configuration; modules are loaded with `LoadModule` lines as elsewhere. */
  readonly directives?: string;
  /** What a `LogFormat` directive has between its quotes, in apache's own words. Without, it is `combined`. */
  readonly logFormat?: string;
}

/** What Debian calls it, and what all others do. Call `requireProgram` with the one that is found. */
export const APACHE_NAMES = ['apache2', 'httpd'];

/** Starts a real apache, with all its files in a folder of its own, that answers any path with 200 and `ok`. */
export async function startApache(options: ApacheOptions = {}): Promise<WebServer> {
  const program = APACHE_NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
  if (program === undefined) throw new Error('apache is not installed');
  const folder = temporaryDirectory('apache');
  const documents = join(folder, 'documents');
  mkdirSync(documents);
  writeFileSync(join(documents, 'ok.txt'), 'ok\n');
  // Started as root, it answers as nobody.
  chmodSync(folder, 0o755);
  const configFile = join(folder, 'apache.conf');
  const errorLog = join(folder, 'error.log');
  const { port, close } = await startDaemon({
    program,
    configure: (port) => {
      writeFileSync(configFile, configuration(port, folder, options));
      return ['-D', 'FOREGROUND', '-d', folder, '-f', configFile];
    },
    pidFile: join(folder, 'apache.pid'),
    errorLog,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    accessLog: join(folder, 'access.log'),
    errorLog,
    folder,
    close,
  };
}

const COMBINED = String.raw`%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"`;

/** Each is built in on one system and a file on another. */
const MODULES = ['mpm_event', 'unixd', 'log_config', 'logio', 'authz_core', 'alias', 'mime'];

const MODULE_FOLDERS = [
  '/usr/lib/apache2/modules',
  '/usr/lib64/httpd/modules',
  '/usr/libexec/apache2',
  '/opt/homebrew/lib/httpd/modules',
];

function configuration(
  port: number,
  folder: string,
  { directives = '', logFormat = COMBINED }: ApacheOptions,
) {
  return `
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
${MODULES.map(loadModule).join('\n')}
${process.getuid?.() === 0 ? 'User #65534\nGroup #65534' : ''}
TypesConfig /dev/null
DocumentRoot ${folder}/documents
AliasMatch ^ ${folder}/documents/ok.txt
LogFormat "${logFormat}" test
CustomLog ${folder}/access.log test
${directives}
`;
}

function loadModule(name: string): string {
  const file = MODULE_FOLDERS.map((folder) => join(folder, `mod_${name}.so`)).find(existsSync);
  if (file === undefined) return '';
  return `<IfModule !${name}_module>\nLoadModule ${name}_module ${file}\n</IfModule>`;
}
