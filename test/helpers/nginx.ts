import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { startDaemon } from './start-daemon.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface NginxOptions {
  /** What stands in its `server` block; without, all paths are answered with 200 and `ok`. */
  readonly locations?: string;
  /**
   * What follows the name in a `log_format` directive, quotes included: `'$remote_addr "$request"'`, or
   * `escape=json '{"request":"$request"}'`. Without, it logs in its own `combined` format.
   */
  readonly logFormat?: string;
  readonly workerProcesses?: number;
  /** What it speaks at its port: the parameters of `listen` after it, such as `ssl http2`. */
  readonly listen?: string;
  /** Further `listen` directives of the same server, given its folder. */
  readonly alsoListen?: (port: number, folder: string) => string;
}

/** A real web server, at work for a test. */
export interface WebServer {
  readonly url: string;
  readonly port: number;
  /** Can still be read after `close()`, until the test process ends. */
  readonly accessLog: string;
  readonly errorLog: string;
  /** Where all its files are. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Starts a real nginx with all its files in a folder of its own. Call `requireProgram` first. */
export async function startNginx(options: NginxOptions = {}): Promise<WebServer> {
  const program = findProgram('nginx');
  if (program === undefined) throw new Error('nginx is not installed');
  const folder = temporaryDirectory('nginx');
  for (const name of TEMPORARY) mkdirSync(join(folder, name));
  const configFile = join(folder, 'nginx.conf');
  const pidFile = join(folder, 'nginx.pid');
  const errorLog = join(folder, 'error.log');
  const { port, close } = await startDaemon({
    program,
    configure: (port) => {
      writeFileSync(configFile, configuration(port, folder, options));
      return ['-p', folder, '-c', configFile, '-e', errorLog];
    },
    pidFile,
    errorLog,
  });
  const url = `http${options.listen?.includes('ssl') ? 's' : ''}://127.0.0.1:${port}`;
  return { url, port, accessLog: join(folder, 'access.log'), errorLog, folder, close };
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function configuration(port: number, folder: string, options: NginxOptions): string {
  const {
    locations = "location / { return 200 'ok\\n'; }",
    logFormat,
    workerProcesses = 1,
    listen = '',
  } = options;
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes ${workerProcesses};
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
${TEMPORARY.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  default_type text/plain;
${logFormat === undefined ? '' : `  log_format test ${logFormat};`}
  access_log ${folder}/access.log ${logFormat === undefined ? 'combined' : 'test'};
  server {
    listen 127.0.0.1:${port} ${listen};
    ${options.alsoListen?.(port, folder) ?? ''}
    ${locations}
  }
}
`;
}
