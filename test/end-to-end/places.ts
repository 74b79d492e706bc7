import type { ReceivedRequest } from '../helpers/counting-server.ts';

/** Of each line that was sent in a request, the run and its place there. */
export function places({ body }: ReceivedRequest): string[] {
  const { streams } = JSON.parse(body.toString());
  return streams[0].values.map(([, text]: [string, string]) => {
    const { run_id, seq } = JSON.parse(text);
    return `${run_id}/${seq}`;
  });
}
