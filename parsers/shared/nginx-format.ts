import type { LogFormat, Sample } from 'reprise/parser';
import { compileTemplate } from './compile-template.ts';
import { undoConfEscapes } from './nginx-conf-tokens.ts';
import { nginxPieces } from './nginx-pieces.ts';
import type { Dialect } from './template.ts';
import { unescapeHex } from './unescape-hex.ts';
import { unescapeJson } from './unescape-json.ts';

/** How nginx escapes values: `escape=` of its `log_format`. */
export type NginxEscape = 'default' | 'json' | 'none';

export interface NginxFormatOptions {
  readonly escape?: NginxEscape;
  readonly name?: string;
  readonly title?: string;
  readonly samples?: readonly Sample[];
}

/**
 * Compiles a `log_format` of nginx, as it stands in the configuration between its quotes: `$remote_addr … "$request" …`.
 * It may begin with `escape=json` or `escape=none`. Throws a TypeError where no request can be read out of it.
 */
export function nginxFormat(text: string, options: NginxFormatOptions = {}): LogFormat {
  const [, word, rest] = ESCAPE_WORD.exec(text) as unknown as [string, NginxEscape | undefined, string];
  const mode = options.escape ?? word ?? 'default';
  return compileNginx(undoConfEscapes(rest), mode, options);
}

const ESCAPE_WORD = /^\s*(?:escape=(default|json|none)\s+)?(.*)$/s;

/** The same for a text out of which nginx's reader of configurations has taken the escapes. */
export function compileNginx(text: string, mode: NginxEscape, options: NginxFormatOptions): LogFormat {
  const open = compileTemplate(nginxPieces(text), DIALECTS[mode]);
  return {
    name: options.name ?? 'nginx-log-format',
    title: options.title ?? `nginx log_format ${mode === 'default' ? '' : `escape=${mode} `}${text}`,
    samples: options.samples ?? [],
    open,
  };
}

const DIALECTS: Readonly<Record<NginxEscape, Dialect>> = {
  default: { quoting: 'never', decode: unescapeHex, absent: '-', emptyHeaders: true },
  json: { quoting: 'backslash', decode: unescapeJson, absent: '', emptyHeaders: false },
  none: { quoting: 'raw', decode: (value) => value, absent: '', emptyHeaders: false },
};
