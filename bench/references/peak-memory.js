// Loaded before a program (`node --import`): tells on descriptor 3 how much memory it had at its peak, as the system counts.
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
