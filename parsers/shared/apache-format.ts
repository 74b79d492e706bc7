import type { LogFormat, Sample } from 'reprise/parser';
import { APACHE_WAYS, type ApacheWays } from './apache-fields.ts';
import { apachePieces } from './apache-pieces.ts';
import { compileTemplate } from './compile-template.ts';
import type { Dialect } from './template.ts';
import { unescapeC } from './unescape-c.ts';
import { unescapeJava } from './unescape-java.ts';

/** The programs that have Apache's language of log formats. */
export type ApacheDialect = 'apache' | 'litespeed' | 'tomcat' | 'tomcat9' | 'varnish';

export interface ApacheFormatOptions {
  /** Whose units, escapes and stamps they are. */
  readonly dialect?: ApacheDialect;
  readonly name?: string;
  readonly title?: string;
  readonly samples?: readonly Sample[];
}

/**
 * Compiles a `LogFormat` of Apache's, `%h %l %u %t "%r" …` (quotes with a backslash before them or without), or one of the
 * names that everybody uses for one: common, combined, combinedio, vhost_combined. Throws a TypeError where no request
 * can be read out of it.
 */
export function apacheFormat(text: string, options: ApacheFormatOptions = {}): LogFormat {
  const { dialect = 'apache' } = options;
  const written = NICKNAMES[text.trim()] ?? undoConfigEscapes(text);
  const { ways, values } = DIALECTS[dialect];
  const open = compileTemplate(apachePieces(written, ways), values);
  return {
    name: options.name ?? 'apache-log-format',
    title: options.title ?? `${dialect === 'apache' ? 'Apache' : dialect} LogFormat ${written}`,
    samples: options.samples ?? [],
    open,
  };
}

const COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"';
const NICKNAMES: Readonly<Record<string, string>> = {
  common: '%h %l %u %t "%r" %>s %b',
  combined: COMBINED,
  combinedio: `${COMBINED} %I %O`,
  vhost_combined: `%v:%p ${COMBINED}`,
};

/** Takes away what Apache's reader of configurations takes away, and undoes what its formats have of escapes. */
function undoConfigEscapes(text: string): string {
  const quoted = text.includes('\\"') ? /^"((?:\\.|[^"\\])*)"$/s.exec(text.trim()) : null;
  const inner = quoted?.[1] ?? text;
  return inner.replace(/\\(["\\trn])/g, (_, letter: string) => CONTROL[letter] ?? letter);
}

const CONTROL: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

interface DialectOf {
  readonly ways: ApacheWays;
  readonly values: Dialect;
}

const VALUES: Dialect = { quoting: 'backslash', decode: unescapeC, absent: '-', emptyHeaders: true };
const TOMCAT: ApacheWays = { ...APACHE_WAYS, stampsEnd: true, javaDates: true };
const TOMCAT_VALUES: Dialect = { ...VALUES, decode: unescapeJava };

const DIALECTS: Readonly<Record<ApacheDialect, DialectOf>> = {
  apache: { ways: APACHE_WAYS, values: { ...VALUES, dummyConnections: true } },
  litespeed: { ways: APACHE_WAYS, values: VALUES },
  tomcat: { ways: TOMCAT, values: TOMCAT_VALUES },
  // Before Tomcat 10, %D was in ms.
  tomcat9: { ways: { ...TOMCAT, msPerD: 1 }, values: TOMCAT_VALUES },
  varnish: { ways: APACHE_WAYS, values: { ...VALUES, absoluteTargets: true } },
};
