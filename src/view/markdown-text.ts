/** What stands in a log is text in Markdown, too, whatever it looks like: no mark-up, no link, no mention of anybody. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u2060')
    .replace(/#(?=\d)|(?:https?|ftp):(?=\/\/)|www(?=\.)/gi, '$&\u2060');
}
