import { decodeBytes } from '../../decode-bytes.ts';
import type { ParsedRule } from './parse-rule.ts';
import type { Template } from './parse-template.ts';
import { marked, numberOf, type Placeholders, TARGET_MARK, targetMark } from './placeholders.ts';

/** Makes of a recorded target (one character per byte) the one that is sent. */
export type ChangeTarget = (target: string) => string;

/**
 * Puts the rules that change targets together; undefined where there are none. A target that is UTF-8 is worked on as text,
 * any other byte by byte; what no rule touches stays as it was, to the byte.
 */
export function targetRules(
  rules: readonly ParsedRule[],
  placeholders: Placeholders,
): ChangeTarget | undefined {
  const steps = rules.flatMap((rule) => stepOf(rule, placeholders) ?? []);
  if (steps.length === 0) return undefined;
  return (target) => {
    const text = decodeBytes(target);
    const changed = steps.reduce((before, step) => step(before), text);
    if (changed === text) return target;
    const sent = (BEGINS.test(changed) ? changed : `/${changed}`).replace(TARGET_MARK, (mark) =>
      marked(numberOf(mark)),
    );
    return text === target ? sent : Buffer.from(sent).toString('latin1');
  };
}

/** A path, or a placeholder that may hold the beginning of one. */
const BEGINS = /^[/\ud800-\udbff]/;

function stepOf(rule: ParsedRule, placeholders: Placeholders): ChangeTarget | undefined {
  switch (rule.does) {
    case 'rewrite':
      return rewriting(rule, placeholders);
    case 'set-query':
      return settingQuery(rule.name, textOf(rule.value, 'component', '--set-query', placeholders));
    case 'unset-query':
      return changingQuery(rule.name, () => []);
    default:
      return undefined;
  }
}

/** The first match is replaced. */
function rewriting(
  { expression, replacement }: ParsedRule & { does: 'rewrite' },
  placeholders: Placeholders,
): ChangeTarget {
  const parts = replacement.map((part) =>
    typeof part !== 'string' && 'group' in part
      ? part.group
      : textOf([part], 'target', '--rewrite', placeholders),
  );
  return (target) => {
    const match = expression.matcher(target);
    if (!match.find()) return target;
    const instead = parts.map((part) => (typeof part === 'number' ? (match.group(part) ?? '') : part));
    return target.slice(0, match.start()) + instead.join('') + target.slice(match.end());
  };
}

function settingQuery(name: string, value: string): ChangeTarget {
  const parameter = `${encodeURIComponent(name)}=${value}`;
  return changingQuery(name, (found) => [found === undefined ? parameter : `${nameOf(found)}=${value}`]);
}

/** Puts other parameters in the place of those with this name: of the first, or at the end where there is none. */
function changingQuery(name: string, instead: (found: string | undefined) => string[]): ChangeTarget {
  return (target) => {
    const [, path, query] = /^([^?]*)(?:\?(.*))?$/s.exec(target)!;
    const parameters = query ? query!.split('&') : [];
    const first = parameters.findIndex((parameter) => isNamed(parameter, name));
    const changed =
      first === -1
        ? [...parameters, ...instead(undefined)]
        : parameters.flatMap((parameter, i) => {
            if (i === first) return instead(parameter);
            return isNamed(parameter, name) ? [] : parameter;
          });
    if (first === -1 && changed.length === parameters.length) return target;
    return changed.length === 0 ? path! : `${path}?${changed.join('&')}`;
  };
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf('=');
  return equals === -1 ? parameter : parameter.slice(0, equals);
}

function isNamed(parameter: string, name: string): boolean {
  const written = nameOf(parameter);
  if (written === name) return true;
  if (!/[%+]/.test(written)) return false;
  try {
    return decodeURIComponent(written.replaceAll('+', ' ')) === name;
  } catch {
    return false;
  }
}

/** Text that stands in a target, with marks for its placeholders: what cannot stand there raw is percent-encoded. */
function textOf(
  template: Template,
  place: 'component' | 'target',
  where: string,
  placeholders: Placeholders,
): string {
  return template
    .map((part) => {
      if (typeof part === 'string') {
        return place === 'component'
          ? encodeURIComponent(part)
          : part.replace(NOT_IN_TARGET, encodeURIComponent);
      }
      return targetMark(placeholders.number(part.written, place, where));
    })
    .join('');
}

const NOT_IN_TARGET = /[^\x21-\x7e]+/g;
