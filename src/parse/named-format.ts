import { ReplayError } from '../errors.ts';
import { compiled, compileFormat } from './compile-format.ts';
import { guardFormat } from './guard-format.ts';
import { loadFormat } from './load-format.ts';
import { type FormatFromNginxConf, loadNginxConf } from './load-nginx-conf.ts';
import type { FormatCompiler, LogFormat } from './log-format.ts';
import type { MappedFormat } from './mapped-format.ts';

export interface FormatChoice {
  /** The name of a built-in format, or a format as nginx, Apache and others have it in their configuration. */
  readonly format?: string;
  /** A file with a format of the user's own. */
  readonly parser?: string;
  /** A configuration of nginx that has the format: `/etc/nginx/nginx.conf`, or with its name, `…/nginx.conf:main`. */
  readonly nginxConf?: string;
  /** Where JSON lines have what is replayed: `method=req.verb,url=req.path`. */
  readonly map?: string;
}

/** What makes formats out of what people write, and what makes lines fit to be shown. */
export interface FormatTools {
  readonly compilers: readonly FormatCompiler[];
  readonly formatFromNginxConf: FormatFromNginxConf;
  /** Throws a TypeError where the map is none. */
  readonly formatFromMap: (text: string) => MappedFormat;
  /** Blots out secrets. */
  readonly redact: (line: string) => string;
}

/** A format, and the map by which it reads where there is one. */
export interface NamedFormat {
  readonly format: LogFormat;
  readonly map?: MappedFormat;
}

const MAP_HINT =
  'such as --map method=req.verb,url=req.path,status=res.code,time=at,duration_ms=took,header.X-Tenant=tenant';

/** The format that the user named in one of the ways there are; nothing where it is to be found out. */
export async function namedFormat(
  choice: FormatChoice,
  builtIn: readonly LogFormat[],
  tools: FormatTools,
): Promise<NamedFormat | undefined> {
  const { format, parser, nginxConf, map } = choice;
  const given = Object.entries({
    '--format': format,
    '--parser': parser,
    '--nginx-conf': nginxConf,
    '--map': map,
  })
    .filter(([, value]) => value !== undefined)
    // A map is of JSON, and may say so.
    .filter(([option]) => !(option === '--format' && format === 'json' && map !== undefined))
    .map(([option]) => option);
  if (given.length > 1) {
    throw new ReplayError(
      'usage',
      `${given.join(' and ')} were ${given.length === 2 ? 'both' : 'all'} given`,
      'give the one that is to read the log',
    );
  }
  if (parser !== undefined) return { format: guardFormat(await loadFormat(parser), parser) };
  if (nginxConf !== undefined) {
    return { format: loadNginxConf(nginxConf, tools.formatFromNginxConf) };
  }
  if (map !== undefined) {
    const mapped = compiled('--map', MAP_HINT, () => tools.formatFromMap(map));
    return { format: mapped.format, map: mapped };
  }
  if (format === undefined) return undefined;
  const found = builtIn.find(({ name }) => name === format) ?? compileFormat(format, tools.compilers);
  if (found) return { format: found };
  const meant = similar(format, builtIn);
  const guess = meant.length === 0 ? '' : `did you mean ${meant.join(', ')}? `;
  throw new ReplayError(
    'usage',
    `--format ${format}: no such format`,
    `${guess}reprise inspect --formats lists them; or give a format string of nginx or Apache, or --parser FILE`,
  );
}

/** Those that may have been meant: they hold what was written, or begin alike. */
function similar(written: string, formats: readonly LogFormat[]): string[] {
  const text = written.toLowerCase();
  const isSimilar = ({ name }: LogFormat) =>
    name.includes(text) || text.includes(name) || (text.length > 2 && name.startsWith(text.slice(0, 3)));
  return formats
    .filter(isSimilar)
    .map(({ name }) => name)
    .slice(0, MOST_SIMILAR);
}

const MOST_SIMILAR = 5;
