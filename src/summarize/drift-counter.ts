import {
  type ChangeReason,
  COMPARISONS,
  type Drift,
  type DriftCell,
  NOISE,
  type OutcomeBatch,
  resultKind,
} from '../model.ts';
import { DurationCounter } from './duration-counter.ts';
import { firstExamples, noteExample, type Seen } from './first-examples.ts';

/**
 * Adds up what the target did otherwise than the log recorded, of outcomes that were compared (`explainChanges`).
 * Memory is bounded: what comes new once there are `mostCells` different changes is counted without a cell of its own.
 */
export class DriftCounter {
  readonly #mostCells: number;
  readonly #byComparison = new Array<number>(COMPARISONS.length).fill(0);
  readonly #notCompared = { noStatus: 0, failed: 0, dropped: 0 };
  /** By endpoint, then by `keyOf`. */
  readonly #cells: Map<number, Cell>[] = [];
  readonly #durations = new DurationCounter();
  #cellCount = 0;
  #inNoCell = 0;
  #noise = 0;

  constructor(mostCells = 5000) {
    this.#mostCells = mostCells;
  }

  /** Counts outcome `i`. */
  add(batch: OutcomeBatch, i: number): void {
    const comparison = batch.comparison[i];
    if (comparison === NOISE) {
      this.#noise++;
      return;
    }
    this.#durations.add(batch, i);
    this.#byComparison[comparison]++;
    if (comparison === NONE) this.#addNotCompared(batch, i);
    else this.#addToCell(batch, i, comparison);
  }

  #addNotCompared({ result }: OutcomeBatch, i: number): void {
    const kind = resultKind(result[i]);
    this.#notCompared[kind === 'answered' ? 'noStatus' : kind]++;
  }

  #addToCell(batch: OutcomeBatch, i: number, comparison: number): void {
    const endpointId = batch.endpointId[i];
    const recorded = Math.min(batch.recordedStatus[i], MAX_STATUS);
    const replayed = Math.min(batch.status[i], MAX_STATUS);
    this.#cells[endpointId] ??= new Map();
    const ofEndpoint = this.#cells[endpointId];
    const key = (recorded * (MAX_STATUS + 1) + replayed) * COMPARISONS.length + comparison;
    let cell = ofEndpoint.get(key);
    if (cell === undefined) {
      if (this.#cellCount >= this.#mostCells) {
        this.#inNoCell++;
        return;
      }
      this.#cellCount++;
      cell = { endpointId, recorded, replayed, comparison, count: 0, examples: [] };
      ofEndpoint.set(key, cell);
    }
    cell.count++;
    if (comparison !== SAME) noteExample(cell.examples, batch.seq[i], batch.requestId[i]);
  }

  result(): Drift {
    const [none, same, unexplained, ...explained] = this.#byComparison;
    return {
      compared: this.#byComparison.reduce((sum, count) => sum + count, 0) - none,
      same,
      unexplained,
      explained: explained
        .map((count, i): [ChangeReason, number] => [COMPARISONS[i + FIRST_REASON] as ChangeReason, count])
        .filter(([, count]) => count > 0)
        .sort((a, b) => b[1] - a[1]),
      noise: this.#noise,
      notCompared: { ...this.#notCompared },
      cells: this.#cells
        .flatMap((ofEndpoint) => [...ofEndpoint.values()])
        .sort(worstFirst)
        .map(toDriftCell),
      inNoCell: this.#inNoCell,
      durations: this.#durations.result(),
    };
  }
}

interface Cell {
  readonly endpointId: number;
  readonly recorded: number;
  readonly replayed: number;
  readonly comparison: number;
  count: number;
  readonly examples: Seen[];
}

const NONE = COMPARISONS.indexOf('none');
const SAME = COMPARISONS.indexOf('same');
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');
const FIRST_REASON = UNEXPLAINED + 1;
/** Nothing beyond is a status code. */
const MAX_STATUS = 999;

/** Unexplained, explained, the same; most first; then in an order that does not depend on when they came. */
function worstFirst(a: Cell, b: Cell): number {
  return (
    rank(a) - rank(b) ||
    b.count - a.count ||
    a.endpointId - b.endpointId ||
    a.recorded - b.recorded ||
    a.replayed - b.replayed ||
    a.comparison - b.comparison
  );
}

function rank({ comparison }: Cell): number {
  return comparison === UNEXPLAINED ? 0 : comparison === SAME ? 2 : 1;
}

function toDriftCell({ comparison, examples, ...cell }: Cell): DriftCell {
  return {
    ...cell,
    comparison: COMPARISONS[comparison] as DriftCell['comparison'],
    examples: firstExamples(examples),
  };
}
