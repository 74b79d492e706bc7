import type { Arrival } from '../model.ts';
import { packArrivals } from './pack-arrivals.ts';
import { RequestReader } from './request-reader.ts';
import type { RequestTemplates } from './request-templates.ts';
import type { SendableRequest } from './sendable-request.ts';

/** A single request as a sender would send it: packed, unpacked, and filled in. */
export function sendableOf(arrival: Arrival, http2: boolean, templates: RequestTemplates): SendableRequest {
  const reader = new RequestReader(packArrivals([arrival], isNever, isNever), http2);
  const request = templates.read(reader);
  return request.template === undefined ? request : templates.fill(request, arrival.seq);
}

const isNever = () => false;
