import { parseTarget, type Target } from './parse-target.ts';

/**
 * Reads one of the targets that are allowed: `https://stage.example:8443`, `unix:/run/app.sock`, or a host with or without a
 * port, in which `*` stands for anything but a dot: `*.stage.example`. Throws a TypeError that says what would do.
 */
export function parseAllowedTarget(text: string): (target: Target) => boolean {
  if (/^(?:https?:\/\/|unix:|http\+unix:)/i.test(text)) {
    const { name } = parseTarget(text);
    return (target) => target.name === name;
  }
  const [, host, port] = /^(\[[\da-f:]+\]|[\w*.-]+)(?::(\d+))?$/i.exec(text) ?? [];
  if (host === undefined) {
    throw new TypeError('It is a URL, or a host such as stage.example, *.stage.example or 10.0.0.5:8080.');
  }
  const pattern = new RegExp(
    `^${host
      .toLowerCase()
      .replace(/[.[\]]/g, '\\$&')
      .replaceAll('*', '[^.]*')}$`,
  );
  return ({ origin, socketPath }) => {
    if (socketPath !== null) return false;
    const url = new URL(origin);
    const usual = url.protocol === 'https:' ? '443' : '80';
    return pattern.test(url.hostname) && (port === undefined || port === (url.port || usual));
  };
}
