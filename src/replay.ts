import { availableParallelism } from 'node:os';
import { askedRate } from './asked-rate.ts';
import { clientReasonsOf, clientsOf } from './clients-of.ts';
import { wallClock } from './clock.ts';
import { describeEnd } from './describe-end.ts';
import { describeRun } from './describe-run.ts';
import { messageOf } from './errors.ts';
import { followLogs } from './follow-log.ts';
import { guardPlan } from './guard-run.ts';
import { judgedOf } from './judged-of.ts';
import { Login } from './login.ts';
import type { OutcomeBatch } from './model.ts';
import { type OpenLog, openLog } from './open-log.ts';
import { planReplay } from './plan-replay.ts';
import { poolOptionsOf } from './pool-options-of.ts';
import { readyTarget } from './ready-target.ts';
import { redactSpeech } from './redact-speech.ts';
import { isClosed, isFollowing, type ReplayOptions, sessionKeyOf, usersOf } from './replay-options.ts';
import { readReport } from './report.ts';
import { nothingToReplay } from './request/nothing-to-replay.ts';
import { RequestSource } from './request-source.ts';
import { fillingOf, type RunRewriting, rewritingOf } from './rewriting-of.ts';
import { checkRun, prepareChecks, type RunChecks, refuseUnknownEndpoints } from './run-checks.ts';
import type { Plan } from './schedule/plan.ts';
import type { KeptAnswer } from './send/answer-keeper.ts';
import { checkLimits, moreSockets } from './send/check-limits.ts';
import type { ClientsOptions } from './send/clients-options.ts';
import { parseTarget } from './send/parse-target.ts';
import { poolSize } from './send/pool-size.ts';
import type { PoolEvents, SenderPoolOptions, SendResult } from './send/pool-terms.ts';
import { SenderPool } from './send/sender-pool.ts';
import { sessionsKept } from './send/sessions-kept.ts';
import { readSystemLimits } from './send/system-limits.ts';
import { answersLeft, transportUsed, unaskedAnswers, unaskedNotes } from './send/transport-used.ts';
import { socketNeed } from './socket-need.ts';
import type { RunEnd } from './store/messages.ts';
import { Recorder } from './store/recorder.ts';
import { whileLocked } from './store/while-locked.ts';
import { storedAnswers } from './stored-answers.ts';
import { Accumulator } from './summarize/accumulator.ts';
import { explainChanges } from './summarize/explain-change.ts';
import { generatorFindings } from './summarize/generator-findings.ts';
import { invalidReasons, type LogEnd } from './summarize/invalid-reasons.ts';
import { LagTrend } from './summarize/lag-trend.ts';
import { rateMade } from './summarize/rate-made.ts';
import { unlessAborted } from './unless-aborted.ts';
import type { Report } from './view/report.ts';
import { type ReplayEvents, RunWatch } from './watch-run.ts';

/**
 * Replays a log against a target and stores every outcome. Resolves to what happened; rejects with the signal's
 * reason when that aborts before there is anything to store.
 */
export async function replay(asked: ReplayOptions, events: ReplayEvents = {}): Promise<Report> {
  const { options, error } = redactSpeech(asked);
  return whileLocked(options.lock, () => openAndReplay(options, events)).catch((cause) => {
    throw error(cause);
  });
}

async function openAndReplay(options: ReplayOptions, events: ReplayEvents): Promise<Report> {
  const rewriting = await rewritingOf(options);
  const clients = await clientsOf(options);
  const checks = prepareChecks(options, options.database, judgedOf(options));
  const open = isFollowing(options) ? followLogs(options, events.signal) : openLog(options);
  const log = await unlessAborted(open, events.signal);
  try {
    return await replayLog(log, rewriting, clients, options, checks, events);
  } finally {
    await log.close();
  }
}

