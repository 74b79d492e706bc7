import type { Arrival } from '../model.ts';
import { packArrivals, unpackRequests } from './pack-arrivals.ts';
import type { RequestTemplates } from './request-templates.ts';
import type { SendableRequest } from './sendable-request.ts';

/** A single request as a sender would send it: packed, unpacked, and filled in. */
export function sendableOf(arrival: Arrival, http2: boolean, templates: RequestTemplates): SendableRequest {
  const packed = packArrivals([arrival], isNever, isNever);
  const [{ request }] = unpackRequests(packed, http2, templates) as [ReturnType<typeof unpackRequests>[0]];
  return request.template === undefined ? request : templates.fill(request, arrival.seq);
}

const isNever = () => false;
