import type { Measure } from './model.ts';
import { resultsOf } from './run-results.ts';
import { RunReader } from './store/run-reader.ts';
import { figuresOfRun } from './summarize/figures.ts';
import { percentileCurve } from './summarize/percentile-curve.ts';
import { renderHtml } from './view/html/render-html.ts';
import type { Report } from './view/report.ts';

/** A report as one page of HTML, with percentile curves and all that its endpoints came to. */
export function htmlReport(report: Report): string {
  const reader = new RunReader(report.database);
  try {
    const { tallies } = resultsOf(reader, report.run);
    const { times } = figuresOfRun(tallies);
    const curve = (measure: Measure) => percentileCurve(times(measure));
    const curves = {
      response: curve('response'),
      service: curve('service'),
      ttfb: curve('ttfb'),
      lag: curve('lag'),
    };
    return renderHtml({ ...report, tallies, curves });
  } finally {
    reader.close();
  }
}
