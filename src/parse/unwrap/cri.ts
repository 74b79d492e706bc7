import { createPartJoiner } from './join-parts.ts';
import { stampMs } from './stamp.ts';
import type { Layer } from './wrapper.ts';

/** What containerd and CRI-O keep of a container: `2026-11-20T20:04:58.123456789Z stdout F line`; `P` is a part of one. */
export const cri: Layer = {
  name: 'CRI',
  open: () => {
    const { join, rest } = createPartJoiner();
    let stamp = '';
    return {
      unwrap: (line) => {
        const head = HEAD.exec(line);
        if (head === null) return undefined;
        stamp = head[1]!;
        return join(head[2] === 'stderr', line.slice(head[0].length), head[3] === 'F');
      },
      writtenAtMs: () => stampMs(stamp),
      rest,
    };
  },
};

const HEAD =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (stdout|stderr) ([PF])(?::[^ ]{0,64})?(?: |$)/;
