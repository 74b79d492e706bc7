import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linkModules } from './link-modules.ts';

/** What is the same in every page: two scripts and one style sheet. */
export interface PageAssets {
  readonly chartScript: string;
  readonly pageScript: string;
  readonly styles: string;
}

let assets: PageAssets | undefined;

/** Reads from the installed package, once, what stands in every page: uPlot with its licence, and the scripts and styles of `view/page/`. */
export function pageAssets(): PageAssets {
  assets ??= readAssets();
  return assets;
}

function readAssets(): PageAssets {
  const folder = new URL('../page/', import.meta.url);
  const own = (name: string) => text(new URL(name, folder));
  const modules = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const uplot = (path: string) => text(import.meta.resolve(`uplot/${path}`));
  const licence = `/*!\nuPlot\n\n${uplot('LICENSE').trim()}\n*/\n`;
  return {
    chartScript: licence + uplot('dist/uPlot.iife.min.js'),
    pageScript: linkModules(Object.fromEntries(modules.map((name) => [name, own(name)])), 'main.js'),
    styles: [uplot('dist/uPlot.min.css'), ...STYLE_SHEETS.map(own)].join('\n'),
  };
}

/** What comes later wins. */
const STYLE_SHEETS = ['base.css', 'verdict.css', 'tables.css', 'charts.css', 'narrow-and-print.css'];

/** As a parser of HTML has it, by which the hash of a script goes. */
function text(url: URL | string): string {
  return readFileSync(fileURLToPath(url), 'utf8').replaceAll('\r\n', '\n');
}
