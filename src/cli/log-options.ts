import type { Command } from 'commander';
import type { LogOptions, LogWarning, RequestRules } from '../index.ts';
import { addFilterOptions, type FilterFlags, filterOf } from './filter-options.ts';
import { parseEndpoint, parseHost, parseRedact, parseTimezone } from './option-values.ts';
import { addRewriteOptions, givenTypes, type RewriteFlags } from './rewrite-options.ts';

/** The options that decide how a log is read and what of it is replayed: the same for `run` and `inspect`. */
export function addLogOptions(command: Command): Command {
  command
    .option(
      '--format <name>',
      "read the log as this format instead of finding out: a name, or nginx's log_format, or Apache's LogFormat",
    )
    .option('--nginx-conf <file[:name]>', 'read the log as the log_format in this configuration of nginx')
    .option('--parser <file>', "read the log with a format of your own (a file's default export)")
    .option(
      '--map <noun=place,…>',
      'read JSON lines whose fields have names of their own: method=req.verb,url=req.path,status=res.code,time_ms=at,…',
    )
    .option(
      '--timezone <zone>',
      'the zone of stamps that name none (default: UTC), and of days and times in --since, --until and names of logs (default: that of this machine): +02:00, Europe/Berlin, or local',
      parseTimezone,
    )
    .option('--merge', "put several servers' logs into one order of time, instead of one after the other")
    .option(
      '--endpoint <rule>',
      "count requests as this one: 'GET /shop/{id}/…' (repeatable; * is any method; others are learned from the log)",
      parseEndpoint,
    );
  return addFilterOptions(command).option(
    '--redact <re>',
    'store and show REDACTED for what this regular expression matches (RE2), wherever it stands; what can be told to be a secret is so anyway (repeatable)',
    parseRedact,
  );
}

/** The options that change what is sent. */
export function addRequestOptions(command: Command): Command {
  command.option(
    '--host <name>',
    "send this Host instead of the target's own; log: the one that was recorded",
    parseHost,
  );
  return addRewriteOptions(command);
}

export interface LogFlags {
  readonly format?: string;
  readonly nginxConf?: string;
  readonly parser?: string;
  readonly map?: string;
  readonly timezone?: string;
  readonly merge?: true;
  readonly endpoint?: string[];
  readonly redact?: string[];
}

/** `note` says what is wrong with a log that is read all the same, or with what was asked of it. */
export function logOf(
  logs: readonly string[],
  { format, nginxConf, parser, map, timezone, merge, redact }: LogFlags,
  note: (text: string) => void,
): LogOptions {
  const onWarning = (warning: LogWarning) => note(warningText(warning));
  return { logs, format, nginxConf, parser, map, timezone, merge, redact, onWarning, onNote: note };
}

export function warningText({ file, text }: LogWarning): string {
  return `warning: ${file === undefined ? '' : `${file}: `}${text}`;
}

export interface RuleFlags extends FilterFlags, RewriteFlags {
  readonly host?: RequestRules['host'];
}

export function rulesOf(flags: RuleFlags): Omit<RequestRules, 'targetHost' | 'rewriting'> {
  const { host = 'target' } = flags;
  return { ...filterOf(flags, givenTypes(flags)), host, extraHeaders: [] };
}
