import { element } from './element.js';

/**
 * Text to be pasted elsewhere, and a button that copies it.
 *
 * @param {string} text
 * @param {string} what what the text is, for those who cannot see what it stands beside
 */
export function copyable(text, what) {
  const code = element('code', {}, text);
  const button = element(
    'button',
    { type: 'button', class: 'copy', 'aria-label': `Copy ${what}`, click: copy },
    'Copy',
  );
  return element('div', { class: 'copyable' }, element('pre', {}, code), button);

  async function copy() {
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!copied) select();
    button.textContent = copied ? 'Copied' : 'Selected';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  }

  /** Where a page may not write to the clipboard, the reader's own keys do the rest. */
  function select() {
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }
}
