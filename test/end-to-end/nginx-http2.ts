import { readFileSync } from 'node:fs';
import { type NginxOptions, startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';

/** A line of JSON a request. */
export const PROTOCOL =
  'escape=json \'{"protocol":"$server_protocol","connection":"$connection","uri":"$request_uri","cookie":"$http_cookie","host":"$host","agent":"$http_user_agent"}\'';

/** What such a line says. */
export interface Arrived {
  readonly protocol: string;
  readonly connection: string;
  readonly uri: string;
  readonly cookie: string;
  readonly host: string;
  readonly agent: string;
}

/** An nginx that says of each request over what it came. */
export async function startHttp2(t: Parameters<typeof requireProgram>[0], options: NginxOptions = {}) {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return undefined;
  const nginx = await startNginx({ listen: 'http2', logFormat: PROTOCOL, ...options });
  const arrived = async (): Promise<Arrived[]> => {
    // nginx writes its log after it has answered: at its end at the latest.
    await nginx.close();
    return readFileSync(nginx.accessLog, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  return { ...nginx, arrived };
}