async function replayLog(
  log: OpenLog,
  { rewriting, login: loginTerms }: RunRewriting,
  clients: ClientsOptions | undefined,
  options: ReplayOptions,
  checks: RunChecks,
  events: ReplayEvents,
): Promise<Report> {
  const target = parseTarget(options.target);
  const { signal } = events;
  const { seed } = options;
  const rules = { ...options.rules, rewriting, targetHost: target.host, sessionKey: sessionKeyOf(options) };
  const source = await unlessAborted(RequestSource.open(log, rules, options.endpoints), signal);
  refuseUnknownEndpoints(checks, source.knownEndpoints, rules.methods);
  await unlessAborted(source.check(), signal);
  const closedLoop = isClosed(options);
  const plan = await unlessAborted(planReplay(options, log, rules), signal);
  guardPlan(plan, options);
  const reaching = { ...options, preflight: options.preflight && !clients?.allSend };
  const reached = await unlessAborted(readyTarget(target, log, reaching, signal), signal);
  const { transport } = reached;
  const { streams } = transport;
  const size = poolSize(plan.peakRate, { ...options, users: usersOf(options)?.count, streams });
  const limits = readSystemLimits();
  const need = socketNeed(options, transport, plan, size);
  const warnings = [...reached.notes, ...checkLimits(limits, need)];
  for (const text of warnings) options.onWarning?.({ text });
  const run = describeRun(options, log, target, plan, size.workers, rewriting);
  const accumulator = new Accumulator(options.warmupUs);
  const trend = new LagTrend(options.warmupUs);
  const watch = new RunWatch(options, plan, accumulator, events);
  const login =
    loginTerms && (await unlessAborted(Login.begin({ ...loginTerms, transport, seed, signal }), signal));
  function onOutcomes(batch: OutcomeBatch): void {
    explainChanges(batch);
    accumulator.add(batch);
    trend.add(batch);
    watch.add(batch);
    login?.add(batch);
    recorder.requests(source.catalogue.takeAdded());
    recorder.outcomes(batch);
  }

  let kept = Promise.resolve();
  function onAnswers(answers: readonly KeptAnswer[]): void {
    recorder.requests(source.catalogue.takeAdded());
    kept = kept.then(async () => recorder.answers(await storedAnswers(answers, log.redactor)));
    // It is heard of at the end.
    kept.catch(() => {});
  }

  const pool = {
    ...poolOptionsOf(options, size, transport, plan),
    filling: fillingOf(rewriting, seed, login?.captured),
    clients,
  };
  const senders = await startSenders(pool, { onOutcomes, onAnswers }, signal);
  const recorder = await Recorder.open({
    path: options.database,
    run,
    signal,
    onTrouble: (text) => options.onWarning?.({ text }),
  }).catch(async (error) => {
    await senders.close();
    throw error;
  });
  const endRun = (end: RunEnd) => recorder.end(describeEnd(end, log.redactor));

  try {
    login?.serve(senders);
    recorder.closed.catch((error) => {
      options.onWarning?.({ text: `${messageOf(error)}: nothing more is sent` });
      senders.stop();
    });
    void senders.started.promise.then((atUs) => recorder.sendingStarted(wallClock(atUs)));
    const arrivals = plan.arrivals(source.passes(options.once), () => senders.elapsedUs);
    const unwatch = watch.begin(senders);
    const sent = await senders.run(arrivals, plan.durationUs).finally(unwatch);
    recorder.check();
    if (sent.planned === 0 && sent.stoppedAtUs === null && !pool.following)
      throw nothingToReplay(source.skipped, source.otherMethods, rules.filter);
    await kept;
    const loads = sent.ends.map(({ load }) => load);
    const unasked = unaskedAnswers(sent.ends);
    const plannedUs = sent.stoppedAtUs ?? plan.endUs(sent.planned);
    const summary = accumulator.summary(plannedUs);
    const tallies = accumulator.tallies();
    const { endpoints } = source.catalogue;
    const rateAsked = closedLoop ? null : askedRate(options, plan, summary.planned, plannedUs);
    await endRun({
      state: watch.isInterrupted || watch.stopped ? 'interrupted' : 'finished',
      stopped: watch.stopped,
      rateAsked,
      notes: [
        ...plan.notes(),
        ...source.notes,
        ...warnings,
        ...watch.notes(loads),
        ...answersLeft(sent.ends),
        ...unaskedNotes(unasked),
        ...(login?.notes() ?? []),
      ],
      invalid: invalidReasons({
        summary,
        // A closed loop has no plan to compare with.
        expected: closedLoop ? null : sent.planned,
        plannedUs: closedLoop ? null : plannedUs - options.warmupUs,
        logEnded: logEnd(source, plan, closedLoop ? summary.sendingUs + options.warmupUs : plannedUs, sent),
        lost: sent.lost.map(({ worker, error }) => `${worker}: ${messageOf(error)}`),
        senders: loads,
        unasked,
      }),
      generator: {
        senders: loads,
        findings: generatorFindings({
          senders: loads,
          summary,
          trend: closedLoop ? null : trend.result(),
          closed: closedLoop,
          workers: size.workers,
          cores: availableParallelism(),
          moreSockets: moreSockets(limits, need),
        }),
      },
      transport: clients?.allSend ? null : transportUsed(transport, sent.ends),
      clientReasons: clientReasonsOf(sent.ends, options, log.redactor),
      sessions: sessionsKept(sent.ends),
      lines: source.lines,
      skipped: source.skipped,
      summary,
      checks: checkRun(checks, { tallies, endpoints, rateAsked, rateMade: rateMade(summary) }),
      tallies,
      intervals: accumulator.intervals(),
    });
  } catch (error) {
    const { lines, skipped } = source;
    const end = {
      state: 'failed',
      stopped: null,
      rateAsked: plan.meanRate,
      notes: plan.notes(),
      generator: null,
      transport: null,
      clientReasons: [],
      sessions: null,
      invalid: [messageOf(error)],
      checks: [],
      lines,
      skipped,
      summary: accumulator.summary(),
      tallies: accumulator.tallies(),
      intervals: accumulator.intervals(),
    } as const;
    await endRun(end).catch(() => {});
    throw error;
  } finally {
    login?.end();
  }
  return readReport(options.database, String(recorder.runId));
}

/** Of a run that was stopped it says nothing. */
function logEnd(
  { ranOut }: RequestSource,
  { durationUs }: Plan,
  atUs: number,
  { stoppedAtUs }: SendResult,
): LogEnd | null {
  if (ranOut === null || durationUs === null || stoppedAtUs !== null) return null;
  return { atUs, ofUs: durationUs, why: ranOut };
}

/** Nothing is stored of a run whose senders do not come up, or that is interrupted until they have. */
function startSenders(
  options: SenderPoolOptions,
  events: PoolEvents,
  signal: AbortSignal | undefined,
): Promise<SenderPool> {
  const starting = SenderPool.start(options, events);
  return unlessAborted(starting, signal).catch((error) => {
    void starting.then(
      (senders) => senders.close(),
      () => {},
    );
    throw error;
  });
}
