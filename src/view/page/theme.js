import { element } from './element.js';

/** What to do when the colours have changed. */
const listeners = /** @type {(() => void)[]} */ ([]);
const system = matchMedia('(prefers-color-scheme: dark)');
const paper = matchMedia('print');

const CHOICES = /** @type {const} */ (['system', 'light', 'dark']);

/** @type {typeof CHOICES[number]} */
let choice = 'system';

/** Begins with the colours that the system prefers, and follows it; on paper they are always the light ones. */
export function startTheme() {
  system.addEventListener('change', applyTheme);
  paper.addEventListener('change', applyTheme);
  applyTheme();
}

/** @param {() => void} listener */
export function onThemeChange(listener) {
  listeners.push(listener);
}

/** A button that goes from one choice to the next. */
export function themeButton() {
  const button = element('button', { type: 'button', class: 'theme', click: next });
  label();
  return button;

  function next() {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? 'system';
    label();
    applyTheme();
  }

  function label() {
    button.textContent = `Theme: ${choice}`;
  }
}

function applyTheme() {
  const isDark = !paper.matches && (choice === 'system' ? system.matches : choice === 'dark');
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/**
 * A colour of the style sheet.
 *
 * @param {string} name
 */
export function colorOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
