import type { CurvePoint, Run } from '../../model.ts';
import { askedRate } from '../asked-rate.ts';
import { baselineSentence } from '../baseline-sentence.ts';
import { worseRows } from '../baseline-table.ts';
import { clientSentences } from '../client-sentence.ts';
import { closedModel } from '../closed-model.ts';
import { cutMiddle } from '../cut-middle.ts';
import { driftSentence } from '../drift-sentence.ts';
import { headline } from '../headline.ts';
import { printable } from '../printable.ts';
import type { Report } from '../report.ts';
import { answerRows } from './answer-rows.ts';
import { changesPart } from './changes-part.ts';
import { checksPart } from './checks-part.ts';
import type { DetailedReport } from './detailed-report.ts';
import { durationsPart } from './durations-part.ts';
import { endpointRows } from './endpoint-rows.ts';
import { NameTable, short } from './name-table.ts';
import type { BaselinePart, CurvePart, FiguresPart, PageData, Said } from './page-data.ts';
import type { SkippedPart } from './page-tables.ts';
import { sampleRows } from './sample-rows.ts';
import { settingsPart } from './settings-part.ts';
import { timelineColumns } from './timeline-columns.ts';

/** All that the page of a report shows: bounded, whatever the log and however long the run. */
export function toPageData(report: DetailedReport): PageData {
  const { run, curves } = report;
  const names = new NameTable(report.endpoints);
  const parts = {
    changes: changesPart(report, names),
    durations: durationsPart(report, names),
    endpoints: endpointRows(report, names),
    answers: answerRows(report, names),
  };
  return {
    title: pageTitle(run),
    target: printable(run.target),
    startedAt: run.startedAt,
    valid: run.invalid.length === 0,
    headline: headline(report).map(bounded),
    drift: driftPart(report),
    model: run.model === 'closed' ? closedModel(run) : null,
    findings: (run.generator?.findings ?? []).map(printable),
    notes: [
      ...clientSentences(run.clientReasons, MOST_REASONS),
      ...(run.comparison?.warnings ?? []),
      ...run.notes,
    ]
      .slice(0, MOST_NOTES)
      .map((note) => short(note, LONGEST_NOTE)),
    checks: checksPart(run),
    baseline: baselinePart(run),
    figures: figuresPart(report),
    timeline: timelineColumns(report),
    curves: {
      response: curvePart(curves.response),
      service: curvePart(curves.service),
      ttfb: curvePart(curves.ttfb),
      lag: curvePart(curves.lag),
    },
    ...parts,
    names: names.names(),
    samples: sampleRows(report),
    skipped: skippedPart(report),
    settings: settingsPart(report),
  };
}

/** What the run is called. */
export function pageTitle({ id, name }: Run): string {
  return name === null ? `Run ${id}` : `Run ${id} “${short(name, 80)}”`;
}

function figuresPart({ run, summary, rateMade }: Report): FiguresPart {
  const { planned, answered, failed, dropped, statuses, failures, drops, sendingUs } = summary;
  return {
    ...{ planned, answered, failed, dropped, rateMade, sendingUs, statuses, failures, drops },
    warmup: summary.warmup ?? 0,
    rateAsked: askedRate(run),
    times: [
      ['response', summary.responseTimeUs],
      ['service', summary.serviceTimeUs],
      ['ttfb', summary.ttfbUs],
      ['lag', summary.lagUs],
    ],
    timedOut: failures.reduce((sum, [reason, count]) => (reason.endsWith('timeout') ? sum + count : sum), 0),
  };
}

function baselinePart({ comparison }: Run): BaselinePart | null {
  if (comparison === null) return null;
  const rows = worseRows(comparison, 20).slice(0, MOST_WORSE);
  return {
    summary: short(baselineSentence(comparison), LONGEST_SENTENCE),
    rows: rows.map((row) => ({ ...row, endpoint: short(row.endpoint) })),
  };
}

const MOST_WORSE = 200;

function driftPart(report: Report): Said | null {
  const sentence = driftSentence(report);
  return sentence === null ? null : bounded(sentence);
}

/** A sentence may name an endpoint, and that be long. */
function bounded({ text, tone }: Said): Said {
  return { text: cutMiddle(text, LONGEST_SENTENCE), tone };
}

function curvePart(points: readonly CurvePoint[]): CurvePart {
  return { shares: points.map(({ share }) => share), us: points.map(({ us }) => us) };
}

function skippedPart({ skipped, lines }: Report): SkippedPart {
  return {
    lines,
    rows: skipped.map(({ reason, count, example }) => ({
      reason,
      count,
      file: short(example.file),
      line: example.number,
      text: short(example.text, LONGEST_NOTE),
    })),
  };
}

const LONGEST_SENTENCE = 1000;
const MOST_NOTES = 50;
const MOST_REASONS = 10;
const LONGEST_NOTE = 300;
