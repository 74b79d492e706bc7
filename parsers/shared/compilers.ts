import type { FormatCompiler, LogFormat } from 'reprise/parser';
import { type ApacheDialect, apacheFormat } from './apache-format.ts';
import { gunicornFormat } from './gunicorn-format.ts';
import { morganFormat } from './morgan-format.ts';
import { formatFromNginxConf } from './nginx-conf.ts';
import { nginxFormat } from './nginx-format.ts';

/** The languages in which people configure their logs, the most particular first. */
export const compilers: readonly FormatCompiler[] = [
  {
    name: 'gunicorn',
    example: '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s',
    claims: (text) => /%\([\w{]/.test(text),
    compile: gunicornFormat,
  },
  {
    name: 'nginx',
    example: '$remote_addr - $remote_user [$time_local] "$request" $status',
    claims: (text) => /\$\{?[a-z]/.test(text),
    compile: compileNginxText,
  },
  {
    name: 'apache',
    example: '%h %l %u %t "%r" %>s %b',
    claims: (text) => /%[a-zA-Z{<>!\d]/.test(text),
    compile: compileApacheText,
  },
  {
    name: 'morgan',
    example: ':method :url :status',
    claims: (text) => /(?:^|[^\w:]):(?:method|url|status|date|remote-addr)\b/.test(text),
    compile: morganFormat,
  },
];

/** Takes a whole `log_format name '…' '…';` as well. */
function compileNginxText(text: string): LogFormat {
  return /^\s*log_format\s/.test(text) ? formatFromNginxConf(text, firstName(text)) : nginxFormat(text);
}

function firstName(text: string): string | undefined {
  return /^\s*log_format\s+([^\s'"]+)/.exec(text)?.[1];
}

/** Takes a whole `LogFormat "…" name` as well, and before the format whose it is: `tomcat: %h …`. */
function compileApacheText(text: string): LogFormat {
  const [, dialect, format] = DIALECT.exec(text) as unknown as [string, ApacheDialect | undefined, string];
  const quoted = /^\s*LogFormat\s+("(?:\\.|[^"\\])*")/i.exec(format)?.[1];
  return apacheFormat(quoted ?? format, dialect === undefined ? {} : { dialect });
}

const DIALECT = /^\s*(?:(apache|litespeed|tomcat9?|varnish):\s*)?(.*)$/s;
