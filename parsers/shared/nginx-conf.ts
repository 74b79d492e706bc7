import type { LogFormat } from 'reprise/parser';
import { type Directive, parseNginxConf } from './nginx-conf-tokens.ts';
import { compileNginx, type NginxEscape } from './nginx-format.ts';

/** Gives the texts of the files that an `include` means; nothing where there are none. */
export type Include = (pattern: string) => readonly string[];

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/**
 * Compiles a `log_format` out of nginx's configuration: the one of this name, or the one that `access_log` uses, or
 * `combined`, which nginx itself knows. Throws a TypeError that tells which formats there are where it finds none.
 */
export function formatFromNginxConf(text: string, name?: string, include: Include = () => []): LogFormat {
  const directives = flatten(parseNginxConf(text), include, 0);
  const formats = new Map(directives.filter(isLogFormat).map(({ words }) => [words[1]!, words.slice(2)]));
  const used = usedFormats(directives);
  const wanted = name ?? used.find((one) => one !== 'combined') ?? used[0] ?? 'combined';
  const found = formats.get(wanted);
  if (found === undefined && wanted !== 'combined') {
    const known = [...formats.keys()];
    throw new TypeError(
      `no log_format ${wanted} in it (there ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ') || 'none'})`,
    );
  }
  const mode = /^escape=(\w+)$/.exec(found?.[0] ?? '')?.[1];
  const pieces = mode === undefined ? (found ?? [COMBINED]) : found!.slice(1);
  const title = `nginx log_format ${wanted}`;
  return compileNginx(pieces.join(''), toEscape(mode), { name: `nginx-conf-${nameOf(wanted)}`, title });
}

const DEEPEST = 20;

/** All statements of the configuration, in its order, with those of included files in their place. */
function flatten(directives: readonly Directive[], include: Include, depth: number): Directive[] {
  return directives.flatMap((directive) => {
    const [first, pattern] = directive.words;
    if (first === 'include' && pattern !== undefined) {
      const files = depth < DEEPEST ? include(pattern) : [];
      return files.flatMap((file) => flatten(parseNginxConf(file), include, depth + 1));
    }
    return [directive, ...flatten(directive.block ?? [], include, depth)];
  });
}

function isLogFormat({ words }: Directive): boolean {
  return words[0] === 'log_format' && words.length >= 3;
}

/** The formats of the logs that are written, in their order: `access_log path [format [buffer=…]]`. */
function usedFormats(directives: readonly Directive[]): string[] {
  return directives
    .filter(({ words }) => words[0] === 'access_log' && words.length >= 2 && words[1] !== 'off')
    .map(({ words }) => (words[2] === undefined || words[2].includes('=') ? 'combined' : words[2]));
}

function toEscape(word: string | undefined): NginxEscape {
  if (word === undefined || word === 'default' || word === 'json' || word === 'none')
    return word ?? 'default';
  throw new TypeError(`escape=${word}: it is default, json or none`);
}

function nameOf(format: string): string {
  return format.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
}
