import type { LogFormat } from 'reprise/parser';
import { openCombined } from './shared/combined.ts';
import { nginxSamples } from './shared/nginx-samples.ts';
import { unescapeHex } from './shared/unescape-hex.ts';

/**
 * Reads nginx's `combined` and what begins like it: `common`, a virtual host or forwarded addresses before it, more fields
 * after it. The escapes of nginx are undone, `\xHH`, and no others.
 */
export const nginx: LogFormat = {
  name: 'nginx',
  title: 'nginx combined, and longer (fields or a host around it)',
  samples: nginxSamples,
  open: () => openCombined({ decode: unescapeHex }),
  unlike: /\\(?!x[\dA-F]{2})|[\x80-\xff]/,
};
export default nginx;
