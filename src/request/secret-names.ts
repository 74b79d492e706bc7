/** Whether what has this name is a secret: a header, a parameter of a query, a field of a form, a member of JSON, a cookie. */
export function isSecretName(name: string): boolean {
  const plain = name.includes('%') ? decoded(name) : name;
  return ANYWHERE.test(plain) || AS_A_WORD.test(plain) || AS_THE_WHOLE.test(withoutIndex(plain));
}

/** The same in a log, which names headers also `http_cookie`, `req.headers.cookie`. */
export function namesLoggedSecret(name: string): boolean {
  return isSecretName(name) || /cookie/i.test(name);
}

/** Names may be `user[password]`, `client_secret`, `X-Amz-Security-Token`, `PHPSESSID`. */
const ANYWHERE =
  /token|secret|passw(?:or)?d|passphrase|passcode|pwd|(?:api|access|auth|private|session)[_-]?key|auth[_-]?code|sess(?:ion)?[_-]?id|signature|credential|authorization|bearer/i;
const AS_A_WORD = /(?:^|[^a-z0-9])(?:auth|oauth|pass|otp|totp|sig|sid|jwt)(?:$|[^a-z0-9])/i;
/** Parts of many a harmless name. */
const AS_THE_WHOLE = /^(?:(?:set-)?cookie|key|code|(?:x-)?session|samlresponse|assertion|ticket|hmac)$/i;

/** `user%5Bpass%5D` is `user[pass]`, and so is `user%255Bpass%255D`, which was escaped twice. */
function decoded(name: string): string {
  let plain = name;
  for (let layer = 0; layer < MOST_LAYERS && plain.includes('%'); layer++) {
    plain = plain.replace(ESCAPED, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return plain;
}

const ESCAPED = /%([2-7][0-9a-f])/gi;
const MOST_LAYERS = 3;

/** `code[]`, `key[0]`, and spaces that somebody left around. */
function withoutIndex(name: string): string {
  return /[[\s]/.test(name) ? name.replace(/\[[^[\]]{0,50}\]$/, '').trim() : name;
}
