/** Tools that send requests as fast as they are answered, and what each of them costs. */
import { fileURLToPath } from 'node:url';
import { measureProcess } from './measure-process.ts';

/** What a contender is to do. */
export interface Task {
  readonly url: string;
  /** A combined log, whose requests are sent over and over; `hey` sends one of them. */
  readonly log: string;
  /** Where reprise stores what came of it. */
  readonly database: string;
  readonly connections: number;
  /** Threads that send. */
  readonly workers: number;
  readonly seconds: number;
}

/** How a run of one of them went. */
export interface Round {
  readonly answers: number;
  /** User and system time of the whole process, start and end included. */
  readonly cpuUs: number;
  readonly seconds: number;
}

export function cpuOfRequest({ cpuUs, answers }: Round): number {
  return cpuUs / answers;
}

export function answersPerSecond({ answers, seconds }: Round): number {
  return answers / seconds;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export function reprise(
  { url, log, database, connections, workers, seconds }: Task,
  more: readonly string[] = [],
): Promise<Round> {
  const flags = `--rate max --duration ${seconds}s --connections ${connections} --workers ${workers} --quiet --json`;
  const where = [log, '--target', url, '--db', database];
  const args = [here('references/built-reprise.js'), 'run', ...where, ...flags.split(' '), ...more];
  return measure(process.execPath, args, seconds, (stdout) => JSON.parse(stdout).answered);
}

/** The same with a client, whose hooks do nothing. */
export function repriseWithHooks(task: Task): Promise<Round> {
  return reprise(task, ['--client', here('references/idle-client.ts')]);
}

/** One thread, whatever is asked. */
export function undiciPool(task: Task): Promise<Round> {
  return undici('references/undici-pool.ts', task);
}

/** One thread, whatever is asked. */
export function undiciClients(task: Task): Promise<Round> {
  return undici('references/undici-clients.ts', task);
}

function undici(reference: string, { url, log, connections, seconds }: Task): Promise<Round> {
  const args = [here(reference), url, log, connections, seconds];
  return measure(process.execPath, args.map(String), seconds, Number);
}

export function autocannon({ url, log, connections, workers, seconds }: Task): Promise<Round> {
  const args = [here('references/autocannon.js'), url, log, connections, workers, seconds];
  return measure(process.execPath, args.map(String), seconds, Number);
}

export function wrk({ url, log, connections, workers, seconds }: Task): Promise<Round> {
  const script = here('references/requests.lua');
  const args = `-t ${workers} -c ${connections} -d ${seconds}s -s ${script} ${url} -- ${log}`.split(' ');
  return measure('wrk', args, seconds, (stdout) => Number(/(\d+) requests in/.exec(stdout)![1]));
}

/** One request over and over: it knows no others. */
export function hey({ url, connections, workers, seconds }: Task): Promise<Round> {
  const args = `-z ${seconds}s -c ${connections} -cpus ${workers} ${url}/`.split(' ');
  return measure('hey', args, seconds, (stdout) => Number(/\[200\]\s+(\d+) responses/.exec(stdout)![1]));
}

async function measure(
  command: string,
  args: readonly string[],
  seconds: number,
  answersIn: (stdout: string) => number,
): Promise<Round> {
  const { userS, systemS, stdout } = await measureProcess(command, args);
  return { answers: answersIn(stdout), cpuUs: (userS + systemS) * 1e6, seconds };
}
