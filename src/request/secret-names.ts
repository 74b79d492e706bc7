/** Whether what has this name is a secret: a header, a parameter of a query, a field of a form, a member of JSON, a cookie. */
export function isSecretName(name: string): boolean {
  const plain = name.includes('%') ? name.replace(ESCAPED, unescaped) : name;
  return ANYWHERE.test(plain) || AS_A_WORD.test(plain) || AS_THE_WHOLE.test(plain);
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

/** `user%5Bpass%5D` is `user[pass]`. */
const ESCAPED = /%([2-7][0-9a-f])/gi;

function unescaped(_escaped: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
