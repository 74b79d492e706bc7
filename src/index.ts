/** The public library: everything that the command line can do, and nothing that it cannot. */

export { FAULTS } from '../practice/faults/fault.ts';
export { parseFaults } from '../practice/faults/parse-faults.ts';
export { parseBreak } from '../practice/parse-break.ts';
export { parseLatency } from '../practice/parse-latency.ts';
export { parseStatusMix } from '../practice/parse-status-mix.ts';
export { startPracticeTarget } from '../practice/start-practice-target.ts';
export { announceEnd, announceStart, NOTIFY_ON, type NotifyOn, type Receivers } from './announce.ts';
export { checkReplay } from './check-replay.ts';
export { compare, DEFAULT_THRESHOLDS } from './compare.ts';
export { type DryRunOptions, dryRun } from './dry-run.ts';
export { Interruption, messageOf, ReplayError, type ReplayErrorCode } from './errors.ts';
export { EXPORT_FORMATS, type ExportFormat, type ExportOptions, exportTable } from './export-table.ts';
export { LAST_PASSED, refuseNameless } from './find-baseline.ts';
export { giveWay } from './give-way.ts';
export { htmlReport } from './html-report.ts';
export { checkParser, type InspectOptions, inspect, inspectRecords } from './inspect.ts';
export { type FailOn, hasFailed } from './judge-run.ts';
export { type HouseRules, keepHouse } from './keep-house.ts';
export { makeFolder } from './make-folder.ts';
export { messageOfError, messageOfRun } from './message-of-run.ts';
export type {
  ChangeReason,
  ChangeThresholds,
  CheckResult,
  ClientReason,
  ColumnType,
  ComparedFigure,
  ComparedScope,
  Comparison,
  Drift,
  DriftCell,
  DurationDrift,
  Endpoint,
  EndpointSummary,
  FilterReason,
  LogFile,
  LogRecord,
  LogWarning,
  Percentiles,
  Run,
  RunComparison,
  RunState,
  SkipCount,
  Skipped,
  SkipReason,
  StoredRequest,
  Summary,
  TableColumn,
  Verdict,
} from './model.ts';
export { failuresOf } from './model.ts';
export { nearMiss } from './near-miss.ts';
export { type MessageReceiver, parseMessageReceiver } from './notify/message-receiver.ts';
export { messageText } from './notify/message-text.ts';
export { type PingReceiver, parsePing } from './notify/ping.ts';
export { shownUrl } from './notify/receiver.ts';
export type { RunMessage, RunVerdict } from './notify/run-message.ts';
export { parseShipReceiver, type ShipReceiver } from './notify/ship-receiver.ts';
export { type LogOptions, listFormats } from './open-log.ts';
export { checkFormat } from './parse/check-format.ts';
export type { FormatCompiler, LogFormat, OpenOptions, ParseLine, Sample, ToUtc } from './parse/log-format.ts';
export type { Problem } from './parse/problem.ts';
export { createClock, createZone, machineZone } from './parse/time-zone.ts';
export { type PruneOptions, prune } from './prune.ts';
export { kindOfLoad } from './read-load.ts';
export { readSecretFile } from './read-secret-file.ts';
export { replay } from './replay.ts';
export { replayAndJudge, type VerdictAsked } from './replay-and-judge.ts';
export type { ReplayOptions } from './replay-options.ts';
export { type HistoryFilter, type ReportOptions, readHistory, readReport } from './report.ts';
export { checkReportsFolder, reportPath } from './reports-folder.ts';
export { type BodyRule, parseBodyRules } from './request/body-rules.ts';
export { parseEndpointRule } from './request/endpoint-rule.ts';
export { compileExpression } from './request/path-pattern.ts';
export { parseStatuses } from './request/recorded-statuses.ts';
export { createRedactor, type Redactor } from './request/redactor.ts';
export { BODY_MISSING, type FilterRules, type RequestRules, SAFE_METHODS } from './request/request-rules.ts';
export { describeRule } from './request/rewriting/describe-rule.ts';
export { type LoginRule, parseLogin } from './request/rewriting/login-rule.ts';
export { parseRule } from './request/rewriting/parse-rule.ts';
export type { RewriteRule, RuleKind } from './request/rewriting/rewrite-rule.ts';
export { isSecretName } from './request/secret-names.ts';
export { parseSessionKey } from './request/session-key.ts';
export type { ChecksAsked } from './run-checks.ts';
export type { AsLoggedPace } from './schedule/as-logged-plan.ts';
export { parseLoad } from './schedule/parse-load.ts';
export { parseDuration, parseRate } from './schedule/parse-units.ts';
export { parseAllowedTarget } from './send/allowed-target.ts';
export type { SaveBodies } from './send/answer-keeper.ts';
export { type Capture, parseCapture } from './send/capture.ts';
export type {
  Client,
  ClientContext,
  ClientRequest,
  ClientResponse,
  OwnAnswer,
  OwnRequest,
  SentAnswer,
  StartContext,
  Verdict as ClientVerdict,
} from './send/client.ts';
export { parseClient } from './send/parse-client.ts';
export { parseResolve } from './send/parse-resolve.ts';
export { parseTarget } from './send/parse-target.ts';
export type { TransportWishes } from './send/transport-options.ts';
export { shipFailures } from './ship-failures.ts';
export { EXPORT_COLUMNS, TABLE_NAMES, type TableName } from './store/export-columns.ts';
export { parseCheck } from './summarize/parse-check.ts';
export { parseStopConditions } from './summarize/steady-condition.ts';
export { versions } from './versions.ts';
export { comparisonJson } from './view/comparison-json.ts';
export { comparisonMarkdown } from './view/comparison-markdown.ts';
export { dryRequestJson } from './view/dry-request-json.ts';
export { historyJson } from './view/history-json.ts';
export type { HistoryRow } from './view/history-row.ts';
export type { Inspection } from './view/inspection.ts';
export { inspectionJson } from './view/inspection-json.ts';
export { junitXml } from './view/junit-xml.ts';
export { createLiveView, type LiveView, type LiveViewOptions } from './view/live-view.ts';
export { printable } from './view/printable.ts';
export type { Progress } from './view/progress.ts';
export { recordJson } from './view/record-json.ts';
export { renderAnswers } from './view/render-answers.ts';
export { renderComparison } from './view/render-comparison.ts';
export { renderDryRequest, renderDryRunEnd } from './view/render-dry-run.ts';
export { renderHistory } from './view/render-history.ts';
export { renderInspection } from './view/render-inspection.ts';
export { renderMarkdown } from './view/render-markdown.ts';
export { renderPrune } from './view/render-prune.ts';
export { renderSummary } from './view/render-summary.ts';
export type { Report } from './view/report.ts';
export type { Extent, Screen } from './view/screen.ts';
export { toJson } from './view/to-json.ts';
export { checkWritable, writeWholeFile } from './view/write-whole-file.ts';
export type { ReplayEvents } from './watch-run.ts';
