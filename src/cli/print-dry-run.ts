import { pipeline } from 'node:stream/promises';
import {
  type DryRunOptions,
  dryRequestJson,
  dryRun,
  renderDryRequest,
  renderDryRunEnd,
  type Screen,
} from '../index.ts';

/** Prints the first requests of a run as they would be sent, each as soon as it is known: text, or lines of JSON. */
export async function printDryRun(options: DryRunOptions, json: boolean, screen: Screen): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    let requests = 0;
    let redacted = 0;
    for await (const request of dryRun(options)) {
      requests++;
      if (request.redacted) redacted++;
      yield json ? `${dryRequestJson(request)}\n` : renderDryRequest(request, screen);
    }
    if (!json) yield renderDryRunEnd(requests, redacted);
  }
  await pipeline(lines, process.stdout, { end: false });
}
