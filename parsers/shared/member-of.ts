import type { JsonObject } from './find-field.ts';

const NOTHING: JsonObject = {};

/** The object that stands under a key; an empty one where there is none. */
export function memberOf(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return typeof value === 'object' && value !== null ? (value as JsonObject) : NOTHING;
}
