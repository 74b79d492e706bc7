import { parseJsonLine } from './parse-json-line.ts';
import { stampMs } from './stamp.ts';
import type { Layer } from './wrapper.ts';

const MESSAGES = ['message', 'msg', 'textPayload'];
const STAMPS = ['@timestamp', 'timestamp', 'time'];

/**
 * A line as the text of a JSON object, as Filebeat, Fluentd, Google's Cloud Logging and loggers such as winston keep it. Where the object
 * says more than the text, it is the object that is read.
 */
export const jsonMessage: Layer = {
  name: 'JSON message',
  mustRead: 'more',
  open: (options) => {
    let entry: Readonly<Record<string, unknown>> = {};
    return {
      unwrap: (line) => {
        if (!line.startsWith('{')) return undefined;
        entry = parseJsonLine(line) ?? {};
        const text = MESSAGES.map((name) => entry[name]).find((value) => typeof value === 'string');
        return typeof text === 'string' ? text.replace(/\r?\n$/, '') : undefined;
      },
      writtenAtMs: () => {
        const stamp = STAMPS.map((name) => entry[name]).find((value) => typeof value === 'string');
        return typeof stamp === 'string' ? stampMs(stamp, options) : undefined;
      },
    };
  },
};
