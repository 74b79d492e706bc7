import { looksOpaque } from './looks-opaque.ts';
import { REDACTED } from './redacted.ts';
import { isSecretName } from './secret-names.ts';

/** Replaces what is told by its form to be a credential, wherever in a text: JSON Web Tokens, and keys that begin as those of well-known services do. */
export function redactTokens(text: string): string {
  const withoutJwt = text.includes('eyJ') ? text.replace(JWT, REDACTED) : text;
  return withoutJwt.replace(KEY, REDACTED);
}

/** `eyJ….….…` */
const JWT = /(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g;

const KEY = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    'gh[pousr]_[A-Za-z0-9]{16,}',
    'github_pat_\\w{20,}',
    'gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\\w-]{16,}',
    'xox[abeoprs]-[\\w-]{10,}',
    '[sr]k_(?:live|test)_[A-Za-z0-9]{10,}',
    'sk-(?:proj-|ant-)?[\\w-]{20,}',
    'whsec_[\\w+/=]{20,}',
    'A(?:KIA|SIA)[0-9A-Z]{16}',
    'AIza[\\w-]{30,}',
    'ya29\\.[\\w-]{20,}',
    'npm_[A-Za-z0-9]{30,}',
    'pypi-[\\w-]{50,}',
    'hf_[A-Za-z0-9]{30,}',
    'dop_v1_[0-9a-f]{32,}',
    'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}',
    'SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
    'bot\\d{6,}:[\\w-]{30,}',
    'services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}',
  ].join('|')})`,
  'g',
);

/**
 * Replaces parts of paths that are credentials, as far as that can be told: after a name that says so (`/reset-password/…`), what
 * looks as if a machine had made it up; anywhere, what is so and as long as bearer tokens are. Names that people read, numbers, UUIDs
 * and hexadecimal numbers are left elsewhere: these tell what a request was about.
 */
export function redactPathTokens(text: string): string {
  if (!MAY_BE_CODE.test(text)) return text;
  return text
    .replace(AFTER_NAME, (part, name) => (tells(name) && isCode(part) ? REDACTED : part))
    .replace(LONG, (part) =>
      looksOpaque(part) && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part) ? REDACTED : part,
    );
}

/** Long, or with a digit in it: most paths are told to have none at little cost. */
const MAY_BE_CODE = /\/(?:(?=[\w~+=.-]{0,19}\d)[\w~+=.-]{8}|[\w~+=.-]{20})/;
const END = `(?=[/?#;&\\s"',]|$)`;
const AFTER_NAME = new RegExp(`(?<=/([\\w.%~-]{2,40})/)[\\w~+=.-]{8,512}${END}`, 'g');
const LONG = new RegExp(`(?<=/)[\\w~+-]{32,512}={0,2}${END}`, 'g');

function tells(name: string): boolean {
  return TELLING.test(name) || isSecretName(name);
}

const TELLING =
  /(?:^|[._-])(?:reset|verif(?:y|ication)|confirm(?:ation)?|activat(?:e|ion)|unsubscribe|invit(?:e|es|ation|ations)|magic|magic-?link|sso|hooks?|webhooks?|otp|recover|recovery)$/i;

function isCode(part: string): boolean {
  return looksOpaque(part) || HEX.test(part) || UUID.test(part) || MIXED.test(part);
}

const HEX = /^(?=\D*\d)(?=.*[a-f])[0-9a-f]{16,}$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const MIXED = /^(?=(?:\D*\d){3})(?=(?:[^a-z]*[a-z]){3})[a-z0-9]{12,}$/i;
