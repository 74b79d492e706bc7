import type { LogFormat } from 'reprise/parser';
import { json } from './json.ts';
import { nginx } from './nginx.ts';

/** The formats that are built in. Each is exactly what a plugin exports. */
export const formats: readonly LogFormat[] = [nginx, json];
