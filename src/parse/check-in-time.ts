import { createContext, Script } from 'node:vm';
import { type CheckOptions, checkFormat } from './check-format.ts';
import type { LogFormat } from './log-format.ts';
import type { Problem } from './problem.ts';

/** `checkFormat`, given up after a time: a regular expression may take for ever, and nothing else would end it. */
export function checkInTime(format: LogFormat, limitMs: number, options: CheckOptions = {}): Problem[] {
  let reading = '';
  const watched: LogFormat = {
    name: format.name,
    title: format.title,
    samples: format.samples,
    open(openOptions) {
      const parse = format.open(openOptions);
      return (line) => {
        reading = line;
        return parse(line);
      };
    },
  };
  const check = () => checkFormat(watched, options);
  try {
    return new Script('check()').runInContext(createContext({ check }), { timeout: limitMs });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return [{ what: `it did not come to an end within ${limitMs / 1000} s; it was reading`, line: reading }];
  }
}
