import { changesSection } from './changes-section.js';
import { element } from './element.js';
import { endpointsSection } from './endpoints-section.js';
import { samplesSection } from './samples-section.js';
import { settingsSection } from './settings-section.js';
import { skippedSection } from './skipped-section.js';
import { startTheme, themeButton } from './theme.js';
import { timeCharts } from './time-charts.js';
import { timesSection } from './times-section.js';
import { verdict } from './verdict.js';

/** @import { PageData } from '../html/page-data.ts' */

const json = document.getElementById('data')?.textContent ?? '';
showPage(/** @type {PageData} */ (JSON.parse(json)));

/** @param {PageData} data */
function showPage(data) {
  startTheme();
  const sections = [
    changesSection(data),
    timeCharts(data),
    timesSection(data),
    endpointsSection(data),
    samplesSection(data),
    skippedSection(data),
    settingsSection(data),
  ].filter((section) => section !== null);
  const links = sections.map((section) =>
    element('li', {}, element('a', { href: `#${section.id}` }, section.querySelector('h2')?.textContent)),
  );
  document
    .getElementById('page')
    ?.replaceWith(
      element(
        'header',
        { class: 'top' },
        element('p', { class: 'brand' }, 'reprise'),
        element('nav', { 'aria-label': 'Parts of the report' }, element('ul', {}, ...links)),
        themeButton(),
      ),
      element('main', {}, verdict(data), ...sections),
      element(
        'footer',
        {},
        'Made by reprise. Charts by uPlot (MIT licence, © Leon Sorokin). This page holds all it needs and asks no network.',
      ),
    );
}
