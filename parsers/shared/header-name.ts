/** The usual spelling of a header that a log names in lower case: `http_user_agent` without its prefix → `User-Agent`. */
export function headerName(logged: string): string {
  const name = logged.replaceAll('_', '-').toLowerCase();
  return SPECIAL[name] ?? name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

const SPECIAL: Readonly<Record<string, string>> = {
  dnt: 'DNT',
  te: 'TE',
  'sec-ch-ua': 'Sec-CH-UA',
  'sec-ch-ua-mobile': 'Sec-CH-UA-Mobile',
  'sec-ch-ua-platform': 'Sec-CH-UA-Platform',
  'x-csrf-token': 'X-CSRF-Token',
  'x-xsrf-token': 'X-XSRF-Token',
};
